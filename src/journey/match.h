/* Which elements of two models are the same. Private to journey. */
#ifndef KHAJU_JOURNEY_MATCH_H
#define KHAJU_JOURNEY_MATCH_H

#include "bpmn.h"

/* Elements that are compared: nodes, flows, lanes, participants, data. */
bool match_compares(const struct bpmn_element *element);

/* For every element of a, by its index, the one of b that is the same; NULL: none. NULL only when
   the arena has failed. */
const struct bpmn_element **match_models(struct arena *arena, const struct bpmn *a,
                                         const struct bpmn *b);

#endif
