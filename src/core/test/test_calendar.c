#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include <cmocka.h>

#include "calendar.h"

enum { FIRST_YEAR = 1100, LAST_YEAR = 1600 };

/* Leap years by the 33-year rule, independent of ICU. */
static bool is_leap(int year) {
    static const int places[] = {1, 5, 9, 13, 17, 22, 26, 30};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        if (year % 33 == places[i]) {
            return true;
        }
    }
    return false;
}

static int days_of_month(int year, int month) {
    return month <= 6 ? 31 : month <= 11 || is_leap(year) ? 30 : 29;
}

static int64_t day_of(int year, int month, int day) {
    int64_t out = INT64_MIN;
    assert_true(calendar_day((struct jalali){year, month, day}, &out));
    return out;
}

static void calendar__knows_given_days(void **state) {
    /* 1970-01-01, the revolution, 1 Azar 1404, the leap day of 1403 */
    assert_int_equal(day_of(1348, 10, 11), 0);
    assert_int_equal(day_of(1357, 11, 22), 3328);
    assert_int_equal(day_of(1404, 9, 1), 20414);
    assert_int_equal(day_of(1403, 12, 30), 20167);
}

static void calendar__counts_every_day_of_500_years(void **state) {
    int64_t expected = day_of(FIRST_YEAR, 1, 1);
    for (int year = FIRST_YEAR; year < LAST_YEAR; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= days_of_month(year, month); day++) {
                assert_int_equal(day_of(year, month, day), expected);
                struct jalali back = calendar_jalali(expected);
                assert_true(back.year == year && back.month == month && back.day == day);
                expected++;
            }
        }
    }
    assert_int_equal(day_of(LAST_YEAR, 1, 1), expected);
}

static void calendar__refuses_days_that_do_not_exist(void **state) {
    static const struct jalali wrong[] = {
        {1404, 12, 30}, {1404, 7, 31}, {1404, 0, 1}, {1404, 13, 1}, {1404, 1, 0},
        {1404, 1, 32},  {0, 1, 1},     {3001, 1, 1}, {-5, 1, 1},    {1404, -1, 1},
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        int64_t day = 77;
        assert_false(calendar_day(wrong[i], &day));
        assert_int_equal(day, 77);
    }
    for (int year = FIRST_YEAR; year < LAST_YEAR; year++) {
        int64_t day;
        assert_int_equal(calendar_day((struct jalali){year, 12, 30}, &day), is_leap(year));
    }
}

static void calendar__reads_what_people_write(void **state) {
    static const char *const right[] = {
        "1404/09/02", "۱۴۰۴-۹-۲", "  ۱۴۰۴/۰۹/۰۲ ", "1404.9.02", "١٤٠٤/٩/٢",
    };
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        struct jalali date = {0};
        assert_true(calendar_parse_jalali(right[i], &date));
        assert_true(date.year == 1404 && date.month == 9 && date.day == 2);
    }
    static const char *const wrong[] = {
        "",
        "1404",
        "1404/9",
        "1404/9/",
        "1404/9-2",
        "404/9/2",
        "02/09/1404",
        "1404/12/30",
        "1404/9/2x",
        "1404/9/2/",
        "14040902",
        "1404/009/2",
        "1404/9/002",
        "1404 / 9 / 2",
        "-1404/9/2",
        "1404/+9/2",
        "۱۴۰۴/۹/",
        "۱۴۰۴/۹/\xDB",
        "99999999999999999999/1/1",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct jalali date = {7, 7, 7};
        assert_false(calendar_parse_jalali(wrong[i], &date));
        assert_true(date.year == 7 && date.month == 7 && date.day == 7);
    }
}

static void calendar__knows_the_time_zone_of_every_period(void **state) {
    const int64_t hour = 3600000;
    /* 2025-11-22T20:30Z is midnight in Tehran */
    assert_int_equal(calendar_ms_of_day(20415), INT64_C(20415) * 24 * hour - 7 * hour / 2);
    assert_int_equal(calendar_day_of_ms(calendar_ms_of_day(20415)), 20415);
    assert_int_equal(calendar_day_of_ms(calendar_ms_of_day(20415) - 1), 20414);
    /* summer of 1400: daylight saving, four and a half hours */
    int64_t summer = day_of(1400, 4, 1);
    assert_int_equal(calendar_ms_of_day(summer), summer * 24 * hour - 9 * hour / 2);
    /* summer of 1402: none any more */
    summer = day_of(1402, 4, 1);
    assert_int_equal(calendar_ms_of_day(summer), summer * 24 * hour - 7 * hour / 2);
}

static void calendar__finds_the_first_moment_of_each_day(void **state) {
    for (int64_t day = day_of(1386, 1, 1); day < day_of(1404, 1, 1); day++) {
        int64_t start = calendar_ms_of_day(day);
        assert_int_equal(calendar_day_of_ms(start), day);
        assert_int_equal(calendar_day_of_ms(start - 1), day - 1);
    }
    assert_int_equal(calendar_day_of_ms(-1), 0); /* 03:29 of that day in Tehran */
    assert_int_equal(calendar_day_of_ms(-INT64_C(4) * 3600000), -1);
}

static void calendar__formats_for_people_and_machines(void **state) {
    struct arena *arena = arena_create(1 << 16);
    int64_t ms = calendar_ms_of_day(day_of(1404, 9, 2));
    assert_string_equal(calendar_format(arena, ms, false), "۲ آذر ۱۴۰۴");
    assert_string_equal(calendar_format(arena, ms, true), "۲ آذر ۱۴۰۴، ساعت ۰:۰۰");
    ms += (INT64_C(14) * 60 + 5) * 60000;
    assert_string_equal(calendar_format(arena, ms, true), "۲ آذر ۱۴۰۴، ساعت ۱۴:۰۵");
    assert_string_equal(calendar_format_gregorian(arena, ms), "2025-11-23");
    assert_string_equal(calendar_format_gregorian(arena, -INT64_C(4) * 3600000), "1969-12-31");
    arena_destroy(arena);
}

static void week__knows_weekend_and_holidays(void **state) {
    const struct calendar_week five = {.thursday_off = true};
    const struct calendar_week six = {.thursday_off = false};
    int64_t saturday = day_of(1404, 9, 1);
    const int64_t holidays[] = {saturday + 1, saturday + 9};
    assert_true(calendar_is_working(&five, holidays, 2, saturday));
    assert_false(calendar_is_working(&five, holidays, 2, saturday + 1));
    assert_true(calendar_is_working(&five, NULL, 0, saturday + 1));
    assert_false(calendar_is_working(&five, holidays, 2, saturday + 5)); /* Thursday */
    assert_true(calendar_is_working(&six, holidays, 2, saturday + 5));
    assert_false(calendar_is_working(&six, holidays, 2, saturday + 6)); /* Friday */
    assert_false(calendar_is_working(&six, NULL, 0, -6));               /* a Friday of 1969 */
}

static void week__adds_working_days(void **state) {
    const struct calendar_week five = {.thursday_off = true};
    int64_t saturday = day_of(1404, 9, 1);
    const int64_t holidays[] = {saturday + 1};
    assert_int_equal(calendar_add_working(&five, NULL, 0, saturday, 0), saturday);
    assert_int_equal(calendar_add_working(&five, NULL, 0, saturday, -3), saturday);
    assert_int_equal(calendar_add_working(&five, NULL, 0, saturday, 1), saturday + 1);
    assert_int_equal(calendar_add_working(&five, holidays, 1, saturday, 1), saturday + 2);
    assert_int_equal(calendar_add_working(&five, NULL, 0, saturday, 5), saturday + 7);
    assert_int_equal(calendar_add_working(&five, NULL, 0, saturday + 5, 1), saturday + 7);
    assert_int_equal(calendar_add_working(&five, NULL, 0, saturday, INT32_MAX),
                     calendar_add_working(&five, NULL, 0, saturday, CALENDAR_WORKING_MAX));
}

static int count_in_a_thread(void *argument) {
    struct jalali date = calendar_jalali(20414);
    return date.year == 1404 && date.month == 9 && date.day == 1;
}

static void calendar__works_in_every_thread(void **state) {
    thrd_t threads[4];
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(thrd_create(&threads[i], count_in_a_thread, NULL), thrd_success);
    }
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        int right = 0;
        assert_int_equal(thrd_join(threads[i], &right), thrd_success);
        assert_int_equal(right, 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar__knows_given_days),
        cmocka_unit_test(calendar__counts_every_day_of_500_years),
        cmocka_unit_test(calendar__refuses_days_that_do_not_exist),
        cmocka_unit_test(calendar__reads_what_people_write),
        cmocka_unit_test(calendar__knows_the_time_zone_of_every_period),
        cmocka_unit_test(calendar__finds_the_first_moment_of_each_day),
        cmocka_unit_test(calendar__formats_for_people_and_machines),
        cmocka_unit_test(week__knows_weekend_and_holidays),
        cmocka_unit_test(week__adds_working_days),
        cmocka_unit_test(calendar__works_in_every_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
