/* The labels of clauses as people read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "upstream.h"

static void clause_label__speaks_persian(void **state) {
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"Art. 37", "ماده ۳۷"},
        {"Arts. 12–14", "مواد ۱۲–۱۴"},
        {"Art. 8, Note 2", "ماده ۸، تبصره ۲"},
        {"Art. 3, item b (ب)", "ماده ۳، بند «ب»"},
        {"Art. 67(ث)", "ماده ۶۷(ث)"},
        {"Note 7(W), duty", "تبصره ۷(و)، تکلیف"},
        {"Right 3 of 11", "حق ۳ از ۱۱"},
        {"Decree clause 2", "بند تصویب‌نامه ۲"},
        {"(document only)", "همه سند"},
        {"Something new 5", "Something new ۵"},
        {"", ""},
    };
    struct arena *arena = arena_create(1 << 16);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(registry_clause_label(arena, cases[i].from), cases[i].to);
    }
    arena_destroy(arena);
}

static void deadline_text__is_in_one_language(void **state) {
    struct arena *arena = arena_create(1 << 16);
    assert_string_equal(registry_deadline_text(arena, "10 روز کاری / 10 working days"),
                        "۱۰ روز کاری");
    assert_string_equal(registry_deadline_text(arena, "1401/06/31"), "۱۴۰۱/۰۶/۳۱");
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clause_label__speaks_persian),
        cmocka_unit_test(deadline_text__is_in_one_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
