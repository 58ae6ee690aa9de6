/* Open addressing with linear probing; keys are copied. See registry_map.h. */
#include "registry_map.h"

#include <stdlib.h>
#include <string.h>
#include "fault.h"

struct registry_map_entry {
    uint64_t hash; /* 0 = free */
    const char *key;
    int64_t value;
};

enum { CAPACITY_FIRST = 64, KEY_MEMORY_MAX = 1 << 30 };

static uint64_t hash_of(const char *key) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *at = key; *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    }
    hash ^= hash >> 32;
    return hash == 0 ? 1 : hash;
}

static struct registry_map_entry *entries_create(size_t capacity) {
    if (FAULT_POINT(FAULT_ALLOC)) {
        return NULL;
    }
    return calloc(capacity, sizeof(struct registry_map_entry));
}

enum err registry_map_init(struct registry_map *map, size_t max) {
    *map = (struct registry_map){.max = max};
    map->keys = arena_create(KEY_MEMORY_MAX);
    map->entries = entries_create(CAPACITY_FIRST);
    if (map->keys == NULL || map->entries == NULL) {
        registry_map_finish(map);
        return err_memory();
    }
    map->capacity = CAPACITY_FIRST;
    return ERR_NONE;
}

void registry_map_finish(struct registry_map *map) {
    free(map->entries);
    arena_destroy(map->keys);
    *map = (struct registry_map){0};
}

/* Where the key is, or where it would be. */
static struct registry_map_entry *slot_of(struct registry_map_entry *entries, size_t capacity,
                                          uint64_t hash, const char *key) {
    size_t at = (size_t)hash & (capacity - 1);
    while (entries[at].hash != 0 &&
           (entries[at].hash != hash || strcmp(entries[at].key, key) != 0)) {
        at = (at + 1) & (capacity - 1);
    }
    return &entries[at];
}

static enum err grow(struct registry_map *map) {
    size_t capacity = map->capacity * 2;
    struct registry_map_entry *entries = entries_create(capacity);
    if (entries == NULL) {
        return err_memory();
    }
    for (size_t i = 0; i < map->capacity; i++) {
        const struct registry_map_entry *old = &map->entries[i];
        if (old->hash != 0) {
            *slot_of(entries, capacity, old->hash, old->key) = *old;
        }
    }
    free(map->entries);
    map->entries = entries;
    map->capacity = capacity;
    return ERR_NONE;
}

enum err registry_map_put(struct registry_map *map, const char *key, int64_t value) {
    uint64_t hash = hash_of(key);
    struct registry_map_entry *entry = slot_of(map->entries, map->capacity, hash, key);
    if (entry->hash != 0) {
        entry->value = value;
        return ERR_NONE;
    }
    if (map->count == map->max) {
        return err_set(ERR_LIMIT, "REG-7", "The file has too many different entries.", NULL);
    }
    if ((map->count + 1) * 4 > map->capacity * 3) {
        enum err err = grow(map);
        if (err != ERR_NONE) {
            return err;
        }
        entry = slot_of(map->entries, map->capacity, hash, key);
    }
    const char *copy = arena_strdup(map->keys, key);
    if (copy == NULL) {
        return err_failed();
    }
    *entry = (struct registry_map_entry){hash, copy, value};
    map->count++;
    return ERR_NONE;
}

bool registry_map_get(const struct registry_map *map, const char *key, int64_t *out) {
    const struct registry_map_entry *entry =
        slot_of(map->entries, map->capacity, hash_of(key), key);
    if (entry->hash != 0) {
        *out = entry->value;
    }
    return entry->hash != 0;
}
