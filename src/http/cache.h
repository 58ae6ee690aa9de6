/*
 * The whole-page cache: replies of http_cacheable pages, keyed by address as sent, good for one
 * version of the data. Each entry keeps its finished responses (plain, gzip, "not modified") of
 * libmicrohttpd, which counts their references: a hit hashes the address once, takes one lock of
 * one shard, and allocates nothing.
 */
#ifndef KHAJU_HTTP_CACHE_H
#define KHAJU_HTTP_CACHE_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "err.h"

struct cache;

enum { CACHE_ETAG_SIZE = 40 };

struct cache_key {
    const char *target;
    size_t length;
};

/* What a client can take. */
struct cache_want {
    bool gzip;
    const char *if_none_match; /* NULL: none */
};

enum err cache_create(size_t bytes_max, struct cache **out) WARN_UNUSED;
void cache_destroy(struct cache *cache);

/* Queues the kept reply on the connection; false: there is none of this version (an older one is
   dropped). *status_out is 200 or 304, *route_out what was given to cache_put. */
bool cache_serve(struct cache *cache, const struct cache_key *key, uint64_t version,
                 const struct cache_want *want, struct MHD_Connection *connection,
                 unsigned *status_out, const void **route_out);

/* Keeps three finished responses (gzip may be NULL); takes their references over in any case. */
struct cache_reply {
    struct MHD_Response *plain, *gzip, *not_modified;
    bool gzip_later; /* could be compressed, but nobody has asked for it yet: who asks
                        finds nothing, and what is made then is kept instead */
    char etag[CACHE_ETAG_SIZE];
    size_t bytes; /* of both bodies */
    const void *route;
};
void cache_put(struct cache *cache, const struct cache_key *key, uint64_t version,
               const struct cache_reply *reply);

struct cache_state {
    size_t entries, bytes;
    uint64_t hits, misses, evictions;
};
void cache_state(struct cache *cache, struct cache_state *out);

#endif
