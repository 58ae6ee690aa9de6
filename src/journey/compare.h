/*
 * The as-is and the to-be of a process side by side: which elements, visits, documents and agencies
 * go, stay, change and come. Pure; everything lives in the arena and refers to both models.
 *
 * Elements (nodes, flows, lanes, participants, data) are the same if they have the same id and are
 * of the same class (activity, event, gateway, …); else if name and type are the same, and then if
 * name and class are, each once on either side (names as text_fold() sees them, in the order of the
 * file). Flows without that are the same if both their ends are.
 */
#ifndef KHAJU_JOURNEY_COMPARE_H
#define KHAJU_JOURNEY_COMPARE_H

#include "journey.h"

enum journey_mark {
    JOURNEY_SAME,
    JOURNEY_ADDED,   /* only in the to-be */
    JOURNEY_REMOVED, /* only in the as-is */
    JOURNEY_CHANGED,
    JOURNEY_MARKS
};

/* What differs in an element that changed; a set. */
enum {
    JOURNEY_NAME = 1 << 0,
    JOURNEY_TYPE = 1 << 1,
    JOURNEY_ACTOR = 1 << 2, /* lane or agency */
    JOURNEY_VISIT = 1 << 3, /* visits, their reasons or clauses */
    JOURNEY_DOCUMENT = 1 << 4,
    JOURNEY_TIME = 1 << 5,
    JOURNEY_ENDS = 1 << 6,  /* of a flow: where it comes from or leads to */
    JOURNEY_SHARE = 1 << 7, /* of a flow */
    JOURNEY_DIFFERENCES = 8
};

struct journey_element_change {
    enum journey_mark mark;
    uint32_t differences;                     /* of a changed one */
    const struct bpmn_element *as_is, *to_be; /* NULL on the side it is not on */
};

struct journey_visit_change {
    enum journey_mark mark;                    /* SAME: it remains */
    const struct journey_visit *as_is, *to_be; /* NULL on the side it is not on */
};

struct journey_document_change { /* never CHANGED; each document once, however often it is asked */
    enum journey_mark mark;
    const struct journey_document *as_is, *to_be;
};

struct journey_agency_change { /* never CHANGED */
    enum journey_mark mark;
    const struct journey_agency *as_is, *to_be;
};

struct journey_comparison {
    const struct journey *as_is, *to_be; /* with the amounts of both */
    /* all in the order of the as-is, then what was added in the order of the to-be */
    const struct journey_element_change *elements; /* nodes first, then flows, then the rest */
    const struct journey_visit_change *visits;
    const struct journey_document_change *documents;
    const struct journey_agency_change *agencies;
    size_t element_count, visit_count, document_count, agency_count;
    /* how many elements / visits / documents / agencies have each mark */
    size_t element_marks[JOURNEY_MARKS], visit_marks[JOURNEY_MARKS];
    size_t document_marks[JOURNEY_MARKS], agency_marks[JOURNEY_MARKS];
    /* for drawing: the mark of every element by its index in its own model */
    const enum journey_mark *as_is_marks, *to_be_marks;
};

/* Compares all processes of two models. Errors: only memory. */
enum err journey_compare(struct arena *arena, const struct bpmn *as_is, const struct bpmn *to_be,
                         const struct journey_comparison **out) WARN_UNUSED;

const char *journey_mark_slug(enum journey_mark mark);     /* "removed" */
const char *journey_mark_label(enum journey_mark mark);    /* translated */
const char *journey_difference_slug(uint32_t difference);  /* of one bit: "actor" */
const char *journey_difference_label(uint32_t difference); /* translated */

#endif
