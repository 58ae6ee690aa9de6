/*
 * The ranking of the stored services: what plan_rank.h computes, over plan_state, with names,
 * reasons and the gate. Reached services (no gap left) are not ranked.
 */
#ifndef KHAJU_PLAN_RANKING_H
#define KHAJU_PLAN_RANKING_H

#include "plan_rank.h"
#include "registry.h"

struct plan_ranked {
    struct plan_rank_item item; /* measures, deciles, rank */
    const char *number, *title, *agency_id, *agency_name;
    bool satisfaction_published;    /* false: show the band grey, not the number */
    struct maybe_real satisfaction; /* S↓ */
    int64_t answers;
    struct maybe_int stage;
    bool demonstration;
    const char *reason; /* translated: why it stands before the next row */
    const char *requirement_id, *requirement_title; /* what blocks it; "" = nothing */
};
struct plan_ranked_list {
    const struct plan_ranked *rows;
    size_t count;
    int64_t total, blocked; /* of the whole ranking */
    const char *next;       /* rank after which the next page starts */
};
struct plan_ranking_filter {
    const char *agency_id;
    bool blocked_only;
    const char *after;
    size_t limit;
};
enum err plan_ranking(struct store_db *db, struct arena *arena,
                      const struct plan_ranking_filter *filter,
                      struct plan_ranked_list *out) WARN_UNUSED;

struct plan_sensitive {
    const char *service_id, *number, *title, *agency_name;
    struct plan_sensitivity_row row;
};
struct plan_sensitive_list {
    const struct plan_sensitive *rows;
    size_t count;
    int64_t runs;
};
enum err plan_ranking_sensitivity(struct store_db *db, struct arena *arena,
                                  const struct plan_sensitivity_options *options,
                                  struct plan_sensitive_list *out) WARN_UNUSED;

#endif
