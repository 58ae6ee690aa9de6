/* Types of values, and the implicit conversions (clauses 10.3.2.9.1 to 10.3.2.9.4). */
#include "feel_internal.h"
#include "feel_time.h"
#include "tr.h"

static bool list_conforms(unsigned long *steps, const struct feel_type *type,
                          const struct feel_list *list) {
    for (size_t i = 0; type->element && i < list->count; i++) {
        if (!feel_conforms_within(steps, type->element, list->items[i])) {
            return false;
        }
    }
    return true;
}

static bool context_conforms(unsigned long *steps, const struct feel_type *type,
                             const struct feel_context *context) {
    for (size_t i = 0; i < type->count; i++) {
        const struct feel_value *value = feel_context_get(context, type->members[i].name);
        if (!value || !feel_conforms_within(steps, type->members[i].type, *value)) {
            return false;
        }
    }
    return true;
}

static bool same_kind(const struct feel_type *a, const struct feel_type *b) {
    return !a || !b || a->kind == FEEL_ANY || b->kind == FEEL_ANY || a->kind == b->kind;
}

/* Parameters of a function that an expression defines are compared as far as they are declared. */
static bool function_conforms(const struct feel_type *type, const struct feel_function *function) {
    if (type->any_function) {
        return true;
    }
    int count = feel_parameter_count(function);
    if (count >= 0 && (size_t)count != type->count) {
        return false;
    }
    for (size_t i = 0; function->node && i < type->count; i++) {
        if (!same_kind(function->node->types[i], type->members[i].type)) {
            return false;
        }
    }
    return true;
}

static bool range_conforms(unsigned long *steps, const struct feel_type *type,
                           const struct feel_range *range) {
    return !type->element || (feel_conforms_within(steps, type->element, range->low) &&
                              feel_conforms_within(steps, type->element, range->high));
}

static bool shape_conforms(unsigned long *steps, const struct feel_type *type,
                           struct feel_value value) {
    if (type->kind == FEEL_ANY) {
        return true;
    }
    if (type->kind != value.type) {
        return false;
    }
    switch (type->kind) {
    case FEEL_LIST:
        return list_conforms(steps, type, value.list);
    case FEEL_CONTEXT:
        return context_conforms(steps, type, value.context);
    case FEEL_RANGE:
        return range_conforms(steps, type, value.range);
    case FEEL_FUNCTION:
        return function_conforms(type, value.function);
    default:
        return true;
    }
}

bool feel_conforms_within(unsigned long *steps, const struct feel_type *type,
                          struct feel_value value) {
    if (*steps == 0) {
        return false;
    }
    --*steps;
    return value.type == FEEL_NULL || (shape_conforms(steps, type, value) &&
                                       (!type->allowed || type->allowed(type->data, value)));
}

bool feel_type_conforms(const struct feel_type *type, struct feel_value value) {
    unsigned long steps = FEEL_STEPS;
    return feel_conforms_within(&steps, type, value);
}

bool feel_instance_of(struct feel_run *run, struct feel_value value, const struct feel_type *type) {
    return value.type == FEEL_NULL ? type->kind == FEEL_NULL
                                   : feel_conforms_within(&run->steps, type, value);
}

struct feel_value feel_single(struct feel_value value) {
    return value.type == FEEL_LIST && value.list->count == 1 ? value.list->items[0] : value;
}

struct feel_value feel_coerce_within(unsigned long *steps, struct arena *arena,
                                     const struct feel_type *type, struct feel_value value) {
    if (feel_conforms_within(steps, type, value)) {
        return value;
    }
    if (value.type == FEEL_LIST && type->kind != FEEL_LIST) {
        struct feel_value single = feel_single(value);
        if (single.type != FEEL_LIST && feel_conforms_within(steps, type, single)) {
            return single;
        }
    }
    if (value.type == FEEL_DATE && type->kind == FEEL_DATE_TIME) {
        struct feel_value midnight = feel_date_time_value(
            arena, (struct feel_moment){.date = value.date, .zone = FEEL_ZONE_OFFSET});
        if (feel_conforms_within(steps, type, midnight)) {
            return midnight;
        }
    }
    if (type->kind == FEEL_LIST && value.type != FEEL_LIST) {
        struct feel_value *items = ARENA_NEW(arena, struct feel_value);
        if (items) {
            *items = value;
            struct feel_value list = feel_list_of(arena, items, 1);
            if (list.type == FEEL_LIST && feel_conforms_within(steps, type, list)) {
                return list;
            }
        }
    }
    return feel_null(TR_NOOP("The value is not of the type it should be."));
}

struct feel_value feel_type_coerce(struct arena *arena, const struct feel_type *type,
                                   struct feel_value value) {
    unsigned long steps = FEEL_STEPS;
    return feel_coerce_within(&steps, arena, type, value);
}
