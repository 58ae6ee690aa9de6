/* Private to core: csv.c (files, headers, rows) and csv_scan.c (bytes to cells). */
#ifndef KHAJU_CORE_CSV_INTERNAL_H
#define KHAJU_CORE_CSV_INTERNAL_H

#include <stdbool.h>
#include "csv.h"

enum { CSV_INPUT_SIZE = 1 << 16 };

enum csv_state {
    CSV_CELL_START,
    CSV_PLAIN,
    CSV_QUOTED,
    CSV_QUOTE_SEEN, /* in a quoted cell: the end of it, or the first of two */
    CSV_AFTER_CR,
};

struct csv {
    FILE *file;
    uint64_t bytes; /* read from the file; some may still be in input */
    size_t at;
    size_t end;
    char delimiter;
    struct err_detail failure; /* every later call fails the same way */

    /* the character that is being looked at; a column is a character, not a byte */
    uint64_t line;
    uint64_t column;
    unsigned char utf8_left;  /* bytes it still needs, */
    unsigned char utf8_least; /* and the range of the next one */
    unsigned char utf8_most;

    /* the row that is being read */
    enum csv_state state;
    uint64_t quote_line; /* where the last quoted cell was opened */
    uint64_t quote_column;
    size_t count;     /* cells begun and finished, those beyond the header included */
    size_t cells_max; /* how many are kept */
    size_t starts[CSV_COLUMNS_MAX + 1];
    char *text;
    size_t length;
    size_t capacity;
    bool has_text;

    struct csv_row row;
    const char *cells[CSV_COLUMNS_MAX];
    struct csv_row header;
    struct arena *arena; /* of the header */
    unsigned char input[CSV_INPUT_SIZE];
};

/* Fills the input when it is empty; *more false: the end of the file. */
enum err csv_fill(struct csv *csv, bool *more) WARN_UNUSED;

/* Reads one row into text and starts; *found false: the end of the file. */
enum err csv_scan(struct csv *csv, bool *found) WARN_UNUSED;

/* err_set with line and column as {1} and {2}. */
enum err csv_error(enum err err, const char *code, const char *msgid, uint64_t line,
                   uint64_t column);

#endif
