#include "alike.h"

static bool alike_lists(const struct feel_list *a, const struct feel_list *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = alike(a->items[i], b->items[i]);
    }
    return same;
}

static bool alike_contexts(const struct feel_context *a, const struct feel_context *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        const struct feel_value *other = feel_context_get(b, a->entries[i].name);
        same = other && alike(a->entries[i].value, *other);
    }
    return same;
}

bool alike(struct feel_value a, struct feel_value b) {
    if (a.type != b.type) {
        return false;
    }
    switch (a.type) {
    case FEEL_NUMBER:
        a.number = feel_number_absolute(feel_number_subtract(a.number, b.number));
        return feel_number_compare(a.number, feel_number_real(1e-8)) < 0;
    case FEEL_LIST:
        return alike_lists(a.list, b.list);
    case FEEL_CONTEXT:
        return alike_contexts(a.context, b.context);
    default:
        return feel_equal(a, b) == FEEL_TRUE;
    }
}
