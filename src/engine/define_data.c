/*
 * Data of a level, and what flows into and out of activities and events: the standard's data
 * associations (10.4.1) and khaju:input, khaju:output (process/extension.h).
 */
#include "engine_define_internal.h"
#include "expression.h"
#include "extension.h"
#include "text.h"

const char *engine_named_by(struct engine_builder *builder, const struct xml_node *parent,
                            const char *child_name) {
    const struct xml_node *child = bpmn_child(parent, child_name);
    const char *text = child == NULL ? NULL : xml_text(builder->arena, child);
    if (text_is_blank(text)) {
        return NULL;
    }
    const struct bpmn_element *data = bpmn_refer(builder->model, child, text);
    return data != NULL && bpmn_is(data, BPMN_IS_DATA) ? expression_data_name(builder->model, data)
                                                       : text;
}

struct mapping_list {
    ENGINE_ARRAY(struct engine_mapping) items;
};

static void add_mapping(struct engine_builder *builder, struct mapping_list *list,
                        struct engine_mapping mapping) {
    bool useful = mapping.target != NULL && (mapping.source != NULL || mapping.expression != NULL);
    if (useful) {
        (void)ENGINE_PUSH(builder->arena, list->items, mapping);
    }
}

static void add_association(struct engine_builder *builder, const struct xml_node *xml,
                            struct mapping_list *list) {
    const struct xml_node *assignment = bpmn_child(xml, "assignment");
    for (; assignment != NULL; assignment = bpmn_next_same(assignment)) {
        struct engine_mapping mapping = {.target = engine_named_by(builder, assignment, "to")};
        mapping.expression = engine_compile_child(builder, assignment, "from");
        add_mapping(builder, list, mapping);
    }
    if (bpmn_child(xml, "assignment") == NULL) {
        struct engine_mapping mapping = {.target = engine_named_by(builder, xml, "targetRef")};
        mapping.expression = engine_compile_child(builder, xml, "transformation");
        mapping.source =
            mapping.expression == NULL ? engine_named_by(builder, xml, "sourceRef") : NULL;
        add_mapping(builder, list, mapping);
    }
}

static void add_extensions(struct engine_builder *builder, const struct bpmn_element *element,
                           const char *name, struct mapping_list *list) {
    for (const struct xml_node *child = bpmn_extension(element->xml, name); child != NULL;
         child = bpmn_next_same(child)) {
        struct engine_mapping mapping = {.target = xml_attribute(child, "name")};
        mapping.expression = engine_compile(builder, NULL, xml_attribute(child, "value"));
        add_mapping(builder, list, mapping);
    }
}

static struct engine_mappings mappings_of(struct engine_builder *builder,
                                          const struct bpmn_element *element,
                                          const char *association, const char *extension) {
    struct mapping_list list = {0};
    for (const struct xml_node *child = bpmn_child(element->xml, association); child != NULL;
         child = bpmn_next_same(child)) {
        add_association(builder, child, &list);
    }
    add_extensions(builder, element, extension, &list);
    return (struct engine_mappings){list.items.items, list.items.count};
}

void engine_define_data(struct engine_builder *builder, struct engine_node *node) {
    const struct bpmn_element *element = &node->bpmn->element;
    if (engine_is(node, BPMN_IS_ACTIVITY | BPMN_IS_EVENT)) {
        node->inputs = mappings_of(builder, element, "dataInputAssociation", "input");
        node->outputs = mappings_of(builder, element, "dataOutputAssociation", "output");
    }
}

/* Data objects and properties exist, without a value, as soon as their level runs. */
void engine_define_level_data(struct engine_builder *builder, struct engine_level *level) {
    const struct bpmn *model = level->model;
    const char **names = NULL;
    size_t capacity = 0;
    for (size_t i = level->scope->owner->index + 1; i < model->element_count; i++) {
        const struct bpmn_element *element = model->elements[i];
        if (element->parent == NULL || element->parent->index < level->scope->owner->index) {
            break;
        }
        bool own = element->parent == level->scope->owner &&
                   (element->type == BPMN_DATA_OBJECT || element->type == BPMN_PROPERTY);
        const char *name = own ? expression_data_name(model, element) : NULL;
        if (name != NULL && engine_grow(builder->arena, (void **)&names, level->data_count,
                                        &capacity, sizeof(*names))) {
            names[level->data_count++] = name;
        }
    }
    level->data = names;
}
