/* Keeping the rollup fresh: in steps, each one command, so that no step holds the writer long. */
#include "plan_internal.h"

#include <string.h>
#include "id.h"
#include "plan_sql.h"

enum err plan_service_changed(struct store_db *db, const char *service_id) {
    return plan_changed_put(db, &(struct plan_changed_put_in){service_id}, NULL);
}

enum err plan_change_all_command(struct store_db *db, void *context) {
    (void)context;
    return plan_changed_all(db, NULL);
}

static enum err mark(struct store_db *db, struct arena *arena, const char *name, int64_t *out) {
    struct plan_mark_get_row row;
    enum err err = plan_mark_get(db, arena, &(struct plan_mark_get_in){name}, &row);
    *out = err ? 0 : row.value;
    return err;
}

static enum err set_mark(struct store_db *db, const char *name, int64_t value) {
    return plan_mark_set(db, &(struct plan_mark_set_in){name, value}, NULL);
}

/* What all services depend on: the rules and settings, and the year in which their facts are
   judged. */
struct ground {
    int64_t basis, done, year;
    bool same;
};

static enum err read_ground(struct store_db *db, struct arena *arena, int64_t now_ms,
                            struct ground *out) {
    *out = (struct ground){0};
    enum err err = mark(db, arena, "basis", &out->basis);
    if (!err) {
        err = mark(db, arena, "done", &out->done);
    }
    if (!err) {
        err = mark(db, arena, "year", &out->year);
    }
    out->same = out->basis == out->done && out->year == plan_year_of(now_ms);
    return err;
}

/* When the ground has moved, every service is to be read again. */
static enum err stand_on(struct store_db *db, struct arena *arena, int64_t now_ms) {
    struct ground ground;
    enum err err = read_ground(db, arena, now_ms, &ground);
    if (err || ground.same) {
        return err;
    }
    err = plan_changed_all(db, NULL);
    if (!err) {
        err = set_mark(db, "done", ground.basis);
    }
    return err ? err : set_mark(db, "year", plan_year_of(now_ms));
}

static enum err count_changed(struct store_db *db, struct arena *arena, int64_t *out) {
    struct plan_changed_count_row row = {0};
    const struct plan_changed_count_in in = {PLAN_REFRESH_STEP};
    enum err err = plan_changed_count(db, arena, &in, &row);
    *out = row.count;
    return err;
}

enum err plan_stale(struct store_db *db, struct arena *arena, int64_t now_ms,
                    struct plan_stale *out) {
    *out = (struct plan_stale){0};
    struct ground ground;
    struct plan_published_count_row all;
    int64_t state, ranked;
    enum err err = read_ground(db, arena, now_ms, &ground);
    if (!err && ground.same) {
        err = count_changed(db, arena, &out->services);
    } else if (!err) {
        const struct plan_published_count_in in = {PLAN_REFRESH_STEP};
        err = plan_published_count(db, arena, &in, &all);
        out->services = err ? 0 : all.count;
    }
    if (!err) {
        err = mark(db, arena, "state", &state);
    }
    if (!err) {
        err = mark(db, arena, "ranked", &ranked);
    }
    if (!err) {
        out->ranking = state != ranked;
    }
    return err;
}

/* A step of changed services, by id. */
struct step {
    struct store_db *db;
    const struct plan_engine *engine;
    const struct plan_changed_rows_rows *rows;
    size_t next;
};

static enum err visit(void *context, struct arena *arena, const struct registry_service *service) {
    struct step *step = context;
    const struct plan_changed_rows_rows *rows = step->rows;
    while (step->next < rows->count &&
           strcmp(rows->rows[step->next].service_id, service->row.id) < 0) {
        step->next++;
    }
    bool changed =
        step->next < rows->count && strcmp(rows->rows[step->next].service_id, service->row.id) == 0;
    return changed ? plan_refresh_read(step->db, arena, service, step->engine) : ERR_NONE;
}

/* Most services of the range changed: all are read, in batches. */
static enum err refresh_range(struct step *step, const char *first, const char *last) {
    char before[ID_SIZE] = "";
    memcpy(before, first, strnlen(first, ID_LENGTH) - 1); /* sorts before the first */
    return registry_service_range(step->db, before, last, visit, step);
}

static enum err refresh_each(struct step *step) {
    struct arena *each = arena_create(16 << 20);
    enum err err = each ? ERR_NONE : err_failed();
    for (size_t i = 0; !err && i < step->rows->count; i++) {
        err = plan_refresh_service(step->db, each, step->rows->rows[i].service_id, step->engine);
        arena_reset(each);
    }
    arena_destroy(each);
    return err;
}

static enum err refresh_rows(struct store_db *db, struct arena *arena,
                             const struct plan_changed_rows_rows *rows,
                             const struct plan_engine *engine) {
    struct step step = {.db = db, .engine = engine, .rows = rows};
    const char *first = rows->rows[0].service_id, *last = rows->rows[rows->count - 1].service_id;
    struct plan_services_between_row between;
    const struct plan_services_between_in range = {first, last};
    enum err err = plan_services_between(db, arena, &range, &between);
    if (!err) {
        err = plan_changed_drop(db, &(struct plan_changed_drop_in){last}, NULL);
    }
    if (!err) {
        err = between.count <= 2 * (int64_t)rows->count ? refresh_range(&step, first, last)
                                                        : refresh_each(&step);
    }
    return err ? err : plan_mark_raise(db, &(struct plan_mark_raise_in){"state"}, NULL);
}

/* What is added up over services, once they have been read. */
static enum err finish(struct store_db *db, struct arena *arena, struct plan_refresh *refresh) {
    struct plan_settings settings;
    enum err err = count_changed(db, arena, &refresh->left);
    if (!err && (refresh->left == 0 || refresh->pictures)) {
        err = plan_settings_read(db, &settings);
        if (!err) {
            err = plan_cells_refresh(db, arena, &settings);
        }
    }
    if (!err && refresh->left == 0 && refresh->ranking) {
        err = plan_rank_rebuild(db);
    }
    return err;
}

enum err plan_refresh_command(struct store_db *db, void *context) {
    struct plan_refresh *refresh = context;
    size_t limit = refresh->limit > 0 && refresh->limit < PLAN_REFRESH_STEP ? refresh->limit
                                                                            : PLAN_REFRESH_STEP;
    struct arena *arena = arena_create(64 << 20);
    if (!arena) {
        return err_failed();
    }
    struct plan_changed_rows_rows rows = {0};
    struct plan_engine engine;
    enum err err = stand_on(db, arena, refresh->now_ms);
    if (!err) {
        const struct plan_changed_rows_in in = {(int64_t)limit};
        err = plan_changed_rows(db, arena, &in, &rows);
    }
    if (!err && rows.count > 0) {
        err = plan_engine_load(db, arena, refresh->now_ms, &engine);
        if (!err) {
            err = refresh_rows(db, arena, &rows, &engine);
        }
    }
    if (!err) {
        err = finish(db, arena, refresh);
    }
    refresh->refreshed = (int64_t)rows.count;
    arena_destroy(arena);
    return err;
}

enum err plan_refresh_all(struct store *store, int64_t now_ms,
                          void (*progress)(void *context, int64_t done), void *context) {
    struct plan_refresh refresh = {.now_ms = now_ms, .ranking = true};
    int64_t done = 0;
    do {
        enum err err = store_write(store, plan_refresh_command, &refresh);
        if (err) {
            return err;
        }
        done += refresh.refreshed;
        if (progress) {
            progress(context, done);
        }
    } while (refresh.left > 0);
    return ERR_NONE;
}

enum err plan_touch_service(struct store_db *db, const char *service_id, int64_t now_ms) {
    struct arena *arena = arena_create(32 << 20);
    if (!arena) {
        return err_failed();
    }
    struct plan_engine engine;
    enum err err = plan_engine_load(db, arena, now_ms, &engine);
    if (!err) {
        err = plan_refresh_service(db, arena, service_id, &engine);
    }
    if (!err) {
        err = plan_cells_refresh(db, arena, &engine.settings);
    }
    if (!err) {
        err = plan_mark_raise(db, &(struct plan_mark_raise_in){"state"}, NULL);
    }
    arena_destroy(arena);
    return err;
}
