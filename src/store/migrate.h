/*
 * Migrations: numbered SQL files of every room in one global order, embedded, forward only.
 * Each runs in a transaction of its own together with its record (name, checksum, time).
 */
#ifndef KHAJU_STORE_MIGRATE_H
#define KHAJU_STORE_MIGRATE_H

#include "store.h"

enum store_migration_state {
    STORE_MIGRATED, /* applied, and the file is the one that was applied */
    STORE_PENDING,  /* not applied yet: the database is behind */
    STORE_CHANGED,  /* applied, but the file was different then */
    STORE_UNKNOWN,  /* applied by a newer program: the database is ahead */
};

struct store_migration {
    const char *name; /* "0010_registry_service" */
    enum store_migration_state state;
    struct maybe_int applied_at;
};

struct store_migrations {
    struct store_migration *rows; /* in global order */
    size_t count;
    size_t pending, changed, unknown;
};

/* What was applied and what was not; works on an empty database too. In the arena. */
enum err store_migrations_list(struct store *store, struct arena *arena,
                               struct store_migrations *out) WARN_UNUSED;

/* Applies what is pending. Refuses a database that is ahead or changed. */
enum err store_migrate(struct store *store, int64_t now_ms, size_t *applied_out) WARN_UNUSED;

/* ERR_UNAVAILABLE, with what to do, unless the database is exactly at this program's schema. */
enum err store_require_migrated(struct store *store) WARN_UNUSED;

#endif
