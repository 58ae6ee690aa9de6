/* Opening and closing a store. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "migrate.h"
#include "store_internal.h"

enum { READERS_MAX = 64 };

static bool starts_with(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static size_t reader_count(const struct store_options *options) {
    if (options->readers > 0) {
        return options->readers < READERS_MAX ? (size_t)options->readers : READERS_MAX;
    }
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = (processors > 0 ? (size_t)processors : 1) + 2;
    return wanted < READERS_MAX ? wanted : READERS_MAX;
}

const char *store_sqlite_path(const char *url) {
    if (starts_with(url, "postgresql://") || starts_with(url, "postgres://")) {
        return NULL;
    }
    return starts_with(url, "sqlite:") ? url + strlen("sqlite:") : url;
}

enum err store_open(const char *url, const struct store_options *options, struct store **out) {
    static const struct store_options defaults;
    options = options != NULL ? options : &defaults;
    const char *path = store_sqlite_path(url);
    struct store *store = calloc(1, sizeof(*store));
    char *address = strdup(path != NULL ? path : url);
    if (store == NULL || address == NULL) {
        free(store);
        free(address);
        return err_set(ERR_MEMORY, "STO-34", "There is no memory for a connection.", NULL);
    }
    store->address = address;
    store->driver = path != NULL ? &store_driver_sqlite : &store_driver_postgres;
    store_readers_init(store, reader_count(options));
    enum err err = store_writers_init(store, options->create);
    if (err == ERR_NONE && !options->any_schema) {
        err = store_require_migrated(store);
    }
    if (err != ERR_NONE) {
        store_close(store);
        return err;
    }
    *out = store;
    return ERR_NONE;
}

void store_close(struct store *store) {
    if (store == NULL) {
        return;
    }
    /* readers first: SQLite's last connection, the writer, then tidies the write-ahead log away */
    store_readers_finish(store);
    store_writers_finish(store);
    free(store->address);
    free(store);
}

enum store_engine store_engine(const struct store *store) {
    return store->driver->engine;
}
