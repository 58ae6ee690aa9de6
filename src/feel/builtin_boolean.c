/* not, is, and the two that look at lists of truths (10.3.4.2, 10.3.4.4). */
#include "feel_internal.h"
#include "tr.h"

static struct feel_value negation(struct feel_run *run, const struct feel_value *args) {
    return feel_boolean(!args[0].boolean);
}

static struct feel_value no_truth(struct feel_run *run) {
    return feel_because(run, TR_NOOP("Neither true nor false."));
}

/* Decided by one item that is `decides`; otherwise every item must be the opposite. */
static struct feel_value decided_by(struct feel_run *run, const struct feel_list *list,
                                    bool decides) {
    bool unknown = false;
    for (size_t i = 0; i < list->count && feel_step(run, 1); i++) {
        struct feel_value item = list->items[i];
        if (item.type == FEEL_BOOLEAN && item.boolean == decides) {
            return item;
        }
        unknown = unknown || item.type != FEEL_BOOLEAN;
    }
    return unknown ? no_truth(run) : feel_boolean(!decides);
}

static struct feel_value all(struct feel_run *run, const struct feel_value *args) {
    return decided_by(run, args[0].list, false);
}

static struct feel_value any(struct feel_run *run, const struct feel_value *args) {
    return decided_by(run, args[0].list, true);
}

static bool same_clock(const struct feel_moment *a, const struct feel_moment *b) {
    bool zone = a->zone == b->zone;
    if (zone && a->zone == FEEL_ZONE_NAMED) {
        struct feel_value x = feel_string(a->zone_name);
        struct feel_value y = feel_string(b->zone_name);
        zone = feel_string_equal(x.string, y.string);
    }
    return zone && a->offset == b->offset && a->second == b->second && a->nano == b->nano &&
           a->date.year == b->date.year && a->date.month == b->date.month &&
           a->date.day == b->date.day;
}

/* The same element of the same domain: 12:00Z is not 13:00+01:00. */
static struct feel_value is(struct feel_run *run, const struct feel_value *args) {
    if (args[0].type == FEEL_ABSENT && args[1].type == FEEL_ABSENT) {
        return feel_because(run, TR_NOOP("The function does not take such arguments."));
    }
    if (args[0].type != args[1].type) {
        return feel_boolean(false);
    }
    if (args[0].type == FEEL_TIME || args[0].type == FEEL_DATE_TIME) {
        return feel_boolean(same_clock(args[0].moment, args[1].moment));
    }
    return feel_boolean(feel_equal_within(&run->steps, args[0], args[1]) == FEEL_TRUE);
}

static const struct feel_builtin rows[] = {
    {"not", "b", {"negand"}, negation},
    {"is", "?a?a", {"value1", "value2"}, is},
    {"all", "l", {"list"}, all},
    {"all", "*", {NULL}, all},
    {"any", "l", {"list"}, any},
    {"any", "*", {NULL}, any},
    {0},
};
const struct feel_family feel_family_boolean = {rows, COUNT_OF(rows) - 1};
