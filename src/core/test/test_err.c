#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include <cmocka.h>

#include "err.h"
#include "text.h"
#include "tr.h"

/* A sentence of core that has a translation and values. */
static const char msgid[] = "This is not valid JSON at line {1}, column {2} ({3}).";

static void err__keeps_both_languages(void **state) {
    assert_int_equal(err_set(ERR_INVALID, "JSN-1", msgid, "12", "3", "x1", NULL), ERR_INVALID);
    assert_int_equal(err_last()->err, ERR_INVALID);
    assert_string_equal(err_last()->code, "JSN-1");
    assert_string_equal(err_last()->english, "This is not valid JSON at line 12, column 3 (x1).");
    assert_string_equal(err_last()->message, "متن JSON در سطر ۱۲، ستون ۳ درست نیست (x1).");
}

static void err__leaves_a_placeholder_without_a_value(void **state) {
    (void)err_set(ERR_INVALID, "T-1", "{1} {2} {0} {x {3}", "a", NULL);
    assert_string_equal(err_last()->english, "a {2} {0} {x {3}");
}

static void err__does_not_fill_placeholders_of_values(void **state) {
    (void)err_set(ERR_INVALID, "T-1", "{1}{2}", "{2}", "b", NULL);
    assert_string_equal(err_last()->english, "{2}b");
}

static void err__may_use_the_message_it_replaces(void **state) {
    (void)err_set(ERR_INVALID, "T-1", "inner", NULL);
    (void)err_set(ERR_IO, "T-2", "outer ({1})", err_last()->english, NULL);
    assert_string_equal(err_last()->english, "outer (inner)");
}

static void err__takes_nine_values(void **state) {
    (void)err_set(ERR_INVALID, "T-1", "{9}{8}{7}{6}{5}{4}{3}{2}{1}", "1", "2", "3", "4", "5", "6",
                  "7", "8", "9", NULL);
    assert_string_equal(err_last()->english, "987654321");
    assert_string_equal(err_last()->message, "۹۸۷۶۵۴۳۲۱");
}

static void err__cuts_between_characters(void **state) {
    char value[3 * ERR_MESSAGE_MAX];
    for (size_t shift = 0; shift < 4; shift++) {
        size_t length = 0;
        memset(value, 'x', shift);
        length = shift;
        while (length + 5 < sizeof(value)) {
            memcpy(value + length, "\xF0\x9F\x98\x80", 5);
            length += 4;
        }
        (void)err_set(ERR_INVALID, "a code that is too long", "{1}", value, NULL);
        size_t kept = strlen(err_last()->english);
        assert_true(kept > ERR_MESSAGE_MAX - 5 && kept < ERR_MESSAGE_MAX);
        assert_int_equal(text_utf8_valid(err_last()->english, kept), kept);
        assert_int_equal(strlen(err_last()->code), ERR_CODE_MAX - 1);
    }
    memset(value, 'x', ERR_MESSAGE_MAX - 1); /* exactly as long as fits */
    value[ERR_MESSAGE_MAX - 1] = '\0';
    (void)err_set(ERR_INVALID, "T-1", "{1}", value, NULL);
    assert_string_equal(err_last()->english, value);
}

static void err__long_numbers_and_identifiers_stay(void **state) {
    (void)err_set(ERR_INVALID, "T-1", "{1} {2} {3}", "1234567890123456789", "12a", "", NULL);
    assert_string_equal(err_last()->message, "1234567890123456789 12a ");
}

static int fail_in_a_thread(void *argument) {
    struct err_detail *detail = argument;
    if (err_last()->err != ERR_NONE) {
        return 1;
    }
    (void)err_set(ERR_FULL, "T-9", "full", NULL);
    *detail = *err_last();
    return 0;
}

static void err__belongs_to_its_thread_and_travels_by_copy(void **state) {
    (void)err_set(ERR_IO, "T-1", "mine", NULL);
    struct err_detail detail;
    thrd_t thread;
    int result = 1;
    assert_int_equal(thrd_create(&thread, fail_in_a_thread, &detail), thrd_success);
    assert_int_equal(thrd_join(thread, &result), thrd_success);
    assert_int_equal(result, 0);
    assert_string_equal(err_last()->english, "mine");
    err_restore(&detail);
    assert_int_equal(err_last()->err, ERR_FULL);
    assert_string_equal(err_last()->code, "T-9");
    err_clear();
    assert_int_equal(err_last()->err, ERR_NONE);
    assert_string_equal(err_last()->message, "");
}

static void err__has_a_status_and_an_exit_code(void **state) {
    static const struct {
        enum err err;
        int status;
        int code;
    } cases[] = {
        {ERR_NONE, 200, 0},        {ERR_INVALID, 422, 1},   {ERR_SIGNED_OUT, 401, 1},
        {ERR_DENIED, 403, 1},      {ERR_NOT_FOUND, 404, 1}, {ERR_CONFLICT, 409, 1},
        {ERR_LIMIT, 413, 1},       {ERR_RATE, 429, 1},      {ERR_MEMORY, 500, 3},
        {ERR_INTERNAL, 500, 3},    {ERR_IO, 500, 3},        {ERR_FULL, 507, 3},
        {ERR_UNAVAILABLE, 503, 3},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(err_http_status(cases[i].err), cases[i].status);
        assert_int_equal(err_exit_code(cases[i].err), cases[i].code);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(err__keeps_both_languages),
        cmocka_unit_test(err__leaves_a_placeholder_without_a_value),
        cmocka_unit_test(err__does_not_fill_placeholders_of_values),
        cmocka_unit_test(err__may_use_the_message_it_replaces),
        cmocka_unit_test(err__takes_nine_values),
        cmocka_unit_test(err__cuts_between_characters),
        cmocka_unit_test(err__long_numbers_and_identifiers_stay),
        cmocka_unit_test(err__belongs_to_its_thread_and_travels_by_copy),
        cmocka_unit_test(err__has_a_status_and_an_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
