/* A block of places and its two stored forms; see search_block.h. */
#include "search_block.h"

#include <string.h>
#include "err.h"

/* Fewer offsets than this, of two bytes each, are shorter than all bits. */
enum { OFFSET_BYTES = 2, OFFSETS_MAX = BLOCK_BYTES / OFFSET_BYTES - 1 };

enum err search_block_read(struct store_blob stored, struct search_block *block) {
    const unsigned char *bytes = stored.data;
    if (stored.size == BLOCK_BYTES) {
        for (size_t i = 0; i < BLOCK_BYTES; i++) {
            block->bits[i / 8] |= (uint64_t)bytes[i] << i % 8 * 8;
        }
        return ERR_NONE;
    }
    bool whole = stored.size % OFFSET_BYTES == 0 && stored.size < BLOCK_BYTES;
    for (size_t i = 0; whole && i < stored.size; i += OFFSET_BYTES) {
        unsigned offset = bytes[i] | (unsigned)bytes[i + 1] << 8;
        whole = offset < BLOCK_SERIALS;
        if (whole) {
            (void)search_block_set(block, offset, true);
        }
    }
    return whole ? ERR_NONE : err_set(ERR_INTERNAL, "REG-75", "The search index is damaged.", NULL);
}

size_t search_block_write(const struct search_block *block, unsigned char out[BLOCK_BYTES]) {
    size_t count = 0;
    for (int at = search_block_next(block, 0); at < BLOCK_SERIALS && count <= OFFSETS_MAX;
         at = search_block_next(block, at + 1)) {
        if (count < OFFSETS_MAX) {
            out[count * OFFSET_BYTES] = (unsigned char)(at & 0xFF);
            out[count * OFFSET_BYTES + 1] = (unsigned char)(at >> 8);
        }
        count++;
    }
    if (count <= OFFSETS_MAX) {
        return count * OFFSET_BYTES;
    }
    for (size_t i = 0; i < BLOCK_BYTES; i++) {
        out[i] = (unsigned char)(block->bits[i / 8] >> i % 8 * 8);
    }
    return BLOCK_BYTES;
}

bool search_block_set(struct search_block *block, int64_t serial, bool held) {
    uint64_t bit = UINT64_C(1) << serial % 64;
    uint64_t *word = &block->bits[serial % BLOCK_SERIALS / 64];
    bool changed = ((*word & bit) != 0) != held;
    *word ^= changed ? bit : 0;
    return changed;
}

void search_block_keep(struct search_block *block, const struct search_block *other) {
    for (int i = 0; i < BLOCK_WORDS; i++) {
        block->bits[i] &= other->bits[i];
    }
}

void search_block_drop(struct search_block *block, const struct search_block *other) {
    for (int i = 0; i < BLOCK_WORDS; i++) {
        block->bits[i] &= ~other->bits[i];
    }
}

int search_block_next(const struct search_block *block, int from) {
    for (int at = from; at < BLOCK_SERIALS; at = (at / 64 + 1) * 64) {
        uint64_t rest = block->bits[at / 64] >> at % 64;
        if (rest != 0) {
            for (; (rest & 1) == 0; rest >>= 1) {
                at++;
            }
            return at;
        }
    }
    return BLOCK_SERIALS;
}
