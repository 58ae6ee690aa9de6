/* The vertices of a level and the ways between them. */
#include "level.h"

#include "text.h"

struct making {
    struct arena *arena;
    struct level *level;
    uint32_t *numbers; /* vertex of an element, by its index */
    size_t *steps;
};

static bool is_boundary(const struct bpmn_node *node) {
    return node->element.type == BPMN_BOUNDARY_EVENT;
}

bool level_holds(const struct bpmn_node *node) {
    return !node->for_compensation && !node->by_event;
}

static bool is_link(const struct bpmn_node *node, enum bpmn_type type) {
    return node->element.type == type && bpmn_has_trigger(node, BPMN_ON_LINK);
}

static bool starts_alone(const struct bpmn_node *node) {
    return node->incoming_count == 0 && node->instantiate;
}

/* Nothing leads to it, and nothing but the beginning of the level could. */
static bool stands_first(const struct bpmn_node *node) {
    return node->incoming_count == 0 && !is_boundary(node) && !is_link(node, BPMN_CATCH_EVENT);
}

static bool is_abrupt(const struct bpmn_node *node) {
    return node->element.type == BPMN_END_EVENT &&
           (bpmn_has_trigger(node, BPMN_ON_TERMINATE) || bpmn_has_trigger(node, BPMN_ON_ERROR) ||
            bpmn_has_trigger(node, BPMN_ON_CANCEL));
}

static bool waits(const struct bpmn_node *node) {
    enum bpmn_type type = node->element.type;
    return node->incoming_count > 1 &&
           (type == BPMN_PARALLEL || type == BPMN_INCLUSIVE || type == BPMN_COMPLEX);
}

/* Whether a token goes on along several flows. */
static bool branches(const struct bpmn_node *node) {
    enum bpmn_type type = node->element.type;
    return node->outgoing_count > 1 && type != BPMN_EXCLUSIVE &&
           (type != BPMN_EVENT_BASED ||
            bpmn_attribute_is(node->element.xml, "eventGatewayType", "Parallel"));
}

static struct level_option *add(struct making *making, uint32_t from, enum option_kind kind,
                                uint32_t to) {
    struct level *level = making->level;
    struct level_option *option = &level->options[level->option_count++];
    *option = (struct level_option){.from = from, .to = to, .kind = kind, .back = LEVEL_NONE};
    level->vertices[from].count++;
    return option;
}

/* From a link that throws to those of its name that catch it. */
static void add_links(struct making *making, uint32_t vertex) {
    const struct bpmn_node *node = making->level->vertices[vertex].node;
    const char *name = bpmn_link_name(node);
    for (uint32_t i = 1; i < making->level->end && name != NULL; i++) {
        const struct bpmn_node *other = making->level->vertices[i].node;
        if (!level_step(making->steps, 1)) {
            making->level->limited = true;
            return;
        }
        if (is_link(other, BPMN_CATCH_EVENT) && text_equal(name, bpmn_link_name(other))) {
            (void)add(making, vertex, OPTION_FLOW, i);
            return;
        }
    }
}

static void add_options(struct making *making, uint32_t vertex) {
    struct level *level = making->level;
    const struct bpmn_node *node = level->vertices[vertex].node;
    level->vertices[vertex].first = level->option_count;
    for (const struct bpmn_flow *flow = node->outgoing; flow != NULL; flow = flow->next_outgoing) {
        uint32_t to = flow->target == NULL ? 0 : making->numbers[flow->target->element.index];
        if (to > 0 && flow->target->element.scope == node->element.scope) {
            add(making, vertex, OPTION_FLOW, to)->flow = flow;
        }
    }
    if (is_link(node, BPMN_THROW_EVENT)) {
        add_links(making, vertex);
    }
    if (level->vertices[vertex].count == 0) {
        (void)add(making, vertex, OPTION_FLOW, level->end);
    }
    for (const struct bpmn_node *event = node->boundary; event != NULL;
         event = event->next_boundary) {
        uint32_t to = making->numbers[event->element.index];
        if (to > 0 && event->element.scope == node->element.scope &&
            !bpmn_has_trigger(event, BPMN_ON_COMPENSATION)) {
            (void)add(making, vertex, event->interrupting ? OPTION_EXCEPTION : OPTION_BESIDE, to);
        }
    }
}

/* Start events are alternatives; without any, everything that nothing leads to begins at once; and
   if there is no such thing, what the file names first. */
static void add_starts(struct making *making) {
    struct level *level = making->level;
    bool some = false;
    for (uint32_t i = 1; i < level->end; i++) {
        const struct bpmn_node *node = level->vertices[i].node;
        some = some || node->element.type == BPMN_START_EVENT || starts_alone(node);
    }
    level->vertices[0].first = level->option_count;
    level->vertices[0].branches = !some;
    for (uint32_t i = 1; i < level->end; i++) {
        const struct bpmn_node *node = level->vertices[i].node;
        if (some ? node->element.type == BPMN_START_EVENT || starts_alone(node)
                 : stands_first(node)) {
            (void)add(making, 0, OPTION_FLOW, i);
        }
    }
    if (level->vertices[0].count == 0) {
        (void)add(making, 0, OPTION_FLOW, level->end > 1 ? 1 : level->end);
    }
}

/* Counts first, so that the arrays can be made. */
static bool make_arrays(struct making *making, const struct bpmn_scope *scope) {
    struct level *level = making->level;
    size_t vertices = 2;
    size_t options = 1;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        vertices++;
        options += node->outgoing_count + 4; /* a link, the end, a start, a boundary event */
    }
    level->vertices = ARENA_ARRAY(making->arena, vertices, struct level_vertex);
    level->options = ARENA_ARRAY(making->arena, options, struct level_option);
    return level->vertices != NULL && level->options != NULL;
}

void level_make(struct arena *arena, const struct bpmn_scope *scope, uint32_t *numbers,
                size_t *steps, struct level *out) {
    *out = (struct level){0};
    struct making making = {arena, out, numbers, steps};
    if (!make_arrays(&making, scope)) {
        return;
    }
    out->end = 1;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        if (level_holds(node)) {
            numbers[node->element.index] = out->end;
            out->vertices[out->end++] = (struct level_vertex){
                .node = node,
                .branches = branches(node),
                .waits = waits(node),
                .abrupt = is_abrupt(node),
            };
        }
    }
    add_starts(&making);
    for (uint32_t i = 1; i < out->end && !out->limited; i++) {
        add_options(&making, i);
    }
    for (uint32_t i = 0; i < out->end; i++) {
        out->widest = out->vertices[i].count > out->widest ? out->vertices[i].count : out->widest;
    }
    if (!out->limited) {
        level_shape(arena, out, steps);
        level_share(out);
    }
}
