/* Choreography activities (11.5): the participants in bands above and below the name, those who do
   not begin shaded. */
#include <math.h>
#include <string.h>

#include "drawing_internal.h"
#include "icon.h"
#include "label.h"
#include "text.h"

enum { RADIUS = 10, BAND = 20, MARKER_SIZE = 12, PARTICIPANTS_MAX = 8 };

#define SHADE "#d6dde0"

enum side { SIDE_TOP, SIDE_BOTTOM, SIDE_MIDDLE };

struct band {
    struct box box;
    enum side side;
    bool shaded, many;
    const char *name;
};

static void corner(struct svg *svg, double x, double y) {
    svg_piece(svg, "A");
    svg_value(svg, RADIUS);
    svg_value(svg, RADIUS);
    svg_piece(svg, "0 0 1 ");
    svg_value(svg, x);
    svg_value(svg, y);
}

static void point(struct svg *svg, const char *command, double x, double y) {
    svg_piece(svg, command);
    svg_value(svg, x);
    svg_value(svg, y);
}

/* Round where the activity is. */
static void outline(struct svg *svg, const struct band *band) {
    double left = band->box.x;
    double top = band->box.y;
    double right = left + band->box.width;
    double bottom = top + band->box.height;
    svg_begin(svg, "path");
    svg_attribute(svg, "class", band->shaded ? "drawing-shade" : "drawing-face");
    svg_attribute_begin(svg, "d");
    if (band->side == SIDE_TOP) {
        point(svg, "M", left, bottom);
        point(svg, "L", left, top + RADIUS);
        corner(svg, left + RADIUS, top);
        point(svg, "L", right - RADIUS, top);
        corner(svg, right, top + RADIUS);
        point(svg, "L", right, bottom);
    } else if (band->side == SIDE_BOTTOM) {
        point(svg, "M", right, top);
        point(svg, "L", right, bottom - RADIUS);
        corner(svg, right - RADIUS, bottom);
        point(svg, "L", left + RADIUS, bottom);
        corner(svg, left, bottom - RADIUS);
        point(svg, "L", left, top);
    } else {
        point(svg, "M", left, top);
        point(svg, "L", right, top);
        point(svg, "L", right, bottom);
        point(svg, "L", left, bottom);
    }
    svg_piece(svg, "Z");
    svg_attribute_end(svg);
    svg_attribute(svg, "fill", band->shaded ? SHADE : NULL);
    svg_end(svg);
}

static void draw_one_band(struct scene *scene, const struct band *band) {
    struct box room = {band->box.x + 4, band->box.y, fmax(band->box.width - 8, 1),
                       band->box.height - (band->many ? MARKER_SIZE : 0)};
    outline(&scene->svg, band);
    label_draw(&scene->svg, band->name, room, LABEL_MIDDLE, 11, band->shaded ? DRAWING_INK : NULL);
    if (band->many) {
        icon_draw(&scene->svg, ICON_PARALLEL, band->box.x + band->box.width / 2,
                  band->box.y + band->box.height - MARKER_SIZE / 2.0, 0.7, false, "currentColor",
                  DRAWING_FACE);
    }
}

static bool is_many(const struct bpmn_element *participant) {
    return bpmn_child(participant->xml, "participantMultiplicity") != NULL;
}

/* A band that is a shape of the file. */
void draw_band(struct scene *scene, const struct item *item) {
    const char *kind = xml_attribute(item->drawn->xml, "participantBandKind");
    const struct band band = {
        .box = item->box,
        .side = text_starts_with(kind, "top")      ? SIDE_TOP
                : text_starts_with(kind, "bottom") ? SIDE_BOTTOM
                                                   : SIDE_MIDDLE,
        .shaded = strstr(kind, "non_initiating") != NULL,
        .many = is_many(item->element),
        .name = word_label(scene, item->element),
    };
    draw_one_band(scene, &band);
}

static size_t participants_of(struct scene *scene, const struct item *item,
                              const struct bpmn_element **out) {
    size_t count = 0;
    const struct xml_node *xml = item->element->xml;
    for (const struct xml_node *child = bpmn_child(xml, "participantRef");
         child != NULL && count < PARTICIPANTS_MAX; child = bpmn_next_same(child)) {
        const struct bpmn_element *participant =
            bpmn_refer(scene->bpmn, child, xml_text(scene->arena, child));
        if (participant != NULL) {
            out[count++] = participant;
        }
    }
    return count;
}

/* The first above, the last below, the others beside them inward. */
static void draw_own_bands(struct scene *scene, const struct item *item, double *top,
                           double *bottom) {
    const struct bpmn_element *participants[PARTICIPANTS_MAX];
    size_t count = participants_of(scene, item, participants);
    const struct bpmn_element *begins =
        bpmn_refer(scene->bpmn, item->element->xml,
                   xml_attribute(item->element->xml, "initiatingParticipantRef"));
    begins = begins == NULL && count > 0 ? participants[0] : begins;
    for (size_t i = 0; i < count; i++) {
        const struct box *box = &item->box;
        bool above = i < (count + 1) / 2;
        double height = is_many(participants[i]) ? BAND + MARKER_SIZE : BAND;
        double y = above ? box->y + *top : box->y + box->height - *bottom - height;
        const struct band band = {
            .box = {box->x, y, box->width, height},
            .side = i == 0                   ? SIDE_TOP
                    : !above && *bottom <= 0 ? SIDE_BOTTOM
                                             : SIDE_MIDDLE,
            .shaded = participants[i] != begins,
            .many = is_many(participants[i]),
            .name = word_label(scene, participants[i]),
        };
        draw_one_band(scene, &band);
        *(above ? top : bottom) += height;
    }
}

static void draw_markers(struct scene *scene, const struct item *item, double bottom) {
    const char *loop = xml_attribute(item->element->xml, "loopType");
    enum icon icons[2];
    size_t count = 0;
    if (loop != NULL && !text_equal(loop, "None")) {
        icons[count++] = text_equal(loop, "Standard")                  ? ICON_LOOP
                         : text_equal(loop, "MultiInstanceSequential") ? ICON_SEQUENTIAL
                                                                       : ICON_PARALLEL;
    }
    if (item->element->type == BPMN_SUB_CHOREOGRAPHY && !item->expanded) {
        icons[count++] = ICON_COLLAPSED;
    }
    double x = item->box.x + item->box.width / 2 - ((double)count - 1) * 9;
    for (size_t i = 0; i < count; i++) {
        icon_draw(&scene->svg, icons[i], x, item->box.y + item->box.height - bottom - 10, 0.95,
                  false, "currentColor", DRAWING_FACE);
        x += 18;
    }
}

void draw_choreography(struct scene *scene, const struct item *item) {
    const struct box *box = &item->box;
    svg_rect_begin(&scene->svg, "drawing-face", box->x, box->y, box->width, box->height, RADIUS);
    draw_paint(&scene->svg, item, item->element->type == BPMN_CALL_CHOREOGRAPHY ? 4 : 1.5);
    svg_end(&scene->svg);
    double top = 0;
    double bottom = 0;
    if (item->banded) {
        top = bottom = BAND;
    } else {
        draw_own_bands(scene, item, &top, &bottom);
    }
    draw_markers(scene, item, bottom);
    struct box room = {box->x + 5, box->y + top + 2, fmax(box->width - 10, 1),
                       fmax(box->height - top - bottom - 4, 14)};
    label_draw(&scene->svg, word_label(scene, item->element), room,
               item->expanded ? LABEL_TOP : LABEL_MIDDLE, 12, draw_text_colour(item));
}
