/* How many things stand at each level: one stacked bar for each row, the counts inside. */
#include "chart_levels_html.h"
#include "text.h"
#include "tr.h"
#include "web_chart_internal.h"
#include "web_palette.h"

enum { LEVELS_BAR = 24, LEVELS_GAP = 14, LEVELS_LABEL_MAX = 32, LEVELS_KEY = 24 };
static const double levels_text_share = 5; /* percent; narrower parts carry no number */

static void levels_cell(struct arena *arena, struct chart_stack *stack, double *right,
                        const char *name, const char *fill, int64_t value, double share) {
    if (value <= 0) {
        return;
    }
    const char *text = text_number(arena, value);
    const char *shown = text == NULL ? "" : text;
    stack->cells[stack->cell_count++] = (struct chart_cell){
        .x = *right - share,
        .y = stack->label.count > 0
                 ? stack->y - 15 + (double)stack->label.count * CHART_LINE_HEIGHT + 3
                 : stack->y,
        .width = share,
        .height = LEVELS_BAR,
        .fill = fill,
        .tip = arena_printf(arena, "%s: %s", name, shown),
        .text = share >= levels_text_share ? chart_rtl(arena, shown) : NULL,
    };
    *right -= share;
}

static struct chart_stack levels_stack(struct arena *arena, const struct web_levels *row,
                                       double y) {
    struct chart_stack stack = {
        .label = chart_wrap(arena, row->label, LEVELS_LABEL_MAX), .href = row->href, .y = y + 15};
    int64_t total = row->unknown > 0 ? row->unknown : 0;
    for (size_t level = 0; level < WEB_LEVELS; level++) {
        total += row->counts[level] > 0 ? row->counts[level] : 0;
    }
    double right = 100;
    for (size_t level = 0; total > 0 && level < WEB_LEVELS; level++) {
        levels_cell(arena, &stack, &right, tr_fmt(arena, "Level {1}", level),
                    chart_level_fill[level], row->counts[level],
                    100 * (double)row->counts[level] / (double)total);
    }
    if (total > 0) {
        levels_cell(arena, &stack, &right, tr("not reported"), KH_UNKNOWN, row->unknown,
                    100 * (double)row->unknown / (double)total);
    }
    for (size_t i = 0; i < stack.cell_count; i++) {
        stack.cells[i].text_x = stack.cells[i].x + stack.cells[i].width / 2;
        stack.cells[i].text_y = stack.cells[i].y + 17;
    }
    const char *shown = text_number(arena, total);
    stack.total = chart_rtl(arena, shown == NULL ? "" : shown);
    return stack;
}

struct html_raw web_chart_levels(struct arena *arena, const char *title, const char *description,
                                 const struct web_levels *rows, size_t count) {
    struct chart_stack *stacks = ARENA_ARRAY(arena, count + 1, struct chart_stack);
    struct chart_head head = {title, description, "img", 1};
    if (stacks == NULL) {
        return (struct html_raw){""};
    }
    double y = LEVELS_KEY + 8;
    for (size_t i = 0; i < count; i++) {
        stacks[i] = levels_stack(arena, &rows[i], y);
        y += (double)stacks[i].label.count * CHART_LINE_HEIGHT + LEVELS_BAR + LEVELS_GAP;
        head.role = rows[i].href != NULL ? "group" : head.role;
    }
    head.height = y;
    struct html out;
    chart_html_init(&out, arena);
    chart_levels_html(&out, &head, stacks, count);
    return chart_markup(&out);
}
