/* A heat map: rows × columns of levels, each cell coloured and carrying its number. */
#include "chart_heat_html.h"
#include "text.h"
#include "tr.h"
#include "web_chart_internal.h"
#include <string.h>

enum { HEAT_LABEL_MAX = 20, HEAT_CELL_MIN = 28, HEAT_GAP = 4, HEAT_UPRIGHT_MAX = 4 };
static const double heat_label_width = 44; /* percent, at the right */

static void heat_columns(struct arena *arena, struct chart_heat *heat, const char *const *columns,
                         double *top_out) {
    double step = (100 - heat_label_width) / (double)heat->column_count;
    double longest = 0;
    for (size_t j = 0; j < heat->column_count; j++) {
        double width = chart_text_width(columns[j], 13);
        longest = width > longest ? width : longest;
    }
    heat->slanted = heat->column_count > HEAT_UPRIGHT_MAX;
    *top_out = heat->slanted ? longest + 12 : 26;
    for (size_t j = 0; j < heat->column_count; j++) {
        heat->columns[j] = (struct chart_text){
            .text = chart_rtl(arena, columns[j]),
            /* upright names hang in a strip of 20 pixels, about 1.6 percent to each side */
            .x = 100 - heat_label_width - step * ((double)j + 0.5) - (heat->slanted ? 1.6 : 0),
            .y = heat->slanted ? *top_out - 8 : 17,
        };
    }
}

static struct chart_cell heat_cell(struct arena *arena, const struct web_heat_cell *cell,
                                   const char *row, const char *column) {
    const char *text = !cell->known         ? "–"
                       : cell->text != NULL ? cell->text
                                            : text_number(arena, cell->level);
    const char *shown = chart_rtl(arena, text == NULL ? "" : text);
    const char *said = cell->known ? shown : tr("not reported");
    return (struct chart_cell){
        .href = cell->href,
        .text = shown,
        .fill = chart_fill(cell->known, cell->level),
        .tip = arena_printf(arena, "%s، %s: %s", row, column, said),
    };
}

struct html_raw web_chart_heat(struct arena *arena, const char *title, const char *description,
                               const char *const *rows, size_t row_count,
                               const char *const *columns, size_t column_count,
                               const struct web_heat_cell *cells) {
    struct chart_heat heat = {
        .head = {title, description, "img", 1},
        .columns = ARENA_ARRAY(arena, column_count + 1, struct chart_text),
        .column_count = column_count,
        .rows = ARENA_ARRAY(arena, row_count + 1, struct chart_label),
        .row_y = ARENA_ARRAY(arena, row_count + 1, double),
        .row_count = row_count,
        .cells = ARENA_ARRAY(arena, row_count * column_count + 1, struct chart_cell),
    };
    if (heat.columns == NULL || heat.rows == NULL || heat.row_y == NULL || heat.cells == NULL ||
        column_count == 0) {
        return (struct html_raw){""};
    }
    double y;
    heat_columns(arena, &heat, columns, &y);
    double step = (100 - heat_label_width) / (double)column_count;
    for (size_t i = 0; i < row_count; i++) {
        heat.rows[i] = chart_wrap(arena, rows[i], HEAT_LABEL_MAX);
        double text_height = (double)heat.rows[i].count * CHART_LINE_HEIGHT;
        double height = text_height > HEAT_CELL_MIN ? text_height : HEAT_CELL_MIN;
        heat.row_y[i] = y + (height - text_height) / 2 + 15;
        for (size_t j = 0; j < column_count; j++) {
            struct chart_cell *cell = &heat.cells[i * column_count + j];
            *cell = heat_cell(arena, &cells[i * column_count + j], rows[i], columns[j]);
            cell->x = 100 - heat_label_width - step * (double)(j + 1) + 0.3;
            cell->width = step - 0.6;
            cell->y = y;
            cell->height = height;
            cell->text_x = cell->x + cell->width / 2;
            cell->text_y = y + height / 2 + 5;
            if (cell->href != NULL) {
                heat.head.role = "group";
            }
        }
        y += height + HEAT_GAP;
    }
    heat.head.height = y;
    struct html out;
    chart_html_init(&out, arena);
    chart_heat_html(&out, &heat);
    return chart_markup(&out);
}
