/* What tasks, complex gateways and ad-hoc sub-processes need to be run. */
#include <string.h>

#include "engine_define_internal.h"
#include "expression.h"
#include "extension.h"
#include "text.h"

/* The decision a business rule task asks: in our own extension, else as the modelers that are most
   in use write it. */
static const char *other_attribute(const struct xml_node *xml, const char *name) {
    for (uint32_t i = 0; i < xml->attribute_count; i++) {
        if (xml->attributes[i].uri != NULL && strcmp(xml->attributes[i].name, name) == 0) {
            return xml->attributes[i].value;
        }
    }
    return NULL;
}

static const struct xml_node *called_decision(const struct xml_node *xml) {
    const struct xml_node *extensions = bpmn_child(xml, "extensionElements");
    const struct xml_node *child = extensions == NULL ? NULL : xml_first_element(extensions);
    while (child != NULL && strcmp(child->name, "calledDecision") != 0) {
        child = xml_next_element(child);
    }
    return child;
}

static void define_rule_task(struct engine_node *node) {
    const struct xml_node *xml = node->bpmn->element.xml;
    const struct xml_node *own = bpmn_extension(xml, "decision");
    const struct xml_node *called = called_decision(xml);
    if (own != NULL) {
        node->decision = xml_attribute(own, "name");
        node->decision_result = xml_attribute(own, "result");
    } else if (called != NULL) {
        node->decision = xml_attribute(called, "decisionId");
        node->decision_result = xml_attribute(called, "resultVariable");
    } else {
        node->decision = other_attribute(xml, "decisionRef");
        node->decision_result = other_attribute(xml, "resultVariable");
    }
}

static void define_script(struct engine_builder *builder, struct engine_node *node) {
    const struct bpmn_element *element = &node->bpmn->element;
    const char *format = xml_attribute(element->xml, "scriptFormat");
    const struct xml_node *script = bpmn_child(element->xml, "script");
    if (script != NULL && expression_is_feel(builder->model, format)) {
        node->script = engine_compile(builder, format, xml_text(builder->arena, script));
    }
}

static size_t quantity(struct engine_node *node, const char *name) {
    const char *text = xml_attribute(node->bpmn->element.xml, name);
    int64_t value = 1;
    if (text != NULL && (!text_int(text, &value) || value < 1)) {
        node->bad_quantity = text;
        value = 1;
    }
    return value < ENGINE_TOKENS_MAX ? (size_t)value : ENGINE_TOKENS_MAX;
}

void engine_define_task(struct engine_builder *builder, struct engine_node *node) {
    const struct bpmn_element *element = &node->bpmn->element;
    if (engine_is(node, BPMN_IS_ACTIVITY)) {
        node->start_quantity = quantity(node, "startQuantity");
        node->completion_quantity = quantity(node, "completionQuantity");
    }
    if (node->type == BPMN_RULE_TASK) {
        define_rule_task(node);
    } else if (node->type == BPMN_SCRIPT_TASK) {
        define_script(builder, node);
    } else if (node->type == BPMN_COMPLEX) {
        node->activation = engine_compile_child(builder, element->xml, "activationCondition");
    } else if (node->type == BPMN_AD_HOC) {
        node->completion = engine_compile_child(builder, element->xml, "completionCondition");
        node->sequential_inside = bpmn_attribute_is(element->xml, "ordering", "Sequential");
        node->keeps_others = bpmn_attribute_is(element->xml, "cancelRemainingInstances", "false");
    }
}
