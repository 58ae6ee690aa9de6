/* Private to journey: what the two halves of comparing share. */
#ifndef KHAJU_JOURNEY_COMPARE_INTERNAL_H
#define KHAJU_JOURNEY_COMPARE_INTERNAL_H

#include "actor.h"
#include "compare.h"

struct side {
    const struct bpmn *bpmn;
    const struct journey *journey;
    struct actors actors;
    size_t *first_visit;    /* by index of an element: its first visit in the journey … */
    size_t *first_document; /* … and document; its last is before the next one's first */
    enum journey_mark *marks;
};

struct comparing {
    struct arena *arena;
    struct side as_is, to_be;
    const struct bpmn_element **same; /* by index in the as-is: the element of the to-be */
    const struct bpmn_element **back; /* the other way round */
    struct journey_comparison *out;
};

/* Whether two texts say different things to a person. */
bool compare_texts_differ(struct arena *arena, const char *a, const char *b);

/* compare_asked.c. Allocation failures are seen by arena_failed(). */
void compare_visits(struct comparing *comparing);
void compare_documents(struct comparing *comparing);
void compare_agencies(struct comparing *comparing);

#endif
