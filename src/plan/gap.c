/* Gaps of every service, by criterion, and the roadmap made of targets and suggestions. */
#include <string.h>
#include "plan_internal.h"
#include "plan_sql.h"
#include "text.h"

static struct plan_gap gap_of(const struct plan_gap_rows_row *row, int64_t today) {
    struct plan_gap gap = {
        .service_id = row->service_id, .number = row->number, .title = row->title,
        .agency_id = row->agency_id, .agency_name = row->agency_name, .stage = row->stage,
        .at_most = row->at_most != 0, .target = (int)row->target,
        .suggested = row->target_set == 0, .gap = row->gap, .blocking = (int)row->blocking,
        .queue = (enum queue)row->queue, .debt = row->debt, .saving = row->saving,
        .demonstration = row->demonstration != 0, .findings = row->findings,
        .requirements = row->requirements, .blocked_by = row->blocked_by};
    gap.due_day = row->target_day.known ? row->target_day.value
                                        : plan_suggest(today, gap.target, gap.queue).due_day;
    return gap;
}

enum err plan_gaps(struct store_db *db, struct arena *arena, const struct plan_gap_filter *filter,
                   struct plan_gap_list *out) {
    struct plan_gap_rows_rows rows;
    const char *after_sort;
    size_t limit = plan_limit(filter->limit);
    struct plan_gap_rows_in in = {
        .agency = plan_or_empty(filter->agency_id), .service = plan_or_empty(filter->service_id),
        .stage = filter->stage, .criterion = filter->criterion, .queue = filter->queue,
        .open_only = filter->open_only, .limit = (int64_t)limit + 1};
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
        return ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = gap_of(&rows.rows[i], filter->today);
    }
    *out = (struct plan_gap_list){.rows = list, .count = count};
    if (rows.count > limit) {
        const char *sort = arena_printf(arena, "%d", (int)rows.rows[count - 1].gap_sort);
        out->next = sort ? plan_cursor(arena, sort, list[count - 1].service_id) : NULL;
    }
    return arena_failed(arena) ? ERR_MEMORY : ERR_NONE;
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

/* ---- roadmap ---- */

enum { MILESTONES_MAX = 80 };
struct roadmap {
    struct plan_milestone rows[MILESTONES_MAX];
    size_t count;
    int64_t today;
};

/* The row of a half-year, made in its place if it is not there. NULL: too many. */
static struct plan_milestone *milestone_at(struct roadmap *roadmap, struct plan_half half) {
    size_t at = 0;
    int key = half.year * 2 + half.half;
    while (at < roadmap->count &&
           roadmap->rows[at].half.year * 2 + roadmap->rows[at].half.half < key) {
        at++;
    }
    struct plan_milestone *row = &roadmap->rows[at];
    if (at < roadmap->count && row->half.year == half.year && row->half.half == half.half) {
        return row;
    }
    if (roadmap->count == MILESTONES_MAX) {
        return NULL;
    }
    memmove(row + 1, row, (roadmap->count - at) * sizeof *row);
    *row = (struct plan_milestone){.half = half};
    roadmap->count++;
    return row;
}

static void add_debt(struct plan_milestone *row, struct maybe_real debt, int64_t unknown) {
    if (debt.known) {
        double before = row->debt_removed.known ? row->debt_removed.value : 0.0;
        row->debt_removed = known_real(before + debt.value);
    }
    row->debt_unknown += unknown;
}

static enum err too_many(void) {
    return err_set(ERR_LIMIT, "PLN-58", "The roadmap has more than eighty half-years.", NULL);
}

static enum err add_set(void *context, const struct plan_milestone_set_each_row *row) {
    struct roadmap *roadmap = context;
    struct plan_milestone *at = milestone_at(roadmap, plan_half_of(row->due_day));
    if (!at) {
        return too_many();
    }
    at->targets += row->targets;
    at->services += row->services;
    at->zero_visit += row->zero_visit;
    add_debt(at, row->debt, row->debt_unknown);
    return ERR_NONE;
}

static enum err add_suggested(void *context, const struct plan_milestone_suggested_each_row *row) {
    struct roadmap *roadmap = context;
    struct plan_suggestion suggestion = plan_suggest(roadmap->today, (int)row->target,
                                                     (enum queue)row->queue);
    struct plan_milestone *at = milestone_at(roadmap, plan_half_of(suggestion.due_day));
    if (!at) {
        return too_many();
    }
    at->suggested += row->services;
    if (row->target >= 4) {
        at->zero_visit += row->services;
        add_debt(at, row->debt, row->debt_unknown);
    }
    return ERR_NONE;
}

enum err plan_roadmap(struct store_db *db, struct arena *arena, const char *agency_id,
                      int64_t today, struct plan_milestone_list *out) {
    struct roadmap *roadmap = ARENA_NEW(arena, struct roadmap);
    if (!roadmap) {
        return ERR_MEMORY;
    }
    roadmap->today = today;
    const struct plan_milestone_set_each_in set = {plan_or_empty(agency_id)};
    const struct plan_milestone_suggested_each_in suggested = {plan_or_empty(agency_id)};
    enum err err = plan_milestone_set_each(db, &set, add_set, roadmap);
    if (!err) {
        err = plan_milestone_suggested_each(db, &suggested, add_suggested, roadmap);
    }
    int64_t total = 0;
    for (size_t i = 0; i < roadmap->count; i++) {
        total += roadmap->rows[i].zero_visit;
        roadmap->rows[i].zero_visit_total = total;
    }
    *out = (struct plan_milestone_list){roadmap->rows, roadmap->count};
    return err;
}
