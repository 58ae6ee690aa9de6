/* The least, the expected and the most of one amount on the ways through a level. Private to
   journey. */
#ifndef KHAJU_JOURNEY_SOLVE_H
#define KHAJU_JOURNEY_SOLVE_H

#include "journey.h"
#include "level.h"

/* How amounts come together. */
enum solve_kind {
    SOLVE_COUNT, /* they add up */
    SOLVE_TIME,  /* one after the other they add up, side by side the longest counts */
    SOLVE_PART,  /* how sure it is that something happens at all, 0 to 1 */
};

struct solve_costs {
    const struct journey_amount (*vertices)[JOURNEY_PATHS]; /* by vertex */
    const double *options;                                  /* by option; NULL: nothing */
};

struct solve_room; /* memory for one level, used again for each amount */

/* NULL if the arena has failed. */
struct solve_room *solve_room_make(struct arena *arena, const struct level *level);

/* limited is set when steps were used up before the end; the amounts are then "at least". */
void solve(struct solve_room *room, enum solve_kind kind, struct solve_costs costs, size_t *steps,
           bool *limited, struct journey_amount out[JOURNEY_PATHS]);

/* Amounts one after the other, and side by side. */
struct journey_amount solve_then(enum solve_kind kind, struct journey_amount a,
                                 struct journey_amount b);
struct journey_amount solve_beside(enum solve_kind kind, struct journey_amount a,
                                   struct journey_amount b);

#endif
