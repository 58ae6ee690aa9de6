/* Lists of numbers as one number (10.3.4.4). */
#include "feel_internal.h"

#include <stdlib.h>
#include <string.h>

#include "tr.h"

static struct feel_value no_numbers(struct feel_run *run) {
    return feel_because(run, TR_NOOP("There are no numbers here, or something else among them."));
}

static bool all_numbers(struct feel_run *run, const struct feel_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        if (!feel_step(run, 1) || list->items[i].type != FEEL_NUMBER) {
            return false;
        }
    }
    return list->count > 0;
}

static struct feel_value extreme(struct feel_run *run, const struct feel_list *list, int sign) {
    int order;
    struct feel_value best = list->count > 0 ? list->items[0] : feel_null(NULL);
    for (size_t i = 0; i < list->count && feel_step(run, 1); i++) {
        if (!feel_order(list->items[i], best, &order)) {
            return feel_because(run, TR_NOOP("These two values cannot be compared."));
        }
        best = order == sign ? list->items[i] : best;
    }
    return best;
}

static struct feel_value minimum(struct feel_run *run, const struct feel_value *args) {
    return extreme(run, args[0].list, -1);
}

static struct feel_value maximum(struct feel_run *run, const struct feel_value *args) {
    return extreme(run, args[0].list, 1);
}

/* Numbers, or durations of one kind. */
static struct feel_value sum(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_value total = list->count > 0 ? list->items[0] : feel_null(NULL);
    if (total.type != FEEL_NUMBER && total.type != FEEL_DAYS_DURATION &&
        total.type != FEEL_MONTHS_DURATION) {
        return no_numbers(run);
    }
    for (size_t i = 1; i < list->count && feel_step(run, 1); i++) {
        if (list->items[i].type != total.type) {
            return no_numbers(run);
        }
        total = feel_arithmetic(run, '+', total, list->items[i]);
    }
    return total;
}

static struct feel_value mean(struct feel_run *run, const struct feel_value *args) {
    struct feel_value total = sum(run, args);
    return total.type == FEEL_NULL
               ? total
               : feel_arithmetic(run, '/', total, feel_int((int64_t)args[0].list->count));
}

static struct feel_value product(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_number total = feel_number_int(1);
    if (!all_numbers(run, list)) {
        return no_numbers(run);
    }
    for (size_t i = 0; i < list->count; i++) {
        total = feel_number_multiply(total, list->items[i].number);
    }
    return feel_number_value(total);
}

static int by_size(const void *a, const void *b) {
    const struct feel_value *x = a;
    const struct feel_value *y = b;
    return feel_number_compare(x->number, y->number);
}

/* The numbers of a list in order, or NULL. */
static struct feel_value *in_order(struct feel_run *run, const struct feel_list *list) {
    struct feel_value *items =
        all_numbers(run, list) ? ARENA_ARRAY(run->arena, list->count, struct feel_value) : NULL;
    if (items) {
        memcpy(items, list->items, list->count * sizeof(*items));
        qsort(items, list->count, sizeof(*items), by_size);
    }
    return items;
}

static struct feel_value median(struct feel_run *run, const struct feel_value *args) {
    size_t count = args[0].list->count;
    struct feel_value *items = in_order(run, args[0].list);
    if (!items) {
        return no_numbers(run);
    }
    if (count % 2 == 1) {
        return items[count / 2];
    }
    struct feel_number both = feel_number_add(items[count / 2 - 1].number, items[count / 2].number);
    return feel_number_value(feel_number_divide(both, feel_number_int(2)));
}

/* Of a sample: the squares are divided by count - 1. */
static struct feel_value stddev(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    if (list->count < 2 || !all_numbers(run, list)) {
        return no_numbers(run);
    }
    struct feel_value average = mean(run, args);
    if (average.type != FEEL_NUMBER) {
        return average;
    }
    struct feel_number squares = feel_number_int(0);
    for (size_t i = 0; i < list->count; i++) {
        struct feel_number gap = feel_number_subtract(list->items[i].number, average.number);
        squares = feel_number_add(squares, feel_number_multiply(gap, gap));
    }
    struct feel_number rest = feel_number_int((int64_t)list->count - 1);
    return feel_number_value(feel_number_sqrt(feel_number_divide(squares, rest)));
}

static struct feel_value mode(struct feel_run *run, const struct feel_value *args) {
    size_t count = args[0].list->count;
    struct feel_builder out = {.arena = run->arena};
    if (count == 0) {
        return feel_builder_list(&out);
    }
    struct feel_value *items = in_order(run, args[0].list);
    if (!items) {
        return no_numbers(run);
    }
    size_t most = 0;
    for (size_t i = 0, length; i < count; i += length) {
        for (length = 1; i + length < count && by_size(&items[i], &items[i + length]) == 0;) {
            length++;
        }
        if (length > most) {
            most = length;
            out.count = 0;
        }
        if (length == most && !feel_builder_add(&out, items[i])) {
            return feel_null(NULL);
        }
    }
    return feel_builder_list(&out);
}

static const struct feel_builtin rows[] = {
    {"min", "l", {"list"}, minimum},
    {"min", "*", {NULL}, minimum},
    {"max", "l", {"list"}, maximum},
    {"max", "*", {NULL}, maximum},
    {"sum", "l", {"list"}, sum},
    {"sum", "*", {NULL}, sum},
    {"mean", "l", {"list"}, mean},
    {"mean", "*", {NULL}, mean},
    {"product", "l", {"list"}, product},
    {"product", "*", {NULL}, product},
    {"median", "l", {"list"}, median},
    {"median", "*", {NULL}, median},
    {"stddev", "l", {"list"}, stddev},
    {"stddev", "*", {NULL}, stddev},
    {"mode", "l", {"list"}, mode},
    {"mode", "*", {NULL}, mode},
    {0},
};
const struct feel_family feel_family_statistics = {rows, COUNT_OF(rows) - 1};
