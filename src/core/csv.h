/*
 * A streaming CSV reader for what agencies really send: RFC 4180 quoting, UTF-8 with or without
 * BOM, comma, semicolon or tab (found from the header), CRLF or LF. Anything else (UTF-16,
 * windows-1256, a workbook, NUL, a quote left open, a row with too many cells) is an error with
 * line and column, counted in characters from 1. Rows without any text are passed over, empty
 * cells beyond the header too. Memory is bounded by one row. Cells are as they were typed: pass
 * them through text_clean().
 */
#ifndef KHAJU_CORE_CSV_H
#define KHAJU_CORE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "arena.h"
#include "buf.h"
#include "err.h"

struct csv;
enum { CSV_ROW_MAX = 1 << 20, CSV_COLUMNS_MAX = 200 };

struct csv_row {
    const char *const *cells; /* as many as the header has; missing ones at the end are "" */
    size_t count;
    uint64_t line; /* where the row starts, from 1 */
};

/* The file stays the caller's. Reads the header (its names cleaned, each only once). Free with
   csv_destroy. */
enum err csv_create(FILE *file, struct csv **out) WARN_UNUSED;
void csv_destroy(struct csv *csv);
const struct csv_row *csv_header(const struct csv *csv);
/* Index of a column by its name, or -1. */
int csv_column(const struct csv *csv, const char *name);
/* The next row; *out NULL at the end. The row lives until the next call. After an error every
   call gives the same error. */
enum err csv_next(struct csv *csv, const struct csv_row **out) WARN_UNUSED;
uint64_t csv_bytes_read(const struct csv *csv); /* for progress */

/* Writes a cell, always quoted; guarded by an apostrophe, so that no spreadsheet runs it. */
void csv_write_cell(struct buf *out, const char *text, bool guard);
/* Whether text begins like something that a spreadsheet runs: = + - @, tab, carriage return. */
bool csv_may_run(const char *text);

#endif
