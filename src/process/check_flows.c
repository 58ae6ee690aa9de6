/* Sequence flows: levels, conditions, and what is connected to nothing (7.6.1, 8.4.13, 10.5). */
#include "process_check_internal.h"
#include "text.h"

static void check_level(struct check *check, const struct bpmn_flow *flow) {
    const struct bpmn_element *source = &flow->source->element;
    const struct bpmn_element *target = &flow->target->element;
    if (check_process_of(source) != check_process_of(target)) {
        check_add(check, RULE_FLOW_POOL, &flow->element, NULL);
    } else if (source->scope != target->scope) {
        check_add(check, RULE_FLOW_LEVEL, &flow->element, NULL);
    }
}

static void check_condition(struct check *check, const struct bpmn_flow *flow) {
    const struct bpmn_node *source = flow->source;
    enum bpmn_type type = source->element.type;
    const char *label = check_label(&source->element);
    if (type == BPMN_PARALLEL || type == BPMN_EVENT_BASED ||
        bpmn_is(&source->element, BPMN_IS_EVENT)) {
        check_add(check, RULE_FLOW_CONDITION, &flow->element, label);
    } else if (bpmn_is(&source->element, BPMN_IS_ACTIVITY) && source->outgoing_count == 1) {
        check_add(check, RULE_FLOW_CONDITION_ALONE, &flow->element, label);
    }
}

/* What a node lists as incoming or outgoing must be the flows that touch it there. */
static void check_list(struct check *check, const struct bpmn_node *node, const char *name,
                       bool incoming) {
    for (const struct xml_node *child = bpmn_child(node->element.xml, name); child != NULL;
         child = bpmn_next_same(child)) {
        const char *text = xml_text(check->arena, child);
        const struct bpmn_flow *flow = bpmn_flow(bpmn_refer(check->bpmn, child, text));
        if (text != NULL && !text_is_blank(text) &&
            (flow == NULL || (incoming ? flow->target : flow->source) != node)) {
            check_add(check, RULE_FLOW_LISTS, &node->element, text);
        }
    }
}

static bool is_link(const struct bpmn_node *node, enum bpmn_type type) {
    return node->element.type == type && bpmn_has_trigger(node, BPMN_ON_LINK);
}

/* Nodes that begin by themselves, or are begun by something other than a flow. */
static bool may_have_no_incoming(const struct bpmn_node *node) {
    enum bpmn_type type = node->element.type;
    return type == BPMN_START_EVENT || type == BPMN_BOUNDARY_EVENT || node->by_event ||
           node->for_compensation || node->instantiate || is_link(node, BPMN_CATCH_EVENT);
}

static bool may_have_no_outgoing(const struct bpmn_node *node) {
    enum bpmn_type type = node->element.type;
    return type == BPMN_END_EVENT || type == BPMN_BOUNDARY_EVENT || node->by_event ||
           node->for_compensation || is_link(node, BPMN_THROW_EVENT) ||
           bpmn_is(&node->element, BPMN_IS_GATEWAY); /* complained about there */
}

static void check_ends(struct check *check, const struct bpmn_scope *scope) {
    size_t starts = check_count(scope, BPMN_START_EVENT);
    size_t ends = check_count(scope, BPMN_END_EVENT);
    if (scope->owner->type == BPMN_AD_HOC) {
        return;
    }
    if (starts > 0 && ends == 0) {
        check_add(check, RULE_NO_END, scope->owner, NULL);
    }
    bool other_start = false;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        other_start = other_start || node->instantiate;
        if (starts > 0 && node->incoming_count == 0 && !may_have_no_incoming(node)) {
            check_add(check, RULE_NO_INCOMING, &node->element, NULL);
        }
        if (ends > 0 && node->outgoing_count == 0 && !may_have_no_outgoing(node)) {
            check_add(check, RULE_NO_OUTGOING, &node->element, NULL);
        }
    }
    if (ends > 0 && starts == 0 && !other_start) {
        check_add(check, RULE_NO_START, scope->owner, NULL);
    }
}

void check_flows(struct check *check) {
    for (const struct bpmn_scope *scope = check->bpmn->scopes; scope != NULL; scope = scope->next) {
        for (const struct bpmn_flow *flow = scope->flows; flow != NULL; flow = flow->next) {
            if (flow->source != NULL && flow->target != NULL) {
                check_level(check, flow);
            }
            if (flow->source != NULL && flow->condition != NULL) {
                check_condition(check, flow);
            }
        }
        for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
            check_list(check, node, "incoming", true);
            check_list(check, node, "outgoing", false);
        }
        check_ends(check, scope);
    }
}
