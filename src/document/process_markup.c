/* Draws a pair of processes into a chapter. See process_markup.h. */
#include "process_markup.h"

#include "block_pair_html.h"
#include "tr.h"
#include "vocabulary.h"
#include <stdlib.h>
#include <string.h>

/* Wider than this, in pixels, the letters of a drawing are too small on an upright page. */
enum { UPRIGHT_MAX = 800, SIGN_MAX = 1 << 14 };

/* Why the citizen comes, for those who point at the mark. */
static const char *visit_text(struct arena *arena, const struct journey_visit *visit) {
    int reason =
        visit->reason == NULL ? 0 : vocabulary_value(VOCABULARY_VISIT_REASON, visit->reason);
    const char *why =
        vocabulary_label(VOCABULARY_VISIT_REASON, reason != 0 ? reason : (int)VISIT_REASON_UNKNOWN);
    return arena_printf(arena, "%s – %s", why,
                        visit->clause != NULL ? visit->clause : tr("no clause is named"));
}

/* Visits, and the nodes that go, come or change. */
static struct drawing_mark *marks_of(struct arena *arena, const struct pair *pair, size_t side,
                                     size_t *count) {
    static const enum drawing_mark_kind kinds[] = {[JOURNEY_ADDED] = DRAWING_ADDED,
                                                   [JOURNEY_REMOVED] = DRAWING_REMOVED,
                                                   [JOURNEY_CHANGED] = DRAWING_CHANGED};
    const struct pair_side *one = &pair->sides[side];
    const enum journey_mark *changes = pair->comparison == NULL ? NULL
                                       : side == PAIR_AS_IS     ? pair->comparison->as_is_marks
                                                                : pair->comparison->to_be_marks;
    struct drawing_mark *marks = ARENA_ARRAY(
        arena, one->journey->visit_count + one->bpmn->element_count + 1, struct drawing_mark);
    *count = 0;
    for (size_t i = 0; marks != NULL && i < one->journey->visit_count; i++) {
        const struct journey_visit *visit = &one->journey->visits[i];
        if (visit->element->id != NULL) {
            marks[(*count)++] = (struct drawing_mark){visit->element->id, DRAWING_VISIT, 0,
                                                      visit_text(arena, visit)};
        }
    }
    for (size_t i = 0; marks != NULL && changes != NULL && i < one->bpmn->element_count; i++) {
        const struct bpmn_element *element = one->bpmn->elements[i];
        enum journey_mark change = changes[element->index];
        if (element->id != NULL && change != JOURNEY_SAME && bpmn_is(element, BPMN_IS_NODE)) {
            marks[(*count)++] = (struct drawing_mark){element->id, kinds[change], 0, NULL};
        }
    }
    return marks;
}

static bool is_wide(const char *svg) {
    static const char attribute[] = " width=\"";
    const char *at = strstr(svg, attribute);
    return at != NULL && strtod(at + sizeof(attribute) - 1, NULL) > UPRIGHT_MAX;
}

enum err draw_picture(struct arena *arena, const struct pair *pair, size_t side, const char *prefix,
                      struct drawn_picture *out) {
    size_t count = 0;
    struct drawing_mark *marks = marks_of(arena, pair, side, &count);
    const struct bpmn *bpmn = pair->sides[side].bpmn;
    const struct drawing_options options = {.marks = marks, .mark_count = count, .prefix = prefix};
    struct buf svg;
    if (marks == NULL) {
        return err_failed();
    }
    out->side = &pair->sides[side];
    out->diagrams = drawing_count(bpmn);
    for (size_t i = 0; i < count; i++) {
        out->marked[marks[i].kind] = true;
    }
    buf_init(&svg, DRAWING_BYTES_MAX);
    enum err err = drawing_bpmn(arena, bpmn, 0, &options, &svg);
    err = err == ERR_NONE ? svg.failed : err;
    if (err == ERR_NONE) {
        out->svg = (struct html_raw){arena_strdup(arena, buf_text(&svg))};
        err = out->svg.markup == NULL ? err_failed() : ERR_NONE;
        out->wide = err == ERR_NONE && is_wide(out->svg.markup);
    } else if (err == ERR_INVALID || err == ERR_NOT_FOUND || err == ERR_LIMIT) {
        out->problem = arena_strdup(arena, err_last()->message);
        err = out->problem == NULL ? err_failed() : ERR_NONE;
    }
    buf_finish(&svg);
    return err;
}

struct html_raw drawn_sign(struct arena *arena, enum drawing_mark_kind kind) {
    struct buf svg;
    buf_init(&svg, SIGN_MAX);
    drawing_mark_sign(kind, &svg);
    const char *markup = arena_strdup(arena, buf_text(&svg));
    buf_finish(&svg);
    return (struct html_raw){markup != NULL ? markup : ""};
}

enum err draw_pair(struct arena *arena, const struct drawn_pair *pair, struct buf *out) {
    struct html html = {.arena = arena, .buf = *out};
    block_pair_html(&html, pair);
    *out = html.buf;
    return out->failed != ERR_NONE ? out->failed : arena_failed(arena) ? err_failed() : ERR_NONE;
}
