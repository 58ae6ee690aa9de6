/* Running one statement: the checks that are the same for every engine. */
#include "store_internal.h"

#include <string.h>

#include "fault.h"

void store_db_reset(struct store_db *db) {
    db->began = false;
    db->touched = false;
    db->failure.err = ERR_NONE;
}

/* Remembers the first failure, which is what later statements of this transaction will give. */
static enum err remember(struct store_db *db, enum err err) {
    if (err != ERR_NONE && db->failure.err == ERR_NONE) {
        db->failure = *err_last();
        db->failure.err = err;
    }
    return err;
}

static enum err ready(struct store_db *db) {
    if (db->failure.err != ERR_NONE) {
        err_restore(&db->failure);
        return db->failure.err;
    }
    if (FAULT_POINT(FAULT_STORE)) {
        return remember(db, err_set(ERR_IO, "STO-30", "The store failed on purpose (test).", NULL));
    }
    if (!db->writer && !db->began) {
        enum err err = db->connection->driver->begin(db->connection, false);
        if (err != ERR_NONE) {
            return remember(db, err);
        }
        db->began = true;
    }
    return ERR_NONE;
}

static enum err check_inputs(const struct store_db *db, const struct store_statement *statement,
                             const struct store_value *inputs) {
    if (statement->writes && !db->writer) {
        return err_set(ERR_INTERNAL, "STO-31", "{1} writes, but it was given a reader.",
                       statement->name, NULL);
    }
    for (size_t i = 0; i < statement->input_count; i++) {
        if (inputs[i].null && !statement->inputs[i].nullable) {
            return err_set(ERR_INTERNAL, "STO-32", "{1} was called without {2}.", statement->name,
                           statement->inputs[i].name, NULL);
        }
    }
    return ERR_NONE;
}

/* Between the driver and the caller: refuses NULL where none is declared, and keeps the caller's
   own errors, which do not break the transaction, apart from the engine's, which do. */
struct guard {
    const struct store_statement *statement;
    store_row *row;
    void *context;
    bool stopped;
};

static enum err guarded_row(void *context, const struct store_value *values) {
    struct guard *guard = context;
    for (size_t i = 0; i < guard->statement->output_count; i++) {
        if (values[i].null && !guard->statement->outputs[i].nullable) {
            return err_set(ERR_INTERNAL, "STO-33", "{1} gave no value for {2}.",
                           guard->statement->name, guard->statement->outputs[i].name, NULL);
        }
    }
    enum err err = guard->row != NULL ? guard->row(guard->context, values) : ERR_NONE;
    guard->stopped = err != ERR_NONE;
    return err;
}

enum err store_run(struct store_db *db, const struct store_statement *statement,
                   const struct store_value *inputs, store_row *row, void *context,
                   int64_t *changed_out) {
    enum err err = check_inputs(db, statement, inputs);
    if (err == ERR_NONE) {
        err = ready(db);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct guard guard = {statement, row, context, false};
    int64_t changed = 0;
    err = db->connection->driver->run(db->connection, statement, inputs, guarded_row, &guard,
                                      &changed);
    if (err == ERR_NONE && statement->writes && !statement->quiet && changed > 0) {
        db->touched = true;
    }
    if (changed_out != NULL) {
        *changed_out = err == ERR_NONE ? changed : 0;
    }
    return guard.stopped ? err : remember(db, err);
}

enum err store_script(struct store_db *db, const char *sql) {
    enum err err = ready(db);
    if (err != ERR_NONE) {
        return err;
    }
    db->touched = true;
    return remember(db, db->connection->driver->script(db->connection, sql));
}

enum err store_check(struct store_db *db, const struct store_statement *statement) {
    enum err err = ready(db);
    return err == ERR_NONE ? db->connection->driver->check(db->connection, statement) : err;
}

void store_forget(struct store_db *db, const struct store_statement *statement) {
    db->connection->driver->forget(db->connection, statement);
}
