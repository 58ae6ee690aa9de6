/* Charts: well-formed XML with a title and a description, nothing that a name can break, unknown
   drawn as unknown, labels of the map that do not cover one another. */
#include "web.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DEEPEST = 32 };

static struct arena *arena;

static int setup(void **state) {
    arena = arena_create(16 << 20);
    return 0;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

static const char *skip_name(const char *at) {
    return at + strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:");
}

/* One tag after its "<"; NULL if it is not well-formed XML. Sets what it was. */
static const char *read_tag(const char *at, bool *closing, bool *alone, const char **name) {
    *closing = *at == '/';
    *name = at += *closing;
    at = skip_name(at);
    if (at == *name) {
        return NULL;
    }
    while (*at == ' ') {
        const char *attribute = ++at;
        at = skip_name(at);
        if (at == attribute || at[0] != '=' || (at[1] != '"' && at[1] != '\'')) {
            return NULL;
        }
        const char *end = strchr(at + 2, at[1]);
        if (end == NULL || memchr(at + 2, '<', (size_t)(end - at - 2)) != NULL) {
            return NULL;
        }
        at = end + 1;
    }
    *alone = *at == '/';
    at += *alone;
    return *at == '>' ? at + 1 : NULL;
}

static bool entity(const char *at) {
    return strncmp(at, "&amp;", 5) == 0 || strncmp(at, "&lt;", 4) == 0 ||
           strncmp(at, "&gt;", 4) == 0 || strncmp(at, "&quot;", 6) == 0 ||
           strncmp(at, "&#", 2) == 0;
}

/* Strict XML: every tag closed in order, every attribute quoted, only XML's own entities. */
static bool well_formed(const char *at) {
    const char *open[DEEPEST];
    size_t depth = 0;
    while (*at != '\0') {
        if (*at == '&' && !entity(at)) {
            return false;
        }
        if (*at++ != '<') {
            continue;
        }
        bool closing, alone;
        const char *name;
        at = read_tag(at, &closing, &alone, &name);
        if (at == NULL || (closing && depth == 0) || (!closing && depth == DEEPEST)) {
            return false;
        }
        size_t length = (size_t)(skip_name(name) - name);
        if (closing) {
            depth--;
            if (strncmp(open[depth], name, length) != 0 ||
                skip_name(open[depth]) - open[depth] != (ptrdiff_t)length) {
                return false;
            }
        } else if (!alone) {
            open[depth++] = name;
        }
    }
    return depth == 0;
}

static size_t times(const char *text, const char *what) {
    size_t count = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what)) {
        count++;
    }
    return count;
}

static void assert_chart(const char *markup) {
    assert_true(well_formed(markup));
    assert_non_null(strstr(markup, "<title>عنوان &lt;&amp;&quot;</title>"));
    assert_non_null(strstr(markup, "<desc>شرح ]]&gt;</desc>"));
    assert_non_null(strstr(markup, "aria-label=\"عنوان &lt;&amp;&quot;\""));
    assert_null(strstr(markup, "style="));
    assert_null(strstr(markup, "<b>"));
    assert_null(strstr(markup, "nan"));
    assert_null(strstr(markup, "inf"));
}

#define TITLE "عنوان <&\""
#define DESCRIPTION "شرح ]]>"

static void chart__checker_finds_what_is_broken(void **state) {
    assert_true(well_formed("<a x=\"1\"><b/>&amp;</a>"));
    assert_false(well_formed("<a><b></a></b>"));
    assert_false(well_formed("<a x=1></a>"));
    assert_false(well_formed("<a>&nbsp;</a>"));
    assert_false(well_formed("<a>"));
    assert_false(well_formed("<a x=\"<\"></a>"));
}

static void chart__bars_are_drawn_and_named(void **state) {
    const struct web_bar bars[] = {{"<b>یک", "/a?b=1&c=2", 10, NULL, true},
                                   {"دو", "javascript:alert(1)", 5, "پنج <b>", true},
                                   {"سه", NULL, 0, NULL, true},
                                   {"چهار", NULL, -4, NULL, true},
                                   {"پنج", NULL, 99, NULL, false}};
    const char *markup = web_chart_bars(arena, TITLE, DESCRIPTION, bars, 5).markup;
    assert_chart(markup);
    assert_non_null(strstr(markup, "role=\"group\"")); /* there are links inside */
    assert_non_null(strstr(markup, "width=\"100%\" height=\"14\""));
    assert_non_null(strstr(markup, "width=\"50%\" height=\"14\""));
    assert_int_equal(times(markup, "گزارش نشده"), 1);
    assert_null(strstr(markup, "javascript"));
    assert_null(strstr(markup, "99"));
}

static void chart__many_bars_are_short_rows(void **state) {
    struct web_bar bars[28];
    for (int i = 0; i < 28; i++) {
        bars[i] = (struct web_bar){"نام شهرستان", NULL, 28 - i, NULL, i != 5};
    }
    const char *markup = web_chart_bars(arena, TITLE, DESCRIPTION, bars, 28).markup;
    double height = 0;
    assert_chart(markup);
    assert_int_equal(sscanf(strstr(markup, " height=\""), " height=\"%lf", &height), 1);
    assert_in_range((unsigned)height, 400, 900);  /* a printed page holds it */
    assert_int_equal(times(markup, "<rect"), 27); /* the unknown one has no bar, but its words */
    assert_int_equal(times(markup, "گزارش نشده"), 1);
}

static void chart__without_links_is_an_image(void **state) {
    const struct web_bar bar = {"یک", NULL, 10, NULL, true};
    assert_non_null(
        strstr(web_chart_bars(arena, TITLE, DESCRIPTION, &bar, 1).markup, "role=\"img\""));
}

static void chart__of_nothing_is_still_well_formed(void **state) {
    assert_chart(web_chart_bars(arena, TITLE, DESCRIPTION, NULL, 0).markup);
    assert_chart(web_chart_levels(arena, TITLE, DESCRIPTION, NULL, 0).markup);
    assert_chart(web_chart_map(arena, TITLE, DESCRIPTION, NULL, 0).markup);
    const char *const columns[] = {"a"};
    assert_chart(web_chart_heat(arena, TITLE, DESCRIPTION, NULL, 0, columns, 1, NULL).markup);
}

static void chart__heat_says_each_cell(void **state) {
    const char *const rows[] = {"ردیف <b>",
                                "نامی بسیار بلند که باید در چند سطر بیاید و بریده نشود"};
    const char *const columns[] = {"یک", "دو"};
    const struct web_heat_cell cells[] = {{true, 0, NULL, NULL},
                                          {true, 6, "۶٫۵", "/x"},
                                          {false, 3, NULL, NULL},
                                          {true, 99, NULL, NULL}};
    const char *markup =
        web_chart_heat(arena, TITLE, DESCRIPTION, rows, 2, columns, 2, cells).markup;
    assert_chart(markup);
    assert_int_equal(times(markup, "گزارش نشده"), 1);
    assert_non_null(strstr(markup, "ردیف &lt;b&gt;، دو: \u2067۶٫۵\u2069"));
    assert_non_null(strstr(markup, "بریده نشود"));
    const char *const many[] = {"یک", "دو", "سه", "چهار", "پنج"};
    const struct web_heat_cell five[5] = {{true, 1, NULL, NULL}};
    assert_non_null(
        strstr(web_chart_heat(arena, "t", "d", rows, 1, many, 5, five).markup, "rotate(-90)"));
}

static void chart__levels_fill_the_whole_bar(void **state) {
    const struct web_levels rows[] = {{"استان", "/plan", {1, 1, 0, 0, 0, 0, 2}, 4},
                                      {"هیچ", NULL, {0}, 0},
                                      {"نادرست", NULL, {-5, 1, 0, 0, 0, 0, 0}, -1}};
    const char *markup = web_chart_levels(arena, TITLE, DESCRIPTION, rows, 3).markup;
    assert_chart(markup);
    assert_int_equal(times(markup, "width=\"12.5%\""), 2);
    assert_int_equal(times(markup, "width=\"25%\""), 1);
    assert_int_equal(times(markup, "width=\"50%\""), 1);
    assert_int_equal(times(markup, "width=\"100%\" height=\"24\""), 1);
}

static void chart__map_keeps_labels_apart(void **state) {
    struct web_bubble bubbles[28];
    for (int i = 0; i < 28; i++) {
        bubbles[i] = (struct web_bubble){.label = "شهر <b>",
                                         .latitude = 32 + (i * 11 % 28) / 12.0,
                                         .longitude = 51 + (i * 5 % 28) / 8.0,
                                         .size = i == 0 ? 900 : i,
                                         .known = i % 7 != 5,
                                         .level = i % 8 - 1};
    }
    bubbles[3].latitude = NAN;
    const char *markup = web_chart_map(arena, TITLE, DESCRIPTION, bubbles, 28).markup;
    assert_chart(markup);
    assert_int_equal(times(markup, "<circle"), 27);
    double places[28][2];
    size_t labels = 0;
    for (const char *at = strstr(markup, "<text x=\""); at != NULL;
         at = strstr(at + 1, "<text x=\"")) {
        assert_int_equal(
            sscanf(at, "<text x=\"%lf\" y=\"%lf\"", &places[labels][0], &places[labels][1]), 2);
        for (size_t i = 0; i < labels; i++) {
            assert_true(fabs(places[i][0] - places[labels][0]) > 40 ||
                        fabs(places[i][1] - places[labels][1]) > 12);
        }
        labels++;
    }
    assert_in_range(labels, 10, 27);
}

static void chart__map_keeps_its_shape(void **state) {
    /* one degree of longitude at 60° is half as wide as one of latitude */
    const struct web_bubble bubbles[] = {{"a", NULL, 59, 10, 1, NULL, true, -1},
                                         {"b", NULL, 61, 10, 1, NULL, true, -1},
                                         {"c", NULL, 59, 14, 1, NULL, true, -1}};
    const char *markup = web_chart_map(arena, "t", "d", bubbles, 3).markup;
    double x[3], y[3];
    const char *at = markup;
    for (int i = 0; i < 3; i++) {
        at = strstr(at, "<circle") + 1;
        assert_int_equal(sscanf(at, "circle cx=\"%lf\" cy=\"%lf\"", &x[i], &y[i]), 2);
    }
    assert_true(fabs(fabs(x[2] - x[0]) / fabs(y[1] - y[0]) - 1) < 0.01);
    assert_true(y[1] < y[0]); /* north is up */
    assert_true(x[2] > x[0]); /* east is right, also in a right-to-left page */
}

static void assert_printed(const char *markup, const char *expected) {
    struct buf out;
    buf_init(&out, 10000);
    assert_int_equal(web_charts_for_print(markup, &out), ERR_NONE);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void chart__on_paper_is_written_as_it_is_seen(void **state) {
    /* the last letter first, joined; the paragraph and the number as they were */
    assert_printed(
        "<p>آب</p><text x=\"1\">\u2067آب &lt;۱۲&gt; می‌رود\u2069</text>",
        "<p>آب</p><text x=\"1\">\uFEA9\uFEED\uFEAD\uFBFD\uFEE3 &lt;۱۲&gt; \uFE8F\uFE81</text>");
    assert_printed("<text x=\"1\">cut", "<text x=\"1\">cut");
    assert_printed("", "");
    struct buf small;
    buf_init(&small, 10);
    assert_int_equal(web_charts_for_print("<p>longer than ten</p>", &small), ERR_LIMIT);
    buf_finish(&small);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(chart__checker_finds_what_is_broken),
        TEST(chart__bars_are_drawn_and_named),
        TEST(chart__without_links_is_an_image),
        TEST(chart__many_bars_are_short_rows),
        TEST(chart__of_nothing_is_still_well_formed),
        TEST(chart__heat_says_each_cell),
        TEST(chart__levels_fill_the_whole_bar),
        TEST(chart__map_keeps_labels_apart),
        TEST(chart__map_keeps_its_shape),
        TEST(chart__on_paper_is_written_as_it_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
