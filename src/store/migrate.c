/* Migrations: what there is, what was applied, and applying the rest. */
#include "migrate.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "ddl.h"
#include "embed.h"
#include "store_internal.h"
#include "store_sql.h"

enum { LIST_MEMORY_MAX = 4 << 20, DDL_MAX = 4 << 20 };

/* made by embed.py from the migrations of every room, sorted by name */
extern const struct embed store_migration_files[];
extern const size_t store_migration_count;

enum { CHECKSUM_SIZE = crypto_hash_sha256_BYTES * 2 + 1 };

static void checksum(const struct embed *file, char out[CHECKSUM_SIZE]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, file->data, file->size);
    sodium_bin2hex(out, CHECKSUM_SIZE, hash, sizeof(hash));
}

/* What is written down; nothing on an empty database. */
static enum err applied(struct store_db *db, struct arena *arena,
                        struct store_migrations_applied_rows *out) {
    *out = (struct store_migrations_applied_rows){NULL, 0};
    struct store_migration_table_row table;
    enum err err = store_migration_table(db, arena, &table);
    return err == ERR_NONE && table.found ? store_migrations_applied(db, arena, out) : err;
}

static void add(struct store_migrations *list, const char *name, enum store_migration_state state,
                struct maybe_int applied_at) {
    list->rows[list->count++] = (struct store_migration){name, state, applied_at};
    list->pending += state == STORE_PENDING;
    list->changed += state == STORE_CHANGED;
    list->unknown += state == STORE_UNKNOWN;
}

/* Merges the files and the rows, both sorted by name. */
static enum err merge(struct arena *arena, const struct store_migrations_applied_rows *rows,
                      struct store_migrations *out) {
    *out = (struct store_migrations){
        .rows =
            ARENA_ARRAY(arena, store_migration_count + rows->count + 1, struct store_migration)};
    if (out->rows == NULL) {
        return err_failed();
    }
    size_t f = 0;
    size_t r = 0;
    while (f < store_migration_count || r < rows->count) {
        const struct embed *file = f < store_migration_count ? &store_migration_files[f] : NULL;
        const struct store_migrations_applied_row *row = r < rows->count ? &rows->rows[r] : NULL;
        int order = row == NULL ? -1 : file == NULL ? 1 : strcmp(file->name, row->name);
        if (order < 0) {
            add(out, file->name, STORE_PENDING, UNKNOWN_INT);
        } else if (order > 0) {
            add(out, row->name, STORE_UNKNOWN, known_int(row->applied_at));
        } else {
            char sum[CHECKSUM_SIZE];
            checksum(file, sum);
            add(out, file->name, strcmp(sum, row->checksum) == 0 ? STORE_MIGRATED : STORE_CHANGED,
                known_int(row->applied_at));
        }
        f += order <= 0;
        r += order >= 0;
    }
    return ERR_NONE;
}

enum err store_migrations_list(struct store *store, struct arena *arena,
                               struct store_migrations *out) {
    struct store_db *reader = NULL;
    enum err err = store_reader_acquire(store, &reader);
    if (err != ERR_NONE) {
        return err;
    }
    struct store_migrations_applied_rows rows;
    err = applied(reader, arena, &rows);
    if (err == ERR_NONE) {
        err = merge(arena, &rows, out);
    }
    store_reader_release(reader);
    return err;
}

/* An older program must not touch a newer database, nor any program one with another history. */
static enum err refuse_foreign(const struct store_migrations *list) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->rows[i].state == STORE_UNKNOWN) {
            return err_set(ERR_UNAVAILABLE, "STO-41",
                           "The database was made by a newer program (it has {1}); use that one.",
                           list->rows[i].name, NULL);
        }
        if (list->rows[i].state == STORE_CHANGED) {
            return err_set(ERR_UNAVAILABLE, "STO-42",
                           "The database was made with another version of {1}; restore a backup or "
                           "use the program that made it.",
                           list->rows[i].name, NULL);
        }
    }
    return ERR_NONE;
}

enum err store_require_migrated(struct store *store) {
    struct arena *arena = arena_create(LIST_MEMORY_MAX);
    if (arena == NULL) {
        return err_failed();
    }
    struct store_migrations list;
    enum err err = store_migrations_list(store, arena, &list);
    if (err == ERR_NONE) {
        err = refuse_foreign(&list);
    }
    if (err == ERR_NONE && list.pending == list.count) {
        err = err_set(ERR_UNAVAILABLE, "STO-43", "The database is empty; run: khaju init", NULL);
    } else if (err == ERR_NONE && list.pending > 0) {
        char pending[24];
        snprintf(pending, sizeof(pending), "%zu", list.pending);
        err = err_set(ERR_UNAVAILABLE, "STO-44",
                      "The database is behind this program by {1} steps; run: khaju migrate",
                      pending, NULL);
    }
    arena_destroy(arena);
    return err;
}

struct application {
    const struct embed *file;
    const char *ddl;
    int64_t now_ms;
};

static enum err apply(struct store_db *db, void *context) {
    const struct application *application = context;
    enum err err = store_script(db, application->ddl);
    if (err != ERR_NONE) {
        return err;
    }
    char sum[CHECKSUM_SIZE];
    checksum(application->file, sum);
    const struct store_migration_add_in in = {
        .name = application->file->name, .checksum = sum, .applied_at = application->now_ms};
    return store_migration_add(db, &in, NULL);
}

static enum err apply_file(struct store *store, const char *name, int64_t now_ms) {
    struct application application = {.now_ms = now_ms};
    for (size_t i = 0; i < store_migration_count; i++) {
        if (strcmp(store_migration_files[i].name, name) == 0) {
            application.file = &store_migration_files[i];
        }
    }
    struct buf ddl;
    buf_init(&ddl, DDL_MAX);
    /* the data of an embedded file ends with a NUL of its own */
    enum err err = store_ddl((const char *)application.file->data, store_engine(store), &ddl);
    if (err == ERR_NONE) {
        application.ddl = buf_text(&ddl);
        err = store_write(store, apply, &application);
    }
    buf_finish(&ddl);
    return err;
}

enum err store_migrate(struct store *store, int64_t now_ms, size_t *applied_out) {
    *applied_out = 0;
    struct arena *arena = arena_create(LIST_MEMORY_MAX);
    if (arena == NULL) {
        return err_failed();
    }
    struct store_migrations list = {0};
    enum err err = store_migrations_list(store, arena, &list);
    if (err == ERR_NONE) {
        err = refuse_foreign(&list);
    }
    for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
        if (list.rows[i].state == STORE_PENDING) {
            err = apply_file(store, list.rows[i].name, now_ms);
            *applied_out += err == ERR_NONE;
        }
    }
    arena_destroy(arena);
    return err;
}
