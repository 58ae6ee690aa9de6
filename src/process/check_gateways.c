/* Gateways: directions, default flows, and what stands behind an event-based one (10.6). */
#include "process_check_internal.h"

static bool may_have_default(const struct bpmn_node *node) {
    enum bpmn_type type = node->element.type;
    return type == BPMN_EXCLUSIVE || type == BPMN_INCLUSIVE || type == BPMN_COMPLEX ||
           bpmn_is(&node->element, BPMN_IS_ACTIVITY);
}

static void check_default(struct check *check, const struct bpmn_node *node) {
    const struct bpmn_flow *flow = node->default_flow;
    if (flow == NULL) {
        return;
    }
    if (!may_have_default(node)) {
        check_add(check, RULE_DEFAULT_NOT_ALLOWED, &node->element, NULL);
    }
    if (flow->source != node) {
        check_add(check, RULE_DEFAULT_NOT_OWN, &node->element, check_label(&flow->element));
    } else if (flow->condition != NULL) {
        check_add(check, RULE_DEFAULT_CONDITION, &node->element, check_label(&flow->element));
    }
}

static bool waits_for_event(const struct bpmn_node *node) {
    if (node->element.type == BPMN_RECEIVE_TASK) {
        return true;
    }
    return node->element.type == BPMN_CATCH_EVENT && !bpmn_has_trigger(node, BPMN_ON_LINK);
}

static void check_event_based(struct check *check, const struct bpmn_node *gateway) {
    const struct bpmn_element *element = &gateway->element;
    bool tasks = false;
    bool messages = false;
    if (gateway->outgoing_count == 1) {
        check_add(check, RULE_EVENT_GATEWAY_ONE, element, NULL);
    }
    for (const struct bpmn_flow *flow = gateway->outgoing; flow != NULL;
         flow = flow->next_outgoing) {
        const struct bpmn_node *target = flow->target;
        if (target == NULL) {
            continue;
        }
        const char *label = check_label(&target->element);
        if (!waits_for_event(target)) {
            check_add(check, RULE_EVENT_GATEWAY_TARGET, element, label);
        } else if (target->incoming_count > 1) {
            check_add(check, RULE_EVENT_GATEWAY_OTHER, element, label);
        }
        if (target->element.type == BPMN_RECEIVE_TASK) {
            tasks = true;
            if (target->boundary != NULL) {
                check_add(check, RULE_EVENT_GATEWAY_BOUNDARY, element, label);
            }
        }
        messages = messages || bpmn_has_trigger(target, BPMN_ON_MESSAGE);
    }
    if (tasks && messages) {
        check_add(check, RULE_EVENT_GATEWAY_MIX, element, NULL);
    }
    if (gateway->instantiate && gateway->incoming_count > 0) {
        check_add(check, RULE_EVENT_GATEWAY_START, element, NULL);
    }
    if (!gateway->instantiate &&
        bpmn_attribute_is(gateway->element.xml, "eventGatewayType", "Parallel")) {
        check_add(check, RULE_EVENT_GATEWAY_PARALLEL, element, NULL);
    }
}

static void check_conditions(struct check *check, const struct bpmn_node *gateway) {
    enum bpmn_type type = gateway->element.type;
    bool decides = type == BPMN_EXCLUSIVE || type == BPMN_INCLUSIVE;
    for (const struct bpmn_flow *flow = gateway->outgoing;
         decides && gateway->outgoing_count > 1 && flow != NULL; flow = flow->next_outgoing) {
        if (flow->condition == NULL && flow != gateway->default_flow) {
            check_add(check, RULE_UNCONDITIONAL, &gateway->element, check_label(&flow->element));
        }
    }
}

static void check_gateway(struct check *check, const struct bpmn_node *gateway) {
    const struct bpmn_element *element = &gateway->element;
    if (bpmn_attribute_is(element->xml, "gatewayDirection", "Converging") &&
        gateway->outgoing_count > 1) {
        check_add(check, RULE_CONVERGING, element, NULL);
    }
    if (bpmn_attribute_is(element->xml, "gatewayDirection", "Diverging") &&
        gateway->incoming_count > 1) {
        check_add(check, RULE_DIVERGING, element, NULL);
    }
    if (gateway->outgoing_count == 0) {
        check_add(check, RULE_GATEWAY_DEAD_END, element, NULL);
    } else if (gateway->incoming_count < 2 && gateway->outgoing_count < 2) {
        check_add(check, RULE_GATEWAY_USELESS, element, NULL);
    }
    if (element->type == BPMN_EVENT_BASED) {
        check_event_based(check, gateway);
    }
    if (element->scope != NULL && element->scope->executable) {
        check_conditions(check, gateway);
    }
}

void check_gateways(struct check *check) {
    for (size_t i = 0; i < check->bpmn->element_count; i++) {
        const struct bpmn_node *node = bpmn_node(check->bpmn->elements[i]);
        if (node == NULL) {
            continue;
        }
        check_default(check, node);
        if (bpmn_is(&node->element, BPMN_IS_GATEWAY)) {
            check_gateway(check, node);
        }
    }
}
