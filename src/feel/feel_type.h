/*
 * Types of FEEL (DMN 1.5, clauses 10.3.2.6 to 10.3.2.9): what `instance of` and the types of
 * parameters say, and what a decision's variable may be declared as.
 */
#ifndef KHAJU_FEEL_TYPE_H
#define KHAJU_FEEL_TYPE_H

#include <stdbool.h>
#include "feel_value.h"

struct feel_type;

struct feel_member_type {
    struct feel_string name;
    const struct feel_type *type;
};

/* kind FEEL_ANY is every value but null, FEEL_NULL only null. */
struct feel_type {
    enum feel_type_kind kind;
    const struct feel_type *element; /* of a list, a range or a function's result; NULL: any */
    const struct feel_member_type *members; /* of a context; parameters of a function */
    size_t count;
    bool any_function; /* `function` with no word on its parameters */
    /* allowed values of an item definition: called with the value when the rest has matched */
    bool (*allowed)(const void *data, struct feel_value value);
    const void *data;
};

struct feel_named_type {
    const char *name;
    const struct feel_type *type;
};

/* The type of simple values that has this name ("string", "date and time", "dateTime"; 7.3.3), or
   NULL. */
const struct feel_type *feel_type_simple(const char *name);
/* Null conforms to every type here; `instance of` asks for null itself. */
bool feel_type_conforms(const struct feel_type *type, struct feel_value value);
/* The implicit conversions of 10.3.2.9.4: to and from a list of one, date to date and time;
   otherwise null. */
struct feel_value feel_type_coerce(struct arena *arena, const struct feel_type *type,
                                   struct feel_value value);

#endif
