/* Gaps of every service, and of one by criterion. */
#include "plan_internal.h"
#include "plan_sql.h"
#include "text.h"

/* From a row of either statement. */
#define GAP_OF(row) \
    (struct plan_gap) { \
        .service_id = (row)->service_id, .number = (row)->number, .title = (row)->title, \
        .agency_id = (row)->agency_id, .agency_name = (row)->agency_name, .stage = (row)->stage, \
        .at_most = (row)->at_most != 0, .target = (int)(row)->target, \
        .due_day = (row)->target_day.known ? (row)->target_day.value : 0, \
        .suggested = (row)->target_set == 0, .gap = (row)->gap, .blocking = (int)(row)->blocking, \
        .queue = (enum queue)(row)->queue, .debt = (row)->debt, .saving = (row)->saving, \
        .demonstration = (row)->demonstration != 0, .findings = (row)->findings, \
        .requirements = (row)->requirements, .blocked_by = (row)->blocked_by \
    }

static void suggest_due(struct plan_gap *gap, int64_t today) {
    if (gap->suggested) {
        gap->due_day = plan_suggest(today, gap->target, gap->queue).due_day;
    }
}

/* The list of one service: one row, or none. */
static enum err gap_of_service(struct store_db *db, struct arena *arena,
                               const struct plan_gap_filter *filter, struct plan_gap_list *out) {
    struct plan_gap_of_service_row row;
    bool found = false;
    const struct plan_gap_of_service_in in = {.service = filter->service_id,
                                              .agency = plan_or_empty(filter->agency_id),
                                              .stage = filter->stage,
                                              .criterion = filter->criterion,
                                              .queue = filter->queue,
                                              .open_only = filter->open_only};
    struct plan_gap *gap = ARENA_NEW(arena, struct plan_gap);
    enum err err = gap ? plan_gap_of_service(db, arena, &in, &row, &found) : err_failed();
    if (!err && found) {
        *gap = GAP_OF(&row);
        suggest_due(gap, filter->today);
    }
    *out = (struct plan_gap_list){.rows = gap, .count = found};
    return err;
}

static enum err gaps_of_many(struct store_db *db, struct arena *arena,
                             const struct plan_gap_filter *filter, struct plan_gap_list *out) {
    struct plan_gap_rows_rows rows;
    const char *after_sort;
    size_t limit = plan_limit(filter->limit);
    struct plan_gap_rows_in in = {.agency = plan_or_empty(filter->agency_id),
                                  .stage = filter->stage,
                                  .criterion = filter->criterion,
                                  .queue = filter->queue,
                                  .open_only = filter->open_only,
                                  .limit = (int64_t)limit + 1};
    enum err err = plan_cursor_read(arena, filter->after, &after_sort, &in.after_id);
    if (!err && !text_int(after_sort, &in.after_sort)) {
        in.after_sort = -1;
        in.after_id = "";
    }
    if (!err) {
        err = plan_gap_rows(db, arena, &in, &rows);
    }
    if (err) {
        return err;
    }
    size_t count = rows.count < limit ? rows.count : limit;
    struct plan_gap *list = ARENA_ARRAY(arena, count + 1, struct plan_gap);
    if (!list) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = GAP_OF(&rows.rows[i]);
        suggest_due(&list[i], filter->today);
    }
    *out = (struct plan_gap_list){.rows = list, .count = count};
    if (rows.count > limit) {
        const char *sort = arena_printf(arena, "%d", (int)rows.rows[count - 1].gap_sort);
        out->next = sort ? plan_cursor(arena, sort, list[count - 1].service_id) : NULL;
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err plan_gaps(struct store_db *db, struct arena *arena, const struct plan_gap_filter *filter,
                   struct plan_gap_list *out) {
    bool one = *plan_or_empty(filter->service_id) != '\0';
    if (one && filter->after) {
        *out = (struct plan_gap_list){0}; /* there is no second page of one service */
        return ERR_NONE;
    }
    return one ? gap_of_service(db, arena, filter, out) : gaps_of_many(db, arena, filter, out);
}

enum err plan_gap_criteria(struct store_db *db, struct arena *arena, const char *service_id,
                           struct plan_criterion_gap out[CRITERION_COUNT]) {
    struct plan_level_rows_rows rows;
    struct plan_gap_list gaps;
    const struct plan_gap_filter filter = {.service_id = service_id, .limit = 1};
    enum err err = plan_gaps(db, arena, &filter, &gaps);
    if (!err && gaps.count == 0) {
        return err_set(ERR_NOT_FOUND, "PLN-57",
                       "This service is not published, or the plan has not read it yet.", NULL);
    }
    if (!err) {
        err = plan_level_rows(db, arena, &(struct plan_level_rows_in){service_id}, &rows);
    }
    if (err) {
        return err;
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        out[i] = (struct plan_criterion_gap){.criterion = (enum criterion)i,
                                             .target = gaps.rows[0].target};
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct plan_level_rows_row *row = &rows.rows[i];
        if (row->criterion < 0 || row->criterion >= CRITERION_COUNT) {
            continue;
        }
        struct plan_criterion_gap *gap = &out[row->criterion];
        gap->applicable = row->applies != 0;
        gap->present = row->level;
        gap->own_target = row->target.known;
        gap->target = row->target.known ? (int)row->target.value : gap->target;
        if (gap->applicable && gap->present.known) {
            int64_t left = gap->target - gap->present.value;
            gap->gap = known_int(left > 0 ? left : 0);
        }
    }
    return ERR_NONE;
}
