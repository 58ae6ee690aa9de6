/* One minute: the numbers of the province or of one agency, with what is not known beside each. */
#include "plan_internal.h"
#include "plan_sql.h"

static struct plan_sum sum_of(struct maybe_real sum, int64_t known, int64_t services,
                              int64_t demo) {
    return (struct plan_sum){.sum = known > 0 ? sum : UNKNOWN_REAL, .known = known,
                             .unknown = services - known, .demonstration = demo};
}

static struct plan_overview overview_of(const struct plan_overview_sums_row *row) {
    struct plan_overview out = {
        .services = row->services,
        .stage_at_most = {0, 0, row->most2, row->most3, row->most4, row->most5,
                          row->most6},
        .stage = {row->stage0, row->stage1, row->stage2, row->stage3, row->stage4, row->stage5,
                  row->stage6},
        .not_assessed = row->not_assessed, .at_most = row->at_most,
        .volume = sum_of(row->volume, row->volume_known, row->services, row->volume_demo),
        .debt = sum_of(row->debt, row->debt_known, row->services, row->debt_demo),
        .burden = sum_of(row->burden, row->burden_known, row->services, row->burden_demo),
        .saving = sum_of(row->saving, row->saving_known, row->services, row->saving_demo),
        .notification_only = row->notification_only,
        .visits_without_clause = row->visits_without_clause, .overclaims = row->overclaims,
        .findings = row->findings, .services_with_findings = row->with_findings,
        .answers = row->answers, .measured = row->measured, .unconfirmed = row->unconfirmed};
    out.queue[QUEUE_AUTHORITY] = row->queue1;
    out.queue[QUEUE_INTEGRATION] = row->queue2;
    out.queue[QUEUE_LAW] = row->queue3;
    const struct plan_answers answers = {row->good, row->medium, row->bad};
    out.satisfaction = plan_prior_of(&answers).mean;
    return out;
}

enum err plan_overview(struct store_db *db, struct arena *arena, const char *agency_id,
                       int64_t today, struct plan_overview *out) {
    const char *agency = plan_or_empty(agency_id);
    struct plan_overview_sums_row sums;
    struct plan_overview_published_row published;
    struct plan_overview_targets_row targets;
    struct plan_overview_blocked_row blocked;
    struct plan_settings settings;
    enum err err = plan_overview_sums(db, arena, &(struct plan_overview_sums_in){agency}, &sums);
    if (!err) {
        err = plan_settings_read(db, &settings);
    }
    if (!err) {
        const struct plan_overview_published_in in = {
            agency, settings.publish_from.known ? settings.publish_from.value : INT64_MAX};
        err = plan_overview_published(db, arena, &in, &published);
    }
    if (!err) {
        const struct plan_overview_targets_in in = {agency, today};
        err = plan_overview_targets(db, arena, &in, &targets);
    }
    if (!err) {
        err = plan_overview_blocked(db, arena, &(struct plan_overview_blocked_in){agency},
                                    &blocked);
    }
    if (err) {
        return err;
    }
    *out = overview_of(&sums);
    out->published = published.count;
    out->targets_set = targets.targets;
    out->targets_reached = targets.reached;
    out->targets_late = targets.late;
    out->blocked = blocked.count;
    return ERR_NONE;
}
