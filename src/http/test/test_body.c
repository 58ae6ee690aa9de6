/* Forms and files as clients send them, well-behaved and not. */
#include "server_fixture.h"

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
    for (int i = 0; i < 200; i++) { /* 13 MB */
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
    for (int i = 0; i < 160; i++) { /* 10 MB, or until the server hangs up */
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
    post_parts("/upload", PART("a", "", "متن\r\n--not a boundary") PART(
                              "file", "; filename=\"C:\\\\x\\\\r.csv\"\r\nContent-Type: text/csv",
                              "1,2\r\n3") "--B--\r\n");
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

int main(void) {
    const struct CMUnitTest tests[] = {
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
    };
    return cmocka_run_group_tests_name("body", tests, server_open, server_close);
}
