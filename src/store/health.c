/* The store's own report. */
#include "health.h"

#include "store_internal.h"
#include "store_sql.h"

enum err store_health(struct store *store, struct arena *arena, struct store_health *out) {
    *out = (struct store_health){.engine =
                                     store_engine(store) == STORE_SQLITE ? "SQLite" : "PostgreSQL"};
    struct store_db *reader = NULL;
    struct store_health_read_row row;
    enum err err = store_reader_acquire(store, &reader);
    if (err == ERR_NONE) {
        err = store_health_read(reader, arena, &row);
        store_reader_release(reader);
    }
    if (err == ERR_NONE) {
        out->version = row.version;
        out->journal = row.journal;
        out->size_bytes = row.size;
        err = store_migrations_list(store, arena, &out->migrations);
    }
    const struct store_migrations *list = &out->migrations;
    out->ready = err == ERR_NONE && list->pending + list->changed + list->unknown == 0;
    return err;
}

size_t store_queue_length(struct store *store) {
    pthread_mutex_lock(&store->queue.mutex);
    size_t length = store->queue.length;
    pthread_mutex_unlock(&store->queue.mutex);
    return length;
}
