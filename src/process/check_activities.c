/* Activities: loops, multiple instances, ad-hoc sub-processes, tasks that start (10.3). */
#include "process_check_internal.h"
#include "text.h"

/* Whether an engine's own words stand where the standard's are looked for. */
static bool is_extended(const struct xml_node *xml) {
    for (size_t i = 0; i < xml->attribute_count; i++) {
        if (xml->attributes[i].uri != NULL) {
            return true;
        }
    }
    return bpmn_child(xml, "extensionElements") != NULL;
}

static void check_multi(struct check *check, const struct bpmn_node *node) {
    const struct xml_node *xml = node->loop->xml;
    bool cardinality = bpmn_child(xml, "loopCardinality") != NULL;
    bool collection = bpmn_child(xml, "loopDataInputRef") != NULL;
    bool executable = node->element.scope != NULL && node->element.scope->executable;
    if (!cardinality && !collection && !is_extended(xml) && executable) {
        check_add(check, RULE_MULTI_UNBOUNDED, &node->element, NULL);
    } else if (cardinality && collection) {
        check_add(check, RULE_MULTI_BOTH, &node->element, NULL);
    }
    static const struct {
        const char *behavior, *reference;
    } behaviors[] = {{"None", "noneBehaviorEventRef"}, {"One", "oneBehaviorEventRef"}};
    for (size_t i = 0; i < COUNT_OF(behaviors); i++) {
        if (bpmn_attribute_is(xml, "behavior", behaviors[i].behavior) &&
            xml_attribute(xml, behaviors[i].reference) == NULL) {
            check_add(check, RULE_MULTI_BEHAVIOR, &node->element, behaviors[i].reference);
        }
    }
}

static void check_loop(struct check *check, const struct bpmn_node *node) {
    bool executable = node->element.scope != NULL && node->element.scope->executable;
    if (node->loop->type == BPMN_MULTI_INSTANCE) {
        check_multi(check, node);
    } else if (executable && bpmn_child(node->loop->xml, "loopCondition") == NULL &&
               xml_attribute(node->loop->xml, "loopMaximum") == NULL) {
        check_add(check, RULE_LOOP_ENDLESS, &node->element, NULL);
    }
}

static void check_ad_hoc(struct check *check, const struct bpmn_node *node) {
    size_t activities = 0;
    for (const struct bpmn_node *inner = node->inside->nodes; inner != NULL; inner = inner->next) {
        activities += bpmn_is(&inner->element, BPMN_IS_ACTIVITY);
        if (inner->element.type == BPMN_START_EVENT || inner->element.type == BPMN_END_EVENT) {
            check_add(check, RULE_AD_HOC_EVENTS, &node->element, check_label(&inner->element));
        }
    }
    if (activities == 0) {
        check_add(check, RULE_AD_HOC_EMPTY, &node->element, NULL);
    }
}

/* What counts tokens or rounds; of rounds many tools write 0 for "no limit". */
static void check_quantity(struct check *check, const struct bpmn_node *node,
                           const struct xml_node *xml, const char *name, int64_t least) {
    const char *text = xml_attribute(xml, name);
    int64_t value;
    if (text != NULL && (!text_int(text, &value) || value < least)) {
        check_add(check, RULE_QUANTITY, &node->element, name);
    }
}

static void check_activity(struct check *check, const struct bpmn_node *node) {
    const struct bpmn_element *element = &node->element;
    check_quantity(check, node, element->xml, "startQuantity", 1);
    check_quantity(check, node, element->xml, "completionQuantity", 1);
    if (node->loop != NULL) {
        check_quantity(check, node, node->loop->xml, "loopMaximum", 0);
        check_loop(check, node);
    }
    if (element->type == BPMN_RECEIVE_TASK && node->instantiate && node->incoming_count > 0) {
        check_add(check, RULE_RECEIVE_START, element, NULL);
    }
    if (element->type == BPMN_AD_HOC && node->inside != NULL) {
        check_ad_hoc(check, node);
    }
    if (element->type == BPMN_SCRIPT_TASK && element->scope != NULL && element->scope->executable &&
        bpmn_child(element->xml, "script") == NULL && !is_extended(element->xml)) {
        check_add(check, RULE_SCRIPT_EMPTY, element, NULL);
    }
}

void check_activities(struct check *check) {
    for (size_t i = 0; i < check->bpmn->element_count; i++) {
        const struct bpmn_node *node = bpmn_node(check->bpmn->elements[i]);
        if (node != NULL && bpmn_is(&node->element, BPMN_IS_ACTIVITY)) {
            check_activity(check, node);
        }
    }
}
