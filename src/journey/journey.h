/*
 * What a process asks of the citizen, measured on its drawing (BPMN 2.0.2, extension.h): visits,
 * documents, hand-overs, agencies taking part, and time, each on the best, the probable and the
 * worst path. Pure, deterministic, bounded for any graph; everything lives in the arena and refers
 * to the model, which must live as long.
 *
 * Best is the least of any path to an end: nothing is repeated, nothing exceptional happens. Worst
 * is the most of any path on which each loop, whenever it is entered, is walked once more than it
 * must be, on its costliest way round. Probable is what is expected when each flow is taken by its
 * share. Each amount for itself: the path with the fewest visits need not be the shortest in time.
 *
 * Choices: exclusive and event-based gateways, and several start events (by the share of the flow
 * that leaves each). Flows without a share divide what the others leave of 100 percent in equal
 * parts; shares beyond 100 are scaled.
 *
 * Parallel branches (also several flows without conditions out of an activity): counts add up, of
 * times the longest counts; as the expected time of the longest counts the longest expected time.
 * They end where a gateway that waits joins them. Inclusive and complex gateways, and flows with
 * conditions out of an activity: best the cheapest branch, worst all, probable each branch by its
 * share (an equal part if it has none) and independent of the others; a default flow without a
 * share is taken when no other is.
 *
 * Sub-processes and calls within the file count with what is inside; a time stated on the activity
 * itself counts instead of the times inside. Of an ad-hoc sub-process every activity counts once.
 * Multiple instances count as often as the cardinality says when it is a number, else once and "at
 * least"; their times add up when they are sequential. A standard loop: once on the best path, as
 * often as its maximum says on the worst, else twice; on the probable path once and "at least".
 * Calls that call themselves and calls out of the file: "at least".
 *
 * Boundary events: never on the best path, on the worst always, on the probable one only with the
 * share stated on the flow that leaves them; the activity itself counts in full. What follows one
 * that does not interrupt runs beside what follows the activity. Event sub-processes and
 * compensation: on the worst path only, once each, and their time is added.
 *
 * Unknown is unknown: a time that is not stated makes the total "at least"; a timer that waits for
 * a literal duration, gateways, start, throw and end events need none.
 *
 * Hand-overs: sequence flows that lead from one lane or agency to another, and message flows, at
 * the element that sends (at the one that receives if nobody is drawn who sends). What stands in no
 * lane and is a gateway or an event is with whom the element before it is.
 *
 * Agencies: best those that no path avoids, worst those that some path reaches, probable the
 * expected number. If no agency is named anywhere they are not known.
 */
#ifndef KHAJU_JOURNEY_H
#define KHAJU_JOURNEY_H

#include "bpmn.h"

enum {
    JOURNEY_AGENCIES_MAX = 60,  /* more are listed, but not measured */
    JOURNEY_STEPS_MAX = 1 << 22 /* of the computation; beyond, amounts are "at least" */
};

enum journey_subject {
    JOURNEY_VISITS,
    JOURNEY_DOCUMENTS,
    JOURNEY_HAND_OVERS,
    JOURNEY_AGENCIES,
    JOURNEY_SECONDS,
    JOURNEY_SUBJECTS
};

enum journey_path { JOURNEY_BEST, JOURNEY_PROBABLE, JOURNEY_WORST, JOURNEY_PATHS };

struct journey_amount {
    double value;  /* whole but on the probable path; seconds for JOURNEY_SECONDS */
    bool at_least; /* something on the path is not known; with 0: nothing is known */
};

struct journey_visit {
    const struct bpmn_element *element;
    const char *reason; /* slug of registry's vocabulary as the file has it; NULL: not stated */
    const char *clause; /* that demands it; NULL: none is named */
};

struct journey_document {
    const struct bpmn_element *element;
    const char *name;
};

struct journey_hand_over {
    const struct bpmn_element *flow; /* sequence flow or message flow */
    const char *from, *to;           /* agency, lane or pool; NULL: it has no name */
};

struct journey_agency {
    const char *code, *name; /* one of them may be NULL */
    /* 0 to 1: how sure it is that it takes part, on each path */
    struct journey_amount part[JOURNEY_PATHS];
};

struct journey {
    const struct bpmn *bpmn;
    const struct bpmn_element *process; /* NULL: all processes of the file */
    struct journey_amount amounts[JOURNEY_SUBJECTS][JOURNEY_PATHS];
    /* what there is, in the order of the file, on whatever path */
    const struct journey_visit *visits;
    const struct journey_document *documents;
    const struct journey_hand_over *hand_overs;
    const struct journey_agency *agencies;
    size_t visit_count, document_count, hand_over_count, agency_count;
    bool endless; /* a part that can be reached has no way to an end; it counts as left once */
    bool limited; /* the drawing was too large or too entangled to be measured to the end */
};

/* Measures a process, or with NULL all of the file side by side: counts add up, of times the
   longest counts; those that another one calls count where they are called. Errors: only memory. */
enum err journey_measure(struct arena *arena, const struct bpmn *bpmn,
                         const struct bpmn_element *process,
                         const struct journey **out) WARN_UNUSED;

/* An amount for people, translated: "at least 2 days and 3 hours", "1.6", "not stated". In the
   arena; NULL only when it has failed. */
const char *journey_text(struct arena *arena, enum journey_subject subject,
                         struct journey_amount amount);
const char *journey_subject_slug(enum journey_subject subject);  /* "hand_overs" */
const char *journey_path_slug(enum journey_path path);           /* "probable" */
const char *journey_subject_label(enum journey_subject subject); /* translated */
const char *journey_path_label(enum journey_path path);

#endif
