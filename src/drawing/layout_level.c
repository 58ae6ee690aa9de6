/* The places of the nodes of a level. */
#include <math.h>
#include <string.h>

#include "label.h"
#include "layout.h"

enum {
    TASK_WIDTH = 124,
    TASK_HEIGHT = 76,
    EVENT_SIZE = 36,
    GATEWAY_SIZE = 50,
    BAND = 26,         /* of a participant of a choreography task */
    LABEL_WIDTH = 100, /* below events and gateways */
    LABEL_HEIGHT = 34,
    STRIP_GAP = 24,
    STRIP_HEIGHT = 84,
    DATA_WIDTH = 36,
    DATA_HEIGHT = 48,
    NOTE_WIDTH = 150,
    NOTE_HEIGHT = 56,
};

struct cell *layout_cell(const struct layout *layout, const struct level *level,
                         const struct bpmn_node *node) {
    if (node != NULL && node->attached_to != NULL) {
        node = node->attached_to;
    }
    return node == NULL || node->element.scope != level->scope ? NULL
                                                               : layout->cells[node->element.index];
}

static void find_size(struct layout *layout, struct cell *cell) {
    const struct bpmn_element *element = &cell->node->element;
    cell->width = TASK_WIDTH;
    cell->height = TASK_HEIGHT;
    if (bpmn_is(element, BPMN_IS_EVENT)) {
        cell->width = cell->height = EVENT_SIZE;
    } else if (bpmn_is(element, BPMN_IS_GATEWAY)) {
        cell->width = cell->height = GATEWAY_SIZE;
    } else if (bpmn_is(element, BPMN_IS_CHOREOGRAPHY)) {
        for (const struct xml_node *xml = bpmn_child(element->xml, "participantRef"); xml != NULL;
             xml = bpmn_next_same(xml)) {
            cell->height += cell->height < 8 * BAND + TASK_HEIGHT ? BAND : 0;
        }
    }
    if (cell->node->inside != NULL && cell->node->inside->nodes != NULL) {
        const struct level *inside = layout_level(layout, cell->node->inside);
        if (inside != NULL) {
            cell->width = fmax(inside->width, TASK_WIDTH);
            cell->height = fmax(inside->height + LAYOUT_PAD / 2.0, TASK_HEIGHT);
        }
    }
}

static void add_cells(struct layout *layout, struct level *level) {
    size_t count = 0;
    for (const struct bpmn_node *at = level->scope->nodes; at != NULL; at = at->next) {
        count++;
    }
    level->cells = ARENA_ARRAY(layout->arena, count + 1, struct cell);
    for (const struct bpmn_node *at = level->scope->nodes; level->cells != NULL && at != NULL;
         at = at->next) {
        bool attached = at->attached_to != NULL && at->attached_to->element.scope == level->scope;
        if (!attached && !arena_failed(layout->arena)) {
            struct cell *cell = &level->cells[level->cell_count++];
            cell->node = at;
            find_size(layout, cell);
            layout->cells[at->element.index] = cell;
        }
    }
}

static bool has_label_below(const struct cell *cell) {
    return bpmn_is(&cell->node->element, BPMN_IS_EVENT | BPMN_IS_GATEWAY) &&
           cell->node->element.name != NULL;
}

/* Room for the names of the flows that lead to a column. */
static void measure_gaps(const struct layout *layout, struct level *level) {
    enum { SIZE = 11, NAME_WIDTH_MAX = 150 };
    for (size_t i = 0; i <= level->rank_count; i++) {
        level->gaps[i] = i == 0 ? 0 : LAYOUT_COLUMN_GAP;
    }
    for (const struct bpmn_flow *flow = level->scope->flows; flow != NULL; flow = flow->next) {
        const struct cell *to = layout_cell(layout, level, flow->target);
        const char *name = flow->element.name;
        if (to != NULL && name != NULL && to->rank > 0) {
            size_t length = strnlen(name, DRAWING_LABEL_BYTES_MAX);
            double width = fmin(label_width(name, length) * SIZE, NAME_WIDTH_MAX);
            level->gaps[to->rank] = fmax(level->gaps[to->rank], LAYOUT_COLUMN_GAP + width - 8);
        }
    }
}

/* Columns as wide as their widest cell, rows as high as their highest, labels included on both
   sides so that the middle stays the middle. */
static void measure(struct layout *layout, struct level *level) {
    level->columns = ARENA_ARRAY(layout->arena, level->rank_count + 1, double);
    level->gaps = ARENA_ARRAY(layout->arena, level->rank_count + 1, double);
    level->column_widths = ARENA_ARRAY(layout->arena, level->rank_count + 1, double);
    level->rows = ARENA_ARRAY(layout->arena, level->row_count + 1, double);
    level->row_heights = ARENA_ARRAY(layout->arena, level->row_count + 1, double);
    if (arena_failed(layout->arena)) {
        return;
    }
    for (size_t i = 0; i < level->row_count; i++) {
        level->row_heights[i] = TASK_HEIGHT;
    }
    for (size_t i = 0; i < level->cell_count; i++) {
        const struct cell *cell = &level->cells[i];
        bool label = has_label_below(cell);
        double *width = &level->column_widths[cell->rank];
        double *height = &level->row_heights[cell->row];
        if (cell->alone) {
            level->width = fmax(level->width, cell->width);
        } else {
            *width = fmax(*width, label ? fmax(cell->width, LABEL_WIDTH) : cell->width);
        }
        bool bordered = cell->node->boundary != NULL;
        *height = fmax(*height, cell->height + (label      ? 2 * LABEL_HEIGHT
                                                : bordered ? EVENT_SIZE + LABEL_HEIGHT
                                                           : 0));
    }
    measure_gaps(layout, level);
    double left = (double)level->lane_depth * LAYOUT_HEAD + LAYOUT_PAD;
    double x = left;
    for (size_t i = 0; i < level->rank_count; i++) {
        x += level->gaps[i];
        level->columns[i] = x;
        x += level->column_widths[i];
    }
    level->width = fmax(x, left + level->width) + LAYOUT_PAD + 16;
}

/* Data, stores and notes of the level itself. */
static bool is_below(const struct bpmn_element *element) {
    switch (element->type) {
    case BPMN_DATA_OBJECT_REFERENCE:
    case BPMN_DATA_STORE_REFERENCE:
    case BPMN_TEXT_ANNOTATION:
    case BPMN_GROUP:
        return true;
    case BPMN_DATA_INPUT:
    case BPMN_DATA_OUTPUT: /* of the process, not of its activities */
        return element->parent != NULL && element->parent->type == BPMN_IO_SPECIFICATION &&
               element->parent->parent != NULL && element->parent->parent->type == BPMN_PROCESS;
    default:
        return false;
    }
}

/* The next of them after *index, in the order of the file. */
static const struct bpmn_element *next_below(const struct layout *layout,
                                             const struct bpmn_scope *scope, size_t *index) {
    while (++*index < layout->bpmn->element_count) {
        const struct bpmn_element *element = layout->bpmn->elements[*index];
        if (element->parent == NULL || element->parent->index < scope->owner->index) {
            break;
        }
        if (element->scope == scope && is_below(element)) {
            return element;
        }
    }
    return NULL;
}

static double strip_width(const struct bpmn_element *element) {
    return 16 + (bpmn_is(element, BPMN_IS_DATA) ? LABEL_WIDTH : NOTE_WIDTH);
}

static void measure_strip(const struct layout *layout, struct level *level) {
    size_t index = level->scope->owner->index;
    const struct bpmn_element *element;
    while ((element = next_below(layout, level->scope, &index)) != NULL) {
        level->strip_width += strip_width(element);
    }
    double around = (double)level->lane_depth * LAYOUT_HEAD + 2 * LAYOUT_PAD;
    level->width = fmax(level->width, level->strip_width + around);
}

static void stack_rows(struct level *level) {
    double y = LAYOUT_PAD;
    bool laned = level->lane_depth > 0;
    for (size_t i = 0; i < level->lane_count; i++) {
        struct lane *lane = &level->lanes[i];
        lane->y = laned ? y - LAYOUT_PAD : 0;
        for (size_t row = 0; row < lane->row_count; row++) {
            level->rows[lane->first_row + row] = y;
            y += level->row_heights[lane->first_row + row] + LAYOUT_ROW_GAP;
        }
        bool last = i + 1 == level->lane_count;
        if (last && level->strip_width > 0) {
            level->strip_y = y - LAYOUT_ROW_GAP + STRIP_GAP;
            y += STRIP_GAP + STRIP_HEIGHT;
        }
        lane->height = y - LAYOUT_ROW_GAP / 2.0 - lane->y;
        y = lane->y + lane->height + (laned ? LAYOUT_PAD : 0);
    }
    level->height = laned ? y - LAYOUT_PAD : y;
}

static void fill_grid(struct layout *layout, struct level *level) {
    size_t size = level->row_count * level->rank_count;
    if (level->row_count > LAYOUT_GRID_MAX / (level->rank_count + 1)) {
        return;
    }
    level->grid = ARENA_ARRAY(layout->arena, size + 1, const struct cell *);
    for (size_t i = 0; level->grid != NULL && i < level->cell_count; i++) {
        const struct cell *cell = &level->cells[i];
        level->grid[cell->row * level->rank_count + cell->rank] = cell->alone ? NULL : cell;
    }
}

struct level *layout_level(struct layout *layout, const struct bpmn_scope *scope) {
    struct level *level = ARENA_NEW(layout->arena, struct level);
    if (level == NULL) {
        return NULL;
    }
    layout->levels[scope->owner->index] = level;
    level->scope = scope;
    add_cells(layout, level);
    if (!arena_failed(layout->arena)) {
        layout_lanes(layout, level);
    }
    if (!arena_failed(layout->arena)) {
        layout_rank(layout, level);
    }
    if (!arena_failed(layout->arena)) {
        layout_rows(layout, level);
    }
    if (!arena_failed(layout->arena)) {
        measure(layout, level);
    }
    if (!arena_failed(layout->arena)) {
        measure_strip(layout, level);
        stack_rows(level);
        fill_grid(layout, level);
    }
    return level;
}

/* Events at the border stand beside each other along the lower side, clear of the markers in its
   middle while there are few. */
static void put_boundary(struct layout *layout, const struct bpmn_node *node, struct box box) {
    size_t count = 0;
    for (const struct bpmn_node *at = node->boundary; at != NULL; at = at->next_boundary) {
        count++;
    }
    size_t number = 0;
    for (const struct bpmn_node *at = node->boundary; at != NULL; at = at->next_boundary) {
        number++;
        double share = count > 2 ? (double)number / (double)(count + 1) : number == 1 ? 0.78 : 0.25;
        double x = box.x + box.width * share;
        struct box place = {x - EVENT_SIZE / 2.0, box.y + box.height - EVENT_SIZE / 2.0, EVENT_SIZE,
                            EVENT_SIZE};
        layout_add_shape(layout, &at->element, place, false);
    }
}

static void put_cell(struct layout *layout, const struct level *level, const struct cell *cell,
                     double x, double y) {
    struct box box = {x + level->columns[cell->rank] +
                          (cell->alone ? 0 : (level->column_widths[cell->rank] - cell->width) / 2),
                      y + level->rows[cell->row] +
                          (level->row_heights[cell->row] - cell->height) / 2,
                      cell->width, cell->height};
    const struct bpmn_element *element = &cell->node->element;
    const struct level *inside = cell->node->inside == NULL ? NULL : layout->levels[element->index];
    layout_add_shape(layout, element, box, inside != NULL);
    if (inside != NULL) {
        layout_put(layout, inside, box.x, box.y + LAYOUT_PAD / 2.0);
    }
    put_boundary(layout, cell->node, box);
}

/* A lane, and those around it of which it is the first. */
static void put_lane(struct layout *layout, const struct level *level, size_t number, double x,
                     double y, double width) {
    const struct lane *lane = &level->lanes[number];
    size_t depth = lane->depth;
    for (const struct bpmn_element *at = lane->element; at != NULL && at->scope == level->scope;
         at = at->parent) {
        if (at->type != BPMN_LANE || layout->boxes[at->index].width > 0) {
            continue;
        }
        double height = 0;
        for (size_t i = number; i < level->lane_count; i++) {
            const struct bpmn_element *inner = level->lanes[i].element;
            while (inner != NULL && inner != at) {
                inner = inner->parent;
            }
            if (inner == NULL) {
                break;
            }
            height = level->lanes[i].y + level->lanes[i].height - lane->y;
        }
        double left = (double)depth * LAYOUT_HEAD;
        depth -= depth > 0;
        layout_add_shape(layout, at, (struct box){x + left, y + lane->y, width - left, height},
                         false);
    }
}

/* Below the middle of what they are joined to, or the next free place; all within the level. */
static void put_strip(struct layout *layout, const struct level *level, double x, double y) {
    double free_x = x + (double)level->lane_depth * LAYOUT_HEAD + LAYOUT_PAD;
    double left_over = level->strip_width;
    size_t index = level->scope->owner->index;
    const struct bpmn_element *element;
    while ((element = next_below(layout, level->scope, &index)) != NULL) {
        bool data = bpmn_is(element, BPMN_IS_DATA);
        double outer = strip_width(element);
        double width = data ? DATA_WIDTH : NOTE_WIDTH;
        const struct bpmn_element *partner = layout->partner[element->index];
        const struct box *near = partner == NULL ? NULL : &layout->boxes[partner->index];
        double wanted = near == NULL || near->width <= 0 ? 0 : near->x + (near->width - outer) / 2;
        double left = fmax(free_x, fmin(wanted, x + level->width - LAYOUT_PAD - left_over));
        layout_add_shape(layout, element,
                         (struct box){left + (outer - width) / 2, y + level->strip_y, width,
                                      data ? DATA_HEIGHT : NOTE_HEIGHT},
                         false);
        free_x = left + outer;
        left_over -= outer;
    }
}

void layout_put(struct layout *layout, const struct level *level, double x, double y) {
    for (size_t i = 0; i < level->cell_count && !arena_failed(layout->arena); i++) {
        put_cell(layout, level, &level->cells[i], x, y);
    }
    if (level->strip_y > 0) {
        put_strip(layout, level, x, y);
    }
    layout_route(layout, level, x, y);
}

void layout_put_lanes(struct layout *layout, const struct level *level, double x, double y,
                      double width) {
    for (size_t i = 0; i < level->lane_count; i++) {
        put_lane(layout, level, i, x, y, width);
    }
}
