/* A hash of rows that does not depend on their order: per row BLAKE2b, summed lane by lane. */
#ifndef KHAJU_STORE_CONTENT_HASH_H
#define KHAJU_STORE_CONTENT_HASH_H

#include "copy.h"
#include <sodium.h>

enum { CONTENT_LANES = 4 };

struct content_sum {
    uint64_t rows;
    uint64_t lanes[CONTENT_LANES];
};

void content_sum_add(struct content_sum *sum, const struct store_column *columns, size_t count,
                     const struct store_value *values);
bool content_sum_same(const struct content_sum *a, const struct content_sum *b);

/* The sums of all tables, in their order, as one hexadecimal text. */
struct content_hash {
    crypto_generichash_state state;
};

void content_hash_init(struct content_hash *hash);
void content_hash_add(struct content_hash *hash, const char *table, const struct content_sum *sum);
void content_hash_finish(struct content_hash *hash, char out[STORE_HASH_SIZE]);

#endif
