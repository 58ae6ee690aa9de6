/*
 * A requirement graph without a diagram: what needs nothing stands at the bottom, everything else
 * one row above the highest of what it needs, in the order of the file.
 */
#include "graph.h"

enum { WIDTH = 170, HEIGHT = 62, GAP_X = 36, GAP_Y = 70 };

/* Rows rise along lines until nothing changes; a circle cannot raise a row above the count. */
static size_t find_ranks(struct graph *graph) {
    size_t highest = 0;
    bool changed = true;
    for (size_t round = 0; changed && round < 60; round++) {
        changed = false;
        for (size_t i = 0; i < graph->count; i++) {
            const struct graph_element *line = &graph->elements[i];
            if (line->kind >= GRAPH_NODE_KINDS && line->from != NULL && line->to != NULL &&
                line->to->rank <= line->from->rank && line->from->rank < 50) {
                line->to->rank = line->from->rank + 1;
                highest = line->to->rank > highest ? line->to->rank : highest;
                changed = true;
            }
        }
    }
    return highest;
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

static void place_nodes(struct graph *graph, size_t highest) {
    size_t *used = ARENA_ARRAY(graph->arena, highest + 1, size_t);
    size_t widest = 1;
    for (size_t i = 0; used != NULL && i < graph->count; i++) {
        struct graph_element *node = &graph->elements[i];
        if (node->kind < GRAPH_NODE_KINDS) {
            node->column = used[node->rank]++;
            widest = used[node->rank] > widest ? used[node->rank] : widest;
        }
    }
    for (size_t i = 0; used != NULL && i < graph->count; i++) {
        struct graph_element *node = &graph->elements[i];
        if (node->kind >= GRAPH_NODE_KINDS) {
            continue;
        }
        double x = (double)(widest - used[node->rank]) / 2 + (double)node->column;
        node->item = &graph->items[graph->item_count++];
        *node->item = (struct graph_item){
            .item = {.layer = LAYER_NODE,
                     .box = {x * (WIDTH + GAP_X), (double)(highest - node->rank) * (HEIGHT + GAP_Y),
                             WIDTH, HEIGHT}},
            .element = node,
            .collapsed = true,
        };
    }
}

void graph_lay_out(struct graph *graph) {
    size_t highest = find_ranks(graph);
    graph->items = ARENA_ARRAY(graph->arena, graph->count + 1, struct graph_item);
    if (graph->items == NULL) {
        return;
    }
    place_nodes(graph, highest);
    for (size_t i = 0; i < graph->count && !arena_failed(graph->arena); i++) {
        const struct graph_element *line = &graph->elements[i];
        if (line->kind >= GRAPH_NODE_KINDS && line->from != NULL && line->to != NULL &&
            line->from != line->to) {
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
