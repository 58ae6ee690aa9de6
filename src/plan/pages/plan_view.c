/* Tiles and charts of the overview, for the province and for one agency. */
#include "plan_view.h"

#include "text.h"

static struct plan_tile sum_tile(struct arena *arena, const struct plan_sum *sum, const char *label,
                                 const char *href) {
    return (struct plan_tile){.value = plan_real_text(arena, sum->sum),
                              .label = label,
                              .note = plan_sum_note(arena, sum),
                              .href = href,
                              .known = sum->sum.known,
                              .demonstration = sum->demonstration > 0};
}

static struct plan_tile count_tile(struct arena *arena, int64_t count, const char *label,
                                   const char *note, const char *href) {
    return (struct plan_tile){.value = text_number(arena, count),
                              .label = label,
                              .note = note,
                              .href = href,
                              .known = true};
}

static struct plan_tile satisfaction_tile(struct arena *arena, const struct plan_overview *o) {
    return (struct plan_tile){
        .value = o->satisfaction.known ? text_decimal(arena, o->satisfaction.value, 1)
                                       : tr("not measured"),
        .label = tr("Satisfaction, of 10"),
        .note = tr_fmt(arena, "{1} answers on {2} services; {3} of these may be published",
                       o->answers, o->measured, o->published),
        .href = "/plan/ranking",
        .known = o->satisfaction.known};
}

struct html_raw plan_levels_chart(struct arena *arena, const struct plan_overview *o) {
    struct web_levels rows[2] = {{.label = tr("Established"), .unknown = o->not_assessed},
                                 {.label = tr("At most")}};
    for (int i = 0; i < WEB_LEVELS; i++) {
        rows[0].counts[i] = o->stage[i];
        rows[1].counts[i] = o->stage_at_most[i];
    }
    return web_chart_levels(arena, tr("Services by maturity level"),
                            tr("How many services stand at each level from 0 to 6: where every "
                               "criterion is known, and where the level is an upper bound."),
                            rows, COUNT_OF(rows));
}

static struct html_raw queues_chart(struct arena *arena, const struct plan_overview *o) {
    struct web_bar bars[QUEUE_END];
    size_t count = 0;
    for (int queue = QUEUE_AUTHORITY; queue < QUEUE_END; queue++) {
        bars[count++] = (struct web_bar){.label = plan_queue_text((enum queue)queue),
                                         .href = arena_printf(arena, "/plan/gaps?queue=%d", queue),
                                         .value = (double)o->queue[queue],
                                         .known = true};
    }
    return web_chart_bars(arena, tr("Who can remove the visits"),
                          tr("Services whose visits have a known reason, by who can remove them."),
                          bars, count);
}

struct plan_overview_view plan_overview_view(struct arena *arena, const struct plan_overview *o) {
    struct plan_overview_view view = {.overview = o};
    int64_t zero = o->stage[4] + o->stage[5] + o->stage[6];
    int64_t perhaps = o->stage_at_most[4] + o->stage_at_most[5] + o->stage_at_most[6];
    view.tiles[view.count++] =
        sum_tile(arena, &o->debt, tr("Visits people must make in a year"), "/plan/gaps");
    view.tiles[view.count++] =
        count_tile(arena, o->stage[0] + o->stage[1], tr("Services of level 0 or 1"),
                   tr_fmt(arena, "of {1} services; {2} not assessed", o->services, o->not_assessed),
                   "/plan/gaps?stage=2");
    view.tiles[view.count++] = count_tile(
        arena, zero, tr("Services known to need no visit"),
        tr_fmt(arena, "for {1} more it cannot be ruled out: criteria are unknown", perhaps),
        "/plan/gaps?stage=5");
    view.tiles[view.count++] = count_tile(
        arena, o->visits_without_clause, tr("Visits no clause demands"),
        tr("No clause was given; every one is a finding"), "/plan/diagnosis/visit-no-clause");
    view.tiles[view.count++] =
        count_tile(arena, o->findings, tr("Findings"),
                   tr_fmt(arena, "on {1} of {2} services", o->services_with_findings, o->services),
                   "/plan/diagnosis");
    view.tiles[view.count++] = satisfaction_tile(arena, o);
    view.tiles[view.count++] =
        sum_tile(arena, &o->saving, tr("Rial people would save in a year"), "/plan/ranking");
    view.tiles[view.count++] =
        count_tile(arena, o->targets_set, tr("Targets set"),
                   tr_fmt(arena, "{1} reached, {2} late", o->targets_reached, o->targets_late),
                   "/plan/targets");
    view.tiles[view.count++] =
        count_tile(arena, o->blocked, tr("Blocked services"),
                   tr_fmt(arena, "{1} yearly reports are not confirmed", o->unconfirmed),
                   "/plan/ranking?blocked=1");
    view.levels = plan_levels_chart(arena, o);
    view.queues = queues_chart(arena, o);
    return view;
}
