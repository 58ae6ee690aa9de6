/* Whole SQLite files, through SQLite's own online backup. */
#include "store_file_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sqlite_error.h"

enum { PAGES_A_STEP = 1024, BUSY_MS = 5000 };

static enum err open_file(const char *path, int flags, sqlite3 **out) {
    int rc = sqlite3_open_v2(path, out, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK) {
        return sqlite_error(*out, rc, path);
    }
    sqlite3_busy_timeout(*out, BUSY_MS);
    return ERR_NONE;
}

static enum err act(sqlite3 *sqlite, const char *sql, const char *path) {
    int rc = sqlite3_exec(sqlite, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_NONE : sqlite_error(sqlite, rc, path);
}

/* Both connections are open, and `from` holds its snapshot: a commit meanwhile restarts nothing. */
static enum err copy_pages(sqlite3 *from, sqlite3 *to, const char *path, store_progress *progress) {
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == NULL) {
        return sqlite_error(to, sqlite3_errcode(to), path);
    }
    int rc = SQLITE_OK;
    while (rc == SQLITE_OK || rc == SQLITE_BUSY) {
        rc = sqlite3_backup_step(backup, PAGES_A_STEP);
        int total = sqlite3_backup_pagecount(backup);
        if (progress != NULL && total > 0) {
            progress("backup", (uint64_t)(total - sqlite3_backup_remaining(backup)),
                     (uint64_t)total);
        }
    }
    sqlite3_backup_finish(backup);
    return rc == SQLITE_DONE ? ERR_NONE : sqlite_error(to, rc, path);
}

enum err sqlite_file_copy(const char *from, const char *to, store_progress *progress) {
    sqlite3 *source = NULL;
    sqlite3 *target = NULL;
    enum err err = open_file(from, SQLITE_OPEN_READONLY, &source);
    if (err == ERR_NONE) {
        err = act(source, "BEGIN; SELECT count(*) FROM sqlite_schema", from);
    }
    if (err == ERR_NONE) {
        err = open_file(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &target);
    }
    if (err == ERR_NONE) {
        err = copy_pages(source, target, to, progress);
    }
    if (err == ERR_NONE) {
        err = act(target, "PRAGMA journal_mode = DELETE", to);
    }
    sqlite3_close(target);
    sqlite3_close(source);
    return err == ERR_NONE ? file_sync(to) : err;
}

/* The first answer that a check gives; a healthy file says "ok", or nothing at all. */
static int first_answer(void *context, int count, char **values, char **names) {
    char **kept = context;
    if (*kept == NULL && count > 0 && values[0] != NULL) {
        *kept = strdup(values[0]);
    }
    return 0;
}

static enum err ask(sqlite3 *sqlite, const char *pragma, const char *healthy, const char *path) {
    char *answer = NULL;
    int rc = sqlite3_exec(sqlite, pragma, first_answer, &answer, NULL);
    enum err err = rc == SQLITE_OK ? ERR_NONE : sqlite_error(sqlite, rc, path);
    bool good = answer == NULL ? healthy == NULL : healthy != NULL && !strcmp(answer, healthy);
    if (err == ERR_NONE && !good) {
        err =
            err_set(ERR_IO, "STO-60", "The database file {1} is damaged: {2}", path, answer, NULL);
    }
    free(answer);
    return err;
}

enum err sqlite_file_check(const char *path) {
    sqlite3 *sqlite = NULL;
    enum err err = open_file(path, SQLITE_OPEN_READWRITE, &sqlite);
    if (err == ERR_NONE) {
        err = ask(sqlite, "PRAGMA journal_mode = DELETE", "delete", path);
    }
    if (err == ERR_NONE) {
        err = ask(sqlite, "PRAGMA integrity_check(1)", "ok", path);
    }
    if (err == ERR_NONE) {
        err = ask(sqlite, "PRAGMA foreign_key_check", NULL, path);
    }
    sqlite3_close(sqlite);
    return err;
}

enum err sqlite_file_idle(const char *path) {
    sqlite3 *sqlite = NULL;
    enum err err = open_file(path, SQLITE_OPEN_READWRITE, &sqlite);
    if (err == ERR_NONE) {
        sqlite3_busy_timeout(sqlite, 0);
        /* leaving the write-ahead log needs the database for oneself */
        err = act(sqlite, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT", path);
    }
    sqlite3_close(sqlite);
    return err;
}

static enum err sync_path(const char *path, int flags) {
    int fd = open(path, flags | O_CLOEXEC);
    bool failed = fd < 0 || fsync(fd) != 0;
    int reason = errno;
    if (fd >= 0) {
        close(fd);
    }
    return failed ? err_set(ERR_IO, "STO-61", "The file {1} cannot be written to the disk: {2}",
                            path, strerror(reason), NULL)
                  : ERR_NONE;
}

enum err file_sync(const char *path) {
    return sync_path(path, O_RDONLY);
}

enum err file_sync_folder(const char *path) {
    char *copy = strdup(path);
    if (copy == NULL) {
        return err_set(ERR_MEMORY, "STO-34", "There is no memory for a connection.", NULL);
    }
    enum err err = sync_path(dirname(copy), O_RDONLY | O_DIRECTORY);
    free(copy);
    return err;
}
