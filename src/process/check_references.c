/*
 * Identity and references: every attribute and element of the standard by which one element names
 * another, in one table, and what it must name. A reference with a prefix of another namespace
 * belongs to another file and is not looked at.
 */
#include <string.h>

#include "process_check_internal.h"
#include "text.h"

enum form { ATTRIBUTE, CHILD };

static const struct reference {
    uint32_t from_classes; /* elements of these classes … */
    enum bpmn_type from;   /* … or, when 0, of this type */
    enum form form;
    const char *name;
    bool required;
    uint32_t to_classes; /* as above; all bits: anything */
    enum bpmn_type to;
} references[] = {
    {0, BPMN_SEQUENCE_FLOW, ATTRIBUTE, "sourceRef", true, BPMN_IS_NODE, 0},
    {0, BPMN_SEQUENCE_FLOW, ATTRIBUTE, "targetRef", true, BPMN_IS_NODE, 0},
    {0, BPMN_MESSAGE_FLOW, ATTRIBUTE, "sourceRef", true, UINT32_MAX, 0},
    {0, BPMN_MESSAGE_FLOW, ATTRIBUTE, "targetRef", true, UINT32_MAX, 0},
    {0, BPMN_MESSAGE_FLOW, ATTRIBUTE, "messageRef", false, 0, BPMN_MESSAGE},
    {0, BPMN_ASSOCIATION, ATTRIBUTE, "sourceRef", true, UINT32_MAX, 0},
    {0, BPMN_ASSOCIATION, ATTRIBUTE, "targetRef", true, UINT32_MAX, 0},
    {0, BPMN_PARTICIPANT, ATTRIBUTE, "processRef", false, 0, BPMN_PROCESS},
    {0, BPMN_PROCESS, ATTRIBUTE, "definitionalCollaborationRef", false, 0, BPMN_COLLABORATION},
    {0, BPMN_BOUNDARY_EVENT, ATTRIBUTE, "attachedToRef", true,
     BPMN_IS_ACTIVITY | BPMN_IS_CHOREOGRAPHY, 0},
    {BPMN_IS_NODE, 0, ATTRIBUTE, "default", false, 0, BPMN_SEQUENCE_FLOW},
    {BPMN_IS_EVENT, 0, CHILD, "eventDefinitionRef", false, BPMN_IS_TRIGGER, 0},
    {0, BPMN_LANE, CHILD, "flowNodeRef", false, BPMN_IS_NODE, 0},
    {0, BPMN_ON_MESSAGE, ATTRIBUTE, "messageRef", false, 0, BPMN_MESSAGE},
    {0, BPMN_ON_SIGNAL, ATTRIBUTE, "signalRef", false, 0, BPMN_SIGNAL},
    {0, BPMN_ON_ERROR, ATTRIBUTE, "errorRef", false, 0, BPMN_ERROR},
    {0, BPMN_ON_ESCALATION, ATTRIBUTE, "escalationRef", false, 0, BPMN_ESCALATION},
    {0, BPMN_ON_COMPENSATION, ATTRIBUTE, "activityRef", false, BPMN_IS_NODE, 0},
    {BPMN_IS_TASK, 0, ATTRIBUTE, "messageRef", false, 0, BPMN_MESSAGE},
    {0, BPMN_DATA_OBJECT_REFERENCE, ATTRIBUTE, "dataObjectRef", false, 0, BPMN_DATA_OBJECT},
    {0, BPMN_DATA_STORE_REFERENCE, ATTRIBUTE, "dataStoreRef", false, 0, BPMN_DATA_STORE},
    {0, BPMN_DATA_INPUT_ASSOCIATION, CHILD, "sourceRef", false, BPMN_IS_DATA, 0},
    {0, BPMN_DATA_INPUT_ASSOCIATION, CHILD, "targetRef", false, BPMN_IS_DATA, 0},
    {0, BPMN_DATA_OUTPUT_ASSOCIATION, CHILD, "sourceRef", false, BPMN_IS_DATA, 0},
    {0, BPMN_DATA_OUTPUT_ASSOCIATION, CHILD, "targetRef", false, BPMN_IS_DATA, 0},
    {0, BPMN_INPUT_SET, CHILD, "dataInputRefs", false, BPMN_IS_DATA, 0},
    {0, BPMN_OUTPUT_SET, CHILD, "dataOutputRefs", false, BPMN_IS_DATA, 0},
    {0, BPMN_MULTI_INSTANCE, CHILD, "loopDataInputRef", false, BPMN_IS_DATA, 0},
    {0, BPMN_MULTI_INSTANCE, CHILD, "loopDataOutputRef", false, BPMN_IS_DATA, 0},
    {0, BPMN_MULTI_INSTANCE, ATTRIBUTE, "noneBehaviorEventRef", false, BPMN_IS_TRIGGER, 0},
    {0, BPMN_MULTI_INSTANCE, ATTRIBUTE, "oneBehaviorEventRef", false, BPMN_IS_TRIGGER, 0},
    {0, BPMN_MESSAGE, ATTRIBUTE, "itemRef", false, 0, BPMN_ITEM_DEFINITION},
    {0, BPMN_ERROR, ATTRIBUTE, "structureRef", false, 0, BPMN_ITEM_DEFINITION},
    {0, BPMN_SIGNAL, ATTRIBUTE, "structureRef", false, 0, BPMN_ITEM_DEFINITION},
    {0, BPMN_ESCALATION, ATTRIBUTE, "structureRef", false, 0, BPMN_ITEM_DEFINITION},
    {BPMN_IS_DATA, 0, ATTRIBUTE, "itemSubjectRef", false, 0, BPMN_ITEM_DEFINITION},
    {0, BPMN_GROUP, ATTRIBUTE, "categoryValueRef", false, 0, BPMN_CATEGORY_VALUE},
    {BPMN_IS_CHOREOGRAPHY, 0, CHILD, "participantRef", false, 0, BPMN_PARTICIPANT},
};

static bool is_one_of(const struct bpmn_element *element, uint32_t classes, enum bpmn_type type) {
    return classes == 0 ? element->type == type
                        : classes == UINT32_MAX || bpmn_is(element, classes);
}

static void check_one(struct check *check, const struct bpmn_element *element,
                      const struct reference *reference, const struct xml_node *place,
                      const char *text) {
    if (text_is_blank(text)) {
        if (reference->required) {
            check_add(check, RULE_REFERENCE_MISSING, element, reference->name);
        }
        return;
    }
    const struct bpmn_element *found = bpmn_refer(check->bpmn, place, text);
    if (found != NULL) {
        if (!is_one_of(found, reference->to_classes, reference->to)) {
            check_add(check, RULE_REFERENCE_KIND, element,
                      arena_printf(check->arena, "%s=\"%s\"", reference->name, text));
        }
    } else if (!bpmn_refers_outside(check->bpmn, place, text)) {
        check_add(check, RULE_REFERENCE_NOTHING, element,
                  arena_printf(check->arena, "%s=\"%s\"", reference->name, text));
    }
}

static void check_element(struct check *check, const struct bpmn_element *element) {
    for (size_t i = 0; i < COUNT_OF(references); i++) {
        const struct reference *reference = &references[i];
        if (!is_one_of(element, reference->from_classes, reference->from)) {
            continue;
        }
        if (reference->form == ATTRIBUTE) {
            check_one(check, element, reference, element->xml,
                      xml_attribute(element->xml, reference->name));
            continue;
        }
        for (const struct xml_node *child = bpmn_child(element->xml, reference->name);
             child != NULL; child = bpmn_next_same(child)) {
            const char *text = xml_text(check->arena, child);
            if (text != NULL) {
                check_one(check, element, reference, child, text);
            }
        }
    }
}

static void check_ids(struct check *check) {
    const struct bpmn *bpmn = check->bpmn;
    for (size_t i = 1; i < bpmn->id_count; i++) {
        if (strcmp(bpmn->by_id[i - 1]->id, bpmn->by_id[i]->id) == 0) {
            check_add(check, RULE_ID_TWICE, bpmn->by_id[i],
                      check_number(check, bpmn->by_id[i - 1]->xml->line));
        }
    }
}

void check_references(struct check *check) {
    check_ids(check);
    if (check->bpmn->document->mislabelled) {
        check_add_xml(check, RULE_ENCODING, check->bpmn->document->root, NULL);
    }
    for (size_t i = 0; i < check->bpmn->element_count; i++) {
        const struct bpmn_element *element = check->bpmn->elements[i];
        check_element(check, element);
        if (bpmn_is(element, BPMN_IS_NODE) && text_is_blank(element->id)) {
            check_add(check, RULE_NODE_WITHOUT_ID, element, bpmn_type_name(element->type));
        }
    }
}
