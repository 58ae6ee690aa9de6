/*
 * FEEL, the expression language of decisions and processes: DMN 1.5 (OMG formal/2024-01-01),
 * clause 10.3. A pure library: no clock, no I/O, no database; the same expression with the same
 * context and options gives the same value. Compile once, evaluate often; a compiled expression is
 * never written to, so that threads may share it.
 *
 * Errors (enum err) are of the text (it cannot be read) and of the machine (memory, limits). What
 * goes wrong with values is null, as the standard wants it, with a note that says why.
 */
#ifndef KHAJU_FEEL_H
#define KHAJU_FEEL_H

#include <jansson.h>
#include "arena.h"
#include "err.h"
#include "feel_type.h"
#include "feel_value.h"

enum { FEEL_TEXT_MAX = 256 * 1024, FEEL_DEPTH_MAX = 200, FEEL_STEPS = 5000000 };

enum feel_kind {
    FEEL_EXPRESSION,
    FEEL_UNARY_TESTS, /* a cell of a decision table; the input is the name ? */
};

/* What an expression may speak of. Names may hold spaces and - + * / ' . */
struct feel_scope {
    const char *const *names; /* of variables */
    size_t count;
    const char *const *members; /* of entries of their values, if they hold spaces; may be NULL */
    size_t member_count;
    const struct feel_named_type *types; /* for `instance of` and function parameters */
    size_t type_count;
};

struct feel_options {
    struct feel_value now;   /* date and time; what now() says */
    struct feel_value today; /* date */
    unsigned long steps;     /* how many evaluations of a node at most; 0: FEEL_STEPS */
};

/* Why something became null: the first reason and where it was. */
struct feel_note {
    const char *reason; /* an English source sentence, for tr() */
    size_t line;
    size_t column; /* in characters, from 1 */
};

enum { FEEL_NOTES_MAX = 8 };

struct feel_notes {
    struct feel_note items[FEEL_NOTES_MAX];
    size_t count;        /* those beyond the maximum are dropped */
    unsigned long steps; /* that were taken, of those in the options */
};

struct feel_compiled; /* lives in the arena that it was compiled in, with copies of all it needs */

/* ERR_INVALID: the text is no expression; the message has line and column. scope may be NULL. */
enum err feel_compile(struct arena *arena, const char *text, const struct feel_scope *scope,
                      enum feel_kind kind, const struct feel_compiled **out) WARN_UNUSED;

/*
 * Values in context and out may point to each other: both must live as long as out is used.
 * context has the variables as entries (a missing one is null); of unary tests also "?".
 * Functions in out need the compiled expression to live. notes may be NULL.
 */
enum err feel_eval(struct arena *arena, const struct feel_compiled *compiled,
                   const struct feel_context *context, const struct feel_options *options,
                   struct feel_notes *notes, struct feel_value *out) WARN_UNUSED;

/* Calls a function that an expression gave. */
enum err feel_call(struct arena *arena, struct feel_value function, size_t count,
                   const struct feel_value *arguments, const struct feel_options *options,
                   struct feel_notes *notes, struct feel_value *out) WARN_UNUSED;

/* A function that the program offers to expressions, such as a business knowledge model. call
   gets as many arguments as there are parameters and returns an error only for the machine's. */
struct feel_host_function {
    const char *const *parameters;
    size_t count;
    enum err (*call)(void *data, struct arena *arena, const struct feel_value *arguments,
                     struct feel_value *out);
    void *data;
};
/* The description stays the caller's and must outlive the value. */
struct feel_value feel_host_function(struct arena *arena,
                                     const struct feel_host_function *function);

/* What @"text" means: a date, time, date and time or duration; null: none of them. */
struct feel_value feel_at_literal(struct arena *arena, struct feel_string text);

/* Values as text that reads the same again (strings quoted) and as string() writes them. In the
   arena; NULL if there is no memory or the text is too long. */
const char *feel_text(struct arena *arena, struct feel_value value);
const char *feel_string_text(struct arena *arena, struct feel_value value);

/* JSON has no dates: they are read as strings and written as strings, ranges as their text and
   functions as null. A number that 17 digits of a double do not give again is written as a string.
   Everything is in the arena but *out, which the caller releases. */
enum err feel_from_json(struct arena *arena, json_t *json, struct feel_value *out) WARN_UNUSED;
enum err feel_to_json(struct arena *arena, struct feel_value value, json_t **out) WARN_UNUSED;

#endif
