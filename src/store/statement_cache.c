/* Open addressing with linear probing; keys are addresses of constants. */
#include "statement_cache.h"

#include <stdint.h>
#include <string.h>

static size_t slot_of(const struct store_statement *key) {
    uint64_t bits = (uint64_t)(uintptr_t)key >> 4;
    return (size_t)((bits * 0x9E3779B97F4A7C15u) >> 32) % STATEMENT_CACHE_SLOTS;
}

static size_t next(size_t slot) {
    return (slot + 1) % STATEMENT_CACHE_SLOTS;
}

void *statement_cache_find(const struct statement_cache *cache, const struct store_statement *key) {
    for (size_t i = slot_of(key); cache->slots[i].key != NULL; i = next(i)) {
        if (cache->slots[i].key == key) {
            return cache->slots[i].prepared;
        }
    }
    return NULL;
}

void statement_cache_add(struct statement_cache *cache, const struct store_statement *key,
                         void *prepared, void (*release)(void *prepared, void *owner),
                         void *owner) {
    if (cache->count == STATEMENT_CACHE_MAX) {
        statement_cache_clear(cache, release, owner);
    }
    size_t i = slot_of(key);
    while (cache->slots[i].key != NULL) {
        i = next(i);
    }
    cache->slots[i] = (struct statement_slot){key, prepared};
    cache->count++;
}

void *statement_cache_remove(struct statement_cache *cache, const struct store_statement *key) {
    size_t i = slot_of(key);
    while (cache->slots[i].key != NULL && cache->slots[i].key != key) {
        i = next(i);
    }
    void *prepared = cache->slots[i].prepared;
    if (cache->slots[i].key == NULL) {
        return NULL;
    }
    cache->slots[i] = (struct statement_slot){NULL, NULL};
    cache->count--;
    /* those that had been pushed past the hole are put in again */
    for (i = next(i); cache->slots[i].key != NULL; i = next(i)) {
        struct statement_slot moved = cache->slots[i];
        cache->slots[i] = (struct statement_slot){NULL, NULL};
        size_t to = slot_of(moved.key);
        while (cache->slots[to].key != NULL) {
            to = next(to);
        }
        cache->slots[to] = moved;
    }
    return prepared;
}

void statement_cache_clear(struct statement_cache *cache,
                           void (*release)(void *prepared, void *owner), void *owner) {
    for (size_t i = 0; i < STATEMENT_CACHE_SLOTS; i++) {
        if (cache->slots[i].key != NULL) {
            release(cache->slots[i].prepared, owner);
        }
    }
    memset(cache, 0, sizeof(*cache));
}
