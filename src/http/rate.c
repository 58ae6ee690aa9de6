/* Sets of eight buckets, found by a keyed hash of peer and class; one lock per group of sets. */
#include "rate.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_SETS = 1024, RATE_WAYS = 8, RATE_LOCKS = 16, RATE_MINUTE_MS = 60000 };

struct bucket {
    uint64_t peer; /* hash; 0: free */
    int64_t level; /* tokens times RATE_MINUTE_MS */
    int64_t at_ms; /* of level */
};

struct rate {
    struct http_rate limits[HTTP_RATE_CLASSES];
    unsigned char key[crypto_shorthash_KEYBYTES];
    pthread_mutex_t locks[RATE_LOCKS];
    struct bucket sets[RATE_SETS][RATE_WAYS];
};

enum err rate_create(const struct http_rate limits[HTTP_RATE_CLASSES], struct rate **out) {
    struct rate *rate = calloc(1, sizeof *rate);
    if (rate == NULL) {
        return err_memory();
    }
    memcpy(rate->limits, limits, sizeof rate->limits);
    randombytes_buf(rate->key, sizeof rate->key);
    for (size_t i = 0; i < RATE_LOCKS; i++) {
        (void)pthread_mutex_init(&rate->locks[i], NULL);
    }
    *out = rate;
    return ERR_NONE;
}

void rate_destroy(struct rate *rate) {
    if (rate == NULL) {
        return;
    }
    for (size_t i = 0; i < RATE_LOCKS; i++) {
        (void)pthread_mutex_destroy(&rate->locks[i]);
    }
    free(rate);
}

/* Addresses of one household or host hash alike, whatever their spelling. */
static uint64_t peer_hash(const struct rate *rate, const char *peer, enum http_rate_class class) {
    unsigned char bytes[17 + INET6_ADDRSTRLEN] = {(unsigned char)class};
    size_t length = 1;
    struct in6_addr address;
    if (inet_pton(AF_INET6, peer, &address) == 1) {
        memcpy(bytes + length, address.s6_addr, 8);
        length += 8;
    } else {
        size_t text = strnlen(peer, sizeof bytes - length);
        memcpy(bytes + length, peer, text);
        length += text;
    }
    uint64_t hash = 0;
    (void)crypto_shorthash((unsigned char *)&hash, bytes, length, rate->key);
    return hash != 0 ? hash : 1;
}

static void bucket_refill(struct bucket *bucket, const struct http_rate *limit, int64_t now_ms) {
    int64_t full = (int64_t)limit->burst * RATE_MINUTE_MS;
    int64_t passed = now_ms - bucket->at_ms;
    if (passed > 0) {
        /* a full bucket needs no more; bounds the product */
        int64_t enough = full / limit->per_minute + 1;
        bucket->level += (passed < enough ? passed : enough) * limit->per_minute;
        bucket->at_ms = now_ms;
    }
    bucket->level = bucket->level < full ? bucket->level : full;
}

/* The peer's bucket, or the one it takes over. */
static struct bucket *bucket_find(struct bucket *set, uint64_t peer) {
    struct bucket *quietest = &set[0];
    for (size_t i = 0; i < RATE_WAYS; i++) {
        if (set[i].peer == peer) {
            return &set[i];
        }
        bool freer = quietest->peer != 0 &&
                     (set[i].peer == 0 || set[i].at_ms < quietest->at_ms ||
                      (set[i].at_ms == quietest->at_ms && set[i].level > quietest->level));
        quietest = freer ? &set[i] : quietest;
    }
    return quietest;
}

bool rate_take(struct rate *rate, const char *peer, enum http_rate_class class, int64_t now_ms,
               int *wait_s_out) {
    const struct http_rate *limit = &rate->limits[class];
    if (limit->per_minute == 0) {
        return true;
    }
    uint64_t hash = peer_hash(rate, peer, class);
    size_t index = (hash >> 16) % RATE_SETS;
    pthread_mutex_t *lock = &rate->locks[index % RATE_LOCKS];
    (void)pthread_mutex_lock(lock);
    struct bucket *bucket = bucket_find(rate->sets[index], hash);
    if (bucket->peer != hash) {
        *bucket = (struct bucket){hash, (int64_t)limit->burst * RATE_MINUTE_MS, now_ms};
    }
    bucket_refill(bucket, limit, now_ms);
    bool allowed = bucket->level >= RATE_MINUTE_MS;
    if (allowed) {
        bucket->level -= RATE_MINUTE_MS;
    } else {
        int64_t wait_ms = (RATE_MINUTE_MS - bucket->level) / limit->per_minute;
        *wait_s_out = (int)(wait_ms / 1000) + 1;
    }
    (void)pthread_mutex_unlock(lock);
    return allowed;
}
