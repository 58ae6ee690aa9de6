/* Collaborations, processes and sub-processes from scratch. */
#include "layout.h"

#include <math.h>

#include "text.h"

enum {
    POOL_GAP = 64,
    BLACK_BOX = 60,
    POOL_WIDTH_LEAST = 420,
    CONVERSATION_WIDTH = 56,
    CONVERSATION_HEIGHT = 48
};

static struct bpmn_drawn *add(struct layout *layout, const struct bpmn_element *element) {
    struct bpmn_drawn *drawn = ARENA_NEW(layout->arena, struct bpmn_drawn);
    if (drawn != NULL) {
        drawn->element = layout->bpmn->elements[element->index];
        drawn->horizontal = drawn->marker_visible = true;
        *(layout->first == NULL ? &layout->first : &layout->last->next) = drawn;
        layout->last = drawn;
    }
    return drawn;
}

void layout_add_shape(struct layout *layout, const struct bpmn_element *element, struct box box,
                      bool expanded) {
    struct bpmn_drawn *drawn = add(layout, element);
    if (drawn != NULL) {
        layout->boxes[element->index] = box;
        drawn->bounds = (struct bpmn_bounds){true, box.x, box.y, box.width, box.height};
        drawn->expanded = expanded;
    }
}

struct bpmn_drawn *layout_add_edge(struct layout *layout, const struct bpmn_element *element,
                                   const struct bpmn_point *points, size_t count) {
    struct bpmn_drawn *drawn = add(layout, element);
    struct bpmn_point *copy = ARENA_ARRAY(layout->arena, count, struct bpmn_point);
    if (drawn != NULL && copy != NULL) {
        for (size_t i = 0; i < count; i++) {
            copy[i] = points[i];
        }
        drawn->is_edge = true;
        drawn->points = copy;
        drawn->point_count = count;
    }
    return copy == NULL ? NULL : drawn;
}

static const struct bpmn_element *refer_child(const struct layout *layout,
                                              const struct bpmn_element *line, const char *name) {
    const struct xml_node *xml = bpmn_child(line->xml, name);
    return xml == NULL ? NULL : bpmn_refer(layout->bpmn, xml, xml_text(layout->arena, xml));
}

static const struct bpmn_element *
refer_attribute(const struct layout *layout, const struct bpmn_element *line, const char *name) {
    return bpmn_refer(layout->bpmn, line->xml, xml_attribute(line->xml, name));
}

bool layout_ends(const struct layout *layout, const struct bpmn_element *line,
                 const struct bpmn_element *ends[2]) {
    switch (line->type) {
    case BPMN_DATA_INPUT_ASSOCIATION:
        ends[0] = refer_child(layout, line, "sourceRef");
        ends[1] = line->parent;
        break;
    case BPMN_DATA_OUTPUT_ASSOCIATION:
        ends[0] = line->parent;
        ends[1] = refer_child(layout, line, "targetRef");
        break;
    case BPMN_ASSOCIATION:
    case BPMN_CONVERSATION_LINK:
        ends[0] = refer_attribute(layout, line, "sourceRef");
        ends[1] = refer_attribute(layout, line, "targetRef");
        break;
    default:
        return false;
    }
    return ends[0] != NULL && ends[1] != NULL && ends[0] != ends[1];
}

static void find_partners(struct layout *layout) {
    for (size_t i = 0; i < layout->bpmn->element_count && !arena_failed(layout->arena); i++) {
        const struct bpmn_element *ends[2];
        if (layout_ends(layout, layout->bpmn->elements[i], ends)) {
            for (size_t end = 0; end < 2; end++) {
                const struct bpmn_element **partner = &layout->partner[ends[end]->index];
                *partner = *partner == NULL ? ends[1 - end] : *partner;
            }
        }
    }
}

static const struct bpmn_scope *scope_of(const struct layout *layout,
                                         const struct bpmn_element *owner) {
    const struct bpmn_scope *scope = owner == NULL ? NULL : layout->bpmn->scopes;
    while (scope != NULL && scope->owner != owner) {
        scope = scope->next;
    }
    return scope;
}

/* A pool with its process, once; or only its name. Answers the height. */
static double put_pool(struct layout *layout, const struct bpmn_element *participant,
                       const struct level *level, double y, double width) {
    double height = level == NULL ? BLACK_BOX : level->height;
    layout_add_shape(layout, participant, (struct box){0, y, width, height}, false);
    if (level != NULL) {
        layout_put_lanes(layout, level, LAYOUT_HEAD, y, width - LAYOUT_HEAD);
        layout_put(layout, level, LAYOUT_HEAD, y);
    }
    return height;
}

static double put_pools(struct layout *layout, const struct bpmn_element *root) {
    double width = POOL_WIDTH_LEAST;
    size_t last = root->index + 1;
    for (; last < layout->bpmn->element_count && !arena_failed(layout->arena); last++) {
        const struct bpmn_element *element = layout->bpmn->elements[last];
        if (element->parent == NULL || element->parent->index < root->index) {
            break;
        }
        const struct bpmn_element *process = element->type == BPMN_PARTICIPANT
                                                 ? refer_attribute(layout, element, "processRef")
                                                 : NULL;
        const struct bpmn_scope *scope = scope_of(layout, process);
        if (scope != NULL && layout->levels[process->index] == NULL) {
            const struct level *level = layout_level(layout, scope);
            width = level == NULL ? width : fmax(width, level->width + LAYOUT_HEAD);
            layout->pools[element->index] = level;
        }
    }
    double y = 0;
    for (size_t i = root->index + 1; i < last && !arena_failed(layout->arena); i++) {
        const struct bpmn_element *element = layout->bpmn->elements[i];
        if (element->type == BPMN_PARTICIPANT) {
            y += put_pool(layout, element, layout->pools[i], y, width) + POOL_GAP;
        }
    }
    return y;
}

/* Conversations and notes of the collaboration, below its pools. */
static void put_below(struct layout *layout, const struct bpmn_element *root, double y) {
    enum { STEP = 180, NOTE_WIDTH = 150, NOTE_HEIGHT = 56 };
    double x = 0;
    for (size_t i = root->index + 1; i < layout->bpmn->element_count; i++) {
        const struct bpmn_element *element = layout->bpmn->elements[i];
        if (element->parent == NULL || element->parent->index < root->index) {
            break;
        }
        if (element->parent == root && bpmn_is(element, BPMN_IS_ARTIFACT)) {
            bool note = element->type == BPMN_TEXT_ANNOTATION || element->type == BPMN_GROUP;
            struct box box = {x, y, note ? NOTE_WIDTH : CONVERSATION_WIDTH,
                              note ? NOTE_HEIGHT : CONVERSATION_HEIGHT};
            layout_add_shape(layout, element, box, false);
            x += STEP;
        }
    }
}

/* Up or down from one to the other, across in the gap before the pool it leads to. */
static void put_message_flow(struct layout *layout, const struct bpmn_element *flow,
                             size_t number) {
    const struct bpmn_element *from = refer_attribute(layout, flow, "sourceRef");
    const struct bpmn_element *to = refer_attribute(layout, flow, "targetRef");
    if (from == NULL || to == NULL || layout->boxes[from->index].width <= 0 ||
        layout->boxes[to->index].width <= 0) {
        return;
    }
    const struct box *a = &layout->boxes[from->index];
    const struct box *b = &layout->boxes[to->index];
    bool down = a->y + a->height / 2 < b->y + b->height / 2;
    double shift = ((double)(number % 5) - 2) * 9;
    double x[2] = {a->x + a->width / 2 + (from->type == BPMN_PARTICIPANT ? 0 : shift / 2),
                   b->x + b->width / 2 + (to->type == BPMN_PARTICIPANT ? 0 : shift / 2)};
    if (from->type == BPMN_PARTICIPANT && to->type != BPMN_PARTICIPANT) {
        x[0] = x[1];
    } else if (to->type == BPMN_PARTICIPANT && from->type != BPMN_PARTICIPANT) {
        x[1] = x[0];
    } else if (from->type == BPMN_PARTICIPANT) {
        x[0] = x[1] = x[0] + shift * 4;
    }
    const struct bpmn_element *pool = layout_pool_of(layout, to);
    const struct box *near = pool == NULL ? b : &layout->boxes[pool->index];
    double across =
        (down ? near->y - POOL_GAP / 2.0 : near->y + near->height + POOL_GAP / 2.0) + shift;
    const struct bpmn_point points[] = {{x[0], down ? a->y + a->height : a->y},
                                        {x[0], across},
                                        {x[1], across},
                                        {x[1], down ? b->y : b->y + b->height}};
    layout_add_edge(layout, flow, points, COUNT_OF(points));
}

const struct bpmn_element *layout_pool_of(const struct layout *layout,
                                          const struct bpmn_element *element) {
    while (element != NULL && element->type != BPMN_PARTICIPANT) {
        const struct bpmn_element *pool = layout->partner[element->index];
        bool process = element->type == BPMN_PROCESS;
        element =
            process && pool != NULL && pool->type == BPMN_PARTICIPANT ? pool : element->parent;
    }
    return element;
}

static void put_collaboration(struct layout *layout, const struct bpmn_element *root) {
    for (size_t i = root->index + 1; i < layout->bpmn->element_count; i++) {
        const struct bpmn_element *element = layout->bpmn->elements[i];
        const struct bpmn_element *process = element->type == BPMN_PARTICIPANT
                                                 ? refer_attribute(layout, element, "processRef")
                                                 : NULL;
        if (process != NULL && layout->partner[process->index] == NULL) {
            layout->partner[process->index] = element;
        }
    }
    double y = put_pools(layout, root);
    put_below(layout, root, y);
    size_t number = 0;
    for (size_t i = 0; i < layout->bpmn->element_count && !arena_failed(layout->arena); i++) {
        const struct bpmn_element *element = layout->bpmn->elements[i];
        if (element->type == BPMN_MESSAGE_FLOW) {
            put_message_flow(layout, element, number++);
        }
    }
}

const struct bpmn_diagram *layout_make(struct arena *arena, const struct bpmn *bpmn,
                                       const struct bpmn_element *root) {
    size_t count = bpmn->element_count + 1;
    struct bpmn_diagram *diagram = ARENA_NEW(arena, struct bpmn_diagram);
    struct layout layout = {
        .arena = arena,
        .bpmn = bpmn,
        .levels = ARENA_ARRAY(arena, count, struct level *),
        .cells = ARENA_ARRAY(arena, count, struct cell *),
        .pools = ARENA_ARRAY(arena, count, const struct level *),
        .boxes = ARENA_ARRAY(arena, count, struct box),
        .partner = ARENA_ARRAY(arena, count, const struct bpmn_element *),
    };
    if (arena_failed(arena)) {
        return NULL;
    }
    find_partners(&layout);
    if (root->type == BPMN_COLLABORATION) {
        put_collaboration(&layout, root);
    } else {
        const struct level *level = layout_level(&layout, scope_of(&layout, root));
        if (!arena_failed(arena)) {
            layout_put_lanes(&layout, level, 0, 0, level->width);
            layout_put(&layout, level, 0, 0);
        }
    }
    if (!arena_failed(arena)) {
        layout_associations(&layout);
    }
    *diagram = (struct bpmn_diagram){.plane = bpmn->elements[root->index], .drawn = layout.first};
    return arena_failed(arena) ? NULL : diagram;
}
