/* Message flows and participants (7.6.2, 9.3, 9.4). */
#include "process_check_internal.h"

static struct bpmn_element *end_of(const struct check *check, const struct bpmn_element *flow,
                                   const char *name) {
    return bpmn_refer(check->bpmn, flow->xml, xml_attribute(flow->xml, name));
}

/* Conversations and data may stand at a message flow in some notations; nodes are looked at. */
static bool may_send(const struct bpmn_element *element) {
    switch (element->type) {
    case BPMN_END_EVENT:
    case BPMN_THROW_EVENT: {
        const struct bpmn_node *node = (const struct bpmn_node *)element;
        return node->trigger_count == 0 || bpmn_has_trigger(node, BPMN_ON_MESSAGE);
    }
    case BPMN_RECEIVE_TASK:
        return false;
    default:
        return bpmn_is(element, BPMN_IS_PARTICIPANT | BPMN_IS_ACTIVITY);
    }
}

static bool may_receive(const struct bpmn_element *element) {
    switch (element->type) {
    case BPMN_START_EVENT:
    case BPMN_CATCH_EVENT:
    case BPMN_BOUNDARY_EVENT: {
        const struct bpmn_node *node = (const struct bpmn_node *)element;
        return node->trigger_count == 0 || bpmn_has_trigger(node, BPMN_ON_MESSAGE);
    }
    case BPMN_SEND_TASK:
        return false;
    default:
        return bpmn_is(element, BPMN_IS_PARTICIPANT | BPMN_IS_ACTIVITY);
    }
}

/* What says in which pool an end lies: the participant itself or the process of a node. A
   participant with a process is that process. */
static const struct bpmn_element *pool_of(const struct check *check, struct bpmn_element *end) {
    if (end->type == BPMN_PARTICIPANT) {
        const struct bpmn_element *process =
            bpmn_refer(check->bpmn, end->xml, xml_attribute(end->xml, "processRef"));
        return process != NULL ? process : end;
    }
    return check_process_of(end);
}

static void check_message(struct check *check, const struct bpmn_element *flow) {
    struct bpmn_element *source = end_of(check, flow, "sourceRef");
    struct bpmn_element *target = end_of(check, flow, "targetRef");
    if (source == NULL || target == NULL) {
        return;
    }
    if (!may_send(source)) {
        check_add(check, RULE_MESSAGE_SOURCE, flow, check_label(source));
    }
    if (!may_receive(target)) {
        check_add(check, RULE_MESSAGE_TARGET, flow, check_label(target));
    }
    const struct bpmn_element *pool = pool_of(check, source);
    if (pool != NULL && pool == pool_of(check, target)) {
        check_add(check, RULE_MESSAGE_SAME_POOL, flow, NULL);
    }
}

/* One process in two participants of one collaboration: a message between them has no sides. */
static void check_participants(struct check *check) {
    const struct bpmn *bpmn = check->bpmn;
    const struct bpmn_element **users =
        ARENA_ARRAY(check->arena, bpmn->element_count, const struct bpmn_element *);
    for (size_t i = 0; users != NULL && i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        const struct bpmn_element *process =
            element->type != BPMN_PARTICIPANT
                ? NULL
                : bpmn_refer(bpmn, element->xml, xml_attribute(element->xml, "processRef"));
        if (process == NULL) {
            continue;
        }
        const struct bpmn_element *first = users[process->index];
        if (first != NULL && first->parent == element->parent) {
            check_add(check, RULE_PROCESS_TWICE, element, check_label(first));
        }
        users[process->index] = element;
    }
}

void check_messages(struct check *check) {
    for (size_t i = 0; i < check->bpmn->element_count; i++) {
        if (check->bpmn->elements[i]->type == BPMN_MESSAGE_FLOW) {
            check_message(check, check->bpmn->elements[i]);
        }
    }
    check_participants(check);
}
