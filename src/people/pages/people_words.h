/* Rights in words, for several pages of this room. */
#ifndef KHAJU_PEOPLE_WORDS_H
#define KHAJU_PEOPLE_WORDS_H

#include "people.h"

/* "IT management, Auditor" translated; NULL only on ERR_MEMORY. */
const char *people_words_roles(struct arena *arena, uint32_t roles);
/* The agency's name, or its id when it is not (or no longer) listed. */
const char *people_words_agency(const struct people_agencies *agencies, const char *id);
/* Names of the scope, at most a few, then how many more. */
const char *people_words_scope(struct arena *arena, const struct people_agencies *agencies,
                               const char *const *ids, size_t count);

/* A browser by its User-Agent: "Firefox, Android"; the text as it is when nothing is recognised. */
const char *people_words_agent(struct arena *arena, const char *agent);
/* The name of a fact in an audit entry's detail; NULL: not known here. */
const char *people_words_fact(const char *name);

#endif
