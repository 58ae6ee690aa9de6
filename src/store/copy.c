/*
 * The copy runs as one command of the target, which streams every table from one snapshot of the
 * source. Foreign keys are checked at its end, so that the order of rows and tables is free.
 */
#include "copy.h"

#include "content_hash.h"
#include "migrate.h"
#include "store_internal.h"
#include "store_schema_internal.h"

enum { SCHEMA_MEMORY_MAX = 16 << 20, PROGRESS_ROWS = 1000 };

static const char sqlite_defer[] = "PRAGMA defer_foreign_keys = ON";
/* PostgreSQL defers only what was declared so; the declaration is taken back at the end. */
static const char postgres_defer[] =
    "DO $$ DECLARE c record; BEGIN"
    " FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'f'"
    " AND connamespace = current_schema()::regnamespace LOOP"
    " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED',"
    " c.t, c.conname); END LOOP; END $$";
static const char postgres_check[] =
    "SET CONSTRAINTS ALL IMMEDIATE;"
    "DO $$ DECLARE c record; BEGIN"
    " FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'f'"
    " AND connamespace = current_schema()::regnamespace LOOP"
    " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE',"
    " c.t, c.conname); END LOOP; END $$";

/* ---- counting and hashing ------------------------------------------------------------------- */

struct summing {
    const struct schema_table *table;
    struct content_sum *sum;
};

static enum err sum_row(void *context, const struct store_value *values) {
    struct summing *summing = context;
    content_sum_add(summing->sum, summing->table->columns, summing->table->column_count, values);
    return ERR_NONE;
}

static enum err sum_table(struct store_db *db, const struct schema_table *table,
                          struct content_sum *out) {
    *out = (struct content_sum){0};
    struct summing summing = {table, out};
    enum err err = store_run(db, &table->select, NULL, sum_row, &summing, NULL);
    store_forget(db, &table->select);
    return err;
}

static enum err hash_all(struct store_db *db, struct arena *arena, struct store_copied *out) {
    struct schema *schema = ARENA_NEW(arena, struct schema);
    enum err err = schema == NULL ? err_failed() : schema_read(db, arena, schema);
    struct content_hash hash;
    content_hash_init(&hash);
    *out = (struct store_copied){.tables = err == ERR_NONE ? schema->count : 0};
    for (size_t i = 0; err == ERR_NONE && i < schema->count; i++) {
        struct content_sum sum;
        err = sum_table(db, schema->tables[i], &sum);
        content_hash_add(&hash, schema->tables[i]->name, &sum);
        out->rows += sum.rows;
    }
    content_hash_finish(&hash, out->hash);
    return err;
}

enum err store_content_hash(struct store *store, struct store_copied *out) {
    struct store_db *reader = NULL;
    struct arena *arena = arena_create(SCHEMA_MEMORY_MAX);
    enum err err = arena == NULL ? err_failed() : store_reader_acquire(store, &reader);
    if (err == ERR_NONE) {
        err = hash_all(reader, arena, out);
    }
    store_reader_release(reader);
    arena_destroy(arena);
    return err;
}

/* ---- copying -------------------------------------------------------------------------------- */

struct copying {
    struct arena *arena;
    struct store_db *from;
    struct store_db *to;
    struct schema *schema;
    const struct schema_table *table;
    struct content_sum sum;
    uint64_t total;
    store_progress *progress;
    struct store_copied *out;
};

static enum err count_row(void *context, const struct store_value *values) {
    return err_set(ERR_CONFLICT, "STO-53",
                   "The database that is to be filled is not empty; nothing was changed.", NULL);
}

/* Rows that migrations themselves put there do not count; they come again from the source. */
static enum err make_empty(struct copying *copying, const struct schema_table *table) {
    enum err err;
    if (table->seeded) {
        err = store_run(copying->to, &table->clear, NULL, NULL, NULL, NULL);
        store_forget(copying->to, &table->clear);
    } else {
        err = store_run(copying->to, &table->select, NULL, count_row, NULL, NULL);
        store_forget(copying->to, &table->select);
    }
    return err;
}

static enum err copy_row(void *context, const struct store_value *values) {
    struct copying *copying = context;
    const struct schema_table *table = copying->table;
    content_sum_add(&copying->sum, table->columns, table->column_count, values);
    copying->out->rows++;
    if (copying->progress != NULL && copying->out->rows % PROGRESS_ROWS == 0) {
        copying->progress(table->name, copying->out->rows, copying->total);
    }
    return store_run(copying->to, &table->insert, values, NULL, NULL, NULL);
}

static enum err copy_table(struct copying *copying, const struct schema_table *table,
                           struct content_hash *hash) {
    copying->table = table;
    copying->sum = (struct content_sum){0};
    enum err err = store_run(copying->from, &table->select, NULL, copy_row, copying, NULL);
    store_forget(copying->from, &table->select);
    store_forget(copying->to, &table->insert);
    struct content_sum arrived;
    if (err == ERR_NONE) {
        err = sum_table(copying->to, table, &arrived);
    }
    if (err == ERR_NONE && !content_sum_same(&copying->sum, &arrived)) {
        err = err_set(ERR_INTERNAL, "STO-54",
                      "The rows of {1} did not arrive as they were; nothing was kept.", table->name,
                      NULL);
    }
    content_hash_add(hash, table->name, &copying->sum);
    return err;
}

static enum err copy_command(struct store_db *db, void *context) {
    struct copying *copying = context;
    bool postgres = store_engine(db->store) == STORE_POSTGRES;
    copying->to = db;
    *copying->out = (struct store_copied){.tables = copying->schema->count};
    struct schema *target = ARENA_NEW(copying->arena, struct schema);
    enum err err = target == NULL ? err_failed() : schema_read(db, copying->arena, target);
    if (err == ERR_NONE) {
        err = schema_same(copying->schema, target);
    }
    if (err == ERR_NONE) {
        err = store_script(db, postgres ? postgres_defer : sqlite_defer);
    }
    for (size_t i = 0; err == ERR_NONE && i < copying->schema->count; i++) {
        err = make_empty(copying, copying->schema->tables[i]);
    }
    struct content_hash hash;
    content_hash_init(&hash);
    for (size_t i = 0; err == ERR_NONE && i < copying->schema->count; i++) {
        err = copy_table(copying, copying->schema->tables[i], &hash);
    }
    content_hash_finish(&hash, copying->out->hash);
    if (err == ERR_NONE && postgres) {
        err = store_script(db, postgres_check);
    }
    return err;
}

enum err store_copy(struct store *from, struct store *to, store_progress *progress,
                    struct store_copied *out) {
    struct copying copying = {.progress = progress, .out = out};
    struct store_copied before = {0};
    enum err err = store_require_migrated(from);
    if (err == ERR_NONE) {
        err = store_require_migrated(to);
    }
    copying.arena = err == ERR_NONE ? arena_create(SCHEMA_MEMORY_MAX) : NULL;
    if (err == ERR_NONE && copying.arena == NULL) {
        err = err_failed();
    }
    if (err == ERR_NONE) {
        err = store_reader_acquire(from, &copying.from);
    }
    if (err == ERR_NONE) {
        copying.schema = ARENA_NEW(copying.arena, struct schema);
        err = copying.schema == NULL ? err_failed()
                                     : schema_read(copying.from, copying.arena, copying.schema);
    }
    if (err == ERR_NONE && progress != NULL) {
        /* the same snapshot, read once more: to know how much there is to do */
        err = hash_all(copying.from, copying.arena, &before);
        copying.total = before.rows;
    }
    if (err == ERR_NONE) {
        err = store_write(to, copy_command, &copying);
    }
    store_reader_release(copying.from);
    arena_destroy(copying.arena);
    return err;
}
