/* From what a handler said to what is sent: headers, tags, compression, the page cache. */
#include "reply.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include "compress.h"
#include "log.h"

void http_outcome_finish(struct http_outcome *outcome) {
    free(outcome->body);
    if (outcome->ready && outcome->fd >= 0) {
        (void)close(outcome->fd);
    }
    *outcome = (struct http_outcome){.fd = -1};
}

static enum err outcome_set(struct http_req *req, int status, const char *content_type, char *body,
                            size_t length) {
    struct http_outcome *outcome = &req->outcome;
    free(outcome->body);
    outcome->ready = true;
    outcome->status = status;
    outcome->content_type = arena_strdup(req->arena, content_type);
    outcome->body = body;
    outcome->length = length;
    outcome->fd = -1;
    return content_type != NULL && outcome->content_type == NULL ? err_failed() : ERR_NONE;
}

enum err http_reply(struct http_req *req, int status, const char *content_type, const void *body,
                    size_t length) {
    char *copy = malloc(length + 1);
    if (copy == NULL) {
        return err_memory();
    }
    if (length > 0) {
        memcpy(copy, body, length);
    }
    return outcome_set(req, status, content_type, copy, length);
}

enum err http_reply_buf(struct http_req *req, int status, const char *content_type,
                        struct buf *body) {
    if (body->failed != ERR_NONE) {
        return body->failed;
    }
    size_t length = 0;
    char *text = buf_steal(body, &length);
    return outcome_set(req, status, content_type, text, length);
}

enum err http_redirect(struct http_req *req, int status, const char *location) {
    const char *safe = url_location_encode(req->arena, location);
    if (safe == NULL) {
        return err_failed();
    }
    http_set_header(req, MHD_HTTP_HEADER_LOCATION, safe);
    return http_reply(req, status, "text/plain; charset=utf-8", "", 0);
}

enum err http_reply_file(struct http_req *req, int fd, const char *content_type,
                         const char *filename) {
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        (void)close(fd);
        return err_set(ERR_IO, "HTTP-27", "The file cannot be read: {1}", strerror(errno), NULL);
    }
    if (filename != NULL) {
        const char *encoded = url_component_encode(req->arena, filename);
        const char *value =
            encoded == NULL ? NULL
                            : arena_printf(req->arena, "attachment; filename*=UTF-8''%s", encoded);
        if (value == NULL) {
            (void)close(fd);
            return err_failed();
        }
        http_set_header(req, MHD_HTTP_HEADER_CONTENT_DISPOSITION, value);
    }
    enum err err = outcome_set(req, 200, content_type, NULL, (size_t)info.st_size);
    req->outcome.fd = fd;
    return err;
}

void http_set_header(struct http_req *req, const char *name, const char *value) {
    struct http_outcome *outcome = &req->outcome;
    bool many = strcasecmp(name, MHD_HTTP_HEADER_SET_COOKIE) == 0;
    struct http_pair *place = NULL;
    for (size_t i = 0; i < outcome->header_count && !many; i++) {
        if (strcasecmp(outcome->headers[i].name, name) == 0) {
            place = &outcome->headers[i];
        }
    }
    if (place == NULL && outcome->header_count < HTTP_HEADERS_MAX) {
        place = &outcome->headers[outcome->header_count];
        place->name = arena_strdup(req->arena, name);
        outcome->header_count += place->name != NULL;
    }
    if (place != NULL) {
        place->value = arena_strdup(req->arena, value);
    } else {
        log_event(LOG_ERROR, "http.headers_full", "header", name, "route",
                  req->match.route != NULL ? req->match.route->name : "-", NULL);
    }
}

void http_set_cookie(struct http_req *req, const char *name, const char *value, int64_t max_age_s) {
    const char *text =
        arena_printf(req->arena, "%s=%s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s", name,
                     value, (long long)max_age_s, req->server->options.tls ? "; Secure" : "");
    if (text != NULL) {
        http_set_header(req, MHD_HTTP_HEADER_SET_COOKIE, text);
    }
}

size_t http_cookies_set(const struct http_req *req) {
    size_t count = 0;
    for (size_t i = 0; i < req->outcome.header_count; i++) {
        count += strcasecmp(req->outcome.headers[i].name, MHD_HTTP_HEADER_SET_COOKIE) == 0;
    }
    return count;
}

void http_cacheable(struct http_req *req) {
    req->outcome.cacheable = true;
}

void http_private(struct http_req *req) {
    req->outcome.private = true;
}

const char *http_outcome_header(const struct http_req *req, const char *name) {
    for (size_t i = 0; i < req->outcome.header_count; i++) {
        if (strcasecmp(req->outcome.headers[i].name, name) == 0) {
            return req->outcome.headers[i].value;
        }
    }
    return NULL;
}

/* Last resort: no hook could draw the error. */
static void outcome_plain(struct http_req *req, int status, const char *code) {
    char text[128];
    int length = snprintf(text, sizeof text, "%d %s\n", status, code);
    char *body = strndup(text, length > 0 ? (size_t)length : 0);
    http_outcome_finish(&req->outcome);
    req->outcome.ready = body != NULL;
    req->outcome.status = status;
    req->outcome.content_type = "text/plain; charset=utf-8";
    req->outcome.body = body;
    req->outcome.length = body != NULL ? strlen(body) : 0;
}

void http_outcome_fail(struct http_req *req, enum err err, int status) {
    const struct http_hooks *hooks = &req->server->options.hooks;
    char code[ERR_CODE_MAX];
    int final = status != 0 ? status : err_http_status(err);
    memcpy(code, err_last()->code, sizeof code);
    req->outcome.cacheable = false;
    enum err drawn = req->arena == NULL      ? err_failed()
                     : hooks->failed != NULL ? hooks->failed(hooks->context, req, err, final)
                                             : ERR_INTERNAL;
    if (drawn != ERR_NONE || !req->outcome.ready) {
        outcome_plain(req, final, code);
    }
}

static bool header_add(struct MHD_Response *response, const char *name, const char *value) {
    return value == NULL || MHD_add_response_header(response, name, value) == MHD_YES;
}

/* The headers that all forms of this reply share. */
static bool headers_add(const struct http_req *req, struct MHD_Response *response, const char *etag,
                        bool vary, bool shared) {
    const struct http_outcome *outcome = &req->outcome;
    const char *policy = http_outcome_header(req, HTTP_POLICY);
    bool ok = headers_secure(response, policy, req->server->options.tls);
    for (size_t i = 0; i < outcome->header_count; i++) {
        const struct http_pair *pair = &outcome->headers[i];
        if (strcasecmp(pair->name, HTTP_POLICY) != 0 &&
            !header_add(response, pair->name, pair->value)) {
            /* a line break in a value: never sent, so that no header can be smuggled in */
            log_event(LOG_WARN, "http.header_refused", "header", pair->name, NULL);
        }
    }
    ok = ok && header_add(response, MHD_HTTP_HEADER_CONTENT_TYPE, outcome->content_type);
    ok = ok && header_add(response, MHD_HTTP_HEADER_ETAG, etag);
    ok = ok && header_add(response, MHD_HTTP_HEADER_VARY, vary ? "Accept-Encoding" : NULL);
    if (http_outcome_header(req, MHD_HTTP_HEADER_CACHE_CONTROL) == NULL) {
        ok = ok && header_add(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-cache");
    }
    /* a shared reply has no number, nor has a request that failed before it got one */
    bool numbered = !shared && req->id[0] != '\0';
    return ok && header_add(response, "X-Request-Id", numbered ? req->id : NULL);
}

/* A response owning `body` (malloc'd), with every header; frees body and gives NULL on failure. */
static struct MHD_Response *response_create(const struct http_req *req, void *body, size_t length,
                                            bool gzip, const char *etag, bool vary, bool shared) {
    struct MHD_Response *response = MHD_create_response_from_buffer(
        length, length > 0 ? body : NULL,
        length > 0 ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (response == NULL || length == 0) {
        free(body);
    }
    if (response == NULL) {
        return NULL;
    }
    if (!headers_add(req, response, etag, vary, shared) ||
        !header_add(response, MHD_HTTP_HEADER_CONTENT_ENCODING, gzip ? "gzip" : NULL)) {
        MHD_destroy_response(response);
        return NULL;
    }
    return response;
}

static void body_etag(const struct http_outcome *outcome, char out[CACHE_ETAG_SIZE]) {
    /* a checksum, not a secret: the same page has the same tag in every process */
    static const unsigned char key[crypto_shorthash_siphashx24_KEYBYTES] = {0};
    unsigned char hash[crypto_shorthash_siphashx24_BYTES];
    char hex[sizeof hash * 2 + 1];
    (void)crypto_shorthash_siphashx24(hash, (const unsigned char *)outcome->body, outcome->length,
                                      key);
    (void)sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    (void)snprintf(out, CACHE_ETAG_SIZE, "W/\"%s\"", hex);
}

static bool outcome_kept(const struct http_req *req) {
    const struct http_outcome *outcome = &req->outcome;
    return outcome->cacheable && !outcome->private && req->versioned && outcome->status == 200 &&
           req->method == HTTP_GET && outcome->fd < 0 && http_cookies_set(req) == 0;
}

/* Makes the forms of a page, sends one and hands them to the cache; false: not possible. A client
   that takes no gzip does not pay for it. */
static bool send_kept(struct http_req *req, bool accepts_gzip) {
    struct http_outcome *outcome = &req->outcome;
    struct cache_reply reply = {.route = req->match.route, .bytes = outcome->length};
    size_t length = 0;
    body_etag(outcome, reply.etag);
    bool vary = compress_worthwhile(outcome->content_type, outcome->length);
    void *gzip = vary && accepts_gzip
                     ? compress_gzip(outcome->body, outcome->length, COMPRESS_KEPT, &length)
                     : NULL;
    reply.gzip_later = vary && !accepts_gzip;
    reply.plain =
        response_create(req, outcome->body, outcome->length, false, reply.etag, vary, true);
    outcome->body = NULL;
    reply.not_modified = response_create(req, NULL, 0, false, reply.etag, vary, true);
    if (gzip != NULL) {
        reply.gzip = response_create(req, gzip, length, true, reply.etag, vary, true);
        reply.bytes += length;
    }
    bool sent = false;
    if (reply.plain != NULL && reply.not_modified != NULL) {
        const char *known = http_header(req, MHD_HTTP_HEADER_IF_NONE_MATCH);
        struct MHD_Response *response =
            accepts_gzip && reply.gzip != NULL ? reply.gzip : reply.plain;
        if (known != NULL && headers_match_etag(known, reply.etag)) {
            outcome->status = 304;
            response = reply.not_modified;
        }
        sent = MHD_queue_response(req->connection, (unsigned)outcome->status, response) == MHD_YES;
        struct cache_key key = {req->target, req->target_length};
        cache_put(req->server->cache, &key, req->version, &reply);
        return sent;
    }
    if (reply.plain != NULL) {
        MHD_destroy_response(reply.plain);
    }
    if (reply.not_modified != NULL) {
        MHD_destroy_response(reply.not_modified);
    }
    if (reply.gzip != NULL) {
        MHD_destroy_response(reply.gzip);
    }
    return false;
}

static struct MHD_Response *response_file(struct http_req *req) {
    struct http_outcome *outcome = &req->outcome;
    struct MHD_Response *response =
        MHD_create_response_from_fd64((uint64_t)outcome->length, outcome->fd);
    if (response == NULL) {
        return NULL;
    }
    outcome->fd = -1; /* the response closes it */
    if (!headers_add(req, response, NULL, false, false)) {
        MHD_destroy_response(response);
        return NULL;
    }
    return response;
}

static bool send_once(struct http_req *req, bool accepts_gzip) {
    struct http_outcome *outcome = &req->outcome;
    const char *etag = http_outcome_header(req, MHD_HTTP_HEADER_ETAG);
    const char *known = http_header(req, MHD_HTTP_HEADER_IF_NONE_MATCH);
    struct MHD_Response *response = NULL;
    if (outcome->fd >= 0) {
        response = response_file(req);
    } else {
        bool vary = compress_worthwhile(outcome->content_type, outcome->length);
        char made[CACHE_ETAG_SIZE];
        const char *own = NULL;
        size_t length = 0;
        if (etag == NULL && outcome->cacheable && outcome->status == 200) {
            body_etag(outcome, made);
            own = etag = made;
        }
        void *gzip = NULL;
        if (outcome->status == 200 && etag != NULL && known != NULL && req->method == HTTP_GET &&
            headers_match_etag(known, etag)) {
            outcome->status = 304;
            outcome->length = 0;
        } else if (vary && accepts_gzip) {
            gzip = compress_gzip(outcome->body, outcome->length, COMPRESS_FAST, &length);
        }
        if (gzip != NULL) {
            free(outcome->body);
            outcome->body = gzip;
            outcome->length = length;
        }
        response =
            response_create(req, outcome->body, outcome->length, gzip != NULL, own, vary, false);
        outcome->body = NULL;
    }
    if (response == NULL) {
        return false;
    }
    bool sent = MHD_queue_response(req->connection, (unsigned)outcome->status, response) == MHD_YES;
    MHD_destroy_response(response);
    return sent;
}

enum MHD_Result http_outcome_send(struct http_req *req) {
    bool gzip = headers_accept_gzip(http_header(req, MHD_HTTP_HEADER_ACCEPT_ENCODING));
    if (!req->outcome.ready) {
        http_outcome_fail(req, err_set(ERR_INTERNAL, "HTTP-16", "This page gave no answer.", NULL),
                          0);
    }
    bool sent = outcome_kept(req) ? send_kept(req, gzip) : send_once(req, gzip);
    return sent ? MHD_YES : MHD_NO;
}
