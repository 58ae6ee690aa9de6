/*
 * The plan: from what the registry knows to what has to be done. As-is, diagnosis, to-be, gap,
 * ranking, requirements, duties, roadmap. This header: freshness and the pictures; the parts have
 * headers of their own, included here.
 *
 * Everything shown comes from plan_state, a rollup per service that can be thrown away at any time:
 * it is derived from the profile, the newest report, the rules and the settings. Pictures add up
 * cells (plan_cell): sums over all services of the same providers. The registry tells of every
 * service it changes; these are read again before the next page of the plan is drawn.
 * Reading functions take a reader and an arena; cursors are opaque text, NULL = first page / end.
 */
#ifndef KHAJU_PLAN_H
#define KHAJU_PLAN_H

#include "plan_diagnosis.h"
#include "plan_duty.h"
#include "plan_measure.h"
#include "plan_ranking.h"
#include "plan_requirement.h"
#include "plan_setting.h"
#include "plan_target.h"

/* ---- freshness ---- */
enum { PLAN_REFRESH_STEP = 2000 };
/* What the registry calls, inside the command, when something of a service changed. */
enum err plan_service_changed(struct store_db *db, const char *service_id) WARN_UNUSED;
/* Every service is to be read again: for doubts and for tests. A command; context unused. */
enum err plan_change_all_command(struct store_db *db, void *context) WARN_UNUSED;

struct plan_stale {
    int64_t services; /* to be read again; counted up to PLAN_REFRESH_STEP */
    bool ranking;     /* the ranking is older than the rollup */
};
enum err plan_stale(struct store_db *db, struct arena *arena, int64_t now_ms,
                    struct plan_stale *out) WARN_UNUSED;

/* A command: reads at most `limit` changed services again (0 = PLAN_REFRESH_STEP). When none is
   left it adds up their cells and, if wanted, makes the ranking again. */
struct plan_refresh {
    int64_t now_ms;
    size_t limit;
    bool pictures; /* cells even if services are left */
    bool ranking;
    int64_t refreshed, left; /* out */
};
enum err plan_refresh_command(struct store_db *db, void *plan_refresh) WARN_UNUSED;
/* For the CLI and jobs: steps until nothing is stale. progress may be NULL. */
enum err plan_refresh_all(struct store *store, int64_t now_ms,
                          void (*progress)(void *context, int64_t done), void *context) WARN_UNUSED;

/* ---- one minute ---- */
/* A sum over services: of how many the number is known. Unknown if of none. */
struct plan_sum {
    struct maybe_real sum;
    int64_t known, unknown, demonstration;
};
struct plan_overview {
    int64_t services;
    /* by level; not_assessed: no criterion known; at_most: some unknown, the level an upper bound
       above 1, which is never counted as reached; stage_at_most: the same by level */
    int64_t stage[MATURITY_MAX + 1], not_assessed, at_most;
    int64_t stage_at_most[MATURITY_MAX + 1];
    struct plan_sum volume, debt, burden, saving;
    int64_t notification_only, visits_without_clause, overclaims;
    int64_t findings, services_with_findings;
    int64_t queue[QUEUE_END]; /* services with visits, by who can remove them */
    int64_t targets_set, targets_reached, targets_late;
    int64_t answers, measured, published; /* satisfaction: answers, services, publishable */
    struct maybe_real satisfaction;       /* mean of the province; unknown without answers */
    int64_t blocked, unconfirmed;         /* reports not confirmed by IT management */
};
/* agency NULL: the province. today: calendar.h. */
enum err plan_overview(struct store_db *db, struct arena *arena, const char *agency_id,
                       int64_t today, struct plan_overview *out) WARN_UNUSED;

/* ---- pictures; each is drawn beside its table ---- */
enum { PLAN_STAGE_COLUMNS = 4 }; /* information, request, processing, delivery */
struct plan_heat_cell {
    struct maybe_int median;
    int64_t known, services;
};
struct plan_heat_row {
    const char *agency_id, *agency_name;
    int64_t services;
    struct maybe_int median; /* of the stage of its services, at most */
    struct plan_heat_cell cells[PLAN_STAGE_COLUMNS];
};
struct plan_heat {
    const struct plan_heat_row *rows;
    size_t count;
};
/* Agencies that have services, by name; lower median of the known levels. */
enum err plan_heat(struct store_db *db, struct arena *arena, struct plan_heat *out) WARN_UNUSED;

struct plan_county_row {
    struct registry_county county;
    int64_t agencies, services;         /* of the agencies that serve it */
    int64_t own_agencies, own_services; /* of those that serve this county alone */
    struct maybe_int median;            /* stage of the services offered there */
    struct plan_sum debt;
};
struct plan_county_list {
    const struct plan_county_row *rows;
    size_t count;
};
enum err plan_counties(struct store_db *db, struct arena *arena,
                       struct plan_county_list *out) WARN_UNUSED;

struct plan_agency_row {
    const char *agency_id, *agency_name;
    int64_t services, findings, zero_visit;
    struct maybe_int median;
    struct plan_sum debt;
};
struct plan_agency_list {
    const struct plan_agency_row *rows;
    size_t count;
};
enum err plan_agencies(struct store_db *db, struct arena *arena,
                       struct plan_agency_list *out) WARN_UNUSED;

#endif
