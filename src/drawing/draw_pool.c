/* Pools and lanes (9.3, 10.8): a band for the name at the side where the flow begins. */
#include <math.h>

#include "drawing_internal.h"
#include "icon.h"
#include "label.h"

enum { BAND = 30 };

/* A pool of whose process nothing is drawn has its name in the middle. */
static bool is_black_box(const struct scene *scene, const struct item *item) {
    const struct bpmn_element *process = bpmn_refer(
        scene->bpmn, item->element->xml, xml_attribute(item->element->xml, "processRef"));
    return item->element->type == BPMN_PARTICIPANT &&
           (process == NULL || !scene->has_inside[process->index]);
}

static void draw_rotated(struct scene *scene, const struct item *item, const char *name) {
    const struct box *box = &item->box;
    double x = box->x + BAND / 2.0;
    double y = box->y + box->height / 2;
    svg_begin(&scene->svg, "g");
    svg_attribute_begin(&scene->svg, "transform");
    svg_piece(&scene->svg, "rotate(-90 ");
    svg_value(&scene->svg, x);
    svg_value(&scene->svg, y);
    svg_piece(&scene->svg, ")");
    svg_attribute_end(&scene->svg);
    double length = fmax(box->height - 8, 8);
    label_draw(&scene->svg, name, (struct box){x - length / 2, y - BAND / 2.0, length, BAND},
               LABEL_MIDDLE, item->layer == LAYER_POOL ? 13 : 12, draw_text_colour(item));
    svg_end(&scene->svg);
}

static void separator(struct scene *scene, const struct item *item, bool horizontal) {
    const struct box *box = &item->box;
    const struct bpmn_point across[] = {{box->x + BAND, box->y},
                                        {box->x + BAND, box->y + box->height}};
    const struct bpmn_point along[] = {{box->x, box->y + BAND},
                                       {box->x + box->width, box->y + BAND}};
    svg_line_begin(&scene->svg, NULL, horizontal ? across : along, 2, false);
    svg_attribute(&scene->svg, "fill", "none");
    svg_attribute(&scene->svg, "stroke", item->stroke);
    svg_end(&scene->svg);
}

static void draw_multiplicity(struct scene *scene, const struct item *item) {
    const struct xml_node *many = bpmn_child(item->element->xml, "participantMultiplicity");
    if (many != NULL) {
        icon_draw(&scene->svg, ICON_PARALLEL, item->box.x + item->box.width / 2,
                  item->box.y + item->box.height - 12, 0.95, false, "currentColor", DRAWING_FACE);
    }
}

void draw_pool(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    const char *name = word_label(scene, item->element);
    bool lane = item->element->type == BPMN_LANE;
    svg_rect_begin(&scene->svg, "drawing-face", box->x, box->y, box->width, box->height, 0);
    draw_paint(&scene->svg, item, lane ? 1 : 1.5);
    svg_end(&scene->svg);
    if (is_black_box(scene, item)) {
        label_draw(&scene->svg, name,
                   (struct box){box->x + 8, box->y + 2, fmax(box->width - 16, 1), box->height - 4},
                   LABEL_MIDDLE, 13, draw_text_colour(item));
        draw_multiplicity(scene, item);
        return;
    }
    if (!lane || name != NULL) {
        separator(scene, item, item->drawn->horizontal);
    }
    if (item->drawn->horizontal) {
        draw_rotated(scene, item, name);
    } else {
        label_draw(&scene->svg, name,
                   (struct box){box->x + 4, box->y, fmax(box->width - 8, 1), BAND}, LABEL_MIDDLE,
                   lane ? 12 : 13, draw_text_colour(item));
    }
    draw_multiplicity(scene, item);
}
