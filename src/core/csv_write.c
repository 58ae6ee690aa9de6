/* Cells of CSV files that people open in a spreadsheet. */
#include "csv.h"

#include <string.h>

bool csv_may_run(const char *text) {
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

void csv_write_cell(struct buf *out, const char *text, bool guard) {
    buf_str(out, guard ? "\"'" : "\"");
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        buf_append(out, text, (size_t)(quote - text));
        buf_str(out, "\"\"");
    }
    buf_str(out, text);
    buf_char(out, '"');
}
