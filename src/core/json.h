/* jansson, with the program's own allocator, limits and a few reading helpers. */
#ifndef KHAJU_CORE_JSON_H
#define KHAJU_CORE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"

/* Parses bounded JSON text (no duplicate keys); the value is released with the arena. */
enum err json_read(struct arena *arena, const char *text, json_t **out) WARN_UNUSED;
/* Compact, keys sorted: the same value always gives the same bytes. In the arena; NULL on
   ERR_MEMORY. Reals with 15 digits. */
const char *json_write(struct arena *arena, const json_t *json);
/* Releases json with the arena. Returns json, or NULL with err_set if it is NULL or there is no
   memory to remember it (it is released then). */
json_t *json_keep(struct arena *arena, json_t *json);
const char *json_text(const json_t *object, const char *key); /* NULL if absent */
bool json_int(const json_t *object, const char *key, int64_t *out);

#endif
