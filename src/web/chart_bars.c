/* Bars, one below the other: the label and its value on a line, the bar under it. */
#include "chart_bars_html.h"
#include "text.h"
#include "tr.h"
#include "web_chart_internal.h"

enum { BAR_HEIGHT = 14, BAR_GAP = 14, BAR_LABEL_MAX = 32 };

struct html_raw web_chart_bars(struct arena *arena, const char *title, const char *description,
                               const struct web_bar *bars, size_t count) {
    struct chart_bar *drawn = ARENA_ARRAY(arena, count + 1, struct chart_bar);
    double most = 0;
    double y = 0;
    bool links = false;
    if (drawn == NULL) {
        return (struct html_raw){""};
    }
    for (size_t i = 0; i < count; i++) {
        most = bars[i].known && bars[i].value > most ? bars[i].value : most;
    }
    for (size_t i = 0; i < count; i++) {
        const char *value = !bars[i].known               ? tr("not reported")
                            : bars[i].value_text != NULL ? bars[i].value_text
                                                         : text_decimal(arena, bars[i].value, 2);
        struct chart_label label = chart_wrap(arena, bars[i].label, BAR_LABEL_MAX);
        double share = bars[i].known && most > 0 && bars[i].value > 0 ? bars[i].value / most : 0;
        drawn[i] = (struct chart_bar){
            .label = label,
            .href = bars[i].href,
            .value = chart_rtl(arena, value == NULL ? "" : value),
            .known = bars[i].known,
            .y = y + 15,
            .bar_y = y + (double)label.count * CHART_LINE_HEIGHT + 3,
            .x = 100 - 100 * share,
            .width = 100 * share,
        };
        y = drawn[i].bar_y + BAR_HEIGHT + BAR_GAP;
        links = links || bars[i].href != NULL;
    }
    struct chart_head head = {title, description, links ? "group" : "img", y > 0 ? y : 1};
    struct html out;
    chart_html_init(&out, arena);
    chart_bars_html(&out, &head, drawn, count);
    return chart_markup(&out);
}
