/* Escaping by position, against strings that were written to break out of it. */
#include "html.h"
#include "web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "</textarea><script>",
    "</title><svg onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)",
    "`onload=`",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "&lt;b&gt;",
    "&#60;b>",
    "& amp",
    "&",
    "\"",
    "'",
    "<",
    ">",
    "\x01\x02\x1f",
    "\x7f",
    "a\tb\nc",
    "\u202e\u2066",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "${7}",
    "%0d%0aSet-Cookie:",
    "javascript:alert(1)",
    "<a href=javascript:1>",
    "\xc2\xa0<b>",
    "قالب <b>فارسی</b>",
    "",
};

static const char *const bad_urls[] = {
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>",
    "vbscript:msgbox",
    "file:///etc/passwd",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "javascript&colon;alert(1):",
    "blob:x",
    "view-source:http://x",
    "ftp://x",
    "a b:c",
    "x:y",
    "httpx://e",
    "http\r\n://e",
};

static const struct {
    const char *url, *out;
} good_urls[] = {
    {"/services/1?q=a&b=c", "/services/1?q=a&amp;b=c"},
    {"services", "services"},
    {"#main", "#main"},
    {"?page=2", "?page=2"},
    {"", ""},
    {"https://example.ir/خدمت", "https://example.ir/خدمت"},
    {"HTTP://example.ir", "HTTP://example.ir"},
    {"mailto:a@example.ir", "mailto:a@example.ir"},
    {"tel:+983100000", "tel:+983100000"},
    {"/a:b", "/a:b"},
    {"/x\"onclick=\"1", "/x&quot;onclick=&quot;1"},
};

struct place {
    struct arena *arena;
    struct html out;
};

static int setup(void **state) {
    static struct place place;
    place.arena = arena_create(1 << 20);
    place.out.arena = place.arena;
    buf_init(&place.out.buf, 1 << 20);
    *state = &place;
    return 0;
}

static int teardown(void **state) {
    struct place *place = *state;
    buf_finish(&place->out.buf);
    arena_destroy(place->arena);
    return 0;
}

static const char *written(struct html *out) {
    return buf_text(&out->buf);
}

/* No byte that could end a text or a quoted value, and none that an XML reader refuses. */
static void assert_contained(const char *text) {
    for (const char *at = text; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;
        assert_null(strchr("<>\"'`", c));
        assert_true(c >= ' ' || c == '\n' || c == '\t' || c == '\r');
        assert_int_not_equal(c, 127);
        if (c == '&') {
            assert_true(strncmp(at, "&amp;", 5) == 0 || strncmp(at, "&lt;", 4) == 0 ||
                        strncmp(at, "&gt;", 4) == 0 || strncmp(at, "&quot;", 6) == 0 ||
                        strncmp(at, "&#39;", 5) == 0 || strncmp(at, "&#96;", 5) == 0);
        }
    }
}

static void html__hostile_text_stays_in_its_place(void **state) {
    struct html *out = &((struct place *)*state)->out;
    for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
        html_text(out, hostile[i]);
        html_attr(out, hostile[i]);
        html_attr(out, words(hostile[i]));
        html_plain(out, words(hostile[i]));
        html_plain(out, latin(hostile[i]));
        html_url(out, hostile[i]);
        html_part(out, hostile[i]);
        assert_contained(written(out));
        buf_clear(&out->buf);
    }
}

static void html__every_single_byte_stays_in_its_place(void **state) {
    struct html *out = &((struct place *)*state)->out;
    for (int c = 1; c < 256; c++) {
        const char text[] = {'a', (char)c, 'b', '\0'};
        html_text(out, text);
        html_attr(out, text);
        html_part(out, text);
        assert_contained(written(out));
        buf_clear(&out->buf);
    }
}

static void html__words_and_codes_are_isolated(void **state) {
    struct html *out = &((struct place *)*state)->out;
    html_text(out, words("<b>الف"));
    html_text(out, latin("A<1>"));
    assert_string_equal(written(out), "<bdi>&lt;b&gt;الف</bdi><bdi dir=\"ltr\">A&lt;1&gt;</bdi>");
}

static void html__unsafe_addresses_become_a_number_sign(void **state) {
    struct html *out = &((struct place *)*state)->out;
    for (size_t i = 0; i < sizeof(bad_urls) / sizeof(bad_urls[0]); i++) {
        html_url(out, bad_urls[i]);
        assert_string_equal(written(out), "#");
        buf_clear(&out->buf);
    }
}

static void html__good_addresses_stay(void **state) {
    struct html *out = &((struct place *)*state)->out;
    for (size_t i = 0; i < sizeof(good_urls) / sizeof(good_urls[0]); i++) {
        html_url(out, good_urls[i].url);
        assert_string_equal(written(out), good_urls[i].out);
        buf_clear(&out->buf);
    }
}

static void html__a_part_of_an_address_cannot_leave_it(void **state) {
    struct html *out = &((struct place *)*state)->out;
    html_part(out, "a/../b?c=d&e#f%67 آ+");
    assert_string_equal(written(out), "a%2F..%2Fb%3Fc%3Dd%26e%23f%2567%20%D8%A2%2B");
}

static void html__numbers_are_persian_in_text_and_latin_in_attributes(void **state) {
    struct html *out = &((struct place *)*state)->out;
    html_text(out, 1842000);
    html_text(out, " ");
    html_text(out, (int64_t)INT64_MIN);
    html_text(out, " ");
    html_text(out, 4.3);
    html_text(out, " ");
    html_attr(out, (size_t)1842000);
    html_text(out, " ");
    html_attr(out, 12.5);
    html_text(out, " ");
    html_url(out, -7);
    assert_string_equal(written(out), "۱٬۸۴۲٬۰۰۰ -۹٬۲۲۳٬۳۷۲٬۰۳۶٬۸۵۴٬۷۷۵٬۸۰۸ ۴٫۳ 1842000 12.5 -7");
}

static void html__unknown_is_not_zero(void **state) {
    struct html *out = &((struct place *)*state)->out;
    html_text(out, UNKNOWN_INT);
    html_text(out, "|");
    html_text(out, known_int(0));
    html_text(out, "|");
    html_text(out, UNKNOWN_REAL);
    assert_string_equal(written(out), "گزارش نشده|۰|گزارش نشده");
}

static void html__dates_are_jalali_with_the_gregorian_one_beside(void **state) {
    struct html *out = &((struct place *)*state)->out;
    html_text(out, when_date(1763856000000));
    assert_string_equal(written(out), "<time datetime=\"2025-11-23\" title=\"2025-11-23\">"
                                      "۲ آذر ۱۴۰۴</time>");
    buf_clear(&out->buf);
    html_plain(out, when_date(1763856000000));
    html_attr(out, when_date(1763856000000));
    assert_string_equal(written(out), "۲ آذر ۱۴۰۴2025-11-23");
}

static void html__sentences_stop_at_each_placeholder(void **state) {
    struct html *out = &((struct place *)*state)->out;
    const char *rest = "<a> {2} b {1}{x} {0} c";
    assert_int_equal(html_sentence(out, &rest), 2);
    html_text(out, "TWO");
    assert_int_equal(html_sentence(out, &rest), 1);
    html_text(out, "ONE");
    assert_int_equal(html_sentence(out, &rest), 0);
    assert_int_equal(html_sentence(out, &rest), 0);
    assert_string_equal(written(out), "&lt;a&gt; TWO b ONE{x} {0} c");
}

static void html__nothing_is_written_for_null(void **state) {
    struct html *out = &((struct place *)*state)->out;
    const char *nothing = NULL;
    html_text(out, nothing);
    html_attr(out, nothing);
    html_url(out, nothing);
    html_part(out, nothing);
    html_text(out, words(NULL));
    assert_string_equal(written(out), "<bdi></bdi>");
}

static void markdown__is_safe_and_headings_have_addresses(void **state) {
    struct arena *arena = ((struct place *)*state)->arena;
    const char *markup = web_markdown(arena, "# فصل دوم: روش\n\n# فصل دوم: روش\n\n# !\n\n"
                                             "<script>x</script>\n\n[بد](javascript:alert(1)) "
                                             "<b onclick=x>ب</b>\n\n[خوب](https://example.ir)")
                             .markup;
    assert_non_null(strstr(markup, "<h1 id=\"فصل-دوم-روش\">"));
    assert_non_null(strstr(markup, "<h1 id=\"فصل-دوم-روش-2\">"));
    assert_non_null(strstr(markup, "<h1 id=\"section\">"));
    assert_null(strstr(markup, "<script"));
    assert_null(strstr(markup, "javascript:"));
    assert_null(strstr(markup, "onclick"));
    assert_non_null(strstr(markup, "href=\"https://example.ir\""));
}

static void asset__addresses_carry_the_hash_of_the_content(void **state) {
    const char *path = web_asset("khaju.css");
    assert_int_equal(strncmp(path, "/assets/khaju-", 14), 0);
    assert_int_equal(strlen(path), strlen("/assets/khaju-0123456789ab.css"));
    const struct web_file *file = web_file(path);
    assert_non_null(file);
    assert_string_equal(file->name, "khaju.css");
    assert_string_equal(file->type, "text/css; charset=utf-8");
    /* the whole style sheet leaves most of a page's 60 KB to the page */
    assert_in_range(file->gzip_size, 1000, 24000);
    assert_null(web_file("/assets/khaju.css"));
    assert_null(web_file("/assets/../khaju.css"));
    assert_string_equal(web_asset("nothing.css"), "#");
    /* the style sheet asks for fonts that are there */
    struct arena *arena = ((struct place *)*state)->arena;
    const char *style = arena_strndup(arena, (const char *)file->data, file->size);
    for (const char *at = strstr(style, "url(\""); at != NULL; at = strstr(at + 1, "url(\"")) {
        char font[120];
        snprintf(font, sizeof(font), "/assets/%.*s", (int)strcspn(at + 5, "\""), at + 5);
        assert_non_null(web_file(font));
    }
}

static void layout__marks_the_section_one_is_in(void **state) {
    static const struct web_crumb nav[] = {{"a", "/services"},
                                           {"b", "/services-old"},
                                           {"c", "/"},
                                           {"d", "https://example.ir/services"}};
    struct web_layout layout = {.section = "services", .nav = nav, .nav_count = 4};
    assert_true(web_layout_current(&layout, 0));
    assert_false(web_layout_current(&layout, 1));
    assert_false(web_layout_current(&layout, 2));
    assert_false(web_layout_current(&layout, 3));
    layout.section = NULL;
    assert_false(web_layout_current(&layout, 0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(html__hostile_text_stays_in_its_place),
        TEST(html__every_single_byte_stays_in_its_place),
        TEST(html__words_and_codes_are_isolated),
        TEST(html__unsafe_addresses_become_a_number_sign),
        TEST(html__good_addresses_stay),
        TEST(html__a_part_of_an_address_cannot_leave_it),
        TEST(html__numbers_are_persian_in_text_and_latin_in_attributes),
        TEST(html__unknown_is_not_zero),
        TEST(html__dates_are_jalali_with_the_gregorian_one_beside),
        TEST(html__sentences_stop_at_each_placeholder),
        TEST(html__nothing_is_written_for_null),
        TEST(markdown__is_safe_and_headings_have_addresses),
        TEST(asset__addresses_carry_the_hash_of_the_content),
        TEST(layout__marks_the_section_one_is_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
