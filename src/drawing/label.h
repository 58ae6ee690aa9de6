/* Text in a box (Private to drawing): widths are estimated, for nobody knows the reader's font. */
#ifndef KHAJU_DRAWING_LABEL_H
#define KHAJU_DRAWING_LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include "drawing_internal.h"

enum { LABEL_LINES_MAX = 16 };

enum label_place {
    LABEL_MIDDLE, /* centred in the box */
    LABEL_TOP,    /* centred, from the top on */
    LABEL_BESIDE, /* the same, and legible where it crosses lines */
    LABEL_START,  /* from the top on, beginning at the side where its writing begins */
};

struct label_line {
    const char *start;
    size_t length;
};

struct label {
    struct label_line lines[LABEL_LINES_MAX];
    size_t count;
    bool cut; /* the last line goes on */
};

/* The width of a text in units of its size. */
double label_width(const char *text, size_t length);
/* Divides text into at most `most` lines of this width (in units of the size). */
void label_wrap(const char *text, double width, size_t most, struct label *out);
/* Whether the first letter that has a direction is written from right to left. */
bool label_is_rtl(const char *text, size_t length);

/* Draws text so that it stays in the box: smaller when it must, then shortened. colour NULL: ink.
 */
void label_draw(struct svg *svg, const char *text, struct box box, enum label_place place,
                double size, const char *colour);

#endif
