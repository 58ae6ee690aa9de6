/*
 * The inside of this room: what server, request, body and reply share. Nobody outside includes it.
 *
 * A connection of libmicrohttpd owns one struct http_req, used again for each of its requests, so
 * that a page from the cache is served without an allocation of ours. The arena is made when a
 * request first needs it and goes when the reply is handed over.
 *
 * Stages of a request: libmicrohttpd calls once with the headers (HEADERS), then with each piece
 * of the body (BODY), then once to be answered (ANSWER), and again after each http_resume. A reply
 * queued in the very first call makes 0.9.75 close the connection: that is only done on purpose,
 * for a body that is not going to be read.
 */
#ifndef KHAJU_HTTP_SERVER_H
#define KHAJU_HTTP_SERVER_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include "asset.h"
#include "body.h"
#include "cache.h"
#include "headers.h"
#include "http.h"
#include "id.h"
#include "metrics.h"
#include "rate.h"
#include "router.h"

enum {
    HTTP_TARGET_MAX = 8192,
    HTTP_HEADERS_MAX = 24, /* of a reply, those set by a page */
    HTTP_QUERY_MAX = 100,
    HTTP_PEER_MAX = 64,
    HTTP_CONNECTION_MEMORY = 32768, /* request line and headers */
    HTTP_CONNECTIONS_MAX = 8192,
};

enum http_stage { STAGE_HEADERS, STAGE_BODY, STAGE_ANSWER, STAGE_DONE };

struct http_pair {
    const char *name;
    const char *value;
};

struct http_outcome {
    bool ready;
    int status;
    const char *content_type; /* of the arena, or a literal */
    char *body;               /* malloc'd, NULL with fd */
    size_t length;
    int fd; /* -1: body */
    struct http_pair headers[HTTP_HEADERS_MAX];
    size_t header_count;
    bool cacheable, private;
};

struct http_req {
    struct http_server *server;
    struct MHD_Connection *connection;
    enum http_stage stage;
    enum http_method method;
    bool active; /* between the first call and completion */
    char target[HTTP_TARGET_MAX + 1];
    size_t target_length; /* more than HTTP_TARGET_MAX: cut */
    char id[ID_SIZE];
    char peer[HTTP_PEER_MAX]; /* of the socket */
    const char *peer_shown;   /* peer, or what the trusted proxy says */
    int64_t now_ms;
    int64_t started_ns; /* monotonic */
    struct arena *arena;
    struct url_path path;
    enum err path_error;
    struct router_match match;
    struct http_field *query;
    size_t query_count;
    struct body body;
    struct http_outcome outcome;
    bool versioned; /* the cache may be used, under this version */
    uint64_t version;
    http_then *then; /* what http_resume leads to */
    void *then_context;
    bool waiting;
    /* for the reaper */
    int fd;
    _Atomic int64_t deadline_ms; /* monotonic; 0: none */
    struct http_req *previous, *next;
};

struct http_server {
    struct http_options options;
    struct MHD_Daemon *daemon;
    int listener;
    uint16_t port;
    struct router *router;
    struct cache *cache; /* NULL: off */
    struct assets *assets;
    struct rate *rate;
    struct metrics *metrics;
    struct http_req *connections; /* list, under connections_lock */
    pthread_mutex_t connections_lock;
    pthread_cond_t reaper_wake;
    pthread_t reaper;
    bool reaper_running, stopping; /* under connections_lock */
    atomic_size_t in_flight;
    atomic_size_t suspended;
};

int64_t http_clock_ns(void);

/* The arena, made now if it is not there yet; NULL with the error set. */
struct arena *http_arena_make(struct http_req *req);

/* reaper.c: ends connections that are too slow. */
enum err http_reaper_start(struct http_server *server) WARN_UNUSED;
void http_reaper_stop(struct http_server *server);
void http_reaper_add(struct http_server *server, struct http_req *req);
void http_reaper_remove(struct http_server *server, struct http_req *req);
/* The connection must get further within this time; 0: take the time it needs. */
void http_reaper_expect(struct http_req *req, int seconds);

/* listen.c: opens the socket; clear words when that fails. */
enum err http_listen(const char *address, int *fd_out, uint16_t *port_out) WARN_UNUSED;

#endif
