/* What reading and saving duties share. */
#ifndef KHAJU_PLAN_DUTY_INTERNAL_H
#define KHAJU_PLAN_DUTY_INTERNAL_H

#include "plan_duty.h"
#include "plan_sql.h"

enum { PLAN_CLAUSES_MAX = 5000, PLAN_HOLDERS_MAX = 200 };

/* Who is obliged by which words. */
struct plan_proposer {
    struct plan_duty_group_list groups;
    struct plan_obliged_rows_rows obliged;
};
enum err plan_proposer_load(struct store_db *db, struct arena *arena,
                            struct plan_proposer *out) WARN_UNUSED;
/* The group a clause obliges; NULL when its words are not in the table. */
const struct plan_duty_group *plan_propose(const struct plan_proposer *proposer,
                                           struct arena *arena, const char *obliged);
enum err plan_duty_read(struct store_db *db, struct arena *arena,
                        const struct plan_proposer *proposer, const struct plan_duty_rows_row *row,
                        const char *agency_id, struct plan_duty *out) WARN_UNUSED;

#endif
