/* Opening a CSV file, its header, and its rows; the bytes are read in csv_scan.c. */
#include "csv.h"

#include <stdlib.h>
#include <string.h>

#include "core_csv_internal.h"
#include "fault.h"
#include "text.h"

enum { HEADER_MEMORY_MAX = 8 << 20 };

static bool starts_with(const struct csv *csv, const char *bytes, size_t length) {
    return csv->end >= length && memcmp(csv->input, bytes, length) == 0;
}

/* What people send instead of CSV, seen from the first bytes. Skips a UTF-8 byte order mark. */
static enum err check_kind(struct csv *csv) {
    if (starts_with(csv, "\xFF\xFE", 2) || starts_with(csv, "\xFE\xFF", 2)) {
        return err_set(ERR_INVALID, "CSV-2",
                       "The file is saved as UTF-16 (“Unicode text”). Save it again as "
                       "“CSV UTF-8”.",
                       NULL);
    }
    if (starts_with(csv, "PK\x03\x04", 4) || starts_with(csv, "\xD0\xCF\x11\xE0", 4)) {
        return err_set(ERR_INVALID, "CSV-11",
                       "This is an Excel workbook. Save the sheet as “CSV UTF-8” and send that.",
                       NULL);
    }
    if (starts_with(csv, "\xEF\xBB\xBF", 3)) {
        csv->at = 3;
    }
    return ERR_NONE;
}

/* The most frequent of , ; and tab in the first line with text, outside quotation marks. */
static char find_delimiter(const struct csv *csv) {
    static const char marks[] = ",;\t";
    size_t counts[sizeof(marks)] = {0};
    bool quoted = false;
    bool text = false;
    for (size_t i = csv->at; i < csv->end; i++) {
        char c = (char)csv->input[i];
        const char *mark = c == '\0' ? NULL : strchr(marks, c);
        quoted = quoted != (c == '"');
        text = text || (unsigned char)c > ' ';
        if (mark != NULL && !quoted) {
            counts[mark - marks]++;
        } else if (c == '\n' && !quoted && text) {
            break;
        }
    }
    size_t best = 0;
    for (size_t i = 1; marks[i] != '\0'; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return marks[best];
}

/* Rows without any text say nothing and are passed over. */
static enum err scan_text(struct csv *csv, bool *found) {
    enum err err;
    do {
        *found = false;
        err = csv_scan(csv, found);
    } while (err == ERR_NONE && *found && !csv->has_text);
    return err;
}

static enum err check_names(const struct csv *csv) {
    for (size_t i = 0; i < csv->header.count; i++) {
        const char *name = csv->header.cells[i];
        if (*name != '\0' && (size_t)csv_column(csv, name) != i) {
            return err_set(ERR_INVALID, "CSV-10",
                           "The header names the column “{1}” twice. Give each column its own "
                           "name.",
                           name, NULL);
        }
    }
    return ERR_NONE;
}

static enum err read_header(struct csv *csv) {
    bool found = false;
    csv->cells_max = CSV_COLUMNS_MAX;
    enum err err = scan_text(csv, &found);
    if (err != ERR_NONE) {
        return err;
    }
    size_t count = !found ? 0 : csv->count < CSV_COLUMNS_MAX ? csv->count : CSV_COLUMNS_MAX;
    const char **names = ARENA_ARRAY(csv->arena, count, const char *);
    size_t last = 0;
    for (size_t i = 0; names != NULL && i < count; i++) {
        names[i] = text_clean(csv->arena, csv->text + csv->starts[i], false);
        if (names[i] == NULL) {
            return err_failed();
        }
        last = names[i][0] != '\0' ? i + 1 : last;
    }
    if (names == NULL) {
        return err_failed();
    }
    if (last == 0) {
        return err_set(ERR_INVALID, "CSV-1", "The file is empty; it needs a header and rows.",
                       NULL);
    }
    /* Excel leaves separators of empty columns at the end of each line */
    csv->header = (struct csv_row){.cells = names, .count = last, .line = csv->row.line};
    csv->cells_max = last;
    return check_names(csv);
}

static enum err open_file(struct csv *csv) {
    bool more;
    enum err err = csv_fill(csv, &more);
    if (err == ERR_NONE) {
        err = check_kind(csv);
    }
    if (err == ERR_NONE) {
        csv->delimiter = find_delimiter(csv);
        err = read_header(csv);
    }
    return err;
}

enum err csv_create(FILE *file, struct csv **out) {
    *out = NULL;
    struct csv *csv = FAULT_POINT(FAULT_ALLOC) ? NULL : calloc(1, sizeof(*csv));
    if (csv == NULL) {
        return err_memory();
    }
    csv->file = file;
    csv->line = 1;
    csv->arena = arena_create(HEADER_MEMORY_MAX);
    enum err err = csv->arena == NULL ? err_failed() : open_file(csv);
    if (err != ERR_NONE) {
        csv_destroy(csv);
        return err;
    }
    *out = csv;
    return ERR_NONE;
}

void csv_destroy(struct csv *csv) {
    if (csv != NULL) {
        arena_destroy(csv->arena);
        free(csv->text);
        free(csv);
    }
}

const struct csv_row *csv_header(const struct csv *csv) {
    return &csv->header;
}

int csv_column(const struct csv *csv, const char *name) {
    for (size_t i = 0; i < csv->header.count; i++) {
        if (strcmp(csv->header.cells[i], name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

enum err csv_next(struct csv *csv, const struct csv_row **out) {
    *out = NULL;
    if (csv->failure.err != ERR_NONE) {
        err_restore(&csv->failure);
        return csv->failure.err;
    }
    bool found;
    enum err err = scan_text(csv, &found);
    if (err != ERR_NONE) {
        csv->failure = *err_last();
        return err;
    }
    if (found) {
        for (size_t i = 0; i < csv->header.count; i++) {
            csv->cells[i] = i < csv->count ? csv->text + csv->starts[i] : "";
        }
        csv->row.cells = csv->cells;
        csv->row.count = csv->header.count;
        *out = &csv->row;
    }
    return ERR_NONE;
}

uint64_t csv_bytes_read(const struct csv *csv) {
    return csv->bytes - (csv->end - csv->at);
}
