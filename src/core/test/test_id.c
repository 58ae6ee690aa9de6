#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include <cmocka.h>

#include "compiler.h"
#include "id.h"

static void id__sorts_by_time(void **state) {
    static const int64_t times[] = {
        0, 1, 31, 32, 1000, INT64_C(1763900000000), INT64_C(1763900000001), (INT64_C(1) << 48) - 1};
    char before[ID_SIZE] = "";
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        char id[ID_SIZE];
        id_make(times[i], id);
        assert_true(id_valid(id));
        assert_true(strcmp(before, id) < 0);
        memcpy(before, id, sizeof(id));
    }
    assert_memory_equal(before, "7zzzzzzzzz", 10); /* the last moment 48 bits can hold */
}

static void id__grows_within_one_millisecond(void **state) {
    char before[ID_SIZE];
    id_make(INT64_C(1763900000000), before);
    for (int i = 0; i < 100000; i++) {
        char id[ID_SIZE];
        id_make(INT64_C(1763900000000), id);
        assert_true(strcmp(before, id) < 0);
        assert_memory_equal(before, id, 10);
        memcpy(before, id, sizeof(id));
    }
}

static void id__knows_its_form(void **state) {
    char id[ID_SIZE];
    id_make(5, id);
    assert_true(id_valid(id));
    static const char *const wrong[] = {
        NULL,
        "",
        "0123",
        "0123456789abcdefghjkmnpqrs0",
        "0123456789ABCDEFGHJKMNPQRS",
        "il0123456789abcdefghjkmnpq",
        "8zzzzzzzzzzzzzzzzzzzzzzzzz",
        "0123456789abcdefghjkmnpq/.",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_false(id_valid(wrong[i]));
    }
}

enum { IDS_A_THREAD = 20000, THREADS = 4 };

static char ids[THREADS * IDS_A_THREAD][ID_SIZE];

static int make_ids(void *argument) {
    char(*mine)[ID_SIZE] = argument;
    for (int i = 0; i < IDS_A_THREAD; i++) {
        id_make(INT64_C(1763900000000) + i / 100, mine[i]);
    }
    return 0;
}

static int compare_ids(const void *a, const void *b) {
    return strcmp(a, b);
}

static void id__is_never_made_twice(void **state) {
    thrd_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(thrd_create(&threads[i], make_ids, &ids[i * IDS_A_THREAD]), thrd_success);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(thrd_join(threads[i], NULL), thrd_success);
    }
    qsort(ids, COUNT_OF(ids), ID_SIZE, compare_ids);
    for (size_t i = 1; i < COUNT_OF(ids); i++) {
        assert_true(strcmp(ids[i - 1], ids[i]) < 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(id__sorts_by_time),
        cmocka_unit_test(id__grows_within_one_millisecond),
        cmocka_unit_test(id__knows_its_form),
        cmocka_unit_test(id__is_never_made_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
