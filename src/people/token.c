/* Random tokens, codes a person can read out, and digests of both. */
#include "people_internal.h"
#include "text.h"
#include <sodium.h>
#include <string.h>

/* Without i, l, o and u: nothing that is misread or misheard. */
static const char code_alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

void people_token_make(char out[PEOPLE_TOKEN_SIZE]) {
    unsigned char bytes[PEOPLE_TOKEN_LENGTH / 2];
    randombytes_buf(bytes, sizeof(bytes));
    sodium_bin2hex(out, PEOPLE_TOKEN_SIZE, bytes, sizeof(bytes));
    sodium_memzero(bytes, sizeof(bytes));
}

void people_digest(const char *purpose, const char *text, char out[PEOPLE_DIGEST_SIZE]) {
    unsigned char hash[32];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    /* the NUL between them keeps ("a", "bc") and ("ab", "c") apart */
    crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
    crypto_generichash_final(&state, hash, sizeof(hash));
    sodium_bin2hex(out, PEOPLE_DIGEST_SIZE, hash, sizeof(hash));
}

void people_code_make(size_t length, char *out, size_t size) {
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && i % 4 == 0 && at + 1 < size) {
            out[at++] = '-';
        }
        if (at + 1 < size) {
            out[at++] = code_alphabet[randombytes_uniform(32)];
        }
    }
    out[at] = '\0';
}

const char *people_code_clean(struct arena *arena, const char *typed) {
    const char *latin = text_latin_digits(arena, typed);
    char *out = latin ? arena_alloc(arena, strlen(latin) + 1) : NULL;
    if (!out) {
        return NULL;
    }
    size_t length = 0;
    for (const char *p = latin; *p; p++) {
        if (*p >= 'A' && *p <= 'Z') {
            out[length++] = (char)(*p - 'A' + 'a');
        } else if (*p != ' ' && *p != '-') {
            out[length++] = *p;
        }
    }
    out[length] = '\0';
    return out;
}
