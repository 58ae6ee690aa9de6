/* Boundary events: where they sit, what leaves them, compensation and cancellation (10.5.4, 10.7).
 */
#include "process_check_internal.h"

/* Marks, by index, the events from which an association leads to an activity. */
static bool *find_handled(struct check *check) {
    const struct bpmn *bpmn = check->bpmn;
    bool *handled = ARENA_ARRAY(check->arena, bpmn->element_count, bool);
    for (size_t i = 0; handled != NULL && i < bpmn->element_count; i++) {
        const struct xml_node *xml = bpmn->elements[i]->xml;
        if (bpmn->elements[i]->type == BPMN_ASSOCIATION) {
            const struct bpmn_element *source =
                bpmn_refer(bpmn, xml, xml_attribute(xml, "sourceRef"));
            const struct bpmn_element *target =
                bpmn_refer(bpmn, xml, xml_attribute(xml, "targetRef"));
            if (source != NULL && target != NULL && bpmn_is(target, BPMN_IS_ACTIVITY)) {
                handled[source->index] = true;
            }
        }
    }
    return handled;
}

static void check_boundary(struct check *check, const struct bpmn_node *node, bool handled) {
    const struct bpmn_element *element = &node->element;
    bool compensation = bpmn_has_trigger(node, BPMN_ON_COMPENSATION);
    if (node->trigger_count == 0) {
        check_add(check, RULE_BOUNDARY_EMPTY, element, NULL);
    }
    if (node->incoming_count > 0) {
        check_add(check, RULE_BOUNDARY_INCOMING, element, NULL);
    }
    if (compensation && node->outgoing_count > 0) {
        check_add(check, RULE_COMPENSATION_OUTGOING, element, NULL);
    } else if (compensation && !handled) {
        check_add(check, RULE_COMPENSATION_NO_HANDLER, element, NULL);
    } else if (!compensation && node->outgoing_count == 0) {
        check_add(check, RULE_BOUNDARY_NO_OUTGOING, element, NULL);
    }
    if (bpmn_has_trigger(node, BPMN_ON_CANCEL) && node->attached_to != NULL &&
        node->attached_to->element.type != BPMN_TRANSACTION) {
        check_add(check, RULE_CANCEL_BOUNDARY, element, NULL);
    }
    if (!node->interrupting) {
        static const enum bpmn_type always[] = {BPMN_ON_ERROR, BPMN_ON_CANCEL};
        for (size_t i = 0; i < COUNT_OF(always); i++) {
            if (bpmn_has_trigger(node, always[i])) {
                check_add(check, RULE_MUST_INTERRUPT, element, bpmn_type_name(always[i]));
            }
        }
    }
}

/* A thrown compensation that names its activity: a task or call needs a handler at its border; a
   sub-process may compensate what is inside it. */
static void check_target(struct check *check, const struct bpmn_node *thrower) {
    for (size_t i = 0; i < thrower->trigger_count; i++) {
        const struct bpmn_trigger *trigger = thrower->triggers[i];
        const struct bpmn_node *target = bpmn_node(trigger->reference);
        if (trigger->element.type != BPMN_ON_COMPENSATION || target == NULL ||
            target->inside != NULL) {
            continue;
        }
        const struct bpmn_node *event = target->boundary;
        while (event != NULL && !bpmn_has_trigger(event, BPMN_ON_COMPENSATION)) {
            event = event->next_boundary;
        }
        if (event == NULL) {
            check_add(check, RULE_COMPENSATION_TARGET, &thrower->element,
                      check_label(&target->element));
        }
    }
}

void check_boundaries(struct check *check) {
    const bool *handled = find_handled(check);
    for (size_t i = 0; handled != NULL && i < check->bpmn->element_count; i++) {
        const struct bpmn_node *node = bpmn_node(check->bpmn->elements[i]);
        if (node == NULL) {
            continue;
        }
        if (node->element.type == BPMN_BOUNDARY_EVENT) {
            check_boundary(check, node, handled[i]);
        }
        if (bpmn_is(&node->element, BPMN_IS_THROW)) {
            check_target(check, node);
        }
        if (node->for_compensation && node->incoming_count + node->outgoing_count > 0) {
            check_add(check, RULE_COMPENSATION_FLOW, &node->element, NULL);
        }
    }
}
