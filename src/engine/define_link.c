/* What refers across the levels of a definition: sub-processes and calls, links, and what undoes an
   activity. */
#include <string.h>

#include "engine_define_internal.h"
#include "text.h"

/* What a call activity calls: in its own file, else a process of this id in any. */
static struct engine_level *called_level(const struct engine_builder *builder,
                                         const struct engine_node *node) {
    const struct bpmn_element *called = node->bpmn->called;
    if (called != NULL && called->type == BPMN_PROCESS) {
        return engine_process_level(builder->definition, called->id);
    }
    const char *name = xml_attribute(node->bpmn->element.xml, "calledElement");
    const char *colon = name == NULL ? NULL : strrchr(name, ':');
    return engine_process_level(builder->definition, colon == NULL ? name : colon + 1);
}

static struct engine_node *link_target(const struct engine_node *node) {
    const struct engine_trigger *thrown = engine_trigger_of(node, BPMN_ON_LINK);
    for (size_t i = 0; thrown != NULL && i < node->level->node_count; i++) {
        struct engine_node *other = &node->level->nodes[i];
        const struct engine_trigger *caught =
            other->type == BPMN_CATCH_EVENT ? engine_trigger_of(other, BPMN_ON_LINK) : NULL;
        if (caught != NULL && text_equal(caught->name, thrown->name)) {
            return other;
        }
    }
    return NULL;
}

/* The activity that an association leads to from a compensation boundary event (10.3.6). */
static struct engine_node *handler_of(const struct bpmn *model, const struct engine_node *node) {
    for (size_t i = 0; i < model->element_count; i++) {
        const struct bpmn_element *line = model->elements[i];
        if (line->type != BPMN_ASSOCIATION ||
            bpmn_refer(model, line->xml, xml_attribute(line->xml, "sourceRef")) !=
                &node->bpmn->element) {
            continue;
        }
        const struct bpmn_element *target =
            bpmn_refer(model, line->xml, xml_attribute(line->xml, "targetRef"));
        if (target != NULL && bpmn_is(target, BPMN_IS_ACTIVITY) &&
            target->scope == node->bpmn->element.scope) {
            return engine_node_in(node->level, target);
        }
    }
    return NULL;
}

static void link_node(struct engine_builder *builder, struct engine_node *node) {
    const struct bpmn *model = node->level->model;
    if (engine_is(node, BPMN_IS_SUB_PROCESS)) {
        node->inside = engine_level_of(builder->definition, node->bpmn->inside);
    } else if (node->type == BPMN_CALL_ACTIVITY) {
        node->inside = called_level(builder, node);
    } else if (node->type == BPMN_THROW_EVENT) {
        node->link = link_target(node);
    } else if (node->type == BPMN_BOUNDARY_EVENT &&
               engine_trigger_of(node, BPMN_ON_COMPENSATION) != NULL) {
        node->handler = handler_of(model, node);
    }
    for (size_t i = 0; i < node->trigger_count; i++) {
        const struct engine_trigger *trigger = &node->triggers[i];
        builder->definition->conditional_events =
            builder->definition->conditional_events || trigger->type == BPMN_ON_CONDITION;
    }
    engine_define_loop(builder, node);
}

void engine_link_levels(struct engine_builder *builder) {
    for (struct engine_level *level = builder->definition->levels; level != NULL;
         level = level->next) {
        builder->model = level->model;
        for (size_t i = 0; i < level->node_count && !arena_failed(builder->arena); i++) {
            link_node(builder, &level->nodes[i]);
        }
    }
}
