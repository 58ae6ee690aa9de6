/* One level: the levels inside it, its graph, and each amount on its ways. */
#include "journey_internal.h"

enum solve_kind measure_kind(size_t what) {
    return what == MEASURE_TIME ? SOLVE_TIME : what >= MEASURE_AGENCY ? SOLVE_PART : SOLVE_COUNT;
}

enum journey_subject measure_subject(size_t what) {
    static const enum journey_subject subjects[] = {JOURNEY_VISITS, JOURNEY_DOCUMENTS,
                                                    JOURNEY_HAND_OVERS, JOURNEY_SECONDS};
    return what < COUNT_OF(subjects) ? subjects[what] : JOURNEY_AGENCIES;
}

void measure_begin(struct measure *measure, struct arena *arena, const struct bpmn *bpmn) {
    measure->arena = arena;
    measure->bpmn = bpmn;
    measure->steps = JOURNEY_STEPS_MAX;
    measure->scopes = ARENA_ARRAY(arena, bpmn->element_count, const struct bpmn_scope *);
    measure->measured = ARENA_ARRAY(arena, bpmn->element_count, struct measured *);
    measure->numbers = ARENA_ARRAY(arena, bpmn->element_count, uint32_t);
    actors_find(arena, bpmn, &measure->actors);
    size_t agencies = measure->actors.agency_count;
    measure->count =
        MEASURE_AGENCY + (agencies < JOURNEY_AGENCIES_MAX ? agencies : JOURNEY_AGENCIES_MAX);
    for (const struct bpmn_scope *scope = bpmn->scopes; scope != NULL && !arena_failed(arena);
         scope = scope->next) {
        measure->scopes[scope->owner->index] = scope;
    }
}

const struct bpmn_scope *measure_inside(const struct measure *measure,
                                        const struct bpmn_node *node) {
    const struct bpmn_scope *scope = node->inside != NULL   ? node->inside
                                     : node->called != NULL ? measure->scopes[node->called->index]
                                                            : NULL;
    return scope == NULL || scope->nodes == NULL ? NULL : scope;
}

/* Where a sequence flow hands over: by option of the level. */
static const double *count_hand_overs(struct measure *measure, const struct level *level) {
    double *counts = ARENA_ARRAY(measure->arena, level->option_count + 1, double);
    for (uint32_t i = 0; counts != NULL && i < level->option_count; i++) {
        const struct bpmn_flow *flow = level->options[i].flow;
        if (flow != NULL) {
            counts[i] = actors_differ(&measure->actors.of[flow->source->element.index],
                                      &measure->actors.of[flow->target->element.index]);
        }
    }
    return counts;
}

/* What stands aside of the ways of the level may come once, on the worst path. */
static void add_aside(struct measure *measure, const struct bpmn_scope *scope,
                      struct measured **inside, struct measured *level) {
    size_t i = 0;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next, i++) {
        for (size_t what = 0; what < measure->count && !level_holds(node); what++) {
            struct journey_amount amounts[JOURNEY_PATHS];
            measure_node(measure, node, what, inside[i], amounts);
            struct journey_amount *worst = &level->amounts[what][JOURNEY_WORST];
            *worst = solve_then(measure_kind(what), *worst, amounts[JOURNEY_WORST]);
        }
    }
}

static void not_known(const struct measure *measure, struct measured *level) {
    for (size_t what = 0; what < measure->count; what++) {
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            level->amounts[what][path].at_least = true;
        }
    }
}

/* Each amount of a level whose nodes have these levels inside them. */
static void measure_ways(struct measure *measure, const struct bpmn_scope *scope,
                         struct measured **inside, struct measured *out) {
    struct level level;
    level_make(measure->arena, scope, measure->numbers, &measure->steps, &level);
    if (arena_failed(measure->arena)) {
        return;
    }
    if (level.limited) {
        measure->limited = true;
        not_known(measure, out);
        return;
    }
    measure->endless = measure->endless || level.endless;
    struct solve_room *room = solve_room_make(measure->arena, &level);
    struct journey_amount(*costs)[JOURNEY_PATHS] =
        arena_array(measure->arena, level.end + 1, sizeof *costs);
    const double *hand_overs = count_hand_overs(measure, &level);
    if (room == NULL || costs == NULL || hand_overs == NULL) {
        return;
    }
    for (size_t what = 0; what < measure->count; what++) {
        size_t i = 0;
        for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next, i++) {
            if (level_holds(node)) {
                measure_node(measure, node, what, inside[i],
                             costs[measure->numbers[node->element.index]]);
            }
        }
        struct solve_costs all = {(const struct journey_amount(*)[JOURNEY_PATHS])costs,
                                  what == MEASURE_HAND_OVERS ? hand_overs : NULL};
        solve(room, measure_kind(what), all, &measure->steps, &measure->limited,
              out->amounts[what]);
    }
}

const struct measured *measure_level(struct measure *measure, const struct bpmn_scope *scope,
                                     size_t depth) {
    struct measured **slot = &measure->measured[scope->owner->index];
    if (*slot != NULL) {
        return (*slot)->ready ? *slot : NULL;
    }
    if (depth > MEASURE_DEPTH_MAX) {
        measure->limited = true;
        return NULL;
    }
    size_t count = 1;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        count++;
    }
    struct measured *level = ARENA_NEW(measure->arena, struct measured);
    struct measured **inside = ARENA_ARRAY(measure->arena, count, struct measured *);
    if (level == NULL || inside == NULL) {
        return NULL;
    }
    level->amounts = arena_array(measure->arena, measure->count, sizeof *level->amounts);
    *slot = level;
    size_t i = 0;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next, i++) {
        const struct bpmn_scope *inner = measure_inside(measure, node);
        if (inner != NULL) {
            const struct measured *found = measure_level(measure, inner, depth + 1);
            inside[i] = found == NULL ? NULL : measure->measured[inner->owner->index];
        }
    }
    if (!arena_failed(measure->arena)) {
        measure_ways(measure, scope, inside, level);
    }
    if (!arena_failed(measure->arena)) {
        add_aside(measure, scope, inside, level);
    }
    level->ready = true;
    return arena_failed(measure->arena) ? NULL : level;
}
