/* Lanes hold nodes of their own process, each once in a set (10.8). */
#include "process_check_internal.h"

void check_lanes(struct check *check) {
    const struct bpmn *bpmn = check->bpmn;
    /* by node: the lane set in which it was last seen */
    const struct bpmn_element **seen =
        ARENA_ARRAY(check->arena, bpmn->element_count, const struct bpmn_element *);
    for (size_t i = 0; seen != NULL && i < bpmn->element_count; i++) {
        const struct bpmn_element *lane = bpmn->elements[i];
        if (lane->type != BPMN_LANE) {
            continue;
        }
        for (const struct xml_node *child = bpmn_child(lane->xml, "flowNodeRef"); child != NULL;
             child = bpmn_next_same(child)) {
            const char *text = xml_text(check->arena, child);
            const struct bpmn_node *node = bpmn_node(bpmn_refer(bpmn, child, text));
            if (node == NULL) {
                continue;
            }
            if (check_process_of(&node->element) != check_process_of(lane)) {
                check_add(check, RULE_LANE_OTHER, lane, check_label(&node->element));
            } else if (lane->parent != NULL && seen[node->element.index] == lane->parent) {
                check_add(check, RULE_LANE_TWICE, &node->element, check_label(lane));
            }
            seen[node->element.index] = lane->parent;
        }
    }
}
