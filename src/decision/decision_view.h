/*
 * What a decision model says, to be shown to people: its elements in the order of the file, what
 * each requires, and its logic as boxed expressions and tables with the texts as they were written
 * (DMN 1.5, clauses 6, 8 and 10.2). Texts are NULL where the file says nothing.
 */
#ifndef KHAJU_DECISION_VIEW_H
#define KHAJU_DECISION_VIEW_H

#include "decision.h"

enum decision_part {
    DECISION_PART_INPUT,
    DECISION_PART_DECISION,
    DECISION_PART_KNOWLEDGE,
    DECISION_PART_SERVICE,
};

enum decision_box_kind {
    DECISION_BOX_NOTHING,
    DECISION_BOX_TEXT,    /* text: FEEL, or another language */
    DECISION_BOX_TABLE,   /* table */
    DECISION_BOX_CONTEXT, /* a child for each name; a NULL name is the result */
    DECISION_BOX_LIST,
    DECISION_BOX_RELATION,   /* names: columns; children row by row */
    DECISION_BOX_FUNCTION,   /* names: parameters; one child */
    DECISION_BOX_INVOCATION, /* text: what is called; a child for each name */
    DECISION_BOX_PARTS,      /* text: "if", "for", "some", "every", "filter"; a child for each name:
                                "if", "then", "else", "in", "return", "satisfies", "match" */
};

struct decision_column {
    const char *label; /* or the expression, or the name of the output */
    const char *expression, *type, *allowed;
    const char *fallback; /* of an output: its default */
};
struct decision_row {
    const char *id;
    const char *const *inputs, *const *outputs, *const *annotations;
};
struct decision_table {
    const char *policy;      /* "UNIQUE" */
    const char *aggregation; /* "SUM" */
    const struct decision_column *inputs, *outputs;
    const char *const *annotations; /* names of their columns */
    size_t input_count, output_count, annotation_count;
    const struct decision_row *rows;
    size_t row_count;
};
struct decision_box {
    enum decision_box_kind kind;
    const char *text;
    const char *const *names;
    size_t name_count;
    const struct decision_box *const *children;
    size_t count;
    const struct decision_table *table;
};

struct decision_element {
    enum decision_part part;
    const char *id, *name, *question, *description;
    const char *type;           /* the name of its type */
    enum feel_type_kind kind;   /* what that is in the end; FEEL_ANY: not said */
    const char *const *options; /* the strings that are allowed, where only these are */
    size_t option_count;
    const struct decision_box *logic; /* NULL: none */
    const size_t *needs;              /* positions among the elements */
    size_t need_count;
};
struct decision_view {
    const struct decision_element *elements;
    size_t count;
};
/* Everything is in the arena, but texts, which are the model's. */
enum err decision_view(struct arena *arena, const struct decision_model *model,
                       struct decision_view *out) WARN_UNUSED;

/* Expressions whose text is wrong: the elements that rest on them cannot be decided. */
struct decision_fault {
    const char *id, *name;      /* of the element */
    const char *code, *message; /* as feel says it, translated */
};
struct decision_faults {
    const struct decision_fault *items;
    size_t count;
};
enum err decision_broken(struct arena *arena, const struct decision_model *model,
                         struct decision_faults *out) WARN_UNUSED;

#endif
