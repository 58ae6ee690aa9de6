/* Events (10.5): a circle; thin at the start, double in between, thick at the end; dashed when it
   does not interrupt; the trigger as an outline when it waits, filled when it sends. */
#include <math.h>

#include "drawing_internal.h"
#include "icon.h"

static const enum icon *icon_of_trigger(enum bpmn_type type) {
    static const struct {
        enum bpmn_type type;
        enum icon icon;
    } icons[] = {
        {BPMN_ON_MESSAGE, ICON_MESSAGE},
        {BPMN_ON_TIMER, ICON_TIMER},
        {BPMN_ON_SIGNAL, ICON_SIGNAL},
        {BPMN_ON_ERROR, ICON_ERROR},
        {BPMN_ON_ESCALATION, ICON_ESCALATION},
        {BPMN_ON_CONDITION, ICON_CONDITION},
        {BPMN_ON_LINK, ICON_LINK},
        {BPMN_ON_CANCEL, ICON_CANCEL},
        {BPMN_ON_COMPENSATION, ICON_COMPENSATION},
        {BPMN_ON_TERMINATE, ICON_TERMINATE},
    };
    for (size_t i = 0; i < COUNT_OF(icons); i++) {
        if (icons[i].type == type) {
            return &icons[i].icon;
        }
    }
    return NULL;
}

static void circle(struct scene *scene, const struct item *item, double inset, double width,
                   bool dashed) {
    const struct box *box = &item->box;
    svg_begin(&scene->svg, "ellipse");
    svg_attribute(&scene->svg, "class", "drawing-face");
    svg_number(&scene->svg, "cx", box->x + box->width / 2);
    svg_number(&scene->svg, "cy", box->y + box->height / 2);
    svg_number(&scene->svg, "rx", fmax(box->width / 2 - inset, 1));
    svg_number(&scene->svg, "ry", fmax(box->height / 2 - inset, 1));
    draw_paint(&scene->svg, item, width);
    svg_attribute(&scene->svg, "stroke-dasharray", dashed ? "4 3" : NULL);
    svg_end(&scene->svg);
}

/* NULL: it has no trigger. */
static const enum icon *icon_of(const struct bpmn_node *event) {
    static const enum icon many = ICON_MULTIPLE;
    static const enum icon all = ICON_PARALLEL_MULTIPLE;
    if (event->trigger_count == 1) {
        return icon_of_trigger(event->triggers[0]->element.type);
    }
    bool throws = bpmn_is(&event->element, BPMN_IS_THROW);
    return event->trigger_count == 0 ? NULL : event->parallel_multiple && !throws ? &all : &many;
}

void draw_small_start(struct scene *scene, const struct item *item) {
    const struct bpmn_node *node = (const struct bpmn_node *)item->element;
    const struct bpmn_node *start = node->inside == NULL ? NULL : node->inside->nodes;
    while (start != NULL && start->element.type != BPMN_START_EVENT) {
        start = start->next;
    }
    const enum icon *icon = start == NULL ? NULL : icon_of(start);
    if (icon == NULL) {
        return;
    }
    double x = item->box.x + 15;
    double y = item->box.y + 14;
    svg_circle_begin(&scene->svg, NULL, x, y, 10);
    draw_paint(&scene->svg, item, 1);
    svg_attribute(&scene->svg, "stroke-dasharray", start->interrupting ? NULL : "3 2");
    svg_end(&scene->svg);
    icon_draw(&scene->svg, *icon, x, y, 0.6, false, draw_ink(item), draw_face(item));
}

void draw_event(struct scene *scene, const struct item *item) {
    const struct bpmn_node *event = (const struct bpmn_node *)item->element;
    enum bpmn_type type = event->element.type;
    bool start = type == BPMN_START_EVENT;
    bool end = type == BPMN_END_EVENT;
    bool throws = bpmn_is(&event->element, BPMN_IS_THROW);
    /* a start event can leave running only what it stands in */
    bool dashed = !event->interrupting && (start || type == BPMN_BOUNDARY_EVENT);
    circle(scene, item, 0, end ? 3.5 : 1.5, dashed);
    if (!start && !end) {
        circle(scene, item, 3, 1.5, dashed);
    }
    const enum icon *icon = icon_of(event);
    if (icon != NULL) {
        double size = fmin(item->box.width, item->box.height);
        icon_draw(&scene->svg, *icon, item->box.x + item->box.width / 2,
                  item->box.y + item->box.height / 2, size / 36, throws, draw_ink(item),
                  draw_face(item));
    }
}
