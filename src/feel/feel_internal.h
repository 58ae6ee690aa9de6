/* Private to feel: the tree of an expression, a run over it, and the table of functions. */
#ifndef KHAJU_FEEL_INTERNAL_H
#define KHAJU_FEEL_INTERNAL_H

#include "buf.h"
#include "feel.h"

enum feel_node_kind {
    NODE_LITERAL,
    NODE_NAME,
    NODE_LIST,
    NODE_CONTEXT,  /* names[i]: children[i] */
    NODE_INTERVAL, /* children: low, high */
    NODE_ONE_END,  /* operator: enum feel_range_form; child: the end */
    NODE_NEGATE,
    NODE_ARITHMETIC, /* operator: + - * / or ^ */
    NODE_COMPARE,    /* operator: enum feel_range_form without FEEL_INTERVAL */
    NODE_AND,
    NODE_OR,
    NODE_BETWEEN,
    NODE_IN, /* the first child in one of the others */
    NODE_INSTANCE,
    NODE_IF,
    NODE_FOR,  /* names of iterators, their NODE_SPAN or lists, and what is returned */
    NODE_SPAN, /* a..b in a for */
    NODE_SOME, /* as NODE_FOR */
    NODE_EVERY,
    NODE_FILTER,
    NODE_PATH,       /* child.name */
    NODE_CALL,       /* the function and its arguments; names when they are named */
    NODE_FUNCTION,   /* names and types of parameters, child: the body; none: external */
    NODE_TESTS,      /* any child matches ?; operator '!': none may */
    NODE_INPUT_TEST, /* an expression of a test that asks about ? itself */
    NODE_ANYTHING,   /* the - of a cell */
};

struct feel_node {
    enum feel_node_kind kind;
    int operator;
    size_t position; /* byte in the text */
    size_t count;
    const struct feel_node *const *children;
    const struct feel_string *names; /* or NULL */
    size_t name_count;
    const struct feel_type *const *types; /* of parameters, NULL where none is said */
    const struct feel_type *type;
    struct feel_value value; /* of a literal; of a name: the built-in function of this name */
    struct feel_string name;
    bool low_closed;
    bool high_closed;
    bool captures; /* a function is made in it, which keeps its variables */
};

struct feel_compiled {
    const char *text;
    const struct feel_node *root;
};

/* Variables: a chain of frames, the innermost first. */
struct feel_frame {
    const struct feel_frame *outer;
    struct feel_string name;
    struct feel_value value;
    const struct feel_context *context; /* its entries are variables, when it is not NULL */
};

struct feel_run {
    struct arena *arena;
    const struct feel_compiled *compiled;
    const struct feel_options *options;
    struct feel_notes *notes;
    unsigned long steps; /* that are left */
    unsigned depth;
    enum err failed; /* the first error; from then on every value is null */
    size_t position; /* of the node that is being evaluated */
};

struct feel_builtin;

struct feel_function {
    /* one of the three */
    const struct feel_builtin *builtin; /* the first row of its name */
    const struct feel_host_function *host;
    const struct feel_node *node; /* a NODE_FUNCTION */
    const struct feel_frame *frame;
    const struct feel_compiled *compiled;
};

struct feel_value feel_node_value(struct feel_run *run, const struct feel_node *node,
                                  const struct feel_frame *frame);
/* Records why something is null, and gives the null. */
struct feel_value feel_because(struct feel_run *run, const char *reason);
/* How deep lists within lists may be where they are looked through: loops can make them deeper. */
enum { FEEL_NESTING_MAX = 1000 };
struct feel_value feel_too_deep(struct feel_run *run); /* fails the run */
/* Records the reason of a null that has one and was not recorded. */
struct feel_value feel_noted(struct feel_run *run, struct feel_value value);
/* Counts steps; false when they are used up or anything has failed. */
bool feel_step(struct feel_run *run, unsigned long count);
enum err feel_run_status(struct feel_run *run);
/* The text of buf as a string in the arena; buf is finished. A failed buf fails the run. */
struct feel_value feel_buf_value(struct feel_run *run, struct buf *buf);

/* The same as without _within, at the cost of steps; 0 are left when there were too few. */
enum feel_truth feel_equal_within(unsigned long *steps, struct feel_value a, struct feel_value b);
enum feel_truth feel_matches_within(unsigned long *steps, struct feel_value a, struct feel_value b);
struct feel_value feel_coerce_within(unsigned long *steps, struct arena *arena,
                                     const struct feel_type *type, struct feel_value value);
bool feel_conforms_within(unsigned long *steps, const struct feel_type *type,
                          struct feel_value value);

struct feel_value feel_arithmetic(struct feel_run *run, int operator, struct feel_value a,
                                  struct feel_value b);
struct feel_value feel_negate(struct feel_run *run, struct feel_value a);
struct feel_value feel_compare(struct feel_run *run, int operator, struct feel_value a,
                               struct feel_value b);
struct feel_value feel_loop(struct feel_run *run, const struct feel_node *node,
                            const struct feel_frame *frame);
struct feel_value feel_filter(struct feel_run *run, const struct feel_node *node,
                              const struct feel_frame *frame);
struct feel_value feel_path(struct feel_run *run, struct feel_value value, struct feel_string name);
struct feel_value feel_call_node(struct feel_run *run, const struct feel_node *node,
                                 const struct feel_frame *frame);
struct feel_value feel_apply(struct feel_run *run, struct feel_value function, size_t count,
                             const struct feel_value *arguments);
/* How many parameters a function has; -1: any number. */
int feel_parameter_count(const struct feel_function *function);
bool feel_instance_of(struct feel_run *run, struct feel_value value, const struct feel_type *type);
/* One value for `from` of 10.3.2.9.4: [x] is x where no list is wanted, and the like. */
struct feel_value feel_single(struct feel_value value);

/* Lists that grow in the arena. */
struct feel_builder {
    struct arena *arena;
    struct feel_value *items;
    size_t count;
    size_t capacity;
};
bool feel_builder_add(struct feel_builder *builder, struct feel_value value);
struct feel_value feel_builder_list(struct feel_builder *builder);

/*
 * Built-in functions: one row for each way to call one. types has a letter for each parameter:
 * b boolean, n number, s string, d date, t time, m date and time, D days and time duration,
 * Y years and months duration, l list, c context, r range, f function, a anything (null too),
 * p anything but null. Before a letter: '?' it may be left out, '~' it may be null.
 * A '*' at the end: all arguments become one list, and there are no names.
 */
enum { FEEL_PARAMETERS_MAX = 4 };

struct feel_builtin {
    const char *name;
    const char *types;
    const char *parameters[FEEL_PARAMETERS_MAX];
    struct feel_value (*call)(struct feel_run *run, const struct feel_value *arguments);
};

struct feel_family {
    const struct feel_builtin *rows;
    size_t count;
};

extern const struct feel_family feel_family_conversion, feel_family_boolean, feel_family_string,
    feel_family_regex, feel_family_numeric, feel_family_list, feel_family_statistics,
    feel_family_set, feel_family_temporal, feel_family_range, feel_family_context;

/* The first row of this name, or NULL; the rest follow it in its family. */
const struct feel_builtin *feel_builtin_find(struct feel_string name);
/* The longest built-in name that text begins with; 0: none. */
struct feel_value feel_builtin_call(struct feel_run *run, const struct feel_builtin *first,
                                    size_t count, const struct feel_value *arguments,
                                    const struct feel_string *names);
const char *feel_builtin_name(size_t index); /* NULL beyond the last */

#endif
