/* Diagrams: what they draw is in the model, has a place, and is drawn once (12.2). */
#include "process_check_internal.h"
#include "text.h"

static void check_drawn(struct check *check, const struct bpmn_drawn *drawn) {
    const struct bpmn *bpmn = check->bpmn;
    const char *text = xml_attribute(drawn->xml, "bpmnElement");
    if (drawn->element == NULL && !text_is_blank(text) &&
        !bpmn_refers_outside(bpmn, drawn->xml, text)) {
        check_add_xml(check, RULE_DRAWN_NOTHING, drawn->xml, text);
    }
    if (drawn->is_edge && drawn->point_count < 2) {
        check_add_xml(check, RULE_EDGE_SHORT, drawn->xml, NULL);
    }
    if (!drawn->is_edge &&
        (!drawn->bounds.known || drawn->bounds.width < 0 || drawn->bounds.height < 0)) {
        check_add_xml(check, RULE_SHAPE_BOUNDS, drawn->xml, NULL);
    }
}

void check_diagrams(struct check *check) {
    /* by element: the diagram in which it was last seen */
    const struct bpmn_diagram **seen =
        ARENA_ARRAY(check->arena, check->bpmn->element_count, const struct bpmn_diagram *);
    for (const struct bpmn_diagram *diagram = check->bpmn->diagrams;
         seen != NULL && diagram != NULL; diagram = diagram->next) {
        for (const struct bpmn_drawn *drawn = diagram->drawn; drawn != NULL; drawn = drawn->next) {
            check_drawn(check, drawn);
            if (drawn->element != NULL) {
                if (seen[drawn->element->index] == diagram) {
                    check_add(check, RULE_DRAWN_TWICE, drawn->element, NULL);
                }
                seen[drawn->element->index] = diagram;
            }
        }
    }
}
