/* The template reader: what becomes a part, what becomes a problem, and that nothing crashes it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "structure.h"
#include "template.h"

static struct arena *arena;
static struct document_problems problems;
static struct template template;

static int setup(void **state) {
    arena = arena_create(32 << 20);
    return 0;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

static void read_text(const char *source) {
    document_problems_init(&problems, arena);
    assert_int_equal(template_read(arena, "x", source, &problems, &template), ERR_NONE);
}

static void expect_problem(const char *source, const char *code, unsigned line) {
    read_text(source);
    structure_check(arena, "x", &template, &problems);
    for (size_t i = 0; i < problems.count; i++) {
        if (strcmp(problems.items[i].code, code) == 0 && problems.items[i].line == line) {
            return;
        }
    }
    fail_msg("no %s at line %u in: %s", code, line, source);
}

static void template__splits_headings_prose_and_blocks(void **state) {
    read_text("# عنوان\n\nمتن {{number services.count}} خدمت\n\n{{table gap.by_agency limit=20}}\n"
              "\nپایان\n");
    assert_int_equal(problems.count, 0);
    assert_string_equal(template.title, "عنوان");
    assert_int_equal(template.part_count, 4);
    assert_int_equal(template.parts[0].kind, PART_HEADING);
    assert_int_equal(template.parts[1].kind, PART_PROSE);
    assert_int_equal(template.parts[2].kind, PART_BLOCK);
    assert_int_equal(template.parts[2].line, 5);
    assert_int_equal(template.block_count, 2);
    assert_string_equal(template_option(&template.blocks[1], "limit"), "20");
    assert_null(template_option(&template.blocks[1], "caption"));
    assert_true(template.blocks[1].alone);
    assert_false(template.blocks[0].alone);
}

static void template__reads_quoted_words(void **state) {
    read_text("# t\n{{clause FOIA-1387 \"Art. 10, item b (ب)\"}} و {{term تفویض  اختیار}}\n");
    assert_int_equal(problems.count, 0);
    assert_string_equal(template.blocks[0].words[1], "Art. 10, item b (ب)");
    assert_string_equal(template_words(arena, &template.blocks[1]), "تفویض اختیار");
}

static void template__leaves_code_and_escapes_alone(void **state) {
    read_text(
        "# t\n`{{number a}}` و \\{{x}} و ``a ` {{b}}``\n\n```\n{{number c}}\n# no heading\n```\n");
    assert_int_equal(problems.count, 0);
    assert_int_equal(template.block_count, 0);
    assert_int_equal(template.part_count, 2);
    assert_non_null(strstr(template.parts[1].text, "و {{x}} و"));
    assert_non_null(strstr(template.parts[1].text, "# no heading"));
}

static void template__lets_nobody_forge_a_mark(void **state) {
    read_text("# t\nمتن " TEMPLATE_MARK_OPEN "0" TEMPLATE_MARK_CLOSE " {{number a}}\n");
    size_t index = 99;
    const char *first = strstr(template.parts[1].text, TEMPLATE_MARK_OPEN);
    assert_true(template_mark(first, &index) > 0);
    assert_int_equal(index, 0);
    assert_null(strstr(first + 3, TEMPLATE_MARK_OPEN));
}

static void template__reports_what_is_wrong_with_its_line(void **state) {
    expect_problem("# t\nمتن {{number a\n", "DOP-1", 2);
    expect_problem("# t\nمتن {{}}\n", "DOP-1", 2);
    expect_problem("# t\nمتن {{number}}\n", "DOP-1", 2);
    expect_problem("# t\nمتن {{number \"a}}\n", "DOP-1", 2);
    expect_problem("# t\n{{clause FOIA-1387}}\n", "DOP-1", 2);
    expect_problem("# t\nمتن {{numbr a}}\n", "DOP-2", 2);
    expect_problem("# t\nمتن {{table a}} متن\n", "DOP-11", 2);
    expect_problem("# t\nمتن\n===\n", "DOP-1", 3);
    expect_problem("# t\n```\nباز\n", "DOP-1", 3);
    expect_problem("# t\nمتن\n\n### پرش\n", "DOP-10", 4);
    expect_problem("## t\nمتن\n", "DOP-10", 1);
    expect_problem("# t\nمتن\n# دوباره\n", "DOP-10", 3);
    expect_problem("# t\n", "DOP-13", 1);
    expect_problem("متن\n", "DOP-13", 1);
    expect_problem("# t\nمتن\nاستان ۲۸ شهرستان دارد\n", "DOP-12", 3);
    expect_problem("# t\n12 خدمت\n", "DOP-12", 2);
}

static void template__accepts_numbers_that_are_no_figures(void **state) {
    read_text("# t\nماده ۸ قانون ۱۳۸۷، مهلت ۱۰ روز کاری، {{number services.count}} خدمت\n");
    structure_check(arena, "x", &template, &problems);
    assert_int_equal(problems.count, 0);
}

static void template__refuses_what_is_too_long_or_no_text(void **state) {
    char *long_text = malloc(TEMPLATE_SOURCE_MAX + 2);
    memset(long_text, 'a', TEMPLATE_SOURCE_MAX + 1);
    long_text[TEMPLATE_SOURCE_MAX + 1] = '\0';
    document_problems_init(&problems, arena);
    assert_int_equal(template_read(arena, "x", long_text, &problems, &template), ERR_LIMIT);
    free(long_text);
    assert_int_equal(template_read(arena, "x", "# \xff\n", &problems, &template), ERR_INVALID);
}

static void template__bounds_its_blocks(void **state) {
    struct buf text;
    buf_init(&text, 1 << 20);
    buf_str(&text, "# t\n");
    for (int i = 0; i < TEMPLATE_BLOCKS_MAX + 5; i++) {
        buf_str(&text, "{{number a}} ");
    }
    read_text(buf_text(&text));
    buf_finish(&text);
    assert_int_equal(template.block_count, TEMPLATE_BLOCKS_MAX);
    assert_int_equal(problems.errors, 5);
}

/* Random cuts and repeats of a real chapter: every answer is bounded and every mark resolves. */
static void template__survives_damaged_chapters(void **state) {
    static const char seed_text[] =
        "# عنوان\n\n## بخش {{number a.b}}\n\nمتن «{{term واژه}}»، {{clause X \"Art. 1\"}}.\n\n"
        "{{table a.b limit=3 caption=\"نام\"}}\n\n```\nکد\n```\n- یک\n- دو `{{x}}`\n";
    unsigned seed = 7;
    for (int round = 0; round < 3000; round++) {
        char text[1024];
        size_t length = 0;
        while (length < sizeof(text) - 80 && (seed = seed * 1103515245u + 12345u) % 17 != 0) {
            size_t from = (seed >> 8) % (sizeof(seed_text) - 1);
            size_t size = (seed >> 20) % 60;
            size = from + size < sizeof(seed_text) - 1 ? size : sizeof(seed_text) - 1 - from;
            memcpy(text + length, seed_text + from, size);
            length += size;
        }
        text[length] = '\0';
        document_problems_init(&problems, arena);
        enum err err = template_read(arena, "x", text, &problems, &template);
        assert_true(err == ERR_NONE || err == ERR_INVALID);
        for (size_t i = 0; err == ERR_NONE && i < template.part_count; i++) {
            const char *part = template.parts[i].kind == PART_BLOCK ? "" : template.parts[i].text;
            for (const char *at = part; (at = strstr(at, TEMPLATE_MARK_OPEN)) != NULL; at += 3) {
                size_t index = SIZE_MAX;
                assert_true(template_mark(at, &index) > 0);
                assert_true(index < template.block_count);
            }
        }
        arena_reset(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(template__splits_headings_prose_and_blocks, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(template__reads_quoted_words, setup, teardown),
        cmocka_unit_test_setup_teardown(template__leaves_code_and_escapes_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(template__lets_nobody_forge_a_mark, setup, teardown),
        cmocka_unit_test_setup_teardown(template__reports_what_is_wrong_with_its_line, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(template__accepts_numbers_that_are_no_figures, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(template__refuses_what_is_too_long_or_no_text, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(template__bounds_its_blocks, setup, teardown),
        cmocka_unit_test_setup_teardown(template__survives_damaged_chapters, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
