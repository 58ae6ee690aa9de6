/* How the store is: for `khaju doctor`, /healthz and /metrics. */
#ifndef KHAJU_STORE_HEALTH_H
#define KHAJU_STORE_HEALTH_H

#include "migrate.h"

struct store_health {
    const char *engine;  /* "SQLite", "PostgreSQL" */
    const char *version; /* "3.40.1" */
    const char *journal; /* what makes a commit durable: "wal", "synchronous_commit on" */
    int64_t size_bytes;
    struct store_migrations migrations;
    bool ready; /* answers, and is exactly at this program's schema */
};

/* An error means that the database does not answer. In the arena. */
enum err store_health(struct store *store, struct arena *arena,
                      struct store_health *out) WARN_UNUSED;

/* Commands that are waiting to be run. */
size_t store_queue_length(struct store *store);

#endif
