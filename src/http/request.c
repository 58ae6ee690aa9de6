/* What a handler can ask about its request. */
#include <string.h>
#include "server.h"

struct arena *http_arena_make(struct http_req *req) {
    if (req->arena == NULL) {
        req->arena = arena_create(req->server->options.request_memory);
    }
    return req->arena;
}

struct arena *http_arena(struct http_req *req) {
    return req->arena;
}

int64_t http_now_ms(const struct http_req *req) {
    return req->now_ms;
}

enum http_method http_method(const struct http_req *req) {
    return req->method;
}

const char *http_path(const struct http_req *req) {
    return req->path.text != NULL ? req->path.text : "/";
}

const char *http_target(const struct http_req *req) {
    return req->target;
}

const char *http_param(struct http_req *req, const char *name) {
    return router_param(&req->match, name);
}

const char *http_query(struct http_req *req, const char *name) {
    for (size_t i = 0; i < req->query_count; i++) {
        if (strcmp(req->query[i].name, name) == 0) {
            return req->query[i].value;
        }
    }
    return NULL;
}

size_t http_queries(struct http_req *req, const struct http_field **out) {
    *out = req->query;
    return req->query_count;
}

const char *http_header(struct http_req *req, const char *name) {
    return MHD_lookup_connection_value(req->connection, MHD_HEADER_KIND, name);
}

const char *http_cookie(struct http_req *req, const char *name) {
    const char *header = http_header(req, MHD_HTTP_HEADER_COOKIE);
    const char *value = NULL;
    size_t length = 0;
    if (header == NULL || !url_cookie_find(header, name, &value, &length) ||
        http_arena_make(req) == NULL) {
        return NULL;
    }
    return arena_strndup(req->arena, value, length);
}

bool http_has_cookie(struct http_req *req, const char *name) {
    const char *header = http_header(req, MHD_HTTP_HEADER_COOKIE);
    const char *value = NULL;
    size_t length = 0;
    return header != NULL && url_cookie_find(header, name, &value, &length);
}

const char *http_peer(const struct http_req *req) {
    return req->peer_shown;
}

const char *http_request_id(const struct http_req *req) {
    return req->id;
}

const struct http_route *http_route(const struct http_req *req) {
    return req->match.route;
}

const char *http_field(struct http_req *req, const char *name) {
    for (size_t i = 0; i < req->body.field_count; i++) {
        if (strcmp(req->body.fields[i].name, name) == 0) {
            return req->body.fields[i].value;
        }
    }
    return NULL;
}

size_t http_fields(struct http_req *req, const struct http_field **out) {
    *out = req->body.fields;
    return req->body.field_count;
}

const struct http_upload *http_upload(struct http_req *req, const char *field) {
    for (size_t i = 0; i < req->body.upload_count; i++) {
        const struct body_upload *upload = &req->body.uploads[i];
        if (upload->fd >= 0 && strcmp(upload->shown.field, field) == 0) {
            return &upload->shown;
        }
    }
    return NULL;
}

void http_suspend(struct http_req *req, http_then *then, void *context) {
    req->then = then;
    req->then_context = context;
    req->waiting = true;
    (void)atomic_fetch_add(&req->server->suspended, 1);
    MHD_suspend_connection(req->connection);
}

void http_resume(struct http_req *req) {
    MHD_resume_connection(req->connection);
}

void http_metrics(struct http_req *req, struct buf *out) {
    struct http_server *server = req->server;
    metrics_render(server->metrics, out);
    metrics_render_one(out, "khaju_http_in_flight", "Requests being worked on.", false,
                       (double)atomic_load(&server->in_flight));
    metrics_render_one(out, "khaju_http_suspended", "Requests waiting for a write.", false,
                       (double)atomic_load(&server->suspended));
    if (server->cache != NULL) {
        struct cache_state state;
        cache_state(server->cache, &state);
        metrics_render_one(out, "khaju_http_cache_hits_total", "Pages served from the cache.", true,
                           (double)state.hits);
        metrics_render_one(out, "khaju_http_cache_misses_total",
                           "Pages looked for in the cache in vain.", true, (double)state.misses);
        metrics_render_one(out, "khaju_http_cache_evictions_total",
                           "Pages that made room for others.", true, (double)state.evictions);
        metrics_render_one(out, "khaju_http_cache_bytes", "Bytes held by the page cache.", false,
                           (double)state.bytes);
        metrics_render_one(out, "khaju_http_cache_entries", "Pages held by the page cache.", false,
                           (double)state.entries);
    }
    for (size_t i = 0; i < server->options.gauge_count; i++) {
        const struct http_gauge *gauge = &server->options.gauges[i];
        metrics_render_one(out, gauge->name, gauge->help, gauge->counter,
                           gauge->value(gauge->context));
    }
}
