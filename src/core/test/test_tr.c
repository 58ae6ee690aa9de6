#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "calendar.h"
#include "err.h"
#include "fault.h"
#include "tr.h"

static void tr__finds_the_translation(void **state) {
    assert_string_equal(tr("Azar"), "آذر");
    assert_string_equal(tr("The JSON text is too long."), "متن JSON بیش از اندازه بلند است.");
    assert_string_equal(tr_language(), "fa");
}

static void tr__gives_back_what_it_does_not_know(void **state) {
    static const char unknown[] = "no such sentence in the table";
    assert_ptr_equal(tr(unknown), unknown);
    assert_string_equal(tr(""), "");
    assert_string_equal(tr("Aza"), "Aza");
    assert_string_equal(tr("Azar "), "Azar ");
}

static void tr_fmt__fills_values_by_their_type(void **state) {
    struct arena *arena = arena_create(1 << 16);
    char word[] = "آذر";
    assert_string_equal(tr_fmt(arena, "{1} at {2}", word, "x"), "آذر، ساعت x");
    assert_string_equal(tr_fmt(arena, "{1}|{2}|{3}|{4}|{5}", 1842, -5L, 7U, 4.25, 8ULL),
                        "۱٬۸۴۲|-۵|۷|۴٫۲۵|۸");
    const char *nothing = NULL;
    assert_string_equal(tr_fmt(arena, "[{1}]", nothing), "[]");
    assert_string_equal(tr_fmt(arena, "{1}{1}{2}", 1), "۱۱{2}");
    assert_string_equal(tr_fmt(arena, "{1}", "{1}"), "{1}");
    arena_destroy(arena);
}

static void tr_fmt__survives_every_failing_allocation(void **state) {
    for (unsigned long nth = 1; nth < 5; nth++) {
        struct arena *arena = arena_create(1 << 16);
        fault_arm(FAULT_ALLOC, nth);
        const char *text = tr_fmt(arena, "{1} {2}", 1, 2.5);
        bool fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(fired, nth <= 3); /* two values and the sentence */
        assert_int_equal(text == NULL, fired);
        arena_destroy(arena);
    }
}

/* In a process of its own: the language is chosen once. */
static int speak_english(void) {
    struct arena *arena = arena_create(1 << 16);
    int64_t day;
    int wrong =
        strcmp(tr("Azar"), "Azar") != 0 || strcmp(tr_language(), "en") != 0 ||
        strcmp(tr_fmt(arena, "{1} at {2}", 1842, 4.5), "1842 at 4.50") != 0 ||
        !calendar_day((struct jalali){1404, 9, 2}, &day) ||
        strcmp(calendar_format(arena, calendar_ms_of_day(day), true), "2 Azar 1404 at 0:00") != 0;
    (void)err_set(ERR_INVALID, "T-1", "line {1}", "12", NULL);
    wrong = wrong || strcmp(err_last()->message, "line 12") != 0;
    arena_destroy(arena);
    return wrong;
}

static void tr__speaks_english_to_engineers(void **state) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char *const arguments[] = {(char[]){"test_tr"}, (char[]){"english"}, NULL};
        char *const environment[] = {(char[]){"KHAJU_LANG=en"}, NULL};
        (void)execve("/proc/self/exe", arguments, environment);
        _exit(1);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "english") == 0) {
        return speak_english();
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tr__finds_the_translation),
        cmocka_unit_test(tr__gives_back_what_it_does_not_know),
        cmocka_unit_test(tr_fmt__fills_values_by_their_type),
        cmocka_unit_test(tr_fmt__survives_every_failing_allocation),
        cmocka_unit_test(tr__speaks_english_to_engineers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
