/*
 * Search over the services: forgiving (spelling, half-spaces, digits, one wrong letter) and its
 * own portable index, the same SQL on both engines (docs/decisions, "search"). A query never
 * scans all services: the rarest word leads, and blocks of places are compared, best first.
 */
#ifndef KHAJU_REGISTRY_SEARCH_H
#define KHAJU_REGISTRY_SEARCH_H

#include "arena.h"
#include "err.h"
#include "registry.h"
#include "store.h"

enum { SEARCH_TEXT_MAX = 400, SEARCH_WORDS_MAX = 6, SEARCH_RESULTS_MAX = 100 };

struct search_query {
    const char *text;  /* as typed; longer than SEARCH_TEXT_MAX is cut and said so */
    size_t limit;      /* 0 = 20 */
    const char *after; /* cursor of the page before, or NULL */
};

struct search_result {
    const struct registry_service_row *rows;
    size_t count;
    const char *next;      /* cursor, NULL at the end */
    const char *corrected; /* the query with corrected words; NULL if none was corrected */
    const char *unknown;   /* the first word that nothing resembles; NULL if none */
    bool cut;              /* only the first words of a long query were used */
};

enum err registry_search(struct store_db *db, struct arena *arena, const struct search_query *query,
                         struct search_result *out) WARN_UNUSED;

/* Agencies that have a name or alias with all the words, shortest first; at most limit. */
struct registry_agency_found {
    const struct registry_provider *rows;
    size_t count;
};
enum err registry_search_agencies(struct store_db *db, struct arena *arena, const char *text,
                                  size_t limit, struct registry_agency_found *out) WARN_UNUSED;

/* Makes the index anew. A command. */
enum err registry_search_rebuild(struct store_db *db, void *unused) WARN_UNUSED;
/* Makes it anew if it is empty though there are services, as a migration leaves it that changes
   what is indexed. A command. */
enum err registry_search_refresh(struct store_db *db, void *unused) WARN_UNUSED;

#endif
