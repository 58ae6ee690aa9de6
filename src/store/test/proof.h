/* A table of every type, for the tests of this room, which must not know a room above it. */
#ifndef KHAJU_STORE_TEST_PROOF_H
#define KHAJU_STORE_TEST_PROOF_H

#include <stdio.h>

#include "store_internal.h"

/* A command: makes the table. */
static inline enum err proof_make(struct store_db *db, void *context) {
    char sql[256];
    snprintf(sql, sizeof(sql),
             "CREATE TABLE proof_item (id BIGINT NOT NULL PRIMARY KEY, parent BIGINT REFERENCES "
             "proof_item (id), title TEXT, share DOUBLE PRECISION, image %s)",
             store_engine(db->store) == STORE_POSTGRES ? "BYTEA" : "BLOB");
    return store_script(db, sql);
}

static const struct store_column proof_columns[] = {
    {"id", STORE_INT, false},    {"parent", STORE_INT, true}, {"title", STORE_TEXT, true},
    {"share", STORE_REAL, true}, {"image", STORE_BLOB, true},
};
static const struct store_statement proof_insert = {
    .name = "proof.insert",
    .sqlite = "INSERT INTO proof_item (id, parent, title, share, image) "
              "VALUES (?1, ?2, ?3, ?4, ?5)",
    .postgres = "INSERT INTO proof_item (id, parent, title, share, image) "
                "VALUES ($1, $2, $3, $4, $5)",
    .inputs = proof_columns,
    .input_count = COUNT_OF(proof_columns),
    .writes = true,
};
static const struct store_statement proof_select = {
    .name = "proof.select",
    .sqlite = "SELECT id, parent, title, share, image FROM proof_item ORDER BY id",
    .postgres = "SELECT id, parent, title, share, image FROM proof_item ORDER BY id",
    .outputs = proof_columns,
    .output_count = COUNT_OF(proof_columns),
    .streamed = true,
};

/* One row; which of its values are NULL depends on its id. */
static inline enum err proof_add(struct store_db *db, int64_t id, struct store_value parent) {
    char title[64];
    const char image[3] = {0, (char)id, '\\'};
    snprintf(title, sizeof(title), "خدمت شمارهٔ %lld", (long long)id);
    const struct store_value values[] = {{.integer = id},
                                         parent,
                                         {.null = id % 7 == 0, .text = title},
                                         {.null = id % 5 == 0, .real = (double)id / 3.0},
                                         {.null = id % 3 == 0, .blob = {image, (size_t)(id % 4)}}};
    return store_run(db, &proof_insert, values, NULL, NULL, NULL);
}

/* A command: takes every row away. */
static inline enum err proof_clear(struct store_db *db, void *context) {
    static const struct store_statement clear = {.name = "proof.clear",
                                                 .sqlite = "DELETE FROM proof_item",
                                                 .postgres = "DELETE FROM proof_item",
                                                 .writes = true};
    return store_run(db, &clear, NULL, NULL, NULL, NULL);
}

/* Fails the test with the store's own words. */
#define check(act) \
    do { \
        if ((act) != ERR_NONE) { \
            fail_msg("%s: %s", err_last()->code, err_last()->english); \
        } \
    } while (0)

static inline enum err proof_count_row(void *context, const struct store_value *values) {
    *(int64_t *)context = values[0].integer;
    return ERR_NONE;
}

/* Rows whose id is between two numbers. */
static inline enum err proof_count(struct store_db *db, int64_t from, int64_t to, int64_t *out) {
    static const struct store_column inputs[] = {{"from", STORE_INT, false},
                                                 {"to", STORE_INT, false}};
    static const struct store_column outputs[] = {{"count", STORE_INT, false}};
    static const struct store_statement count = {
        .name = "proof.count",
        .sqlite = "SELECT count(*) AS count FROM proof_item WHERE id BETWEEN ?1 AND ?2",
        .postgres = "SELECT count(*) AS count FROM proof_item WHERE id BETWEEN $1 AND $2",
        .inputs = inputs,
        .input_count = 2,
        .outputs = outputs,
        .output_count = 1};
    const struct store_value values[] = {{.integer = from}, {.integer = to}};
    return store_run(db, &count, values, proof_count_row, out, NULL);
}

/* The same, on a reader of its own; -1 if it fails. */
static inline int64_t proof_rows(struct store *store, int64_t from, int64_t to) {
    struct store_db *reader = NULL;
    int64_t count = -1;
    if (store_reader_acquire(store, &reader) != ERR_NONE) {
        return -1;
    }
    enum err err = proof_count(reader, from, to, &count);
    store_reader_release(reader);
    return err == ERR_NONE ? count : -1;
}

#endif
