/* Blocks of places: what is written is read back, whichever form it is stored in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "search_block.h"

/* Every `step`th service of a block, through the stored form and back. */
static size_t store_and_read(int step, struct search_block *block, struct search_block *back) {
    unsigned char stored[BLOCK_BYTES];
    for (int offset = 0; offset < BLOCK_SERIALS; offset += step) {
        assert_true(search_block_set(block, 7 * BLOCK_SERIALS + offset, true));
    }
    size_t size = search_block_write(block, stored);
    assert_int_equal(search_block_read((struct store_blob){stored, size}, back), ERR_NONE);
    return size;
}

static void block__few_and_many_places_are_read_back(void **state) {
    static const int steps[] = {1, 2, 16, 17, 64, 1000, BLOCK_SERIALS};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct search_block block = {{0}};
        struct search_block back = {{0}};
        size_t size = store_and_read(steps[i], &block, &back);
        size_t count = (size_t)(BLOCK_SERIALS + steps[i] - 1) / (size_t)steps[i];
        assert_int_equal(size, count * 2 < BLOCK_BYTES ? count * 2 : BLOCK_BYTES);
        assert_memory_equal(&block, &back, sizeof block);
    }
}

static void block__an_empty_one_is_stored_as_nothing(void **state) {
    struct search_block block = {{0}};
    unsigned char stored[BLOCK_BYTES];
    assert_true(search_block_set(&block, 4095, true));
    assert_false(search_block_set(&block, 4095, true));
    assert_true(search_block_set(&block, 4095, false));
    assert_int_equal(search_block_write(&block, stored), 0);
    assert_int_equal(search_block_next(&block, 0), BLOCK_SERIALS);
}

static void block__the_next_place_is_found_from_anywhere(void **state) {
    struct search_block block = {{0}};
    assert_true(search_block_set(&block, 63, true));
    assert_true(search_block_set(&block, 64, true));
    assert_true(search_block_set(&block, 4095, true));
    assert_int_equal(search_block_next(&block, 0), 63);
    assert_int_equal(search_block_next(&block, 63), 63);
    assert_int_equal(search_block_next(&block, 64), 64);
    assert_int_equal(search_block_next(&block, 65), 4095);
    assert_int_equal(search_block_next(&block, 4096), BLOCK_SERIALS);
}

static void block__sets_are_shared_and_dropped(void **state) {
    struct search_block a = {{0}};
    struct search_block b = {{0}};
    struct search_block none = {{0}};
    assert_true(search_block_set(&a, 1, true));
    assert_true(search_block_set(&a, 2, true));
    assert_true(search_block_set(&b, 2, true));
    search_block_keep(&a, &b);
    assert_memory_equal(&a, &b, sizeof a);
    search_block_drop(&a, &b);
    assert_memory_equal(&a, &none, sizeof a);
}

static void block__damage_is_refused(void **state) {
    struct search_block block = {{0}};
    const unsigned char odd[3] = {1, 0, 2};
    const unsigned char beyond[2] = {0, 0x10};
    const unsigned char longer[BLOCK_BYTES + 2] = {0};
    assert_int_equal(search_block_read((struct store_blob){odd, sizeof odd}, &block), ERR_INTERNAL);
    assert_int_equal(search_block_read((struct store_blob){beyond, sizeof beyond}, &block),
                     ERR_INTERNAL);
    assert_int_equal(search_block_read((struct store_blob){longer, sizeof longer}, &block),
                     ERR_INTERNAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(block__few_and_many_places_are_read_back),
        cmocka_unit_test(block__an_empty_one_is_stored_as_nothing),
        cmocka_unit_test(block__the_next_place_is_found_from_anywhere),
        cmocka_unit_test(block__sets_are_shared_and_dropped),
        cmocka_unit_test(block__damage_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
