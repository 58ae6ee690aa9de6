/*
 * Cells: all services of the same providers. The pictures add up cells instead of services, so a
 * page costs as much as there are groups of providers; a changed service makes one cell be added up
 * again.
 */
#include "plan_internal.h"

#include <string.h>
#include "plan_sql.h"

enum { CELLS_MAX = 20000 };

/* The ids of the providers with spaces between, the first being the agency that leads. */
const char *plan_cell_name(struct arena *arena, const struct registry_service *service) {
    const char *name = service->row.agency_id;
    for (size_t i = 0; name && i < service->provider_count; i++) {
        if (strcmp(service->providers[i].id, service->row.agency_id) != 0) {
            name = arena_printf(arena, "%s %s", name, service->providers[i].id);
        }
    }
    return name;
}

static enum err agency_at(struct arena *arena, const char **at, const char **out) {
    size_t length = strcspn(*at, " ");
    *out = arena_strndup(arena, *at, length);
    *at += length + ((*at)[length] == ' ');
    return *out ? ERR_NONE : err_failed();
}

enum err plan_cell_mark(struct store_db *db, struct arena *arena, const char *cell) {
    const char *at = cell, *first;
    enum err err = agency_at(arena, &at, &first);
    return err ? err : plan_cell_stale(db, &(struct plan_cell_stale_in){cell, first}, NULL);
}

static enum err clear(struct store_db *db, const char *cell) {
    enum err err = plan_cell_drop(db, &(struct plan_cell_drop_in){cell}, NULL);
    if (!err) {
        err = plan_cell_agency_drop(db, &(struct plan_cell_agency_drop_in){cell}, NULL);
    }
    if (!err) {
        err = plan_cell_level_drop(db, &(struct plan_cell_level_drop_in){cell}, NULL);
    }
    if (!err) {
        err = plan_cell_set_drop(db, &(struct plan_cell_set_drop_in){cell}, NULL);
    }
    return err ? err : plan_cell_wait_drop(db, &(struct plan_cell_wait_drop_in){cell}, NULL);
}

static enum err fill(struct store_db *db, struct arena *arena, const char *cell, int64_t least) {
    int64_t filled = 0;
    enum err err = plan_cell_fill(db, &(struct plan_cell_fill_in){cell, least}, &filled);
    for (const char *at = cell; !err && filled > 0 && *at;) {
        struct plan_cell_agency_fill_in in = {.cell = cell};
        err = agency_at(arena, &at, &in.agency_id);
        if (!err) {
            err = plan_cell_agency_fill(db, &in, NULL);
        }
    }
    if (!err) {
        err = plan_cell_level_fill(db, &(struct plan_cell_level_fill_in){cell}, NULL);
    }
    if (!err) {
        err = plan_cell_set_fill(db, &(struct plan_cell_set_fill_in){cell}, NULL);
    }
    return err ? err : plan_cell_wait_fill(db, &(struct plan_cell_wait_fill_in){cell}, NULL);
}

enum err plan_cells_refresh(struct store_db *db, struct arena *arena,
                            const struct plan_settings *settings) {
    struct plan_cell_stale_rows_rows rows;
    int64_t least = settings->publish_from.known ? settings->publish_from.value : INT64_MAX;
    enum err err =
        plan_cell_stale_rows(db, arena, &(struct plan_cell_stale_rows_in){CELLS_MAX}, &rows);
    for (size_t i = 0; !err && i < rows.count; i++) {
        err = clear(db, rows.rows[i].cell);
        if (!err) {
            err = fill(db, arena, rows.rows[i].cell, least);
        }
    }
    return err;
}
