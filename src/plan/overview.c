/* One minute: the numbers of the province or of one agency, with what is not known beside each. */
#include "plan_internal.h"
#include "plan_sql.h"

static struct plan_sum sum_of(struct maybe_real sum, int64_t known, int64_t services,
                              int64_t demo) {
    return (struct plan_sum){.sum = known > 0 ? sum : UNKNOWN_REAL,
                             .known = known,
                             .unknown = services - known,
                             .demonstration = demo};
}

static struct plan_overview overview_of(const struct plan_overview_sums_row *row) {
    struct plan_overview out = {
        .services = row->services,
        .volume = sum_of(row->volume, row->volume_known, row->services, row->volume_demo),
        .debt = sum_of(row->debt, row->debt_known, row->services, row->debt_demo),
        .burden = sum_of(row->burden, row->burden_known, row->services, row->burden_demo),
        .saving = sum_of(row->saving, row->saving_known, row->services, row->saving_demo),
        .notification_only = row->notification_only,
        .visits_without_clause = row->visits_without_clause,
        .overclaims = row->overclaims,
        .findings = row->findings,
        .services_with_findings = row->with_findings,
        .answers = row->good + row->medium + row->bad,
        .measured = row->measured,
        .published = row->published,
        .unconfirmed = row->unconfirmed};
    out.queue[QUEUE_AUTHORITY] = row->queue1;
    out.queue[QUEUE_INTEGRATION] = row->queue2;
    out.queue[QUEUE_LAW] = row->queue3;
    const struct plan_answers answers = {row->good, row->medium, row->bad};
    out.satisfaction = plan_prior_of(&answers).mean;
    return out;
}

static enum err read_levels(struct store_db *db, struct arena *arena, const char *agency,
                            struct plan_overview *out) {
    struct plan_overview_levels_rows rows;
    const struct plan_overview_levels_in in = {agency};
    enum err err = plan_overview_levels(db, arena, &in, &rows);
    for (size_t i = 0; !err && i < rows.count; i++) {
        const struct plan_overview_levels_row *row = &rows.rows[i];
        if (row->level < 0 || row->level > MATURITY_MAX) {
            out->not_assessed += row->services;
        } else if (row->at_most) {
            out->stage_at_most[row->level] = row->services;
            out->at_most += row->services;
        } else {
            out->stage[row->level] = row->services;
        }
    }
    return err;
}

enum err plan_overview(struct store_db *db, struct arena *arena, const char *agency_id,
                       int64_t today, struct plan_overview *out) {
    const char *agency = plan_or_empty(agency_id);
    struct plan_overview_sums_row sums;
    struct plan_overview_targets_row targets;
    struct plan_overview_blocked_row blocked;
    const struct plan_overview_targets_in on = {agency, today};
    enum err err = plan_overview_sums(db, arena, &(struct plan_overview_sums_in){agency}, &sums);
    if (!err) {
        *out = overview_of(&sums);
        err = read_levels(db, arena, agency, out);
    }
    if (!err) {
        err = plan_overview_targets(db, arena, &on, &targets);
    }
    if (!err) {
        err =
            plan_overview_blocked(db, arena, &(struct plan_overview_blocked_in){agency}, &blocked);
    }
    if (err) {
        return err;
    }
    out->targets_set = targets.targets;
    out->targets_reached = targets.reached;
    out->targets_late = targets.late;
    out->blocked = blocked.count;
    return ERR_NONE;
}
