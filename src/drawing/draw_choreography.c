/* Choreography activities (11.5): the participants in bands above and below the name, those who do
   not begin shaded. */
#include <math.h>
#include <string.h>

#include "drawing_internal.h"
#include "icon.h"
#include "label.h"
#include "text.h"

enum { RADIUS = 10, BAND = 20, MARKER_SIZE = 14, PARTICIPANTS_MAX = 8 };

#define SHADE "#d6dde0"

static void band(struct scene *scene, struct box box, bool shaded, bool many, const char *name) {
    svg_rect_begin(&scene->svg, shaded ? "drawing-shade" : "drawing-face", box.x, box.y, box.width,
                   box.height, 0);
    svg_attribute(&scene->svg, "fill", shaded ? SHADE : NULL);
    svg_end(&scene->svg);
    struct box room = {box.x + 4, box.y, fmax(box.width - 8, 1),
                       many ? box.height - 14 : box.height};
    label_draw(&scene->svg, name, room, LABEL_MIDDLE, 11, shaded ? "#17252c" : NULL);
    if (many) {
        icon_draw(&scene->svg, ICON_PARALLEL, box.x + box.width / 2, box.y + box.height - 8, 0.8,
                  false, "currentColor", DRAWING_FACE);
    }
}

/* A band that is a shape of the file. */
void draw_band(struct scene *scene, const struct item *item) {
    const char *kind = xml_attribute(item->drawn->xml, "participantBandKind");
    bool shaded = kind != NULL && strstr(kind, "non_initiating") != NULL;
    bool many = bpmn_child(item->element->xml, "participantMultiplicity") != NULL;
    band(scene, item->box, shaded, many, word_label(scene, item->element));
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
    for (size_t i = 0; i < count; i++) {
        const struct box *box = &item->box;
        bool above = i < (count + 1) / 2;
        double y = above ? box->y + *top : box->y + box->height - *bottom - BAND;
        bool many = bpmn_child(participants[i]->xml, "participantMultiplicity") != NULL;
        band(scene, (struct box){box->x, y, box->width, BAND}, participants[i] != begins, many,
             word_label(scene, participants[i]));
        *(above ? top : bottom) += BAND;
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
