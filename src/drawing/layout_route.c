/*
 * Edges: along the row of one of their ends where nothing stands in the way, else through the gap
 * below a row; up and down in the gaps between columns only. Those of one node run together, so
 * that they look like a tree.
 */
#include <math.h>

#include "layout.h"

enum { TRACKS = 4, TRACK = 9, POINTS_MAX = 8 };

struct route {
    struct bpmn_point points[POINTS_MAX];
    size_t count;
};

static void go(struct route *route, double x, double y) {
    route->points[route->count++] = (struct bpmn_point){x, y};
}

/* Edges of other nodes in the same gap keep apart. */
static double track(size_t number) {
    return ((double)(number % TRACKS) - (TRACKS - 1) / 2.0) * TRACK;
}

/* Names of flows stand in the rest of the gap. */
static double before_column(const struct level *level, const struct cell *cell) {
    return level->columns[cell->rank] - level->gaps[cell->rank] + LAYOUT_COLUMN_GAP / 2.0 +
           track(cell->row);
}

static double behind_column(const struct level *level, const struct cell *cell) {
    return level->columns[cell->rank] + level->column_widths[cell->rank] + LAYOUT_COLUMN_GAP / 2.0 +
           track(cell->row);
}

static double middle_of_row(const struct level *level, size_t row) {
    return level->rows[row] + level->row_heights[row] / 2;
}

/* Whether nothing stands in a row from one column to before another. */
static bool is_free(const struct level *level, size_t row, size_t from, size_t before) {
    for (size_t rank = from; rank < before; rank++) {
        if (level->grid == NULL || level->grid[row * level->rank_count + rank] != NULL) {
            return false;
        }
    }
    return true;
}

/* Out of the source to the right; of an event at a border, below its cell into the gap behind it.
 */
static void start(const struct layout *layout, const struct level *level,
                  const struct bpmn_node *source, const struct cell *from, double x, double y,
                  struct route *route) {
    const struct box *box = &layout->boxes[source->element.index];
    if (&from->node->element != &source->element) {
        double below = y + level->rows[from->row] + level->row_heights[from->row] +
                       LAYOUT_ROW_GAP / 2.0 + track(from->rank) / 2;
        go(route, box->x + box->width / 2, box->y + box->height);
        go(route, box->x + box->width / 2, below);
        go(route, x + behind_column(level, from), below);
        return;
    }
    go(route, box->x + box->width, box->y + box->height / 2);
}

static void run(const struct layout *layout, const struct level *level, const struct cell *from,
                const struct cell *to, bool bordered, double x, double y, struct route *route) {
    const struct box *target = &layout->boxes[to->node->element.index];
    double end_y = target->y + target->height / 2;
    double behind = x + behind_column(level, from);
    double before = x + before_column(level, to);
    double from_y = y + middle_of_row(level, from->row);
    bool forward = to->rank > from->rank;
    if (forward && !bordered && is_free(level, from->row, from->rank + 1, to->rank)) {
        if (from->row != to->row) {
            go(route, before, from_y);
            go(route, before, end_y);
        }
    } else if (forward && is_free(level, to->row, from->rank + 1, to->rank)) {
        if (!bordered) {
            go(route, behind, from_y);
        }
        go(route, behind, end_y);
    } else {
        size_t row = !forward && to->row > from->row ? to->row : from->row;
        double below = y + level->rows[row] + level->row_heights[row] + LAYOUT_ROW_GAP / 2.0 +
                       track(to->rank + to->row);
        if (!bordered) {
            go(route, behind, from_y);
        }
        go(route, behind, below);
        go(route, before, below);
        go(route, before, end_y);
    }
    go(route, target->x, end_y);
}

/* Above the last part of the edge, which it shares with few others; of an edge that leads back,
   above the part on its way. */
static struct bpmn_bounds name_room(const struct route *route, double left) {
    enum { HEIGHT = 14, ARROW = 10, WIDTH = 120 };
    size_t last = route->count - 1;
    struct bpmn_point end = route->points[last];
    if (last >= 3 && route->points[last - 3].x > end.x) {
        struct bpmn_point way = route->points[last - 3];
        return (struct bpmn_bounds){true, way.x - WIDTH, way.y - HEIGHT - 4, WIDTH, HEIGHT};
    }
    left = fmin(left + 4, end.x - 2 * ARROW);
    return (struct bpmn_bounds){true, left, end.y - HEIGHT - 4, end.x - ARROW - left, HEIGHT};
}

void layout_route(struct layout *layout, const struct level *level, double x, double y) {
    for (const struct bpmn_flow *flow = level->scope->flows; flow != NULL; flow = flow->next) {
        const struct cell *from = layout_cell(layout, level, flow->source);
        const struct cell *to = layout_cell(layout, level, flow->target);
        if (from == NULL || to == NULL || arena_failed(layout->arena)) {
            continue;
        }
        struct route route = {.count = 0};
        start(layout, level, flow->source, from, x, y, &route);
        run(layout, level, from, to, &from->node->element != &flow->source->element, x, y, &route);
        struct bpmn_drawn *drawn =
            layout_add_edge(layout, &flow->element, route.points, route.count);
        if (drawn != NULL && flow->element.name != NULL) {
            drawn->label = name_room(&route, x + before_column(level, to));
        }
    }
}

/* Straight from one to the other, from the sides that look at each other. */
static void join(struct layout *layout, const struct bpmn_element *line,
                 const struct bpmn_element *from, const struct bpmn_element *to) {
    const struct box *a = &layout->boxes[from->index];
    const struct box *b = &layout->boxes[to->index];
    if (a->width <= 0 || b->width <= 0) {
        return;
    }
    bool down = a->y + a->height <= b->y;
    bool up = b->y + b->height <= a->y;
    bool right = a->x + a->width / 2 < b->x + b->width / 2;
    struct bpmn_point points[2] = {{a->x + a->width / 2, a->y + a->height / 2},
                                   {b->x + b->width / 2, b->y + b->height / 2}};
    if (down || up) {
        points[0].y = down ? a->y + a->height : a->y;
        points[1].y = down ? b->y : b->y + b->height;
    } else {
        points[0].x = right ? a->x + a->width : a->x;
        points[1].x = right ? b->x : b->x + b->width;
    }
    layout_add_edge(layout, line, points, 2);
}

void layout_associations(struct layout *layout) {
    for (size_t i = 0; i < layout->bpmn->element_count && !arena_failed(layout->arena); i++) {
        const struct bpmn_element *line = layout->bpmn->elements[i];
        const struct bpmn_element *ends[2];
        if (layout_ends(layout, line, ends)) {
            join(layout, line, ends[0], ends[1]);
        }
    }
}
