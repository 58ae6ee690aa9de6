#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fault.h"
#include "xml.h"

enum { MEMORY_MAX = 256 << 20 };

static struct arena *arena;

static int make_arena(void **state) {
    arena = arena_create(MEMORY_MAX);
    return arena == NULL ? -1 : 0;
}

static int drop_arena(void **state) {
    fault_arm(FAULT_ALLOC, 0);
    arena_destroy(arena);
    return 0;
}

static const struct xml_document *must_read(const char *text) {
    const struct xml_document *document;
    assert_int_equal(xml_read(arena, text, strlen(text), &document), ERR_NONE);
    return document;
}

static void must_refuse_bytes(const char *bytes, size_t length, const char *code) {
    const struct xml_document *document;
    assert_int_not_equal(xml_read(arena, bytes, length, &document), ERR_NONE);
    assert_string_equal(err_last()->code, code);
    assert_null(document);
}

static void must_refuse(const char *text, const char *code) {
    must_refuse_bytes(text, strlen(text), code);
}

static const char everything[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<!-- پیش از ریشه --><?style a=\"b\"?>\n"
    "<b:root xmlns:b='urn:b' xmlns='urn:d' z='2' a='1 &lt; &quot;2&quot;&amp;#65;&#10;&#9;'>\n"
    "  <child x:y='1' xmlns:x='urn:x'>متن &amp; متن<![CDATA[ <raw> & ]]>tail&#13;</child>\n"
    "  <empty xmlns=''/><?here?>\n"
    "  <!--in-->]]&gt;\n"
    "</b:root>\n"
    "<!-- after -->";

static void xml__writes_what_it_read(void **state) {
    const struct xml_document *document = must_read(everything);
    struct buf out;
    buf_init(&out, MEMORY_MAX);
    xml_write(document, &out);
    assert_int_equal(out.failed, ERR_NONE);
    const struct xml_document *again = must_read(buf_text(&out));
    assert_null(xml_difference(document, again));
    assert_int_equal(document->node_count, again->node_count);
    struct buf twice;
    buf_init(&twice, MEMORY_MAX);
    xml_write(again, &twice);
    assert_string_equal(buf_text(&out), buf_text(&twice));
    buf_finish(&out);
    buf_finish(&twice);
}

static void xml__keeps_names_values_and_places(void **state) {
    const struct xml_document *document = must_read(everything);
    const struct xml_node *root = document->root;
    assert_true(xml_is(root, "urn:b", "root"));
    assert_string_equal(root->prefix, "b");
    assert_int_equal(root->line, 3);
    assert_int_equal(root->column, 1);
    assert_string_equal(root->attributes[0].name, "z");
    assert_string_equal(xml_attribute(root, "a"), "1 < \"2\"&#65;\n\t");
    assert_null(xml_attribute(root, "y"));
    const struct xml_node *child = xml_first_element(root);
    assert_true(xml_is(child, "urn:d", "child"));
    assert_int_equal(child->line, 4);
    assert_int_equal(child->column, 3);
    assert_null(xml_attribute(child, "y")); /* it is in a namespace */
    assert_string_equal(child->attributes[0].uri, "urn:x");
    assert_string_equal(xml_text(arena, child), "متن & متن <raw> & tail");
    assert_string_equal(xml_namespace_of(child, "x", 1), "urn:x");
    assert_string_equal(xml_namespace_of(child, "b", 1), "urn:b");
    assert_string_equal(xml_namespace_of(child, NULL, 0), "urn:d");
    assert_null(xml_namespace_of(child, "none", 4));
    const struct xml_node *empty = xml_next_element(child);
    assert_true(xml_is(empty, NULL, "empty"));
    assert_null(xml_next_element(empty));
}

static void xml__places_a_start_tag_of_several_lines_at_its_beginning(void **state) {
    const struct xml_node *root = must_read("<a>\n  <b\n    x='1'\n    y='2'/><c/>\n</a>")->root;
    const struct xml_node *b = xml_first_element(root);
    assert_int_equal(b->line, 2);
    assert_int_equal(b->column, 3);
    assert_int_equal(xml_next_element(b)->line, 4);
}

static void xml__says_where_two_trees_differ(void **state) {
    static const char *const others[] = {
        "<a x='1' y='2'><b>t</b></a>",      "<a y='2'><b>t</b><c/></a>",
        "<a y='2' x='1'><b>s</b><c/></a>",  "<a y='2' x='1'><b>t</b><d/></a>",
        "<a y='2' x='3'><b>t</b><c/></a>",  "<a y='2' x='1'><b>t</b><!--n--><c/></a>",
        "<a y='2' x='1'><b>t</b><c/>t</a>", "<a y='2' x='1' xmlns:n='urn:n'><b>t</b><c/></a>",
    };
    const struct xml_document *first = must_read("<a x='1' y='2'><b>t</b><c/></a>");
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        const struct xml_document *second = must_read(others[i]);
        assert_non_null(xml_difference(first, second));
        assert_non_null(xml_difference(second, first));
    }
    assert_null(xml_difference(
        first, must_read("<a y='2' x='1'><b><![CDATA[]]><![CDATA[t]]></b><c></c></a>")));
}

static void xml__reads_encodings_of_real_files(void **state) {
    static const struct {
        const char *bytes;
        size_t length;
        const char *text;
    } files[] = {
#define FILE_OF(bytes, text) {bytes, sizeof(bytes) - 1, text}
        FILE_OF("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?><a>\xD8\xA2</a>", "آ"),
        FILE_OF("\xEF\xBB\xBF<a>\xD8\xA2</a>", "آ"),
        FILE_OF("<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xE9</a>", "café"),
        FILE_OF("<?xml version='1.0' encoding='windows-1252'?><a>\x80 \x93q\x94</a>", "€ “q”"),
        FILE_OF("\xFF\xFE<\0a\0>\0\x22\x06<\0/\0a\0>\0", "آ"),
        FILE_OF("\xFE\xFF\0<\0a\0>\x06\x22\0<\0/\0a\0>", "آ"),
        FILE_OF("<?xml version='1.0' encoding='US-ASCII'?><a>&#1570;</a>", "آ"),
#undef FILE_OF
    };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        const struct xml_document *document;
        assert_int_equal(xml_read(arena, files[i].bytes, files[i].length, &document), ERR_NONE);
        assert_string_equal(xml_text(arena, document->root), files[i].text);
    }
}

static void xml__reads_what_only_claims_to_be_utf8_and_says_so(void **state) {
    const struct xml_document *document =
        must_read("<?xml version='1.0' encoding='UTF-8'?><a b='kl\xE4ren'>\x80</a>");
    assert_true(document->mislabelled);
    assert_string_equal(xml_attribute(document->root, "b"), "klären");
    assert_string_equal(xml_text(arena, document->root), "€");
    assert_false(must_read("<a>آ</a>")->mislabelled);
}

static void xml__refuses_what_is_not_xml(void **state) {
    static const char *const wrong[] = {
        "a",
        "<a>",
        "<a></b>",
        "<a x='1' x='2'/>",
        "<a/><b/>",
        "<a>&none;</a>",
        "<a>\x01</a>",
        "<a x=1/>",
        "  ",
        "<a>]]></a>",
        "<a><!-- -- --></a>",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        must_refuse(wrong[i], "XML-1");
    }
    must_refuse_bytes("<a>\0</a>", 8, "XML-1");
    must_refuse("", "XML-7");
    must_refuse("<?xml version='1.0' encoding='klingon'?><a/>", "XML-8");
    must_refuse("<a>\n<b>\n</a>", "XML-1");
    assert_non_null(strstr(err_last()->english, "line 3"));
}

static void xml__expands_no_entities(void **state) {
    must_refuse("<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;'>]><a>&m;</a>", "XML-2");
    must_refuse("<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>", "XML-2");
    must_refuse("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'>%p;]><a/>", "XML-2");
}

static char *repeated(const char *start, const char *piece, size_t count, const char *end) {
    struct buf text;
    buf_init(&text, 64 << 20);
    buf_str(&text, start);
    for (size_t i = 0; i < count; i++) {
        buf_str(&text, piece);
    }
    buf_str(&text, end);
    char *result = buf_steal(&text, NULL);
    assert_non_null(result);
    return result;
}

static void xml__bounds_its_input(void **state) {
    char *deep = repeated("", "<a>", XML_DEPTH_MAX + 1, "");
    must_refuse(deep, "XML-4");
    free(deep);
    char *many = repeated("<a>", "<b/>", XML_NODES_MAX, "</a>");
    must_refuse(many, "XML-5");
    free(many);
    arena_reset(arena);
    char *attribute =
        repeated("<a x='", "0123456789abcdef", 1 + XML_ATTRIBUTE_BYTES_MAX / 16, "'/>");
    must_refuse(attribute, "XML-6");
    free(attribute);
    struct buf wide;
    buf_init(&wide, 1 << 20);
    buf_str(&wide, "<a");
    for (int i = 0; i <= XML_ATTRIBUTES_MAX; i++) {
        buf_printf(&wide, " x%d=''", i);
    }
    buf_str(&wide, "/>");
    must_refuse(buf_text(&wide), "XML-6");
    buf_finish(&wide);
    char *large = repeated("<a>", "0123456789abcdef", XML_BYTES_MAX / 16, "</a>");
    must_refuse(large, "XML-3");
    free(large);
}

static void xml__an_arena_that_is_too_small_is_an_error(void **state) {
    struct arena *small = arena_create(5500);
    const struct xml_document *document;
    assert_int_not_equal(xml_read(small, everything, strlen(everything), &document), ERR_NONE);
    assert_null(document);
    arena_destroy(small);
}

static void xml__survives_every_failed_allocation(void **state) {
    bool failed = true;
    for (unsigned long nth = 1; failed; nth++) {
        struct arena *own = arena_create(MEMORY_MAX);
        assert_non_null(own);
        const struct xml_document *document;
        fault_arm(FAULT_ALLOC, nth);
        enum err err = xml_read(own, everything, strlen(everything), &document);
        failed = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(err, failed ? ERR_MEMORY : ERR_NONE);
        arena_destroy(own);
        assert_true(nth < 1000);
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, drop_arena)
    const struct CMUnitTest tests[] = {
        TEST(xml__writes_what_it_read),
        TEST(xml__keeps_names_values_and_places),
        TEST(xml__places_a_start_tag_of_several_lines_at_its_beginning),
        TEST(xml__says_where_two_trees_differ),
        TEST(xml__reads_encodings_of_real_files),
        TEST(xml__reads_what_only_claims_to_be_utf8_and_says_so),
        TEST(xml__refuses_what_is_not_xml),
        TEST(xml__expands_no_entities),
        TEST(xml__bounds_its_input),
        TEST(xml__an_arena_that_is_too_small_is_an_error),
        TEST(xml__survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
