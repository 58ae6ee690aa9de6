/* Clauses and duties: asks the plan. See duty.h. */
#include "duty.h"

#include "plan_duty.h"

enum err duty_missing(struct store_db *db, struct arena *arena, const char *clause_id,
                      bool *missing_out) {
    struct plan_duty duty;
    *missing_out = false;
    enum err err = plan_duty_get(db, arena, clause_id, &duty);
    if (err == ERR_NOT_FOUND) {
        err_clear();
        return ERR_NONE;
    }
    if (err != ERR_NONE) {
        return err;
    }
    switch (duty.coverage) {
    case PLAN_COVERAGE_SUSPECT:
    case PLAN_COVERAGE_PROPOSED:
    case PLAN_COVERAGE_CHOOSE:
    case PLAN_COVERAGE_UNREAD:
        *missing_out = true;
        break;
    default:
        break;
    }
    return ERR_NONE;
}
