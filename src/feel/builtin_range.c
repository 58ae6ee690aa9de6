/* How points and ranges lie to each other (10.3.4.9). A point is a range from itself to itself. */
#include "feel_internal.h"

#include "tr.h"

struct end {
    struct feel_value at; /* null: without end */
    bool closed;
};

struct span {
    struct end low;
    struct end high;
};

struct pair {
    struct span a;
    struct span b;
    bool broken; /* ends that cannot be compared */
};

static struct span span_of(struct feel_value value) {
    if (value.type != FEEL_RANGE) {
        return (struct span){{value, true}, {value, true}};
    }
    const struct feel_range *range = value.range;
    return (struct span){{range->low, range->low_closed}, {range->high, range->high_closed}};
}

/* The order of the values of two ends; below says what an end that is missing means for each. */
static int order(struct pair *pair, struct end a, bool a_below, struct end b, bool b_below) {
    bool a_open = a.at.type == FEEL_NULL;
    bool b_open = b.at.type == FEEL_NULL;
    int result = 0;
    if (a_open && b_open) {
        return a_below == b_below ? 0 : a_below ? -1 : 1;
    }
    if (a_open || b_open) {
        return a_open ? (a_below ? -1 : 1) : (b_below ? 1 : -1);
    }
    pair->broken = pair->broken || !feel_order(a.at, b.at, &result);
    return result;
}

/* Which begins first: at one value, a closed end does. */
static int order_low(struct pair *pair, const struct span *a, const struct span *b) {
    int result = order(pair, a->low, true, b->low, true);
    return result != 0 ? result : (int)b->low.closed - (int)a->low.closed;
}

/* Which ends last: at one value, a closed end does. */
static int order_high(struct pair *pair, const struct span *a, const struct span *b) {
    int result = order(pair, a->high, false, b->high, false);
    return result != 0 ? result : (int)a->high.closed - (int)b->high.closed;
}

static bool precedes(struct pair *pair, const struct span *a, const struct span *b) {
    int result = order(pair, a->high, false, b->low, true);
    return result < 0 || (result == 0 && !(a->high.closed && b->low.closed));
}

static bool before(struct pair *pair) {
    return precedes(pair, &pair->a, &pair->b);
}

static bool meets(struct pair *pair) {
    return pair->a.high.closed && pair->b.low.closed &&
           order(pair, pair->a.high, false, pair->b.low, true) == 0;
}

static bool overlaps(struct pair *pair) {
    return !precedes(pair, &pair->a, &pair->b) && !precedes(pair, &pair->b, &pair->a);
}

static bool overlaps_before(struct pair *pair) {
    return order_low(pair, &pair->a, &pair->b) < 0 && !precedes(pair, &pair->a, &pair->b) &&
           order_high(pair, &pair->a, &pair->b) <= 0;
}

static bool finishes(struct pair *pair) {
    return order_high(pair, &pair->a, &pair->b) == 0 && order_low(pair, &pair->a, &pair->b) >= 0;
}

static bool includes(struct pair *pair) {
    return order_low(pair, &pair->a, &pair->b) <= 0 && order_high(pair, &pair->a, &pair->b) >= 0;
}

static bool starts(struct pair *pair) {
    return order_low(pair, &pair->a, &pair->b) == 0 && order_high(pair, &pair->a, &pair->b) <= 0;
}

static bool coincides(struct pair *pair) {
    return order_low(pair, &pair->a, &pair->b) == 0 && order_high(pair, &pair->a, &pair->b) == 0;
}

static struct feel_value relate(struct feel_run *run, struct feel_value a, struct feel_value b,
                                bool (*relation)(struct pair *)) {
    struct pair pair = {.a = span_of(a), .b = span_of(b)};
    bool answer = relation(&pair);
    return pair.broken ? feel_because(run, TR_NOOP("These two values cannot be compared."))
                       : feel_boolean(answer);
}

/* Half of the relations are the other half with the sides exchanged. */
static struct feel_value call_before(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[0], args[1], before);
}

static struct feel_value call_after(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[1], args[0], before);
}

static struct feel_value call_meets(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[0], args[1], meets);
}

static struct feel_value call_met_by(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[1], args[0], meets);
}

static struct feel_value call_overlaps(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[0], args[1], overlaps);
}

static struct feel_value call_overlaps_before(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[0], args[1], overlaps_before);
}

static struct feel_value call_overlaps_after(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[1], args[0], overlaps_before);
}

static struct feel_value call_finishes(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[0], args[1], finishes);
}

static struct feel_value call_finished_by(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[1], args[0], finishes);
}

static struct feel_value call_includes(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[0], args[1], includes);
}

static struct feel_value call_during(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[1], args[0], includes);
}

static struct feel_value call_starts(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[0], args[1], starts);
}

static struct feel_value call_started_by(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[1], args[0], starts);
}

static struct feel_value call_coincides(struct feel_run *run, const struct feel_value *args) {
    return relate(run, args[0], args[1], coincides);
}

static const struct feel_builtin rows[] = {
    {"before", "rr", {"range1", "range2"}, call_before},
    {"before", "rp", {"range", "point"}, call_before},
    {"before", "pr", {"point", "range"}, call_before},
    {"before", "pp", {"point1", "point2"}, call_before},
    {"after", "rr", {"range1", "range2"}, call_after},
    {"after", "rp", {"range", "point"}, call_after},
    {"after", "pr", {"point", "range"}, call_after},
    {"after", "pp", {"point1", "point2"}, call_after},
    {"meets", "rr", {"range1", "range2"}, call_meets},
    {"met by", "rr", {"range1", "range2"}, call_met_by},
    {"overlaps", "rr", {"range1", "range2"}, call_overlaps},
    {"overlaps before", "rr", {"range1", "range2"}, call_overlaps_before},
    {"overlaps after", "rr", {"range1", "range2"}, call_overlaps_after},
    {"finishes", "rr", {"range1", "range2"}, call_finishes},
    {"finishes", "pr", {"point", "range"}, call_finishes},
    {"finished by", "rr", {"range1", "range2"}, call_finished_by},
    {"finished by", "rp", {"range", "point"}, call_finished_by},
    {"includes", "rr", {"range1", "range2"}, call_includes},
    {"includes", "rp", {"range", "point"}, call_includes},
    {"during", "rr", {"range1", "range2"}, call_during},
    {"during", "pr", {"point", "range"}, call_during},
    {"starts", "rr", {"range1", "range2"}, call_starts},
    {"starts", "pr", {"point", "range"}, call_starts},
    {"started by", "rr", {"range1", "range2"}, call_started_by},
    {"started by", "rp", {"range", "point"}, call_started_by},
    {"coincides", "rr", {"range1", "range2"}, call_coincides},
    {"coincides", "pp", {"point1", "point2"}, call_coincides},
    {0},
};
const struct feel_family feel_family_range = {rows, COUNT_OF(rows) - 1};
