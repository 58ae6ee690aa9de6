/* Who does what: the lane or pool and the agency of every element, and what passes from one to
   another. Private to journey. */
#ifndef KHAJU_JOURNEY_ACTOR_H
#define KHAJU_JOURNEY_ACTOR_H

#include "journey.h"

struct actor {
    const struct bpmn_element *place; /* the innermost lane, else pool, else process; or NULL */
    int32_t agency;                   /* index in agencies; -1: none is named */
};

enum { AGENCIES_LISTED_MAX = 200 };

struct actors {
    const struct actor *of; /* by index of a node, lane, process or participant */
    struct journey_agency *agencies;
    size_t agency_count;
    const uint32_t *messages;   /* by index of an element: hand-overs by message that count there */
    const uint64_t *takes_part; /* by index: set of the first JOURNEY_AGENCIES_MAX agencies */
};

/* Allocation failures are seen by arena_failed(). */
void actors_find(struct arena *arena, const struct bpmn *bpmn, struct actors *out);

bool actors_differ(const struct actor *a, const struct actor *b);
/* How an actor is called: its agency, else its place; NULL: it has no name. */
const char *actor_name(const struct actors *actors, const struct actor *actor);
/* Whether two agencies are the same: by code, or by name if one of them has no code. */
bool agencies_equal(struct arena *arena, const struct journey_agency *a,
                    const struct journey_agency *b);
/* What a message flow connects; NULL: not there. */
struct bpmn_element *message_end(const struct bpmn *bpmn, const struct bpmn_element *flow,
                                 const char *attribute);

#endif
