#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fault.h"
#include "json.h"

static void json__reads_and_writes_the_same_bytes(void **state) {
    struct arena *arena = arena_create(1 << 20);
    json_t *json;
    assert_int_equal(
        json_read(arena, " {\"b\": [1, 4.3, null], \"a\": \"اصفهان\", \"t\": true} ", &json),
        ERR_NONE);
    const char *text = json_write(arena, json);
    assert_string_equal(text, "{\"a\":\"اصفهان\",\"b\":[1,4.3,null],\"t\":true}");
    assert_string_equal(json_text(json, "a"), "اصفهان");
    assert_null(json_text(json, "b"));
    assert_null(json_text(json, "none"));
    assert_null(json_text(NULL, "a"));
    int64_t value = 5;
    assert_false(json_int(json, "a", &value));
    assert_int_equal(value, 5);
    assert_int_equal(json_read(arena, "{\"n\":-7}", &json), ERR_NONE);
    assert_true(json_int(json, "n", &value));
    assert_int_equal(value, -7);
    assert_int_equal(json_read(arena, "12", &json), ERR_NONE);
    assert_string_equal(json_write(arena, json), "12");
    arena_destroy(arena);
}

static void json__refuses_what_is_not_json(void **state) {
    static const char *const wrong[] = {
        "",    "{",        "{\"a\":1,}", "{\"a\":1,\"a\":2}",         "[1] 2",
        "nul", "\"\xFF\"", "[1e999]",    "[99999999999999999999999]", "{\"a\":\"\\u0000\"}",
    };
    struct arena *arena = arena_create(1 << 20);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        json_t *json = NULL;
        assert_int_equal(json_read(arena, wrong[i], &json), ERR_INVALID);
        assert_string_equal(err_last()->code, "JSN-1");
        assert_null(json);
    }
    arena_destroy(arena);
}

static void json__bounds_its_input(void **state) {
    struct arena *arena = arena_create(1 << 20);
    size_t length = (16 << 20) + 1;
    char *text = malloc(length + 1);
    memset(text, ' ', length);
    text[0] = '1';
    text[length] = '\0';
    json_t *json;
    assert_int_equal(json_read(arena, text, &json), ERR_LIMIT);
    memset(text, '[', 5000); /* too deep */
    text[5000] = '\0';
    assert_int_equal(json_read(arena, text, &json), ERR_INVALID);
    free(text);
    arena_destroy(arena);
}

static void json__keep_of_nothing_is_an_error(void **state) {
    struct arena *arena = arena_create(1 << 20);
    assert_null(json_keep(arena, NULL));
    assert_int_equal(err_last()->err, ERR_MEMORY);
    arena_destroy(arena);
}

static void json__survives_every_failing_allocation(void **state) {
    for (unsigned long nth = 1;; nth++) {
        struct arena *arena = arena_create(1 << 20);
        json_t *json;
        fault_arm(FAULT_ALLOC, nth);
        enum err err = json_read(arena, "{\"a\":[1,\"two\",{\"b\":3.5}],\"c\":null}", &json);
        const char *text = err == ERR_NONE ? json_write(arena, json) : NULL;
        bool fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        if (text != NULL) { /* jansson may do without a failed allocation, but not wrongly */
            assert_string_equal(text, "{\"a\":[1,\"two\",{\"b\":3.5}],\"c\":null}");
        } else {
            assert_true(fired);
            assert_int_equal(err_last()->err, ERR_MEMORY);
        }
        arena_destroy(arena);
        if (!fired) {
            assert_true(nth > 10);
            break;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json__reads_and_writes_the_same_bytes),
        cmocka_unit_test(json__refuses_what_is_not_json),
        cmocka_unit_test(json__bounds_its_input),
        cmocka_unit_test(json__keep_of_nothing_is_an_error),
        cmocka_unit_test(json__survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
