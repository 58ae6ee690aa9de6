/* A request from its first line to its reply. The stages are explained in server.h. */
#include "serve.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "calendar.h"
#include "log.h"
#include "reply.h"

enum {
    SERVE_BODY_RATE = 2048,  /* bytes a second a body must arrive with, after the first minute */
    SERVE_REPLY_RATE = 1024, /* and a reply must be taken with */
    SERVE_URI_TOO_LONG = 414,
};

/* The first line is there: keeps the address before the library cuts it up. */
void *serve_target(void *context, const char *uri, struct MHD_Connection *connection) {
    (void)context;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct http_req *req = info != NULL ? info->socket_context : NULL;
    if (req == NULL || req->server == NULL) {
        return NULL;
    }
    req->target_length = strlen(uri);
    size_t kept = req->target_length < HTTP_TARGET_MAX ? req->target_length : HTTP_TARGET_MAX;
    memcpy(req->target, uri, kept);
    req->target[kept] = '\0';
    return req;
}

/* Addresses are decoded once, by urlcode.c. */
size_t serve_unescape(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

static enum http_method method_of(const char *method) {
    static const struct {
        const char *name;
        enum http_method method;
    } known[] = {
        {"GET", HTTP_GET}, {"HEAD", HTTP_GET},      {"POST", HTTP_POST},
        {"PUT", HTTP_PUT}, {"DELETE", HTTP_DELETE},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (strcmp(method, known[i].name) == 0) {
            return known[i].method;
        }
    }
    return HTTP_OTHER;
}

/* With a trusted proxy, the address it appended: the last of the list. */
static void peer_find(struct http_req *req) {
    req->peer_shown = req->peer;
    bool trusted = req->server->options.trust_proxy;
    const char *list = trusted ? http_header(req, "X-Forwarded-For") : NULL;
    if (list == NULL) {
        return;
    }
    const char *last = strrchr(list, ',');
    last = last != NULL ? last + 1 : list;
    last += strspn(last, " \t");
    char *text = arena_strndup(req->arena, last, strcspn(last, " \t"));
    unsigned char address[sizeof(struct in6_addr)];
    if (text != NULL &&
        (inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1)) {
        req->peer_shown = text;
    }
}

/* Everything the slow way needs: arena, id, decoded path, route. Errors are kept for later. */
static bool request_prepare(struct http_req *req) {
    if (http_arena_make(req) == NULL) {
        return false;
    }
    if (req->id[0] != '\0') {
        return true;
    }
    id_make(req->now_ms, req->id);
    peer_find(req);
    size_t length = strcspn(req->target, "?");
    req->path_error = url_path_decode(req->arena, req->target, length, &req->path);
    if (req->path_error == ERR_NONE) {
        router_find(req->server->router, req->method, &req->path, &req->match);
    }
    return true;
}

static void request_finish(struct http_req *req) {
    body_finish(&req->body);
    http_outcome_finish(&req->outcome);
    arena_destroy(req->arena);
    req->arena = NULL;
}

static void request_log(struct http_req *req, int status, size_t bytes, int64_t duration_ns) {
    static const char *const methods[] = {"GET", "POST", "PUT", "DELETE", "other"};
    char status_text[12];
    char bytes_text[24];
    char ms_text[32];
    (void)snprintf(status_text, sizeof status_text, "%d", status);
    (void)snprintf(bytes_text, sizeof bytes_text, "%zu", bytes);
    (void)snprintf(ms_text, sizeof ms_text, "%.3f", (double)duration_ns / 1e6);
    /* the path only: a query may hold what somebody looked for */
    log_event(LOG_INFO, "http.request", "id", req->id, "method", methods[req->method], "path",
              req->path.text != NULL ? req->path.text : "-", "status", status_text, "bytes",
              bytes_text, "ms", ms_text, NULL);
}

/* Sends the outcome, then lets go of what the request held. */
static enum MHD_Result request_reply(struct http_req *req) {
    enum MHD_Result sent = http_outcome_send(req);
    int64_t duration = http_clock_ns() - req->started_ns;
    size_t bytes = req->outcome.length;
    metrics_count(req->server->metrics, req->match.route, METRICS_UNKNOWN, req->outcome.status,
                  duration);
    request_log(req, req->outcome.status, bytes, duration);
    req->stage = STAGE_DONE;
    http_reaper_expect(req,
                       req->server->options.header_timeout_s + (int)(bytes / SERVE_REPLY_RATE));
    request_finish(req);
    return sent;
}

static enum MHD_Result request_settle(struct http_req *req, enum err err, int status) {
    if (req->waiting) {
        return MHD_YES;
    }
    if (err != ERR_NONE) {
        http_outcome_fail(req, err, status);
    }
    return request_reply(req);
}

/* Files of the program and pages of the cache: true if the reply is queued. */
static bool request_fast(struct http_req *req) {
    struct http_server *server = req->server;
    if (req->method != HTTP_GET || req->target_length > HTTP_TARGET_MAX) {
        return false;
    }
    struct cache_want want = {
        .gzip = headers_accept_gzip(http_header(req, MHD_HTTP_HEADER_ACCEPT_ENCODING))};
    const void *route = NULL;
    unsigned status = 200;
    bool served = false;
    struct MHD_Response *asset =
        assets_find(server->assets, req->target, req->target_length, want.gzip);
    if (asset != NULL) {
        served = MHD_queue_response(req->connection, status, asset) == MHD_YES;
    } else if (server->cache != NULL) {
        const struct http_hooks *hooks = &server->options.hooks;
        req->versioned =
            hooks->version != NULL && hooks->version(hooks->context, req, &req->version);
        if (req->versioned) {
            struct cache_key key = {req->target, req->target_length};
            want.if_none_match = http_header(req, MHD_HTTP_HEADER_IF_NONE_MATCH);
            served = cache_serve(server->cache, &key, req->version, &want, req->connection, &status,
                                 &route);
        }
    }
    if (served) {
        metrics_count(server->metrics, route, METRICS_ASSET, (int)status,
                      http_clock_ns() - req->started_ns);
        req->stage = STAGE_DONE;
        http_reaper_expect(req, server->options.header_timeout_s + HTTP_TARGET_MAX);
    }
    return served;
}

static enum err request_rate(struct http_req *req) {
    enum http_rate_class class = req->method == HTTP_GET ? HTTP_RATE_READ : HTTP_RATE_WRITE;
    if (class == HTTP_RATE_WRITE && req->match.route != NULL &&
        (req->match.route->flags & HTTP_ROUTE_STRICT) != 0) {
        class = HTTP_RATE_STRICT;
    }
    int wait_s = 0;
    if (rate_take(req->server->rate, req->peer_shown, class, req->started_ns / 1000000, &wait_s)) {
        return ERR_NONE;
    }
    char text[16];
    (void)snprintf(text, sizeof text, "%d", wait_s);
    http_set_header(req, "Retry-After", text);
    return err_set(ERR_RATE, "HTTP-15",
                   "Too many requests came from your address. Please wait {1} seconds.", text,
                   NULL);
}

static enum err request_query(struct http_req *req) {
    const char *query = strchr(req->target, '?');
    if (query == NULL) {
        return ERR_NONE;
    }
    return url_pairs_decode(req->arena, query + 1, strlen(query + 1), HTTP_QUERY_MAX, &req->query,
                            &req->query_count);
}

static enum MHD_Result request_unrouted(struct http_req *req) {
    if (req->match.allowed == 0) {
        return request_settle(
            req, err_set(ERR_NOT_FOUND, "HTTP-5", "There is no page at this address.", NULL), 0);
    }
    static const char *const names[] = {"GET, HEAD", "POST", "PUT", "DELETE"};
    const char *allow = "";
    for (size_t i = 0; i < COUNT_OF(names) && allow != NULL; i++) {
        if ((req->match.allowed & (1u << i)) != 0) {
            allow =
                arena_printf(req->arena, "%s%s%s", allow, allow[0] != '\0' ? ", " : "", names[i]);
        }
    }
    if (allow != NULL) {
        http_set_header(req, MHD_HTTP_HEADER_ALLOW, allow);
    }
    return request_settle(
        req,
        err_set(ERR_INVALID, "HTTP-6", "This address does not take this kind of request.", NULL),
        MHD_HTTP_METHOD_NOT_ALLOWED);
}

/* /services/ → /services, with the query; the method stays. */
static enum MHD_Result request_unslash(struct http_req *req) {
    size_t path = strcspn(req->target, "?");
    const char *location =
        arena_printf(req->arena, "%.*s%s", (int)path - 1, req->target, req->target + path);
    enum err err =
        location != NULL ? http_redirect(req, MHD_HTTP_PERMANENT_REDIRECT, location) : err_failed();
    return request_settle(req, err, 0);
}

/* What no browser would have sent is 400; for other errors their own status. */
static int bad_request(enum err err) {
    return err == ERR_INVALID ? MHD_HTTP_BAD_REQUEST : 0;
}

static enum MHD_Result request_answer(struct http_req *req) {
    const struct http_hooks *hooks = &req->server->options.hooks;
    if (!request_prepare(req)) {
        return request_settle(req, err_last()->err, 0);
    }
    enum err err = request_rate(req);
    if (err != ERR_NONE) {
        return request_settle(req, err, 0);
    }
    if (req->target_length > HTTP_TARGET_MAX) {
        return request_settle(req, err_set(ERR_LIMIT, "HTTP-17", "The address is too long.", NULL),
                              SERVE_URI_TOO_LONG);
    }
    if (req->path_error != ERR_NONE) {
        /* said again: the thread may have met other errors since */
        err = req->path_error == ERR_INVALID
                  ? err_set(ERR_INVALID, "HTTP-4", "This address is not written correctly.", NULL)
                  : err_set(req->path_error, "HTTP-23",
                            "There is not enough memory for the server.", NULL);
        return request_settle(req, err, bad_request(err));
    }
    if (req->match.route == NULL) {
        return request_unrouted(req);
    }
    if (req->path.trailing_slash) {
        return request_unslash(req);
    }
    err = body_end(&req->body);
    if (err != ERR_NONE) {
        return request_settle(req, err,
                              req->body.status != 0 ? req->body.status : bad_request(err));
    }
    err = request_query(req);
    if (err != ERR_NONE) {
        return request_settle(req, err, bad_request(err));
    }
    return request_settle(req, hooks->dispatch(hooks->context, req, req->match.route), 0);
}

/* A body that is announced as too large is refused unread; the connection closes after that. */
static enum MHD_Result request_refuse(struct http_req *req) {
    enum err err =
        err_set(ERR_LIMIT, "HTTP-7", "What was sent is larger than this page accepts.", NULL);
    return request_settle(req, err, 0);
}

/* The headers of a request that has a body. */
static enum MHD_Result request_expect_body(struct http_req *req, const char *length) {
    const struct http_options *options = &req->server->options;
    if (!request_prepare(req)) {
        return MHD_NO;
    }
    const struct http_route *route = req->match.route;
    bool upload = route != NULL && (route->flags & HTTP_ROUTE_UPLOAD) != 0;
    struct body_limits limits = {
        .form_max = options->body_max,
        .upload_max = upload ? options->upload_max : 0,
        .fields_max = options->fields_max,
        .upload_dir = options->upload_dir,
    };
    if (upload && options->hooks.admit != NULL) {
        limits.discard_files = !options->hooks.admit(options->hooks.context, req, route);
    }
    body_init(&req->body, req->arena, http_header(req, MHD_HTTP_HEADER_CONTENT_TYPE), &limits);
    if (length != NULL && strtoull(length, NULL, 10) > body_most(&req->body)) {
        return request_refuse(req);
    }
    req->stage = STAGE_BODY;
    http_reaper_expect(req, options->header_timeout_s);
    return MHD_YES;
}

static enum MHD_Result request_headers(struct http_req *req, const char *method) {
    req->active = true;
    (void)atomic_fetch_add(&req->server->in_flight, 1);
    req->started_ns = http_clock_ns();
    req->now_ms = calendar_now_ms();
    req->method = method_of(method);
    http_reaper_expect(req, 0);
    const char *length = http_header(req, MHD_HTTP_HEADER_CONTENT_LENGTH);
    bool body = http_header(req, MHD_HTTP_HEADER_TRANSFER_ENCODING) != NULL ||
                (length != NULL && strcmp(length, "0") != 0);
    if (body) {
        return request_expect_body(req, length);
    }
    req->stage = STAGE_ANSWER;
    return MHD_YES;
}

static enum MHD_Result request_body(struct http_req *req, const char *data, size_t length) {
    int64_t seconds = (http_clock_ns() - req->started_ns) / 1000000000;
    int64_t allowed = req->server->options.header_timeout_s +
                      (int64_t)(req->body.received / SERVE_BODY_RATE) - seconds;
    http_reaper_expect(req, allowed > 1 ? (int)allowed : 1);
    if (!body_feed(&req->body, data, length)) {
        log_event(LOG_WARN, "http.body_too_long", "id", req->id, "path",
                  req->path.text != NULL ? req->path.text : "-", NULL);
        return MHD_NO;
    }
    return MHD_YES;
}

/* http_resume was called. */
static enum MHD_Result request_resumed(struct http_req *req) {
    req->waiting = false;
    (void)atomic_fetch_sub(&req->server->suspended, 1);
    return request_settle(req, req->then(req, req->then_context), 0);
}

enum MHD_Result serve_request(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload_data,
                              size_t *upload_data_size, void **request_context) {
    (void)context;
    (void)connection;
    (void)url;
    (void)version;
    struct http_req *req = *request_context;
    if (req == NULL) {
        return MHD_NO;
    }
    if (req->stage == STAGE_HEADERS) {
        return request_headers(req, method);
    }
    if (req->stage == STAGE_BODY && *upload_data_size > 0) {
        enum MHD_Result result = request_body(req, upload_data, *upload_data_size);
        *upload_data_size = 0;
        return result;
    }
    if (req->waiting) {
        return request_resumed(req);
    }
    bool had_body = req->stage == STAGE_BODY;
    req->stage = STAGE_ANSWER;
    http_reaper_expect(req, 0);
    if (!had_body && request_fast(req)) {
        return MHD_YES;
    }
    return request_answer(req);
}

void serve_completed(void *context, struct MHD_Connection *connection, void **request_context,
                     enum MHD_RequestTerminationCode code) {
    (void)context;
    (void)connection;
    (void)code;
    struct http_req *req = *request_context;
    *request_context = NULL;
    if (req == NULL || !req->active) {
        return;
    }
    struct http_server *server = req->server;
    if (req->waiting) {
        /* the client left while its write was under way: the write stands, nobody is told */
        (void)atomic_fetch_sub(&server->suspended, 1);
    }
    request_finish(req);
    req->active = false;
    req->waiting = false;
    req->stage = STAGE_HEADERS;
    req->id[0] = '\0';
    req->path = (struct url_path){0};
    req->match = (struct router_match){0};
    req->query = NULL;
    req->query_count = 0;
    req->versioned = false;
    req->body.failed = ERR_NONE;
    req->body.kind = BODY_NONE;
    http_reaper_expect(req, server->options.header_timeout_s);
    (void)atomic_fetch_sub(&server->in_flight, 1);
}
