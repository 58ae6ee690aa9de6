/* Private to feel: the parser reads characters, because what a name is depends on the names known
   at that place (DMN 1.5, clause 10.3.1.3). Each function reads what its name says, or sets
   failed and gives NULL. */
#ifndef KHAJU_FEEL_PARSER_INTERNAL_H
#define KHAJU_FEEL_PARSER_INTERNAL_H

#include "feel_internal.h"

struct feel_local {
    const struct feel_local *outer;
    struct feel_string name;
};

struct feel_parser {
    struct arena *arena;
    const char *text;
    size_t length;
    size_t at;
    const struct feel_scope *scope;
    const struct feel_local *locals;
    struct feel_string *members; /* names of entries seen so far or told by the scope */
    size_t member_count;
    size_t member_capacity;
    unsigned depth;
    unsigned long work;      /* comparisons with known names, characters read twice */
    unsigned long functions; /* how many have been read so far */
    unsigned long inputs;    /* how many ? */
    bool range_end;          /* a '[' may close the range whose upper end is being read */
    enum err failed;
};

enum { FEEL_PARSER_WORK = 50000000 };

/* feel_lex.c */
void feel_skip(struct feel_parser *parser); /* spaces and comments */
bool feel_peek(struct feel_parser *parser, const char *symbol);
bool feel_take(struct feel_parser *parser, const char *symbol);
bool feel_expect(struct feel_parser *parser, const char *symbol);
bool feel_peek_word(struct feel_parser *parser, const char *word);
bool feel_take_word(struct feel_parser *parser, const char *word); /* not as part of a longer one */
bool feel_at_end(struct feel_parser *parser);
const struct feel_node *feel_syntax(struct feel_parser *parser, const char *expected);
bool feel_read_string(struct feel_parser *parser, struct feel_string *out);
bool feel_read_number(struct feel_parser *parser, struct feel_number *out);

/* feel_name.c */
bool feel_name_start(uint32_t c);
bool feel_name_part(uint32_t c);
uint32_t feel_character(const struct feel_parser *parser, size_t at, size_t *size);
/* The end of name where it stands in the text, or 0. */
size_t feel_name_end(const struct feel_parser *parser, size_t at, struct feel_string name);
/* The longest known name, or else one word; false: no name begins here. */
bool feel_read_name(struct feel_parser *parser, struct feel_string *out);
size_t feel_known_name(struct feel_parser *parser, struct feel_string *out); /* its end, or 0 */
bool feel_read_member(struct feel_parser *parser, struct feel_string *out);
/* A new name, which ends before one of the characters of stops or the word `in`. */
bool feel_read_new_name(struct feel_parser *parser, const char *stops, bool stop_in,
                        struct feel_string *out);
/* Counts work; false and failed when it is too much. */
bool feel_parser_work(struct feel_parser *parser, unsigned long amount);
bool feel_add_member(struct feel_parser *parser, struct feel_string name);
void feel_add_local(struct feel_parser *parser, struct feel_string name);

/* Growing lists of children and names. */
struct feel_children {
    const struct feel_node **nodes;
    size_t count;
    size_t capacity;
    struct feel_string *names;
    size_t name_count;
    size_t name_capacity;
};
bool feel_child(struct feel_parser *parser, struct feel_children *list,
                const struct feel_node *node);
bool feel_child_name(struct feel_parser *parser, struct feel_children *list,
                     struct feel_string name);

struct feel_node *feel_node_new(struct feel_parser *parser, enum feel_node_kind kind,
                                size_t position);
struct feel_node *feel_node_list(struct feel_parser *parser, enum feel_node_kind kind,
                                 size_t position, const struct feel_children *list);
struct feel_node *feel_node_with(struct feel_parser *parser, enum feel_node_kind kind,
                                 size_t position, size_t count,
                                 const struct feel_node *const *children);

const struct feel_node *feel_parse_expression(struct feel_parser *parser);
const struct feel_node *feel_parse_additive(struct feel_parser *parser);
const struct feel_node *feel_parse_test(struct feel_parser *parser, bool whole);
/* What follows `left in`. */
const struct feel_node *feel_parse_in(struct feel_parser *parser, size_t position,
                                      const struct feel_node *left);
const struct feel_node *feel_parse_tests(struct feel_parser *parser);
const struct feel_node *feel_parse_postfix(struct feel_parser *parser);
const struct feel_node *feel_parse_primary(struct feel_parser *parser);
/* if, for, some, every, function; NULL without failure: none of them stands here. */
const struct feel_node *feel_parse_control(struct feel_parser *parser);
const struct feel_type *feel_parse_type(struct feel_parser *parser);
/* The operator of a test, or -1. */
int feel_take_comparison(struct feel_parser *parser);

#endif
