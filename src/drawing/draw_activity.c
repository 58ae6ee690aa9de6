/* Activities (10.3): a rounded rectangle; thick when it calls, double when it is a transaction,
   dotted when an event starts it; the kind of task above, the other markers below. */
#include <math.h>

#include "drawing_internal.h"
#include "icon.h"
#include "label.h"

enum { RADIUS = 10, MARKERS_MAX = 6, MARKER_SIZE = 14, MARKER_GAP = 4, PAD = 5 };

struct task_icon {
    enum bpmn_type type, global;
    enum icon icon;
    bool solid;
};

static const struct task_icon task_icons[] = {
    {BPMN_USER_TASK, BPMN_GLOBAL_USER_TASK, ICON_USER, false},
    {BPMN_MANUAL_TASK, BPMN_GLOBAL_MANUAL_TASK, ICON_MANUAL, false},
    {BPMN_SERVICE_TASK, BPMN_SERVICE_TASK, ICON_SERVICE, false},
    {BPMN_SCRIPT_TASK, BPMN_GLOBAL_SCRIPT_TASK, ICON_SCRIPT, false},
    {BPMN_RULE_TASK, BPMN_GLOBAL_RULE_TASK, ICON_RULE, false},
    {BPMN_SEND_TASK, BPMN_SEND_TASK, ICON_MESSAGE, true},
    {BPMN_RECEIVE_TASK, BPMN_RECEIVE_TASK, ICON_MESSAGE, false},
};

static void outline(struct scene *scene, const struct item *item, double inset, double width) {
    const struct bpmn_node *node = (const struct bpmn_node *)item->element;
    const struct box *box = &item->box;
    svg_rect_begin(&scene->svg, "drawing-face", box->x + inset, box->y + inset,
                   fmax(box->width - 2 * inset, 1), fmax(box->height - 2 * inset, 1),
                   RADIUS - inset);
    draw_paint(&scene->svg, item, width);
    svg_attribute(&scene->svg, "stroke-dasharray", node->by_event ? "1.5 3.5" : NULL);
    svg_end(&scene->svg);
}

/* The sign of the kind of task, or of the global task that is called. */
static bool draw_task_icon(struct scene *scene, const struct item *item) {
    const struct bpmn_node *node = (const struct bpmn_node *)item->element;
    enum bpmn_type type = node->called == NULL ? node->element.type : node->called->type;
    double x = item->box.x + 15;
    double y = item->box.y + 14;
    for (size_t i = 0; i < COUNT_OF(task_icons); i++) {
        if (task_icons[i].type != type && task_icons[i].global != type) {
            continue;
        }
        bool starts = type == BPMN_RECEIVE_TASK && node->instantiate;
        if (starts) {
            svg_circle_begin(&scene->svg, NULL, x, y, 10);
            svg_attribute(&scene->svg, "fill", "none");
            svg_attribute(&scene->svg, "stroke", item->stroke);
            svg_end(&scene->svg);
        }
        icon_draw(&scene->svg, task_icons[i].icon, x, y, starts ? 0.65 : 0.9, task_icons[i].solid,
                  draw_ink(item), draw_face(item));
        return true;
    }
    return false;
}

static size_t markers_of(const struct item *item, enum icon *out) {
    const struct bpmn_node *node = (const struct bpmn_node *)item->element;
    const struct bpmn_element *loop = node->loop;
    size_t count = 0;
    if (node->for_compensation) {
        out[count++] = ICON_COMPENSATION;
    }
    if (loop != NULL) {
        bool sequential = bpmn_attribute_is(loop->xml, "isSequential", "true");
        out[count++] = loop->type == BPMN_STANDARD_LOOP ? ICON_LOOP
                       : sequential                     ? ICON_SEQUENTIAL
                                                        : ICON_PARALLEL;
    }
    bool called_process = node->called != NULL && node->called->type == BPMN_PROCESS;
    bool holds = bpmn_is(&node->element, BPMN_IS_SUB_PROCESS) || called_process;
    if (holds && !item->expanded) {
        out[count++] = ICON_COLLAPSED;
    }
    if (node->element.type == BPMN_AD_HOC) {
        out[count++] = ICON_AD_HOC;
    }
    return count;
}

static void draw_markers(struct scene *scene, const struct item *item, const enum icon *markers,
                         size_t count) {
    double width = (double)count * (MARKER_SIZE + MARKER_GAP) - MARKER_GAP;
    double x = item->box.x + (item->box.width - width) / 2 + MARKER_SIZE / 2.0;
    double y = item->box.y + item->box.height - MARKER_SIZE / 2.0 - 4;
    for (size_t i = 0; i < count; i++) {
        icon_draw(&scene->svg, markers[i], x, y, markers[i] == ICON_COMPENSATION ? 0.75 : 0.95,
                  false, draw_ink(item), draw_face(item));
        x += MARKER_SIZE + MARKER_GAP;
    }
}

/* The name keeps clear of the signs above and below while the shape is high enough. */
static void draw_name(struct scene *scene, const struct item *item, bool icon, bool markers) {
    const char *name = word_label(scene, item->element);
    struct box room = item->box;
    room.x += PAD;
    room.width -= 2 * PAD;
    if (item->expanded) {
        room.x += icon ? 20 : 0;
        room.width -= icon ? 40 : 0;
        room.y += PAD;
        room.height = fmin(room.height - PAD, 34);
        label_draw(&scene->svg, name, room, LABEL_TOP, 12, draw_text_colour(item));
        return;
    }
    bool high = room.height >= 60;
    double above = icon && high ? 20 : 3;
    double below = markers && room.height >= 34 ? 19 : 3;
    if (icon && !high) { /* beside it */
        room.x += 20;
        room.width = fmax(room.width - 20, 20);
    }
    room.y += above;
    room.height -= above + below;
    label_draw(&scene->svg, name, room, LABEL_MIDDLE, 12, draw_text_colour(item));
}

void draw_activity(struct scene *scene, const struct item *item) {
    enum bpmn_type type = item->element->type;
    outline(scene, item, 0, type == BPMN_CALL_ACTIVITY ? 4 : 1.5);
    if (type == BPMN_TRANSACTION) {
        outline(scene, item, 3, 1.5);
    }
    bool icon = draw_task_icon(scene, item);
    if (!item->expanded && ((const struct bpmn_node *)item->element)->by_event) {
        draw_small_start(scene, item);
        icon = true;
    }
    enum icon markers[MARKERS_MAX];
    size_t count = markers_of(item, markers);
    draw_markers(scene, item, markers, count);
    draw_name(scene, item, icon, count > 0);
}
