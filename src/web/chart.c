/* What all charts share: colours, labels, and where their markup is put together. */
#include "text.h"
#include "web_chart_internal.h"
#include "web_palette.h"
#include <string.h>

enum { CHART_MARKUP_MAX = 8 << 20 };

const char *const chart_level_fill[WEB_LEVELS] = {
    KH_LEVEL_0, KH_LEVEL_1, KH_LEVEL_2, KH_LEVEL_3, KH_LEVEL_4, KH_LEVEL_5, KH_LEVEL_6,
};

const char *chart_fill(bool known, int level) {
    return known && level >= 0 && level < WEB_LEVELS ? chart_level_fill[level] : KH_UNKNOWN;
}

void chart_html_init(struct html *out, struct arena *arena) {
    buf_init(&out->buf, CHART_MARKUP_MAX);
    out->arena = arena;
}

struct html_raw chart_markup(struct html *out) {
    const char *markup = out->buf.failed == ERR_NONE
                             ? arena_strndup(out->arena, buf_text(&out->buf), out->buf.length)
                             : NULL;
    buf_finish(&out->buf);
    return (struct html_raw){markup == NULL ? "" : markup};
}

const char *chart_rtl(struct arena *arena, const char *text) {
    /* right-to-left isolate: charts are laid out left-to-right so that anchors mean the same to
       every reader of SVG, and each text brings its own direction */
    const char *isolated = arena_printf(arena, "\u2067%s\u2069", text);
    return isolated == NULL ? "" : isolated;
}

struct chart_label chart_wrap(struct arena *arena, const char *text, size_t line_max) {
    struct chart_label label = {.count = 0};
    const char *start = text;
    while (*start != '\0' && label.count < CHART_LINES) {
        const char *end = start + strlen(start);
        const char *cut = NULL;
        size_t length = 0;
        for (const char *at = start; *at != '\0'; at++) {
            length += ((unsigned char)*at & 0xc0) != 0x80;
            if (*at == ' ' && (length <= line_max || cut == NULL)) {
                cut = at;
            }
        }
        /* the last line takes what is left: words are never cut */
        bool last = length <= line_max || cut == NULL || label.count == CHART_LINES - 1;
        const char *line = arena_strndup(arena, start, (size_t)((last ? end : cut) - start));
        if (line == NULL) {
            break;
        }
        label.lines[label.count++] = chart_rtl(arena, line);
        start = last ? end : cut + 1;
    }
    return label;
}

double chart_text_width(const char *text, double size) {
    /* Vazirmatn's letters are a little over half as wide as the text is high */
    return (double)text_length(text) * size * 0.55;
}
