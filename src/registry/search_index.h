/*
 * Private: keeps the search index true to the services. A place of a word has a weight: 1 in the
 * title, 2 in the name or an alias of the agency, 3 elsewhere; the best place counts.
 */
#ifndef KHAJU_REGISTRY_SEARCH_INDEX_H
#define KHAJU_REGISTRY_SEARCH_INDEX_H

#include "profile.h"
#include "registry_map.h"
#include "store.h"

enum {
    SEARCH_WEIGHTS = 3,
    SEARCH_WORD_MAX = 24 /* code points */,
    SEARCH_WORDS_OF_SERVICE = 120,
    SEARCH_WAITING_MAX = 65536 /* postings kept back, to be written in order */
};

struct search_slot {
    int64_t id, delta;
};
/* One place that comes or goes; of several changes of one place the last one stands. */
struct search_posting {
    int64_t word, serial;
    size_t slot;
    uint32_t order;
    uint8_t weight;
    bool held;
};
struct search_index {
    struct store_db *db;
    struct registry_map words; /* word → slot; only what this index has met */
    struct search_slot *slots; /* delta: services more or less, written by the flush */
    size_t slot_count, slot_capacity;
    struct search_posting *waiting; /* not written yet; see SEARCH_WAITING_MAX */
    size_t waiting_count, waiting_capacity;
    struct arena *arena; /* one stored block at a time */
    struct arena *near_arena;
    struct registry_word_near_insert_in *near; /* texts near new words, not written yet */
    size_t near_count;
    int64_t last_word; /* 0: not asked yet */
};

struct search_words {
    const char *items[SEARCH_WORDS_OF_SERVICE];
    uint8_t lengths[SEARCH_WORDS_OF_SERVICE]; /* bytes */
    uint8_t weights[SEARCH_WORDS_OF_SERVICE];
    size_t count;
};

enum err search_index_init(struct search_index *index, struct store_db *db) WARN_UNUSED;
/* Writes the counts that are due. */
enum err search_index_flush(struct search_index *index) WARN_UNUSED;
void search_index_finish(struct search_index *index);

/* The words of a text with a weight; a word already there keeps its better weight. */
enum err search_words_add(struct arena *arena, struct search_words *words, const char *text,
                          uint8_t weight) WARN_UNUSED;
/* All words of a service. agency_names: names and aliases of its providers, with their counties. */
enum err search_words_of(struct arena *arena, const struct profile *profile,
                         const char *agency_names, struct search_words *out) WARN_UNUSED;

/* Leaves in each what the other does not have with the same weight. */
void search_words_differ(struct search_words *before, struct search_words *after);

enum err search_index_put(struct search_index *index, struct arena *arena, int64_t serial,
                          const struct search_words *words) WARN_UNUSED;
enum err search_index_remove(struct search_index *index, struct arena *arena, int64_t serial,
                             const struct search_words *words) WARN_UNUSED;

#endif
