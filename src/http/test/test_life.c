/* Starting, sleeping, being slow, asking too often, stopping. */
#include "server_fixture.h"

static char value[512];

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

static void metrics__counts_by_route_and_status(void **state) {
    get("/nothing");
    get("/fails");
    get("/metrics");
    assert_non_null(strstr(reply.body, "# TYPE khaju_http_requests_total counter\n"));
    assert_non_null(
        strstr(reply.body, "khaju_http_requests_total{route=\"page_fails\",status=\"409\"}"));
    assert_non_null(
        strstr(reply.body, "khaju_http_requests_total{route=\"unknown\",status=\"404\"}"));
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
    static const char *const bad[] = {
        "8080", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:x",
        "::1",  "[::1]",     ":8080",           "no.such.host.invalid:80"};
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
        raw_say(fd, "X"); /* never silent for long */
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
        cmocka_unit_test(suspend__resumes_before_the_handler_returns),
        cmocka_unit_test(suspend__holds_under_load),
        cmocka_unit_test(suspend__outlives_a_client_that_leaves),
        cmocka_unit_test(metrics__counts_by_route_and_status),
        cmocka_unit_test(start__explains_what_is_in_the_way),
        cmocka_unit_test(start__refuses_two_equal_routes),
        cmocka_unit_test(slow_client__is_ended),
        cmocka_unit_test(rate__stops_who_asks_too_often),
        cmocka_unit_test(proxy__is_believed_only_when_trusted),
        cmocka_unit_test(stop__answers_what_is_under_way),
    };
    return cmocka_run_group_tests_name("life", tests, server_open, server_close);
}
