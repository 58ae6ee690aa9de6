/* A bounded map from texts to numbers, for imports: names of agencies, words, keys already seen. */
#ifndef KHAJU_REGISTRY_MAP_H
#define KHAJU_REGISTRY_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"

struct registry_map_entry;
struct registry_map {
    struct registry_map_entry *entries;
    size_t count, capacity, max;
    struct arena *keys;
};

/* max: entries it will hold; more is ERR_LIMIT. */
enum err registry_map_init(struct registry_map *map, size_t max) WARN_UNUSED;
void registry_map_finish(struct registry_map *map);
/* Adds or replaces. */
enum err registry_map_put(struct registry_map *map, const char *key, int64_t value) WARN_UNUSED;
bool registry_map_get(const struct registry_map *map, const char *key, int64_t *out);
#endif
