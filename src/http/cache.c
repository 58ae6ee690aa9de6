/*
 * Shards with a mutex each; in a shard a chained hash table and a list by last use. The lock is
 * held over MHD_queue_response, which only takes a reference: about a hundred nanoseconds.
 */
#include "cache.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "headers.h"

enum {
    CACHE_SHARDS_MAX = 16,
    CACHE_SHARD_LEAST = 1 << 20, /* bytes, below which shards are not worth it */
    CACHE_BUCKETS = 1024,        /* per shard, a power of two */
    CACHE_ENTRY_OVERHEAD = 3072, /* entry, key, three responses with their headers */
};

struct entry {
    struct entry *chain;
    struct entry *newer, *older; /* by last use */
    uint64_t hash;
    uint64_t version;
    struct cache_reply reply;
    size_t bytes;
    size_t length;
    char target[];
};

struct shard {
    pthread_mutex_t lock;
    struct entry *buckets[CACHE_BUCKETS];
    struct entry *newest, *oldest;
    struct cache_state state;
};

struct cache {
    size_t shard_count; /* a power of two */
    size_t shard_bytes_max;
    unsigned char key[crypto_shorthash_KEYBYTES];
    struct shard shards[CACHE_SHARDS_MAX];
};

static void reply_release(const struct cache_reply *reply) {
    MHD_destroy_response(reply->plain);
    MHD_destroy_response(reply->not_modified);
    if (reply->gzip != NULL) {
        MHD_destroy_response(reply->gzip);
    }
}

enum err cache_create(size_t bytes_max, struct cache **out) {
    struct cache *cache = calloc(1, sizeof *cache);
    if (cache == NULL) {
        return err_memory();
    }
    size_t shards = 1;
    while (shards < CACHE_SHARDS_MAX && bytes_max / (shards * 2) >= CACHE_SHARD_LEAST) {
        shards *= 2;
    }
    cache->shard_count = shards;
    cache->shard_bytes_max = bytes_max / shards;
    randombytes_buf(cache->key, sizeof cache->key);
    for (size_t i = 0; i < shards; i++) {
        (void)pthread_mutex_init(&cache->shards[i].lock, NULL);
    }
    *out = cache;
    return ERR_NONE;
}

static void shard_unlink(struct shard *shard, struct entry *entry) {
    struct entry **link = &shard->buckets[(entry->hash >> 8) % CACHE_BUCKETS];
    while (*link != entry) {
        link = &(*link)->chain;
    }
    *link = entry->chain;
    *(entry->newer != NULL ? &entry->newer->older : &shard->newest) = entry->older;
    *(entry->older != NULL ? &entry->older->newer : &shard->oldest) = entry->newer;
    shard->state.bytes -= entry->bytes;
    shard->state.entries--;
}

static void shard_drop(struct shard *shard, struct entry *entry) {
    shard_unlink(shard, entry);
    reply_release(&entry->reply);
    free(entry);
}

static void shard_push_newest(struct shard *shard, struct entry *entry) {
    entry->newer = NULL;
    entry->older = shard->newest;
    *(shard->newest != NULL ? &shard->newest->newer : &shard->oldest) = entry;
    shard->newest = entry;
}

static void shard_use(struct shard *shard, struct entry *entry) {
    if (shard->newest != entry) {
        entry->newer->older = entry->older;
        *(entry->older != NULL ? &entry->older->newer : &shard->oldest) = entry->newer;
        shard_push_newest(shard, entry);
    }
}

void cache_destroy(struct cache *cache) {
    if (cache == NULL) {
        return;
    }
    for (size_t i = 0; i < cache->shard_count; i++) {
        while (cache->shards[i].newest != NULL) {
            shard_drop(&cache->shards[i], cache->shards[i].newest);
        }
        (void)pthread_mutex_destroy(&cache->shards[i].lock);
    }
    free(cache);
}

static uint64_t key_hash(const struct cache *cache, const struct cache_key *key) {
    uint64_t hash = 0;
    _Static_assert(crypto_shorthash_BYTES == sizeof hash, "SipHash gives 64 bits");
    (void)crypto_shorthash((unsigned char *)&hash, (const unsigned char *)key->target, key->length,
                           cache->key);
    return hash;
}

static struct shard *key_shard(struct cache *cache, uint64_t hash) {
    return &cache->shards[hash & (cache->shard_count - 1)];
}

static struct entry *shard_find(struct shard *shard, uint64_t hash, const struct cache_key *key) {
    struct entry *entry = shard->buckets[(hash >> 8) % CACHE_BUCKETS];
    while (entry != NULL && (entry->hash != hash || entry->length != key->length ||
                             memcmp(entry->target, key->target, key->length) != 0)) {
        entry = entry->chain;
    }
    return entry;
}

bool cache_serve(struct cache *cache, const struct cache_key *key, uint64_t version,
                 const struct cache_want *want, struct MHD_Connection *connection,
                 unsigned *status_out, const void **route_out) {
    uint64_t hash = key_hash(cache, key);
    struct shard *shard = key_shard(cache, hash);
    bool served = false;
    (void)pthread_mutex_lock(&shard->lock);
    struct entry *entry = shard_find(shard, hash, key);
    if (entry != NULL && entry->version != version) {
        shard_drop(shard, entry);
        entry = NULL;
    }
    if (entry != NULL && want->gzip && entry->reply.gzip_later) {
        entry = NULL;
    }
    if (entry != NULL) {
        const struct cache_reply *reply = &entry->reply;
        struct MHD_Response *response =
            want->gzip && reply->gzip != NULL ? reply->gzip : reply->plain;
        *status_out = 200;
        if (want->if_none_match != NULL && headers_match_etag(want->if_none_match, reply->etag)) {
            response = reply->not_modified;
            *status_out = 304;
        }
        *route_out = reply->route;
        shard_use(shard, entry);
        served = MHD_queue_response(connection, *status_out, response) == MHD_YES;
    }
    shard->state.hits += served;
    shard->state.misses += !served;
    (void)pthread_mutex_unlock(&shard->lock);
    return served;
}

void cache_put(struct cache *cache, const struct cache_key *key, uint64_t version,
               const struct cache_reply *reply) {
    size_t bytes = reply->bytes + key->length + CACHE_ENTRY_OVERHEAD;
    struct entry *entry =
        bytes <= cache->shard_bytes_max / 2 ? malloc(sizeof *entry + key->length) : NULL;
    if (entry == NULL) {
        reply_release(reply);
        return;
    }
    uint64_t hash = key_hash(cache, key);
    struct shard *shard = key_shard(cache, hash);
    *entry = (struct entry){
        .hash = hash, .version = version, .reply = *reply, .bytes = bytes, .length = key->length};
    memcpy(entry->target, key->target, key->length);
    (void)pthread_mutex_lock(&shard->lock);
    struct entry *old = shard_find(shard, hash, key);
    if (old != NULL) {
        shard_drop(shard, old);
    }
    while (shard->oldest != NULL && shard->state.bytes + bytes > cache->shard_bytes_max) {
        shard_drop(shard, shard->oldest);
        shard->state.evictions++;
    }
    struct entry **bucket = &shard->buckets[(hash >> 8) % CACHE_BUCKETS];
    entry->chain = *bucket;
    *bucket = entry;
    shard_push_newest(shard, entry);
    shard->state.bytes += bytes;
    shard->state.entries++;
    (void)pthread_mutex_unlock(&shard->lock);
}

void cache_state(struct cache *cache, struct cache_state *out) {
    *out = (struct cache_state){0};
    for (size_t i = 0; i < cache->shard_count; i++) {
        struct shard *shard = &cache->shards[i];
        (void)pthread_mutex_lock(&shard->lock);
        out->entries += shard->state.entries;
        out->bytes += shard->state.bytes;
        out->hits += shard->state.hits;
        out->misses += shard->state.misses;
        out->evictions += shard->state.evictions;
        (void)pthread_mutex_unlock(&shard->lock);
    }
}
