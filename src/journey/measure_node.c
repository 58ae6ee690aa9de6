/* What one element asks for by itself. */
#include "extension.h"
#include "journey_internal.h"
#include "text.h"

static double count_extensions(const struct bpmn_node *node, const char *name) {
    double count = 0;
    const struct xml_node *extension = bpmn_extension(node->element.xml, name);
    for (; extension != NULL; extension = bpmn_next_same(extension)) {
        count++;
    }
    return count;
}

/* A timer that waits for a duration that stands in the file. */
static bool read_timer(const struct measure *measure, const struct bpmn_node *node,
                       int64_t *seconds) {
    if (node->trigger_count != 1 || node->triggers[0]->element.type != BPMN_ON_TIMER) {
        return false;
    }
    const struct xml_node *duration = bpmn_child(node->triggers[0]->element.xml, "timeDuration");
    const char *text = duration == NULL ? NULL : xml_text(measure->arena, duration);
    return text != NULL && bpmn_duration(text, seconds);
}

/* What is not stated is at least what a luckier path takes. */
static void stated_time(const struct bpmn_time *time, struct journey_amount *out) {
    const int64_t stated[JOURNEY_PATHS] = {
        [JOURNEY_BEST] = time->best,
        [JOURNEY_PROBABLE] = time->probable,
        [JOURNEY_WORST] = time->worst,
    };
    int64_t least = 0;
    for (size_t path = 0; path < JOURNEY_PATHS; path++) {
        least = stated[path] >= 0 ? stated[path] : least;
        out[path] = (struct journey_amount){(double)least, stated[path] < 0};
    }
}

static bool may_take_time(const struct bpmn_node *node) {
    return !bpmn_is(&node->element, BPMN_IS_GATEWAY) &&
           (node->element.type == BPMN_CATCH_EVENT ? !bpmn_has_trigger(node, BPMN_ON_LINK)
                                                   : !bpmn_is(&node->element, BPMN_IS_EVENT));
}

static void time_of(const struct measure *measure, const struct bpmn_node *node,
                    const struct measured *inside, struct journey_amount *out) {
    struct bpmn_time time;
    int64_t seconds;
    if (bpmn_time(node->element.xml, &time)) {
        stated_time(&time, out);
    } else if (node->element.type == BPMN_CATCH_EVENT && read_timer(measure, node, &seconds)) {
        stated_time(&(struct bpmn_time){seconds, seconds, seconds}, out);
    } else {
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            out[path] = inside != NULL ? inside->amounts[MEASURE_TIME][path]
                                       : (struct journey_amount){0, may_take_time(node)};
        }
    }
}

/* Without time: once on every path, and what is inside. */
static void count_of(const struct measure *measure, const struct bpmn_node *node, size_t what,
                     const struct measured *inside, struct journey_amount *out) {
    uint32_t index = node->element.index;
    double own = what == MEASURE_VISITS      ? count_extensions(node, "visit")
                 : what == MEASURE_DOCUMENTS ? count_extensions(node, "document")
                 : what == MEASURE_HAND_OVERS
                     ? (double)measure->actors.messages[index]
                     : (double)(measure->actors.takes_part[index] >> (what - MEASURE_AGENCY) & 1);
    /* what is called, but cannot be looked at */
    bool unknown =
        inside == NULL && (bpmn_is(&node->element, BPMN_IS_CALL) || node->inside != NULL);
    bool called_task = node->called != NULL && node->called->type != BPMN_PROCESS;
    for (size_t path = 0; path < JOURNEY_PATHS; path++) {
        out[path] = (struct journey_amount){own, unknown && !called_task};
        if (inside != NULL) {
            out[path] = solve_then(measure_kind(what), out[path], inside->amounts[what][path]);
        }
    }
}

static void times(struct journey_amount *amount, double count, bool known) {
    double value = amount->value * count;
    bool most = value > MEASURE_VALUE_MAX && value > amount->value;
    amount->at_least = amount->at_least || most || (!known && amount->value > 0);
    amount->value = most && amount->value < MEASURE_VALUE_MAX ? MEASURE_VALUE_MAX
                    : most                                    ? amount->value
                                                              : value;
}

/* A whole number that stands in the file; false: an expression, or nothing. */
static bool read_number(const char *text, double *out) {
    int64_t number;
    if (text == NULL || !text_int(text, &number) || number < 0) {
        return false;
    }
    *out = (double)number;
    return true;
}

static void repeat_instances(const struct measure *measure, const struct xml_node *loop,
                             size_t what, struct journey_amount *out) {
    const struct xml_node *cardinality = bpmn_child(loop, "loopCardinality");
    double count = 1;
    bool known = cardinality != NULL && read_number(xml_text(measure->arena, cardinality), &count);
    bool beside = what == MEASURE_TIME && !bpmn_attribute_is(loop, "isSequential", "true");
    count = beside && count > 1 ? 1 : count;
    for (size_t path = 0; path < JOURNEY_PATHS; path++) {
        times(&out[path], count, known || beside);
    }
}

static void repeat_loop(const struct xml_node *loop, struct journey_amount *out) {
    double most = 2;
    bool known = read_number(xml_attribute(loop, "loopMaximum"), &most);
    times(&out[JOURNEY_PROBABLE], 1, false);
    times(&out[JOURNEY_WORST], known ? most : 2, true);
}

void measure_node(struct measure *measure, const struct bpmn_node *node, size_t what,
                  const struct measured *inside, struct journey_amount out[JOURNEY_PATHS]) {
    if (what == MEASURE_TIME) {
        time_of(measure, node, inside, out);
    } else {
        count_of(measure, node, what, inside, out);
    }
    if (node->loop == NULL || what >= MEASURE_AGENCY) {
        return;
    }
    if (node->loop->type == BPMN_MULTI_INSTANCE) {
        repeat_instances(measure, node->loop->xml, what, out);
    } else {
        repeat_loop(node->loop->xml, out);
    }
}
