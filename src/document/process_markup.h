/* The markup of a pair of processes: drawings with their marks and source, tables beside them. */
#ifndef KHAJU_DOCUMENT_PROCESS_MARKUP_H
#define KHAJU_DOCUMENT_PROCESS_MARKUP_H

#include "drawing.h"
#include "html.h"
#include "pair.h"

/* A drawing about to stand in a chapter. */
struct drawn_picture {
    const char *anchor, *href, *label, *caption; /* as those of a table */
    const struct pair_side *side;
    struct html_raw svg;
    const char *problem; /* why there is no drawing, translated; NULL: there is one */
    bool wide;           /* is printed on a page that is turned */
    bool marked[DRAWING_MARK_KINDS];
    size_t diagrams; /* of the file; the first is drawn */
};

/* A pair about to stand in a chapter. */
struct drawn_pair {
    const char *anchor;
    const struct pair *pair;
    const struct drawn_picture *pictures;
    size_t picture_count;
    bool wide;
    struct html_raw tables;
    bool no_visits;
    int64_t shown, total; /* after the last one: shown of how many */
};

/* Draws one side; prefix: of the ids in the drawing. What cannot be drawn is a problem, not an
   error. */
enum err draw_picture(struct arena *arena, const struct pair *pair, size_t side, const char *prefix,
                      struct drawn_picture *out) WARN_UNUSED;
/* The sign of a mark for a legend. */
struct html_raw drawn_sign(struct arena *arena, enum drawing_mark_kind kind);
enum err draw_pair(struct arena *arena, const struct drawn_pair *pair, struct buf *out) WARN_UNUSED;

#endif
