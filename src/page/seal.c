/* Signatures; see seal.h. */
#include "seal.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>

void seal_mac(const unsigned char key[SEAL_KEY_SIZE], const char *purpose, const char *const *texts,
              unsigned char mac[SEAL_MAC_SIZE]) {
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, key, SEAL_KEY_SIZE, SEAL_MAC_SIZE);
    (void)crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    for (size_t i = 0; texts[i] != NULL; i++) {
        uint64_t length = strlen(texts[i]);
        unsigned char bytes[sizeof length];
        for (size_t b = 0; b < sizeof bytes; b++) {
            bytes[b] = (unsigned char)(length >> (8 * b));
        }
        (void)crypto_generichash_update(&state, bytes, sizeof bytes);
        (void)crypto_generichash_update(&state, (const unsigned char *)texts[i], length);
    }
    (void)crypto_generichash_final(&state, mac, SEAL_MAC_SIZE);
}

bool seal_equal(const unsigned char *a, const unsigned char *b, size_t size) {
    return sodium_memcmp(a, b, size) == 0;
}

const char *seal_encode(struct arena *arena, const void *data, size_t size) {
    size_t length = sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(arena, length);
    return text == NULL ? NULL
                        : sodium_bin2base64(text, length, data, size,
                                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

unsigned char *seal_decode(struct arena *arena, const char *text, size_t max, size_t *size_out) {
    size_t length = strnlen(text, max * 2 + 4);
    unsigned char *data = length < max * 2 + 4 ? arena_alloc(arena, length + 1) : NULL;
    if (data == NULL ||
        sodium_base642bin(data, length, text, length, NULL, size_out, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        *size_out > max) {
        return NULL;
    }
    data[*size_out] = '\0';
    return data;
}
