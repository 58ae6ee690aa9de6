/*
 * Identifiers that sort by time. Within one millisecond the random part grows by a random step, so
 * that ids stay in order and the next one still cannot be guessed.
 */
#include "id.h"

#include <pthread.h>
#include <sodium.h>
#include <stddef.h>
#include <string.h>

enum { TIME_BITS = 48, RANDOM_BYTES = 10, STEP_BYTES = 6, BITS_A_CHARACTER = 5 };

static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t last_ms = -1;
static unsigned char last_random[RANDOM_BYTES];

/* The random part for now_ms, big endian. The first bit starts as 0: room for 2^31 steps. */
static void next_random(int64_t now_ms, unsigned char out[RANDOM_BYTES]) {
    (void)pthread_mutex_lock(&lock);
    if (now_ms != last_ms) {
        last_ms = now_ms;
        randombytes_buf(last_random, sizeof(last_random));
        last_random[0] &= 0x7F;
    } else {
        unsigned char step[STEP_BYTES];
        randombytes_buf(step, sizeof(step));
        unsigned carry = 1; /* never a step of zero */
        for (size_t i = 0; i < RANDOM_BYTES; i++) {
            unsigned char *digit = &last_random[RANDOM_BYTES - 1 - i];
            carry += *digit + (i < STEP_BYTES ? step[i] : 0U);
            *digit = (unsigned char)carry;
            carry >>= 8;
        }
    }
    memcpy(out, last_random, RANDOM_BYTES);
    (void)pthread_mutex_unlock(&lock);
}

/* Writes `count` characters of a big endian number of bytes, five bits each, from its end. */
static void encode(const unsigned char *bytes, size_t length, char *out, size_t count) {
    unsigned held = 0;
    unsigned bits = 0;
    for (size_t i = count; i > 0; i--) {
        if (bits < BITS_A_CHARACTER && length > 0) {
            held |= (unsigned)bytes[--length] << bits;
            bits += 8;
        }
        out[i - 1] = alphabet[held & 31U];
        held >>= BITS_A_CHARACTER;
        bits -= bits < BITS_A_CHARACTER ? bits : BITS_A_CHARACTER;
    }
}

void id_make(int64_t now_ms, char out[ID_SIZE]) {
    enum { TIME_BYTES = TIME_BITS / 8, TIME_CHARACTERS = 10, RANDOM_CHARACTERS = 16 };
    unsigned char time_bytes[TIME_BYTES];
    for (size_t i = 0; i < TIME_BYTES; i++) {
        time_bytes[i] = (unsigned char)((uint64_t)now_ms >> (TIME_BITS - 8 * (i + 1)));
    }
    unsigned char random_bytes[RANDOM_BYTES];
    next_random(now_ms, random_bytes);
    encode(time_bytes, sizeof(time_bytes), out, TIME_CHARACTERS);
    encode(random_bytes, sizeof(random_bytes), out + TIME_CHARACTERS, RANDOM_CHARACTERS);
    out[ID_LENGTH] = '\0';
}

bool id_valid(const char *text) {
    /* 10 characters hold 50 bits, the time 48: the first character is at most 7 */
    return text != NULL && strlen(text) == ID_LENGTH && strspn(text, alphabet) == ID_LENGTH &&
           text[0] <= '7';
}
