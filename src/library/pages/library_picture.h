/* The drawing of a version, with what the checker says and the visits marked on it. */
#ifndef KHAJU_LIBRARY_PICTURE_H
#define KHAJU_LIBRARY_PICTURE_H

#include "drawing.h"
#include "library_page.h"

#define LIBRARY_ELEMENT "e-" /* prefix of the ids of drawn elements */

struct library_picture {
    const char *prefix;       /* of the ids in it */
    struct html_raw svg;      /* "" when problem is not NULL */
    const char *problem;      /* why there is no drawing, translated */
    size_t count, chosen;     /* diagrams of the file */
    const char *const *drawn; /* ids of drawn elements, sorted */
    size_t drawn_count;
    bool marked[DRAWING_MARK_KINDS]; /* which marks stand on it */
};

/* Marks of a version: complaints, and visits of a process. Appended to; the list grows. */
struct library_marks {
    struct drawing_mark *items;
    size_t count;
};
enum err library_marks(const struct library_opened *opened, struct library_marks *out) WARN_UNUSED;

/* Draws diagram `chosen` (from 0). What cannot be drawn is a problem, not an error. */
enum err library_draw(const struct library_opened *opened, size_t chosen, const char *prefix,
                      const struct library_marks *marks, struct library_picture *out) WARN_UNUSED;
/* Whether an element has a place that #e-ID leads to. */
bool library_is_drawn(const struct library_picture *picture, const char *id);
/* The drawing as a file of its own, appended to out. */
enum err library_draw_file(const struct library_opened *opened, size_t chosen,
                           const struct library_marks *marks, struct buf *out) WARN_UNUSED;
size_t library_diagrams(const struct library_opened *opened);
/* Its name, or "Diagram 2". */
const char *library_diagram_name(struct arena *arena, const struct library_opened *opened,
                                 size_t index);
/* The diagram that the query names, from 0. */
size_t library_diagram_asked(struct page *page);
/* The sign of a mark for a legend. */
struct html_raw library_sign(struct arena *arena, enum drawing_mark_kind kind);

#endif
