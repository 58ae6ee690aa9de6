/* The lanes of a level (10.8). */
#include "layout.h"

/* A lane with child lanes is only around them. */
static bool is_innermost(const struct bpmn_element *lane) {
    return bpmn_child(lane->xml, "childLaneSet") == NULL;
}

static size_t depth_of(const struct bpmn_element *lane) {
    size_t depth = 0;
    for (const struct bpmn_element *at = lane->parent; at != NULL; at = at->parent) {
        depth += at->type == BPMN_LANE;
    }
    return depth;
}

/* The elements of a level follow its owner in the order of the file; levels inside come between. */
static const struct bpmn_element *next_lane(const struct layout *layout, const struct level *level,
                                            size_t *index) {
    while (++*index < layout->bpmn->element_count) {
        const struct bpmn_element *element = layout->bpmn->elements[*index];
        if (element->parent == NULL || element->parent->index < level->scope->owner->index) {
            break;
        }
        if (element->type == BPMN_LANE && element->scope == level->scope && is_innermost(element)) {
            return element;
        }
    }
    return NULL;
}

static void add_nodes(struct layout *layout, struct level *level, size_t number) {
    const struct bpmn_element *lane = level->lanes[number].element;
    for (const struct xml_node *xml = bpmn_child(lane->xml, "flowNodeRef"); xml != NULL;
         xml = bpmn_next_same(xml)) {
        const char *text = xml_text(layout->arena, xml);
        struct cell *cell =
            layout_cell(layout, level, bpmn_node(bpmn_refer(layout->bpmn, xml, text)));
        if (cell != NULL) {
            cell->lane = number;
        }
    }
}

void layout_lanes(struct layout *layout, struct level *level) {
    size_t count = 0;
    size_t index = level->scope->owner->index;
    while (next_lane(layout, level, &index) != NULL) {
        count++;
    }
    level->lanes = ARENA_ARRAY(layout->arena, count + 1, struct lane);
    if (level->lanes == NULL) {
        return;
    }
    index = level->scope->owner->index;
    for (size_t i = 0; i < count; i++) {
        struct lane *lane = &level->lanes[i];
        lane->element = next_lane(layout, level, &index);
        lane->depth = depth_of(lane->element);
        level->lane_depth =
            lane->depth + 1 > level->lane_depth ? lane->depth + 1 : level->lane_depth;
    }
    for (size_t i = 0; i < level->cell_count; i++) {
        level->cells[i].lane = count;
    }
    for (size_t i = 0; i < count && !arena_failed(layout->arena); i++) {
        add_nodes(layout, level, i);
    }
    bool outside = count == 0;
    for (size_t i = 0; i < level->cell_count; i++) {
        level->lanes[level->cells[i].lane].room++;
        outside = outside || level->cells[i].lane == count;
    }
    level->lane_count = count + outside;
}
