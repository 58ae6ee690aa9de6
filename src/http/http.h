/*
 * HTTP: server, router, request and response. Knows nothing of the store, of people or of pages:
 * what it needs from them are the hooks below, plugged in by cli.
 *
 * One arena per request, one thread per running callback. A handler that writes hands its command
 * over and suspends the connection, not the thread (http_suspend / http_resume).
 */
#ifndef KHAJU_HTTP_H
#define KHAJU_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "buf.h"
#include "err.h"

struct http_server;
struct http_req;

enum http_method { HTTP_GET, HTTP_POST, HTTP_PUT, HTTP_DELETE, HTTP_OTHER }; /* HEAD is GET */

struct http_field {
    const char *name;
    const char *value;
};

/* ---- request (everything returned lives until the end of the request) ---- */
struct arena *http_arena(struct http_req *req);
int64_t http_now_ms(const struct http_req *req); /* when it arrived; epoch ms UTC */
enum http_method http_method(const struct http_req *req);
const char *http_path(const struct http_req *req);              /* decoded once, UTF-8, no ".." */
const char *http_target(const struct http_req *req);            /* path?query as sent */
const char *http_param(struct http_req *req, const char *name); /* {name} of the route */
const char *http_query(struct http_req *req, const char *name); /* "" is not NULL */
size_t http_queries(struct http_req *req, const struct http_field **out); /* in order */
const char *http_header(struct http_req *req, const char *name);
const char *http_cookie(struct http_req *req, const char *name);
bool http_has_cookie(struct http_req *req, const char *name); /* allocates nothing */
const char *http_peer(const struct http_req *req);            /* address, proxies honoured if set */
const char *http_request_id(const struct http_req *req);
const struct http_route *http_route(const struct http_req *req); /* NULL: none matched */

/* The fields of a POST (urlencoded or multipart), already bounded and valid UTF-8. */
const char *http_field(struct http_req *req, const char *name);          /* first, or NULL */
size_t http_fields(struct http_req *req, const struct http_field **out); /* in order */
/* An uploaded file: kept in a bounded temporary file that goes with the request. */
struct http_upload {
    const char *field;
    const char *filename;
    const char *path;
    uint64_t size;
};
const struct http_upload *http_upload(struct http_req *req, const char *field);

/* ---- response ---- */
enum err http_reply(struct http_req *req, int status, const char *content_type, const void *body,
                    size_t length); /* copied */
enum err http_reply_buf(struct http_req *req, int status, const char *content_type,
                        struct buf *body); /* takes the text over */
enum err http_redirect(struct http_req *req, int status, const char *location);
/* Sends a file that is open; the server closes it. filename NULL = inline. */
enum err http_reply_file(struct http_req *req, int fd, const char *content_type,
                         const char *filename);
/* Replaces an earlier one of the same name, but for Set-Cookie. A value with a line break is not
   sent. A page's own ETag is compared with If-None-Match by the server. */
void http_set_header(struct http_req *req, const char *name, const char *value);
/* Set as a header, it takes the place of the policy of all pages; say why in docs/decisions/. */
#define HTTP_POLICY "Content-Security-Policy"
void http_set_cookie(struct http_req *req, const char *name, const char *value, int64_t max_age_s);
size_t http_cookies_set(const struct http_req *req); /* how many so far */
/* The reply depends on the address and the data only: it gets an ETag, and may be kept in the
   whole-page cache under the version the hook gives; see cache.h. */
void http_cacheable(struct http_req *req);
/* This reply is for one browser only: never kept, whatever http_cacheable says. */
void http_private(struct http_req *req);

/* ---- waiting without a thread ---- */
/* After http_suspend the handler returns ERR_NONE; http_resume (any thread, exactly once) makes a
   worker call then(req, context). */
typedef enum err http_then(struct http_req *req, void *context);
void http_suspend(struct http_req *req, http_then *then, void *context);
void http_resume(struct http_req *req);

/* ---- routes: made by tools/routegen.py from PAGE(...) lines ---- */
typedef enum err http_handler(struct http_req *req);
struct http_route {
    enum http_method method;
    const char *path;      /* "/services/{id}" */
    const char *name;      /* handler's name */
    const char *summary;   /* the comment above the PAGE line */
    int permission;        /* index into the permissions of people; see page.h */
    int flags;             /* HTTP_ROUTE_* */
    void (*handler)(void); /* cast by the dispatcher hook */
};
enum {
    HTTP_ROUTE_API = 1,    /* errors are problem details in JSON */
    HTTP_ROUTE_UPLOAD = 2, /* takes files, up to upload_max in all */
    HTTP_ROUTE_STRICT = 4, /* counted in the strict rate class: sign-in and the like */
};

/* ---- files that are part of the program ---- */
struct http_asset {
    const char *path; /* "/assets/khaju.0123456789ab.css", "/favicon.ico" */
    const char *type; /* content type */
    const void *data;
    size_t size;
    const void *gzip; /* NULL: not worth it */
    size_t gzip_size;
};

/* ---- limits per peer: a bucket of `burst` tokens refilled evenly; per_minute 0 = no limit ---- */
enum http_rate_class { HTTP_RATE_READ, HTTP_RATE_WRITE, HTTP_RATE_STRICT, HTTP_RATE_CLASSES };
struct http_rate {
    uint32_t per_minute;
    uint32_t burst;
};

/* ---- measures: what other rooms want to see on /metrics ---- */
struct http_gauge {
    const char *name; /* "khaju_store_queue" */
    const char *help;
    bool counter;                   /* only grows */
    double (*value)(void *context); /* quick; any thread */
    void *context;
};
/* Appends the state of the server and of the gauges in Prometheus' text format. */
void http_metrics(struct http_req *req, struct buf *out);

/* ---- hooks ---- */
struct http_hooks {
    void *context;
    /* Runs one matched route: authentication, permission, CSRF, the handler, error pages. */
    enum err (*dispatch)(void *context, struct http_req *req, const struct http_route *route);
    /* Draws an error that happened before the route could run (404, 405, 413, 414, 400, 429). */
    enum err (*failed)(void *context, struct http_req *req, enum err err, int status);
    /* Version of the data a cached page depends on; false = do not use the cache. */
    bool (*version)(void *context, struct http_req *req, uint64_t *out);
    /* Asked when the headers of an upload have arrived, before its body: may this request leave
       files on the disk? false: its files are thrown away as they arrive and dispatch, which will
       refuse the request, sees none. NULL: always. */
    bool (*admit)(void *context, struct http_req *req, const struct http_route *route);
};

struct http_options {
    const char *listen; /* "127.0.0.1:8080", "[::1]:0" */
    int threads;        /* 0 = one per processor, two at least */
    size_t body_max;    /* bytes of a form; uploads: upload_max */
    uint64_t upload_max;
    size_t fields_max;
    size_t request_memory; /* arena maximum */
    size_t cache_bytes;    /* whole-page cache; 0 = off */
    bool trust_proxy;      /* X-Forwarded-For of the reverse proxy */
    bool tls;              /* browsers reach us by https: HSTS, cookies marked Secure */
    int header_timeout_s;  /* for the headers of a request, and idle; 0 = 60 */
    const char *upload_dir;
    const struct http_route *routes;
    size_t route_count;
    const struct http_asset *assets; /* /assets/… carry their hash: cached for ever */
    size_t asset_count;
    struct http_rate rates[HTTP_RATE_CLASSES];
    const struct http_gauge *gauges;
    size_t gauge_count;
    struct http_hooks hooks;
};

enum err http_server_start(const struct http_options *options,
                           struct http_server **out) WARN_UNUSED;
uint16_t http_server_port(const struct http_server *server);
/* Stops accepting, answers what is under way, frees. */
void http_server_stop(struct http_server *server);

#endif
