/* The parts that need no socket: rates, headers, decoding, the router, measures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "headers.h"
#include "metrics.h"
#include "rate.h"
#include "router.h"
#include "urlcode.h"

static struct arena *arena;

static int arena_open(void **state) {
    arena = arena_create(16 << 20);
    return arena != NULL ? 0 : -1;
}

static int arena_close(void **state) {
    arena_destroy(arena);
    return 0;
}

/* ---- rates ---- */

static struct rate *rate_open(uint32_t per_minute, uint32_t burst) {
    struct http_rate limits[HTTP_RATE_CLASSES] = {{per_minute, burst}, {0, 0}, {1, 1}};
    struct rate *rate = NULL;
    assert_int_equal(ERR_NONE, rate_create(limits, &rate));
    return rate;
}

static void rate__allows_a_burst_then_refills_evenly(void **state) {
    struct rate *rate = rate_open(60, 5);
    int wait = 0;
    for (int i = 0; i < 5; i++) {
        assert_true(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, 1000, &wait));
    }
    assert_false(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, 1000, &wait));
    assert_in_range(wait, 1, 2);
    assert_false(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, 1900, &wait));
    assert_true(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, 2000, &wait));
    assert_false(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, 2001, &wait));
    /* never more than the burst, however long the silence */
    for (int i = 0; i < 5; i++) {
        assert_true(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, INT64_C(1) << 40, &wait));
    }
    assert_false(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, INT64_C(1) << 40, &wait));
    rate_destroy(rate);
}

static void rate__counts_peers_and_classes_apart(void **state) {
    struct rate *rate = rate_open(60, 1);
    int wait = 0;
    assert_true(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, 1, &wait));
    assert_false(rate_take(rate, "192.0.2.1", HTTP_RATE_READ, 1, &wait));
    assert_true(rate_take(rate, "192.0.2.2", HTTP_RATE_READ, 1, &wait));
    assert_true(rate_take(rate, "192.0.2.1", HTTP_RATE_STRICT, 1, &wait));
    for (int i = 0; i < 1000; i++) { /* no limit in this class */
        assert_true(rate_take(rate, "192.0.2.1", HTTP_RATE_WRITE, 1, &wait));
    }
    rate_destroy(rate);
}

static void rate__counts_an_ipv6_network_as_one(void **state) {
    struct rate *rate = rate_open(60, 1);
    int wait = 0;
    assert_true(rate_take(rate, "2001:db8::1", HTTP_RATE_READ, 1, &wait));
    assert_false(rate_take(rate, "2001:db8::ffff", HTTP_RATE_READ, 1, &wait));
    assert_false(rate_take(rate, "2001:0db8:0:0::2", HTTP_RATE_READ, 1, &wait));
    assert_true(rate_take(rate, "2001:db8:0:1::1", HTTP_RATE_READ, 1, &wait));
    rate_destroy(rate);
}

static void rate__holds_against_a_flood_of_addresses(void **state) {
    struct rate *rate = rate_open(60, 2);
    int wait = 0;
    char peer[32];
    for (int i = 0; i < 100000; i++) {
        (void)snprintf(peer, sizeof peer, "10.%d.%d.%d", i >> 16, (i >> 8) & 255, i & 255);
        assert_true(rate_take(rate, peer, HTTP_RATE_READ, 1000 + i, &wait));
    }
    rate_destroy(rate);
}

/* ---- headers ---- */

static void headers__read_codings(void **state) {
    static const struct {
        const char *list;
        bool gzip;
    } cases[] = {
        {NULL, false},      {"", false},         {"gzip", true},           {"GZIP", true},
        {"br, gzip", true}, {"gzip;q=0", false}, {"gzip; q=0.000", false}, {"gzip;q=0.1", true},
        {"*", true},        {"*;q=0", false},    {"*;q=0, gzip", true},    {"gzip;q=0, *", false},
        {"x-gzip", false},  {"identity", false}, {",,gzip,", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(cases[i].gzip, headers_accept_gzip(cases[i].list));
    }
}

static void headers__compare_tags(void **state) {
    assert_true(headers_match_etag("W/\"a\"", "W/\"a\""));
    assert_true(headers_match_etag("\"a\"", "W/\"a\""));
    assert_true(headers_match_etag("\"b\", W/\"a\"", "\"a\""));
    assert_true(headers_match_etag("*", "\"a\""));
    assert_false(headers_match_etag("\"aa\"", "\"a\""));
    assert_false(headers_match_etag("\"a\"x", "\"a\""));
    assert_false(headers_match_etag("", "\"a\""));
}

/* ---- cookies and locations ---- */

static void cookie__is_found_by_its_whole_name(void **state) {
    const char *value = NULL;
    size_t length = 0;
    assert_true(url_cookie_find("a=1; session=abc ;b=2", "session", &value, &length));
    assert_int_equal(3, length);
    assert_memory_equal("abc", value, 3);
    assert_false(url_cookie_find("mysession=abc; sessions=1; session", "session", &value, &length));
    assert_true(url_cookie_find("session=", "session", &value, &length));
    assert_int_equal(0, length);
}

static void location__has_only_printable_ascii(void **state) {
    assert_string_equal("/%D8%AE?q=a%20b&c=%22", url_location_encode(arena, "/خ?q=a b&c=\""));
    assert_string_equal("%0D%0ASet-Cookie:", url_location_encode(arena, "\r\nSet-Cookie:"));
    assert_string_equal("a%2Fb%3Fc~", url_component_encode(arena, "a/b?c~"));
}

/* ---- routes ---- */

static void nothing(void) {
}

static const struct http_route *find(const struct router *router, const char *raw,
                                     struct router_match *match) {
    struct url_path path;
    assert_int_equal(ERR_NONE, url_path_decode(arena, raw, strlen(raw), &path));
    router_find(router, HTTP_GET, &path, match);
    return match->route;
}

static void router__falls_back_from_a_literal_to_a_parameter(void **state) {
    static const struct http_route routes[] = {
        {HTTP_GET, "/a/{x}/end", "one", "", 0, 0, nothing},
        {HTTP_GET, "/a/b", "two", "", 0, 0, nothing},
        {HTTP_GET, "/a/{x}", "three", "", 0, 0, nothing},
        {HTTP_GET, "/{p}/{q}/{r}", "four", "", 0, 0, nothing},
        {HTTP_GET, "/", "root", "", 0, 0, nothing},
        {HTTP_POST, "/only", "post", "", 0, 0, nothing},
    };
    struct router *router = NULL;
    struct router_match match;
    assert_int_equal(ERR_NONE, router_create(routes, COUNT_OF(routes), &router));
    assert_string_equal("one", find(router, "/a/b/end", &match)->name);
    assert_string_equal("b", router_param(&match, "x"));
    assert_string_equal("two", find(router, "/a/b", &match)->name);
    assert_string_equal("three", find(router, "/a/c", &match)->name);
    assert_string_equal("four", find(router, "/a/b/c", &match)->name);
    assert_string_equal("b", router_param(&match, "q"));
    assert_string_equal("c", router_param(&match, "r"));
    assert_null(router_param(&match, "x"));
    assert_string_equal("root", find(router, "/", &match)->name);
    assert_null(find(router, "/a", &match));
    assert_int_equal(0, match.allowed);
    assert_null(find(router, "/only", &match));
    assert_int_equal(1u << HTTP_POST, match.allowed);
    router_destroy(router);
}

static void router__refuses_malformed_routes(void **state) {
    static const char *const bad[] = {"a", "/a//b", "/{}", "/{x",
                                      "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct http_route route = {HTTP_GET, bad[i], "bad", "", 0, 0, nothing};
        struct router *router = NULL;
        assert_int_equal(ERR_INTERNAL, router_create(&route, 1, &router));
    }
}

/* ---- measures ---- */

static void metrics__are_cumulative_in_their_buckets(void **state) {
    static const struct http_route routes[] = {{HTTP_GET, "/a", "a", "", 0, 0, nothing}};
    struct metrics *metrics = NULL;
    struct buf out;
    buf_init(&out, 1 << 20);
    assert_int_equal(ERR_NONE, metrics_create(routes, 1, &metrics));
    metrics_count(metrics, &routes[0], METRICS_UNKNOWN, 200, 50 * 1000);       /* 50 µs */
    metrics_count(metrics, &routes[0], METRICS_UNKNOWN, 200, 3 * 1000 * 1000); /* 3 ms */
    metrics_count(metrics, &routes[0], METRICS_UNKNOWN, 418, INT64_C(60000000000));
    metrics_render(metrics, &out);
    static const char *const lines[] = {
        "khaju_http_requests_total{route=\"a\",status=\"200\"} 2\n",
        "khaju_http_requests_total{route=\"a\",status=\"other\"} 1\n",
        "khaju_http_request_seconds_bucket{route=\"a\",le=\"0.0001\"} 1\n",
        "khaju_http_request_seconds_bucket{route=\"a\",le=\"0.0025\"} 1\n",
        "khaju_http_request_seconds_bucket{route=\"a\",le=\"0.005\"} 2\n",
        "khaju_http_request_seconds_bucket{route=\"a\",le=\"10\"} 2\n",
        "khaju_http_request_seconds_bucket{route=\"a\",le=\"+Inf\"} 3\n",
        "khaju_http_request_seconds_sum{route=\"a\"} 60.003050\n",
        "khaju_http_request_seconds_count{route=\"a\"} 3\n",
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        assert_non_null(strstr(buf_text(&out), lines[i]));
    }
    buf_finish(&out);
    metrics_destroy(metrics);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rate__allows_a_burst_then_refills_evenly),
        cmocka_unit_test(rate__counts_peers_and_classes_apart),
        cmocka_unit_test(rate__counts_an_ipv6_network_as_one),
        cmocka_unit_test(rate__holds_against_a_flood_of_addresses),
        cmocka_unit_test(headers__read_codings),
        cmocka_unit_test(headers__compare_tags),
        cmocka_unit_test(cookie__is_found_by_its_whole_name),
        cmocka_unit_test(location__has_only_printable_ascii),
        cmocka_unit_test(router__falls_back_from_a_literal_to_a_parameter),
        cmocka_unit_test(router__refuses_malformed_routes),
        cmocka_unit_test(metrics__are_cumulative_in_their_buckets),
    };
    return cmocka_run_group_tests_name("parts", tests, arena_open, arena_close);
}
