/* A server for the tests of this folder: its routes, and asking it in raw bytes over a socket. The
   reply of the last request is in `reply`. */
#ifndef KHAJU_HTTP_TEST_SERVER_FIXTURE_H
#define KHAJU_HTTP_TEST_SERVER_FIXTURE_H

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#include "calendar.h"
#include "http.h"
#include "log.h"
#include "raw_client.h"

static struct http_server *server;
static struct raw_reply reply;

/* ---- the routes under test ---- */

static inline enum err page_hello(struct http_req *req) {
    const char *name = http_query(req, "name");
    const char *text = arena_printf(http_arena(req), "hello %s\n", name != NULL ? name : "nobody");
    return http_reply(req, 200, "text/plain; charset=utf-8", text, strlen(text));
}

static inline enum err page_item(struct http_req *req) {
    const char *text = arena_printf(http_arena(req), "%s|%s|%s", http_param(req, "id"),
                                    http_path(req), http_peer(req));
    return http_reply(req, 200, "text/plain; charset=utf-8", text, strlen(text));
}

static inline enum err page_form(struct http_req *req) {
    struct buf out;
    buf_init(&out, 1 << 20);
    const struct http_field *fields = NULL;
    size_t count = http_fields(req, &fields);
    for (size_t i = 0; i < count; i++) {
        buf_printf(&out, "%s=%s\n", fields[i].name, fields[i].value);
    }
    const struct http_upload *upload = http_upload(req, "file");
    if (upload != NULL) {
        char first[16] = "";
        FILE *file = fopen(upload->path, "rb");
        size_t got = file != NULL ? fread(first, 1, sizeof first - 1, file) : 0;
        first[got] = '\0';
        if (file != NULL) {
            (void)fclose(file);
        }
        buf_printf(&out, "file %s %llu %s\n", upload->filename, (unsigned long long)upload->size,
                   first);
    }
    enum err err = http_reply_buf(req, 200, "text/plain; charset=utf-8", &out);
    buf_finish(&out);
    return err;
}

static inline enum err page_large(struct http_req *req) {
    struct buf out;
    buf_init(&out, 1 << 20);
    for (int i = 0; i < 2000; i++) {
        buf_str(&out, "the same line again and again\n");
    }
    return http_reply_buf(req, 200, "text/html; charset=utf-8", &out);
}

static inline enum err slow_done(struct http_req *req, void *context) {
    const char *text = context;
    return http_reply(req, 200, "text/plain", text, strlen(text));
}

static atomic_int slow_begun;

static inline void *slow_worker(void *context) {
    const struct timespec pause = {.tv_nsec = 20 * 1000000};
    (void)nanosleep(&pause, NULL);
    http_resume(context);
    return NULL;
}

static inline enum err page_slow(struct http_req *req) {
    pthread_t thread;
    static char text[] = "slept";
    http_suspend(req, slow_done, text);
    (void)atomic_fetch_add(&slow_begun, 1);
    if (pthread_create(&thread, NULL, slow_worker, req) != 0) {
        http_resume(req);
        return ERR_NONE;
    }
    (void)pthread_detach(thread);
    return ERR_NONE;
}

/* resumed before the handler has returned */
static inline enum err page_at_once(struct http_req *req) {
    static char text[] = "at once";
    http_suspend(req, slow_done, text);
    http_resume(req);
    return ERR_NONE;
}

static inline enum err page_silent(struct http_req *req) {
    return ERR_NONE;
}

static inline enum err page_fails(struct http_req *req) {
    return err_set(ERR_CONFLICT, "TEST-1", "It was changed.", NULL);
}

static inline enum err page_header(struct http_req *req) {
    http_set_header(req, "X-Bad", "one\r\nX-Injected: two");
    http_set_header(req, "ETag", "\"v1\"");
    http_set_cookie(req, "a", "1", 60);
    http_set_cookie(req, "b", "2", 60);
    return http_reply(req, 200, "text/plain", "x", 1);
}

static inline enum err page_move(struct http_req *req) {
    return http_redirect(req, 303, "/خدمات?q=a b");
}

static inline enum err page_metrics(struct http_req *req) {
    struct buf out;
    buf_init(&out, 1 << 20);
    http_metrics(req, &out);
    return http_reply_buf(req, 200, "text/plain", &out);
}

#define ROUTE(method, path, handler, flags) \
    { method, path, #handler, "", 0, flags, (void (*)(void))(handler) }
static const struct http_route routes[] = {
    ROUTE(HTTP_GET, "/", page_hello, 0),
    ROUTE(HTTP_GET, "/hello", page_hello, 0),
    ROUTE(HTTP_GET, "/item/{id}", page_item, 0),
    ROUTE(HTTP_GET, "/item/new", page_hello, 0),
    ROUTE(HTTP_POST, "/form", page_form, 0),
    ROUTE(HTTP_POST, "/upload", page_form, HTTP_ROUTE_UPLOAD),
    ROUTE(HTTP_GET, "/large", page_large, 0),
    ROUTE(HTTP_GET, "/slow", page_slow, 0),
    ROUTE(HTTP_POST, "/slow", page_slow, 0),
    ROUTE(HTTP_GET, "/at-once", page_at_once, 0),
    ROUTE(HTTP_GET, "/silent", page_silent, 0),
    ROUTE(HTTP_GET, "/fails", page_fails, 0),
    ROUTE(HTTP_GET, "/header", page_header, 0),
    ROUTE(HTTP_GET, "/move", page_move, 0),
    ROUTE(HTTP_GET, "/metrics", page_metrics, 0),
};

static inline enum err dispatch(void *context, struct http_req *req,
                                const struct http_route *route) {
    return ((http_handler *)route->handler)(req);
}

static inline enum err failed(void *context, struct http_req *req, enum err err, int status) {
    const char *text = arena_printf(http_arena(req), "%d %s\n", status, err_last()->code);
    return http_reply(req, status, "text/plain", text, strlen(text));
}

static const struct http_asset assets[] = {
    {"/assets/a.0123.css", "text/css", "body{}", 6, "gzipped", 7},
    {"/assets/b.4567.js", "text/javascript", "1", 1, NULL, 0},
    {"/robots.txt", "text/plain", "User-agent: *\n", 14, NULL, 0},
};

static inline double gauge_seven(void *context) {
    return 7.0;
}

static const struct http_gauge gauges[] = {
    {"khaju_test_seven", "Always seven.", false, gauge_seven, NULL},
};

static inline struct http_options options_default(void) {
    return (struct http_options){
        .listen = "127.0.0.1:0",
        .threads = 2,
        .body_max = 4096,
        .upload_max = 1 << 20,
        .fields_max = 8,
        .request_memory = 4 << 20,
        .upload_dir = "/tmp",
        .routes = routes,
        .route_count = COUNT_OF(routes),
        .assets = assets,
        .asset_count = COUNT_OF(assets),
        .gauges = gauges,
        .gauge_count = COUNT_OF(gauges),
        .hooks = {.dispatch = dispatch, .failed = failed},
    };
}

static inline int server_open(void **state) {
    struct http_options options = options_default();
    log_set_level(LOG_ERROR);
    return http_server_start(&options, &server) == ERR_NONE ? 0 : -1;
}

static inline int server_close(void **state) {
    http_server_stop(server);
    return 0;
}

/* ---- asking ---- */

/* One request on a connection of its own; the reply is in `reply`. */
static inline void ask(const char *request) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, request);
    raw_read(fd, &reply, strncmp(request, "HEAD", 4) == 0);
    (void)close(fd);
}

static inline void get(const char *target) {
    char request[16384];
    (void)snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", target);
    ask(request);
}

static inline void post(const char *target, const char *type, const char *body, size_t length) {
    char head[512];
    int fd = raw_connect(http_server_port(server));
    (void)snprintf(head, sizeof head,
                   "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                   target, type, length);
    raw_say(fd, head);
    raw_send(fd, body, length);
    raw_read(fd, &reply, false);
    (void)close(fd);
}

static const char urlencoded[] = "application/x-www-form-urlencoded";
static const char multipart[] = "multipart/form-data; boundary=B";

static inline void post_form(const char *body) {
    post("/form", urlencoded, body, strlen(body));
}

static inline void post_parts(const char *target, const char *body) {
    post(target, multipart, body, strlen(body));
}

#define PART(name, rest, data) \
    "--B\r\nContent-Disposition: form-data; name=\"" name "\"" rest "\r\n\r\n" data "\r\n"

#endif
