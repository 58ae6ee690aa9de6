#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "fault.h"

static void buf__builds_text(void **state) {
    struct buf buf;
    buf_init(&buf, 1000);
    assert_string_equal(buf_text(&buf), "");
    buf_str(&buf, "a");
    buf_str(&buf, NULL);
    buf_char(&buf, '-');
    buf_int(&buf, INT64_MIN);
    buf_printf(&buf, " %s %d", "x", 7);
    buf_append(&buf, "\0z", 2);
    assert_int_equal(buf.length, 28);
    assert_memory_equal(buf_text(&buf), "a--9223372036854775808 x 7\0z", 28);
    assert_int_equal(buf.failed, ERR_NONE);
    buf_clear(&buf);
    assert_string_equal(buf_text(&buf), "");
    buf_finish(&buf);
    assert_string_equal(buf_text(&buf), "");
}

static void buf__stops_at_its_maximum_and_remembers(void **state) {
    struct buf buf;
    buf_init(&buf, 5);
    buf_str(&buf, "12345");
    assert_int_equal(buf.failed, ERR_NONE);
    buf_char(&buf, '6');
    assert_int_equal(buf.failed, ERR_LIMIT);
    assert_int_equal(err_last()->err, ERR_LIMIT);
    assert_string_equal(buf_text(&buf), "12345");
    buf_clear(&buf);
    buf_printf(&buf, "%s", "123456");
    assert_int_equal(buf.failed, ERR_LIMIT);
    buf_str(&buf, "");
    assert_string_equal(buf_text(&buf), "");
    buf_append(&buf, "x", SIZE_MAX);
    buf_finish(&buf);
}

static void buf__gives_its_text_away(void **state) {
    struct buf buf;
    buf_init(&buf, 100);
    size_t length = 7;
    char *text = buf_steal(&buf, &length);
    assert_string_equal(text, "");
    assert_int_equal(length, 0);
    free(text);
    buf_str(&buf, "abc");
    text = buf_steal(&buf, NULL);
    assert_string_equal(text, "abc");
    free(text);
    assert_string_equal(buf_text(&buf), "");
    buf_str(&buf, "again");
    assert_string_equal(buf_text(&buf), "again");
    buf_finish(&buf);
}

static void buf__grows_to_its_maximum(void **state) {
    enum { MAX = 1 << 20 };
    struct buf buf;
    buf_init(&buf, MAX);
    for (int i = 0; i < MAX; i++) {
        buf_char(&buf, (char)('a' + i % 26));
    }
    assert_int_equal(buf.failed, ERR_NONE);
    assert_int_equal(strlen(buf_text(&buf)), MAX);
    for (int i = 0; i < MAX; i++) {
        assert_true(buf_text(&buf)[i] == 'a' + i % 26);
    }
    buf_finish(&buf);
}

static void buf__survives_every_failing_allocation(void **state) {
    for (unsigned long nth = 1;; nth++) {
        struct buf buf;
        buf_init(&buf, 1 << 20);
        fault_arm(FAULT_ALLOC, nth);
        for (int i = 0; i < 1000; i++) {
            buf_printf(&buf, "%d,", i);
        }
        char *text = buf_steal(&buf, NULL);
        bool fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(text == NULL, fired);
        assert_int_equal(buf.failed, fired ? ERR_MEMORY : ERR_NONE);
        free(text);
        buf_finish(&buf);
        if (!fired) {
            assert_true(nth > 3);
            break;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buf__builds_text),
        cmocka_unit_test(buf__stops_at_its_maximum_and_remembers),
        cmocka_unit_test(buf__gives_its_text_away),
        cmocka_unit_test(buf__grows_to_its_maximum),
        cmocka_unit_test(buf__survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
