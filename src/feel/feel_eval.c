/* Walks the tree of an expression. Null propagates as the tables of clause 10.3.2 say; only the
   machine's limits are errors, and from the first of them on every value is null. */
#include "feel_internal.h"
#include "tr.h"

enum { DEPTH_MAX = 2000 };

static struct feel_value name_value(struct feel_run *run, const struct feel_node *node,
                                    const struct feel_frame *frame) {
    for (; frame; frame = frame->outer) {
        if (frame->context) {
            const struct feel_value *value = feel_context_get(frame->context, node->name);
            if (value) {
                return *value;
            }
        } else if (feel_string_equal(frame->name, node->name)) {
            return frame->value;
        }
    }
    return node->value.type == FEEL_FUNCTION
               ? node->value
               : feel_because(run, TR_NOOP("There is nothing of this name."));
}

static struct feel_value list_value(struct feel_run *run, const struct feel_node *node,
                                    const struct feel_frame *frame) {
    struct feel_value *items = ARENA_ARRAY(run->arena, node->count, struct feel_value);
    for (size_t i = 0; items && i < node->count; i++) {
        items[i] = feel_node_value(run, node->children[i], frame);
    }
    return feel_list_of(run->arena, items, items ? node->count : 0);
}

/* Each entry sees the ones before it; a function sees itself too. */
static struct feel_value context_value(struct feel_run *run, const struct feel_node *node,
                                       const struct feel_frame *frame) {
    struct feel_entry *entries = ARENA_ARRAY(run->arena, node->count, struct feel_entry);
    struct feel_frame *frames = ARENA_ARRAY(run->arena, node->count, struct feel_frame);
    if (!entries || !frames) {
        return feel_null(NULL);
    }
    for (size_t i = 0; i < node->count; i++) {
        for (size_t j = 0; j < i && feel_step(run, j % 16 == 0 ? 1 : 0); j++) {
            if (feel_string_equal(node->names[i], node->names[j])) {
                return feel_because(run, TR_NOOP("Two entries of a context have one name."));
            }
        }
        frames[i] = (struct feel_frame){.outer = frame, .name = node->names[i]};
        bool function = node->children[i]->kind == NODE_FUNCTION;
        frames[i].value = feel_node_value(run, node->children[i], function ? &frames[i] : frame);
        entries[i] = (struct feel_entry){node->names[i], frames[i].value};
        frame = &frames[i];
    }
    return feel_context_of(run->arena, entries, node->count);
}

static struct feel_value range_value(struct feel_run *run, struct feel_range range) {
    int order;
    bool whole =
        range.form == FEEL_INTERVAL && range.low.type != FEEL_NULL && range.high.type != FEEL_NULL;
    if (whole && (!feel_order(range.low, range.high, &order) || order > 0)) {
        return feel_because(run, TR_NOOP("The ends of a range must be of one kind and in order."));
    }
    struct feel_range *kept = ARENA_NEW(run->arena, struct feel_range);
    if (!kept) {
        return feel_null(NULL);
    }
    *kept = range;
    return (struct feel_value){.type = FEEL_RANGE, .range = kept};
}

static struct feel_value interval_value(struct feel_run *run, const struct feel_node *node,
                                        const struct feel_frame *frame) {
    struct feel_range range = {.form = FEEL_INTERVAL};
    range.low = feel_node_value(run, node->children[0], frame);
    range.high = feel_node_value(run, node->children[1], frame);
    range.low_closed = node->low_closed;
    range.high_closed = node->high_closed;
    return range_value(run, range);
}

static struct feel_value one_end_value(struct feel_run *run, const struct feel_node *node,
                                       const struct feel_frame *frame) {
    struct feel_range range = {.form = (enum feel_range_form)node->operator};
    struct feel_value end = feel_node_value(run, node->children[0], frame);
    bool below = range.form == FEEL_LESS || range.form == FEEL_AT_MOST;
    bool equal = range.form == FEEL_EXACTLY;
    range.low = below ? feel_null(NULL) : end;
    range.high = below || equal ? end : feel_null(NULL);
    range.low_closed = equal || range.form == FEEL_AT_LEAST;
    range.high_closed = equal || range.form == FEEL_AT_MOST;
    return range_value(run, range);
}

static enum feel_truth truth_of(struct feel_value value) {
    return value.type != FEEL_BOOLEAN ? FEEL_UNKNOWN : value.boolean ? FEEL_TRUE : FEEL_FALSE;
}

/* and: decided by the first false; or: by the first true. */
static struct feel_value logic_value(struct feel_run *run, const struct feel_node *node,
                                     const struct feel_frame *frame) {
    enum feel_truth decides = node->kind == NODE_AND ? FEEL_FALSE : FEEL_TRUE;
    enum feel_truth left = truth_of(feel_node_value(run, node->children[0], frame));
    if (left == decides) {
        return feel_boolean(decides == FEEL_TRUE);
    }
    enum feel_truth right = truth_of(feel_node_value(run, node->children[1], frame));
    if (right == decides) {
        return feel_boolean(decides == FEEL_TRUE);
    }
    return left == FEEL_UNKNOWN || right == FEEL_UNKNOWN
               ? feel_because(run, TR_NOOP("Neither true nor false."))
               : feel_boolean(decides != FEEL_TRUE);
}

struct feel_value feel_compare(struct feel_run *run, int operator, struct feel_value a,
                               struct feel_value b) {
    int order = 0;
    enum feel_truth equal = FEEL_UNKNOWN;
    switch (operator) {
    case FEEL_EXACTLY:
    case FEEL_OTHER_THAN:
        equal = feel_equal_within(&run->steps, a, b);
        if (equal != FEEL_UNKNOWN) {
            return feel_boolean((equal == FEEL_TRUE) == (operator== FEEL_EXACTLY));
        }
        break;
    default:
        if (feel_order(a, b, &order)) {
            bool at = order == 0 && (operator== FEEL_AT_MOST || operator== FEEL_AT_LEAST);
            bool below = operator== FEEL_LESS || operator== FEEL_AT_MOST;
            return feel_boolean(at || (below ? order < 0 : order > 0));
        }
    }
    return feel_because(run, TR_NOOP("These two values cannot be compared."));
}

static struct feel_value between_value(struct feel_run *run, const struct feel_node *node,
                                       const struct feel_frame *frame) {
    struct feel_value value = feel_node_value(run, node->children[0], frame);
    struct feel_value low = feel_node_value(run, node->children[1], frame);
    struct feel_value high = feel_node_value(run, node->children[2], frame);
    int above, below;
    if (!feel_order(value, low, &above) || !feel_order(value, high, &below)) {
        return feel_because(run, TR_NOOP("These two values cannot be compared."));
    }
    return feel_boolean(above >= 0 && below <= 0);
}

/* Whether the input passes one test. */
static enum feel_truth test_truth(struct feel_run *run, const struct feel_node *test,
                                  struct feel_value input, const struct feel_frame *frame) {
    if (test->kind == NODE_ANYTHING) {
        return FEEL_TRUE;
    }
    bool asks = test->kind == NODE_INPUT_TEST;
    struct feel_value value = feel_node_value(run, asks ? test->children[0] : test, frame);
    /* a condition decides by itself; a constant, or any value for a boolean input, is compared */
    if (value.type == FEEL_BOOLEAN &&
        (asks || (test->kind != NODE_LITERAL && test->kind != NODE_NAME &&
                  input.type != FEEL_BOOLEAN && input.type != FEEL_LIST))) {
        return truth_of(value);
    }
    return feel_matches_within(&run->steps, input, value);
}

static struct feel_value any_test(struct feel_run *run, const struct feel_node *node, size_t first,
                                  struct feel_value input, const struct feel_frame *frame) {
    bool unknown = false;
    for (size_t i = first; i < node->count; i++) {
        enum feel_truth truth = test_truth(run, node->children[i], input, frame);
        if (truth == FEEL_TRUE) {
            return feel_boolean(true);
        }
        unknown = unknown || truth == FEEL_UNKNOWN;
    }
    return unknown ? feel_because(run, TR_NOOP("These two values cannot be compared."))
                   : feel_boolean(false);
}

static struct feel_value tests_value(struct feel_run *run, const struct feel_node *node,
                                     const struct feel_frame *frame) {
    static const struct feel_node input_name = {.kind = NODE_NAME, .name = {"?", 1}};
    struct feel_value input = name_value(run, &input_name, frame);
    struct feel_value any = any_test(run, node, 0, input, frame);
    return node->operator== '!' && any.type == FEEL_BOOLEAN ? feel_boolean(!any.boolean) : any;
}

static struct feel_value function_value(struct feel_run *run, const struct feel_node *node,
                                        const struct feel_frame *frame) {
    struct feel_function *function = ARENA_NEW(run->arena, struct feel_function);
    if (!function) {
        return feel_null(NULL);
    }
    *function = (struct feel_function){.node = node, .frame = frame, .compiled = run->compiled};
    return (struct feel_value){.type = FEEL_FUNCTION, .function = function};
}

static struct feel_value choice_value(struct feel_run *run, const struct feel_node *node,
                                      const struct feel_frame *frame) {
    struct feel_value condition = feel_node_value(run, node->children[0], frame);
    if (condition.type != FEEL_BOOLEAN && condition.type != FEEL_NULL) {
        return feel_because(run, TR_NOOP("Neither true nor false."));
    }
    bool yes = condition.type == FEEL_BOOLEAN && condition.boolean;
    return feel_node_value(run, node->children[yes ? 1 : 2], frame);
}

static struct feel_value literal_value(struct feel_run *run, const struct feel_node *node) {
    return feel_noted(run, node->value);
}

static struct feel_value dispatch(struct feel_run *run, const struct feel_node *node,
                                  const struct feel_frame *frame) {
    struct feel_value a, b;
    switch (node->kind) {
    case NODE_LITERAL:
        return literal_value(run, node);
    case NODE_NAME:
        return name_value(run, node, frame);
    case NODE_LIST:
        return list_value(run, node, frame);
    case NODE_CONTEXT:
        return context_value(run, node, frame);
    case NODE_INTERVAL:
        return interval_value(run, node, frame);
    case NODE_ONE_END:
        return one_end_value(run, node, frame);
    case NODE_NEGATE:
        return feel_noted(run, feel_negate(run, feel_node_value(run, node->children[0], frame)));
    case NODE_ARITHMETIC:
    case NODE_COMPARE:
        a = feel_node_value(run, node->children[0], frame);
        b = feel_node_value(run, node->children[1], frame);
        run->position = node->position;
        return node->kind == NODE_COMPARE
                   ? feel_compare(run, node->operator, a, b)
                   : feel_noted(run, feel_arithmetic(run, node->operator, a, b));
    case NODE_AND:
    case NODE_OR:
        return logic_value(run, node, frame);
    case NODE_BETWEEN:
        return between_value(run, node, frame);
    case NODE_IN:
        return any_test(run, node, 1, feel_node_value(run, node->children[0], frame), frame);
    case NODE_INSTANCE:
        return feel_boolean(
            feel_instance_of(run, feel_node_value(run, node->children[0], frame), node->type));
    case NODE_IF:
        return choice_value(run, node, frame);
    case NODE_FOR:
    case NODE_SOME:
    case NODE_EVERY:
        return feel_loop(run, node, frame);
    case NODE_FILTER:
        return feel_filter(run, node, frame);
    case NODE_PATH:
        a = feel_node_value(run, node->children[0], frame);
        run->position = node->position;
        return feel_path(run, a, node->name);
    case NODE_CALL:
        return feel_call_node(run, node, frame);
    case NODE_FUNCTION:
        return function_value(run, node, frame);
    case NODE_TESTS:
    case NODE_INPUT_TEST:
        return tests_value(run, node, frame);
    case NODE_ANYTHING:
        return feel_boolean(true);
    case NODE_SPAN: /* part of a for, which reads it itself */
        break;
    }
    return feel_null(NULL);
}

struct feel_value feel_node_value(struct feel_run *run, const struct feel_node *node,
                                  const struct feel_frame *frame) {
    if (!feel_step(run, 1)) {
        return feel_null(NULL);
    }
    if (run->depth >= DEPTH_MAX) {
        run->failed = err_set(ERR_LIMIT, "FEEL-7",
                              "The expression was stopped, because functions call each other too "
                              "deeply.",
                              NULL);
        return feel_null(NULL);
    }
    run->depth++;
    run->position = node->position;
    struct feel_value value = dispatch(run, node, frame);
    run->depth--;
    return value;
}
