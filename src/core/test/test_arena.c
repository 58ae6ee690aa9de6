#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "err.h"
#include "fault.h"

static void arena__gives_zeroed_aligned_memory(void **state) {
    struct arena *arena = arena_create(1 << 20);
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *memory = arena_alloc(arena, size);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(memory[i], 0);
        }
        memset(memory, 0xAA, size);
    }
    arena_reset(arena);
    unsigned char *again = arena_alloc(arena, 2048);
    for (size_t i = 0; i < 2048; i++) {
        assert_int_equal(again[i], 0);
    }
    arena_destroy(arena);
}

static void arena__keeps_objects_apart(void **state) {
    struct arena *arena = arena_create(1 << 22);
    unsigned char *objects[500];
    for (size_t i = 0; i < 500; i++) {
        objects[i] = arena_alloc(arena, 1 + i * 13);
        assert_non_null(objects[i]);
        memset(objects[i], (int)(i & 0xFF), 1 + i * 13);
    }
    for (size_t i = 0; i < 500; i++) {
        for (size_t k = 0; k < 1 + i * 13; k++) {
            assert_int_equal(objects[i][k], i & 0xFF);
        }
    }
    arena_destroy(arena);
}

static void arena__stays_failed_after_its_maximum(void **state) {
    struct arena *arena = arena_create(100);
    assert_non_null(arena_alloc(arena, 60));
    assert_false(arena_failed(arena));
    assert_null(arena_alloc(arena, 41));
    assert_true(arena_failed(arena));
    assert_int_equal(err_last()->err, ERR_LIMIT);
    assert_null(arena_alloc(arena, 1));
    arena_reset(arena);
    assert_false(arena_failed(arena));
    assert_non_null(arena_alloc(arena, 100));
    assert_null(arena_alloc(arena, 0));
    arena_destroy(arena);
}

static void arena__refuses_an_overflowing_array(void **state) {
    struct arena *arena = arena_create(SIZE_MAX);
    assert_null(arena_array(arena, SIZE_MAX / 2, 4));
    assert_int_equal(err_last()->err, ERR_LIMIT);
    arena_reset(arena);
    assert_null(arena_alloc(arena, SIZE_MAX));
    arena_reset(arena);
    assert_null(arena_strndup(arena, "", SIZE_MAX));
    arena_reset(arena);
    assert_non_null(arena_array(arena, 0, 8));
    assert_non_null(arena_array(arena, SIZE_MAX, 0));
    arena_destroy(arena);
}

static void arena__copies_and_formats_text(void **state) {
    struct arena *arena = arena_create(1 << 16);
    assert_null(arena_strdup(arena, NULL));
    assert_null(arena_strndup(arena, NULL, 5));
    assert_false(arena_failed(arena));
    assert_string_equal(arena_strdup(arena, "اصفهان"), "اصفهان");
    assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_printf(arena, "%d-%s", 12, "x"), "12-x");
    assert_string_equal(arena_printf(arena, "%s", ""), "");
    arena_destroy(arena);
}

static char order[8];

static void note(void *letter) {
    const char *c = letter;
    order[strlen(order)] = *c;
}

static void arena__runs_cleanups_in_reverse(void **state) {
    static char letters[] = "abc";
    memset(order, 0, sizeof(order));
    struct arena *arena = arena_create(1 << 16);
    for (size_t i = 0; i < 3; i++) {
        assert_true(arena_defer(arena, note, &letters[i]));
    }
    arena_reset(arena);
    assert_string_equal(order, "cba");
    assert_true(arena_defer(arena, note, &letters[1]));
    arena_destroy(arena);
    assert_string_equal(order, "cbab");
    arena_destroy(NULL);
}

static void arena__cleans_up_at_once_when_it_cannot_remember(void **state) {
    static char letter = 'x';
    memset(order, 0, sizeof(order));
    struct arena *arena = arena_create(4);
    assert_false(arena_defer(arena, note, &letter));
    assert_string_equal(order, "x");
    arena_destroy(arena);
    assert_string_equal(order, "x");
}

static void arena__survives_every_failing_allocation(void **state) {
    for (unsigned long nth = 1;; nth++) {
        fault_arm(FAULT_ALLOC, nth);
        struct arena *arena = arena_create(1 << 20);
        bool failed = arena == NULL;
        for (size_t i = 0; !failed && i < 20; i++) {
            char *text = arena_printf(arena, "%zu", i);
            failed = text == NULL;
            assert_int_equal(failed, arena_failed(arena));
        }
        bool fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(fired, failed);
        if (failed) {
            assert_int_equal(err_last()->err, ERR_MEMORY);
        }
        arena_destroy(arena);
        if (!fired) {
            assert_int_equal(nth, 22); /* the arena and twenty texts */
            break;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena__gives_zeroed_aligned_memory),
        cmocka_unit_test(arena__keeps_objects_apart),
        cmocka_unit_test(arena__stays_failed_after_its_maximum),
        cmocka_unit_test(arena__refuses_an_overflowing_array),
        cmocka_unit_test(arena__copies_and_formats_text),
        cmocka_unit_test(arena__runs_cleanups_in_reverse),
        cmocka_unit_test(arena__cleans_up_at_once_when_it_cannot_remember),
        cmocka_unit_test(arena__survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
