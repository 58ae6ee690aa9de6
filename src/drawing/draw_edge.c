/*
 * Flows and associations (7.2, 8.4.13, 9.4): sequence flows with a filled head, the default with a
 * slash, a condition with a diamond; messages dashed from a circle to an open head; associations
 * dotted, with heads where they have a direction; conversation links double.
 */
#include <math.h>
#include <string.h>

#include "drawing_internal.h"
#include "label.h"
#include "text.h"

static const double head_length = 10;

/* A point this far from `at` towards `to`, and this far to the side. */
static struct bpmn_point towards(struct bpmn_point at, struct bpmn_point to, double along,
                                 double aside) {
    double length = hypot(to.x - at.x, to.y - at.y);
    double x = length > 0 ? (to.x - at.x) / length : 1;
    double y = length > 0 ? (to.y - at.y) / length : 0;
    return (struct bpmn_point){at.x + x * along - y * aside, at.y + y * along + x * aside};
}

/* The direction of a line at one of its ends: the first other point that is not the same. */
static struct bpmn_point next_point(const struct item *edge, bool at_end) {
    struct bpmn_point end = edge->points[at_end ? edge->point_count - 1 : 0];
    for (size_t i = 1; i < edge->point_count; i++) {
        struct bpmn_point point = edge->points[at_end ? edge->point_count - 1 - i : i];
        if (hypot(point.x - end.x, point.y - end.y) > 0.5) {
            return point;
        }
    }
    return (struct bpmn_point){end.x + (at_end ? -1 : 1), end.y};
}

void draw_head(struct svg *svg, const struct item *edge, bool at_end, bool closed,
               const char *fill) {
    struct bpmn_point tip = edge->points[at_end ? edge->point_count - 1 : 0];
    struct bpmn_point back = next_point(edge, at_end);
    const struct bpmn_point head[] = {towards(tip, back, head_length, head_length / 2), tip,
                                      towards(tip, back, head_length, -head_length / 2)};
    svg_line_begin(svg, NULL, head, COUNT_OF(head), closed);
    svg_attribute(svg, "fill", fill);
    svg_attribute(svg, "stroke", edge->stroke);
    svg_end(svg);
}

void draw_line(struct svg *svg, const struct item *edge, const char *dashes, const char *width,
               const char *stroke) {
    svg_line_begin(svg, "drawing-line", edge->points, edge->point_count, false);
    svg_attribute(svg, "fill", "none");
    svg_attribute(svg, "stroke", stroke);
    svg_attribute(svg, "stroke-width", width);
    svg_attribute(svg, "stroke-dasharray", dashes);
    svg_end(svg);
}

static const char *ink_of(const struct item *edge) {
    return edge->stroke == NULL ? "currentColor" : edge->stroke;
}

static void draw_slash(struct scene *scene, const struct item *edge) {
    struct bpmn_point start = edge->points[0];
    struct bpmn_point next = next_point(edge, false);
    const struct bpmn_point slash[] = {towards(start, next, 7, 5), towards(start, next, 13, -5)};
    svg_line_begin(&scene->svg, NULL, slash, COUNT_OF(slash), false);
    svg_attribute(&scene->svg, "stroke", edge->stroke);
    svg_end(&scene->svg);
}

static void draw_diamond(struct scene *scene, const struct item *edge) {
    struct bpmn_point start = edge->points[0];
    struct bpmn_point next = next_point(edge, false);
    const struct bpmn_point diamond[] = {start, towards(start, next, 8, 5),
                                         towards(start, next, 16, 0), towards(start, next, 8, -5)};
    svg_line_begin(&scene->svg, "drawing-face", diamond, COUNT_OF(diamond), true);
    svg_attribute(&scene->svg, "stroke", edge->stroke);
    svg_end(&scene->svg);
}

static void draw_sequence_flow(struct scene *scene, const struct item *edge) {
    const struct bpmn_flow *flow = (const struct bpmn_flow *)edge->element;
    const struct bpmn_node *source = flow->source;
    draw_line(&scene->svg, edge, NULL, NULL, edge->stroke);
    draw_head(&scene->svg, edge, true, true, ink_of(edge));
    if (source != NULL && source->default_flow == flow) {
        draw_slash(scene, edge);
    } else if (flow->condition != NULL && source != NULL &&
               bpmn_is(&source->element, BPMN_IS_ACTIVITY)) {
        draw_diamond(scene, edge);
    }
}

struct bpmn_point draw_middle(const struct item *edge) {
    double length = 0;
    for (size_t i = 1; i < edge->point_count; i++) {
        length += hypot(edge->points[i].x - edge->points[i - 1].x,
                        edge->points[i].y - edge->points[i - 1].y);
    }
    double left = length / 2;
    for (size_t i = 1; i < edge->point_count; i++) {
        double step = hypot(edge->points[i].x - edge->points[i - 1].x,
                            edge->points[i].y - edge->points[i - 1].y);
        if (step > 0 && left <= step) {
            return towards(edge->points[i - 1], edge->points[i], left, 0);
        }
        left -= step;
    }
    return edge->points[edge->point_count - 1];
}

/* The message itself, when the diagram wants it to be seen on its flow (12.2.3.3). */
static void draw_message(struct scene *scene, const struct item *edge) {
    enum { WIDTH = 26, HEIGHT = 18 };
    const char *kind =
        edge->drawn->xml == NULL ? NULL : xml_attribute(edge->drawn->xml, "messageVisibleKind");
    if (kind == NULL) {
        return;
    }
    struct bpmn_point at = draw_middle(edge);
    const struct bpmn_point flap[] = {{at.x - WIDTH / 2.0, at.y - HEIGHT / 2.0},
                                      {at.x, at.y + 1},
                                      {at.x + WIDTH / 2.0, at.y - HEIGHT / 2.0}};
    svg_rect_begin(&scene->svg, "drawing-face", flap[0].x, flap[0].y, WIDTH, HEIGHT, 0);
    svg_attribute(&scene->svg, "fill", strstr(kind, "non_") != NULL ? "#d6dde0" : NULL);
    svg_end(&scene->svg);
    svg_line_begin(&scene->svg, NULL, flap, COUNT_OF(flap), false);
    svg_attribute(&scene->svg, "fill", "none");
    svg_end(&scene->svg);
}

static void draw_message_flow(struct scene *scene, const struct item *edge) {
    draw_line(&scene->svg, edge, "9 5", NULL, edge->stroke);
    draw_head(&scene->svg, edge, true, true, DRAWING_FACE);
    struct bpmn_point at = towards(edge->points[0], next_point(edge, false), 4, 0);
    svg_circle_begin(&scene->svg, "drawing-face", at.x, at.y, 4);
    svg_attribute(&scene->svg, "stroke", edge->stroke);
    svg_end(&scene->svg);
    draw_message(scene, edge);
}

static void draw_association(struct scene *scene, const struct item *edge) {
    bool data = edge->element->type != BPMN_ASSOCIATION;
    const char *direction = xml_attribute(edge->element->xml, "associationDirection");
    draw_line(&scene->svg, edge, "1.5 4", NULL, edge->stroke);
    if (data || text_equal(direction, "One") || text_equal(direction, "Both")) {
        draw_head(&scene->svg, edge, true, false, "none");
    }
    if (!data && text_equal(direction, "Both")) {
        draw_head(&scene->svg, edge, false, false, "none");
    }
}

void draw_edge(struct scene *scene, const struct item *edge) {
    switch (edge->element == NULL ? BPMN_TYPE_COUNT : edge->element->type) {
    case BPMN_SEQUENCE_FLOW:
        draw_sequence_flow(scene, edge);
        break;
    case BPMN_MESSAGE_FLOW:
        draw_message_flow(scene, edge);
        break;
    case BPMN_ASSOCIATION:
    case BPMN_DATA_INPUT_ASSOCIATION:
    case BPMN_DATA_OUTPUT_ASSOCIATION:
        draw_association(scene, edge);
        break;
    case BPMN_CONVERSATION_LINK:
        draw_line(&scene->svg, edge, NULL, "5", edge->stroke);
        draw_line(&scene->svg, edge, NULL, "2", DRAWING_FACE);
        break;
    default:
        draw_line(&scene->svg, edge, "2 4", NULL, edge->stroke);
    }
}

/* Beside the longest part of the line. */
static struct box room_beside(const struct item *edge) {
    enum { WIDTH = 110, HEIGHT = 32 };
    size_t longest = 1;
    double most = -1;
    for (size_t i = 1; i < edge->point_count; i++) {
        double step = hypot(edge->points[i].x - edge->points[i - 1].x,
                            edge->points[i].y - edge->points[i - 1].y);
        if (step > most) {
            most = step;
            longest = i;
        }
    }
    struct bpmn_point a = edge->points[longest - 1];
    struct bpmn_point b = edge->points[longest];
    bool flat = fabs(a.x - b.x) >= fabs(a.y - b.y);
    double width = flat ? fmax(fmin(most - 4, WIDTH), 40) : WIDTH;
    return (struct box){(a.x + b.x) / 2 - (flat ? width / 2 : -4),
                        (a.y + b.y) / 2 - (flat ? 18 : HEIGHT / 2.0), width, flat ? 16 : HEIGHT};
}

struct box draw_edge_label_room(const struct item *edge) {
    const struct bpmn_bounds *label = &edge->drawn->label;
    bool placed = label->known && label->width > 0 && label->height > 0;
    return placed ? draw_label_room(edge) : room_beside(edge);
}

void draw_edge_label(struct scene *scene, const struct item *edge) {
    label_draw(&scene->svg, word_label(scene, edge->element), draw_edge_label_room(edge),
               LABEL_BESIDE, 11, NULL);
}
