/* The writer of SVG. */
#include "svg.h"

#include <math.h>
#include <string.h>

static const double largest = 1e9;

static void escape(struct buf *out, const char *text, size_t length) {
    size_t from = 0;
    for (size_t i = 0; i < length; i++) {
        const char *entity = text[i] == '<'   ? "&lt;"
                             : text[i] == '>' ? "&gt;"
                             : text[i] == '&' ? "&amp;"
                             : text[i] == '"' ? "&quot;"
                                              : NULL;
        bool control = (unsigned char)text[i] < ' ' && text[i] != '\n';
        if (entity != NULL || control) {
            buf_append(out, text + from, i - from);
            buf_str(out, control ? " " : entity);
            from = i + 1;
        }
    }
    buf_append(out, text + from, length - from);
}

static void close_tag(struct svg *svg) {
    if (svg->in_tag) {
        buf_char(svg->out, '>');
        svg->in_tag = false;
    }
}

void svg_begin(struct svg *svg, const char *name) {
    close_tag(svg);
    buf_char(svg->out, '<');
    buf_str(svg->out, name);
    svg->names[svg->depth++] = name;
    svg->in_tag = true;
}

void svg_end(struct svg *svg) {
    const char *name = svg->names[--svg->depth];
    if (svg->in_tag) {
        buf_str(svg->out, "/>");
        svg->in_tag = false;
    } else {
        buf_str(svg->out, "</");
        buf_str(svg->out, name);
        buf_char(svg->out, '>');
    }
    if (svg->depth < 3) {
        buf_char(svg->out, '\n');
    }
}

void svg_attribute_begin(struct svg *svg, const char *name) {
    buf_char(svg->out, ' ');
    buf_str(svg->out, name);
    buf_str(svg->out, "=\"");
}

void svg_attribute_end(struct svg *svg) {
    buf_char(svg->out, '"');
}

void svg_piece(struct svg *svg, const char *text) {
    escape(svg->out, text, strlen(text));
}

static void number(struct buf *out, double value) {
    value = value > largest ? largest : value < -largest ? -largest : value;
    long long hundredths = llround(value * 100);
    if (hundredths < 0) {
        buf_char(out, '-');
        hundredths = -hundredths;
    }
    buf_int(out, hundredths / 100);
    int rest = (int)(hundredths % 100);
    if (rest != 0) {
        buf_char(out, '.');
        buf_char(out, (char)('0' + rest / 10));
        if (rest % 10 != 0) {
            buf_char(out, (char)('0' + rest % 10));
        }
    }
}

void svg_value(struct svg *svg, double value) {
    number(svg->out, value);
    buf_char(svg->out, ' ');
}

void svg_attribute(struct svg *svg, const char *name, const char *value) {
    if (value != NULL) {
        svg_attribute_begin(svg, name);
        svg_piece(svg, value);
        svg_attribute_end(svg);
    }
}

void svg_number(struct svg *svg, const char *name, double value) {
    svg_attribute_begin(svg, name);
    number(svg->out, value);
    svg_attribute_end(svg);
}

void svg_content_part(struct svg *svg, const char *text, size_t length) {
    close_tag(svg);
    escape(svg->out, text, length);
}

void svg_content(struct svg *svg, const char *text) {
    svg_content_part(svg, text, strlen(text));
}

void svg_rect_begin(struct svg *svg, const char *class, double x, double y, double width,
                    double height, double radius) {
    svg_begin(svg, "rect");
    svg_attribute(svg, "class", class);
    svg_number(svg, "x", x);
    svg_number(svg, "y", y);
    svg_number(svg, "width", width);
    svg_number(svg, "height", height);
    if (radius > 0) {
        svg_number(svg, "rx", radius);
    }
}

void svg_circle_begin(struct svg *svg, const char *class, double x, double y, double radius) {
    svg_begin(svg, "circle");
    svg_attribute(svg, "class", class);
    svg_number(svg, "cx", x);
    svg_number(svg, "cy", y);
    svg_number(svg, "r", radius);
}

void svg_line_begin(struct svg *svg, const char *class, const struct bpmn_point *points,
                    size_t count, bool closed) {
    svg_begin(svg, "path");
    svg_attribute(svg, "class", class);
    svg_attribute_begin(svg, "d");
    for (size_t i = 0; i < count; i++) {
        svg_piece(svg, i == 0 ? "M" : "L");
        svg_value(svg, points[i].x);
        svg_value(svg, points[i].y);
    }
    if (closed) {
        svg_piece(svg, "Z");
    }
    svg_attribute_end(svg);
}
