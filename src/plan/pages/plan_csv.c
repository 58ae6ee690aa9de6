/* Lists as CSV. */
#include "plan_page.h"

#include <stdarg.h>
#include <string.h>

#include "csv.h"

enum { CSV_REPLY_MAX = 64 << 20 };

bool plan_wants_csv(struct page *page) {
    const char *format = page_query(page, "format");
    return format != NULL && strcmp(format, "csv") == 0;
}

void plan_csv_begin(struct plan_csv *csv) {
    buf_init(&csv->buf, CSV_REPLY_MAX);
    buf_str(&csv->buf, "\xEF\xBB\xBF");
}

void plan_csv_row(struct plan_csv *csv, ...) {
    va_list cells;
    va_start(cells, csv);
    bool first = true;
    for (const char *cell; (cell = va_arg(cells, const char *)) != NULL; first = false) {
        if (!first) {
            buf_char(&csv->buf, ',');
        }
        csv_write_cell(&csv->buf, cell, value_is_formula(cell)); /* numbers stay numbers */
    }
    va_end(cells);
    buf_str(&csv->buf, "\r\n");
}

enum err plan_csv_reply(struct page *page, struct plan_csv *csv, const char *filename) {
    const char *header = arena_printf(page->arena, "attachment; filename=\"%s\"", filename);
    if (header == NULL || csv->buf.failed != ERR_NONE) {
        enum err err = header == NULL ? err_failed() : csv->buf.failed;
        buf_finish(&csv->buf);
        return err;
    }
    http_set_header(page->req, "Content-Disposition", header);
    return http_reply_buf(page->req, 200, "text/csv; charset=utf-8", &csv->buf);
}
