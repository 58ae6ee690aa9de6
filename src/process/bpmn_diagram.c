/*
 * Third step of reading a model: the diagrams (clause 12). Numbers are XML Schema doubles; one that
 * is not a number makes its bounds or waypoint unknown.
 */
#include "process_internal.h"

#include <math.h>
#include <stdlib.h>

#include "text.h"

static bool read_number(const struct xml_node *xml, const char *name, double *out) {
    const char *text = xml_attribute(xml, name);
    if (text_is_blank(text)) {
        return false;
    }
    char *end;
    *out = strtod(text, &end);
    return end != text && text_is_blank(end) && isfinite(*out);
}

static struct bpmn_bounds read_bounds(const struct xml_node *parent) {
    struct bpmn_bounds bounds = {0};
    for (const struct xml_node *child = xml_first_element(parent); child != NULL;
         child = xml_next_element(child)) {
        if (xml_is(child, BPMN_DC_URI, "Bounds")) {
            bounds.known = read_number(child, "x", &bounds.x) &&
                           read_number(child, "y", &bounds.y) &&
                           read_number(child, "width", &bounds.width) &&
                           read_number(child, "height", &bounds.height);
        }
    }
    return bounds;
}

static void read_points(struct arena *arena, struct bpmn_drawn *edge) {
    size_t count = 0;
    for (const struct xml_node *child = xml_first_element(edge->xml); child != NULL;
         child = xml_next_element(child)) {
        count += xml_is(child, BPMN_DI_URI, "waypoint");
    }
    struct bpmn_point *points = count == 0 ? NULL : ARENA_ARRAY(arena, count, struct bpmn_point);
    if (points == NULL) {
        return;
    }
    for (const struct xml_node *child = xml_first_element(edge->xml); child != NULL;
         child = xml_next_element(child)) {
        struct bpmn_point point;
        if (xml_is(child, BPMN_DI_URI, "waypoint") && read_number(child, "x", &point.x) &&
            read_number(child, "y", &point.y)) {
            points[edge->point_count++] = point;
        }
    }
    edge->points = points;
}

static struct bpmn_drawn *read_drawn(struct arena *arena, const struct bpmn *bpmn,
                                     const struct xml_node *xml, bool is_edge) {
    struct bpmn_drawn *drawn = ARENA_NEW(arena, struct bpmn_drawn);
    if (drawn == NULL) {
        return NULL;
    }
    *drawn = (struct bpmn_drawn){
        .xml = xml,
        .id = xml_attribute(xml, "id"),
        .element = bpmn_refer(bpmn, xml, xml_attribute(xml, "bpmnElement")),
        .is_edge = is_edge,
        .bounds = read_bounds(xml),
        .horizontal = !bpmn_attribute_is(xml, "isHorizontal", "false"),
        .expanded = bpmn_attribute_is(xml, "isExpanded", "true"),
        .marker_visible = bpmn_attribute_is(xml, "isMarkerVisible", "true"),
    };
    for (const struct xml_node *child = xml_first_element(xml); child != NULL;
         child = xml_next_element(child)) {
        if (xml_is(child, BPMN_DIAGRAM_URI, "BPMNLabel")) {
            drawn->label = read_bounds(child);
        }
    }
    if (is_edge) {
        read_points(arena, drawn);
    }
    return drawn;
}

static void read_plane(struct arena *arena, const struct bpmn *bpmn, const struct xml_node *plane,
                       struct bpmn_diagram *diagram) {
    diagram->plane = bpmn_refer(bpmn, plane, xml_attribute(plane, "bpmnElement"));
    struct bpmn_drawn **end = &diagram->drawn;
    for (const struct xml_node *child = xml_first_element(plane); child != NULL;
         child = xml_next_element(child)) {
        bool is_edge = xml_is(child, BPMN_DIAGRAM_URI, "BPMNEdge");
        if (is_edge || xml_is(child, BPMN_DIAGRAM_URI, "BPMNShape")) {
            *end = read_drawn(arena, bpmn, child, is_edge);
            if (*end == NULL) {
                return;
            }
            end = &(*end)->next;
        }
    }
}

void bpmn_read_diagrams(struct arena *arena, struct bpmn *bpmn) {
    struct bpmn_diagram **end = &bpmn->diagrams;
    for (const struct xml_node *child = xml_first_element(bpmn->document->root); child != NULL;
         child = xml_next_element(child)) {
        if (!xml_is(child, BPMN_DIAGRAM_URI, "BPMNDiagram")) {
            continue;
        }
        struct bpmn_diagram *diagram = ARENA_NEW(arena, struct bpmn_diagram);
        if (diagram == NULL) {
            return;
        }
        diagram->xml = child;
        diagram->name = xml_attribute(child, "name");
        for (const struct xml_node *plane = xml_first_element(child); plane != NULL;
             plane = xml_next_element(plane)) {
            if (xml_is(plane, BPMN_DIAGRAM_URI, "BPMNPlane")) {
                read_plane(arena, bpmn, plane, diagram);
            }
        }
        *end = diagram;
        end = &diagram->next;
    }
}
