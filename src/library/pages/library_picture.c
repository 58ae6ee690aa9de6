/* The drawing of a version. */
#include "library_picture.h"

#include <stdlib.h>
#include <string.h>

#include "extension.h"
#include "text.h"

/* Complaints of one severity about one element are one mark with their number. */
static void mark(struct library_marks *marks, const char *id, enum drawing_mark_kind kind,
                 const char *text) {
    for (size_t i = 0; i < marks->count; i++) {
        struct drawing_mark *item = &marks->items[i];
        if (item->kind == kind && strcmp(item->element_id, id) == 0) {
            item->count++;
            return;
        }
    }
    marks->items[marks->count++] = (struct drawing_mark){id, kind, 1, text};
}

enum err library_marks(const struct library_opened *opened, struct library_marks *out) {
    static const enum drawing_mark_kind kinds[] = {[CHECK_NOTE] = DRAWING_NOTE,
                                                   [CHECK_WARNING] = DRAWING_WARNING,
                                                   [CHECK_ERROR] = DRAWING_ERROR};
    const struct library_report *report = &opened->report;
    const struct bpmn *bpmn = opened->file.bpmn;
    size_t most = report->count + (bpmn != NULL ? bpmn->element_count : 0) + 1;
    *out = (struct library_marks){.items = ARENA_ARRAY(opened->arena, most, struct drawing_mark)};
    if (out->items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < report->count; i++) {
        const struct library_complaint *complaint = &report->complaints[i];
        if (complaint->id != NULL) {
            mark(out, complaint->id, kinds[complaint->severity], complaint->text);
        }
    }
    for (size_t i = 0; bpmn != NULL && i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        if (element->id != NULL && bpmn_is(element, BPMN_IS_ACTIVITY) &&
            bpmn_extension(element->xml, "visit") != NULL) {
            out->items[out->count++] = (struct drawing_mark){element->id, DRAWING_VISIT, 0, NULL};
        }
    }
    return ERR_NONE;
}

size_t library_diagrams(const struct library_opened *opened) {
    return opened->file.bpmn != NULL ? drawing_count(opened->file.bpmn)
                                     : drawing_decision_count(opened->file.document);
}

const char *library_diagram_name(struct arena *arena, const struct library_opened *opened,
                                 size_t index) {
    const char *name = opened->file.bpmn != NULL
                           ? drawing_name(opened->file.bpmn, index)
                           : drawing_decision_name(opened->file.document, index);
    return text_is_blank(name) ? tr_fmt(arena, "Diagram {1}", index + 1) : name;
}

size_t library_diagram_asked(struct page *page) {
    const char *typed = page_query(page, "diagram");
    int64_t number = 0;
    return typed != NULL && text_int(typed, &number) && number > 0 ? (size_t)number - 1 : 0;
}

static enum err draw(const struct library_opened *opened, size_t chosen,
                     const struct drawing_options *options, struct buf *out) {
    return opened->file.bpmn != NULL
               ? drawing_bpmn(opened->arena, opened->file.bpmn, chosen, options, out)
               : drawing_decision(opened->arena, opened->file.document, chosen, options, out);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids that the drawing really has: a link to another one would lead nowhere. */
static enum err drawn_find(const struct library_opened *opened, const char *prefix,
                           struct library_picture *picture) {
    const char *mark = arena_printf(opened->arena, " id=\"%s", prefix);
    const char **drawn = NULL;
    for (int pass = 0; mark != NULL && pass < 2; pass++) {
        size_t count = 0;
        const char *at = strstr(picture->svg.markup, mark);
        for (; at != NULL; at = strstr(at, mark)) {
            at += strlen(mark);
            if (drawn != NULL) {
                drawn[count] = arena_strndup(opened->arena, at, strcspn(at, "\""));
            }
            count++;
        }
        picture->drawn_count = count;
        drawn = drawn != NULL ? drawn : ARENA_ARRAY(opened->arena, count + 1, const char *);
    }
    if (arena_failed(opened->arena) || drawn == NULL) {
        return err_failed();
    }
    qsort(drawn, picture->drawn_count, sizeof *drawn, by_text);
    picture->drawn = drawn;
    return ERR_NONE;
}

bool library_is_drawn(const struct library_picture *picture, const char *id) {
    return picture->drawn_count > 0 && bsearch(&id, picture->drawn, picture->drawn_count,
                                               sizeof *picture->drawn, by_text) != NULL;
}

enum err library_draw(const struct library_opened *opened, size_t chosen, const char *prefix,
                      const struct library_marks *marks, struct library_picture *out) {
    const struct drawing_options options = {
        .marks = marks->items, .mark_count = marks->count, .prefix = prefix};
    struct buf svg;
    buf_init(&svg, DRAWING_BYTES_MAX);
    *out = (struct library_picture){
        .prefix = prefix, .svg = {""}, .count = library_diagrams(opened), .chosen = chosen};
    for (size_t i = 0; i < marks->count; i++) {
        out->marked[marks->items[i].kind] = true;
    }
    enum err err = draw(opened, chosen, &options, &svg);
    err = err == ERR_NONE ? svg.failed : err;
    if (err == ERR_NONE) {
        out->svg.markup = arena_strdup(opened->arena, buf_text(&svg));
        err = out->svg.markup != NULL ? drawn_find(opened, prefix, out) : err_failed();
    } else if (err == ERR_INVALID || err == ERR_NOT_FOUND || err == ERR_LIMIT) {
        out->problem = arena_strdup(opened->arena, err_last()->message);
        err = out->problem != NULL ? ERR_NONE : err_failed();
    }
    buf_finish(&svg);
    return err;
}

enum err library_draw_file(const struct library_opened *opened, size_t chosen,
                           const struct library_marks *marks, struct buf *out) {
    const struct drawing_options options = {
        .marks = marks->items, .mark_count = marks->count, .standalone = true};
    enum err err = draw(opened, chosen, &options, out);
    return err == ERR_NONE ? out->failed : err;
}

struct html_raw library_sign(struct arena *arena, enum drawing_mark_kind kind) {
    enum { SIGN_MAX = 1 << 14 };
    struct buf svg;
    buf_init(&svg, SIGN_MAX);
    drawing_mark_sign(kind, &svg);
    const char *markup = arena_strdup(arena, buf_text(&svg));
    buf_finish(&svg);
    return (struct html_raw){markup != NULL ? markup : ""};
}
