/* Finds the built-in functions and fits arguments to their parameters (10.3.2.9.4, 10.3.4). */
#include "feel_internal.h"

#include <string.h>

#include "feel_time.h"
#include "tr.h"

static const struct feel_family *const families[] = {
    &feel_family_conversion, &feel_family_boolean, &feel_family_string,     &feel_family_regex,
    &feel_family_numeric,    &feel_family_list,    &feel_family_statistics, &feel_family_set,
    &feel_family_temporal,   &feel_family_range,   &feel_family_context,
};

const struct feel_builtin *feel_builtin_find(struct feel_string name) {
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        for (size_t j = 0; j < families[i]->count; j++) {
            const char *known = families[i]->rows[j].name;
            if (strlen(known) == name.length && memcmp(known, name.bytes, name.length) == 0) {
                return &families[i]->rows[j];
            }
        }
    }
    return NULL;
}

const char *feel_builtin_name(size_t index) {
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        if (index < families[i]->count) {
            return families[i]->rows[index].name;
        }
        index -= families[i]->count;
    }
    return NULL;
}

static enum feel_type_kind kind_of(char letter) {
    switch (letter) {
    case 'b':
        return FEEL_BOOLEAN;
    case 'n':
        return FEEL_NUMBER;
    case 's':
        return FEEL_STRING;
    case 'd':
        return FEEL_DATE;
    case 't':
        return FEEL_TIME;
    case 'm':
        return FEEL_DATE_TIME;
    case 'D':
        return FEEL_DAYS_DURATION;
    case 'Y':
        return FEEL_MONTHS_DURATION;
    case 'l':
        return FEEL_LIST;
    case 'c':
        return FEEL_CONTEXT;
    case 'r':
        return FEEL_RANGE;
    case 'f':
        return FEEL_FUNCTION;
    default:
        return FEEL_ANY;
    }
}

/* Fits one argument; false: it is of another kind. */
static bool fit(struct feel_run *run, char letter, bool may_be_null, struct feel_value value,
                struct feel_value *out) {
    enum feel_type_kind kind = kind_of(letter);
    *out = value;
    if (value.type == FEEL_NULL) {
        return may_be_null || letter == 'a';
    }
    if (kind == FEEL_ANY || value.type == kind) {
        return true;
    }
    const struct feel_type type = {.kind = kind, .any_function = true};
    *out = feel_coerce_within(&run->steps, run->arena, &type, value);
    return out->type == kind;
}

static const struct feel_value *argument(const struct feel_builtin *row, size_t index, size_t count,
                                         const struct feel_value *arguments,
                                         const struct feel_string *names, size_t *used) {
    if (!names) {
        *used += index < count ? 1 : 0;
        return index < count ? &arguments[index] : NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = row->parameters[index];
        if (strlen(name) == names[i].length && memcmp(name, names[i].bytes, names[i].length) == 0) {
            (*used)++;
            return &arguments[i];
        }
    }
    return NULL;
}

static bool bind(struct feel_run *run, const struct feel_builtin *row, size_t count,
                 const struct feel_value *arguments, const struct feel_string *names,
                 struct feel_value out[FEEL_PARAMETERS_MAX]) {
    if (strchr(row->types, '*')) {
        struct feel_value *items = ARENA_ARRAY(run->arena, count + 1, struct feel_value);
        if (names || count == 0 || (count == 1 && arguments[0].type == FEEL_NULL) || !items) {
            return false;
        }
        memcpy(items, arguments, count * sizeof(*items));
        out[0] = feel_list_of(run->arena, items, count);
        return true;
    }
    size_t index = 0;
    size_t used = 0;
    for (const char *type = row->types; *type; type++, index++) {
        bool optional = *type == '?';
        type += optional ? 1 : 0;
        bool may_be_null = *type == '~';
        type += may_be_null ? 1 : 0;
        const struct feel_value *given = argument(row, index, count, arguments, names, &used);
        if (given ? !fit(run, *type, may_be_null, *given, &out[index]) : !optional) {
            return false;
        }
        if (!given) {
            out[index] = (struct feel_value){.type = FEEL_ABSENT};
        }
    }
    return used == count;
}

/* Long strings cost steps, so that work on them is bounded too. */
static bool pay_for_text(struct feel_run *run, const struct feel_value bound[FEEL_PARAMETERS_MAX]) {
    enum { BYTES_OF_A_STEP = 64 };
    for (size_t i = 0; i < FEEL_PARAMETERS_MAX; i++) {
        if (bound[i].type == FEEL_STRING &&
            !feel_step(run, bound[i].string.length / BYTES_OF_A_STEP)) {
            return false;
        }
    }
    return true;
}

struct feel_value feel_builtin_call(struct feel_run *run, const struct feel_builtin *first,
                                    size_t count, const struct feel_value *arguments,
                                    const struct feel_string *names) {
    /* the rows of one name stand together, and a row without a name ends each family */
    for (const struct feel_builtin *row = first; row->name && strcmp(row->name, first->name) == 0;
         row++) {
        struct feel_value bound[FEEL_PARAMETERS_MAX] = {{.type = FEEL_ABSENT}};
        if (bind(run, row, count, arguments, names, bound)) {
            if (!pay_for_text(run, bound)) {
                break;
            }
            return feel_noted(run, row->call(run, bound));
        }
    }
    return feel_because(run, TR_NOOP("The function does not take such arguments."));
}
