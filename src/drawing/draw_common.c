/* What shapes of several kinds share: paint and the labels beside them. */
#include <math.h>

#include "drawing_internal.h"
#include "label.h"

enum { LABEL_SIZE = 11, LABEL_WIDTH_LEAST = 96, LABEL_HEIGHT = 46 };

void draw_paint(struct svg *svg, const struct item *item, double width) {
    svg_attribute(svg, "fill", item->fill);
    svg_attribute(svg, "stroke", item->stroke);
    if (width < 1.5 || width > 1.5) {
        svg_number(svg, "stroke-width", width);
    }
}

static int hex(char c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* White on what is dark, by the weights of ITU-R BT.601. */
const char *draw_text_colour(const struct item *item) {
    const char *fill = item->fill;
    if (fill == NULL) {
        return NULL;
    }
    int light = 0;
    static const int weights[] = {299, 587, 114};
    for (int i = 0; i < 3; i++) {
        light += weights[i] * (16 * hex(fill[1 + 2 * i]) + hex(fill[2 + 2 * i]));
    }
    return light < 130 * 1000 ? DRAWING_FACE : DRAWING_INK;
}

const char *draw_ink(const struct item *item) {
    const char *colour = item->stroke == NULL ? draw_text_colour(item) : item->stroke;
    return colour == NULL ? "currentColor" : colour;
}

const char *draw_face(const struct item *item) {
    return item->fill == NULL ? DRAWING_FACE : item->fill;
}

bool draw_labels_outside(const struct item *item) {
    const struct bpmn_element *element = item->element;
    return element != NULL && item->layer != LAYER_EDGE &&
           (bpmn_is(element, BPMN_IS_EVENT | BPMN_IS_GATEWAY | BPMN_IS_DATA) ||
            element->type == BPMN_MESSAGE ||
            (bpmn_is(element, BPMN_IS_ARTIFACT) && element->type != BPMN_TEXT_ANNOTATION &&
             element->type != BPMN_GROUP));
}

bool draw_label_is_above(const struct item *item) {
    const struct bpmn_bounds *label = &item->drawn->label;
    double width = item->box.width + label->width;
    return item->layer != LAYER_EDGE && label->known && label->height > 0 &&
           label->y + label->height <= item->box.y + 4 &&
           fabs(label->x + label->width / 2 - item->box.x - item->box.width / 2) < width / 2;
}

/* Tools measure labels in their own small fonts: the same middle and top, but never narrower than
   words need, and room for more lines below. */
struct box draw_label_room(const struct item *item) {
    const struct bpmn_bounds *label = &item->drawn->label;
    double width = fmax(label->width + 8, LABEL_WIDTH_LEAST);
    double height = fmax(label->height + 4, LABEL_HEIGHT);
    if (draw_label_is_above(item)) {
        height = item->box.y - label->y;
    }
    return (struct box){label->x + label->width / 2 - width / 2, label->y, width, height};
}

void draw_outer_label(struct scene *scene, const struct item *item) {
    const char *name = word_label(scene, item->element);
    const struct bpmn_bounds *label = &item->drawn->label;
    if (name == NULL) {
        return;
    }
    struct box room;
    if (label->known && label->width > 0 && label->height > 0) {
        room = draw_label_room(item);
    } else {
        double width = fmax(item->box.width + 40, LABEL_WIDTH_LEAST);
        room = (struct box){item->box.x + item->box.width / 2 - width / 2,
                            item->box.y + item->box.height + 3, width, LABEL_HEIGHT};
    }
    label_draw(&scene->svg, name, room, LABEL_BESIDE, LABEL_SIZE, NULL);
}

void draw_unknown(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    svg_rect_begin(&scene->svg, "drawing-face", box->x, box->y, box->width, box->height, 0);
    svg_attribute(&scene->svg, "stroke-dasharray", "2 4");
    svg_end(&scene->svg);
    label_draw(&scene->svg, item->element == NULL ? "?" : word_label(scene, item->element), *box,
               LABEL_MIDDLE, 12, NULL);
}
