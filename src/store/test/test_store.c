/* The store's promises, on whichever engine the rig opens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rig.h"
#include "store_sql.h"

static enum err add(struct store_db *db, void *context) {
    const struct store_migration_add_in in = {context, "0", 1};
    return store_migration_add(db, &in, NULL);
}

static void store_write__keeps_what_it_acknowledged(void **state) {
    struct store *store;
    rig_open(&store);
    char name[] = "9999";
    assert_int_equal(store_write(store, add, name), ERR_NONE);
    assert_int_equal(store_write(store, add, name), ERR_CONFLICT);
    assert_string_equal(err_last()->code, "STO-10");
    struct store_db *reader;
    assert_int_equal(store_reader_acquire(store, &reader), ERR_NONE);
    struct arena *arena = arena_create(1 << 20);
    struct store_migrations_applied_rows rows;
    assert_int_equal(store_migrations_applied(reader, arena, &rows), ERR_NONE);
    assert_string_equal(rows.rows[rows.count - 1].name, "9999");
    arena_destroy(arena);
    store_reader_release(reader);
    rig_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(store_write__keeps_what_it_acknowledged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
