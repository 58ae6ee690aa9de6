/* Events: which triggers and results they may have where, and what these need (10.5). */
#include "process_check_internal.h"

#define ON(trigger) (1U << (BPMN_ON_##trigger - BPMN_ON_MESSAGE))

/* The tables of 10.5.2 to 10.5.4 ("Start", "Intermediate", "End" event definitions). */
enum {
    TOP_START = ON(MESSAGE) | ON(TIMER) | ON(SIGNAL) | ON(CONDITION),
    EVENT_SUB_START = TOP_START | ON(ERROR) | ON(ESCALATION) | ON(COMPENSATION),
    CATCHING = ON(MESSAGE) | ON(TIMER) | ON(SIGNAL) | ON(CONDITION) | ON(LINK),
    THROWING = ON(MESSAGE) | ON(SIGNAL) | ON(ESCALATION) | ON(COMPENSATION) | ON(LINK),
    BOUNDARY = ON(MESSAGE) | ON(TIMER) | ON(SIGNAL) | ON(CONDITION) | ON(ERROR) | ON(ESCALATION) |
               ON(COMPENSATION) | ON(CANCEL),
    ENDING = ON(MESSAGE) | ON(SIGNAL) | ON(ERROR) | ON(ESCALATION) | ON(COMPENSATION) | ON(CANCEL) |
             ON(TERMINATE),
};

static void check_allowed(struct check *check, const struct bpmn_node *node, uint32_t allowed,
                          enum check_rule rule) {
    for (size_t i = 0; i < node->trigger_count; i++) {
        enum bpmn_type type = node->triggers[i]->element.type;
        if ((allowed & 1U << (type - BPMN_ON_MESSAGE)) == 0) {
            check_add(check, rule, &node->element, bpmn_type_name(type));
        }
    }
}

static const struct bpmn_node *owner_node(const struct bpmn_scope *scope) {
    return scope == NULL ? NULL : bpmn_node(scope->owner);
}

static void check_start(struct check *check, const struct bpmn_node *node) {
    const struct bpmn_node *owner = owner_node(node->element.scope);
    if (node->incoming_count > 0) {
        check_add(check, RULE_START_INCOMING, &node->element, NULL);
    }
    if (owner == NULL) {
        check_allowed(check, node, TOP_START, RULE_START_TRIGGER);
    } else if (!owner->by_event) {
        check_allowed(check, node, 0, RULE_INNER_START_TRIGGER);
    } else if (node->trigger_count == 0) {
        check_add(check, RULE_EVENT_SUB_START_EMPTY, &node->element, NULL);
    } else {
        check_allowed(check, node, EVENT_SUB_START, RULE_EVENT_SUB_TRIGGER);
        bool error = bpmn_has_trigger(node, BPMN_ON_ERROR);
        if (!node->interrupting && (error || bpmn_has_trigger(node, BPMN_ON_COMPENSATION))) {
            check_add(check, RULE_MUST_INTERRUPT, &node->element,
                      bpmn_type_name(error ? BPMN_ON_ERROR : BPMN_ON_COMPENSATION));
        }
    }
}

/* Marks, by index, the processes and sub-processes with an event sub-process that catches errors.
 */
static bool *find_catching(struct check *check) {
    const struct bpmn *bpmn = check->bpmn;
    bool *catching = ARENA_ARRAY(check->arena, bpmn->element_count, bool);
    for (size_t i = 0; catching != NULL && i < bpmn->element_count; i++) {
        const struct bpmn_node *node = bpmn_node(bpmn->elements[i]);
        const struct bpmn_node *owner = node == NULL ? NULL : owner_node(node->element.scope);
        if (owner != NULL && owner->by_event && owner->element.scope != NULL &&
            node->element.type == BPMN_START_EVENT && bpmn_has_trigger(node, BPMN_ON_ERROR)) {
            catching[owner->element.scope->owner->index] = true;
        }
    }
    return catching;
}

/* Whether a boundary event of the sub-process catches this error. */
static bool boundary_catches(const struct bpmn_node *owner, const struct bpmn_trigger *error) {
    enum { LOOKED_AT_MAX = 64 }; /* nobody draws more; beyond it is assumed to be caught */
    size_t seen = 0;
    for (const struct bpmn_node *event = owner->boundary; event != NULL;
         event = event->next_boundary) {
        for (size_t i = 0; i < event->trigger_count; i++) {
            const struct bpmn_trigger *trigger = event->triggers[i];
            if (trigger->element.type == BPMN_ON_ERROR &&
                (trigger->reference == NULL || error->reference == NULL ||
                 trigger->reference == error->reference)) {
                return true;
            }
        }
        if (++seen == LOOKED_AT_MAX) {
            return true;
        }
    }
    return false;
}

/* Whether something around the end event catches this error (10.5.6). */
static bool is_caught(const struct bpmn_node *end, const struct bpmn_trigger *error,
                      const bool *catching) {
    for (const struct bpmn_scope *scope = end->element.scope; scope != NULL; scope = scope->outer) {
        const struct bpmn_node *owner = owner_node(scope);
        if (catching[scope->owner->index] || (owner != NULL && boundary_catches(owner, error))) {
            return true;
        }
    }
    return false;
}

static bool in_transaction(const struct bpmn_node *node) {
    for (const struct bpmn_scope *scope = node->element.scope; scope != NULL;
         scope = scope->outer) {
        if (scope->owner->type == BPMN_TRANSACTION) {
            return true;
        }
    }
    return false;
}

static void check_end(struct check *check, const struct bpmn_node *node, const bool *catching) {
    if (node->outgoing_count > 0) {
        check_add(check, RULE_END_OUTGOING, &node->element, NULL);
    }
    check_allowed(check, node, ENDING, RULE_END_RESULT);
    if (bpmn_has_trigger(node, BPMN_ON_CANCEL) && !in_transaction(node)) {
        check_add(check, RULE_CANCEL_END, &node->element, NULL);
    }
    for (size_t i = 0; i < node->trigger_count; i++) {
        if (node->triggers[i]->element.type == BPMN_ON_ERROR &&
            owner_node(node->element.scope) != NULL &&
            !is_caught(node, node->triggers[i], catching)) {
            check_add(check, RULE_ERROR_UNCAUGHT, &node->element, NULL);
        }
    }
}

/* Timers and conditions that a running process would need. */
static void check_trigger(struct check *check, const struct bpmn_node *node,
                          const struct bpmn_trigger *trigger) {
    const struct xml_node *xml = trigger->element.xml;
    bool executable = node->element.scope != NULL && node->element.scope->executable;
    if (trigger->element.type == BPMN_ON_TIMER) {
        int said = (bpmn_child(xml, "timeDate") != NULL) +
                   (bpmn_child(xml, "timeDuration") != NULL) +
                   (bpmn_child(xml, "timeCycle") != NULL);
        if (said > 1) {
            check_add(check, RULE_TIMER_MANY, &node->element, NULL);
        } else if (said == 0 && executable) {
            check_add(check, RULE_TIMER_EMPTY, &node->element, NULL);
        }
    } else if (trigger->element.type == BPMN_ON_CONDITION) {
        if (bpmn_child(xml, "condition") == NULL && executable) {
            check_add(check, RULE_CONDITION_EMPTY, &node->element, NULL);
        }
    }
}

static void check_event(struct check *check, const struct bpmn_node *node, const bool *catching) {
    switch (node->element.type) {
    case BPMN_START_EVENT:
        check_start(check, node);
        break;
    case BPMN_END_EVENT:
        check_end(check, node, catching);
        break;
    case BPMN_CATCH_EVENT:
        check_allowed(check, node, CATCHING, RULE_CATCH_TRIGGER);
        if (node->trigger_count == 0) {
            check_add(check, RULE_CATCH_EMPTY, &node->element, NULL);
        }
        break;
    case BPMN_THROW_EVENT:
        check_allowed(check, node, THROWING, RULE_THROW_RESULT);
        break;
    case BPMN_BOUNDARY_EVENT:
        check_allowed(check, node, BOUNDARY, RULE_BOUNDARY_TRIGGER);
        break;
    default:
        return;
    }
    for (size_t i = 0; i < node->trigger_count; i++) {
        check_trigger(check, node, node->triggers[i]);
    }
    if (node->parallel_multiple && node->trigger_count < 2) {
        check_add(check, RULE_MULTIPLE_ONE, &node->element, NULL);
    }
}

/* Sub-processes: how they start (10.3.5). */
static void check_sub_process(struct check *check, const struct bpmn_node *node) {
    size_t starts = check_count(node->inside, BPMN_START_EVENT);
    if (node->by_event) {
        if (starts != 1) {
            check_add(check, RULE_EVENT_SUB_START, &node->element, check_number(check, starts));
        }
        if (node->incoming_count + node->outgoing_count > 0) {
            check_add(check, RULE_EVENT_SUB_FLOW, &node->element, NULL);
        }
    } else if (starts > 1) {
        check_add(check, RULE_MANY_NONE_STARTS, &node->element, check_number(check, starts));
    }
}

void check_events(struct check *check) {
    const bool *catching = find_catching(check);
    for (size_t i = 0; catching != NULL && i < check->bpmn->element_count; i++) {
        const struct bpmn_node *node = bpmn_node(check->bpmn->elements[i]);
        if (node != NULL && bpmn_is(&node->element, BPMN_IS_EVENT)) {
            check_event(check, node, catching);
        } else if (node != NULL && bpmn_is(&node->element, BPMN_IS_SUB_PROCESS) &&
                   node->inside != NULL) {
            check_sub_process(check, node);
        }
    }
}
