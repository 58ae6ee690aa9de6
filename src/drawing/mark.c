/*
 * Marks: badges at the upper border of a shape or in the middle of a line, beside each other, each
 * with a shape of its own so that they can be told apart without colour; and, for what a comparison
 * or a run says of the whole shape, a broad line around it.
 */
#include <math.h>
#include <string.h>

#include "drawing_internal.h"
#include "icon.h"
#include "label.h"
#include "text.h"
#include "tr.h"

enum { BADGE = 20, BADGE_GAP = 3, DIGIT = 8, TEXT_MAX = 1000 };

#define WHITE "#ffffff"

struct look {
    const char *label;
    const char *d; /* of the badge's own shape, around 0,0 */
    const char *fill, *stroke, *ink;
    enum icon icon;
    const char *halo; /* dashes of the line around the shape, "" for a whole line; NULL: none */
};

static const char square[] = "M-9 -6A3 3 0 0 1 -6 -9H6A3 3 0 0 1 9 -6V6A3 3 0 0 1 6 9H-6A3 3 0 0 1 "
                             "-9 6Z";
static const char disk[] = "M-9 0A9 9 0 1 1 9 0A9 9 0 1 1 -9 0Z";

static const struct look looks[DRAWING_MARK_KINDS] = {
    [DRAWING_TOKEN] = {TR_NOOP("Waiting here"), NULL, "#0b5c8a", WHITE, WHITE, ICON_NOTE, NULL},
    [DRAWING_DONE] = {TR_NOOP("Done"), square, "#0f7a52", WHITE, WHITE, ICON_CHECK, ""},
    [DRAWING_VISIT] = {TR_NOOP("The citizen comes in person"), "M0 13L-4 9A9.5 9.5 0 1 1 4 9Z",
                       "#6b2f8f", WHITE, WHITE, ICON_PERSON, NULL},
    [DRAWING_ERROR] = {TR_NOOP("Error"), "M-4 -9.5H4L9.5 -4V4L4 9.5H-4L-9.5 4V-4Z", "#b3261e",
                       WHITE, WHITE, ICON_CROSS, NULL},
    [DRAWING_WARNING] = {TR_NOOP("Warning"), "M0 -10.5L10.5 8.5H-10.5Z", "#f2c14e", "#17252c",
                         "#17252c", ICON_EXCLAMATION, NULL},
    [DRAWING_NOTE] = {TR_NOOP("Remark"), disk, WHITE, "#0b5c8a", "#0b5c8a", ICON_NOTE, NULL},
    [DRAWING_ADDED] = {TR_NOOP("Was added"), square, "#0f7a52", WHITE, WHITE, ICON_ADD, ""},
    [DRAWING_REMOVED] = {TR_NOOP("Was removed"), square, WHITE, "#b3261e", "#b3261e", ICON_REMOVE,
                         "9 6"},
    [DRAWING_CHANGED] = {TR_NOOP("Was changed"), square, "#8a5a00", WHITE, WHITE, ICON_CHANGE,
                         "1 7"},
    [DRAWING_INCIDENT] = {TR_NOOP("Stuck here"), "M0 -11.5L11.5 0L0 11.5L-11.5 0Z", "#b3261e",
                          WHITE, WHITE, ICON_BOLT, NULL},
};

const char *drawing_mark_label(enum drawing_mark_kind kind) {
    return tr(looks[kind].label);
}

const char *word_mark(struct arena *arena, const struct drawing_mark *mark) {
    const char *said = drawing_mark_label(mark->kind);
    if (mark->count > 1) {
        said = arena_printf(arena, "%s (%s)", said, word_number(arena, mark->count));
    }
    return text_is_blank(mark->text) || said == NULL
               ? said
               : arena_printf(arena, "%s: %s", said, mark->text);
}

void mark_add(struct arena *arena, struct item *item, const struct drawing_mark *mark) {
    struct marked **end = &item->marks;
    while (*end != NULL && (*end)->mark.kind != mark->kind) {
        end = &(*end)->next;
    }
    if (*end == NULL) {
        *end = ARENA_NEW(arena, struct marked);
        if (*end != NULL) {
            (*end)->mark = *mark;
        }
        return;
    }
    struct drawing_mark *sum = &(*end)->mark;
    sum->count = (sum->count == 0 ? 1 : sum->count) + (mark->count == 0 ? 1 : mark->count);
    if (sum->text == NULL) {
        sum->text = mark->text;
    } else if (mark->text != NULL && strlen(sum->text) < TEXT_MAX) {
        sum->text = arena_printf(arena, "%s; %s", sum->text, mark->text);
    }
}

/* A number of ten digits is as wide as a badge gets. */
static const char *count_of(struct arena *arena, const struct drawing_mark *mark) {
    if (mark->kind == DRAWING_TOKEN) {
        return word_number(arena, mark->count == 0 ? 1 : mark->count);
    }
    return mark->count > 1 ? word_number(arena, mark->count) : NULL;
}

static double width_of(const struct drawing_mark *mark) {
    size_t digits = 1;
    for (size_t rest = mark->count; rest >= 10; rest /= 10) {
        digits++;
    }
    double number = (double)digits * DIGIT;
    return mark->kind == DRAWING_TOKEN ? fmax(BADGE, number + 12)
           : mark->count > 1           ? BADGE + number + 6
                                       : BADGE;
}

static void draw_number(struct svg *svg, const char *number, double x, double y,
                        const char *colour) {
    svg_begin(svg, "text");
    svg_number(svg, "x", x);
    svg_number(svg, "y", y + 4.5);
    svg_attribute(svg, "font-size", "13");
    svg_attribute(svg, "font-weight", "bold");
    svg_attribute(svg, "text-anchor", "middle");
    svg_attribute(svg, "fill", colour);
    svg_attribute(svg, "stroke", "none");
    svg_content(svg, number);
    svg_end(svg);
}

static void draw_sign(struct svg *svg, const struct look *look, double x, double y) {
    svg_begin(svg, "path");
    svg_attribute_begin(svg, "transform");
    svg_piece(svg, "translate(");
    svg_value(svg, x);
    svg_value(svg, y);
    svg_piece(svg, ")");
    svg_attribute_end(svg);
    svg_attribute(svg, "d", look->d);
    svg_attribute(svg, "fill", look->fill);
    svg_attribute(svg, "stroke", look->stroke);
    svg_end(svg);
    icon_draw(svg, look->icon, x, look->icon == ICON_EXCLAMATION ? y + 1 : y, 0.8, false, look->ink,
              look->fill);
}

/* x: the left end of the badge; y: its middle. */
static void draw_badge(struct svg *svg, const struct look *look, double x, double y, double width,
                       const char *number) {
    if (look->d == NULL) {
        svg_rect_begin(svg, NULL, x, y - BADGE / 2.0, width, BADGE, BADGE / 2.0);
        svg_attribute(svg, "fill", look->fill);
        svg_attribute(svg, "stroke", look->stroke);
        svg_end(svg);
        draw_number(svg, number, x + width / 2, y, look->ink);
        return;
    }
    if (number != NULL) {
        svg_rect_begin(svg, NULL, x + 2, y - BADGE / 2.0, width - 2, BADGE, 4);
        svg_attribute(svg, "fill", WHITE);
        svg_attribute(svg, "stroke", "#17252c");
        svg_attribute(svg, "stroke-width", "1");
        svg_end(svg);
        draw_number(svg, number, x + (BADGE + width) / 2, y, "#17252c");
    }
    draw_sign(svg, look, x + BADGE / 2.0, y);
}

/* A line that was taken is broad; a badge on each of them would hide the way. */
static bool has_badge(const struct item *item, const struct marked *marked) {
    return item->layer != LAYER_EDGE || marked->mark.kind != DRAWING_DONE;
}

/* The middle of the row: over the upper border of shapes, clear of a name above; in the middle of
   lines. */
static struct bpmn_point middle_of(const struct item *item, double width) {
    const struct box *box = &item->box;
    if (item->layer == LAYER_EDGE) {
        return draw_middle(item);
    }
    struct bpmn_point middle = {box->x + box->width / 2, box->y};
    if (item->element != NULL && bpmn_is(item->element, BPMN_IS_GATEWAY | BPMN_IS_EVENT)) {
        middle.y += draw_label_is_above(item) ? box->height + 6 : -6;
    } else if (box->width >= 2 * BADGE + width) {
        middle.x = box->x + box->width - 2 - width / 2;
    }
    return middle;
}

struct box mark_room(const struct item *item) {
    double width = 0;
    for (const struct marked *at = item->marks; at != NULL; at = at->next) {
        if (has_badge(item, at)) {
            width += width_of(&at->mark) + (width > 0 ? BADGE_GAP : 0);
        }
    }
    struct bpmn_point middle = middle_of(item, width);
    return (struct box){middle.x - width / 2, middle.y - BADGE / 2.0, width, BADGE};
}

void draw_marks(struct scene *scene, const struct item *item) {
    if (item->marks == NULL) {
        return;
    }
    struct box room = mark_room(item);
    for (const struct marked *at = item->marks; at != NULL; at = at->next) {
        if (!has_badge(item, at)) {
            continue;
        }
        double width = width_of(&at->mark);
        const char *said = word_mark(scene->arena, &at->mark);
        frame_group_begin(&scene->svg, scene->options, "drawing-mark", NULL,
                          said == NULL ? "" : said);
        draw_badge(&scene->svg, &looks[at->mark.kind], room.x, room.y + room.height / 2, width,
                   count_of(scene->arena, &at->mark));
        svg_end(&scene->svg);
        room.x += width + BADGE_GAP;
    }
}

static void paint_halo(struct svg *svg, const struct look *look) {
    bool light = look->fill[1] == 'f';
    svg_attribute(svg, "fill", "none");
    svg_attribute(svg, "stroke", light ? look->stroke : look->fill);
    svg_attribute(svg, "stroke-width", "4");
    svg_attribute(svg, "stroke-dasharray", look->halo[0] == '\0' ? NULL : look->halo);
    svg_end(svg);
}

void draw_mark_outline(struct scene *scene, const struct item *item) {
    const struct look *look = NULL;
    for (const struct marked *at = item->marks; at != NULL && look == NULL; at = at->next) {
        look = looks[at->mark.kind].halo == NULL ? NULL : &looks[at->mark.kind];
    }
    if (look == NULL) {
        return;
    }
    if (item->layer == LAYER_EDGE) {
        svg_line_begin(&scene->svg, "drawing-halo", item->points, item->point_count, false);
    } else {
        const struct box *box = &item->box;
        svg_rect_begin(&scene->svg, "drawing-halo", box->x - 4, box->y - 4, box->width + 8,
                       box->height + 8, 12);
    }
    paint_halo(&scene->svg, look);
}

void drawing_mark_sign(enum drawing_mark_kind kind, struct buf *out) {
    enum { SIZE = 24 };
    struct svg svg = {.out = out};
    svg_begin(&svg, "svg");
    svg_attribute(&svg, "xmlns", "http://www.w3.org/2000/svg");
    svg_attribute(&svg, "class", "drawing-sign");
    svg_attribute(&svg, "aria-hidden", "true");
    svg_number(&svg, "width", SIZE);
    svg_number(&svg, "height", SIZE);
    svg_attribute(&svg, "viewBox", "0 0 26 26");
    svg_attribute(&svg, "font-family", "Vazirmatn, sans-serif");
    draw_badge(&svg, &looks[kind], 3, 12.5, BADGE,
               kind != DRAWING_TOKEN             ? NULL
               : text_equal(tr_language(), "fa") ? "۱"
                                                 : "1");
    svg_end(&svg);
}
