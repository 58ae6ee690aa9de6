/* Filters of lists, entries of contexts and properties of other values (tables 52, 53 and 65). */
#include "feel_internal.h"

#include <string.h>

#include "feel_time.h"
#include "tr.h"

static struct feel_value at_index(struct feel_run *run, const struct feel_list *list,
                                  struct feel_number number) {
    int64_t index;
    int64_t count = (int64_t)list->count;
    if (!feel_number_to_int(feel_number_round(number, 0, FEEL_DOWN), &index) || index == 0 ||
        index > count || index < -count) {
        return feel_because(run, TR_NOOP("The list has no item of this number."));
    }
    return list->items[index > 0 ? index - 1 : count + index];
}

/* The condition with an item in it: `item`, and its entries when it is a context. */
static struct feel_value with_item(struct feel_run *run, const struct feel_node *node,
                                   struct feel_value item, const struct feel_frame *frame) {
    struct feel_frame on_stack[2];
    struct feel_frame *frames =
        node->captures ? ARENA_ARRAY(run->arena, 2, struct feel_frame) : on_stack;
    if (!frames) {
        return feel_null(NULL);
    }
    frames[0] = (struct feel_frame){.outer = frame, .name = {"item", 4}, .value = item};
    bool context = item.type == FEEL_CONTEXT;
    if (context) {
        frames[1] = (struct feel_frame){.outer = &frames[0], .context = item.context};
    }
    return feel_node_value(run, node->children[1], &frames[context ? 1 : 0]);
}

struct feel_value feel_filter(struct feel_run *run, const struct feel_node *node,
                              const struct feel_frame *frame) {
    struct feel_value value = feel_node_value(run, node->children[0], frame);
    if (value.type == FEEL_NULL) {
        return value;
    }
    const struct feel_list alone = {1, &value};
    const struct feel_list *list = value.type == FEEL_LIST ? value.list : &alone;
    struct feel_builder found = {.arena = run->arena};
    if (list->count == 0) {
        struct feel_value condition = with_item(run, node, feel_null(NULL), frame);
        return condition.type == FEEL_NUMBER ? at_index(run, list, condition.number)
                                             : feel_builder_list(&found);
    }
    for (size_t i = 0; i < list->count && feel_step(run, 1); i++) {
        struct feel_value condition = with_item(run, node, list->items[i], frame);
        if (i == 0 && condition.type == FEEL_NUMBER) {
            return at_index(run, list, condition.number);
        }
        if (condition.type != FEEL_BOOLEAN && condition.type != FEEL_NULL) {
            return feel_because(run, TR_NOOP("Neither true nor false."));
        }
        if (condition.type == FEEL_BOOLEAN && condition.boolean &&
            !feel_builder_add(&found, list->items[i])) {
            break;
        }
    }
    return feel_builder_list(&found);
}

static bool is(struct feel_string name, const char *text) {
    return feel_string_equal(name, (struct feel_string){text, strlen(text)});
}

static struct feel_value no_property(struct feel_run *run) {
    return feel_because(run, TR_NOOP("The value has nothing of this name."));
}

static struct feel_value date_property(struct feel_run *run, struct feel_date date,
                                       struct feel_string name) {
    return is(name, "year")      ? feel_int(date.year)
           : is(name, "month")   ? feel_int(date.month)
           : is(name, "day")     ? feel_int(date.day)
           : is(name, "weekday") ? feel_int(feel_date_weekday(date))
                                 : no_property(run);
}

static struct feel_value clock_property(struct feel_run *run, struct feel_value value,
                                        struct feel_string name) {
    const struct feel_moment *moment = value.moment;
    int32_t offset;
    if (is(name, "hour")) {
        return feel_int(moment->second / 3600);
    }
    if (is(name, "minute")) {
        return feel_int(moment->second / 60 % 60);
    }
    if (is(name, "second")) {
        return feel_int(moment->second % 60);
    }
    if (is(name, "time offset")) {
        return feel_moment_offset(moment, &offset) ? feel_seconds_value(feel_number_int(offset))
                                                   : no_property(run);
    }
    if (is(name, "timezone")) {
        return moment->zone == FEEL_ZONE_NAMED ? feel_string(moment->zone_name) : no_property(run);
    }
    return value.type == FEEL_DATE_TIME ? date_property(run, moment->date, name) : no_property(run);
}

static struct feel_value days_property(struct feel_run *run, struct feel_number duration,
                                       struct feel_string name) {
    int64_t seconds, nanos;
    feel_seconds_split(duration, &seconds, &nanos);
    int64_t rest = seconds % FEEL_DAY_SECONDS;
    return is(name, "days")      ? feel_int(seconds / FEEL_DAY_SECONDS)
           : is(name, "hours")   ? feel_int(rest / 3600)
           : is(name, "minutes") ? feel_int(rest / 60 % 60)
           : is(name, "seconds") ? feel_int(rest % 60)
                                 : no_property(run);
}

static struct feel_value range_property(struct feel_run *run, const struct feel_range *range,
                                        struct feel_string name) {
    bool whole = range->form != FEEL_OTHER_THAN;
    return !whole                       ? no_property(run)
           : is(name, "start")          ? range->low
           : is(name, "end")            ? range->high
           : is(name, "start included") ? feel_boolean(range->low_closed)
           : is(name, "end included")   ? feel_boolean(range->high_closed)
                                        : no_property(run);
}

static struct feel_value path(struct feel_run *run, struct feel_value value,
                              struct feel_string name, unsigned depth);

/* Of lists within a list, each item of each. */
static struct feel_value each(struct feel_run *run, const struct feel_list *list,
                              struct feel_string name, unsigned depth) {
    struct feel_builder found = {.arena = run->arena};
    if (depth == FEEL_NESTING_MAX) {
        return feel_too_deep(run);
    }
    for (size_t i = 0; i < list->count && feel_step(run, 1); i++) {
        if (!feel_builder_add(&found, path(run, list->items[i], name, depth + 1))) {
            break;
        }
    }
    return feel_builder_list(&found);
}

static struct feel_value path(struct feel_run *run, struct feel_value value,
                              struct feel_string name, unsigned depth) {
    const struct feel_value *entry;
    switch (value.type) {
    case FEEL_CONTEXT:
        entry = feel_context_get(value.context, name);
        return entry ? *entry : no_property(run);
    case FEEL_LIST:
        return each(run, value.list, name, depth);
    case FEEL_DATE:
        return date_property(run, value.date, name);
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        return clock_property(run, value, name);
    case FEEL_DAYS_DURATION:
        return days_property(run, value.seconds, name);
    case FEEL_MONTHS_DURATION:
        return is(name, "years")    ? feel_int(value.months / 12)
               : is(name, "months") ? feel_int(value.months % 12)
                                    : no_property(run);
    case FEEL_RANGE:
        return range_property(run, value.range, name);
    default:
        return no_property(run);
    }
}

struct feel_value feel_path(struct feel_run *run, struct feel_value value,
                            struct feel_string name) {
    return path(run, value, name, 0);
}
