/*
 * The store: one narrow interface over SQLite (embedded, default) and PostgreSQL (by URL).
 *
 * Nobody outside this room calls sqlite3_* or PQ*, and nobody anywhere writes SQL in C: statements
 * live in src/<room>/sql/<name>.sql and become functions (tools/sqlgen.py). This header is what the
 * generated functions and the writers of commands need.
 *
 * Reads run on a reader: a read-only connection. Writes are commands: functions that get a
 * struct store_db inside a transaction, touch only the database, and may be run more than once
 * (PostgreSQL retries serialization failures) or rolled back with their batch; their results are
 * final only when the store says so, which is after the commit has reached the disk.
 */
#ifndef KHAJU_STORE_H
#define KHAJU_STORE_H

#include "arena.h"
#include "err.h"
#include "maybe.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;    /* a province's database; safe to use from every thread */
struct store_db; /* where a statement runs: a reader, or the inside of a command; one thread */

enum store_engine { STORE_SQLITE, STORE_POSTGRES };

struct store_options {
    int readers;     /* most read connections open at once; 0 = one per processor plus two */
    bool create;     /* create an SQLite file that is not there */
    bool any_schema; /* open even if migrations are missing or unknown (init, migrate, doctor) */
};

/* url: "postgresql://…", "sqlite:PATH" or a plain path. Refuses a database that is behind or
   ahead (ERR_UNAVAILABLE) unless any_schema. Caller owns: store_close(), which first finishes
   every accepted command. */
enum err store_open(const char *url, const struct store_options *options,
                    struct store **out) WARN_UNUSED;
void store_close(struct store *store);
enum store_engine store_engine(const struct store *store);

/* A reader is borrowed; every statement on it sees one snapshot until it is released. */
enum err store_reader_acquire(struct store *store, struct store_db **out) WARN_UNUSED;
void store_reader_release(struct store_db *reader);

/* A number that changes whenever a committed command of any process changed content (every table
   but those of rooms marked quiet: sessions, audit). Key of page caches. Cheap. */
enum err store_version(struct store_db *reader, uint64_t *out) WARN_UNUSED;

/* The body of a write. Returning an error undoes this command only, never its neighbours. Once a
   statement has failed inside a command (a duplicate key, say), the command is lost, as it is on
   PostgreSQL: every later statement gives the same error. Use ON CONFLICT to expect a conflict. */
typedef enum err store_command(struct store_db *db, void *context);

/* Runs a command and waits until it is durable (or failed). For the CLI, jobs and tests. */
enum err store_write(struct store *store, store_command *command, void *context) WARN_UNUSED;

/* Hands a command over and returns at once. done() is called exactly once, on a store thread,
   after the commit has reached the disk or the command has failed; it must be quick and must not
   call the store. The job and what it points to live until done() is called. */
struct store_job {
    store_command *command;
    void *context;
    void (*done)(struct store_job *job);
    void *owner;              /* free for the submitter */
    enum err result;          /* valid in done() and after */
    struct err_detail detail; /* likewise */
    struct store_job *next;   /* the store's own */
};
/* ERR_UNAVAILABLE when the queue is full or closing: then done() is not called. */
enum err store_submit(struct store *store, struct store_job *job) WARN_UNUSED;

/* ---- what generated code uses ------------------------------------------------------------- */

enum { STORE_COLUMNS_MAX = 128 }; /* most inputs, and most outputs, of a statement */
enum store_type { STORE_TEXT, STORE_INT, STORE_REAL, STORE_BLOB };

struct store_blob {
    const void *data;
    size_t size;
};
/* nullable numbers of rows and inputs are struct maybe_int and maybe_real */

struct store_value {
    bool null;
    union {
        const char *text;
        int64_t integer;
        double real;
        struct store_blob blob;
    };
};

struct store_column {
    const char *name;
    enum store_type type;
    bool nullable;
};

struct store_statement {
    const char *name;     /* "registry.service_by_id" */
    const char *sqlite;   /* with ?N */
    const char *postgres; /* with $N */
    const struct store_column *inputs;
    size_t input_count;
    const struct store_column *outputs;
    size_t output_count;
    bool writes;   /* refused on a reader */
    bool quiet;    /* does not change store_version */
    bool streamed; /* rows are fetched as they are read; memory stays bounded */
};

/* Calls row() for each row (values live during the call only); row() may return an error to
   stop. changed_out, if not NULL, gets the number of rows an exec touched. */
typedef enum err store_row(void *context, const struct store_value *values);
enum err store_run(struct store_db *db, const struct store_statement *statement,
                   const struct store_value *inputs, store_row *row, void *context,
                   int64_t *changed_out) WARN_UNUSED;

/* Every catalogued statement of every room, for the test that prepares them all. */
extern const struct store_statement *const store_catalogue[];
extern const size_t store_catalogue_count;

#endif
