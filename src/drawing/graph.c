/* Reading the requirement graph of a DMN file and its diagrams. */
#include "graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static const char dmn_uri[] = "omg.org/spec/DMN/";

static const char *const names[GRAPH_KINDS] = {
    [GRAPH_INPUT] = "inputData",
    [GRAPH_DECISION] = "decision",
    [GRAPH_KNOWLEDGE] = "businessKnowledgeModel",
    [GRAPH_SOURCE] = "knowledgeSource",
    [GRAPH_SERVICE] = "decisionService",
    [GRAPH_NOTE] = "textAnnotation",
    [GRAPH_NEEDS_INFORMATION] = "informationRequirement",
    [GRAPH_NEEDS_KNOWLEDGE] = "knowledgeRequirement",
    [GRAPH_NEEDS_AUTHORITY] = "authorityRequirement",
    [GRAPH_ASSOCIATION] = "association",
};

static bool is(const struct xml_node *node, const char *name) {
    return node != NULL && text_equal(node->name, name) && node->uri != NULL &&
           strstr(node->uri, "omg.org/spec/D") != NULL;
}

static const struct xml_node *child(const struct xml_node *parent, const char *name) {
    const struct xml_node *at = parent == NULL ? NULL : xml_first_element(parent);
    while (at != NULL && !is(at, name)) {
        at = xml_next_element(at);
    }
    return at;
}

bool graph_is_file(const struct xml_document *dmn) {
    const struct xml_node *root = dmn->root;
    return is(root, "definitions") && strstr(root->uri, dmn_uri) != NULL;
}

const struct xml_node *graph_diagram(const struct xml_document *dmn, size_t index) {
    const struct xml_node *all = child(dmn->root, "DMNDI");
    for (const struct xml_node *at = all == NULL ? NULL : xml_first_element(all); at != NULL;
         at = xml_next_element(at)) {
        if (is(at, "DMNDiagram") && index-- == 0) {
            return at;
        }
    }
    return NULL;
}

static void add(struct graph *graph, enum graph_kind kind, const struct xml_node *xml) {
    struct graph_element *element = &graph->elements[graph->count++];
    const struct xml_node *text = child(xml, "text");
    *element = (struct graph_element){
        .kind = kind,
        .id = xml_attribute(xml, "id"),
        .name = kind == GRAPH_NOTE && text != NULL ? xml_text(graph->arena, text)
                                                   : xml_attribute(xml, "name"),
        .xml = xml,
    };
    if (text_is_blank(element->name)) {
        element->name = NULL;
    }
}

static void add_children(struct graph *graph, const struct xml_node *parent, enum graph_kind first,
                         enum graph_kind beyond) {
    for (const struct xml_node *at = xml_first_element(parent); at != NULL;
         at = xml_next_element(at)) {
        for (enum graph_kind kind = first; kind < beyond; kind++) {
            if (is(at, names[kind])) {
                add(graph, kind, at);
            }
        }
        if (is(at, "artifact")) {
            add_children(graph, at, first, beyond);
        }
    }
}

static int compare_ids(const void *left, const void *right) {
    const struct graph_element *const *a = left;
    const struct graph_element *const *b = right;
    return strcmp((*a)->id, (*b)->id);
}

static struct graph_element *find(const struct graph *graph, const char *id) {
    struct graph_element *key = &(struct graph_element){.id = id};
    struct graph_element **found =
        id == NULL || graph->id_count == 0
            ? NULL
            : bsearch(&key, graph->by_id, graph->id_count, sizeof(*graph->by_id), compare_ids);
    return found == NULL ? NULL : *found;
}

/* "#id", "file#id", or a name with the prefix of a namespace. */
static struct graph_element *refer(const struct graph *graph, const char *reference) {
    const char *part = reference == NULL ? NULL : strrchr(reference, '#');
    struct graph_element *element = find(graph, part == NULL ? reference : part + 1);
    part = element != NULL || reference == NULL ? NULL : strrchr(reference, ':');
    return part == NULL ? element : find(graph, part + 1);
}

static void sort_ids(struct graph *graph) {
    graph->by_id = ARENA_ARRAY(graph->arena, graph->count + 1, struct graph_element *);
    for (size_t i = 0; graph->by_id != NULL && i < graph->count; i++) {
        if (graph->elements[i].id != NULL) {
            graph->by_id[graph->id_count++] = &graph->elements[i];
        }
    }
    if (graph->id_count > 0) {
        qsort(graph->by_id, graph->id_count, sizeof(*graph->by_id), compare_ids);
    }
}

static struct graph_element *end_of(const struct graph *graph, const struct xml_node *line,
                                    const char *prefix) {
    for (const struct xml_node *at = xml_first_element(line); at != NULL;
         at = xml_next_element(at)) {
        if (text_starts_with(at->name, prefix)) {
            struct graph_element *end = refer(graph, xml_attribute(at, "href"));
            return end != NULL && end->kind < GRAPH_NODE_KINDS ? end : NULL;
        }
    }
    return NULL;
}

/* A requirement stands in what needs it; an association names both ends. */
static void link_lines(struct graph *graph) {
    struct graph_element *owner = NULL;
    for (size_t i = 0; i < graph->count; i++) {
        struct graph_element *element = &graph->elements[i];
        if (element->kind < GRAPH_NODE_KINDS) {
            owner = element;
        } else if (element->kind == GRAPH_ASSOCIATION) {
            element->from = end_of(graph, element->xml, "source");
            element->to = end_of(graph, element->xml, "target");
        } else {
            element->from = end_of(graph, element->xml, "required");
            element->to = owner;
        }
    }
}

void graph_read(struct arena *arena, const struct xml_document *dmn, struct graph *out) {
    const struct xml_node *root = dmn->root;
    *out = (struct graph){.arena = arena, .name = xml_attribute(root, "name")};
    out->elements = ARENA_ARRAY(arena, dmn->node_count + 1, struct graph_element);
    if (out->elements == NULL) {
        return;
    }
    for (const struct xml_node *at = xml_first_element(root); at != NULL;
         at = xml_next_element(at)) {
        size_t before = out->count;
        for (enum graph_kind kind = 0; kind < GRAPH_NODE_KINDS; kind++) {
            if (is(at, names[kind])) {
                add(out, kind, at);
            }
        }
        if (out->count > before) {
            add_children(out, at, GRAPH_NEEDS_INFORMATION, GRAPH_ASSOCIATION);
        } else if (is(at, "artifact")) {
            add_children(out, at, GRAPH_NOTE, GRAPH_NODE_KINDS);
        }
    }
    add_children(out, root, GRAPH_ASSOCIATION, GRAPH_KINDS);
    sort_ids(out);
    if (out->by_id != NULL) {
        link_lines(out);
    }
}

static bool number(const struct xml_node *xml, const char *name, double *out) {
    const char *text = xml_attribute(xml, name);
    char *end = NULL;
    *out = text_is_blank(text) ? NAN : strtod(text, &end);
    return isfinite(*out) && text_is_blank(end) && fabs(*out) <= DRAWING_REACH;
}

static const struct bpmn_point *points_of(struct graph *graph, const struct xml_node *xml,
                                          size_t *count) {
    size_t most = 0;
    for (const struct xml_node *at = child(xml, "waypoint"); at != NULL;
         at = xml_next_element(at)) {
        most++;
    }
    struct bpmn_point *points = ARENA_ARRAY(graph->arena, most + 1, struct bpmn_point);
    *count = 0;
    for (const struct xml_node *at = child(xml, "waypoint"); points != NULL && at != NULL;
         at = xml_next_element(at)) {
        struct bpmn_point point;
        if (is(at, "waypoint") && number(at, "x", &point.x) && number(at, "y", &point.y)) {
            points[(*count)++] = point;
        }
    }
    return points;
}

static void place_shape(struct graph *graph, const struct xml_node *xml) {
    const struct xml_node *bounds = child(xml, "Bounds");
    struct box box;
    if (bounds == NULL || !number(bounds, "x", &box.x) || !number(bounds, "y", &box.y) ||
        !number(bounds, "width", &box.width) || !number(bounds, "height", &box.height) ||
        box.width <= 0 || box.height <= 0) {
        return;
    }
    struct graph_item *item = &graph->items[graph->item_count++];
    *item = (struct graph_item){
        .item = {.box = box, .layer = LAYER_NODE},
        .element = refer(graph, xml_attribute(xml, "dmnElementRef")),
        .collapsed = text_equal(xml_attribute(xml, "isCollapsed"), "true"),
    };
    if (item->element != NULL && item->element->kind == GRAPH_SERVICE && !item->collapsed) {
        item->item.layer = LAYER_INSIDE;
    }
    const struct xml_node *divider = child(xml, "DMNDecisionServiceDividerLine");
    size_t count = 0;
    const struct bpmn_point *points = divider == NULL ? NULL : points_of(graph, divider, &count);
    item->divider = count >= 2 ? points : NULL;
}

static void place_edge(struct graph *graph, const struct xml_node *xml) {
    size_t count;
    const struct bpmn_point *points = points_of(graph, xml, &count);
    if (points != NULL && count >= 2) {
        struct graph_item *item = &graph->items[graph->item_count++];
        item->item = (struct item){.layer = LAYER_EDGE, .point_count = count};
        item->item.points = ARENA_ARRAY(graph->arena, count, struct bpmn_point);
        item->element = refer(graph, xml_attribute(xml, "dmnElementRef"));
        if (item->item.points != NULL) {
            memcpy(item->item.points, points, count * sizeof(*points));
        }
    }
}

void graph_place(struct graph *graph, const struct xml_node *diagram) {
    size_t most = 1;
    for (const struct xml_node *at = xml_first_element(diagram); at != NULL;
         at = xml_next_element(at)) {
        most++;
    }
    const char *name = xml_attribute(diagram, "name");
    graph->name = text_is_blank(name) ? graph->name : name;
    graph->items = ARENA_ARRAY(graph->arena, most, struct graph_item);
    for (const struct xml_node *at = xml_first_element(diagram);
         at != NULL && !arena_failed(graph->arena); at = xml_next_element(at)) {
        if (is(at, "DMNShape")) {
            place_shape(graph, at);
        } else if (is(at, "DMNEdge")) {
            place_edge(graph, at);
        }
    }
}
