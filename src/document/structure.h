/* What can be said about a chapter from its text alone: heading jumps, typed numbers, emptiness. */
#ifndef KHAJU_DOCUMENT_STRUCTURE_H
#define KHAJU_DOCUMENT_STRUCTURE_H

#include "problem.h"
#include "template.h"

void structure_check(struct arena *arena, const char *slug, const struct template *template,
                     struct document_problems *problems);

#endif
