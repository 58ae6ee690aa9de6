/* The server as clients meet it, well-behaved and not: raw bytes over a socket. */
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
static char value[512];

/* ---- the routes under test ---- */

static enum err page_hello(struct http_req *req) {
    const char *name = http_query(req, "name");
    const char *text = arena_printf(http_arena(req), "hello %s\n", name != NULL ? name : "nobody");
    return http_reply(req, 200, "text/plain; charset=utf-8", text, strlen(text));
}

static enum err page_item(struct http_req *req) {
    const char *text = arena_printf(http_arena(req), "%s|%s|%s", http_param(req, "id"),
                                    http_path(req), http_peer(req));
    return http_reply(req, 200, "text/plain; charset=utf-8", text, strlen(text));
}

static enum err page_form(struct http_req *req) {
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

static enum err page_large(struct http_req *req) {
    struct buf out;
    buf_init(&out, 1 << 20);
    for (int i = 0; i < 2000; i++) {
        buf_str(&out, "the same line again and again\n");
    }
    return http_reply_buf(req, 200, "text/html; charset=utf-8", &out);
}

static enum err slow_done(struct http_req *req, void *context) {
    const char *text = context;
    return http_reply(req, 200, "text/plain", text, strlen(text));
}

static atomic_int slow_begun;

static void *slow_worker(void *context) {
    const struct timespec pause = {.tv_nsec = 20 * 1000000};
    (void)nanosleep(&pause, NULL);
    http_resume(context);
    return NULL;
}

static enum err page_slow(struct http_req *req) {
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
static enum err page_at_once(struct http_req *req) {
    static char text[] = "at once";
    http_suspend(req, slow_done, text);
    http_resume(req);
    return ERR_NONE;
}

static enum err page_silent(struct http_req *req) {
    return ERR_NONE;
}

static enum err page_fails(struct http_req *req) {
    return err_set(ERR_CONFLICT, "TEST-1", "It was changed.", NULL);
}

static enum err page_header(struct http_req *req) {
    http_set_header(req, "X-Bad", "one\r\nX-Injected: two");
    http_set_header(req, "ETag", "\"v1\"");
    http_set_cookie(req, "a", "1", 60);
    http_set_cookie(req, "b", "2", 60);
    return http_reply(req, 200, "text/plain", "x", 1);
}

static enum err page_move(struct http_req *req) {
    return http_redirect(req, 303, "/خدمات?q=a b");
}

static enum err page_metrics(struct http_req *req) {
    struct buf out;
    buf_init(&out, 1 << 20);
    http_metrics(req, &out);
    return http_reply_buf(req, 200, "text/plain", &out);
}

#define ROUTE(method, path, handler, flags) \
    {method, path, #handler, "", 0, flags, (void (*)(void))(handler)}
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

static enum err dispatch(void *context, struct http_req *req, const struct http_route *route) {
    return ((http_handler *)route->handler)(req);
}

static enum err failed(void *context, struct http_req *req, enum err err, int status) {
    const char *text = arena_printf(http_arena(req), "%d %s\n", status, err_last()->code);
    return http_reply(req, status, "text/plain", text, strlen(text));
}

static const struct http_asset assets[] = {
    {"/assets/a.0123.css", "text/css", "body{}", 6, "gzipped", 7},
    {"/assets/b.4567.js", "text/javascript", "1", 1, NULL, 0},
    {"/robots.txt", "text/plain", "User-agent: *\n", 14, NULL, 0},
};

static double gauge_seven(void *context) {
    return 7.0;
}

static const struct http_gauge gauges[] = {
    {"khaju_test_seven", "Always seven.", false, gauge_seven, NULL},
};

static struct http_options options_default(void) {
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

static int server_open(void **state) {
    struct http_options options = options_default();
    log_set_level(LOG_ERROR);
    return http_server_start(&options, &server) == ERR_NONE ? 0 : -1;
}

static int server_close(void **state) {
    http_server_stop(server);
    return 0;
}

/* ---- asking ---- */

/* One request on a connection of its own; the reply is in `reply`. */
static void ask(const char *request) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, request);
    raw_read(fd, &reply, strncmp(request, "HEAD", 4) == 0);
    (void)close(fd);
}

static void get(const char *target) {
    char request[16384];
    (void)snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", target);
    ask(request);
}

static void post(const char *target, const char *type, const char *body, size_t length) {
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

static void post_form(const char *body) {
    post("/form", urlencoded, body, strlen(body));
}

static void post_parts(const char *target, const char *body) {
    post(target, multipart, body, strlen(body));
}

#define PART(name, rest, data) \
    "--B\r\nContent-Disposition: form-data; name=\"" name "\"" rest "\r\n\r\n" data "\r\n"

/* ---- tests ---- */

static void server__answers_a_page_with_security_headers(void **state) {
    get("/hello?name=%D8%AE%D8%A7%D8%AC%D9%88");
    assert_int_equal(200, reply.status);
    assert_string_equal("hello خاجو\n", reply.body);
    assert_non_null(strstr(raw_header(&reply, "Content-Security-Policy", value),
                           "default-src 'self'"));
    assert_string_equal("nosniff", raw_header(&reply, "X-Content-Type-Options", value));
    assert_string_equal("same-origin", raw_header(&reply, "Cross-Origin-Opener-Policy", value));
    assert_string_equal("same-origin", raw_header(&reply, "Referrer-Policy", value));
    assert_string_equal("", raw_header(&reply, "Strict-Transport-Security", value));
    assert_int_equal(26, strlen(raw_header(&reply, "X-Request-Id", value)));
}

static void server__keeps_the_connection(void **state) {
    int fd = raw_connect(http_server_port(server));
    for (int i = 0; i < 50; i++) {
        raw_say(fd, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        raw_read(fd, &reply, false);
        assert_int_equal(200, reply.status);
    }
    (void)close(fd);
}

static void server__answers_pipelined_requests_in_order(void **state) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, "GET /hello?name=1 HTTP/1.1\r\nHost: x\r\n\r\n"
                "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
                "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: "
                "application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b"
                "GET /hello?name=4 HTTP/1.1\r\nHost: x\r\n\r\n");
    raw_read(fd, &reply, false);
    assert_string_equal("hello 1\n", reply.body);
    raw_read(fd, &reply, false);
    assert_string_equal("slept", reply.body);
    raw_read(fd, &reply, false);
    assert_string_equal("a=b\n", reply.body);
    raw_read(fd, &reply, false);
    assert_string_equal("hello 4\n", reply.body);
    (void)close(fd);
}

static void server__answers_head_without_a_body(void **state) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, "HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n"
                "GET /hello?name=2 HTTP/1.1\r\nHost: x\r\n\r\n");
    raw_read(fd, &reply, true);
    assert_int_equal(200, reply.status);
    assert_string_equal("13", raw_header(&reply, "Content-Length", value));
    raw_read(fd, &reply, false);
    assert_string_equal("hello 2\n", reply.body);
    (void)close(fd);
}

static void server__tells_which_methods_an_address_takes(void **state) {
    ask("DELETE /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_int_equal(405, reply.status);
    assert_string_equal("GET, HEAD, POST", raw_header(&reply, "Allow", value));
    ask("BREW /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_int_equal(405, reply.status);
}

static void server__prefers_a_literal_to_a_parameter(void **state) {
    get("/item/new");
    assert_string_equal("hello nobody\n", reply.body);
    get("/item/%D9%86%D9%88");
    assert_string_equal("نو|/item/نو|127.0.0.1", reply.body);
}

static void server__sends_a_trailing_slash_to_the_address_without(void **state) {
    get("/hello/?name=a%20b");
    assert_int_equal(308, reply.status);
    assert_string_equal("/hello?name=a%20b", raw_header(&reply, "Location", value));
    get("/nothing/");
    assert_int_equal(404, reply.status);
}

static void server__refuses_paths_that_are_not_paths(void **state) {
    static const char *const bad[] = {
        "/../etc/passwd", "/item/..", "/item/%2e%2e/x", "/item/%2E%2E%2Fx", "//hello", "/item//x",
        "/item/a%00b", "/item/%ff", "/item/%c0%af", "/item/a%2fb", "/item/%", "/item/%zz",
        "/item/a%5cb", "/item/%0d%0aX:y", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q", "/./hello",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        get(bad[i]);
        if (reply.status != 400) {
            print_error("%s gave %d\n", bad[i], reply.status);
        }
        assert_int_equal(400, reply.status);
        assert_string_equal("400 HTTP-4\n", reply.body);
    }
}

static void server__refuses_a_raw_nul(void **state) {
    static const char request[] = "GET /hel\0lo HTTP/1.1\r\nHost: x\r\n\r\n";
    int fd = raw_connect(http_server_port(server));
    raw_send(fd, request, sizeof request - 1);
    raw_read(fd, &reply, false);
    assert_true(reply.status == 0 || reply.status >= 400);
    (void)close(fd);
}

static void server__refuses_an_address_that_is_too_long(void **state) {
    static char target[12001];
    memset(target, 'a', sizeof target - 1);
    memcpy(target, "/hello?name=", 12);
    get(target);
    assert_int_equal(414, reply.status);
    assert_string_equal("414 HTTP-17\n", reply.body);
}

static void server__survives_a_search_of_a_megabyte(void **state) {
    int fd = raw_connect(http_server_port(server));
    char *text = malloc(1 << 20);
    assert_non_null(text);
    memset(text, 'a', 1 << 20);
    raw_say(fd, "GET /hello?name=");
    raw_send(fd, text, 1 << 20);
    raw_say(fd, " HTTP/1.1\r\nHost: x\r\n\r\n");
    raw_read(fd, &reply, false);
    assert_true(reply.status == 0 || reply.status == 414 || reply.status == 413 ||
                reply.status == 431);
    (void)close(fd);
    free(text);
    get("/hello");
    assert_int_equal(200, reply.status);
}

static void server__refuses_a_query_that_is_not_text(void **state) {
    get("/hello?name=%ff");
    assert_int_equal(400, reply.status);
    get("/hello?name=a%00b");
    assert_int_equal(400, reply.status);
}

static void form__reads_fields_in_order(void **state) {
    post_form("a=1&b=%D8%A8+%D9%BE&a=3&empty=&bare");
    assert_string_equal("a=1\nb=ب پ\na=3\nempty=\nbare=\n", reply.body);
}

static void form__bounds_bytes_and_fields(void **state) {
    static char body[6000];
    memset(body, 'a', sizeof body);
    post("/form", urlencoded, body, sizeof body);
    assert_int_equal(413, reply.status);
    assert_string_equal("413 HTTP-7\n", reply.body);
    post_form("a&b&c&d&e&f&g&h&i&j&k");
    assert_int_equal(413, reply.status);
    assert_string_equal("413 HTTP-9\n", reply.body);
}

static void form__refuses_other_content(void **state) {
    post("/form", "application/x-shockwave-flash", "x", 1);
    assert_int_equal(415, reply.status);
    post_form("a=%00");
    assert_int_equal(400, reply.status);
}

static void form__leaves_the_connection_usable_after_a_refusal(void **state) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B"
                "\r\nContent-Length: 9\r\n\r\nno parts!GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    raw_read(fd, &reply, false);
    assert_int_equal(400, reply.status);
    raw_read(fd, &reply, false);
    assert_int_equal(200, reply.status);
    (void)close(fd);
}

static void form__reads_a_chunked_body(void **state) {
    ask("POST /form HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        "3\r\na=1\r\n4\r\n&b=2\r\n0\r\n\r\n");
    assert_string_equal("a=1\nb=2\n", reply.body);
}

static void form__ends_a_chunked_body_without_end(void **state) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, "POST /form HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n\r\n");
    static char chunk[1 << 16];
    memset(chunk, 'a', sizeof chunk);
    for (int i = 0; i < 200; i++) {   /* 13 MB */
        raw_say(fd, "10000\r\n");
        raw_send(fd, chunk, sizeof chunk);
        raw_say(fd, "\r\n");
    }
    raw_read(fd, &reply, false);
    assert_int_equal(0, reply.status);
    (void)close(fd);
    get("/hello");
    assert_int_equal(200, reply.status);
}

static void form__refuses_two_gigabytes_unread(void **state) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B"
                "\r\nContent-Length: 2147483648\r\n\r\n");
    raw_read(fd, &reply, false);
    assert_int_equal(413, reply.status);
    assert_true(raw_closed(fd));
    (void)close(fd);
}

/* a client that sends on without listening still finds the reply */
static void form__refuses_two_gigabytes_that_are_being_sent(void **state) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B"
                "\r\nContent-Length: 2147483648\r\n\r\n");
    static char piece[1 << 16];
    for (int i = 0; i < 160; i++) {   /* 10 MB, or until the server hangs up */
        raw_send(fd, piece, sizeof piece);
    }
    raw_read(fd, &reply, false);
    assert_int_equal(413, reply.status);
    (void)close(fd);
}

static void form__refuses_two_gigabytes_before_the_client_sends_them(void **state) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B"
                "\r\nContent-Length: 2147483648\r\nExpect: 100-continue\r\n\r\n");
    raw_read(fd, &reply, false);
    assert_int_equal(413, reply.status);
    (void)close(fd);
}

static void form__reads_parts_and_a_file(void **state) {
    post_parts("/upload", PART("a", "", "متن\r\n--not a boundary")
               PART("file", "; filename=\"C:\\\\x\\\\r.csv\"\r\nContent-Type: text/csv", "1,2\r\n3")
               "--B--\r\n");
    assert_int_equal(200, reply.status);
    assert_string_equal("a=متن\r\n--not a boundary\nfile r.csv 6 1,2\r\n3\n", reply.body);
}

static void form__refuses_broken_parts(void **state) {
    static const char *const bad[] = {
        "--B",
        "--B\r\n",
        PART("a", "", "cut"),
        "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--\r\n",
        "--B\r\n\r\nno headers\r\n--B--\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"a\n\r\n\r\nx\r\n--B--\r\n",
        "--Bx\r\n" PART("a", "", "1") "--B--\r\n",
        PART("a", "", "1") "--B-x\r\n",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        post_parts("/form", bad[i]);
        if (reply.status != 400) {
            print_error("case %zu gave %d\n", i, reply.status);
        }
        assert_int_equal(400, reply.status);
    }
    post("/form", "multipart/form-data", "x", 1);
    assert_int_equal(400, reply.status);
    post("/form", "multipart/form-data; boundary=\"\"", "x", 1);
    assert_int_equal(400, reply.status);
}

static void form__refuses_a_file_where_none_is_expected(void **state) {
    post_parts("/form", PART("file", "; filename=\"a.csv\"", "x") "--B--\r\n");
    assert_int_equal(400, reply.status);
    assert_string_equal("400 HTTP-11\n", reply.body);
    /* a file input nobody filled in */
    post_parts("/form", PART("file", "; filename=\"\"", "") PART("a", "", "1") "--B--\r\n");
    assert_int_equal(200, reply.status);
    assert_string_equal("a=1\n", reply.body);
}

static void form__bounds_a_file(void **state) {
    static const char head[] = "--B\r\nContent-Disposition: form-data; name=\"file\"; "
                               "filename=\"x\"\r\n\r\n";
    size_t length = (1 << 20) + 4096;
    char *body = malloc(length);
    assert_non_null(body);
    memset(body, 'x', length);
    memcpy(body, head, sizeof head - 1);
    memcpy(body + length - 9, "\r\n--B--\r\n", 9);
    post("/upload", multipart, body, length);
    assert_int_equal(413, reply.status);
    assert_string_equal("413 HTTP-10\n", reply.body);
    free(body);
}

static void reply__is_compressed_when_the_client_takes_it(void **state) {
    ask("GET /large HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip;q=0.8\r\n\r\n");
    assert_string_equal("gzip", raw_header(&reply, "Content-Encoding", value));
    assert_true(reply.body_length < 2000);
    assert_string_equal("Accept-Encoding", raw_header(&reply, "Vary", value));
    ask("GET /large HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip;q=0\r\n\r\n");
    assert_string_equal("", raw_header(&reply, "Content-Encoding", value));
    assert_int_equal(60000, reply.body_length);
}

static void reply__never_carries_a_smuggled_header(void **state) {
    get("/header");
    assert_int_equal(200, reply.status);
    assert_null(strstr(reply.text, "X-Injected"));
    assert_non_null(
        strstr(reply.text, "Set-Cookie: a=1; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"));
    assert_non_null(strstr(reply.text, "Set-Cookie: b=2;"));
}

static void reply__compares_the_tag_of_a_page(void **state) {
    ask("GET /header HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"v0\", \"v1\"\r\n\r\n");
    assert_int_equal(304, reply.status);
    ask("GET /header HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"v\"\r\n\r\n");
    assert_int_equal(200, reply.status);
}

static void reply__encodes_a_location(void **state) {
    get("/move");
    assert_int_equal(303, reply.status);
    assert_string_equal("/%D8%AE%D8%AF%D9%85%D8%A7%D8%AA?q=a%20b",
                        raw_header(&reply, "Location", value));
}

static void reply__says_what_failed(void **state) {
    get("/fails");
    assert_int_equal(409, reply.status);
    assert_string_equal("409 TEST-1\n", reply.body);
    get("/silent");
    assert_int_equal(500, reply.status);
    get("/nothing");
    assert_int_equal(404, reply.status);
}

static void suspend__resumes_before_the_handler_returns(void **state) {
    get("/at-once");
    assert_string_equal("at once", reply.body);
}

enum { LOAD_CLIENTS = 32, LOAD_REQUESTS = 20 };
static atomic_int load_good;

static void *load_client(void *context) {
    struct raw_reply *own = malloc(sizeof *own);
    int fd = raw_connect(http_server_port(server));
    for (int i = 0; i < LOAD_REQUESTS && own != NULL; i++) {
        raw_say(fd, i % 2 == 0 ? "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
                               : "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        raw_read(fd, own, false);
        atomic_fetch_add(&load_good, own->status == 200);
    }
    (void)close(fd);
    free(own);
    return NULL;
}

static void suspend__holds_under_load(void **state) {
    pthread_t threads[LOAD_CLIENTS];
    atomic_store(&load_good, 0);
    for (int i = 0; i < LOAD_CLIENTS; i++) {
        assert_int_equal(0, pthread_create(&threads[i], NULL, load_client, NULL));
    }
    for (int i = 0; i < LOAD_CLIENTS; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    assert_int_equal(LOAD_CLIENTS * LOAD_REQUESTS, atomic_load(&load_good));
}

static void suspend__outlives_a_client_that_leaves(void **state) {
    for (int i = 0; i < 20; i++) {
        int fd = raw_connect(http_server_port(server));
        raw_say(fd, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        (void)close(fd);
    }
    get("/slow");
    assert_string_equal("slept", reply.body);
}

static void asset__is_cached_for_ever(void **state) {
    get("/assets/a.0123.css");
    assert_int_equal(200, reply.status);
    assert_string_equal("body{}", reply.body);
    assert_string_equal("public, max-age=31536000, immutable",
                        raw_header(&reply, "Cache-Control", value));
    ask("GET /assets/a.0123.css HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n");
    assert_string_equal("gzipped", reply.body);
    get("/robots.txt");
    assert_string_equal("User-agent: *\n", reply.body);
    get("/assets/a.0123.cs");
    assert_int_equal(404, reply.status);
    get("/assets/a.0123.csss");
    assert_int_equal(404, reply.status);
    get("/assets/../robots.txt");
    assert_int_equal(400, reply.status);
}

static void metrics__counts_by_route_and_status(void **state) {
    get("/nothing");
    get("/fails");
    get("/metrics");
    assert_non_null(strstr(reply.body, "# TYPE khaju_http_requests_total counter\n"));
    assert_non_null(strstr(reply.body,
                           "khaju_http_requests_total{route=\"page_fails\",status=\"409\"}"));
    assert_non_null(strstr(reply.body,
                           "khaju_http_requests_total{route=\"unknown\",status=\"404\"}"));
    assert_non_null(strstr(reply.body, "khaju_http_request_seconds_bucket{route=\"page_fails\","
                                       "le=\"+Inf\"}"));
    assert_non_null(strstr(reply.body, "# HELP khaju_test_seven Always seven.\n"
                                       "# TYPE khaju_test_seven gauge\nkhaju_test_seven 7\n"));
    /* this one at least; others may not have been put away yet */
    const char *in_flight = strstr(reply.body, "\nkhaju_http_in_flight ");
    assert_non_null(in_flight);
    assert_true(strtol(in_flight + 22, NULL, 10) >= 1);
}

static void start__explains_what_is_in_the_way(void **state) {
    struct http_options options = options_default();
    struct http_server *other = NULL;
    char taken[32];
    (void)snprintf(taken, sizeof taken, "127.0.0.1:%u", (unsigned)http_server_port(server));
    options.listen = taken;
    assert_int_equal(ERR_UNAVAILABLE, http_server_start(&options, &other));
    assert_string_equal("HTTP-2", err_last()->code);
    assert_non_null(strstr(err_last()->english, taken));
    static const char *const bad[] = {"8080", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:x", "::1",
                                      "[::1]", ":8080", "no.such.host.invalid:80"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        options.listen = bad[i];
        assert_int_equal(ERR_INVALID, http_server_start(&options, &other));
        assert_string_equal("HTTP-1", err_last()->code);
    }
    options.listen = "192.0.2.1:0";
    assert_int_equal(ERR_UNAVAILABLE, http_server_start(&options, &other));
    assert_string_equal("HTTP-24", err_last()->code);
}

static void start__refuses_two_equal_routes(void **state) {
    static const struct http_route twice[] = {ROUTE(HTTP_GET, "/item/{id}", page_item, 0),
                                              ROUTE(HTTP_GET, "/item/{nr}", page_hello, 0)};
    struct http_options options = options_default();
    struct http_server *other = NULL;
    options.routes = twice;
    options.route_count = COUNT_OF(twice);
    assert_int_equal(ERR_INTERNAL, http_server_start(&options, &other));
}

/* A server of its own for one test. */
static struct http_server *other_start(const struct http_options *options) {
    struct http_server *other = NULL;
    assert_int_equal(ERR_NONE, http_server_start(options, &other));
    return other;
}

static void slow_client__is_ended(void **state) {
    struct http_options options = options_default();
    options.header_timeout_s = 1;
    struct http_server *mine = other_start(&options);
    int fd = raw_connect(http_server_port(mine));
    int64_t start = calendar_now_ms();
    const struct timespec pause = {.tv_nsec = 300 * 1000000};
    raw_say(fd, "GET /hello HTTP/1.1\r\n");
    for (int i = 0; i < 20 && calendar_now_ms() - start < 6000; i++) {
        raw_say(fd, "X");   /* never silent for long */
        (void)nanosleep(&pause, NULL);
    }
    assert_true(recv(fd, value, 1, MSG_DONTWAIT) <= 0);
    raw_read(fd, &reply, false);
    assert_int_equal(0, reply.status);
    (void)close(fd);
    /* and so is an idle one */
    fd = raw_connect(http_server_port(mine));
    start = calendar_now_ms();
    assert_true(raw_closed(fd));
    assert_true(calendar_now_ms() - start < 5000);
    (void)close(fd);
    http_server_stop(mine);
}

static void rate__stops_who_asks_too_often(void **state) {
    struct http_options options = options_default();
    options.rates[HTTP_RATE_READ] = (struct http_rate){.per_minute = 60, .burst = 3};
    struct http_server *mine = other_start(&options);
    struct http_server *before = server;
    server = mine;
    for (int i = 0; i < 3; i++) {
        get("/hello");
        assert_int_equal(200, reply.status);
    }
    get("/hello");
    assert_int_equal(429, reply.status);
    assert_true(strtol(raw_header(&reply, "Retry-After", value), NULL, 10) >= 1);
    get("/robots.txt");
    assert_int_equal(200, reply.status);
    server = before;
    http_server_stop(mine);
}

static void proxy__is_believed_only_when_trusted(void **state) {
    static const char request[] = "GET /item/a HTTP/1.1\r\nHost: x\r\n"
                                  "X-Forwarded-For: 1.1.1.1, 2.2.2.2\r\n\r\n";
    ask(request);
    assert_string_equal("a|/item/a|127.0.0.1", reply.body);
    struct http_options options = options_default();
    options.trust_proxy = true;
    options.tls = true;
    struct http_server *before = server;
    struct http_server *mine = other_start(&options);
    server = mine;
    ask(request);
    assert_string_equal("a|/item/a|2.2.2.2", reply.body);
    assert_string_equal("max-age=31536000", raw_header(&reply, "Strict-Transport-Security", value));
    ask("GET /item/a HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: nobody\r\n\r\n");
    assert_string_equal("a|/item/a|127.0.0.1", reply.body);
    get("/header");
    assert_non_null(strstr(reply.text, "SameSite=Lax; Secure"));
    server = before;
    http_server_stop(mine);
}

static void stop__answers_what_is_under_way(void **state) {
    struct http_options options = options_default();
    struct http_server *mine = other_start(&options);
    int begun = atomic_load(&slow_begun);
    int fd = raw_connect(http_server_port(mine));
    const struct timespec pause = {.tv_nsec = 1000000};
    raw_say(fd, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    while (atomic_load(&slow_begun) == begun) {
        (void)nanosleep(&pause, NULL);
    }
    http_server_stop(mine);
    raw_read(fd, &reply, false);
    assert_string_equal("slept", reply.body);
    (void)close(fd);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(server__answers_a_page_with_security_headers),
        cmocka_unit_test(server__keeps_the_connection),
        cmocka_unit_test(server__answers_pipelined_requests_in_order),
        cmocka_unit_test(server__answers_head_without_a_body),
        cmocka_unit_test(server__tells_which_methods_an_address_takes),
        cmocka_unit_test(server__prefers_a_literal_to_a_parameter),
        cmocka_unit_test(server__sends_a_trailing_slash_to_the_address_without),
        cmocka_unit_test(server__refuses_paths_that_are_not_paths),
        cmocka_unit_test(server__refuses_a_raw_nul),
        cmocka_unit_test(server__refuses_an_address_that_is_too_long),
        cmocka_unit_test(server__survives_a_search_of_a_megabyte),
        cmocka_unit_test(server__refuses_a_query_that_is_not_text),
        cmocka_unit_test(form__reads_fields_in_order),
        cmocka_unit_test(form__bounds_bytes_and_fields),
        cmocka_unit_test(form__refuses_other_content),
        cmocka_unit_test(form__leaves_the_connection_usable_after_a_refusal),
        cmocka_unit_test(form__reads_a_chunked_body),
        cmocka_unit_test(form__ends_a_chunked_body_without_end),
        cmocka_unit_test(form__refuses_two_gigabytes_unread),
        cmocka_unit_test(form__refuses_two_gigabytes_that_are_being_sent),
        cmocka_unit_test(form__refuses_two_gigabytes_before_the_client_sends_them),
        cmocka_unit_test(form__reads_parts_and_a_file),
        cmocka_unit_test(form__refuses_broken_parts),
        cmocka_unit_test(form__refuses_a_file_where_none_is_expected),
        cmocka_unit_test(form__bounds_a_file),
        cmocka_unit_test(reply__is_compressed_when_the_client_takes_it),
        cmocka_unit_test(reply__never_carries_a_smuggled_header),
        cmocka_unit_test(reply__compares_the_tag_of_a_page),
        cmocka_unit_test(reply__encodes_a_location),
        cmocka_unit_test(reply__says_what_failed),
        cmocka_unit_test(suspend__resumes_before_the_handler_returns),
        cmocka_unit_test(suspend__holds_under_load),
        cmocka_unit_test(suspend__outlives_a_client_that_leaves),
        cmocka_unit_test(asset__is_cached_for_ever),
        cmocka_unit_test(metrics__counts_by_route_and_status),
        cmocka_unit_test(start__explains_what_is_in_the_way),
        cmocka_unit_test(start__refuses_two_equal_routes),
        cmocka_unit_test(slow_client__is_ended),
        cmocka_unit_test(rate__stops_who_asks_too_often),
        cmocka_unit_test(proxy__is_believed_only_when_trusted),
        cmocka_unit_test(stop__answers_what_is_under_way),
    };
    return cmocka_run_group_tests_name("server", tests, server_open, server_close);
}
