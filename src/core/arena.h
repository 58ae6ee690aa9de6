/*
 * Arenas: memory of one lifetime. Three lifetimes only: process, request, object.
 *
 * An arena has a maximum. Once an allocation fails (maximum reached, no memory, or an injected
 * fault) it returns NULL, sets err_set(ERR_MEMORY or ERR_LIMIT) and the arena stays failed, so that
 * a sequence of allocations may be checked once, at its end, with arena_failed().
 * Under AddressSanitizer every allocation is a malloc of its own, so overruns are seen.
 */
#ifndef KHAJU_CORE_ARENA_H
#define KHAJU_CORE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include "compiler.h"

struct arena;

/* Caller owns the arena: arena_destroy(). max_bytes bounds all that it will ever hold. */
struct arena *arena_create(size_t max_bytes) WARN_UNUSED;
void arena_destroy(struct arena *arena); /* NULL is fine */
void arena_reset(struct arena *arena);   /* runs the cleanups, keeps the first block */

void *arena_alloc(struct arena *arena, size_t size); /* zeroed, aligned for any type; or NULL */
void *arena_array(struct arena *arena, size_t count, size_t size); /* overflow checked, zeroed */
char *arena_strdup(struct arena *arena, const char *text);         /* NULL in, NULL out */
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) FORMAT_PRINTF(2, 3);
bool arena_failed(const struct arena *arena);
size_t arena_used(const struct arena *arena);

/* Calls cleanup(object) when the arena is reset or destroyed, in reverse order of registration.
   If the registration itself fails, cleanup is called at once and false is returned. */
bool arena_defer(struct arena *arena, void (*cleanup)(void *), void *object);

/* Allocates one object / an array of a type. */
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

#endif
