/*
 * Arenas: a chain of blocks, each filled from its start. Small allocations share a block; a large
 * one gets a block of its own. The maximum counts the bytes given out, so that it means the same
 * with and without a sanitizer.
 */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "fault.h"

enum { FIRST_BLOCK = 4096, LARGEST_SHARED_BLOCK = 1 << 20, ALIGNMENT = alignof(max_align_t) };

struct block {
    struct block *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char data[];
};

struct cleanup {
    struct cleanup *next;
    void (*run)(void *);
    void *object;
};

struct arena {
    struct block *first;
    struct block *current;
    struct cleanup *cleanups;
    size_t used;
    size_t max;
    size_t next_size;
    bool failed;
};

struct arena *arena_create(size_t max_bytes) {
    struct arena *arena = FAULT_POINT(FAULT_ALLOC) ? NULL : calloc(1, sizeof(*arena));
    if (arena == NULL) {
        (void)err_memory();
        return NULL;
    }
    arena->max = max_bytes;
    arena->next_size = FIRST_BLOCK;
    return arena;
}

static void run_cleanups(struct arena *arena) {
    while (arena->cleanups != NULL) {
        struct cleanup *cleanup = arena->cleanups;
        arena->cleanups = cleanup->next;
        cleanup->run(cleanup->object);
    }
}

static void free_blocks(struct block *block) {
    while (block != NULL) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_destroy(struct arena *arena) {
    if (arena == NULL) {
        return;
    }
    run_cleanups(arena);
    free_blocks(arena->first);
    free(arena);
}

void arena_reset(struct arena *arena) {
    run_cleanups(arena);
    if (HAS_ADDRESS_SANITIZER) {
        /* kept memory would hide a use after reset from the sanitizer */
        free_blocks(arena->first);
        arena->first = NULL;
    } else if (arena->first != NULL) {
        free_blocks(arena->first->next);
        arena->first->next = NULL;
        arena->first->used = 0;
    }
    arena->current = arena->first;
    arena->used = 0;
    arena->next_size = FIRST_BLOCK;
    arena->failed = false;
}

static struct block *block_add(struct arena *arena, size_t size) {
    size_t capacity = size;
    if (!HAS_ADDRESS_SANITIZER && size <= arena->next_size / 4) {
        capacity = arena->next_size;
        if (arena->next_size < LARGEST_SHARED_BLOCK) {
            arena->next_size *= 2;
        }
    }
    struct block *block = malloc(sizeof(*block) + capacity);
    if (block == NULL) {
        return NULL;
    }
    *block = (struct block){.size = capacity};
    if (arena->current == NULL) {
        arena->first = block;
        arena->current = block;
    } else {
        block->next = arena->current->next;
        arena->current->next = block;
        if (capacity > size) { /* a block of one large object does not end the shared one */
            arena->current = block;
        }
    }
    return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
    if (arena->failed) {
        return NULL;
    }
    size_t wanted = size == 0 ? 1 : size;
    if (wanted > SIZE_MAX / 4 || wanted > arena->max || arena->max - wanted < arena->used) {
        arena->failed = true;
        (void)err_set(ERR_LIMIT, "MEM-2",
                      "This request needs more memory than one request may use.", NULL);
        return NULL;
    }
    size_t rounded = (wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct block *block = arena->current;
    if (FAULT_POINT(FAULT_ALLOC)) {
        block = NULL;
    } else if (HAS_ADDRESS_SANITIZER) {
        rounded = wanted;
        block = block_add(arena, wanted);
    } else if (block == NULL || block->size - block->used < rounded) {
        block = block_add(arena, rounded);
    }
    if (block == NULL) {
        arena->failed = true;
        (void)err_memory();
        return NULL;
    }
    void *memory = block->data + block->used;
    block->used += rounded;
    arena->used += wanted;
    return memset(memory, 0, wanted);
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    bool overflows = size != 0 && count > SIZE_MAX / size;
    return arena_alloc(arena, overflows ? SIZE_MAX : count * size); /* refused there as too large */
}

char *arena_strndup(struct arena *arena, const char *text, size_t length) {
    if (text == NULL) {
        return NULL;
    }
    char *copy = arena_alloc(arena, length == SIZE_MAX ? length : length + 1);
    if (copy != NULL && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text) {
    return text == NULL ? NULL : arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1);
    if (text != NULL) {
        va_start(arguments, format);
        (void)vsnprintf(text, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    return text;
}

bool arena_failed(const struct arena *arena) {
    return arena->failed;
}

size_t arena_used(const struct arena *arena) {
    return arena->used;
}

bool arena_defer(struct arena *arena, void (*run)(void *), void *object) {
    struct cleanup *cleanup = ARENA_NEW(arena, struct cleanup);
    if (cleanup == NULL) {
        run(object);
        return false;
    }
    *cleanup = (struct cleanup){.next = arena->cleanups, .run = run, .object = object};
    arena->cleanups = cleanup;
    return true;
}
