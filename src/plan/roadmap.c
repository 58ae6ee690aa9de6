/* The roadmap by half-years, made of targets and suggestions. */
#include <string.h>
#include "plan_internal.h"
#include "plan_sql.h"

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
    struct plan_suggestion suggestion =
        plan_suggest(roadmap->today, (int)row->target, (enum queue)row->queue);
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
        return err_failed();
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
