/* Private to the charts of web: geometry computed in C, drawn by chart_*.html. Horizontal places
   are percent (bars, heat, levels), so that text keeps its size on a phone; vertical ones pixels.
 */
#ifndef KHAJU_WEB_CHART_INTERNAL_H
#define KHAJU_WEB_CHART_INTERNAL_H

#include "web.h"

enum { CHART_LINES = 4, CHART_LINE_HEIGHT = 19 };

struct chart_head {
    const char *title;
    const char *description;
    const char *role; /* img, or group when there are links inside */
    double height;
};

/* A label broken at its spaces. */
struct chart_label {
    const char *lines[CHART_LINES];
    size_t count;
};

struct chart_bar {
    struct chart_label label;
    const char *href;
    const char *value;
    const char *value_anchor;
    bool known;
    double y, bar_y, x, width, value_x, value_y;
};

struct chart_cell {
    const char *href;
    const char *text;
    const char *fill;
    const char *tip;
    double x, y, width, height, text_x, text_y;
};

struct chart_text {
    const char *text;
    double x, y;
};

struct chart_heat {
    struct chart_head head;
    bool slanted; /* column names stand upright */
    struct chart_text *columns;
    size_t column_count;
    struct chart_label *rows;
    double *row_y;
    size_t row_count;
    struct chart_cell *cells;
};

struct chart_stack {
    struct chart_label label;
    const char *href;
    const char *total;
    double y;
    struct chart_cell cells[WEB_LEVELS + 1];
    size_t cell_count;
};

struct chart_bubble {
    const char *href;
    const char *tip;
    const char *fill;
    const char *dashes;
    const char *label; /* NULL: no room for it */
    double x, y, radius, label_x, label_y;
};

extern const char *const chart_level_fill[WEB_LEVELS];
const char *chart_fill(bool known, int level);
/* Text that is laid out right-to-left whatever stands around it. */
const char *chart_rtl(struct arena *arena, const char *text);
struct chart_label chart_wrap(struct arena *arena, const char *text, size_t line_max);
double chart_text_width(const char *text, double size);
struct html_raw chart_markup(struct html *out);
void chart_html_init(struct html *out, struct arena *arena);

#endif
