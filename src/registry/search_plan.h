/*
 * Private: how a query is answered. Each word becomes a group of alternatives (itself; words that
 * begin with it if it is the last; the word one slip away if it is unknown). The rarest group
 * leads: its places are read best first, in blocks, from which the other groups take away.
 */
#ifndef KHAJU_REGISTRY_SEARCH_PLAN_H
#define KHAJU_REGISTRY_SEARCH_PLAN_H

#include "registry_internal.h"
#include "search.h"

enum {
    ALTERNATIVES_MAX = 4, /* of one word of the query */
    CORRECT_LEAST = 3,    /* letters a word must have to be corrected */
};

struct alternative {
    int64_t id, services;
    int penalty; /* added to the weight: 0 for the word itself */
};
struct group {
    const char *word; /* what is looked for, after correction */
    struct alternative items[ALTERNATIVES_MAX];
    size_t count;
    int64_t services; /* at most this many */
};
struct plan {
    struct group groups[SEARCH_WORDS_MAX];
    size_t count;
};

/* The words of a query, each cut to what the index holds; *cut: not all of it was used. */
enum err search_split(struct arena *arena, const char *text, struct search_words *words,
                      bool *cut) WARN_UNUSED;
/* Sets out->corrected and out->unknown on the way. */
enum err search_plan_make(struct store_db *db, struct arena *arena, struct search_words *words,
                          struct plan *plan, struct search_result *out) WARN_UNUSED;
/* The results of one page; after: cursor or NULL. */
enum err search_collect(struct store_db *db, struct arena *arena, const struct plan *plan,
                        const char *after, size_t limit, struct search_result *out) WARN_UNUSED;

#endif
