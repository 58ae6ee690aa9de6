/*
 * Compiling a definition: a level for each process and sub-process, with its nodes and flows as
 * arrays, then what stands in them (define_*.c), then what refers across levels.
 */
#include <stdlib.h>
#include <string.h>

#include "engine_define_internal.h"
#include "expression.h"
#include "text.h"

static const char *id_of(struct arena *arena, const struct bpmn_element *element) {
    return element->id != NULL ? element->id : arena_printf(arena, "~%u", element->index);
}

static void add_nodes(struct engine_builder *builder, struct engine_level *level) {
    for (struct bpmn_node *node = level->scope->nodes; node != NULL; node = node->next) {
        level->node_count++;
    }
    level->nodes = ARENA_ARRAY(builder->arena, level->node_count, struct engine_node);
    level->by_id = ARENA_ARRAY(builder->arena, level->node_count, struct engine_node *);
    uint32_t number = 0;
    for (struct bpmn_node *node = level->scope->nodes;
         level->nodes != NULL && level->by_id != NULL && node != NULL; node = node->next) {
        struct engine_node *made = &level->nodes[number];
        *made = (struct engine_node){
            .bpmn = node,
            .id = id_of(builder->arena, &node->element),
            .type = node->element.type,
            .number = number,
            .level = level,
        };
        level->by_id[number++] = made;
        level->has_start = level->has_start || made->type == BPMN_START_EVENT;
    }
}

static int compare_nodes(const void *left, const void *right) {
    const struct engine_node *a = *(struct engine_node *const *)left;
    const struct engine_node *b = *(struct engine_node *const *)right;
    int order = a->id == NULL || b->id == NULL ? 0 : strcmp(a->id, b->id);
    return order != 0 ? order : a->number < b->number ? -1 : a->number > b->number;
}

struct engine_node *engine_find_node(const struct engine_level *level, const char *id) {
    size_t low = 0;
    size_t high = level->node_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(level->by_id[middle]->id, id) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < level->node_count && strcmp(level->by_id[low]->id, id) == 0;
    return found ? level->by_id[low] : NULL;
}

/* The nodes of a level are numbered in the order of the file, as are the elements. */
struct engine_node *engine_node_in(const struct engine_level *level,
                                   const struct bpmn_element *element) {
    size_t low = 0;
    size_t high = level->node_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (level->nodes[middle].bpmn->element.index < element->index) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < level->node_count && &level->nodes[low].bpmn->element == element;
    return found ? &level->nodes[low] : NULL;
}

static struct engine_flow **flows_of(struct engine_builder *builder, size_t count) {
    return ARENA_ARRAY(builder->arena, count, struct engine_flow *);
}

static void add_flows(struct engine_builder *builder, struct engine_level *level) {
    for (struct bpmn_flow *flow = level->scope->flows; flow != NULL; flow = flow->next) {
        level->flow_count++;
    }
    level->flows = ARENA_ARRAY(builder->arena, level->flow_count, struct engine_flow);
    for (size_t i = 0; i < level->node_count && !arena_failed(builder->arena); i++) {
        struct engine_node *node = &level->nodes[i];
        node->incoming = flows_of(builder, node->bpmn->incoming_count);
        node->outgoing = flows_of(builder, node->bpmn->outgoing_count);
    }
    struct engine_flow *made = level->flows;
    for (struct bpmn_flow *flow = level->scope->flows;
         flow != NULL && !arena_failed(builder->arena); flow = flow->next, made++) {
        *made = (struct engine_flow){.bpmn = flow, .id = id_of(builder->arena, &flow->element)};
        made->source = flow->source == NULL ? NULL : engine_node_in(level, &flow->source->element);
        made->target = flow->target == NULL ? NULL : engine_node_in(level, &flow->target->element);
        made->condition = engine_compile_child(builder, flow->element.xml, "conditionExpression");
        if (made->source != NULL) {
            made->source->outgoing[made->source->outgoing_count++] = made;
            if (flow == flow->source->default_flow) {
                made->source->default_flow = made;
            }
        }
        if (made->target != NULL) {
            made->position = made->target->incoming_count;
            made->target->incoming[made->target->incoming_count++] = made;
        }
    }
}

static void add_boundaries(struct engine_builder *builder, struct engine_level *level) {
    for (size_t i = 0; i < level->node_count && !arena_failed(builder->arena); i++) {
        struct engine_node *node = &level->nodes[i];
        size_t count = 0;
        for (struct bpmn_node *event = node->bpmn->boundary; event != NULL;
             event = event->next_boundary) {
            count++;
        }
        node->boundary = ARENA_ARRAY(builder->arena, count, struct engine_node *);
        for (struct bpmn_node *event = node->bpmn->boundary;
             node->boundary != NULL && event != NULL; event = event->next_boundary) {
            struct engine_node *found = engine_node_in(level, &event->element);
            if (found != NULL) {
                found->attached_to = node;
                node->boundary[node->boundary_count++] = found;
            }
        }
    }
}

static void add_event_sub_processes(struct engine_builder *builder, struct engine_level *level) {
    level->on_event = ARENA_ARRAY(builder->arena, level->node_count, struct engine_node *);
    for (size_t i = 0; level->on_event != NULL && i < level->node_count; i++) {
        if (level->nodes[i].bpmn->by_event) {
            level->on_event[level->on_event_count++] = &level->nodes[i];
        }
    }
}

struct engine_level *engine_level_of(const struct engine_definition *definition,
                                     const struct bpmn_scope *scope) {
    struct engine_level *level = definition->levels;
    while (level != NULL && level->scope != scope) {
        level = level->next;
    }
    return scope == NULL ? NULL : level;
}

static void add_level(struct engine_builder *builder, struct bpmn_scope *scope,
                      struct engine_level **place) {
    struct engine_level *level = ARENA_NEW(builder->arena, struct engine_level);
    if (level == NULL) {
        return;
    }
    level->scope = scope;
    level->model = builder->model;
    level->outer = engine_level_of(builder->definition, scope->outer);
    *place = level;
    add_nodes(builder, level);
    if (!arena_failed(builder->arena)) {
        add_flows(builder, level);
        add_boundaries(builder, level);
        add_event_sub_processes(builder, level);
        engine_define_level_data(builder, level);
    }
    for (size_t i = 0; i < level->node_count && !arena_failed(builder->arena); i++) {
        engine_define_triggers(builder, &level->nodes[i]);
        engine_define_data(builder, &level->nodes[i]);
        engine_define_task(builder, &level->nodes[i]);
    }
    if (!arena_failed(builder->arena)) {
        qsort(level->by_id, level->node_count, sizeof(struct engine_node *), compare_nodes);
    }
}

struct engine_level *engine_process_level(const struct engine_definition *definition,
                                          const char *id) {
    struct engine_level *level = definition->levels;
    while (level != NULL && (level->scope->owner->type != BPMN_PROCESS ||
                             !text_equal(level->scope->owner->id, id))) {
        level = level->next;
    }
    return id == NULL ? NULL : level;
}

static const struct engine_level *choose_root(const struct engine_definition *definition,
                                              const char *process_id) {
    if (process_id != NULL) {
        return engine_process_level(definition, process_id);
    }
    const struct engine_level *first = NULL;
    for (const struct engine_level *level = definition->levels; level != NULL;
         level = level->next) {
        bool process = level->scope->owner->type == BPMN_PROCESS;
        if (process && level->scope->executable) {
            return level;
        }
        first = first == NULL && process && level->node_count > 0 ? level : first;
    }
    return first;
}

static void add_model(struct engine_builder *builder, const struct bpmn *model) {
    builder->model = model;
    expression_scope(builder->arena, model, &builder->scope);
    struct engine_level **place = &builder->definition->levels;
    while (*place != NULL) {
        place = &(*place)->next;
    }
    for (struct bpmn_scope *scope = model->scopes; scope != NULL; scope = scope->next) {
        bool choreography =
            bpmn_is(scope->owner, BPMN_IS_CHOREOGRAPHY) || scope->owner->type == BPMN_CHOREOGRAPHY;
        if (choreography || arena_failed(builder->arena)) {
            continue;
        }
        add_level(builder, scope, place);
        place = *place == NULL ? place : &(*place)->next;
    }
}

enum err engine_define(struct arena *arena, const struct engine_library *library,
                       const char *process_id, const struct engine_definition **out) {
    *out = NULL;
    struct engine_definition *definition = ARENA_NEW(arena, struct engine_definition);
    if (definition == NULL) {
        return err_failed();
    }
    definition->library = library;
    struct engine_builder builder = {.arena = arena, .definition = definition};
    size_t elements = 0;
    for (size_t i = 0; i < library->model_count; i++) {
        elements += library->models[i]->element_count;
    }
    if (elements > ENGINE_ELEMENTS_MAX) {
        return err_set(ERR_LIMIT, "ENG-13", "The model has too many elements to be run.", NULL);
    }
    for (size_t i = 0; i < library->model_count; i++) {
        add_model(&builder, library->models[i]);
    }
    engine_link_levels(&builder);
    definition->root = choose_root(definition, process_id);
    if (arena_failed(arena) || builder.no_memory) {
        return err_memory();
    }
    if (definition->root == NULL) {
        return err_set(ERR_INVALID, "ENG-1", "There is no process to run.", NULL);
    }
    *out = definition;
    return ERR_NONE;
}

const struct bpmn_element *engine_process(const struct engine_definition *definition) {
    return definition->root->scope->owner;
}

struct engine_node *engine_start_of(const struct engine_node *on_event) {
    const struct engine_level *level = on_event->inside;
    for (size_t i = 0; level != NULL && i < level->node_count; i++) {
        if (level->nodes[i].type == BPMN_START_EVENT) {
            return &level->nodes[i];
        }
    }
    return NULL;
}

const struct engine_trigger *engine_trigger_of(const struct engine_node *node,
                                               enum bpmn_type type) {
    for (size_t i = 0; i < node->trigger_count; i++) {
        if (node->triggers[i].type == type) {
            return &node->triggers[i];
        }
    }
    return NULL;
}

bool engine_begins_level(const struct engine_level *level, const struct engine_node *node) {
    if (level->has_start) {
        return node->type == BPMN_START_EVENT && node->trigger_count == 0;
    }
    bool caught = node->type == BPMN_BOUNDARY_EVENT || node->bpmn->by_event ||
                  (level->outer == NULL && node->bpmn->instantiate) ||
                  node->bpmn->for_compensation || engine_trigger_of(node, BPMN_ON_LINK) != NULL;
    return node->incoming_count == 0 && !caught;
}
