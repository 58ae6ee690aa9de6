/*
 * Private: the places of a word, in blocks of 4,096 services. In memory a block is one bit a
 * service; on the disk it is that, or, when few of its services hold the word, their offsets.
 */
#ifndef KHAJU_REGISTRY_SEARCH_BLOCK_H
#define KHAJU_REGISTRY_SEARCH_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include "store.h"

enum { BLOCK_SERIALS = 4096, BLOCK_WORDS = BLOCK_SERIALS / 64, BLOCK_BYTES = BLOCK_SERIALS / 8 };

struct search_block {
    uint64_t bits[BLOCK_WORDS];
};

static inline int64_t search_block_of(int64_t serial) {
    return serial / BLOCK_SERIALS;
}

/* Adds what is stored to the block. */
enum err search_block_read(struct store_blob stored, struct search_block *block) WARN_UNUSED;
/* The stored form in `out`; its size, 0 when the block is empty. */
size_t search_block_write(const struct search_block *block, unsigned char out[BLOCK_BYTES]);

/* Sets or clears one service; false: it was so already. */
bool search_block_set(struct search_block *block, int64_t serial, bool held);
/* Leaves what both have; what the other has not. */
void search_block_keep(struct search_block *block, const struct search_block *other);
void search_block_drop(struct search_block *block, const struct search_block *other);
/* The first offset from `from` on; BLOCK_SERIALS if there is none. */
int search_block_next(const struct search_block *block, int from);

#endif
