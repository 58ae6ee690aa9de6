/* Trying a decision: what people type becomes values, and values become words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "library_ask.h"

static struct arena *arena;
static const struct decision_model *model;
static struct decision_view view;

static int setup(void **state) {
    static char bytes[1 << 16];
    FILE *file = fopen(KHAJU_SOURCE "/src/library/test/fees.dmn", "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    arena = arena_create(16 << 20);
    assert_int_equal(decision_read(arena, bytes, length, &model), ERR_NONE);
    assert_int_equal(decision_view(arena, model, &view), ERR_NONE);
    return 0;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

static size_t element(const char *name) {
    for (size_t i = 0; i < view.count; i++) {
        if (strcmp(view.elements[i].name, name) == 0) {
            return i;
        }
    }
    fail_msg("there is no %s", name);
    return 0;
}

/* Pairs of a name and what was typed, ended by NULL. */
static enum err ask(const char *decision, const char *const *pairs, struct decision_result *out,
                    size_t *wrong) {
    const char *typed[32] = {NULL};
    for (; *pairs != NULL; pairs += 2) {
        typed[element(pairs[0])] = pairs[1];
    }
    const struct library_question question = {.model = model,
                                              .view = &view,
                                              .element = library_asked(&view, decision),
                                              .typed = typed,
                                              .now_ms = INT64_C(1763886600000)};
    return library_ask(arena, &question, out, wrong);
}

static const char *answer(const char *decision, const char *const *pairs) {
    struct decision_result result;
    size_t wrong;
    assert_int_equal(ask(decision, pairs, &result, &wrong), ERR_NONE);
    return library_value_text(arena, result.value);
}

static void ask__takes_numbers_in_either_digits(void **state) {
    const char *const latin[] = {"متراژ", "150", "ایثارگر است", "false", NULL};
    const char *const persian[] = {"متراژ", "۱۵۰", "ایثارگر است", "true", NULL};
    assert_string_equal(answer("عوارض", latin), "۳۰۰٬۰۰۰");
    assert_string_equal(answer("عوارض", persian), "۱۵۰٬۰۰۰");
}

static void ask__takes_persian_dates_and_says_them(void **state) {
    const char *const pairs[] = {"تاریخ درخواست", "1404/09/02", NULL};
    assert_string_equal(answer("مهلت", pairs), "۱۲ آذر ۱۴۰۴");
}

static void ask__knows_the_day_of_the_province(void **state) {
    /* 2025-11-23T08:30Z is the afternoon of 2 Azar in the province */
    const char *const none[] = {NULL};
    assert_string_equal(answer("امروز", none), "۲ آذر ۱۴۰۴");
}

static void ask__says_which_input_is_wrong(void **state) {
    static const struct {
        const char *name, *typed;
    } wrong_ones[] = {{"متراژ", "دویست"}, {"تاریخ درخواست", "1404/13/40"}, {"هر چیز", "[1, "}};
    for (size_t i = 0; i < COUNT_OF(wrong_ones); i++) {
        const char *const pairs[] = {wrong_ones[i].name, wrong_ones[i].typed, NULL};
        struct decision_result result;
        size_t wrong;
        assert_int_equal(ask("عوارض", pairs, &result, &wrong), ERR_INVALID);
        assert_int_equal(wrong, element(wrong_ones[i].name));
        assert_string_equal(err_last()->code, "LIB-30");
    }
}

static void ask__gives_the_reasons_of_an_answer(void **state) {
    const char *const pairs[] = {"متراژ", "250", "ایثارگر است", "false", NULL};
    struct decision_result result;
    size_t wrong;
    assert_int_equal(ask("عوارض", pairs, &result, &wrong), ERR_NONE);
    assert_non_null(result.reasons);
    assert_string_equal(result.reasons->name, "نرخ");
    assert_int_equal(result.reasons->matches[0].row, 3);
}

static void needed__are_the_inputs_through_other_decisions(void **state) {
    bool needed[32] = {false};
    library_needed(&view, element("نامه"), needed);
    assert_true(needed[element("متراژ")]);
    assert_false(needed[element("تاریخ درخواست")]);
    assert_false(needed[element("عوارض")]);
    assert_int_equal(library_asked(&view, "متراژ"), view.count);
    assert_int_equal(library_asked(&view, ""), element("نامه"));
}

static void view__shows_tables_and_boxes_as_they_were_written(void **state) {
    const struct decision_element *rate = &view.elements[element("نرخ")];
    assert_int_equal(rate->logic->kind, DECISION_BOX_FUNCTION);
    const struct decision_table *table = rate->logic->children[0]->table;
    assert_int_equal(table->row_count, 3);
    assert_string_equal(table->policy, "UNIQUE");
    assert_string_equal(table->rows[1].inputs[0], "[100..200]");
    assert_string_equal(table->rows[2].outputs[0], "3500");
    assert_string_equal(table->rows[0].annotations[0], "خانهٔ کوچک");
    const struct decision_element *fee = &view.elements[element("عوارض")];
    assert_int_equal(fee->logic->kind, DECISION_BOX_CONTEXT);
    assert_int_equal(fee->logic->count, 3);
    assert_string_equal(fee->logic->children[0]->text, "نرخ");
    assert_string_equal(fee->logic->children[1]->names[1], "then");
    assert_null(fee->logic->names[2]);
    const struct decision_element *kind = &view.elements[element("نوع")];
    assert_int_equal(kind->option_count, 2);
    assert_string_equal(kind->options[1], "تجاری");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ask__takes_numbers_in_either_digits),
        cmocka_unit_test(ask__takes_persian_dates_and_says_them),
        cmocka_unit_test(ask__knows_the_day_of_the_province),
        cmocka_unit_test(ask__says_which_input_is_wrong),
        cmocka_unit_test(ask__gives_the_reasons_of_an_answer),
        cmocka_unit_test(needed__are_the_inputs_through_other_decisions),
        cmocka_unit_test(view__shows_tables_and_boxes_as_they_were_written),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
