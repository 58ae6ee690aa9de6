/* The whole-page cache: right before fast. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#include "fault.h"
#include "http.h"
#include "log.h"
#include "raw_client.h"

enum { PAGE_BYTES = 5000 };

static struct http_server *server;
static struct raw_reply reply;
static char value[512];
static atomic_int runs;
static atomic_uint_fast64_t version;

/* Says how often it ran, then fills up. */
static enum err page_kept(struct http_req *req) {
    struct buf out;
    buf_init(&out, 1 << 20);
    http_cacheable(req);
    buf_printf(&out, "run %d %s ", atomic_fetch_add(&runs, 1) + 1,
               http_query(req, "q") != NULL ? http_query(req, "q") : "");
    for (size_t i = 0; i < PAGE_BYTES / 8 + 1; i++) {
        buf_str(&out, "filling ");
    }
    enum err err = http_reply_buf(req, 200, "text/html; charset=utf-8", &out);
    buf_finish(&out);
    return err;
}

/* The same words whatever the version. */
static enum err page_constant(struct http_req *req) {
    (void)atomic_fetch_add(&runs, 1);
    http_cacheable(req);
    return http_reply(req, 200, "text/plain", "constant", 8);
}

static enum err page_personal(struct http_req *req) {
    http_private(req);
    return page_kept(req);
}

static enum err page_cookie(struct http_req *req) {
    http_set_cookie(req, "a", "1", 60);
    return page_kept(req);
}

static enum err page_failing(struct http_req *req) {
    (void)atomic_fetch_add(&runs, 1);
    http_cacheable(req);
    return err_set(ERR_NOT_FOUND, "TEST-1", "It is not there.", NULL);
}

static const struct http_route routes[] = {
    {HTTP_GET, "/kept", "kept", "", 0, 0, (void (*)(void))page_kept},
    {HTTP_GET, "/constant", "constant", "", 0, 0, (void (*)(void))page_constant},
    {HTTP_GET, "/personal", "personal", "", 0, 0, (void (*)(void))page_personal},
    {HTTP_GET, "/cookie", "cookie", "", 0, 0, (void (*)(void))page_cookie},
    {HTTP_GET, "/failing", "failing", "", 0, 0, (void (*)(void))page_failing},
    {HTTP_POST, "/kept", "kept_post", "", 0, 0, (void (*)(void))page_kept},
};

static enum err dispatch(void *context, struct http_req *req, const struct http_route *route) {
    return ((http_handler *)route->handler)(req);
}

static enum err failed(void *context, struct http_req *req, enum err err, int status) {
    return http_reply(req, status, "text/plain", "failed", 6);
}

static bool current(void *context, struct http_req *req, uint64_t *out) {
    *out = atomic_load(&version);
    return !http_has_cookie(req, "session");
}

static int open_server(void **state) {
    struct http_options options = {
        .listen = "127.0.0.1:0",
        .threads = 2,
        .body_max = 4096,
        .fields_max = 8,
        .request_memory = 4 << 20,
        .cache_bytes = 256 << 10,
        .upload_dir = "/tmp",
        .routes = routes,
        .route_count = COUNT_OF(routes),
        .hooks = {.dispatch = dispatch, .failed = failed, .version = current}};
    log_set_level(LOG_ERROR + 1);
    return http_server_start(&options, &server) == ERR_NONE ? 0 : -1;
}

static int close_server(void **state) {
    http_server_stop(server);
    return 0;
}

static void ask(const char *method, const char *target, const char *headers) {
    char request[2048];
    int fd = raw_connect(http_server_port(server));
    (void)snprintf(request, sizeof request, "%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n", method, target,
                   headers);
    raw_say(fd, request);
    raw_read(fd, &reply, strcmp(method, "HEAD") == 0);
    (void)close(fd);
}

static int ran(void) {
    return atomic_load(&runs);
}

static void cache__runs_a_page_once_for_a_version(void **state) {
    int before = ran();
    ask("GET", "/kept", "");
    ask("GET", "/kept", "");
    ask("HEAD", "/kept", "");
    assert_int_equal(200, reply.status);
    assert_int_equal(before + 1, ran());
    assert_string_equal("no-cache", raw_header(&reply, "Cache-Control", value));
    assert_string_equal("Accept-Encoding", raw_header(&reply, "Vary", value));
    assert_string_equal("nosniff", raw_header(&reply, "X-Content-Type-Options", value));
}

static void cache__shows_a_changed_version_at_once(void **state) {
    char old[64];
    ask("GET", "/kept?q=change", "");
    (void)snprintf(old, sizeof old, "%.20s", reply.body);
    (void)atomic_fetch_add(&version, 1);
    ask("GET", "/kept?q=change", "");
    assert_int_not_equal(0, strncmp(old, reply.body, 12));
    int before = ran();
    ask("GET", "/kept?q=change", "");
    assert_int_equal(before, ran());
}

static void cache__keeps_addresses_apart(void **state) {
    ask("GET", "/kept?q=one", "");
    assert_non_null(strstr(reply.body, " one "));
    ask("GET", "/kept?q=two", "");
    assert_non_null(strstr(reply.body, " two "));
    ask("GET", "/kept?q=one", "");
    assert_non_null(strstr(reply.body, " one "));
}

static void cache__compresses_when_somebody_first_asks_for_it(void **state) {
    int before = ran();
    ask("GET", "/kept?q=later", "");
    ask("GET", "/kept?q=later", "Accept-Encoding: gzip\r\n");
    assert_string_equal("gzip", raw_header(&reply, "Content-Encoding", value));
    assert_int_equal(before + 2, ran());
    ask("GET", "/kept?q=later", "Accept-Encoding: gzip\r\n");
    assert_string_equal("gzip", raw_header(&reply, "Content-Encoding", value));
    ask("GET", "/kept?q=later", "");
    assert_string_equal("", raw_header(&reply, "Content-Encoding", value));
    assert_string_equal("Accept-Encoding", raw_header(&reply, "Vary", value));
    assert_int_equal(before + 2, ran());
}

static void cache__keeps_both_codings(void **state) {
    int before = ran();
    ask("GET", "/kept?q=gzip", "Accept-Encoding: gzip\r\n");
    assert_string_equal("gzip", raw_header(&reply, "Content-Encoding", value));
    assert_true(reply.body_length < 1000);
    ask("GET", "/kept?q=gzip", "");
    assert_string_equal("", raw_header(&reply, "Content-Encoding", value));
    assert_true(reply.body_length >= PAGE_BYTES);
    ask("GET", "/kept?q=gzip", "Accept-Encoding: gzip\r\n");
    assert_string_equal("gzip", raw_header(&reply, "Content-Encoding", value));
    assert_int_equal(before + 1, ran());
}

static void cache__answers_not_modified(void **state) {
    char tag[512];
    char header[600];
    ask("GET", "/constant", "");
    raw_header(&reply, "ETag", tag);
    assert_true(strncmp(tag, "W/\"", 3) == 0);
    (void)snprintf(header, sizeof header, "If-None-Match: %s\r\n", tag);
    ask("GET", "/constant", header);
    assert_int_equal(304, reply.status);
    /* the words did not change with the data: still not modified, though the page ran again */
    int before = ran();
    (void)atomic_fetch_add(&version, 1);
    ask("GET", "/constant", header);
    assert_int_equal(304, reply.status);
    assert_int_equal(before + 1, ran());
    ask("GET", "/constant", "If-None-Match: \"other\"\r\n");
    assert_int_equal(200, reply.status);
}

static void cache__is_not_used_when_the_hook_says_no(void **state) {
    int before = ran();
    ask("GET", "/kept?q=hook", "Cookie: session=1\r\n");
    ask("GET", "/kept?q=hook", "Cookie: a=b; session=1\r\n");
    assert_int_equal(before + 2, ran());
    ask("GET", "/kept?q=hook", "Cookie: sessions=1\r\n");
    ask("GET", "/kept?q=hook", "");
    assert_int_equal(before + 3, ran());
}

static void cache__keeps_nothing_personal_failed_or_posted(void **state) {
    int before = ran();
    for (int i = 0; i < 2; i++) {
        ask("GET", "/personal", "");
        ask("GET", "/cookie", "");
        ask("GET", "/failing", "");
        ask("POST", "/kept", "Content-Length: 0\r\n");
    }
    assert_int_equal(before + 8, ran());
    assert_string_equal("", raw_header(&reply, "Age", value));
}

static void cache__is_bounded(void **state) {
    char target[64];
    for (int i = 0; i < 200; i++) { /* 200 pages of 8 KB and more in 256 KB */
        (void)snprintf(target, sizeof target, "/kept?q=%d", i);
        ask("GET", target, "");
        assert_int_equal(200, reply.status);
    }
    int before = ran();
    ask("GET", "/kept?q=199", "");
    assert_int_equal(before, ran());
    ask("GET", "/kept?q=0", "");
    assert_int_equal(before + 1, ran());
}

static void cache__serves_uncompressed_when_memory_is_out(void **state) {
    int before = ran();
    for (unsigned long nth = 1; nth < 12; nth++) {
        char target[64];
        (void)snprintf(target, sizeof target, "/kept?q=fault%lu", nth);
        fault_arm(FAULT_ALLOC, nth);
        ask("GET", target, "Accept-Encoding: gzip\r\n");
        fault_arm(FAULT_ALLOC, 0);
        assert_true(reply.status == 200 || reply.status == 500);
    }
    assert_true(ran() > before);
    ask("GET", "/kept?q=after", "");
    assert_int_equal(200, reply.status);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cache__runs_a_page_once_for_a_version),
        cmocka_unit_test(cache__shows_a_changed_version_at_once),
        cmocka_unit_test(cache__keeps_addresses_apart),
        cmocka_unit_test(cache__compresses_when_somebody_first_asks_for_it),
        cmocka_unit_test(cache__keeps_both_codings),
        cmocka_unit_test(cache__answers_not_modified),
        cmocka_unit_test(cache__is_not_used_when_the_hook_says_no),
        cmocka_unit_test(cache__keeps_nothing_personal_failed_or_posted),
        cmocka_unit_test(cache__is_bounded),
        cmocka_unit_test(cache__serves_uncompressed_when_memory_is_out),
    };
    return cmocka_run_group_tests_name("cache", tests, open_server, close_server);
}
