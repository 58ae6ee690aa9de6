#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "compiler.h"
#include "fault.h"

static void fault__fires_once_at_the_nth_point(void **state) {
    fault_arm(FAULT_STORE, 3);
    static const bool expected[] = {false, false, true, false, false};
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(FAULT_POINT(FAULT_STORE), expected[i]);
        assert_int_equal(fault_fired(FAULT_STORE), i >= 2);
    }
    fault_arm(FAULT_STORE, 0);
    assert_false(fault_fired(FAULT_STORE));
}

static void fault__kinds_are_apart(void **state) {
    fault_arm(FAULT_IO, 1);
    assert_false(FAULT_POINT(FAULT_ALLOC));
    assert_false(FAULT_POINT(FAULT_STORE));
    assert_true(FAULT_POINT(FAULT_IO));
    fault_arm(FAULT_IO, 0);
}

static void fault__is_silent_when_disarmed(void **state) {
    fault_arm(FAULT_ALLOC, 2);
    assert_false(FAULT_POINT(FAULT_ALLOC));
    fault_arm(FAULT_ALLOC, 0);
    for (int i = 0; i < 10; i++) {
        assert_false(FAULT_POINT(FAULT_ALLOC));
    }
    assert_false(fault_fired(FAULT_ALLOC));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fault__fires_once_at_the_nth_point),
        cmocka_unit_test(fault__kinds_are_apart),
        cmocka_unit_test(fault__is_silent_when_disarmed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
