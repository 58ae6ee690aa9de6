/* Measures levels from the inside out, and lists what a process asks for. */
#include "journey.h"

#include <math.h>

#include "journey_internal.h"

/* The processes that another one of the file calls. */
static bool *find_called(struct arena *arena, const struct bpmn *bpmn) {
    bool *called = ARENA_ARRAY(arena, bpmn->element_count + 1, bool);
    for (size_t i = 0; called != NULL && i < bpmn->element_count; i++) {
        const struct bpmn_node *node = bpmn_node(bpmn->elements[i]);
        if (node != NULL && node->called != NULL && node->element.scope != NULL) {
            called[node->called->index] = true;
        }
    }
    return called;
}

/* A process of which something is drawn. */
static bool is_level(const struct bpmn_scope *scope) {
    return scope->outer == NULL && scope->owner->type == BPMN_PROCESS && scope->nodes != NULL;
}

/* Expectations come out of repetition; what is beyond a millionth is noise. */
static void round_off(struct journey_amount *amounts) {
    double *value = &amounts[JOURNEY_PROBABLE].value;
    *value = round(*value * 1e6) / 1e6;
}

static void add_agencies(struct journey *journey) {
    for (size_t path = 0; path < JOURNEY_PATHS; path++) {
        struct journey_amount *sum = &journey->amounts[JOURNEY_AGENCIES][path];
        for (size_t i = 0; i < journey->agency_count && i < JOURNEY_AGENCIES_MAX; i++) {
            *sum = solve_then(SOLVE_COUNT, *sum, journey->agencies[i].part[path]);
        }
        sum->at_least = sum->at_least || journey->agency_count == 0 ||
                        journey->agency_count > JOURNEY_AGENCIES_MAX;
    }
}

/* Adds what one process asks for to what others do beside it. */
static void add_process(struct measure *measure, struct journey *journey,
                        const struct bpmn_scope *scope) {
    const struct measured *measured = measure_level(measure, scope, 0);
    if (measured == NULL) {
        return;
    }
    for (size_t i = 0; i < measure->count; i++) {
        enum solve_kind kind = measure_kind(i);
        struct journey_amount *sums = i >= MEASURE_AGENCY
                                          ? measure->actors.agencies[i - MEASURE_AGENCY].part
                                          : journey->amounts[measure_subject(i)];
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            sums[path] = solve_beside(kind, sums[path], measured->amounts[i][path]);
        }
    }
}

enum err journey_measure(struct arena *arena, const struct bpmn *bpmn,
                         const struct bpmn_element *process, const struct journey **out) {
    *out = NULL;
    err_clear(); /* texts are made in memory of their own: whether that failed is seen at the end */
    struct journey *journey = ARENA_NEW(arena, struct journey);
    struct measure *measure = ARENA_NEW(arena, struct measure);
    bool *called = find_called(arena, bpmn);
    if (journey == NULL || measure == NULL || called == NULL) {
        return err_failed();
    }
    journey->bpmn = bpmn;
    journey->process = process;
    measure_begin(measure, arena, bpmn);
    bool some = false;
    for (const struct bpmn_scope *scope = bpmn->scopes; scope != NULL; scope = scope->next) {
        some = some || (is_level(scope) && !called[scope->owner->index]);
    }
    for (const struct bpmn_scope *scope = bpmn->scopes; scope != NULL && !arena_failed(arena);
         scope = scope->next) {
        bool wanted = process != NULL ? scope->owner == process && scope->nodes != NULL
                                      : is_level(scope) && !(some && called[scope->owner->index]);
        if (wanted) {
            add_process(measure, journey, scope);
        }
    }
    if (!arena_failed(arena)) {
        measure_list(measure, journey);
        add_agencies(journey);
        for (size_t subject = 0; subject < JOURNEY_SUBJECTS; subject++) {
            round_off(journey->amounts[subject]);
        }
        for (size_t i = 0; i < journey->agency_count; i++) {
            round_off(measure->actors.agencies[i].part);
        }
    }
    if (arena_failed(arena) || err_last()->err != ERR_NONE) {
        return err_failed();
    }
    journey->endless = measure->endless;
    journey->limited = measure->limited;
    *out = journey;
    return ERR_NONE;
}
