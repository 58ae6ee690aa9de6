/*
 * What generated statement functions are made of: values in, rows out. Not for hand-written code.
 */
#ifndef KHAJU_STORE_ROW_H
#define KHAJU_STORE_ROW_H

#include "store.h"

/* ---- inputs -------------------------------------------------------------------------------- */

static inline struct store_value store_value_text(const char *text) {
    return (struct store_value){.null = text == NULL, .text = text};
}

static inline struct store_value store_value_int(int64_t value) {
    return (struct store_value){.integer = value};
}

static inline struct store_value store_value_real(double value) {
    return (struct store_value){.real = value};
}

static inline struct store_value store_value_blob(struct store_blob blob) {
    return (struct store_value){.null = blob.data == NULL, .blob = blob};
}

static inline struct store_value store_value_maybe_int(struct maybe_int value) {
    return (struct store_value){.null = !value.known, .integer = value.value};
}

static inline struct store_value store_value_maybe_real(struct maybe_real value) {
    return (struct store_value){.null = !value.known, .real = value.value};
}

/* ---- outputs; NULL of a column that is not nullable was refused before ---------------------- */

static inline int64_t store_int(const struct store_value *value) {
    return value->integer;
}

static inline double store_real(const struct store_value *value) {
    return value->real;
}

static inline struct maybe_int store_maybe_int(const struct store_value *value) {
    return value->null ? UNKNOWN_INT : known_int(value->integer);
}

static inline struct maybe_real store_maybe_real(const struct store_value *value) {
    return value->null ? UNKNOWN_REAL : known_real(value->real);
}

static inline const char *store_text(const struct store_value *value) {
    return value->null ? NULL : value->text;
}

static inline struct store_blob store_blob(const struct store_value *value) {
    return value->null ? (struct store_blob){NULL, 0} : value->blob;
}

/* The same, copied into the arena, whose failure the caller checks once per row. */
const char *store_keep_text(struct arena *arena, const struct store_value *value);
struct store_blob store_keep_blob(struct arena *arena, const struct store_value *value);

/* ---- running ------------------------------------------------------------------------------- */

/* Fills one row struct. */
typedef void store_read(struct arena *arena, const struct store_value *values, void *row_out);

struct store_rows {
    void *rows;
    size_t count;
};

/* An INSERT of one row and the same of many; fill() makes the values of one row. */
struct store_insert {
    const struct store_statement *one;
    const struct store_statement *many;
    size_t rows; /* of `many` */
    size_t row_size;
    void (*fill)(const void *row, struct store_value *values);
};
enum err store_run_rows(struct store_db *db, const struct store_insert *insert, const void *rows,
                        size_t count) WARN_UNUSED;

/* Exactly one row: none is ERR_NOT_FOUND, two are ERR_INTERNAL. */
enum err store_run_one(struct store_db *db, const struct store_statement *statement,
                       const struct store_value *inputs, struct arena *arena, store_read *read,
                       void *row_out) WARN_UNUSED;
enum err store_run_maybe(struct store_db *db, const struct store_statement *statement,
                         const struct store_value *inputs, struct arena *arena, store_read *read,
                         void *row_out, bool *found_out) WARN_UNUSED;
enum err store_run_many(struct store_db *db, const struct store_statement *statement,
                        const struct store_value *inputs, struct arena *arena, store_read *read,
                        size_t row_size, struct store_rows *out) WARN_UNUSED;

#endif
