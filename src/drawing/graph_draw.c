/*
 * Drawing a requirement graph (DMN 6.2): decisions as rectangles, inputs with round ends, business
 * knowledge with cut corners, sources with a wave below, services as a thick rounded frame; what is
 * required with a filled head, an open head, or a dot.
 */
#include <math.h>
#include <stdlib.h>

#include "graph.h"
#include "icon.h"
#include "label.h"
#include "text.h"
#include "tr.h"

static const char *const kinds[GRAPH_KINDS] = {
    [GRAPH_INPUT] = TR_NOOP("Input data"),
    [GRAPH_DECISION] = TR_NOOP("Decision"),
    [GRAPH_KNOWLEDGE] = TR_NOOP("Business knowledge"),
    [GRAPH_SOURCE] = TR_NOOP("Knowledge source"),
    [GRAPH_SERVICE] = TR_NOOP("Decision service"),
    [GRAPH_NOTE] = TR_NOOP("Note of the author"),
    [GRAPH_NEEDS_INFORMATION] = TR_NOOP("Information requirement"),
    [GRAPH_NEEDS_KNOWLEDGE] = TR_NOOP("Knowledge requirement"),
    [GRAPH_NEEDS_AUTHORITY] = TR_NOOP("Authority requirement"),
    [GRAPH_ASSOCIATION] = TR_NOOP("Association"),
};

static const char *name_of(const struct graph_element *element) {
    return element == NULL ? "" : element->name == NULL ? tr(kinds[element->kind]) : element->name;
}

static const char *title_of(struct graph *graph, const struct graph_item *item) {
    const struct graph_element *element = item->element;
    const char *title = element == NULL ? tr("Element") : tr(kinds[element->kind]);
    if (element != NULL && element->name != NULL) {
        title = arena_printf(graph->arena, "%s: %s", title,
                             word_shortened(graph->arena, element->name));
    }
    if (element != NULL && element->from != NULL && element->to != NULL) {
        title = word_with_ends(graph->arena, title, name_of(element->from), name_of(element->to));
    }
    return word_with_marks(graph->arena, title, &item->item);
}

static void outline(struct svg *svg, const struct box *box, double radius, const char *width,
                    const char *dashes) {
    svg_rect_begin(svg, "drawing-face", box->x, box->y, box->width, box->height, radius);
    svg_attribute(svg, "stroke-width", width);
    svg_attribute(svg, "stroke-dasharray", dashes);
    svg_end(svg);
}

static void polygon(struct svg *svg, const struct bpmn_point *points, size_t count, bool closed) {
    svg_line_begin(svg, closed ? "drawing-face" : NULL, points, count, closed);
    svg_attribute(svg, "fill", closed ? NULL : "none");
    svg_end(svg);
}

static void draw_knowledge(struct svg *svg, const struct box *box) {
    double cut = fmin(14, fmin(box->width, box->height) / 3);
    double right = box->x + box->width;
    double bottom = box->y + box->height;
    const struct bpmn_point points[] = {{box->x + cut, box->y}, {right, box->y},
                                        {right, bottom - cut},  {right - cut, bottom},
                                        {box->x, bottom},       {box->x, box->y + cut}};
    polygon(svg, points, COUNT_OF(points), true);
}

static void draw_source(struct svg *svg, const struct box *box) {
    double wave = fmin(10, box->height / 4);
    double bottom = box->y + box->height - wave / 2;
    const double curve[] = {box->x + box->width * 0.75,
                            bottom - 2 * wave,
                            box->x + box->width * 0.25,
                            bottom + 2 * wave,
                            box->x,
                            bottom};
    svg_begin(svg, "path");
    svg_attribute(svg, "class", "drawing-face");
    svg_attribute_begin(svg, "d");
    svg_piece(svg, "M");
    svg_value(svg, box->x);
    svg_value(svg, box->y);
    svg_piece(svg, "H");
    svg_value(svg, box->x + box->width);
    svg_piece(svg, "V");
    svg_value(svg, bottom);
    svg_piece(svg, "C");
    for (size_t i = 0; i < COUNT_OF(curve); i++) {
        svg_value(svg, curve[i]);
    }
    svg_piece(svg, "Z");
    svg_attribute_end(svg);
    svg_end(svg);
}

static void draw_service(struct svg *svg, const struct graph_item *item) {
    const struct box *box = &item->item.box;
    outline(svg, box, 14, "3.5", NULL);
    if (item->divider != NULL) {
        polygon(svg, item->divider, 2, false);
    }
    if (item->collapsed) {
        icon_draw(svg, ICON_COLLAPSED, box->x + box->width / 2, box->y + box->height - 11, 0.9,
                  false, "currentColor", DRAWING_FACE);
    }
}

static void draw_note(struct svg *svg, const struct box *box) {
    const struct bpmn_point bracket[] = {{box->x + 14, box->y},
                                         {box->x, box->y},
                                         {box->x, box->y + box->height},
                                         {box->x + 14, box->y + box->height}};
    polygon(svg, bracket, COUNT_OF(bracket), false);
}

static void draw_shape(struct svg *svg, const struct graph_item *item) {
    const struct box *box = &item->item.box;
    enum graph_kind kind = item->element == NULL ? GRAPH_KINDS : item->element->kind;
    enum label_place place = LABEL_MIDDLE;
    struct box room = {box->x + 8, box->y + 2, fmax(box->width - 16, 1), fmax(box->height - 4, 1)};
    switch (kind) {
    case GRAPH_INPUT:
        outline(svg, box, fmin(box->width, box->height) / 2, NULL, NULL);
        break;
    case GRAPH_DECISION:
        outline(svg, box, 0, NULL, NULL);
        break;
    case GRAPH_KNOWLEDGE:
        draw_knowledge(svg, box);
        break;
    case GRAPH_SOURCE:
        draw_source(svg, box);
        room.height = fmax(room.height - 8, 1);
        break;
    case GRAPH_SERVICE:
        draw_service(svg, item);
        place = item->collapsed ? LABEL_MIDDLE : LABEL_TOP;
        room.height = item->collapsed ? fmax(room.height - 18, 1) : fmin(room.height, 40);
        break;
    case GRAPH_NOTE:
        draw_note(svg, box);
        place = LABEL_START;
        break;
    default:
        outline(svg, box, 0, NULL, "2 4");
    }
    label_draw(svg, item->element == NULL ? "?" : item->element->name, room, place, 12.5, NULL);
}

static void draw_edge_of(struct svg *svg, const struct graph_item *item) {
    const struct item *edge = &item->item;
    enum graph_kind kind = item->element == NULL ? GRAPH_KINDS : item->element->kind;
    struct bpmn_point end = edge->points[edge->point_count - 1];
    switch (kind) {
    case GRAPH_NEEDS_INFORMATION:
        draw_line(svg, edge, NULL, NULL, NULL);
        draw_head(svg, edge, true, true, "currentColor");
        break;
    case GRAPH_NEEDS_KNOWLEDGE:
        draw_line(svg, edge, "7 5", NULL, NULL);
        draw_head(svg, edge, true, false, "none");
        break;
    case GRAPH_NEEDS_AUTHORITY:
        draw_line(svg, edge, "7 5", NULL, NULL);
        svg_circle_begin(svg, NULL, end.x, end.y, 4.5);
        svg_attribute(svg, "fill", "currentColor");
        svg_end(svg);
        break;
    default:
        draw_line(svg, edge, "1.5 4", NULL, NULL);
    }
}

static int compare_items(const void *left, const void *right) {
    const struct graph_item *a = left;
    const struct graph_item *b = right;
    return a->item.layer != b->item.layer ? (a->item.layer < b->item.layer ? -1 : 1)
                                          : (a->item.order < b->item.order ? -1 : 1);
}

/* In the order of drawing; the first of each element has its id. */
static void order_items(struct graph *graph) {
    for (size_t i = 0; i < graph->item_count; i++) {
        graph->items[i].item.order = i;
    }
    qsort(graph->items, graph->item_count, sizeof(*graph->items), compare_items);
    bool *seen = ARENA_ARRAY(graph->arena, graph->count + 1, bool);
    for (size_t i = 0; seen != NULL && i < graph->item_count; i++) {
        const struct graph_element *element = graph->items[i].element;
        if (element != NULL && !seen[element - graph->elements]) {
            seen[element - graph->elements] = true;
            graph->items[i].item.names_itself = true;
        }
    }
}

static void add_marks(struct graph *graph, const struct drawing_options *options) {
    for (size_t i = 0; i < options->mark_count; i++) {
        const struct drawing_mark *mark = &options->marks[i];
        for (size_t j = 0; mark->element_id != NULL && j < graph->item_count; j++) {
            struct graph_item *item = &graph->items[j];
            if (item->item.names_itself && text_equal(item->element->id, mark->element_id)) {
                mark_add(graph->arena, &item->item, mark);
            }
        }
    }
}

static struct box extent_of(const struct graph *graph) {
    struct box extent = {0};
    for (size_t i = 0; i < graph->item_count; i++) {
        const struct item *item = &graph->items[i].item;
        struct box box = item->box;
        for (size_t p = 0; p < item->point_count; p++) {
            struct box point = {item->points[p].x, item->points[p].y, 0, 0};
            if (p == 0) {
                box = point;
            }
            frame_widen(&box, point);
        }
        if (i == 0) {
            extent = box;
        }
        frame_widen(&extent, box);
        if (item->marks != NULL) {
            frame_widen(&extent, mark_room(item));
        }
    }
    frame_margin(&extent);
    return extent;
}

static const char *description(struct graph *graph) {
    size_t counts[GRAPH_KINDS + 1] = {0};
    for (size_t i = 0; i < graph->item_count; i++) {
        const struct graph_element *element = graph->items[i].element;
        counts[element == NULL ? GRAPH_KINDS : element->kind]++;
    }
    const char *text = tr_fmt(graph->arena, "A drawing of {1} decisions and {2} inputs.",
                              counts[GRAPH_DECISION], counts[GRAPH_INPUT]);
    return text == NULL ? "" : text;
}

static void draw_graph(struct graph *graph, const struct drawing_options *options,
                       struct box extent, struct buf *out) {
    struct scene scene = {.arena = graph->arena, .options = options, .svg = {.out = out}};
    const char *name = text_is_blank(options->title) ? graph->name : options->title;
    frame_begin(&scene.svg, options, extent, text_is_blank(name) ? tr("Decisions") : name,
                description(graph));
    for (size_t i = 0; i < graph->item_count; i++) {
        const struct graph_item *item = &graph->items[i];
        bool edge = item->item.layer == LAYER_EDGE;
        frame_group_begin(&scene.svg, options, edge ? "drawing-edge" : "drawing-shape",
                          item->item.names_itself ? word_id(graph->arena, item->element->id) : NULL,
                          title_of(graph, item));
        draw_mark_outline(&scene, &item->item);
        if (edge) {
            draw_edge_of(&scene.svg, item);
        } else {
            draw_shape(&scene.svg, item);
        }
        svg_end(&scene.svg);
    }
    for (size_t i = 0; i < graph->item_count; i++) {
        draw_marks(&scene, &graph->items[i].item);
    }
    frame_end(&scene.svg);
}

size_t drawing_decision_count(const struct xml_document *dmn) {
    size_t count = 0;
    while (graph_diagram(dmn, count) != NULL) {
        count++;
    }
    return count == 0 ? 1 : count;
}

const char *drawing_decision_name(const struct xml_document *dmn, size_t diagram) {
    const struct xml_node *xml = graph_diagram(dmn, diagram);
    const char *name = xml == NULL ? NULL : xml_attribute(xml, "name");
    return text_is_blank(name) ? xml_attribute(dmn->root, "name") : name;
}

bool drawing_is_decision(const struct xml_document *document) {
    return graph_is_file(document);
}

/* Where everything is: as the diagram says, or, when it says too little, laid out. */
static enum err place(struct graph *graph, const struct xml_document *dmn, size_t diagram) {
    const struct xml_node *xml = graph_diagram(dmn, diagram);
    if (xml == NULL && diagram > 0) {
        return err_set(ERR_NOT_FOUND, "DRW-1", "The file has no such diagram.", NULL);
    }
    if (xml != NULL) {
        graph_place(graph, xml);
    }
    if (graph->item_count == 0) {
        graph_lay_out(graph);
    }
    return arena_failed(graph->arena) ? err_failed() : ERR_NONE;
}

enum err drawing_decision(struct arena *arena, const struct xml_document *dmn, size_t diagram,
                          const struct drawing_options *options, struct buf *out) {
    static const struct drawing_options none = {0};
    options = options == NULL ? &none : options;
    if (!graph_is_file(dmn)) {
        return err_set(ERR_INVALID, "DRW-4", "This is not a decision model of DMN 1.1 to 1.5.",
                       NULL);
    }
    struct graph graph;
    graph_read(arena, dmn, &graph);
    enum err err = arena_failed(arena) ? err_failed() : place(&graph, dmn, diagram);
    if (err != ERR_NONE) {
        return err;
    }
    if (graph.item_count > DRAWING_SHAPES_MAX) {
        return drawing_too_much();
    }
    order_items(&graph);
    add_marks(&graph, options);
    struct box extent = extent_of(&graph);
    if (graph.item_count == 0 || extent.width > DRAWING_EXTENT_MAX ||
        extent.height > DRAWING_EXTENT_MAX) {
        return graph_diagram(dmn, diagram) == NULL ? drawing_too_much() : drawing_no_place();
    }
    draw_graph(&graph, options, extent, out);
    return out->failed != ERR_NONE ? out->failed : arena_failed(arena) ? err_failed() : ERR_NONE;
}
