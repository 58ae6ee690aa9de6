/*
 * Readers: a bounded set of read-only connections in a free list, opened as they are first needed.
 * The snapshot begins with the first statement and ends with the release.
 */
#include "store_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "store_sql.h"

enum { WAIT_FOR_READER_S = 10 };

void store_readers_init(struct store *store, size_t most) {
    struct store_readers *readers = &store->readers;
    readers->most = most;
    pthread_mutex_init(&readers->mutex, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&readers->returned, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static void reader_destroy(struct store_db *reader) {
    reader->connection->driver->close(reader->connection);
    free(reader);
}

void store_readers_finish(struct store *store) {
    struct store_readers *readers = &store->readers;
    while (readers->free != NULL) {
        struct store_db *reader = readers->free;
        readers->free = reader->next;
        reader_destroy(reader);
    }
    pthread_cond_destroy(&readers->returned);
    pthread_mutex_destroy(&readers->mutex);
}

static enum err reader_create(struct store *store, struct store_db **out) {
    struct store_db *reader = calloc(1, sizeof(*reader));
    if (reader == NULL) {
        return err_set(ERR_MEMORY, "STO-34", "There is no memory for a connection.", NULL);
    }
    reader->store = store;
    const struct store_location location = {.address = store->address};
    enum err err = store->driver->open(&location, &reader->connection);
    if (err != ERR_NONE) {
        free(reader);
        return err;
    }
    *out = reader;
    return ERR_NONE;
}

/* Takes a free one, or the right to open another (*out NULL); waits if there is neither. */
static enum err reader_take(struct store_readers *readers, struct store_db **out) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_FOR_READER_S;
    int waited = 0;
    pthread_mutex_lock(&readers->mutex);
    while (readers->free == NULL && readers->opened == readers->most && waited != ETIMEDOUT) {
        waited = pthread_cond_timedwait(&readers->returned, &readers->mutex, &until);
    }
    enum err err = ERR_NONE;
    *out = readers->free;
    if (*out != NULL) {
        readers->free = (*out)->next;
    } else if (readers->opened < readers->most) {
        readers->opened++;
    } else {
        err = err_set(ERR_UNAVAILABLE, "STO-14",
                      "The database is busy with other work; please try again.", NULL);
    }
    pthread_mutex_unlock(&readers->mutex);
    return err;
}

enum err store_reader_acquire(struct store *store, struct store_db **out) {
    struct store_db *reader = NULL;
    enum err err = reader_take(&store->readers, &reader);
    if (err == ERR_NONE && reader == NULL) {
        err = reader_create(store, &reader);
        if (err != ERR_NONE) {
            pthread_mutex_lock(&store->readers.mutex);
            store->readers.opened--;
            pthread_cond_signal(&store->readers.returned);
            pthread_mutex_unlock(&store->readers.mutex);
        }
    }
    if (err == ERR_NONE) {
        *out = reader;
    }
    return err;
}

void store_reader_release(struct store_db *reader) {
    if (reader == NULL) {
        return;
    }
    const struct store_driver *driver = reader->connection->driver;
    if (reader->began && driver->commit(reader->connection) != ERR_NONE) {
        driver->rollback(reader->connection);
    }
    store_db_reset(reader);
    struct store_readers *readers = &reader->store->readers;
    pthread_mutex_lock(&readers->mutex);
    reader->next = readers->free;
    readers->free = reader;
    pthread_cond_signal(&readers->returned);
    pthread_mutex_unlock(&readers->mutex);
}

/* ---- version ------------------------------------------------------------------------------- */

enum err store_version(struct store_db *reader, uint64_t *out) {
    const struct store_driver *driver = reader->connection->driver;
    int64_t data_version = 0;
    enum err err = ERR_NONE;
    if (driver->data_version != NULL) {
        if (!reader->writer && !reader->began) {
            err = driver->begin(reader->connection, false);
            reader->began = err == ERR_NONE;
        }
        if (err == ERR_NONE) {
            err = driver->data_version(reader->connection, &data_version);
        }
        if (err == ERR_NONE && reader->version_known && data_version == reader->data_version) {
            *out = reader->version;
            return ERR_NONE;
        }
    }
    if (err == ERR_NONE) {
        struct store_content_version_row row;
        err = store_content_version(reader, NULL, &row);
        *out = err == ERR_NONE ? (uint64_t)row.version : 0;
    }
    if (err == ERR_NONE) {
        reader->version = *out;
        reader->data_version = data_version;
        reader->version_known = driver->data_version != NULL;
    }
    return err;
}
