/* Equality, order and membership (DMN 1.5, tables 42, 50, 51 and 55). */
#include "feel_internal.h"
#include "feel_time.h"

#include <string.h>

enum { NANOS_OF_MILLI = 1000000 };

static enum feel_truth truth(bool value) {
    return value ? FEEL_TRUE : FEEL_FALSE;
}

static int sign(int64_t a, int64_t b) {
    return a < b ? -1 : a > b;
}

/* Two clocks can be compared when both have a zone or neither has. A clock is read to the
   millisecond, as exchange formats and databases keep it. */
static bool order_moments(const struct feel_moment *a, const struct feel_moment *b, int *out) {
    if ((a->zone == FEEL_ZONE_LOCAL) != (b->zone == FEEL_ZONE_LOCAL)) {
        return false;
    }
    *out = sign(feel_moment_seconds(a), feel_moment_seconds(b));
    if (*out == 0) {
        *out = sign(a->nano / NANOS_OF_MILLI, b->nano / NANOS_OF_MILLI);
    }
    return true;
}

static int order_strings(struct feel_string a, struct feel_string b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter > 0 ? memcmp(a.bytes, b.bytes, shorter) : 0; /* UTF-8: by code points */
    return order != 0 ? (order < 0 ? -1 : 1) : sign((int64_t)a.length, (int64_t)b.length);
}

bool feel_order(struct feel_value a, struct feel_value b, int *out) {
    if (a.type != b.type) {
        return false;
    }
    switch (a.type) {
    case FEEL_NUMBER:
        *out = feel_number_compare(a.number, b.number);
        return true;
    case FEEL_STRING:
        *out = order_strings(a.string, b.string);
        return true;
    case FEEL_DATE:
        *out = sign(feel_date_days(a.date), feel_date_days(b.date));
        return true;
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        return order_moments(a.moment, b.moment, out);
    case FEEL_DAYS_DURATION:
        *out = feel_number_compare(a.seconds, b.seconds);
        return true;
    case FEEL_MONTHS_DURATION:
        *out = sign(a.months, b.months);
        return true;
    default:
        return false;
    }
}

/* What a comparison may still cost, in items of lists and entries of contexts, and how deep it is:
   a list may hold one list many times, so that it is far larger than the memory it takes. */
struct budget {
    unsigned long *left;
    unsigned depth;
};

enum { BUDGET = 1000000 };

static bool spend(struct budget *budget) {
    if (budget->depth > FEEL_NESTING_MAX) {
        *budget->left = 0;
    }
    *budget->left -= *budget->left > 0 ? 1 : 0;
    return *budget->left > 0;
}

static enum feel_truth equal(struct budget budget, struct feel_value a, struct feel_value b);

static enum feel_truth equal_lists(struct budget budget, const struct feel_list *a,
                                   const struct feel_list *b) {
    if (a->count != b->count) {
        return FEEL_FALSE;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (!spend(&budget) || equal(budget, a->items[i], b->items[i]) != FEEL_TRUE) {
            return FEEL_FALSE;
        }
    }
    return FEEL_TRUE;
}

static enum feel_truth equal_contexts(struct budget budget, const struct feel_context *a,
                                      const struct feel_context *b) {
    if (a->count != b->count) {
        return FEEL_FALSE;
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct feel_value *other = feel_context_get(b, a->entries[i].name);
        if (!other || !spend(&budget) || equal(budget, a->entries[i].value, *other) != FEEL_TRUE) {
            return FEEL_FALSE;
        }
    }
    return FEEL_TRUE;
}

static enum feel_truth equal_ranges(struct budget budget, const struct feel_range *a,
                                    const struct feel_range *b) {
    return truth(a->form == b->form && a->low_closed == b->low_closed &&
                 a->high_closed == b->high_closed && equal(budget, a->low, b->low) == FEEL_TRUE &&
                 equal(budget, a->high, b->high) == FEEL_TRUE);
}

static enum feel_truth equal(struct budget budget, struct feel_value a, struct feel_value b) {
    budget.depth++;
    if (a.type == FEEL_NULL || b.type == FEEL_NULL) {
        return truth(a.type == b.type);
    }
    if (a.type != b.type) {
        return FEEL_UNKNOWN;
    }
    int order;
    switch (a.type) {
    case FEEL_BOOLEAN:
        return truth(a.boolean == b.boolean);
    case FEEL_STRING:
        return truth(feel_string_equal(a.string, b.string));
    case FEEL_LIST:
        return equal_lists(budget, a.list, b.list);
    case FEEL_CONTEXT:
        return equal_contexts(budget, a.context, b.context);
    case FEEL_RANGE:
        return equal_ranges(budget, a.range, b.range);
    case FEEL_FUNCTION:
        return a.function == b.function ? FEEL_TRUE : FEEL_UNKNOWN;
    default:
        return feel_order(a, b, &order) ? truth(order == 0) : FEEL_UNKNOWN;
    }
}

enum feel_truth feel_equal_within(unsigned long *steps, struct feel_value a, struct feel_value b) {
    return equal((struct budget){steps, 0}, a, b);
}

enum feel_truth feel_equal(struct feel_value a, struct feel_value b) {
    unsigned long steps = BUDGET;
    return feel_equal_within(&steps, a, b);
}

/* For a range of one end: how the value compares with it. */
static enum feel_truth in_open_range(unsigned long *steps, struct feel_value a,
                                     const struct feel_range *range) {
    int order;
    bool below = range->form == FEEL_LESS || range->form == FEEL_AT_MOST;
    struct feel_value end = below ? range->high : range->low;
    enum feel_truth same;
    switch (range->form) {
    case FEEL_EXACTLY:
        return feel_equal_within(steps, a, end);
    case FEEL_OTHER_THAN:
        same = feel_equal_within(steps, a, end);
        return same == FEEL_UNKNOWN ? same : truth(same == FEEL_FALSE);
    default:
        if (!feel_order(a, end, &order)) {
            return FEEL_UNKNOWN;
        }
        bool closed = range->form == FEEL_AT_MOST || range->form == FEEL_AT_LEAST;
        return truth((below ? order < 0 : order > 0) || (closed && order == 0));
    }
}

static enum feel_truth in_range(unsigned long *steps, struct feel_value a,
                                const struct feel_range *range) {
    int low, high;
    if (range->form != FEEL_INTERVAL) {
        return in_open_range(steps, a, range);
    }
    if (!feel_order(a, range->low, &low) || !feel_order(a, range->high, &high)) {
        return FEEL_UNKNOWN;
    }
    return truth((low > 0 || (low == 0 && range->low_closed)) &&
                 (high < 0 || (high == 0 && range->high_closed)));
}

enum feel_truth feel_matches_within(unsigned long *steps, struct feel_value a,
                                    struct feel_value b) {
    if (b.type == FEEL_RANGE && a.type != FEEL_RANGE) {
        return in_range(steps, a, b.range);
    }
    if (b.type != FEEL_LIST) {
        return feel_equal_within(steps, a, b);
    }
    if (a.type == FEEL_LIST && feel_equal_within(steps, a, b) == FEEL_TRUE) {
        return FEEL_TRUE;
    }
    for (size_t i = 0; i < b.list->count; i++) {
        struct feel_value item = b.list->items[i];
        bool range = item.type == FEEL_RANGE && a.type != FEEL_RANGE;
        if ((range ? in_range(steps, a, item.range) : feel_equal_within(steps, a, item)) ==
            FEEL_TRUE) {
            return FEEL_TRUE;
        }
    }
    return FEEL_FALSE;
}

enum feel_truth feel_matches(struct feel_value a, struct feel_value b) {
    unsigned long steps = BUDGET;
    return feel_matches_within(&steps, a, b);
}
