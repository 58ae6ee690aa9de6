/*
 * Private: rows of services that wait to be inserted together, many in one statement. What they
 * point to must live until service_rows_write().
 */
#ifndef KHAJU_REGISTRY_SERVICE_ROWS_H
#define KHAJU_REGISTRY_SERVICE_ROWS_H

#include "registry_sql.h"

/* X(table), in the order in which they are written: a version needs its service. */
#define SERVICE_TABLES(X) \
    X(service) X(version) X(channel) X(fee) X(required_document) X(visit) X(inquiry) X(criterion)

struct service_rows {
#define X(table) \
    struct { \
        struct registry_##table##_insert_in *rows; \
        size_t count, capacity; \
    } table;
    SERVICE_TABLES(X)
    X(facet)
#undef X
    struct arena *facet_arena;
};

/* Copies a row: service_rows_add_fee(rows, arena, &(struct registry_fee_insert_in){…}), … */
#define X(table) \
    enum err service_rows_add_##table(struct service_rows *all, struct arena *arena, \
                                      const struct registry_##table##_insert_in *row) WARN_UNUSED;
SERVICE_TABLES(X)
X(facet)
#undef X

/* Inserts all but facets; nothing else waits any more, and its arena may be reset. */
enum err service_rows_write(struct store_db *db, struct service_rows *all) WARN_UNUSED;

/*
 * Facets lie all over their table's key, so an import lets them wait longer, in facet_arena, and
 * inserts many thousands in the order of the key: a page is then touched once, not once a service.
 */
enum err service_facets_write(struct store_db *db, struct service_rows *all) WARN_UNUSED;

#endif
