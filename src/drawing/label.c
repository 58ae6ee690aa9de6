/* Text in a box. */
#include "label.h"

#include <stdint.h>
#include <string.h>

static const double line_height = 1.35;
enum { SIZE_LEAST = 9 };

/* The next character; bytes that are not UTF-8 count one by one. */
static uint32_t next_code(const char *text, size_t length, size_t *at) {
    unsigned char first = (unsigned char)text[(*at)++];
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    uint32_t code = more == 0 ? first : first & (0x3Fu >> more);
    for (; more > 0 && *at < length && ((unsigned char)text[*at] & 0xC0) == 0x80; more--) {
        code = code << 6 | ((unsigned char)text[(*at)++] & 0x3F);
    }
    return code;
}

/* In units of the size, a little more than common fonts need. */
static double code_width(uint32_t code) {
    static const char narrow[] = "ijltfrI.,:;'!|()[]/ ";
    static const char wide[] = "mwMWQ@%";
    if (code < 0x80) {
        bool upper = code >= 'A' && code <= 'Z';
        return code == '\0'                               ? 0
               : memchr(narrow, (int)code, sizeof narrow) ? 0.36
               : memchr(wide, (int)code, sizeof wide)     ? 0.92
               : upper                                    ? 0.7
                                                          : 0.6;
    }
    bool mark = (code >= 0x300 && code <= 0x36F) || (code >= 0x64B && code <= 0x65F) ||
                (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
                (code >= 0x2066 && code <= 0x2069);
    bool arabic = code >= 0x600 && code <= 0x6FF;
    bool slim = code == 0x627 || code == 0x622 || code == 0x644 || code == 0x631 || code == 0x632 ||
                code == 0x648 || code == 0x60C || code == 0x628 || code == 0x6CC || code == 0x646;
    bool square = code >= 0x1100 && !(code >= 0x1E00 && code <= 0x2E7F);
    return mark ? 0 : slim ? 0.45 : arabic ? 0.62 : square ? 1.05 : 0.64;
}

double label_width(const char *text, size_t length) {
    double width = 0;
    for (size_t at = 0; at < length;) {
        width += code_width(next_code(text, length, &at));
    }
    return width;
}

bool label_is_rtl(const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        uint32_t code = next_code(text, length, &at);
        if ((code >= 0x590 && code <= 0x8FF) || (code >= 0xFB1D && code <= 0xFEFC)) {
            return true;
        }
        if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') {
            return false;
        }
        if (code >= 0xC0 && code < 0x590) {
            return false;
        }
    }
    return false;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void add_line(struct label *label, const char *start, const char *end) {
    while (end > start && is_space(end[-1])) {
        end--;
    }
    label->lines[label->count++] = (struct label_line){start, (size_t)(end - start)};
}

/* Where the line that starts here ends: at its last opportunity within the width. */
static const char *line_end(const char *start, const char *end, double width) {
    const char *opportunity = NULL;
    double used = 0;
    size_t length = (size_t)(end - start);
    for (size_t at = 0; at < length;) {
        size_t before = at;
        uint32_t code = next_code(start, length, &at);
        if (code == '\n') {
            return start + before;
        }
        if (is_space(start[before])) {
            opportunity = start + before;
        }
        used += code_width(code);
        if (used > width && !is_space(start[before]) && before > 0) {
            return opportunity != NULL ? opportunity : start + before;
        }
        if (code == '-' || code == '/' || code == '_') {
            opportunity = start + at;
        }
    }
    return end;
}

void label_wrap(const char *text, double width, size_t most, struct label *out) {
    *out = (struct label){0};
    most = most < 1 ? 1 : most > LABEL_LINES_MAX ? LABEL_LINES_MAX : most;
    const char *end = text + strnlen(text, DRAWING_LABEL_BYTES_MAX);
    while (((unsigned char)*end & 0xC0) == 0x80) { /* never in the middle of a character */
        end--;
    }
    bool whole = *end == '\0';
    const char *at = text;
    while (out->count < most) {
        while (at < end && is_space(*at)) {
            at++;
        }
        if (at == end) {
            break;
        }
        const char *stop = line_end(at, end, width);
        add_line(out, at, stop);
        at = stop;
    }
    while (at < end && is_space(*at)) {
        at++;
    }
    out->cut = out->count > 0 && (at < end || !whole);
}

/* Makes room for the sign that says that there is more. */
static void shorten(struct label_line *line, double width) {
    while (line->length > 1 && label_width(line->start, line->length) + 1 > width) {
        line->length--;
        while (line->length > 1 && ((unsigned char)line->start[line->length] & 0xC0) == 0x80) {
            line->length--;
        }
    }
    while (line->length > 1 && is_space(line->start[line->length - 1])) {
        line->length--;
    }
}

/* Each line is an isolate of the direction of the whole, so that every renderer orders it alike. */
static void write_line(struct svg *svg, const struct label_line *line, bool cut, bool rtl, double x,
                       double y) {
    svg_begin(svg, "text");
    svg_number(svg, "x", x);
    svg_number(svg, "y", y);
    if (rtl) {
        svg_content(svg, "\u2067");
    }
    svg_content_part(svg, line->start, line->length);
    if (cut) {
        svg_content(svg, "…");
    }
    if (rtl) {
        svg_content(svg, "\u2069");
    }
    svg_end(svg);
}

static void write_lines(struct svg *svg, const struct label *label, struct box box,
                        enum label_place place, double size, bool rtl) {
    double height = size * line_height;
    double top = box.y;
    if (place == LABEL_MIDDLE) {
        top += (box.height - (double)label->count * height) / 2;
    }
    double x = place != LABEL_START ? box.x + box.width / 2 : rtl ? box.x + box.width : box.x;
    for (size_t i = 0; i < label->count; i++) {
        write_line(svg, &label->lines[i], label->cut && i + 1 == label->count, rtl, x,
                   top + height * (double)i + size * 1.02);
    }
}

void label_draw(struct svg *svg, const char *text, struct box box, enum label_place place,
                double size, const char *colour) {
    if (text == NULL || box.width <= 0) {
        return;
    }
    struct label label;
    for (;; size--) {
        double room = box.height / (size * line_height);
        label_wrap(text, box.width / size, room < 1 ? 1 : (size_t)room, &label);
        if (!label.cut || size <= SIZE_LEAST) {
            break;
        }
    }
    if (label.count == 0) {
        return;
    }
    if (label.cut) {
        shorten(&label.lines[label.count - 1], box.width / size);
    }
    bool rtl = label_is_rtl(text, strnlen(text, DRAWING_LABEL_BYTES_MAX));
    svg_begin(svg, "g");
    svg_number(svg, "font-size", size);
    svg_attribute(svg, "text-anchor", place != LABEL_START ? "middle" : rtl ? "end" : "start");
    if (place == LABEL_BESIDE) { /* not every renderer knows paint-order */
        svg_begin(svg, "g");
        svg_attribute(svg, "class", "drawing-halo");
        svg_attribute(svg, "aria-hidden", "true");
        svg_attribute(svg, "stroke", DRAWING_FACE);
        svg_attribute(svg, "stroke-width", "3");
        write_lines(svg, &label, box, place, size, rtl);
        svg_end(svg);
    }
    svg_begin(svg, "g");
    svg_attribute(svg, "class", "drawing-text");
    svg_attribute(svg, "fill", colour == NULL ? "currentColor" : colour);
    svg_attribute(svg, "stroke", "none");
    write_lines(svg, &label, box, place, size, rtl);
    svg_end(svg);
    svg_end(svg);
}
