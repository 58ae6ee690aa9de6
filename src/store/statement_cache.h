/*
 * The prepared statements of one connection, by address of their struct store_statement.
 * Bounded: when it is full, everything is dropped and prepared anew as it comes.
 */
#ifndef KHAJU_STORE_STATEMENT_CACHE_H
#define KHAJU_STORE_STATEMENT_CACHE_H

#include "store.h"
#include <stddef.h>

enum { STATEMENT_CACHE_SLOTS = 2048, STATEMENT_CACHE_MAX = 1536 };

struct statement_cache {
    struct statement_slot {
        const struct store_statement *key;
        void *prepared;
    } slots[STATEMENT_CACHE_SLOTS];
    size_t count;
};

/* NULL: not prepared yet. */
void *statement_cache_find(const struct statement_cache *cache, const struct store_statement *key);
/* The key must not be there; release is called for each one dropped to make room. */
void statement_cache_add(struct statement_cache *cache, const struct store_statement *key,
                         void *prepared, void (*release)(void *prepared, void *owner), void *owner);
/* Takes one out and gives back what was prepared, or NULL. */
void *statement_cache_remove(struct statement_cache *cache, const struct store_statement *key);
void statement_cache_clear(struct statement_cache *cache,
                           void (*release)(void *prepared, void *owner), void *owner);

#endif
