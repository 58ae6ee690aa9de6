/*
 * A requirement graph without a diagram: what is needed stands below what needs it, near its
 * middle.
 */
#include "graph.h"

#include <stdlib.h>

enum { WIDTH = 170, HEIGHT = 62, GAP_X = 36, GAP_Y = 70, RANKS_MAX = 60, ROW_MAX = 12 };

static bool joins(const struct graph_element *line) {
    return line->kind >= GRAPH_NODE_KINDS && line->from != NULL && line->to != NULL &&
           line->from != line->to;
}

/* Rows rise along lines until nothing changes; circles are cut off by the number of rounds. */
static size_t find_ranks(struct graph *graph) {
    size_t highest = 0;
    bool changed = true;
    for (size_t round = 0; changed && round < RANKS_MAX; round++) {
        changed = false;
        for (size_t i = 0; i < graph->count; i++) {
            const struct graph_element *line = &graph->elements[i];
            if (joins(line) && line->to->rank <= line->from->rank &&
                line->from->rank + 1 < RANKS_MAX) {
                line->to->rank = line->from->rank + 1;
                highest = line->to->rank > highest ? line->to->rank : highest;
                changed = true;
            }
        }
    }
    return highest;
}

/* What is needed moves up to just below the lowest that needs it. */
static void pull_up(struct graph *graph) {
    for (size_t round = 0; round < RANKS_MAX; round++) {
        for (size_t i = 0; i < graph->count; i++) {
            graph->elements[i].limit = SIZE_MAX;
        }
        for (size_t i = 0; i < graph->count; i++) {
            const struct graph_element *line = &graph->elements[i];
            if (joins(line) && line->to->rank < line->from->limit) {
                line->from->limit = line->to->rank;
            }
        }
        bool changed = false;
        for (size_t i = 0; i < graph->count; i++) {
            struct graph_element *node = &graph->elements[i];
            if (node->limit != SIZE_MAX && node->limit > node->rank + 1) {
                node->rank = node->limit - 1;
                changed = true;
            }
        }
        if (!changed) {
            break;
        }
    }
}

static int compare_wishes(const void *left, const void *right) {
    const struct graph_element *const *a = left;
    const struct graph_element *const *b = right;
    return (*a)->wish < (*b)->wish ? -1 : (*a)->wish > (*b)->wish ? 1 : *a < *b ? -1 : *a > *b;
}

/* Below the middle of what needs it, which stands in the rows above and has its place. */
static void make_wishes(struct graph *graph) {
    for (size_t i = 0; i < graph->count; i++) {
        graph->elements[i].wish = 0;
        graph->elements[i].wishes = 0;
    }
    for (size_t i = 0; i < graph->count; i++) {
        const struct graph_element *line = &graph->elements[i];
        if (joins(line) && line->to->item != NULL) {
            line->from->wish += line->to->item->item.box.x;
            line->from->wishes++;
        }
    }
    for (size_t i = 0; i < graph->count; i++) {
        struct graph_element *node = &graph->elements[i];
        node->wish = node->wishes > 0 ? node->wish / (double)node->wishes : 0;
    }
}

static struct bpmn_point *line_of(struct graph *graph, const struct box *from,
                                  const struct box *to) {
    struct bpmn_point *points = ARENA_ARRAY(graph->arena, 2, struct bpmn_point);
    if (points != NULL) {
        bool up = to->y < from->y;
        points[0] = (struct bpmn_point){from->x + WIDTH / 2.0, up ? from->y : from->y + HEIGHT};
        points[1] = (struct bpmn_point){to->x + WIDTH / 2.0, up ? to->y + HEIGHT : to->y};
    }
    return points;
}

static void place_node(struct graph *graph, struct graph_element *node, double x, double y) {
    node->item = &graph->items[graph->item_count++];
    *node->item = (struct graph_item){
        .item = {.layer = LAYER_NODE, .box = {x, y, WIDTH, HEIGHT}},
        .element = node,
        .collapsed = true,
    };
}

/* Row by row from the top; a row of very many goes on in the next line. */
static void place_nodes(struct graph *graph, size_t highest) {
    struct graph_element **row =
        ARENA_ARRAY(graph->arena, graph->count + 1, struct graph_element *);
    double y = 0;
    for (size_t rank = highest + 1; row != NULL && rank-- > 0;) {
        size_t count = 0;
        for (size_t i = 0; i < graph->count; i++) {
            struct graph_element *node = &graph->elements[i];
            if (node->kind < GRAPH_NODE_KINDS && node->rank == rank) {
                row[count++] = node;
            }
        }
        make_wishes(graph);
        if (count > 0) {
            qsort(row, count, sizeof(struct graph_element *), compare_wishes);
        }
        size_t across = count < ROW_MAX ? count : ROW_MAX;
        for (size_t i = 0; i < count; i++) {
            double column = (double)(i % ROW_MAX) - (double)across / 2;
            place_node(graph, row[i], column * (WIDTH + GAP_X),
                       y + (double)(i / ROW_MAX) * (HEIGHT + GAP_X));
        }
        size_t lines = count == 0 ? 0 : (count - 1) / ROW_MAX;
        y += (double)lines * (HEIGHT + GAP_X) + HEIGHT + GAP_Y;
    }
}

void graph_lay_out(struct graph *graph) {
    size_t highest = find_ranks(graph);
    graph->items = ARENA_ARRAY(graph->arena, graph->count + 1, struct graph_item);
    if (graph->items == NULL) {
        return;
    }
    pull_up(graph);
    place_nodes(graph, highest);
    for (size_t i = 0; i < graph->count && !arena_failed(graph->arena); i++) {
        const struct graph_element *line = &graph->elements[i];
        if (joins(line)) {
            struct graph_item *item = &graph->items[graph->item_count++];
            *item = (struct graph_item){
                .item = {.layer = LAYER_EDGE,
                         .points =
                             line_of(graph, &line->from->item->item.box, &line->to->item->item.box),
                         .point_count = 2},
                .element = line,
            };
        }
    }
}
