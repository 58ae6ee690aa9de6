/* Hashes values by type, length and bytes, so that the same rows give the same sum everywhere. */
#include "content_hash.h"

#include <string.h>

enum { TAG_NULL = 0xff, HASH_BYTES = CONTENT_LANES * 8 };

static void hash_number(crypto_generichash_state *state, uint64_t number) {
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (unsigned char)(number >> (8 * i));
    }
    crypto_generichash_update(state, bytes, sizeof(bytes));
}

static void hash_bytes(crypto_generichash_state *state, const void *data, size_t size) {
    hash_number(state, size);
    if (size > 0) {
        crypto_generichash_update(state, data, size);
    }
}

static void hash_value(crypto_generichash_state *state, enum store_type type,
                       const struct store_value *value) {
    unsigned char tag = value->null ? TAG_NULL : (unsigned char)type;
    crypto_generichash_update(state, &tag, 1);
    if (value->null) {
        return;
    }
    /* SQLite keeps no negative zero */
    double real = type == STORE_REAL ? value->real + 0.0 : 0.0;
    uint64_t bits = 0;
    switch (type) {
    case STORE_TEXT:
        hash_bytes(state, value->text, strlen(value->text));
        break;
    case STORE_INT:
        hash_number(state, (uint64_t)value->integer);
        break;
    case STORE_REAL:
        memcpy(&bits, &real, sizeof(bits));
        hash_number(state, bits);
        break;
    case STORE_BLOB:
        hash_bytes(state, value->blob.data, value->blob.size);
        break;
    }
}

void content_sum_add(struct content_sum *sum, const struct store_column *columns, size_t count,
                     const struct store_value *values) {
    crypto_generichash_state state;
    unsigned char hash[HASH_BYTES];
    crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    for (size_t i = 0; i < count; i++) {
        hash_value(&state, columns[i].type, &values[i]);
    }
    crypto_generichash_final(&state, hash, sizeof(hash));
    for (size_t i = 0; i < CONTENT_LANES; i++) {
        uint64_t lane = 0;
        for (size_t b = 0; b < 8; b++) {
            lane |= (uint64_t)hash[i * 8 + b] << (8 * b);
        }
        sum->lanes[i] += lane;
    }
    sum->rows++;
}

bool content_sum_same(const struct content_sum *a, const struct content_sum *b) {
    return a->rows == b->rows && memcmp(a->lanes, b->lanes, sizeof(a->lanes)) == 0;
}

void content_hash_init(struct content_hash *hash) {
    crypto_generichash_init(&hash->state, NULL, 0, HASH_BYTES);
}

void content_hash_add(struct content_hash *hash, const char *table, const struct content_sum *sum) {
    hash_bytes(&hash->state, table, strlen(table));
    hash_number(&hash->state, sum->rows);
    for (size_t i = 0; i < CONTENT_LANES; i++) {
        hash_number(&hash->state, sum->lanes[i]);
    }
}

void content_hash_finish(struct content_hash *hash, char out[STORE_HASH_SIZE]) {
    unsigned char bytes[HASH_BYTES];
    crypto_generichash_final(&hash->state, bytes, sizeof(bytes));
    sodium_bin2hex(out, STORE_HASH_SIZE, bytes, sizeof(bytes));
}
