/* Rows of generated statements: collected into the caller's arena, or inserted many at once. */
#include "row.h"

#include <string.h>

enum { ROWS_FIRST = 16 };

const char *store_keep_text(struct arena *arena, const struct store_value *value) {
    return value->null ? NULL : arena_strdup(arena, value->text);
}

struct store_blob store_keep_blob(struct arena *arena, const struct store_value *value) {
    struct store_blob kept = {NULL, 0};
    if (!value->null) {
        /* one byte more, so that an empty blob is still told from NULL */
        void *copy = arena_alloc(arena, value->blob.size + 1);
        if (copy != NULL) {
            if (value->blob.size > 0) {
                memcpy(copy, value->blob.data, value->blob.size);
            }
            kept = (struct store_blob){copy, value->blob.size};
        }
    }
    return kept;
}

struct single {
    const struct store_statement *statement;
    struct arena *arena;
    store_read *read;
    void *row_out;
    bool found;
};

static enum err single_row(void *context, const struct store_value *values) {
    struct single *single = context;
    if (single->found) {
        return err_set(ERR_INTERNAL, "STO-1", "The statement {1} gave more than one row.",
                       single->statement->name, NULL);
    }
    single->found = true;
    single->read(single->arena, values, single->row_out);
    bool failed = single->arena != NULL && arena_failed(single->arena);
    return failed ? err_failed() : ERR_NONE;
}

enum err store_run_maybe(struct store_db *db, const struct store_statement *statement,
                         const struct store_value *inputs, struct arena *arena, store_read *read,
                         void *row_out, bool *found_out) {
    struct single single = {statement, arena, read, row_out, false};
    enum err err = store_run(db, statement, inputs, single_row, &single, NULL);
    *found_out = single.found && err == ERR_NONE;
    return err;
}

enum err store_run_one(struct store_db *db, const struct store_statement *statement,
                       const struct store_value *inputs, struct arena *arena, store_read *read,
                       void *row_out) {
    bool found = false;
    enum err err = store_run_maybe(db, statement, inputs, arena, read, row_out, &found);
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_NOT_FOUND, "STO-2", "There is no such record ({1}).", statement->name,
                      NULL);
    }
    return err;
}

struct many {
    struct arena *arena;
    store_read *read;
    size_t row_size;
    size_t capacity;
    struct store_rows *out;
};

/* Old arrays stay behind in the arena: at most as much again as the last one. */
static enum err many_grow(struct many *many) {
    size_t capacity = many->capacity == 0 ? ROWS_FIRST : many->capacity * 2;
    void *rows = arena_array(many->arena, capacity, many->row_size);
    if (rows == NULL) {
        return err_failed();
    }
    if (many->out->count > 0) {
        memcpy(rows, many->out->rows, many->out->count * many->row_size);
    }
    many->out->rows = rows;
    many->capacity = capacity;
    return ERR_NONE;
}

static enum err many_row(void *context, const struct store_value *values) {
    struct many *many = context;
    if (many->out->count == many->capacity) {
        enum err err = many_grow(many);
        if (err != ERR_NONE) {
            return err;
        }
    }
    many->read(many->arena, values, (char *)many->out->rows + many->out->count * many->row_size);
    many->out->count++;
    return arena_failed(many->arena) ? err_failed() : ERR_NONE;
}

enum err store_run_many(struct store_db *db, const struct store_statement *statement,
                        const struct store_value *inputs, struct arena *arena, store_read *read,
                        size_t row_size, struct store_rows *out) {
    *out = (struct store_rows){NULL, 0};
    struct many many = {arena, read, row_size, 0, out};
    enum err err = store_run(db, statement, inputs, many_row, &many, NULL);
    if (err != ERR_NONE) {
        *out = (struct store_rows){NULL, 0};
    }
    return err;
}

enum err store_run_rows(struct store_db *db, const struct store_insert *insert, const void *rows,
                        size_t count) {
    struct store_value values[STORE_COLUMNS_MAX];
    const char *row = rows;
    enum err err = ERR_NONE;
    while (err == ERR_NONE && count > 0) {
        bool many = count >= insert->rows;
        size_t at_once = many ? insert->rows : 1;
        for (size_t i = 0; i < at_once; i++, row += insert->row_size) {
            insert->fill(row, values + i * insert->one->input_count);
        }
        err = store_run(db, many ? insert->many : insert->one, values, NULL, NULL, NULL);
        count -= at_once;
    }
    return err;
}
