/*
 * Call activities: what they call, and whether calls come back to where they began. A cycle is only
 * wrong when no path goes around it; here a process is endless when each of its instances must
 * reach a call of an endless process, which is so when the call follows the start without any
 * choice.
 */
#include "process_check_internal.h"
#include "text.h"

/* The node with which every instance begins: the only start event, or without one the only node
   that nothing leads to. NULL: there are several. */
static const struct bpmn_node *only_start(const struct bpmn_scope *scope) {
    bool has_starts = check_count(scope, BPMN_START_EVENT) > 0;
    const struct bpmn_node *start = NULL;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        bool begins = has_starts ? node->element.type == BPMN_START_EVENT
                                 : node->incoming_count == 0 && !node->by_event &&
                                       !node->for_compensation &&
                                       node->element.type != BPMN_BOUNDARY_EVENT;
        if (begins && start != NULL) {
            return NULL;
        }
        start = begins ? node : start;
    }
    return start;
}

/* The first process called on the way that every instance takes, or NULL. */
static const struct bpmn_node *certain_call(const struct bpmn_scope *scope) {
    const struct bpmn_node *node = only_start(scope);
    for (size_t steps = 0; node != NULL && steps < XML_NODES_MAX; steps++) {
        if (node->boundary != NULL) { /* another way out */
            return NULL;
        }
        if (node->called != NULL && node->called->type == BPMN_PROCESS) {
            return node;
        }
        node = node->outgoing_count == 1 ? node->outgoing->target : NULL;
    }
    return NULL;
}

/* Follows certain calls from process to process; each process is walked through once. */
static void check_cycles(struct check *check) {
    const struct bpmn *bpmn = check->bpmn;
    const struct bpmn_node **calls =
        ARENA_ARRAY(check->arena, bpmn->element_count, const struct bpmn_node *);
    uint32_t *walk = ARENA_ARRAY(check->arena, bpmn->element_count, uint32_t);
    if (calls == NULL || walk == NULL) {
        return;
    }
    for (const struct bpmn_scope *scope = bpmn->scopes; scope != NULL; scope = scope->next) {
        if (scope->owner->type == BPMN_PROCESS) {
            calls[scope->owner->index] = certain_call(scope);
        }
    }
    for (uint32_t i = 0; i < bpmn->element_count; i++) {
        uint32_t at = i;
        while (calls[at] != NULL && walk[at] == 0) {
            walk[at] = i + 1;
            at = calls[at]->called->index;
        }
        if (calls[at] != NULL && walk[at] == i + 1) { /* this walk came back to itself */
            check_add(check, RULE_CALL_CYCLE, &calls[at]->element, NULL);
        }
    }
}

void check_calls(struct check *check) {
    for (size_t i = 0; i < check->bpmn->element_count; i++) {
        struct bpmn_element *element = check->bpmn->elements[i];
        if (element->type != BPMN_CALL_ACTIVITY) {
            continue;
        }
        const char *text = xml_attribute(element->xml, "calledElement");
        const struct bpmn_element *found = bpmn_refer(check->bpmn, element->xml, text);
        if (text_is_blank(text)) {
            check_add(check, RULE_CALL_NOWHERE, element, NULL);
        } else if (found == NULL) {
            check_add(check, RULE_CALL_OUTSIDE, element, text);
        } else if (!bpmn_is(found, BPMN_IS_CALLABLE)) {
            check_add(check, RULE_REFERENCE_KIND, element, text);
        }
    }
    check_cycles(check);
}
