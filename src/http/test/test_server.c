/* Requests and replies as clients meet them, well-behaved and not. */
#include "server_fixture.h"

static char value[512];

static void server__answers_a_page_with_security_headers(void **state) {
    get("/hello?name=%D8%AE%D8%A7%D8%AC%D9%88");
    assert_int_equal(200, reply.status);
    assert_string_equal("hello خاجو\n", reply.body);
    assert_non_null(
        strstr(raw_header(&reply, "Content-Security-Policy", value), "default-src 'self'"));
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
        "/../etc/passwd",   "/item/..",        "/item/%2e%2e/x",
        "/item/%2E%2E%2Fx", "//hello",         "/item//x",
        "/item/a%00b",      "/item/%ff",       "/item/%c0%af",
        "/item/a%2fb",      "/item/%",         "/item/%zz",
        "/item/a%5cb",      "/item/%0d%0aX:y", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q",
        "/./hello",
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
        cmocka_unit_test(reply__is_compressed_when_the_client_takes_it),
        cmocka_unit_test(reply__never_carries_a_smuggled_header),
        cmocka_unit_test(reply__compares_the_tag_of_a_page),
        cmocka_unit_test(reply__encodes_a_location),
        cmocka_unit_test(reply__says_what_failed),
        cmocka_unit_test(asset__is_cached_for_ever),
    };
    return cmocka_run_group_tests_name("server", tests, server_open, server_close);
}
