/* Private to decision: the model as it was read, and one run over it. */
#ifndef KHAJU_DECISION_INTERNAL_H
#define KHAJU_DECISION_INTERNAL_H

#include "decision.h"
#include "xml.h"

enum expr_kind {
    EXPR_NOTHING, /* null: no logic, or logic of another language */
    EXPR_LITERAL,
    EXPR_TABLE,
    EXPR_CONTEXT, /* names[i]: children[i]; a NULL name is the result */
    EXPR_LIST,
    EXPR_RELATION,   /* names of columns; children row by row */
    EXPR_FUNCTION,   /* names and types of parameters; child: the body */
    EXPR_INVOCATION, /* names[i] = children[i], then compiled, which calls */
    EXPR_CONDITIONAL,
    EXPR_FOR, /* names[0] in children[0], children[1] */
    EXPR_SOME,
    EXPR_EVERY,
    EXPR_FILTER,
};

struct expr {
    enum expr_kind kind;
    const struct feel_compiled *compiled;
    const struct err_detail *broken; /* why the text could not be compiled */
    const struct feel_type *type;
    const char **names;
    const struct feel_type **types;
    const struct expr **children;
    size_t name_count, count;
    const struct table *table;
};

struct test {
    const char *text;
    const struct feel_compiled *compiled; /* NULL: anything */
    const struct err_detail *broken;
};

struct column {
    const char *label;             /* or the name of an output; may be NULL there */
    const struct expr *expression; /* of an input; of an output its default, or NULL */
    struct test allowed;
    const struct feel_type *type;
};

struct rule {
    const char *id;
    const struct test *tests;
    const struct expr **outputs;
    const char **annotations;
    size_t annotation_count;
};

struct table {
    const char *name;
    char policy;      /* U A P F R O C */
    char aggregation; /* + # < > or 0 */
    const struct column *inputs, *outputs;
    size_t input_count, output_count;
    const struct rule *rules;
    size_t rule_count;
};

enum element_kind { ELEMENT_INPUT, ELEMENT_DECISION, ELEMENT_KNOWLEDGE, ELEMENT_SERVICE };

struct element {
    enum element_kind kind;
    const char *id, *name;
    const struct xml_node *node;
    const struct feel_type *type;
    const struct expr *logic;
    size_t *needs; /* of a service: its input data and input decisions, in order */
    size_t need_count;
    size_t *outputs; /* of a service */
    size_t output_count;
};

struct decision_model {
    struct element *elements;
    size_t count;
    const struct table **tables;
    size_t table_count;
};

struct names {
    const char **items;
    size_t count;
};

struct reader {
    struct arena *arena;
    struct decision_model *model;
    struct feel_scope base; /* members and types of the whole file */
    struct names members;
    struct feel_named_type *types;
    struct feel_type *type_values;
    const struct xml_node **type_nodes;
    char *type_states;
    size_t type_count;
    size_t table_capacity;
    const char *owner; /* the element being read */
};

/* Any namespace of DMN is one to us; the root was checked. */
const struct xml_node *dmn_child(const struct xml_node *parent, const char *name);
/* The next sibling of this name, from node on. */
const struct xml_node *dmn_from(const struct xml_node *node, const char *name);
size_t dmn_count(const struct xml_node *parent, const char *name);
bool dmn_is(const struct xml_node *node, const char *name);
/* The trimmed content of <name><text>; NULL if there is none. */
const char *dmn_text_in(struct reader *reader, const struct xml_node *parent, const char *name);

enum err types_read(struct reader *reader, const struct xml_node *root) WARN_UNUSED;
/* NULL for no type, Any, and names that are not known. */
const struct feel_type *type_named(const struct reader *reader, const char *name);
const struct feel_type *type_of(const struct reader *reader, const struct xml_node *node);

struct names names_with(struct reader *reader, struct names names, const char *name);
enum err expr_read(struct reader *reader, const struct xml_node *node, struct names names,
                   const struct expr **out) WARN_UNUSED;
/* The first boxed expression among the children, EXPR_NOTHING if there is none. */
enum err expr_read_in(struct reader *reader, const struct xml_node *parent, struct names names,
                      const struct expr **out) WARN_UNUSED;
/* A text that cannot be compiled breaks the expression, not the file. */
enum err expr_compile(struct reader *reader, const char *text, struct names names,
                      const struct expr **out) WARN_UNUSED;
enum err test_compile(struct reader *reader, const char *text, struct names names,
                      struct test *out) WARN_UNUSED;
enum err table_read(struct reader *reader, const struct xml_node *node, struct names names,
                    const struct table **out) WARN_UNUSED;

struct memo; /* the values of elements that are known */

struct run {
    struct arena *arena;
    const struct decision_model *model;
    const struct feel_options *options;
    struct feel_notes *notes;
    struct decision_reason *first, *last;
    unsigned work, depth;
};

enum err run_enter(struct run *run) WARN_UNUSED; /* one deeper; run_leave() only after success */
void run_leave(struct run *run);
struct decision_reason *run_reason(struct run *run, const char *name); /* NULL: no memory */

const struct feel_context *env_with(struct arena *arena, const struct feel_context *env,
                                    const char *name, struct feel_value value);
enum err expr_value(struct run *run, const struct expr *expr, const struct feel_context *env,
                    struct feel_value *out) WARN_UNUSED;
/* Whether the value passes; FEEL_TRUE without a test. */
enum err test_value(struct run *run, const struct test *test, const struct feel_context *env,
                    struct feel_value value, bool *out) WARN_UNUSED;
/* A function whose body is EXPR_FUNCTION's; self, if not NULL, is its own name in it. */
struct feel_value closure(struct run *run, const struct expr *function,
                          const struct feel_context *env, const char *self);
enum err table_value(struct run *run, const struct table *table, const struct feel_context *env,
                     struct feel_value *out) WARN_UNUSED;
/* What the rules that matched make together (clause 8.2.8). */
enum err table_hits(struct run *run, const struct table *table, struct feel_value **rows,
                    size_t count, struct feel_value *out) WARN_UNUSED;

#endif
