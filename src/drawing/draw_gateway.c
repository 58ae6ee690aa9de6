/* Gateways (10.6): a diamond with the sign of its kind. */
#include <math.h>

#include "drawing_internal.h"
#include "icon.h"
#include "text.h"

static void circle(struct scene *scene, const struct item *item, double x, double y,
                   double radius) {
    svg_circle_begin(&scene->svg, NULL, x, y, radius);
    svg_attribute(&scene->svg, "fill", "none");
    svg_attribute(&scene->svg, "stroke", item->stroke);
    svg_end(&scene->svg);
}

/* A pentagon in a double circle; one that starts a process has a single circle, and a plus instead
   when all events are needed (10.6.6). */
static void draw_event_based(struct scene *scene, const struct item *item, double x, double y,
                             double scale, const char *ink, const char *face) {
    const struct bpmn_node *gateway = (const struct bpmn_node *)item->element;
    bool parallel = bpmn_attribute_is(gateway->element.xml, "eventGatewayType", "Parallel");
    circle(scene, item, x, y, 14 * scale);
    if (!gateway->instantiate) {
        circle(scene, item, x, y, 11.5 * scale);
    }
    icon_draw(&scene->svg, parallel ? ICON_PARALLEL_MULTIPLE : ICON_MULTIPLE, x, y, 0.85 * scale,
              false, ink, face);
}

void draw_gateway(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    double x = box->x + box->width / 2;
    double y = box->y + box->height / 2;
    double scale = fmin(box->width, box->height) / 50;
    const struct bpmn_point corners[] = {
        {x, box->y}, {box->x + box->width, y}, {x, box->y + box->height}, {box->x, y}};
    svg_line_begin(&scene->svg, "drawing-face", corners, COUNT_OF(corners), true);
    draw_paint(&scene->svg, item, 1.5);
    svg_end(&scene->svg);
    const char *ink = draw_ink(item);
    const char *face = draw_face(item);
    switch (item->element->type) {
    case BPMN_EXCLUSIVE:
        if (item->drawn->marker_visible) {
            icon_draw(&scene->svg, ICON_X, x, y, scale, false, ink, face);
        }
        break;
    case BPMN_INCLUSIVE:
        icon_draw(&scene->svg, ICON_O, x, y, scale, false, ink, face);
        break;
    case BPMN_PARALLEL:
        icon_draw(&scene->svg, ICON_PLUS, x, y, scale, false, ink, face);
        break;
    case BPMN_COMPLEX:
        icon_draw(&scene->svg, ICON_STAR, x, y, scale, false, ink, face);
        break;
    default:
        draw_event_based(scene, item, x, y, scale, ink, face);
    }
}
