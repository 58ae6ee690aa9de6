/* QR codes: the standard's own marks are where scanners look for them. */
#include "web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE = 29 + 8 }; /* version 3 and the quiet zone */

static bool dark[SIDE][SIDE];

/* Fills the modules that the path "M{x} {y}h{n}v1h-{n}z…" covers. */
static void rasterize(const char *markup) {
    memset(dark, 0, sizeof(dark));
    const char *at = strstr(markup, "<path d=\"");
    assert_non_null(at);
    for (at += strlen("<path d=\""); *at == 'M';) {
        char *end;
        long x = strtol(at + 1, &end, 10), y = strtol(end + 1, &end, 10);
        assert_int_equal(*end, 'h');
        long run = strtol(end + 1, &end, 10);
        assert_true(run > 0 && x >= 4 && y >= 4 && x + run <= SIDE - 4 && y < SIDE - 4);
        for (long i = 0; i < run; i++) {
            dark[y][x + i] = true;
        }
        at = strchr(end, 'z') + 1;
    }
}

/* ISO/IEC 18004, 6.3.3: a dark ring of seven modules, a light one, a dark square of three. */
static void assert_finder(int left, int top) {
    for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 7; x++) {
            int from_middle = abs(x - 3) > abs(y - 3) ? abs(x - 3) : abs(y - 3);
            assert_int_equal(dark[top + y][left + x], from_middle != 2);
        }
    }
}

static void qr__has_its_finders_and_timing(void **state) {
    struct arena *arena = arena_create(1 << 20);
    const char *markup = web_qr(arena, "\"label\"", "https://khaju.example/verify/0123456").markup;
    assert_non_null(strstr(markup, "viewBox=\"0 0 37 37\""));
    assert_non_null(strstr(markup, "aria-label=\"&quot;label&quot;\""));
    rasterize(markup);
    assert_finder(4, 4);
    assert_finder(SIDE - 4 - 7, 4);
    assert_finder(4, SIDE - 4 - 7);
    for (int i = 8; i < 29 - 8; i++) { /* 6.3.5: the timing patterns alternate */
        assert_int_equal(dark[4 + 6][4 + i], i % 2 == 0);
        assert_int_equal(dark[4 + i][4 + 6], i % 2 == 0);
    }
    arena_destroy(arena);
}

static void qr__too_long_a_text_gives_nothing(void **state) {
    struct arena *arena = arena_create(1 << 20);
    char *text = malloc(4000);
    memset(text, 'x', 3999);
    text[3999] = '\0';
    assert_string_equal(web_qr(arena, "", text).markup, "");
    text[2331] = '\0';
    assert_string_not_equal(web_qr(arena, "", text).markup, "");
    free(text);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(qr__has_its_finders_and_timing),
        cmocka_unit_test(qr__too_long_a_text_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
