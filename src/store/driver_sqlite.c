/*
 * SQLite: the embedded engine. WAL with synchronous=FULL, so that COMMIT returns only after the
 * write-ahead log has reached the disk. One connection writes; readers are opened read-only.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "sqlite_error.h"
#include "sqlite_value.h"
#include "statement_cache.h"
#include "store_internal.h"

enum { BUSY_TIMEOUT_MS = 10000, COMMANDS_A_BATCH = 512 };

/* LIKE is case-sensitive, as on PostgreSQL, and so can use an index. */
static const char settings[] = "PRAGMA foreign_keys=ON; PRAGMA case_sensitive_like=ON;"
                               "PRAGMA mmap_size=1073741824; PRAGMA cache_size=-16384;"
                               "PRAGMA temp_store=MEMORY;";
static const char writer_settings[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                      "PRAGMA wal_autocheckpoint=4000;"
                                      "PRAGMA journal_size_limit=67108864;";

struct sqlite_connection {
    struct store_connection base;
    sqlite3 *sqlite;
    struct statement_cache cache;
};

static struct sqlite_connection *of(struct store_connection *connection) {
    return (struct sqlite_connection *)connection;
}

static void finalize(void *prepared, void *owner) {
    sqlite3_finalize(prepared);
}

static void sqlite_close_connection(struct store_connection *connection) {
    struct sqlite_connection *self = of(connection);
    if (self != NULL) {
        statement_cache_clear(&self->cache, finalize, NULL);
        sqlite3_close(self->sqlite);
        free(self);
    }
}

static enum err script(struct store_connection *connection, const char *sql) {
    struct sqlite_connection *self = of(connection);
    int rc = sqlite3_exec(self->sqlite, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_NONE : sqlite_error(self->sqlite, rc, "script");
}

static enum err configure(struct sqlite_connection *self, const struct store_location *location) {
    sqlite3_busy_timeout(self->sqlite, BUSY_TIMEOUT_MS);
    sqlite3_extended_result_codes(self->sqlite, 1);
    if (location->write && sqlite3_db_readonly(self->sqlite, "main") == 1) {
        return sqlite_error(NULL, SQLITE_READONLY, location->address);
    }
    enum err err = script(&self->base, settings);
    if (err == ERR_NONE && location->write) {
        err = script(&self->base, writer_settings);
    }
    return err;
}

static enum err sqlite_open_connection(const struct store_location *location,
                                       struct store_connection **out) {
    struct sqlite_connection *self = calloc(1, sizeof(*self));
    if (self == NULL) {
        return sqlite_error(NULL, SQLITE_NOMEM, location->address);
    }
    self->base.driver = &store_driver_sqlite;
    int flags = SQLITE_OPEN_NOMUTEX;
    flags |= location->write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    flags |= location->create ? SQLITE_OPEN_CREATE : 0;
    int rc = sqlite3_open_v2(location->address, &self->sqlite, flags, NULL);
    enum err err = rc == SQLITE_OK ? configure(self, location)
                                   : sqlite_error(self->sqlite, rc, location->address);
    if (err != ERR_NONE) {
        sqlite_close_connection(&self->base);
        return err;
    }
    *out = &self->base;
    return ERR_NONE;
}

/* ---- statements ---------------------------------------------------------------------------- */

static const struct store_statement begin_read = {.name = "store.begin", .sqlite = "BEGIN"};
static const struct store_statement begin_write = {.name = "store.begin",
                                                   .sqlite = "BEGIN IMMEDIATE"};
static const struct store_statement commit_statement = {.name = "store.commit", .sqlite = "COMMIT"};
static const struct store_statement rollback_statement = {.name = "store.rollback",
                                                          .sqlite = "ROLLBACK"};
static const struct store_statement savepoint_set = {.name = "store.savepoint",
                                                     .sqlite = "SAVEPOINT command"};
static const struct store_statement savepoint_release = {.name = "store.savepoint",
                                                         .sqlite = "RELEASE command"};
static const struct store_statement savepoint_rollback = {.name = "store.savepoint",
                                                          .sqlite = "ROLLBACK TO command"};
static const struct store_column version_column[] = {{"data_version", STORE_INT, false}};
static const struct store_statement version_statement = {.name = "store.data_version",
                                                         .sqlite = "PRAGMA data_version",
                                                         .outputs = version_column,
                                                         .output_count = 1};

static enum err prepare(struct sqlite_connection *self, const struct store_statement *statement,
                        unsigned flags, sqlite3_stmt **out) {
    const char *tail = NULL;
    int rc = sqlite3_prepare_v3(self->sqlite, statement->sqlite, -1, flags, out, &tail);
    if (rc != SQLITE_OK) {
        return sqlite_error(self->sqlite, rc, statement->name);
    }
    if ((size_t)sqlite3_column_count(*out) != statement->output_count ||
        (size_t)sqlite3_bind_parameter_count(*out) > statement->input_count) {
        sqlite3_finalize(*out);
        *out = NULL;
        return err_set(ERR_INTERNAL, "STO-22",
                       "The columns of {1} are not those that its catalogue declares.",
                       statement->name, NULL);
    }
    return ERR_NONE;
}

/* The cached statement; or, if that one is running (a statement inside its own rows), another one
   that the caller finalizes. */
static enum err prepared(struct sqlite_connection *self, const struct store_statement *statement,
                         sqlite3_stmt **out, bool *own_out) {
    sqlite3_stmt *cached = statement_cache_find(&self->cache, statement);
    *own_out = cached != NULL && sqlite3_stmt_busy(cached);
    if (cached != NULL && !*own_out) {
        *out = cached;
        return ERR_NONE;
    }
    enum err err = prepare(self, statement, *own_out ? 0 : SQLITE_PREPARE_PERSISTENT, out);
    if (err == ERR_NONE && !*own_out) {
        statement_cache_add(&self->cache, statement, *out, finalize, NULL);
    }
    return err;
}

static enum err bind_all(struct sqlite_connection *self, sqlite3_stmt *prepared,
                         const struct store_statement *statement,
                         const struct store_value *inputs) {
    for (size_t i = 0; i < statement->input_count; i++) {
        int rc = sqlite_bind(prepared, (int)i + 1, statement->inputs[i].type, &inputs[i]);
        if (rc != SQLITE_OK) {
            return sqlite_error(self->sqlite, rc, statement->name);
        }
    }
    return ERR_NONE;
}

static enum err give_row(sqlite3_stmt *prepared, const struct store_statement *statement,
                         store_row *row, void *context) {
    struct store_value values[STORE_COLUMNS_MAX];
    for (size_t i = 0; i < statement->output_count; i++) {
        if (!sqlite_column(prepared, (int)i, statement->outputs[i].type, &values[i])) {
            return err_set(ERR_INTERNAL, "STO-23", "A value of {1} in {2} is not of its type.",
                           statement->outputs[i].name, statement->name, NULL);
        }
    }
    return row != NULL ? row(context, values) : ERR_NONE;
}

static enum err run(struct store_connection *connection, const struct store_statement *statement,
                    const struct store_value *inputs, store_row *row, void *context,
                    int64_t *changed_out) {
    struct sqlite_connection *self = of(connection);
    sqlite3_stmt *stmt = NULL;
    bool own = false;
    enum err err = prepared(self, statement, &stmt, &own);
    if (err != ERR_NONE) {
        return err;
    }
    err = bind_all(self, stmt, statement, inputs);
    int rc = SQLITE_OK;
    while (err == ERR_NONE && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        err = give_row(stmt, statement, row, context);
    }
    if (err == ERR_NONE && rc != SQLITE_DONE) {
        err = sqlite_error(self->sqlite, rc, statement->name);
    }
    if (err == ERR_NONE && changed_out != NULL) {
        *changed_out = sqlite3_changes64(self->sqlite);
    }
    if (own) {
        sqlite3_finalize(stmt);
    } else {
        sqlite3_reset(stmt);
        sqlite3_clear_bindings(stmt);
    }
    return err;
}

static void forget(struct store_connection *connection, const struct store_statement *statement) {
    sqlite3_finalize(statement_cache_remove(&of(connection)->cache, statement));
}

static enum err check(struct store_connection *connection,
                      const struct store_statement *statement) {
    sqlite3_stmt *stmt = NULL;
    enum err err = prepare(of(connection), statement, 0, &stmt);
    for (size_t i = 0; err == ERR_NONE && i < statement->output_count; i++) {
        const char *name = sqlite3_column_name(stmt, (int)i);
        if (name == NULL || strcmp(name, statement->outputs[i].name) != 0) {
            err = err_set(ERR_INTERNAL, "STO-24",
                          "{1}: the catalogue declares {2}, the statement gives {3}; write AS {2}.",
                          statement->name, statement->outputs[i].name, name, NULL);
        }
    }
    sqlite3_finalize(stmt);
    return err;
}

/* ---- transactions -------------------------------------------------------------------------- */

static enum err simple(struct store_connection *connection,
                       const struct store_statement *statement) {
    return run(connection, statement, NULL, NULL, NULL, NULL);
}

static enum err begin(struct store_connection *connection, bool write) {
    return simple(connection, write ? &begin_write : &begin_read);
}

static enum err commit(struct store_connection *connection) {
    return simple(connection, &commit_statement);
}

static bool lost(struct store_connection *connection) {
    return sqlite3_get_autocommit(of(connection)->sqlite) != 0;
}

static void rollback(struct store_connection *connection) {
    if (!lost(connection)) {
        /* a failing ROLLBACK has nothing more to undo */
        (void)simple(connection, &rollback_statement);
    }
}

static enum err savepoint(struct store_connection *connection) {
    return simple(connection, &savepoint_set);
}

static enum err savepoint_keep(struct store_connection *connection) {
    return simple(connection, &savepoint_release);
}

static enum err savepoint_undo(struct store_connection *connection) {
    enum err err = simple(connection, &savepoint_rollback);
    return err == ERR_NONE ? simple(connection, &savepoint_release) : err;
}

static bool repeatable(struct store_connection *connection) {
    return false; /* one writer: nobody to conflict with */
}

static enum err version_row(void *context, const struct store_value *values) {
    *(int64_t *)context = values[0].integer;
    return ERR_NONE;
}

static enum err data_version(struct store_connection *connection, int64_t *out) {
    return run(connection, &version_statement, NULL, version_row, out, NULL);
}

const struct store_driver store_driver_sqlite = {
    .engine = STORE_SQLITE,
    .writers = 1,
    .batch = COMMANDS_A_BATCH,
    .open = sqlite_open_connection,
    .close = sqlite_close_connection,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .savepoint = savepoint,
    .savepoint_keep = savepoint_keep,
    .savepoint_undo = savepoint_undo,
    .lost = lost,
    .repeatable = repeatable,
    .run = run,
    .forget = forget,
    .check = check,
    .script = script,
    .data_version = data_version,
};
