/*
 * PostgreSQL, through libpq. Statements are prepared once a connection, with declared types;
 * numbers and blobs go out in binary, rows come back as text, because what an expression gives
 * (numeric, int4, bool) is the server's choice. Commands run SERIALIZABLE, so that they mean what
 * they mean on SQLite; those that collide are repeated by the writer.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "postgres_error.h"
#include "postgres_value.h"
#include "statement_cache.h"
#include "store_internal.h"

enum { WRITERS = 4, FETCH_ROWS = 500, NAME_MAX_SIZE = 32 };

/* Whatever the server's own settings are: a commit is on the disk, numbers keep every digit. */
static const char settings[] = "SET synchronous_commit = on; SET client_min_messages = warning;"
                               "SET extra_float_digits = 1; SET bytea_output = hex;"
                               "SET standard_conforming_strings = on; SET lock_timeout = '10s'";

struct postgres_connection {
    struct store_connection base;
    PGconn *pq;
    bool repeatable;
    uintptr_t names;              /* prepared statements and cursors made so far */
    struct statement_cache cache; /* values: their number, as an address */
};

static struct postgres_connection *of(struct store_connection *connection) {
    return (struct postgres_connection *)connection;
}

/* Takes over the result; ERR_NONE if it is a command's success or rows. */
static enum err finished(struct postgres_connection *self, PGresult *result, const char *what) {
    ExecStatusType status = PQresultStatus(result);
    enum err err = ERR_NONE;
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        self->repeatable = postgres_repeatable(self->pq, result);
        err = postgres_error(self->pq, result, what);
    }
    PQclear(result);
    return err;
}

static enum err simple(struct store_connection *connection, const char *sql) {
    struct postgres_connection *self = of(connection);
    return finished(self, PQexec(self->pq, sql), sql);
}

/* ---- opening -------------------------------------------------------------------------------- */

static void close_connection(struct store_connection *connection) {
    struct postgres_connection *self = of(connection);
    if (self != NULL) {
        PQfinish(self->pq);
        free(self);
    }
}

static enum err configure(struct postgres_connection *self) {
    if (PQstatus(self->pq) != CONNECTION_OK) {
        /* the message of libpq names host and user, never the password */
        return err_set(ERR_UNAVAILABLE, "STO-26", "The database server cannot be reached: {1}",
                       PQerrorMessage(self->pq), NULL);
    }
    const char *encoding = PQparameterStatus(self->pq, "server_encoding");
    if (encoding == NULL || strcmp(encoding, "UTF8") != 0) {
        return err_set(ERR_UNAVAILABLE, "STO-27",
                       "The database has the encoding {1}; make one with UTF8.", encoding, NULL);
    }
    return simple(&self->base, settings);
}

static enum err open_connection(const struct store_location *location,
                                struct store_connection **out) {
    struct postgres_connection *self = calloc(1, sizeof(*self));
    if (self == NULL) {
        return err_set(ERR_MEMORY, "STO-34", "There is no memory for a connection.", NULL);
    }
    self->base.driver = &store_driver_postgres;
    static const char *const keys[] = {"dbname", "fallback_application_name", "connect_timeout",
                                       "client_encoding", NULL};
    const char *const values[] = {location->address, "khaju", "10", "UTF8", NULL};
    self->pq = PQconnectdbParams(keys, values, 1);
    enum err err = configure(self);
    if (err != ERR_NONE) {
        close_connection(&self->base);
        return err;
    }
    *out = &self->base;
    return ERR_NONE;
}

static void forgotten(void *prepared, void *owner) {
    /* the server forgets with the session */
}

/* After the server was restarted: a new session, without anything prepared. */
static enum err reconnect(struct postgres_connection *self) {
    PQreset(self->pq);
    statement_cache_clear(&self->cache, forgotten, NULL);
    return configure(self);
}

/* ---- statements ----------------------------------------------------------------------------- */

static void deallocate(void *prepared, void *owner) {
    char sql[NAME_MAX_SIZE + 16];
    snprintf(sql, sizeof(sql), "DEALLOCATE s%zu", (size_t)(uintptr_t)prepared);
    PQclear(PQexec(((struct postgres_connection *)owner)->pq, sql));
}

static enum err prepared(struct postgres_connection *self, const struct store_statement *statement,
                         const struct postgres_parameters *parameters,
                         char name_out[NAME_MAX_SIZE]) {
    uintptr_t number = (uintptr_t)statement_cache_find(&self->cache, statement);
    bool known = number != 0;
    number = known ? number : ++self->names;
    snprintf(name_out, NAME_MAX_SIZE, "s%zu", (size_t)number);
    if (known) {
        return ERR_NONE;
    }
    enum err err = finished(
        self,
        PQprepare(self->pq, name_out, statement->postgres, parameters->count, parameters->types),
        statement->name);
    if (err == ERR_NONE) {
        statement_cache_add(&self->cache, statement, (void *)number, deallocate, self);
    }
    return err;
}

static enum err give_row(const PGresult *result, int number,
                         const struct store_statement *statement, store_row *row, void *context) {
    struct store_value values[STORE_COLUMNS_MAX] = {0};
    unsigned char *blobs[STORE_COLUMNS_MAX];
    enum err err = ERR_NONE;
    size_t count = 0;
    for (; count < statement->output_count && err == ERR_NONE; count++) {
        blobs[count] = NULL;
        if (!postgres_column(result, number, (int)count, statement->outputs[count].type,
                             &values[count], &blobs[count])) {
            err = err_set(ERR_INTERNAL, "STO-23", "A value of {1} in {2} is not of its type.",
                          statement->outputs[count].name, statement->name, NULL);
        }
    }
    if (err == ERR_NONE && row != NULL) {
        err = row(context, values);
    }
    for (size_t i = 0; i < count; i++) {
        PQfreemem(blobs[i]);
    }
    return err;
}

/* Takes over the result and gives its rows to the caller. */
static enum err give_rows(struct postgres_connection *self, PGresult *result,
                          const struct store_statement *statement, store_row *row, void *context,
                          int64_t *changed_out, int *rows_out) {
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        return finished(self, result, statement->name);
    }
    enum err err = ERR_NONE;
    if (status == PGRES_TUPLES_OK && (size_t)PQnfields(result) != statement->output_count) {
        err = err_set(ERR_INTERNAL, "STO-22",
                      "The columns of {1} are not those that its catalogue declares.",
                      statement->name, NULL);
    }
    *rows_out = PQntuples(result);
    for (int i = 0; i < *rows_out && err == ERR_NONE; i++) {
        err = give_row(result, i, statement, row, context);
    }
    if (err == ERR_NONE && changed_out != NULL) {
        int64_t changed = 0;
        *changed_out = postgres_whole(PQcmdTuples(result), POSTGRES_INT8, &changed) ? changed : 0;
    }
    PQclear(result);
    return err;
}

/* Through a cursor, some rows at a time: bounded memory, and other statements in between. */
static enum err run_streamed(struct postgres_connection *self,
                             const struct store_statement *statement,
                             const struct postgres_parameters *parameters, store_row *row,
                             void *context) {
    static const char form[] = "DECLARE c%zu NO SCROLL CURSOR FOR %s";
    size_t number = ++self->names;
    size_t size = sizeof(form) + strlen(statement->postgres) + NAME_MAX_SIZE;
    char *sql = malloc(size);
    if (sql == NULL) {
        return err_set(ERR_MEMORY, "STO-34", "There is no memory for a connection.", NULL);
    }
    snprintf(sql, size, form, number, statement->postgres);
    PGresult *declared =
        PQexecParams(self->pq, sql, parameters->count, parameters->types, parameters->values,
                     parameters->lengths, parameters->formats, 0);
    free(sql);
    enum err err = finished(self, declared, statement->name);
    if (err != ERR_NONE) {
        return err;
    }
    char fetch[NAME_MAX_SIZE * 2];
    snprintf(fetch, sizeof(fetch), "FETCH FORWARD %d FROM c%zu", FETCH_ROWS, number);
    for (int rows = FETCH_ROWS; err == ERR_NONE && rows == FETCH_ROWS;) {
        err = give_rows(self, PQexec(self->pq, fetch), statement, row, context, NULL, &rows);
    }
    if (PQtransactionStatus(self->pq) == PQTRANS_INTRANS) {
        char close[NAME_MAX_SIZE];
        snprintf(close, sizeof(close), "CLOSE c%zu", number);
        PQclear(PQexec(self->pq, close));
    }
    return err;
}

static enum err run(struct store_connection *connection, const struct store_statement *statement,
                    const struct store_value *inputs, store_row *row, void *context,
                    int64_t *changed_out) {
    struct postgres_connection *self = of(connection);
    struct postgres_parameters parameters;
    enum err err = postgres_fill(&parameters, statement, inputs);
    if (err == ERR_NONE && statement->streamed && !statement->writes) {
        return run_streamed(self, statement, &parameters, row, context);
    }
    char name[NAME_MAX_SIZE];
    if (err == ERR_NONE) {
        err = prepared(self, statement, &parameters, name);
    }
    if (err != ERR_NONE) {
        return err;
    }
    int rows = 0;
    PGresult *result = PQexecPrepared(self->pq, name, parameters.count, parameters.values,
                                      parameters.lengths, parameters.formats, 0);
    return give_rows(self, result, statement, row, context, changed_out, &rows);
}

static void forget(struct store_connection *connection, const struct store_statement *statement) {
    void *prepared = statement_cache_remove(&of(connection)->cache, statement);
    if (prepared != NULL) {
        deallocate(prepared, of(connection));
    }
}

static enum err check(struct store_connection *connection,
                      const struct store_statement *statement) {
    struct postgres_connection *self = of(connection);
    struct postgres_parameters parameters;
    postgres_declare(&parameters, statement);
    enum err err = finished(
        self, PQprepare(self->pq, "", statement->postgres, parameters.count, parameters.types),
        statement->name);
    if (err != ERR_NONE) {
        return err;
    }
    PGresult *described = PQdescribePrepared(self->pq, "");
    if ((size_t)PQnfields(described) != statement->output_count) {
        err = err_set(ERR_INTERNAL, "STO-22",
                      "The columns of {1} are not those that its catalogue declares.",
                      statement->name, NULL);
    }
    for (size_t i = 0; err == ERR_NONE && i < statement->output_count; i++) {
        const char *name = PQfname(described, (int)i);
        if (strcmp(name, statement->outputs[i].name) != 0) {
            err = err_set(ERR_INTERNAL, "STO-24",
                          "{1}: the catalogue declares {2}, the statement gives {3}; write AS {2}.",
                          statement->name, statement->outputs[i].name, name, NULL);
        }
    }
    PQclear(described);
    return err;
}

/* ---- transactions --------------------------------------------------------------------------- */

static enum err begin(struct store_connection *connection, bool write) {
    static const char write_sql[] = "BEGIN ISOLATION LEVEL SERIALIZABLE";
    static const char read_sql[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    const char *sql = write ? write_sql : read_sql;
    struct postgres_connection *self = of(connection);
    enum err err = PQstatus(self->pq) == CONNECTION_OK ? simple(connection, sql) : reconnect(self);
    if (err != ERR_NONE && PQstatus(self->pq) != CONNECTION_OK) {
        /* libpq notices a closed connection only when it is used */
        err = reconnect(self);
    }
    if (err == ERR_NONE && PQtransactionStatus(self->pq) == PQTRANS_IDLE) {
        err = simple(connection, sql);
    }
    self->repeatable = err != ERR_NONE && PQstatus(self->pq) != CONNECTION_OK;
    return err;
}

static enum err commit(struct store_connection *connection) {
    struct postgres_connection *self = of(connection);
    PGresult *result = PQexec(self->pq, "COMMIT");
    if (PQstatus(self->pq) != CONNECTION_OK) {
        PQclear(result);
        self->repeatable = false;
        return err_set(ERR_UNAVAILABLE, "STO-28",
                       "The connection was lost while saving; look whether it was saved before "
                       "you repeat it.",
                       NULL);
    }
    /* COMMIT of a failed transaction succeeds, and says that it rolled back */
    if (PQresultStatus(result) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        PQclear(result);
        return err_set(ERR_INTERNAL, "STO-29", "The transaction had failed; nothing was saved.",
                       NULL);
    }
    return finished(self, result, "COMMIT");
}

static bool lost(struct store_connection *connection) {
    PGTransactionStatusType status = PQtransactionStatus(of(connection)->pq);
    return status == PQTRANS_IDLE || status == PQTRANS_UNKNOWN;
}

static void rollback(struct store_connection *connection) {
    if (!lost(connection)) {
        PQclear(PQexec(of(connection)->pq, "ROLLBACK"));
    }
}

static bool repeatable(struct store_connection *connection) {
    bool was = of(connection)->repeatable;
    of(connection)->repeatable = false;
    return was;
}

static enum err script(struct store_connection *connection, const char *sql) {
    struct postgres_connection *self = of(connection);
    return finished(self, PQexec(self->pq, sql), "script");
}

const struct store_driver store_driver_postgres = {
    .engine = STORE_POSTGRES,
    .writers = WRITERS,
    .batch = 1,
    .open = open_connection,
    .close = close_connection,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .lost = lost,
    .repeatable = repeatable,
    .run = run,
    .forget = forget,
    .check = check,
    .script = script,
};
