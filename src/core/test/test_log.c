#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "log.h"
#include "text.h"

enum { OUTPUT_SIZE = 1 << 16 };

static char output[OUTPUT_SIZE];

/* What run() writes to standard error, in a process with KHAJU_LOG=level. */
static const char *logged(const char *level, void (*run)(void)) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (level != NULL) {
            (void)setenv("KHAJU_LOG", level, 1);
        } else {
            (void)unsetenv("KHAJU_LOG");
        }
        (void)dup2(ends[1], STDERR_FILENO);
        run();
        _exit(0);
    }
    (void)close(ends[1]);
    size_t length = 0;
    for (ssize_t got; (got = read(ends[0], output + length, OUTPUT_SIZE - 1 - length)) > 0;) {
        length += (size_t)got;
    }
    output[length] = '\0';
    (void)close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    return output;
}

static void one_of_each_level(void) {
    log_event(LOG_DEBUG, "d", NULL);
    log_event(LOG_INFO, "i", NULL);
    log_event(LOG_WARN, "w", NULL);
    log_event(LOG_ERROR, "e", NULL);
}

static void warn_is_set(void) {
    log_set_level(LOG_WARN);
    one_of_each_level();
}

static void log__honours_levels(void **state) {
    static const struct {
        const char *level;
        void (*run)(void);
        int lines;
    } cases[] = {
        {NULL, one_of_each_level, 3},    {"debug", one_of_each_level, 4},
        {"error", one_of_each_level, 1}, {"nonsense", one_of_each_level, 3},
        {"debug", warn_is_set, 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int lines = 0;
        for (const char *p = logged(cases[i].level, cases[i].run); *p != '\0'; p++) {
            lines += *p == '\n';
        }
        assert_int_equal(lines, cases[i].lines);
    }
}

static void some_values(void) {
    log_event(LOG_INFO, "import.done", "file", "a b.csv", "rows", "185", "none", "", "say",
              "\"x\"\\\n\x01=", "name", "اصفهان", NULL);
}

static void log__writes_one_line_of_pairs(void **state) {
    const char *line = logged(NULL, some_values);
    assert_int_equal(strspn(line + 5, "0123456789-T:.Z"), 24);
    assert_string_equal(line + 29, " level=info event=import.done file=\"a b.csv\" rows=185 "
                                   "none=\"\" say=\"\\\"x\\\"\\\\\\n\\x01=\" name=اصفهان\n");
    assert_memory_equal(line, "time=", 5);
}

static void a_value_is_missing(void) {
    log_event(LOG_INFO, "x", "key", NULL);
}

static void log__ends_at_a_key_without_a_value(void **state) {
    assert_non_null(strstr(logged(NULL, a_value_is_missing), "event=x key=\"\"\n"));
}

static void long_values(void) {
    static char value[5000];
    size_t length = 1;
    value[0] = 'a';
    for (; length + 3 < sizeof(value); length += 2) {
        memcpy(value + length, "ب", 2);
    }
    log_event(LOG_INFO, "long", "a", value, NULL);
    log_event(LOG_INFO, "many", "a", value, "b", value, "c", value, "d", value, "e", value, "f",
              value, "g", value, "h", value, "i", value, NULL);
}

static void log__bounds_values_and_lines(void **state) {
    const char *text = logged(NULL, long_values);
    const char *second = strchr(text, '\n') + 1;
    assert_true(second - text > 512 && second - text < 600);
    assert_memory_equal(second - 5, "…\"\n", 5);
    assert_int_equal(text_utf8_valid(text, (size_t)(second - text)), second - text);
    assert_int_equal(strlen(second), 4096);
    assert_ptr_equal(strchr(second, '\n'), second + 4095);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log__honours_levels),
        cmocka_unit_test(log__writes_one_line_of_pairs),
        cmocka_unit_test(log__ends_at_a_key_without_a_value),
        cmocka_unit_test(log__bounds_values_and_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
