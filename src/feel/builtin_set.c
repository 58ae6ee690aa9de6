/* union, distinct values and sort (10.3.4.4, 10.3.4.6). */
#include "feel_internal.h"

#include <string.h>

#include "tr.h"

/* Every comparison counts as a step, so that a long list ends in an error and not in an hour. */
static bool add_new(struct feel_run *run, struct feel_builder *out, struct feel_value value) {
    if (!feel_step(run, 1 + out->count / 16)) {
        return false;
    }
    for (size_t i = 0; i < out->count; i++) {
        if (feel_equal_within(&run->steps, out->items[i], value) == FEEL_TRUE) {
            return true;
        }
    }
    return feel_builder_add(out, value);
}

static bool add_list(struct feel_run *run, struct feel_builder *out, const struct feel_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        if (!add_new(run, out, list->items[i])) {
            return false;
        }
    }
    return true;
}

static struct feel_value distinct_values(struct feel_run *run, const struct feel_value *args) {
    struct feel_builder out = {.arena = run->arena};
    return add_list(run, &out, args[0].list) ? feel_builder_list(&out) : feel_null(NULL);
}

static struct feel_value union_of(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *all = args[0].list;
    struct feel_builder out = {.arena = run->arena};
    for (size_t i = 0; i < all->count; i++) {
        struct feel_value item = all->items[i];
        if (item.type == FEEL_NULL) {
            return feel_because(run, TR_NOOP("There is no list here."));
        }
        if (!(item.type == FEEL_LIST ? add_list(run, &out, item.list) : add_new(run, &out, item))) {
            return feel_null(NULL);
        }
    }
    return feel_builder_list(&out);
}

struct sorting {
    struct feel_run *run;
    struct feel_value precedes; /* a function, or absent: by the order of the values */
    bool broken;
};

static bool before(struct sorting *sorting, struct feel_value a, struct feel_value b) {
    int order;
    if (sorting->precedes.type != FEEL_FUNCTION) {
        sorting->broken = sorting->broken || !feel_order(a, b, &order);
        return !sorting->broken && order < 0;
    }
    const struct feel_value pair[] = {a, b};
    struct feel_value answer = feel_apply(sorting->run, sorting->precedes, 2, pair);
    sorting->broken = sorting->broken || answer.type != FEEL_BOOLEAN;
    return !sorting->broken && answer.boolean;
}

/* Merges two sorted halves; equal items keep their order. */
static void merge(struct sorting *sorting, const struct feel_value *from, size_t middle,
                  size_t count, struct feel_value *to) {
    size_t left = 0;
    size_t right = middle;
    for (size_t i = 0; i < count; i++) {
        bool take_right = left == middle || (right < count && !sorting->broken &&
                                             before(sorting, from[right], from[left]));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

static struct feel_value sort(struct feel_run *run, const struct feel_value *args) {
    size_t count = args[0].list->count;
    struct sorting sorting = {.run = run, .precedes = args[1]};
    struct feel_value *items = ARENA_ARRAY(run->arena, count, struct feel_value);
    struct feel_value *other = ARENA_ARRAY(run->arena, count, struct feel_value);
    if (!items || !other) {
        return feel_null(NULL);
    }
    if (count > 0) {
        memcpy(items, args[0].list->items, count * sizeof(*items));
    }
    for (size_t width = 1; width < count && !sorting.broken; width *= 2) {
        for (size_t at = 0; at < count && feel_step(run, 1); at += 2 * width) {
            size_t size = count - at < 2 * width ? count - at : 2 * width;
            merge(&sorting, items + at, size < width ? size : width, size, other + at);
        }
        struct feel_value *swap = items;
        items = other;
        other = swap;
    }
    return sorting.broken ? feel_because(run, TR_NOOP("These two values cannot be compared."))
                          : feel_list_of(run->arena, items, count);
}

static const struct feel_builtin rows[] = {
    {"distinct values", "l", {"list"}, distinct_values},
    {"distinct values", "*", {NULL}, distinct_values},
    {"union", "*", {NULL}, union_of},
    {"sort", "l?f", {"list", "precedes"}, sort},
    {0},
};
const struct feel_family feel_family_set = {rows, COUNT_OF(rows) - 1};
