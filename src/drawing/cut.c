/*
 * Some tools let edges end in the middle of shapes. An end that lies inside of the shape it leads
 * to is moved to the border, so that arrowheads are seen.
 */
#include <math.h>

#include "drawing_internal.h"

static bool is_round(const struct bpmn_element *element) {
    return bpmn_is(element, BPMN_IS_EVENT);
}

/* How far inside: below 1 within the shape, 1 at its border. */
static double within(const struct item *shape, struct bpmn_point point) {
    double x = fabs(point.x - shape->box.x - shape->box.width / 2) / (shape->box.width / 2);
    double y = fabs(point.y - shape->box.y - shape->box.height / 2) / (shape->box.height / 2);
    return is_round(shape->element)                   ? hypot(x, y)
           : bpmn_is(shape->element, BPMN_IS_GATEWAY) ? x + y
                                                      : fmax(x, y);
}

/* The last point of points (read with this step) moves to the border, between it and the one before
   it that lies outside. */
static size_t cut_end(const struct item *shape, struct bpmn_point *points, size_t count,
                      bool from_start) {
    static const double border = 0.98; /* what lies on it is left alone */
    size_t last = from_start ? 0 : count - 1;
    size_t inner = last;
    size_t steps = 0;
    while (steps < count && within(shape, points[inner]) < border) {
        steps++;
        inner = from_start ? inner + 1 : inner - 1;
        if (steps == count) {
            return 0; /* all of it lies inside */
        }
    }
    if (steps == 0) {
        return 0;
    }
    struct bpmn_point out = points[inner];
    struct bpmn_point in = points[from_start ? inner - 1 : inner + 1];
    for (int i = 0; i < 24; i++) {
        struct bpmn_point middle = {(out.x + in.x) / 2, (out.y + in.y) / 2};
        *(within(shape, middle) < 1 ? &in : &out) = middle;
    }
    points[from_start ? inner - 1 : inner + 1] = out;
    return steps - 1;
}

static const struct item *shape_at(const struct scene *scene, const struct item *edge,
                                   const char *attribute) {
    const struct bpmn_element *element =
        bpmn_refer(scene->bpmn, edge->element->xml, xml_attribute(edge->element->xml, attribute));
    const struct item *shape = element == NULL ? NULL : scene->by_element[element->index];
    bool node = shape != NULL && shape->layer != LAYER_EDGE && bpmn_is(element, BPMN_IS_NODE);
    return node ? shape : NULL;
}

void cut_edge(const struct scene *scene, struct item *edge) {
    if (edge->element == NULL || !bpmn_is(edge->element, BPMN_IS_LINE)) {
        return;
    }
    const struct item *source = shape_at(scene, edge, "sourceRef");
    const struct item *target = shape_at(scene, edge, "targetRef");
    if (source != NULL && source == target) {
        return;
    }
    if (source != NULL) {
        size_t gone = cut_end(source, edge->points, edge->point_count, true);
        edge->points += gone;
        edge->point_count -= gone;
    }
    if (target != NULL) {
        edge->point_count -= cut_end(target, edge->points, edge->point_count, false);
    }
}
