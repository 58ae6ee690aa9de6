/* What can be said about a chapter from its text alone: heading jumps, typed numbers, emptiness. */
#ifndef KHAJU_DOCUMENT_CHECK_H
#define KHAJU_DOCUMENT_CHECK_H

#include "problem.h"
#include "template.h"

void check_chapter(struct arena *arena, const char *slug, const struct template *template,
                   struct document_problems *problems);

#endif
