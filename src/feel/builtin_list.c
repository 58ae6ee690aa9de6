/* Lists by position (10.3.4.4). */
#include "feel_internal.h"

#include "tr.h"

static struct feel_value no_item(struct feel_run *run) {
    return feel_because(run, TR_NOOP("The list has no item of this number."));
}

/* 1 … count or -count … -1 as an index from 0. */
static bool index_of(struct feel_value number, size_t count, size_t *out) {
    int64_t index;
    int64_t size = (int64_t)count;
    if (!feel_number_to_int(feel_number_round(number.number, 0, FEEL_DOWN), &index) || index == 0 ||
        index > size || index < -size) {
        return false;
    }
    *out = (size_t)(index > 0 ? index - 1 : size + index);
    return true;
}

static bool add_all(struct feel_run *run, struct feel_builder *out, const struct feel_value *items,
                    size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!feel_step(run, 1) || !feel_builder_add(out, items[i])) {
            return false;
        }
    }
    return true;
}

static struct feel_value finished(struct feel_builder *out, bool whole) {
    return whole ? feel_builder_list(out) : feel_null(NULL);
}

static struct feel_value list_contains(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    for (size_t i = 0; i < list->count && feel_step(run, 1); i++) {
        if (feel_equal_within(&run->steps, list->items[i], args[1]) == FEEL_TRUE) {
            return feel_boolean(true);
        }
    }
    return feel_boolean(false);
}

static struct feel_value count(struct feel_run *run, const struct feel_value *args) {
    return feel_int((int64_t)args[0].list->count);
}

static struct feel_value sublist(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    size_t start;
    int64_t length = 0;
    if (!index_of(args[1], list->count, &start)) {
        return no_item(run);
    }
    int64_t left = (int64_t)(list->count - start);
    if (args[2].type == FEEL_ABSENT) {
        length = left;
    } else if (!feel_number_to_int(feel_number_round(args[2].number, 0, FEEL_DOWN), &length) ||
               length < 0 || length > left) {
        return no_item(run);
    }
    return feel_list_of(run->arena, list->items + start, (size_t)length);
}

static struct feel_value append(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *all = args[0].list;
    struct feel_value first = all->items[0];
    struct feel_builder out = {.arena = run->arena};
    if (first.type == FEEL_NULL) {
        return feel_because(run, TR_NOOP("There is no list here."));
    }
    bool whole = first.type == FEEL_LIST ? add_all(run, &out, first.list->items, first.list->count)
                                         : feel_builder_add(&out, first);
    return finished(&out, whole && add_all(run, &out, all->items + 1, all->count - 1));
}

static struct feel_value append_one(struct feel_run *run, const struct feel_value *args) {
    struct feel_builder out = {.arena = run->arena};
    return finished(&out, add_all(run, &out, args[0].list->items, args[0].list->count) &&
                              feel_builder_add(&out, args[1]));
}

static struct feel_value concatenate(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *all = args[0].list;
    struct feel_builder out = {.arena = run->arena};
    bool whole = true;
    for (size_t i = 0; i < all->count && whole; i++) {
        struct feel_value item = all->items[i];
        if (item.type == FEEL_NULL) {
            return feel_because(run, TR_NOOP("There is no list here."));
        }
        whole = item.type == FEEL_LIST ? add_all(run, &out, item.list->items, item.list->count)
                                       : feel_builder_add(&out, item);
    }
    return finished(&out, whole);
}

static struct feel_value insert_before(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_builder out = {.arena = run->arena};
    size_t at;
    if (!index_of(args[1], list->count, &at)) {
        return no_item(run);
    }
    return finished(&out, add_all(run, &out, list->items, at) && feel_builder_add(&out, args[2]) &&
                              add_all(run, &out, list->items + at, list->count - at));
}

static struct feel_value remove_at(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_builder out = {.arena = run->arena};
    size_t at;
    if (!index_of(args[1], list->count, &at)) {
        return no_item(run);
    }
    return finished(&out, add_all(run, &out, list->items, at) &&
                              add_all(run, &out, list->items + at + 1, list->count - at - 1));
}

static struct feel_value replace_at(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_builder out = {.arena = run->arena};
    size_t at;
    if (!index_of(args[1], list->count, &at)) {
        return no_item(run);
    }
    return finished(&out, add_all(run, &out, list->items, at) && feel_builder_add(&out, args[2]) &&
                              add_all(run, &out, list->items + at + 1, list->count - at - 1));
}

static struct feel_value replace_matching(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_builder out = {.arena = run->arena};
    bool whole = true;
    for (size_t i = 0; i < list->count && whole; i++) {
        const struct feel_value pair[] = {list->items[i], args[2]};
        struct feel_value match = feel_apply(run, args[1], 2, pair);
        if (match.type != FEEL_BOOLEAN) {
            return feel_because(run, TR_NOOP("Neither true nor false."));
        }
        whole = feel_builder_add(&out, match.boolean ? args[2] : list->items[i]);
    }
    return finished(&out, whole);
}

static struct feel_value reverse(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_builder out = {.arena = run->arena};
    bool whole = true;
    for (size_t i = list->count; i > 0 && whole; i--) {
        whole = add_all(run, &out, &list->items[i - 1], 1);
    }
    return finished(&out, whole);
}

static struct feel_value index_of_match(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_builder out = {.arena = run->arena};
    bool whole = true;
    for (size_t i = 0; i < list->count && whole && feel_step(run, 1); i++) {
        if (feel_equal_within(&run->steps, list->items[i], args[1]) == FEEL_TRUE) {
            whole = feel_builder_add(&out, feel_int((int64_t)i + 1));
        }
    }
    return finished(&out, whole);
}

static bool add_flat(struct feel_run *run, struct feel_builder *out, const struct feel_list *list,
                     unsigned depth) {
    if (depth == FEEL_NESTING_MAX) {
        (void)feel_too_deep(run);
    }
    for (size_t i = 0; i < list->count; i++) {
        bool inner = list->items[i].type == FEEL_LIST;
        if (!feel_step(run, 1) || !(inner ? add_flat(run, out, list->items[i].list, depth + 1)
                                          : feel_builder_add(out, list->items[i]))) {
            return false;
        }
    }
    return true;
}

static struct feel_value flatten(struct feel_run *run, const struct feel_value *args) {
    struct feel_builder out = {.arena = run->arena};
    return finished(&out, add_flat(run, &out, args[0].list, 0));
}

static const struct feel_builtin rows[] = {
    {"list contains", "la", {"list", "element"}, list_contains},
    {"count", "l", {"list"}, count},
    {"count", "*", {NULL}, count},
    {"sublist", "ln?n", {"list", "start position", "length"}, sublist},
    {"append", "la", {"list", "item"}, append_one},
    {"append", "*", {NULL}, append},
    {"concatenate", "*", {NULL}, concatenate},
    {"insert before", "lna", {"list", "position", "newItem"}, insert_before},
    {"remove", "ln", {"list", "position"}, remove_at},
    {"list replace", "lna", {"list", "position", "newItem"}, replace_at},
    {"list replace", "lfa", {"list", "match", "newItem"}, replace_matching},
    {"reverse", "l", {"list"}, reverse},
    {"reverse", "*", {NULL}, reverse},
    {"index of", "la", {"list", "match"}, index_of_match},
    {"flatten", "l", {"list"}, flatten},
    {"flatten", "*", {NULL}, flatten},
    {0},
};
const struct feel_family feel_family_list = {rows, COUNT_OF(rows) - 1};
