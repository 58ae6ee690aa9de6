/* Bars, one below the other. A few are drawn roomy: the label and its value on a line, the bar
   under it. Many are drawn in rows: label, bar, value beside each other, so that they fit a page.
 */
#include "chart_bars_html.h"
#include "text.h"
#include "tr.h"
#include "web_chart_internal.h"

enum { BARS_ROOMY_MAX = 8, BAR_HEIGHT = 14 };

struct bars_layout {
    size_t label_max; /* characters on a line */
    double bar_right; /* percent; where bars begin */
    double bar_most;  /* percent; the longest bar */
    bool rows;
};
static const struct bars_layout bars_roomy = {.label_max = 32, .bar_right = 100, .bar_most = 100};
static const struct bars_layout bars_in_rows = {
    .label_max = 20, .bar_right = 55, .bar_most = 32, .rows = true};

static double bars_largest(const struct web_bar *bars, size_t count) {
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        most = bars[i].known && bars[i].value > most ? bars[i].value : most;
    }
    return most;
}

/* Places one bar from y on; the y of the next one. */
static double bars_place(struct arena *arena, const struct bars_layout *layout,
                         const struct web_bar *bar, double most, double y, struct chart_bar *out) {
    const char *value = !bar->known               ? tr("not reported")
                        : bar->value_text != NULL ? bar->value_text
                                                  : text_decimal(arena, bar->value, 2);
    struct chart_label label = chart_wrap(arena, bar->label, layout->label_max);
    double share = bar->known && most > 0 && bar->value > 0 ? bar->value / most : 0;
    double lines = (double)label.count * CHART_LINE_HEIGHT;
    double width = layout->bar_most * share;
    *out = (struct chart_bar){
        .label = label,
        .href = bar->href,
        .value = chart_rtl(arena, value == NULL ? "" : value),
        .known = bar->known,
        .y = y + 15,
        .x = layout->bar_right - width,
        .width = width,
    };
    if (layout->rows) {
        out->bar_y = y + (lines - BAR_HEIGHT) / 2;
        out->value_y = out->bar_y + 12;
        out->value_x = bar->known ? out->x - 1 : layout->bar_right;
        out->value_anchor = "end";
        return y + lines + 6;
    }
    out->bar_y = y + lines + 3;
    out->value_y = out->y;
    out->value_x = 0;
    out->value_anchor = "start";
    return out->bar_y + 2 * BAR_HEIGHT;
}

struct html_raw web_chart_bars(struct arena *arena, const char *title, const char *description,
                               const struct web_bar *bars, size_t count) {
    const struct bars_layout *layout = count > BARS_ROOMY_MAX ? &bars_in_rows : &bars_roomy;
    struct chart_bar *drawn = ARENA_ARRAY(arena, count + 1, struct chart_bar);
    struct chart_head head = {title, description, "img", 1};
    double most = bars_largest(bars, count);
    double y = 0;
    if (drawn == NULL) {
        return (struct html_raw){""};
    }
    for (size_t i = 0; i < count; i++) {
        y = bars_place(arena, layout, &bars[i], most, y, &drawn[i]);
        head.role = bars[i].href != NULL ? "group" : head.role;
    }
    head.height = y > 0 ? y : 1;
    struct html out;
    chart_html_init(&out, arena);
    chart_bars_html(&out, &head, drawn, count, !layout->rows);
    return chart_markup(&out);
}
