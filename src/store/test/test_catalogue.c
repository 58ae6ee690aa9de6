/* Every statement of every room is accepted by the engine, with the columns that it declares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "rig.h"
#include "store_internal.h"

static void store_catalogue__prepares_on_this_engine(void **state) {
    struct store *store;
    rig_open(&store);
    size_t refused = 0;
    for (size_t i = 0; i < store_catalogue_count; i++) {
        /* a reader each: a refusal ends the transaction */
        struct store_db *reader;
        assert_int_equal(store_reader_acquire(store, &reader), ERR_NONE);
        if (store_check(reader, store_catalogue[i]) != ERR_NONE) {
            fprintf(stderr, "%s: %s\n", store_catalogue[i]->name, err_last()->english);
            refused++;
        }
        store_reader_release(reader);
    }
    assert_true(store_catalogue_count > 0);
    assert_int_equal(refused, 0);
    rig_close(store);
}

static void store_check__refuses_a_column_of_another_name(void **state) {
    static const struct store_column outputs[] = {{"number", STORE_TEXT, false}};
    static const struct store_statement swapped = {.name = "store.swapped",
                                                   .sqlite = "SELECT name FROM store_migration",
                                                   .postgres = "SELECT name FROM store_migration",
                                                   .outputs = outputs,
                                                   .output_count = 1};
    struct store *store;
    rig_open(&store);
    struct store_db *reader;
    assert_int_equal(store_reader_acquire(store, &reader), ERR_NONE);
    assert_int_equal(store_check(reader, &swapped), ERR_INTERNAL);
    assert_string_equal(err_last()->code, "STO-24");
    store_reader_release(reader);
    rig_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(store_catalogue__prepares_on_this_engine),
        cmocka_unit_test(store_check__refuses_a_column_of_another_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
