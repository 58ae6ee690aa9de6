/*
 * From bytes to the cells of one row: a state machine that sees each byte once, checks that it is
 * UTF-8, and knows its line and column.
 */
#include "core_csv_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "text.h"
#include "tr.h"

enum err csv_error(enum err err, const char *code, const char *msgid, uint64_t line,
                   uint64_t column) {
    char line_text[24];
    char column_text[24];
    (void)snprintf(line_text, sizeof(line_text), "%" PRIu64, line);
    (void)snprintf(column_text, sizeof(column_text), "%" PRIu64, column);
    return err_set(err, code, msgid, line_text, column_text, NULL);
}

static enum err error_here(const struct csv *csv, enum err err, const char *code,
                           const char *msgid) {
    return csv_error(err, code, msgid, csv->line, csv->column);
}

static enum err error_open_quote(const struct csv *csv) {
    return csv_error(ERR_INVALID, "CSV-5",
                     TR_NOOP("Line {1}, column {2}: the quotation mark that opens here is never "
                             "closed. Close it, or remove it."),
                     csv->quote_line, csv->quote_column);
}

enum err csv_fill(struct csv *csv, bool *more) {
    *more = true;
    if (csv->at < csv->end) {
        return ERR_NONE;
    }
    bool broken = FAULT_POINT(FAULT_IO);
    csv->at = 0;
    csv->end = broken ? 0 : fread(csv->input, 1, sizeof(csv->input), csv->file);
    csv->bytes += csv->end;
    if (csv->end == 0 && (broken || ferror(csv->file))) {
        return error_here(csv, ERR_IO, "CSV-12",
                          TR_NOOP("The file could not be read after line {1}."));
    }
    *more = csv->end > 0;
    return ERR_NONE;
}

/* Unicode 15, table 3-7, one byte at a time. */
static bool utf8_step(struct csv *csv, unsigned char byte) {
    if (csv->utf8_left > 0) {
        bool right = byte >= csv->utf8_least && byte <= csv->utf8_most;
        csv->utf8_left--;
        csv->utf8_least = 0x80;
        csv->utf8_most = 0xBF;
        return right;
    }
    if (byte < 0x80) {
        return true;
    }
    csv->utf8_left = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
    csv->utf8_least = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    csv->utf8_most = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    return byte >= 0xC2 && byte <= 0xF4;
}

static enum err error_not_utf8(const struct csv *csv) {
    return error_here(csv, ERR_INVALID, "CSV-3",
                      TR_NOOP("Line {1}, column {2}: this character is not UTF-8; the file may be "
                              "saved as windows-1256. Save it again as “CSV UTF-8”."));
}

/* Moves the position on and refuses what is no text. */
static enum err check_byte(struct csv *csv, unsigned char byte) {
    csv->column += csv->utf8_left == 0;
    if (!utf8_step(csv, byte)) {
        return error_not_utf8(csv);
    }
    if (byte == '\0') {
        return error_here(csv, ERR_INVALID, "CSV-4",
                          TR_NOOP("Line {1}, column {2}: a NUL byte. The file is damaged, or is "
                                  "not text; save it again as “CSV UTF-8”."));
    }
    return ERR_NONE;
}

static enum err append(struct csv *csv, const char *bytes, size_t length) {
    if (length == 0) { /* the first row may begin with an empty run, before there is any text */
        return ERR_NONE;
    }
    if (csv->length + length > csv->capacity) {
        size_t capacity = csv->capacity == 0 ? 4096 : csv->capacity * 2;
        while (capacity < csv->length + length) {
            capacity *= 2;
        }
        char *text = FAULT_POINT(FAULT_ALLOC) ? NULL : realloc(csv->text, capacity);
        if (text == NULL) {
            return err_memory();
        }
        csv->text = text;
        csv->capacity = capacity;
    }
    memcpy(csv->text + csv->length, bytes, length);
    csv->length += length;
    return ERR_NONE;
}

/* A character of a cell. Cells beyond the header are not kept; they may only be empty. */
static enum err put(struct csv *csv, unsigned char byte) {
    if (csv->count >= csv->cells_max) {
        if (byte == ' ') {
            return ERR_NONE;
        }
        return csv->cells_max == CSV_COLUMNS_MAX
                   ? error_here(csv, ERR_LIMIT, "CSV-7",
                                TR_NOOP("Line {1}, column {2}: more columns than the 200 that are "
                                        "allowed."))
                   : error_here(csv, ERR_INVALID, "CSV-6",
                                TR_NOOP("Line {1}, column {2}: this row has more cells than the "
                                        "header. A cell that contains the separator must stand "
                                        "in quotation marks."));
    }
    if (csv->length >= CSV_ROW_MAX) {
        return csv->state == CSV_QUOTED
                   ? error_open_quote(csv)
                   : error_here(csv, ERR_LIMIT, "CSV-8",
                                TR_NOOP("Line {1}, column {2}: this row is longer than one "
                                        "million bytes."));
    }
    csv->has_text = csv->has_text || byte > ' ';
    return append(csv, (const char *)&byte, 1);
}

static enum err finish_cell(struct csv *csv) {
    enum err err = ERR_NONE;
    if (csv->count < csv->cells_max) {
        err = append(csv, "", 1);
        csv->starts[csv->count + 1] = csv->length;
    }
    csv->count++;
    csv->state = CSV_CELL_START;
    return err;
}

/* A byte outside quotes: the separator, a line end, or a character of a plain cell. */
static enum err plain_byte(struct csv *csv, unsigned char byte, bool *row_done) {
    if (byte == (unsigned char)csv->delimiter) {
        return finish_cell(csv);
    }
    if (byte == '\n') {
        *row_done = true;
        return finish_cell(csv);
    }
    if (byte == '\r') {
        enum err err = finish_cell(csv);
        csv->state = CSV_AFTER_CR;
        return err;
    }
    if (csv->state == CSV_QUOTE_SEEN) {
        return error_here(csv, ERR_INVALID, "CSV-9",
                          TR_NOOP("Line {1}, column {2}: text after a closing quotation mark. "
                                  "Write a quotation mark inside a cell twice."));
    }
    csv->state = CSV_PLAIN;
    return put(csv, byte);
}

static enum err step(struct csv *csv, unsigned char byte, bool *row_done) {
    switch (csv->state) {
    case CSV_CELL_START:
        if (byte == '"') {
            csv->state = CSV_QUOTED;
            csv->quote_line = csv->line;
            csv->quote_column = csv->column;
            return ERR_NONE;
        }
        return plain_byte(csv, byte, row_done);
    case CSV_PLAIN:
        return plain_byte(csv, byte, row_done);
    case CSV_QUOTED:
        if (byte == '"') {
            csv->state = CSV_QUOTE_SEEN;
            return ERR_NONE;
        }
        return put(csv, byte);
    case CSV_QUOTE_SEEN:
        if (byte == '"') {
            csv->state = CSV_QUOTED;
            return put(csv, byte);
        }
        return plain_byte(csv, byte, row_done);
    case CSV_AFTER_CR:
        if (byte != '\n') {
            return error_here(csv, ERR_INVALID, "CSV-13",
                              TR_NOOP("Line {1}, column {2}: a line ends in a way that only old "
                                      "programs write. Save the file again as “CSV UTF-8”."));
        }
        *row_done = true;
        return ERR_NONE;
    }
    return ERR_NONE;
}

/*
 * Most of every file is text inside a cell: takes as much of it as needs no decision, many bytes at
 * once. What is left, a wrong byte or a character cut by the border of the input among it, is for
 * step().
 */
static enum err take_run(struct csv *csv) {
    bool inside = csv->state == CSV_PLAIN || csv->state == CSV_QUOTED;
    if (!inside || csv->utf8_left > 0 || csv->count >= csv->cells_max) {
        return ERR_NONE;
    }
    const char *start = (const char *)csv->input + csv->at;
    size_t left = csv->end - csv->at;
    size_t room = csv->length < CSV_ROW_MAX ? CSV_ROW_MAX - csv->length : 0;
    left = left < room ? left : room;
    const char delimiter = csv->delimiter;
    size_t length = 0;
    while (length < left && (unsigned char)start[length] >= ' ' && start[length] != '"' &&
           start[length] != delimiter) {
        length++;
    }
    length = text_utf8_valid(start, length);
    uint64_t characters = 0;
    bool has_text = false;
    for (size_t i = 0; i < length; i++) {
        characters += ((unsigned char)start[i] & 0xC0) != 0x80;
        has_text |= start[i] != ' ';
    }
    csv->column += characters;
    csv->has_text |= has_text;
    csv->at += length;
    return append(csv, start, length);
}

/* The file ends: with an unfinished row, between rows, or where it may not. */
static enum err finish_file(struct csv *csv, bool *found) {
    if (csv->utf8_left > 0) {
        return error_not_utf8(csv);
    }
    if (csv->state == CSV_QUOTED) {
        return error_open_quote(csv);
    }
    *found = csv->count > 0 || csv->state != CSV_CELL_START;
    return *found && csv->state != CSV_AFTER_CR ? finish_cell(csv) : ERR_NONE;
}

enum err csv_scan(struct csv *csv, bool *found) {
    csv->state = CSV_CELL_START;
    csv->count = 0;
    csv->length = 0;
    csv->has_text = false;
    csv->row.line = csv->line;
    for (bool row_done = false; !row_done;) {
        bool more;
        enum err err = csv_fill(csv, &more);
        if (err != ERR_NONE) {
            return err;
        }
        if (!more) {
            return finish_file(csv, found);
        }
        err = take_run(csv);
        if (err != ERR_NONE) {
            return err;
        }
        if (csv->at == csv->end) {
            continue;
        }
        unsigned char byte = csv->input[csv->at++];
        err = check_byte(csv, byte);
        if (err == ERR_NONE) {
            err = step(csv, byte, &row_done);
        }
        if (err != ERR_NONE) {
            return err;
        }
        if (byte == '\n') {
            csv->line++;
            csv->column = 0;
        }
    }
    *found = true;
    return ERR_NONE;
}
