/* Data (10.4): a sheet with a folded corner, a store as a cylinder; what comes in and goes out with
   an arrow, a collection with three bars. Messages as envelopes. */
#include <math.h>

#include "drawing_internal.h"
#include "icon.h"

static void sheet(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    double fold = fmin(12, fmin(box->width, box->height) / 3);
    double right = box->x + box->width;
    double bottom = box->y + box->height;
    const struct bpmn_point page[] = {{box->x, box->y},
                                      {right - fold, box->y},
                                      {right, box->y + fold},
                                      {right, bottom},
                                      {box->x, bottom}};
    const struct bpmn_point corner[] = {
        {right - fold, box->y}, {right - fold, box->y + fold}, {right, box->y + fold}};
    svg_line_begin(&scene->svg, "drawing-face", page, COUNT_OF(page), true);
    draw_paint(&scene->svg, item, 1.5);
    svg_end(&scene->svg);
    svg_line_begin(&scene->svg, NULL, corner, COUNT_OF(corner), false);
    svg_attribute(&scene->svg, "fill", "none");
    svg_attribute(&scene->svg, "stroke", item->stroke);
    svg_end(&scene->svg);
}

static void arc(struct svg *svg, const char *command, double radius_x, double radius_y, double x,
                double y) {
    svg_piece(svg, command);
    svg_value(svg, radius_x);
    svg_value(svg, radius_y);
    svg_piece(svg, "0 0 0 ");
    svg_value(svg, x);
    svg_value(svg, y);
}

/* From the left, along the upper edge of a disk at this height, seen from above. */
static void rim(struct scene *scene, const struct item *item, double y, double radius) {
    svg_begin(&scene->svg, "path");
    svg_attribute_begin(&scene->svg, "d");
    svg_piece(&scene->svg, "M");
    svg_value(&scene->svg, item->box.x);
    svg_value(&scene->svg, y);
    arc(&scene->svg, "A", item->box.width / 2, radius, item->box.x + item->box.width, y);
    svg_attribute_end(&scene->svg);
    svg_attribute(&scene->svg, "fill", "none");
    svg_attribute(&scene->svg, "stroke", item->stroke);
    svg_end(&scene->svg);
}

static void store(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    double radius = fmin(8, box->height / 5);
    double half = box->width / 2;
    svg_begin(&scene->svg, "path");
    svg_attribute(&scene->svg, "class", "drawing-face");
    svg_attribute_begin(&scene->svg, "d");
    svg_piece(&scene->svg, "M");
    svg_value(&scene->svg, box->x);
    svg_value(&scene->svg, box->y + radius);
    svg_piece(&scene->svg, "V");
    svg_value(&scene->svg, box->y + box->height - radius);
    arc(&scene->svg, "A", half, radius, box->x + box->width, box->y + box->height - radius);
    svg_piece(&scene->svg, "V");
    svg_value(&scene->svg, box->y + radius);
    arc(&scene->svg, "A", half, radius, box->x, box->y + radius);
    svg_piece(&scene->svg, "Z");
    svg_attribute_end(&scene->svg);
    draw_paint(&scene->svg, item, 1.5);
    svg_end(&scene->svg);
    for (int i = 0; i < 3; i++) {
        rim(scene, item, box->y + radius + 4 * i, radius);
    }
}

static void envelope(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    double right = box->x + box->width;
    const struct bpmn_point flap[] = {
        {box->x, box->y}, {box->x + box->width / 2, box->y + box->height * 0.55}, {right, box->y}};
    svg_rect_begin(&scene->svg, "drawing-face", box->x, box->y, box->width, box->height, 0);
    draw_paint(&scene->svg, item, 1.5);
    svg_end(&scene->svg);
    svg_line_begin(&scene->svg, NULL, flap, COUNT_OF(flap), false);
    svg_attribute(&scene->svg, "fill", "none");
    svg_end(&scene->svg);
}

/* Of itself, or of the data object it refers to. */
static bool is_collection(const struct scene *scene, const struct bpmn_element *data) {
    const struct bpmn_element *object =
        bpmn_refer(scene->bpmn, data->xml, xml_attribute(data->xml, "dataObjectRef"));
    return bpmn_attribute_is(data->xml, "isCollection", "true") ||
           (object != NULL && bpmn_attribute_is(object->xml, "isCollection", "true"));
}

void draw_data(struct scene *scene, const struct item *item) {
    enum bpmn_type type = item->element->type;
    if (type == BPMN_MESSAGE) {
        envelope(scene, item);
    } else if (type == BPMN_DATA_STORE || type == BPMN_DATA_STORE_REFERENCE) {
        store(scene, item);
    } else {
        sheet(scene, item);
        if (type == BPMN_DATA_INPUT || type == BPMN_DATA_OUTPUT) {
            icon_draw(&scene->svg, ICON_ARROW, item->box.x + 11, item->box.y + 11, 0.9,
                      type == BPMN_DATA_OUTPUT, "currentColor", DRAWING_FACE);
        }
        if (is_collection(scene, item->element)) {
            icon_draw(&scene->svg, ICON_COLLECTION, item->box.x + item->box.width / 2,
                      item->box.y + item->box.height - 9, 0.9, false, "currentColor", DRAWING_FACE);
        }
    }
}
