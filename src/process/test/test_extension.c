/* What an agency notes on a process: found, trimmed, read; what cannot be read is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extension.h"
#include "text.h"

enum { MEMORY_MAX = 64 << 20 };

#define PROCESS(body) \
    "<definitions xmlns='" BPMN_URI "' xmlns:k='" KHAJU_URI "'><process id='p'>" body \
    "</process></definitions>"

static const struct xml_node *element(struct arena *arena, const char *text, const char *id) {
    const struct bpmn *bpmn;
    assert_int_equal(bpmn_read(arena, text, strlen(text), &bpmn), ERR_NONE);
    const struct bpmn_element *found = bpmn_find(bpmn, id);
    assert_non_null(found);
    return found->xml;
}

static void extension__finds_only_ours_and_all_of_a_name(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct xml_node *task =
        element(arena,
                PROCESS("<task id='t'><extensionElements><visit/><k:document name='یک'/>"
                        "<k:visit/><x:document xmlns:x='urn:other'/><k:document name='دو'/>"
                        "</extensionElements></task>"),
                "t");
    const struct xml_node *document = bpmn_extension(task, "document");
    assert_non_null(document);
    assert_string_equal(xml_attribute(document, "name"), "یک");
    document = bpmn_next_same(document);
    assert_non_null(document);
    assert_string_equal(xml_attribute(document, "name"), "دو");
    assert_null(bpmn_next_same(document));
    assert_null(bpmn_extension(task, "time"));
    size_t count = 0;
    const struct xml_node *any = bpmn_extension_first(task);
    for (; any != NULL; any = bpmn_extension_next(any)) {
        count++;
    }
    assert_int_equal(count, 3);
    assert_null(bpmn_extension_first(bpmn_extension(task, "visit")));
    arena_destroy(arena);
}

static void extension__text_is_one_clean_line_of_bounded_length(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    struct buf text;
    buf_init(&text, 1 << 16);
    buf_str(&text, "<definitions xmlns='" BPMN_URI "' xmlns:k='" KHAJU_URI "'><process id='p'>"
                   "<extensionElements><k:agency code='&#9; ' name=' ثبت&#10;احوال\xE2\x80\xAE '"
                   " long='x");
    for (size_t i = 0; i < EXTENSION_TEXT_MAX; i++) {
        buf_str(&text, "ب");
    }
    buf_str(&text, "'/></extensionElements></process></definitions>");
    const struct xml_node *agency = bpmn_extension(element(arena, text.data, "p"), "agency");
    assert_string_equal(bpmn_extension_text(arena, agency, "name"), "ثبت احوال");
    assert_null(bpmn_extension_text(arena, agency, "code"));
    assert_null(bpmn_extension_text(arena, agency, "other"));
    const char *cut = bpmn_extension_text(arena, agency, "long");
    assert_int_equal(strlen(cut), EXTENSION_TEXT_MAX - 1);
    assert_int_equal(text_utf8_valid(cut, strlen(cut)), strlen(cut));
    buf_finish(&text);
    arena_destroy(arena);
}

static void extension__times_not_stated_are_not_zero(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    static const char text[] =
        PROCESS("<task id='t'><extensionElements><k:time best='PT0S' probable='soon'/>"
                "</extensionElements></task><task id='u'/>");
    struct bpmn_time time;
    assert_true(bpmn_time(element(arena, text, "t"), &time));
    assert_int_equal(time.best, 0);
    assert_int_equal(time.probable, -1);
    assert_int_equal(time.worst, -1);
    assert_false(bpmn_time(element(arena, text, "u"), &time));
    assert_int_equal(time.best, -1);
    arena_destroy(arena);
}

static void extension__reads_durations_as_iso_8601_writes_them(void **state) {
    static const struct {
        const char *text;
        int64_t seconds; /* -1: none */
    } cases[] = {
        {"PT10M", 600},
        {"P1D", 86400},
        {" P1DT12H ", 129600},
        {"P2W", 1209600},
        {"P1M", 2592000},
        {"P1Y", 31536000},
        {"P1Y2M3DT4H5M6S", 31536000 + 5184000 + 259200 + 14400 + 300 + 6},
        {"PT90.9S", 90},
        {"PT0S", 0},
        {"P1000Y", INT64_C(31536000000)},
        {"P1000YT1S", -1},
        {"P99999999999999999999999D", -1},
        {"", -1},
        {"P", -1},
        {"PT", -1},
        {"P1DT", -1},
        {"-P1D", -1},
        {"P1H", -1},
        {"P1D2Y", -1},
        {"P1D1D", -1},
        {"P0.5D", -1},
        {"P1.S", -1},
        {"1D", -1},
        {"P1D x", -1},
        {"p1d", -1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t seconds = -1;
        bool read = bpmn_duration(cases[i].text, &seconds);
        if (read != (cases[i].seconds >= 0) || seconds != cases[i].seconds) {
            fail_msg("%s gives %lld", cases[i].text, (long long)seconds);
        }
    }
}

static void extension__reads_shares_from_0_to_100(void **state) {
    static const struct {
        const char *text;
        int32_t share;
    } cases[] = {
        {"30", 300000},     {" 0 ", 0},    {"100", 1000000}, {"33.3", 333000}, {"0.00019", 1},
        {"100.0", 1000000}, {"100.1", -1}, {"101", -1},      {"-1", -1},       {"", -1},
        {"30%", -1},        {"3.", -1},    {"1e1", -1},      {".5", -1},       {"99999999999", -1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena *arena = arena_create(MEMORY_MAX);
        const char *text =
            arena_printf(arena,
                         PROCESS("<sequenceFlow id='f'><extensionElements><k:share percent='%s'/>"
                                 "</extensionElements></sequenceFlow>"),
                         cases[i].text);
        int32_t share = bpmn_share(element(arena, text, "f"));
        if (share != cases[i].share) {
            fail_msg("%s gives %d", cases[i].text, (int)share);
        }
        assert_int_equal(bpmn_share(element(arena, text, "p")), -1);
        arena_destroy(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extension__finds_only_ours_and_all_of_a_name),
        cmocka_unit_test(extension__text_is_one_clean_line_of_bounded_length),
        cmocka_unit_test(extension__times_not_stated_are_not_zero),
        cmocka_unit_test(extension__reads_durations_as_iso_8601_writes_them),
        cmocka_unit_test(extension__reads_shares_from_0_to_100),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
