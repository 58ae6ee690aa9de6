/*
 * The second factor: time-based one-time codes (RFC 6238: HMAC-SHA-1, 30 seconds, six digits) by
 * liboath, accepted one step early or late, each step once.
 */
#include "people_internal.h"
#include "text.h"
#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { STEP_SECONDS = 30, DIGITS = 6, SECRET_BYTES = 20 };

/* RFC 4648; 160 bits make exactly 32 characters without padding. */
void people_totp_secret(char out[PEOPLE_TOTP_SECRET_SIZE]) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    for (size_t i = 0; i < PEOPLE_TOTP_SECRET_SIZE - 1; i++) {
        out[i] = alphabet[randombytes_uniform(32)];
    }
    out[PEOPLE_TOTP_SECRET_SIZE - 1] = '\0';
}

static bool decode(const char *secret, unsigned char out[SECRET_BYTES], size_t *length) {
    char *bytes = NULL;
    size_t count = 0;
    if (oath_base32_decode(secret, strlen(secret), &bytes, &count) != OATH_OK) {
        return false;
    }
    bool fits = count > 0 && count <= SECRET_BYTES;
    if (fits) {
        memcpy(out, bytes, count);
        *length = count;
    }
    sodium_memzero(bytes, count);
    free(bytes);
    return fits;
}

static bool matches(const unsigned char *secret, size_t length, int64_t step, const char *code) {
    char right[DIGITS + 1];
    return step > 0 &&
           oath_hotp_generate((const char *)secret, length, (uint64_t)step, DIGITS, false,
                              OATH_HOTP_DYNAMIC_TRUNCATION, right) == OATH_OK &&
           sodium_memcmp(right, code, DIGITS) == 0;
}

bool people_totp_match(const char *secret, const char *code, int64_t now_ms, int64_t last_step,
                       int64_t *step_out) {
    unsigned char key[SECRET_BYTES];
    size_t length = 0;
    *step_out = 0;
    struct arena *arena = arena_create(8 << 10);
    const char *clean = arena && strlen(code) < 100 ? people_code_clean(arena, code) : NULL;
    bool shaped = clean && strlen(clean) == DIGITS && strspn(clean, "0123456789") == DIGITS;
    if (shaped && decode(secret, key, &length)) {
        int64_t now_step = now_ms / 1000 / STEP_SECONDS;
        for (int64_t step = now_step - 1; step <= now_step + 1; step++) {
            if (step > last_step && matches(key, length, step, clean)) {
                *step_out = step;
            }
        }
        sodium_memzero(key, sizeof(key));
    }
    arena_destroy(arena);
    return *step_out > 0;
}

const char *people_totp_link(struct arena *arena, const char *secret, const char *username) {
    /* a user name has no character that needs encoding */
    return arena_printf(arena, "otpauth://totp/Khaju:%s?secret=%s&issuer=Khaju&digits=%d&period=%d",
                        username, secret, DIGITS, STEP_SECONDS);
}
