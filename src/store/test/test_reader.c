/* Readers: one snapshot each, never writing; the version that page caches hang on. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "migrate.h"
#include "proof.h"
#include "rig.h"

static const struct store_value no_parent = {.null = true};

static enum err add(struct store_db *db, void *context) {
    return proof_add(db, *(const int64_t *)context, no_parent);
}

static void open_proof(struct store **out) {
    rig_open(out);
    check(store_write(*out, proof_make, NULL));
}

static void store_reader__sees_one_snapshot_until_it_is_released(void **state) {
    struct store *store;
    struct store_db *reader;
    int64_t count = -1;
    int64_t id = 1;
    open_proof(&store);
    check(store_reader_acquire(store, &reader));
    check(proof_count(reader, 0, 9, &count));
    assert_int_equal(count, 0);
    check(store_write(store, add, &id));
    check(proof_count(reader, 0, 9, &count));
    assert_int_equal(count, 0);
    store_reader_release(reader);
    assert_int_equal(proof_rows(store, 0, 9), 1);
    rig_close(store);
}

static void store_reader__refuses_to_write(void **state) {
    struct store *store;
    struct store_db *reader;
    open_proof(&store);
    check(store_reader_acquire(store, &reader));
    assert_int_equal(proof_add(reader, 1, no_parent), ERR_INTERNAL);
    assert_string_equal(err_last()->code, "STO-31");
    store_reader_release(reader);
    rig_close(store);
}

static void *release_later(void *reader) {
    usleep(50000);
    store_reader_release(reader);
    return NULL;
}

static void store_reader__waits_for_one_that_is_returned(void **state) {
    char url[RIG_URL_MAX];
    struct store *store;
    struct store_db *reader;
    rig_make(rig_engine(), url);
    const struct store_options options = {.create = true, .any_schema = true, .readers = 1};
    check(store_open(url, &options, &store));
    check(store_reader_acquire(store, &reader));
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, release_later, reader), 0);
    check(store_reader_acquire(store, &reader));
    pthread_join(thread, NULL);
    store_reader_release(reader);
    store_close(store);
    rig_drop(url);
}

/* ---- rows ----------------------------------------------------------------------------------- */

enum { ROWS = 1200 }; /* more than one fetch of a cursor */

static enum err add_rows(struct store_db *db, void *context) {
    enum err err = ERR_NONE;
    for (int64_t id = 1; err == ERR_NONE && id <= ROWS; id++) {
        err = proof_add(db, id, no_parent);
    }
    return err;
}

struct walk {
    struct store_db *reader;
    int64_t seen;
    int64_t stop_at;
};

static enum err walk_row(void *context, const struct store_value *values) {
    struct walk *walk = context;
    int64_t id = values[0].integer;
    int64_t count = 0;
    walk->seen++;
    assert_int_equal(id, walk->seen);
    assert_int_equal(values[2].null, id % 7 == 0);
    assert_int_equal(values[3].null, id % 5 == 0);
    assert_true(values[3].null || values[3].real == (double)id / 3.0);
    assert_int_equal(values[4].null, id % 3 == 0);
    assert_true(values[4].null || values[4].blob.size == (size_t)(id % 4));
    /* another statement, and the same one again, in the middle of the rows */
    if (id % 400 == 0) {
        struct walk inner = {walk->reader, 0, 3};
        check(proof_count(walk->reader, 1, id, &count));
        assert_int_equal(count, id);
        assert_int_equal(store_run(walk->reader, &proof_select, NULL, walk_row, &inner, NULL),
                         ERR_LIMIT);
    }
    return id == walk->stop_at ? err_set(ERR_LIMIT, "TST-2", "Enough.", NULL) : ERR_NONE;
}

static void store_run__streams_rows_and_others_in_between(void **state) {
    struct store *store;
    struct walk walk = {.stop_at = -1};
    open_proof(&store);
    check(store_write(store, add_rows, NULL));
    check(store_reader_acquire(store, &walk.reader));
    check(store_run(walk.reader, &proof_select, NULL, walk_row, &walk, NULL));
    assert_int_equal(walk.seen, ROWS);
    store_reader_release(walk.reader);
    rig_close(store);
}

static void store_run__refuses_a_missing_value(void **state) {
    static const struct store_column outputs[] = {{"parent", STORE_INT, false}};
    static const struct store_statement parent = {.name = "proof.parent",
                                                  .sqlite = "SELECT parent FROM proof_item",
                                                  .postgres = "SELECT parent FROM proof_item",
                                                  .outputs = outputs,
                                                  .output_count = 1};
    struct store *store;
    struct store_db *reader;
    int64_t id = 1;
    open_proof(&store);
    check(store_write(store, add, &id));
    check(store_reader_acquire(store, &reader));
    assert_int_equal(store_run(reader, &parent, NULL, NULL, NULL, NULL), ERR_INTERNAL);
    assert_string_equal(err_last()->code, "STO-33");
    store_reader_release(reader);
    rig_close(store);
}

/* ---- version -------------------------------------------------------------------------------- */

static uint64_t version(struct store *store) {
    struct store_db *reader;
    uint64_t value = 0;
    check(store_reader_acquire(store, &reader));
    check(store_version(reader, &value));
    store_reader_release(reader);
    return value;
}

static enum err add_and_refuse(struct store_db *db, void *context) {
    enum err err = add(db, context);
    return err != ERR_NONE ? err : err_set(ERR_DENIED, "TST-1", "No.", NULL);
}

static enum err quiet_write(struct store_db *db, void *context) {
    static const struct store_statement quiet = {.name = "proof.quiet",
                                                 .sqlite = "UPDATE proof_item SET title = 'x'",
                                                 .postgres = "UPDATE proof_item SET title = 'x'",
                                                 .writes = true,
                                                 .quiet = true};
    return store_run(db, &quiet, NULL, NULL, NULL, NULL);
}

static void store_version__changes_with_content_only(void **state) {
    struct store *store;
    int64_t id = 1;
    open_proof(&store);
    uint64_t first = version(store);
    assert_int_equal(version(store), first);
    check(store_write(store, add, &id));
    uint64_t second = version(store);
    assert_int_not_equal(second, first);
    id = 2;
    assert_int_equal(store_write(store, add_and_refuse, &id), ERR_DENIED);
    check(store_write(store, quiet_write, NULL));
    assert_int_equal(version(store), second);
    rig_close(store);
}

static void store_version__is_seen_by_another_process(void **state) {
    char url[RIG_URL_MAX];
    struct store *store;
    size_t applied = 0;
    rig_make(rig_engine(), url);
    const struct store_options options = {.create = true, .any_schema = true};
    check(store_open(url, &options, &store));
    check(store_migrate(store, 1, &applied));
    check(store_write(store, proof_make, NULL));
    store_close(store);

    int go[2];
    assert_int_equal(pipe(go), 0);
    pid_t child = fork();
    if (child == 0) {
        char byte;
        int64_t id = 1;
        bool done = read(go[0], &byte, 1) == 1 && store_open(url, NULL, &store) == ERR_NONE &&
                    store_write(store, add, &id) == ERR_NONE;
        _exit(done ? 0 : 1);
    }
    check(store_open(url, NULL, &store));
    uint64_t before = version(store);
    assert_int_equal(write(go[1], "", 1), 1);
    int status = 1;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_int_not_equal(version(store), before);
    assert_int_equal(proof_rows(store, 1, 1), 1);
    store_close(store);
    close(go[0]);
    close(go[1]);
    rig_drop(url);
}

/* ---- a server that was restarted ------------------------------------------------------------ */

static enum err cut_the_others(struct store_db *db, void *context) {
    return store_script(db, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                            "WHERE datname = current_database() AND pid <> pg_backend_pid()");
}

static void store__comes_back_when_its_connections_were_cut(void **state) {
    if (rig_engine() != STORE_POSTGRES) {
        skip();
    }
    struct store *store;
    open_proof(&store);
    assert_int_equal(proof_rows(store, 0, 9), 0);
    check(store_write(store, cut_the_others, NULL));
    for (int64_t id = 1; id <= 8; id++) {
        check(store_write(store, add, &id));
    }
    assert_int_equal(proof_rows(store, 0, 9), 8);
    rig_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(store_reader__sees_one_snapshot_until_it_is_released),
        cmocka_unit_test(store_reader__refuses_to_write),
        cmocka_unit_test(store_reader__waits_for_one_that_is_returned),
        cmocka_unit_test(store_run__streams_rows_and_others_in_between),
        cmocka_unit_test(store_run__refuses_a_missing_value),
        cmocka_unit_test(store_version__changes_with_content_only),
        cmocka_unit_test(store_version__is_seen_by_another_process),
        cmocka_unit_test(store__comes_back_when_its_connections_were_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
