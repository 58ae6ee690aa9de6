/*
 * How often one peer may ask: token buckets in a table of fixed size. When a set of the table is
 * full, the bucket of the peer that has been quiet longest makes room, so that memory is bounded.
 */
#ifndef KHAJU_HTTP_RATE_H
#define KHAJU_HTTP_RATE_H

#include <stdbool.h>
#include <stdint.h>
#include "http.h"

struct rate;

enum err rate_create(const struct http_rate limits[HTTP_RATE_CLASSES],
                     struct rate **out) WARN_UNUSED;
void rate_destroy(struct rate *rate);

/* Takes a token; false: too often, *wait_s_out says in how many seconds to come back. now_ms is
   monotonic. An IPv6 peer counts by its network of 64 bits. */
bool rate_take(struct rate *rate, const char *peer, enum http_rate_class class, int64_t now_ms,
               int *wait_s_out);

#endif
