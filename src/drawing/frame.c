/* What is around every drawing: the outer element with its size, title and description, and the
   groups of its elements. */
#include <math.h>

#include "drawing_internal.h"
#include "text.h"
#include "tr.h"

static const char font[] = "Vazirmatn, 'Noto Sans Arabic', 'DejaVu Sans', sans-serif";

static void named(struct svg *svg, const char *element, const char *prefix, const char *name,
                  const char *content) {
    svg_begin(svg, element);
    svg_attribute_begin(svg, "id");
    svg_piece(svg, prefix);
    svg_piece(svg, name);
    svg_attribute_end(svg);
    svg_content(svg, content);
    svg_end(svg);
}

void frame_begin(struct svg *svg, const struct drawing_options *options, struct box extent,
                 const char *title, const char *description) {
    const char *prefix = options->prefix == NULL ? "" : options->prefix;
    if (options->standalone) {
        buf_str(svg->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }
    svg_begin(svg, "svg");
    svg_attribute(svg, "xmlns", "http://www.w3.org/2000/svg");
    svg_attribute(svg, "class", "drawing");
    svg_attribute(svg, "role", "group");
    svg_attribute_begin(svg, "aria-labelledby");
    svg_piece(svg, prefix);
    svg_piece(svg, "drawing-title");
    svg_attribute_end(svg);
    svg_attribute_begin(svg, "aria-describedby");
    svg_piece(svg, prefix);
    svg_piece(svg, "drawing-description");
    svg_attribute_end(svg);
    svg_number(svg, "width", extent.width);
    svg_number(svg, "height", extent.height);
    svg_attribute_begin(svg, "viewBox");
    svg_value(svg, extent.x);
    svg_value(svg, extent.y);
    svg_value(svg, extent.width);
    svg_value(svg, extent.height);
    svg_attribute_end(svg);
    svg_attribute(svg, "color", DRAWING_INK);
    svg_attribute(svg, "font-family", font);
    svg_attribute(svg, "fill", DRAWING_FACE);
    svg_attribute(svg, "stroke", "currentColor");
    svg_attribute(svg, "stroke-width", "1.5");
    svg_attribute(svg, "stroke-linejoin", "round");
    svg_attribute(svg, "stroke-linecap", "round");
    named(svg, "title", prefix, "drawing-title", title);
    named(svg, "desc", prefix, "drawing-description", description);
}

void frame_end(struct svg *svg) {
    svg_end(svg);
}

void frame_group_begin(struct svg *svg, const struct drawing_options *options, const char *class,
                       const char *id, const char *title) {
    svg_begin(svg, "g");
    svg_attribute(svg, "class", class);
    if (id != NULL) {
        svg_attribute_begin(svg, "id");
        svg_piece(svg, options->prefix == NULL ? "" : options->prefix);
        svg_piece(svg, id);
        svg_attribute_end(svg);
    }
    svg_attribute(svg, "role", "img");
    svg_begin(svg, "title");
    svg_content(svg, title);
    svg_end(svg);
}

void frame_widen(struct box *extent, struct box also) {
    double right = fmax(extent->x + extent->width, also.x + also.width);
    double bottom = fmax(extent->y + extent->height, also.y + also.height);
    extent->x = fmin(extent->x, also.x);
    extent->y = fmin(extent->y, also.y);
    extent->width = right - extent->x;
    extent->height = bottom - extent->y;
}

void frame_margin(struct box *extent) {
    enum { MARGIN = 16 };
    extent->x -= MARGIN;
    extent->y -= MARGIN;
    extent->width += 2 * MARGIN;
    extent->height += 2 * MARGIN;
}

enum err drawing_no_place(void) {
    return err_set(ERR_INVALID, "DRW-2",
                   "The diagram does not say where its shapes are, or puts them too far apart.",
                   NULL);
}

enum err drawing_too_much(void) {
    return err_set(ERR_LIMIT, "DRW-3",
                   "The diagram has too many shapes and lines to draw. Divide the model.", NULL);
}
