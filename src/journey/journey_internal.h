/* Private to journey: measuring level by level. */
#ifndef KHAJU_JOURNEY_INTERNAL_H
#define KHAJU_JOURNEY_INTERNAL_H

#include "actor.h"
#include "journey.h"
#include "solve.h"

/* What is measured of each level; after these, one for each agency. */
enum { MEASURE_VISITS, MEASURE_DOCUMENTS, MEASURE_HAND_OVERS, MEASURE_TIME, MEASURE_AGENCY };

enum {
    MEASURE_DEPTH_MAX = 60,         /* of levels and calls inside each other */
    MEASURE_VALUE_MAX = 1000000000, /* no loop marker makes more of it */
};

/* The amounts of a level. */
struct measured {
    bool ready; /* false: it is being measured; who calls it then, calls itself */
    struct journey_amount (*amounts)[JOURNEY_PATHS];
};

struct measure {
    struct arena *arena;
    const struct bpmn *bpmn;
    struct actors actors;
    size_t count;                     /* of what is measured */
    const struct bpmn_scope **scopes; /* by index of what owns one */
    struct measured **measured;       /* by index of what owns a scope */
    uint32_t *numbers;                /* scratch of level_make() */
    size_t steps;                     /* that are left */
    bool endless, limited;
};

enum solve_kind measure_kind(size_t what);
enum journey_subject measure_subject(size_t what);

/* Allocation failures are seen by arena_failed(). */
void measure_begin(struct measure *measure, struct arena *arena, const struct bpmn *bpmn);
/* NULL: it calls itself, or stands too deep; or the arena has failed. */
const struct measured *measure_level(struct measure *measure, const struct bpmn_scope *scope,
                                     size_t depth);
/* measure_node.c: what an element itself asks for, without what comes before and after it. */
void measure_node(struct measure *measure, const struct bpmn_node *node, size_t what,
                  const struct measured *inside, struct journey_amount out[JOURNEY_PATHS]);
/* The level inside a node, or of the process that it calls; NULL: none, or nothing is drawn. */
const struct bpmn_scope *measure_inside(const struct measure *measure,
                                        const struct bpmn_node *node);
/* measure_list.c: everything that is asked for, whatever the path. */
void measure_list(struct measure *measure, struct journey *journey);

#endif
