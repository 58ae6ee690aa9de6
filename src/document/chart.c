/* Bars and heat maps from the rows of a provider. See chart.h. */
#include "chart.h"

#include "text.h"
#include "tr.h"
#include "web.h"
#include <string.h>

/* a picture fits on a printed page; the table beside it has the rest */
enum { BARS_MAX = 12, HEAT_ROWS_MAX = 8, HEAT_COLUMNS_MAX = 12 };

/* The column of the value among the shown ones. */
static size_t value_column(const struct provider_result *result) {
    size_t shown = 0;
    for (size_t i = 0; i < result->provider->value_column; i++) {
        shown += result->provider->columns[i].kind != COLUMN_KEY;
    }
    return shown;
}

static struct html_raw bars(struct arena *arena, const char *title,
                            const struct provider_result *result) {
    size_t count = result->row_count < BARS_MAX ? result->row_count : BARS_MAX;
    struct web_bar *all = ARENA_ARRAY(arena, count + 1, struct web_bar);
    size_t value = value_column(result);
    for (size_t i = 0; all != NULL && i < count; i++) {
        const struct cell *row = &result->cells[i * result->column_count];
        all[i] = (struct web_bar){
            .label = row[0].state == CELL_KNOWN ? row[0].text : tr("Not reported"),
            .value = row[value].number,
            .value_text = row[value].state == CELL_KNOWN ? row[value].text : tr("Not reported"),
            .known = row[value].state == CELL_KNOWN};
    }
    return all == NULL
               ? (struct html_raw){""}
               : web_chart_bars(arena, title, tr(result->provider->description), all, count);
}

/* Index of a label in a list that grows; count when the list is full. */
static size_t index_of(const char **labels, size_t *count, size_t max, const char *label) {
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(labels[i], label) == 0) {
            return i;
        }
    }
    if (*count == max) {
        return max;
    }
    labels[*count] = label;
    return (*count)++;
}

/* Strength of a cell: a share of the row's sum, in the seven tones of the palette. */
static int tone(double value, double sum) {
    int level = sum > 0 ? (int)(value / sum * 6.0 + 0.5) : 0;
    return level < 0 ? 0 : level > 6 ? 6 : level;
}

static struct html_raw heat(struct arena *arena, const char *title,
                            const struct provider_result *result) {
    const char *rows[HEAT_ROWS_MAX];
    const char *columns[HEAT_COLUMNS_MAX];
    double sums[HEAT_ROWS_MAX] = {0};
    size_t row_count = 0, column_count = 0;
    size_t value = value_column(result);
    size_t size = HEAT_ROWS_MAX * HEAT_COLUMNS_MAX;
    const struct cell **found = ARENA_ARRAY(arena, size, const struct cell *);
    struct web_heat_cell *cells = ARENA_ARRAY(arena, size, struct web_heat_cell);
    if (found == NULL || cells == NULL) {
        return (struct html_raw){""};
    }
    for (size_t i = 0; i < result->row_count; i++) {
        const struct cell *row = &result->cells[i * result->column_count];
        if (row[0].state != CELL_KNOWN || row[1].state != CELL_KNOWN) {
            continue;
        }
        size_t r = index_of(rows, &row_count, HEAT_ROWS_MAX, row[0].text);
        size_t c = index_of(columns, &column_count, HEAT_COLUMNS_MAX, row[1].text);
        if (r < HEAT_ROWS_MAX && c < HEAT_COLUMNS_MAX) {
            found[r * HEAT_COLUMNS_MAX + c] = &row[value];
            sums[r] += row[value].number;
        }
    }
    for (size_t r = 0; r < row_count; r++) {
        for (size_t c = 0; c < column_count; c++) {
            const struct cell *cell = found[r * HEAT_COLUMNS_MAX + c];
            bool known = cell != NULL && cell->state == CELL_KNOWN;
            cells[r * column_count + c] =
                (struct web_heat_cell){.known = known,
                                       .level = known ? tone(cell->number, sums[r]) : 0,
                                       .text = known ? cell->text : text_number(arena, 0)};
        }
    }
    return web_chart_heat(arena, title, tr(result->provider->description), rows, row_count, columns,
                          column_count, cells);
}

struct html_raw chart_draw(struct arena *arena, const char *title,
                           const struct provider_result *result) {
    switch (result->provider->chart) {
    case CHART_BARS:
        return bars(arena, title, result);
    case CHART_HEAT:
        return heat(arena, title, result);
    case CHART_NONE:
        break;
    }
    return (struct html_raw){""};
}
