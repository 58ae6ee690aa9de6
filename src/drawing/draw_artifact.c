/* Artifacts (7.2, 8.4.1): a note behind an open bracket, a group as a dash-dotted frame. */
#include <math.h>

#include "drawing_internal.h"
#include "icon.h"
#include "label.h"

static void draw_note(struct scene *scene, const struct item *item) {
    enum { ARM = 14, PAD = 6 };
    const struct box *box = &item->box;
    double bottom = box->y + box->height;
    double arm = fmin(ARM, box->width / 2);
    const struct bpmn_point bracket[] = {
        {box->x + arm, box->y}, {box->x, box->y}, {box->x, bottom}, {box->x + arm, bottom}};
    svg_rect_begin(&scene->svg, NULL, box->x, box->y, box->width, box->height, 0);
    svg_attribute(&scene->svg, "fill", item->fill == NULL ? "none" : item->fill);
    svg_attribute(&scene->svg, "stroke", "none");
    svg_end(&scene->svg);
    svg_line_begin(&scene->svg, NULL, bracket, COUNT_OF(bracket), false);
    svg_attribute(&scene->svg, "fill", "none");
    svg_attribute(&scene->svg, "stroke", item->stroke);
    svg_end(&scene->svg);
    struct box room = {box->x + PAD, box->y + 2, fmax(box->width - 2 * PAD, 1),
                       fmax(box->height - 2, 16)};
    label_draw(&scene->svg, word_label(scene, item->element), room, LABEL_START, 11.5,
               draw_text_colour(item));
}

static void draw_group(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    svg_rect_begin(&scene->svg, NULL, box->x, box->y, box->width, box->height, 10);
    svg_attribute(&scene->svg, "fill", "none");
    svg_attribute(&scene->svg, "stroke", item->stroke);
    svg_attribute(&scene->svg, "stroke-dasharray", "10 5 2 5");
    svg_end(&scene->svg);
    const struct bpmn_bounds *label = &item->drawn->label;
    bool placed = label->known && label->width > 0 && label->height > 0;
    struct box room = placed ? draw_label_room(item)
                             : (struct box){box->x + 8, box->y + 4, fmax(box->width - 16, 1), 32};
    label_draw(&scene->svg, word_label(scene, item->element), room, LABEL_TOP, 12, NULL);
}

void draw_artifact(struct scene *scene, const struct item *item) {
    if (item->element->type == BPMN_GROUP) {
        draw_group(scene, item);
    } else {
        draw_note(scene, item);
    }
}

/* 9.5: a hexagon; thick when it calls another, with a plus when it holds others. */
void draw_conversation(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    double right = box->x + box->width;
    double bottom = box->y + box->height;
    double middle = box->y + box->height / 2;
    double side = box->width / 4;
    const struct bpmn_point hexagon[] = {{box->x, middle},       {box->x + side, box->y},
                                         {right - side, box->y}, {right, middle},
                                         {right - side, bottom}, {box->x + side, bottom}};
    svg_line_begin(&scene->svg, "drawing-face", hexagon, COUNT_OF(hexagon), true);
    draw_paint(&scene->svg, item, item->element->type == BPMN_CALL_CONVERSATION ? 4 : 1.5);
    svg_end(&scene->svg);
    if (item->element->type == BPMN_SUB_CONVERSATION) {
        icon_draw(&scene->svg, ICON_COLLAPSED, box->x + box->width / 2, bottom - 10, 0.9, false,
                  "currentColor", DRAWING_FACE);
    }
}
