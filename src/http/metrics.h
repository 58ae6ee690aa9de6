/*
 * Counters and a histogram per route, in Prometheus' text format (version 0.0.4). Counting is a
 * relaxed atomic increment; nothing is ever reset.
 */
#ifndef KHAJU_HTTP_METRICS_H
#define KHAJU_HTTP_METRICS_H

#include <stdint.h>
#include "buf.h"
#include "http.h"

struct metrics;

/* Requests that belong to no route of the table. */
enum metrics_other { METRICS_ASSET, METRICS_UNKNOWN, METRICS_OTHERS };

enum err metrics_create(const struct http_route *routes, size_t count,
                        struct metrics **out) WARN_UNUSED;
void metrics_destroy(struct metrics *metrics);

/* route NULL: counted under `other`. */
void metrics_count(struct metrics *metrics, const struct http_route *route,
                   enum metrics_other other, int status, int64_t duration_ns);
void metrics_render(const struct metrics *metrics, struct buf *out);

/* One measure with its help and type lines. */
void metrics_render_one(struct buf *out, const char *name, const char *help, bool counter,
                        double value);

#endif
