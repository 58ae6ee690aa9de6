/* Rows that wait; see service_rows.h. The lists double in the arena, which is soon reset. */
#include "service_rows.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_FIRST = 8 };

static void *grown(struct arena *arena, const void *rows, size_t *capacity, size_t size) {
    size_t old = *capacity;
    *capacity = old == 0 ? ROWS_FIRST : old * 2;
    void *copy = arena_array(arena, *capacity, size);
    if (copy != NULL && old > 0) {
        memcpy(copy, rows, old * size);
    }
    return copy;
}

#define X(table) \
    enum err service_rows_add_##table(struct service_rows *all, struct arena *arena, \
                                      const struct registry_##table##_insert_in *row) { \
        if (all->table.count == all->table.capacity) { \
            all->table.rows = \
                grown(arena, all->table.rows, &all->table.capacity, sizeof *all->table.rows); \
        } \
        if (all->table.rows == NULL) { \
            return err_failed(); \
        } \
        all->table.rows[all->table.count++] = *row; \
        return ERR_NONE; \
    }
SERVICE_TABLES(X)
X(facet)
#undef X

#define WRITE(table) \
    if (err == ERR_NONE) { \
        err = registry_##table##_insert(db, all->table.rows, all->table.count); \
    } \
    all->table.rows = NULL; \
    all->table.count = 0; \
    all->table.capacity = 0;

enum err service_rows_write(struct store_db *db, struct service_rows *all) {
    enum err err = ERR_NONE;
    SERVICE_TABLES(WRITE)
    return err;
}

static int by_key(const void *a, const void *b) {
    const struct registry_facet_insert_in *left = a;
    const struct registry_facet_insert_in *right = b;
    int order = strcmp(left->kind, right->kind);
    order = order != 0 ? order : strcmp(left->value, right->value);
    order = order != 0 ? order : (left->state > right->state) - (left->state < right->state);
    return order != 0 ? order : strcmp(left->sort_key, right->sort_key);
}

enum err service_facets_write(struct store_db *db, struct service_rows *all) {
    enum err err = ERR_NONE;
    if (all->facet.count > 1) {
        qsort(all->facet.rows, all->facet.count, sizeof all->facet.rows[0], by_key);
    }
    WRITE(facet)
    return err;
}
