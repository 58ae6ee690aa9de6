/* Backup: make, check, then name. Restore: check, then swap or fill. */
#include "backup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "migrate.h"
#include "store_file_internal.h"
#include "store_internal.h"

enum { PATH_SIZE = 4096, LIST_MEMORY_MAX = 4 << 20 };

static bool there(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

static enum err beside(const char *path, const char *suffix, char out[PATH_SIZE]) {
    int length = snprintf(out, PATH_SIZE, "%s%s", path, suffix);
    return length < PATH_SIZE ? ERR_NONE
                              : err_set(ERR_INVALID, "STO-62", "The path is too long.", NULL);
}

/* A database file and what SQLite may have left beside it. */
static void remove_database(const char *path) {
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < COUNT_OF(suffixes); i++) {
        char name[PATH_SIZE];
        if (snprintf(name, sizeof(name), "%s%s", path, suffixes[i]) < PATH_SIZE) {
            (void)unlink(name);
        }
    }
}

static enum err move(const char *from, const char *to) {
    if (rename(from, to) != 0) {
        return err_set(ERR_IO, "STO-63", "The file {1} cannot be given its name: {2}", to,
                       strerror(errno), NULL);
    }
    return file_sync_folder(to);
}

/* ---- backup --------------------------------------------------------------------------------- */

/* From PostgreSQL: a new SQLite database with the same rows. */
static enum err dump(struct store *store, const char *path, int64_t now_ms,
                     store_progress *progress) {
    struct store *file = NULL;
    struct store_copied copied;
    size_t applied = 0;
    const struct store_options options = {.create = true, .any_schema = true};
    enum err err = store_open(path, &options, &file);
    if (err == ERR_NONE) {
        err = store_migrate(file, now_ms, &applied);
    }
    if (err == ERR_NONE) {
        err = store_copy(store, file, progress, &copied);
    }
    store_close(file);
    return err;
}

enum err store_backup(struct store *store, const char *file, int64_t now_ms,
                      store_progress *progress) {
    char working[PATH_SIZE];
    enum err err = beside(file, ".unfinished", working);
    if (err == ERR_NONE && there(file)) {
        err = err_set(ERR_CONFLICT, "STO-64",
                      "The file {1} is there already; a backup replaces nothing.", file, NULL);
    }
    if (err != ERR_NONE) {
        return err;
    }
    remove_database(working);
    err = store_engine(store) == STORE_SQLITE ? sqlite_file_copy(store->address, working, progress)
                                              : dump(store, working, now_ms, progress);
    if (err == ERR_NONE) {
        err = sqlite_file_check(working);
    }
    if (err == ERR_NONE) {
        err = file_sync(working);
    }
    if (err == ERR_NONE) {
        err = move(working, file);
    }
    if (err != ERR_NONE) {
        remove_database(working);
    }
    return err;
}

/* ---- restore -------------------------------------------------------------------------------- */

/* Is this file (a copy of the backup) one of Khaju's, and not newer than this program? */
static enum err check_history(struct store *store, const char *file) {
    struct arena *arena = arena_create(LIST_MEMORY_MAX);
    if (arena == NULL) {
        return err_failed();
    }
    struct store_migrations list = {0};
    enum err err = store_migrations_list(store, arena, &list);
    if (err == ERR_NONE && list.pending == list.count) {
        err = err_set(ERR_INVALID, "STO-65", "{1} is not a backup of Khaju.", file, NULL);
    } else if (err == ERR_NONE && list.unknown + list.changed > 0) {
        err = err_set(ERR_INVALID, "STO-66",
                      "{1} was made by another, newer program; restore it with that one.", file,
                      NULL);
    }
    arena_destroy(arena);
    return err;
}

/* Copies the backup to `working`, where it is checked; the backup itself is only read. */
static enum err verified_copy(const char *file, const char *working, store_progress *progress) {
    struct store *store = NULL;
    remove_database(working);
    enum err err = sqlite_file_copy(file, working, progress);
    if (err == ERR_NONE) {
        err = sqlite_file_check(working);
    }
    if (err == ERR_NONE) {
        err = store_open(working, &(struct store_options){.any_schema = true}, &store);
    }
    if (err == ERR_NONE) {
        err = check_history(store, file);
    }
    store_close(store);
    /* opening it began a write-ahead log again */
    return err == ERR_NONE ? sqlite_file_idle(working) : err;
}

/* Refuses a database that is used; a damaged one is no reason to stop: it is why one restores. */
static enum err keep_old(const char *path) {
    char kept[PATH_SIZE];
    enum err err = sqlite_file_idle(path);
    if (err != ERR_NONE && err_last()->err != ERR_IO) {
        return err;
    }
    err = beside(path, ".before-restore", kept);
    if (err != ERR_NONE) {
        return err;
    }
    remove_database(kept);
    if (link(path, kept) != 0) {
        return err_set(ERR_IO, "STO-63", "The file {1} cannot be given its name: {2}", kept,
                       strerror(errno), NULL);
    }
    /* a log of the old database must never be applied to the new one */
    static const char *const suffixes[] = {"-wal", "-shm", "-journal"};
    for (size_t i = 0; i < COUNT_OF(suffixes); i++) {
        char name[PATH_SIZE];
        if (beside(path, suffixes[i], name) == ERR_NONE) {
            (void)unlink(name);
        }
    }
    return ERR_NONE;
}

static enum err restore_file(const char *file, const char *path, bool replace,
                             store_progress *progress) {
    char working[PATH_SIZE];
    enum err err = beside(path, ".restoring", working);
    if (err == ERR_NONE && there(path) && !replace) {
        err = err_set(ERR_CONFLICT, "STO-67",
                      "The database {1} is there already; nothing was changed.", path, NULL);
    }
    if (err == ERR_NONE) {
        err = verified_copy(file, working, progress);
    }
    if (err == ERR_NONE) {
        err = file_sync(working);
    }
    if (err == ERR_NONE && there(path)) {
        err = keep_old(path);
    }
    if (err == ERR_NONE) {
        err = move(working, path);
    }
    if (err != ERR_NONE) {
        remove_database(working);
    }
    return err;
}

/* Into PostgreSQL: by way of a temporary database that is brought forward to this program. */
static enum err restore_rows(const char *file, const char *url, int64_t now_ms,
                             store_progress *progress) {
    char working[PATH_SIZE];
    const char *folder = P_tmpdir;
    int length =
        snprintf(working, sizeof(working), "%s/khaju-restore-%ld.db", folder, (long)getpid());
    if (length >= PATH_SIZE) {
        return err_set(ERR_INVALID, "STO-62", "The path is too long.", NULL);
    }
    struct store *from = NULL;
    struct store *to = NULL;
    struct store_copied copied;
    size_t applied = 0;
    const struct store_options any = {.any_schema = true};
    enum err err = verified_copy(file, working, progress);
    if (err == ERR_NONE) {
        err = store_open(working, &any, &from);
    }
    if (err == ERR_NONE) {
        err = store_migrate(from, now_ms, &applied);
    }
    if (err == ERR_NONE) {
        err = store_open(url, &any, &to);
    }
    if (err == ERR_NONE) {
        err = store_migrate(to, now_ms, &applied);
    }
    if (err == ERR_NONE) {
        err = store_copy(from, to, progress, &copied);
    }
    store_close(to);
    store_close(from);
    remove_database(working);
    return err;
}

enum err store_restore(const char *file, const char *url, bool replace, int64_t now_ms,
                       store_progress *progress) {
    if (!there(file)) {
        return err_set(ERR_NOT_FOUND, "STO-68", "There is no file {1}.", file, NULL);
    }
    const char *path = store_sqlite_path(url);
    return path != NULL ? restore_file(file, path, replace, progress)
                        : restore_rows(file, url, now_ms, progress);
}
