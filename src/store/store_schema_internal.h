/*
 * The tables of a database as they are, with the statements that read and fill each: what a copy
 * needs. These are the only statements that are not in a catalogue.
 */
#ifndef KHAJU_STORE_SCHEMA_INTERNAL_H
#define KHAJU_STORE_SCHEMA_INTERNAL_H

#include "store.h"

enum { SCHEMA_TABLES_MAX = 500 };

struct schema_table {
    const char *name;
    struct store_column columns[STORE_COLUMNS_MAX]; /* sorted by name */
    size_t column_count;
    bool seeded;                   /* a migration puts rows into it */
    struct store_statement select; /* all rows */
    struct store_statement insert; /* one row */
    struct store_statement clear;  /* no row */
};

struct schema {
    struct schema_table *tables[SCHEMA_TABLES_MAX]; /* sorted by name */
    size_t count;
};

/* In the arena, which must outlive every use of the statements; see store_forget(). */
enum err schema_read(struct store_db *db, struct arena *arena, struct schema *out) WARN_UNUSED;
/* Same tables, same columns, same types? Otherwise an error that names the difference. */
enum err schema_same(const struct schema *a, const struct schema *b) WARN_UNUSED;

#endif
