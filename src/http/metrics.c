/* Counting and rendering. Only what was ever counted is rendered. */
#include "metrics.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Upper bounds in microseconds; the last bucket has none. */
static const int64_t bucket_us[] = {100,   250,    500,    1000,   2500,    5000,    10000,   25000,
                                    50000, 100000, 250000, 500000, 1000000, 2500000, 10000000};
static const int statuses[] = {200, 206, 301, 303, 304, 308, 400, 401, 403, 404,
                               405, 409, 413, 414, 415, 422, 429, 500, 503, 507};
enum {
    BUCKETS = COUNT_OF(bucket_us) + 1,
    STATUSES = COUNT_OF(statuses) + 1, /* the last: any other */
};

struct route_counts {
    atomic_uint_fast64_t by_status[STATUSES];
    atomic_uint_fast64_t by_duration[BUCKETS];
    atomic_uint_fast64_t duration_us;
};

struct metrics {
    const struct http_route *routes;
    size_t route_count;
    struct route_counts counts[]; /* of the routes, then of enum metrics_other */
};

enum err metrics_create(const struct http_route *routes, size_t count, struct metrics **out) {
    struct metrics *metrics =
        calloc(1, sizeof *metrics + (count + METRICS_OTHERS) * sizeof(struct route_counts));
    if (metrics == NULL) {
        return err_memory();
    }
    metrics->routes = routes;
    metrics->route_count = count;
    *out = metrics;
    return ERR_NONE;
}

void metrics_destroy(struct metrics *metrics) {
    free(metrics);
}

void metrics_count(struct metrics *metrics, const struct http_route *route,
                   enum metrics_other other, int status, int64_t duration_ns) {
    size_t index =
        route != NULL ? (size_t)(route - metrics->routes) : metrics->route_count + (size_t)other;
    struct route_counts *counts = &metrics->counts[index];
    size_t slot = 0;
    while (slot < STATUSES - 1 && statuses[slot] != status) {
        slot++;
    }
    int64_t us = duration_ns / 1000;
    size_t bucket = 0;
    while (bucket < BUCKETS - 1 && us > bucket_us[bucket]) {
        bucket++;
    }
    (void)atomic_fetch_add_explicit(&counts->by_status[slot], 1, memory_order_relaxed);
    (void)atomic_fetch_add_explicit(&counts->by_duration[bucket], 1, memory_order_relaxed);
    (void)atomic_fetch_add_explicit(&counts->duration_us, (uint_fast64_t)us, memory_order_relaxed);
}

static const char *route_name(const struct metrics *metrics, size_t index) {
    static const char *const others[METRICS_OTHERS] = {"asset", "unknown"};
    return index < metrics->route_count ? metrics->routes[index].name
                                        : others[index - metrics->route_count];
}

static uint64_t route_total(const struct route_counts *counts) {
    uint64_t total = 0;
    for (size_t i = 0; i < BUCKETS; i++) {
        total += atomic_load_explicit(&counts->by_duration[i], memory_order_relaxed);
    }
    return total;
}

static void render_requests(const struct metrics *metrics, struct buf *out) {
    buf_str(out, "# HELP khaju_http_requests_total Requests answered, by route and status.\n"
                 "# TYPE khaju_http_requests_total counter\n");
    for (size_t i = 0; i < metrics->route_count + METRICS_OTHERS; i++) {
        for (size_t slot = 0; slot < STATUSES; slot++) {
            uint64_t count =
                atomic_load_explicit(&metrics->counts[i].by_status[slot], memory_order_relaxed);
            if (count > 0 && slot < STATUSES - 1) {
                buf_printf(out, "khaju_http_requests_total{route=\"%s\",status=\"%d\"} %llu\n",
                           route_name(metrics, i), statuses[slot], (unsigned long long)count);
            } else if (count > 0) {
                buf_printf(out, "khaju_http_requests_total{route=\"%s\",status=\"other\"} %llu\n",
                           route_name(metrics, i), (unsigned long long)count);
            }
        }
    }
}

static void render_duration(const struct metrics *metrics, size_t index, struct buf *out) {
    const struct route_counts *counts = &metrics->counts[index];
    const char *name = route_name(metrics, index);
    uint64_t total = 0;
    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        total += atomic_load_explicit(&counts->by_duration[bucket], memory_order_relaxed);
        buf_printf(out, "khaju_http_request_seconds_bucket{route=\"%s\",le=\"", name);
        if (bucket < BUCKETS - 1) {
            buf_printf(out, "%g", (double)bucket_us[bucket] / 1e6);
        } else {
            buf_str(out, "+Inf");
        }
        buf_printf(out, "\"} %llu\n", (unsigned long long)total);
    }
    uint64_t sum = atomic_load_explicit(&counts->duration_us, memory_order_relaxed);
    buf_printf(out, "khaju_http_request_seconds_sum{route=\"%s\"} %.6f\n", name, (double)sum / 1e6);
    buf_printf(out, "khaju_http_request_seconds_count{route=\"%s\"} %llu\n", name,
               (unsigned long long)total);
}

void metrics_render(const struct metrics *metrics, struct buf *out) {
    render_requests(metrics, out);
    buf_str(out, "# HELP khaju_http_request_seconds Time from the headers to the reply.\n"
                 "# TYPE khaju_http_request_seconds histogram\n");
    for (size_t i = 0; i < metrics->route_count + METRICS_OTHERS; i++) {
        if (route_total(&metrics->counts[i]) > 0) {
            render_duration(metrics, i, out);
        }
    }
}

void metrics_render_one(struct buf *out, const char *name, const char *help, bool counter,
                        double value) {
    buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name,
               counter ? "counter" : "gauge");
    if (value == floor(value) && fabs(value) < 1e15) {
        buf_printf(out, "%s %.0f\n", name, value);
    } else {
        buf_printf(out, "%s %g\n", name, value);
    }
}
