/* Hit policies and aggregations (clauses 8.2.8 and 8.2.9). */
#include <string.h>

#include "decision_internal.h"

/* One output alone, several as a context. */
static struct feel_value row_value(struct run *run, const struct table *table,
                                   const struct feel_value *row) {
    if (table->output_count == 1) {
        return row[0];
    }
    struct feel_entry *entries = ARENA_ARRAY(run->arena, table->output_count, struct feel_entry);
    for (size_t i = 0; entries && i < table->output_count; i++) {
        const char *name = table->outputs[i].label ? table->outputs[i].label : "";
        entries[i] = (struct feel_entry){{name, strlen(name)}, row[i]};
    }
    return feel_context_of(run->arena, entries, entries ? table->output_count : 0);
}

/* The place of a value in the list of allowed outputs; those that are not in it come last. */
static enum err ranks(struct run *run, const struct table *table, struct feel_value **rows,
                      size_t count, size_t *out) {
    for (size_t o = 0; o < table->output_count; o++) {
        const struct test *allowed = &table->outputs[o].allowed;
        const struct feel_compiled *compiled;
        static const struct feel_context nothing;
        struct feel_value list = feel_null(NULL);
        const char *text = allowed->text ? arena_printf(run->arena, "[%s]", allowed->text) : "[]";
        enum err err =
            text ? feel_compile(run->arena, text, NULL, FEEL_EXPRESSION, &compiled) : err_failed();
        if (err == ERR_NONE) {
            err = feel_eval(run->arena, compiled, &nothing, run->options, run->notes, &list);
        }
        if (err != ERR_NONE) {
            return err;
        }
        size_t places = list.type == FEEL_LIST ? list.list->count : 0;
        for (size_t r = 0; r < count; r++) {
            size_t place = 0;
            while (place < places &&
                   feel_matches(rows[r][o], list.list->items[place]) != FEEL_TRUE) {
                place++;
            }
            out[r * table->output_count + o] = place;
        }
    }
    return ERR_NONE;
}

static bool comes_before(const size_t *a, const size_t *b, size_t width) {
    for (size_t i = 0; i < width; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i];
        }
    }
    return false;
}

/* The order of rows by priority; equal ones stay as they stand in the table. */
static enum err by_priority(struct run *run, const struct table *table, struct feel_value **rows,
                            size_t count, struct feel_value *values) {
    size_t width = table->output_count;
    size_t *places = ARENA_ARRAY(run->arena, count * width + 1, size_t);
    size_t *order = ARENA_ARRAY(run->arena, count + 1, size_t);
    enum err err = places && order ? ranks(run, table, rows, count, places) : err_failed();
    if (err != ERR_NONE) {
        return err;
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        while (at > 0 && comes_before(&places[i * width], &places[order[at - 1] * width], width)) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = row_value(run, table, rows[order[i]]);
    }
    return ERR_NONE;
}

static struct feel_value aggregate(char how, const struct feel_value *values, size_t count) {
    struct feel_value found = values[0];
    if (how == '#') {
        return feel_int((int64_t)count);
    }
    if (how == '+' && found.type != FEEL_NUMBER) {
        return feel_null(NULL);
    }
    for (size_t i = 1; i < count; i++) {
        int order;
        if (how == '+') {
            if (values[i].type != FEEL_NUMBER) {
                return feel_null(NULL);
            }
            found.number = feel_number_add(found.number, values[i].number);
        } else if (!feel_order(values[i], found, &order)) {
            return feel_null(NULL);
        } else if (how == '<' ? order < 0 : order > 0) {
            found = values[i];
        }
    }
    return found;
}

static enum err all_agree(const struct table *table, const struct feel_value *values,
                          size_t count) {
    for (size_t i = 1; i < count; i++) {
        bool both_null = values[i].type == FEEL_NULL && values[0].type == FEEL_NULL;
        if (!both_null && feel_equal(values[i], values[0]) != FEEL_TRUE) {
            return err_set(ERR_INVALID, "DMN-7",
                           "Several rules of {1} match and do not agree. Correct the table.",
                           table->name, NULL);
        }
    }
    return ERR_NONE;
}

enum err table_hits(struct run *run, const struct table *table, struct feel_value **rows,
                    size_t count, struct feel_value *out) {
    struct feel_value *values = ARENA_ARRAY(run->arena, count, struct feel_value);
    if (!values) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = row_value(run, table, rows[i]);
    }
    enum err err = ERR_NONE;
    *out = values[0];
    switch (table->policy) {
    case 'U':
        if (count > 1) {
            err = err_set(ERR_INVALID, "DMN-6",
                          "More than one rule of {1} matches, but only one may. Correct the table.",
                          table->name, NULL);
        }
        break;
    case 'A':
        err = all_agree(table, values, count);
        break;
    case 'P':
    case 'O':
        err = by_priority(run, table, rows, count, values);
        *out = table->policy == 'P' ? values[0] : feel_list_of(run->arena, values, count);
        break;
    case 'R':
        *out = feel_list_of(run->arena, values, count);
        break;
    case 'C':
        *out = table->aggregation ? aggregate(table->aggregation, values, count)
                                  : feel_list_of(run->arena, values, count);
        break;
    default: /* first */
        break;
    }
    return err == ERR_NONE && arena_failed(run->arena) ? err_failed() : err;
}
