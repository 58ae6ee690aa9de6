/* Private to process: the steps of reading a model, in their order. */
#ifndef KHAJU_PROCESS_INTERNAL_H
#define KHAJU_PROCESS_INTERNAL_H

#include "bpmn.h"

/* bpmn_link.c: resolves the references of all elements, which are there with their ids. Allocation
   failures are seen by arena_failed(). */
void bpmn_link(struct arena *arena, struct bpmn *bpmn);
/* bpmn_diagram.c: reads the diagrams. */
void bpmn_read_diagrams(struct arena *arena, struct bpmn *bpmn);

#endif
