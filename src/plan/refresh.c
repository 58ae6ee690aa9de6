/* Keeping the rollup fresh: in steps, each one command, so that no step holds the writer long. */
#include "plan_internal.h"
#include "plan_sql.h"

static enum err stale_ids(struct store_db *db, struct arena *arena, int64_t now_ms, size_t limit,
                          struct plan_stale_rows_rows *out) {
    struct plan_mark_get_row basis;
    enum err err = plan_mark_get(db, arena, &(struct plan_mark_get_in){"basis"}, &basis);
    if (err) {
        return err;
    }
    const struct plan_stale_rows_in in = {basis.value, plan_year_of(now_ms), (int64_t)limit};
    return plan_stale_rows(db, arena, &in, out);
}

enum err plan_stale(struct store_db *db, struct arena *arena, int64_t now_ms, int64_t *out) {
    struct plan_stale_rows_rows rows;
    struct plan_state_gone_rows_rows gone;
    struct plan_mark_get_row state, ranked;
    const struct plan_state_gone_rows_in limit = {PLAN_REFRESH_STEP};
    enum err err = stale_ids(db, arena, now_ms, PLAN_REFRESH_STEP, &rows);
    if (!err) {
        err = plan_state_gone_rows(db, arena, &limit, &gone);
    }
    if (!err) {
        err = plan_mark_get(db, arena, &(struct plan_mark_get_in){"state"}, &state);
    }
    if (!err) {
        err = plan_mark_get(db, arena, &(struct plan_mark_get_in){"ranked"}, &ranked);
    }
    if (!err) {
        int64_t count = (int64_t)(rows.count + gone.count);
        *out = count == 0 && state.value != ranked.value ? 1 : count;
    }
    return err;
}

static enum err remove_gone(struct store_db *db, struct arena *arena, int64_t *removed) {
    struct plan_state_gone_rows_rows gone;
    const struct plan_state_gone_rows_in limit = {PLAN_REFRESH_STEP};
    enum err err = plan_state_gone_rows(db, arena, &limit, &gone);
    *removed = err ? 0 : (int64_t)gone.count;
    for (size_t i = 0; !err && i < gone.count; i++) {
        const char *id = gone.rows[i].service_id;
        err = plan_finding_clear(db, &(struct plan_finding_clear_in){id}, NULL);
        if (!err) {
            err = plan_level_clear(db, &(struct plan_level_clear_in){id}, NULL);
        }
        if (!err) {
            err = plan_state_delete(db, &(struct plan_state_delete_in){id}, NULL);
        }
    }
    return err;
}

static enum err refresh_all_of(struct store_db *db, const struct plan_stale_rows_rows *rows,
                               const struct plan_engine *engine) {
    struct arena *each = arena_create(16 << 20);
    if (!each) {
        return ERR_MEMORY;
    }
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < rows->count; i++) {
        err = plan_refresh_service(db, each, rows->rows[i].service_id, engine);
        arena_reset(each);
    }
    arena_destroy(each);
    return err;
}

enum err plan_refresh_command(struct store_db *db, void *context) {
    struct plan_refresh *refresh = context;
    size_t limit = refresh->limit > 0 && refresh->limit < PLAN_REFRESH_STEP ? refresh->limit
                                                                            : PLAN_REFRESH_STEP;
    struct arena *arena = arena_create(64 << 20);
    if (!arena) {
        return ERR_MEMORY;
    }
    struct plan_stale_rows_rows rows = {0};
    struct plan_engine engine;
    int64_t removed = 0;
    enum err err = stale_ids(db, arena, refresh->now_ms, limit, &rows);
    if (!err) {
        err = remove_gone(db, arena, &removed);
    }
    if (!err && rows.count > 0) {
        err = plan_engine_load(db, arena, refresh->now_ms, &engine);
    }
    if (!err && rows.count > 0) {
        err = refresh_all_of(db, &rows, &engine);
    }
    if (!err && (rows.count > 0 || removed > 0)) {
        err = plan_mark_raise(db, &(struct plan_mark_raise_in){"state"}, NULL);
    }
    refresh->refreshed = (int64_t)rows.count;
    if (!err) {
        err = stale_ids(db, arena, refresh->now_ms, PLAN_REFRESH_STEP, &rows);
        refresh->left = (int64_t)rows.count;
    }
    if (!err && refresh->left == 0) {
        err = plan_rank_rebuild(db);
    }
    arena_destroy(arena);
    return err;
}

enum err plan_refresh_all(struct store *store, int64_t now_ms,
                          void (*progress)(void *context, int64_t done), void *context) {
    struct plan_refresh refresh = {.now_ms = now_ms};
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
        return ERR_MEMORY;
    }
    struct plan_engine engine;
    enum err err = plan_engine_load(db, arena, now_ms, &engine);
    if (!err) {
        err = plan_refresh_service(db, arena, service_id, &engine);
    }
    if (!err) {
        err = plan_mark_raise(db, &(struct plan_mark_raise_in){"state"}, NULL);
    }
    arena_destroy(arena);
    return err;
}
