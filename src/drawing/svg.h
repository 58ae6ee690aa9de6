/*
 * Writing SVG (Private to drawing): elements that close themselves, attributes and text that are
 * always escaped, numbers with at most two decimals and a point in every locale.
 */
#ifndef KHAJU_DRAWING_SVG_H
#define KHAJU_DRAWING_SVG_H

#include <stdbool.h>
#include "bpmn.h"
#include "buf.h"

enum { SVG_DEPTH_MAX = 16 };

struct svg {
    struct buf *out;
    const char *names[SVG_DEPTH_MAX]; /* of the elements that are open */
    unsigned depth;
    bool in_tag; /* attributes may still be added to the innermost */
};

void svg_begin(struct svg *svg, const char *name);
void svg_end(struct svg *svg);
void svg_attribute(struct svg *svg, const char *name, const char *value); /* NULL: left out */
void svg_number(struct svg *svg, const char *name, double value);
void svg_content(struct svg *svg, const char *text);
void svg_content_part(struct svg *svg, const char *text, size_t length);

/* An attribute in pieces; between the two calls svg_piece and svg_value. */
void svg_attribute_begin(struct svg *svg, const char *name);
void svg_attribute_end(struct svg *svg);
void svg_piece(struct svg *svg, const char *text); /* escaped */
void svg_value(struct svg *svg, double value);     /* followed by a space */

/* These begin an element, which the caller paints and ends. class may be NULL. */
void svg_rect_begin(struct svg *svg, const char *class, double x, double y, double width,
                    double height, double radius);
void svg_circle_begin(struct svg *svg, const char *class, double x, double y, double radius);
/* Begins a path that goes straight through the points; closed: and back. */
void svg_line_begin(struct svg *svg, const char *class, const struct bpmn_point *points,
                    size_t count, bool closed);

#endif
