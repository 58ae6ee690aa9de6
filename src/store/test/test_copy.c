/* Copy, backup and restore: the same rows arrive, or nothing does. */
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "backup.h"
#include "health.h"
#include "migrate.h"
#include "proof.h"
#include "rig.h"

enum { NOW_MS = 1700000000, ROWS = 3000 };

static enum err add_items(struct store_db *db, void *context) {
    enum err err = proof_add(db, ROWS, (struct store_value){.null = true});
    for (int64_t id = 1; err == ERR_NONE && id < ROWS; id++) {
        err = proof_add(db, id, (struct store_value){.integer = ROWS});
    }
    return err;
}

static void open_new(enum store_engine engine, char url[RIG_URL_MAX], struct store **out) {
    size_t applied = 0;
    rig_make(engine, url);
    assert_int_equal(
        store_open(url, &(struct store_options){.create = true, .any_schema = true}, out),
        ERR_NONE);
    assert_int_equal(store_migrate(*out, NOW_MS, &applied), ERR_NONE);
    assert_int_equal(store_write(*out, proof_make, NULL), ERR_NONE);
}

/* There and back again; on PostgreSQL's turn the middle is PostgreSQL. */
static void store_copy__keeps_every_row_there_and_back(void **state) {
    char url[3][RIG_URL_MAX];
    struct store *stores[3];
    struct store_copied copied[3];
    open_new(STORE_SQLITE, url[0], &stores[0]);
    open_new(rig_engine(), url[1], &stores[1]);
    open_new(STORE_SQLITE, url[2], &stores[2]);
    check(store_write(stores[0], add_items, NULL));

    check(store_copy(stores[0], stores[1], NULL, &copied[0]));
    check(store_copy(stores[1], stores[2], NULL, &copied[1]));
    check(store_content_hash(stores[2], &copied[2]));
    assert_true(copied[0].rows >= ROWS);
    for (int i = 1; i < 3; i++) {
        assert_int_equal(copied[i].rows, copied[0].rows);
        assert_string_equal(copied[i].hash, copied[0].hash);
    }
    for (int i = 0; i < 3; i++) {
        store_close(stores[i]);
        rig_drop(url[i]);
    }
}

static void store_copy__refuses_a_target_with_rows(void **state) {
    char url[2][RIG_URL_MAX];
    struct store *stores[2];
    struct store_copied before, after, copied;
    for (int i = 0; i < 2; i++) {
        open_new(rig_engine(), url[i], &stores[i]);
        check(store_write(stores[i], add_items, NULL));
    }
    check(store_content_hash(stores[1], &before));
    assert_int_equal(store_copy(stores[0], stores[1], NULL, &copied), ERR_CONFLICT);
    assert_string_equal(err_last()->code, "STO-53");
    check(store_content_hash(stores[1], &after));
    assert_string_equal(before.hash, after.hash);
    for (int i = 0; i < 2; i++) {
        store_close(stores[i]);
        rig_drop(url[i]);
    }
}

static enum err change_one(struct store_db *db, void *context) {
    static const struct store_statement change = {
        .name = "proof.change",
        .sqlite = "UPDATE proof_item SET title = title || ' ' WHERE id = 1",
        .postgres = "UPDATE proof_item SET title = title || ' ' WHERE id = 1",
        .writes = true};
    return store_run(db, &change, NULL, NULL, NULL, NULL);
}

static void store_content_hash__sees_one_changed_value(void **state) {
    char url[RIG_URL_MAX];
    struct store *store;
    struct store_copied before, after;
    open_new(rig_engine(), url, &store);
    check(store_write(store, add_items, NULL));
    check(store_content_hash(store, &before));
    check(store_write(store, change_one, NULL));
    check(store_content_hash(store, &after));
    assert_int_equal(before.rows, after.rows);
    assert_string_not_equal(before.hash, after.hash);
    store_close(store);
    rig_drop(url);
}

/* ---- backup and restore --------------------------------------------------------------------- */

static enum err add_one(struct store_db *db, void *context) {
    return proof_add(db, *(int64_t *)context, (struct store_value){.null = true});
}

/* Writes until it is told to stop, through the same store. */
struct busy {
    struct store *store;
    atomic_bool stop;
    int64_t written;
};

static void *keep_writing(void *argument) {
    struct busy *busy = argument;
    int64_t id = ROWS;
    while (!atomic_load(&busy->stop)) {
        id++;
        if (store_write(busy->store, add_one, &id) != ERR_NONE) {
            break;
        }
        busy->written++;
    }
    return NULL;
}

static void store_backup__is_whole_while_others_write(void **state) {
    char url[RIG_URL_MAX], restored[RIG_URL_MAX], file[RIG_URL_MAX];
    struct store *store, *other;
    open_new(STORE_SQLITE, url, &store);
    rig_make(STORE_SQLITE, restored);
    snprintf(file, sizeof(file), "%s/backup.khaju", rig_folder());
    check(store_write(store, add_items, NULL));

    struct busy busy = {.store = store};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, keep_writing, &busy), 0);
    enum err err = store_backup(store, file, NOW_MS, NULL);
    atomic_store(&busy.stop, true);
    pthread_join(thread, NULL);
    check(err);
    assert_true(busy.written > 0);

    check(store_restore(file, restored, false, NOW_MS, NULL));
    check(store_open(restored, NULL, &other));
    struct store_copied copied;
    check(store_content_hash(other, &copied));
    assert_true(copied.rows >= ROWS);
    store_close(other);
    store_close(store);
    rig_drop(url);
    rig_drop(restored);
    unlink(file);
}

static void store_backup__of_either_engine_restores_to_either(void **state) {
    static const enum store_engine targets[] = {STORE_SQLITE, STORE_POSTGRES};
    struct store *store, *other;
    struct store_copied before, after;
    char file[RIG_URL_MAX], url[RIG_URL_MAX];
    snprintf(file, sizeof(file), "%s/either.khaju", rig_folder());
    rig_open(&store);
    check(store_content_hash(store, &before));
    check(store_backup(store, file, NOW_MS, NULL));
    for (size_t i = 0; i < (rig_has_postgres() ? 2 : 1); i++) {
        rig_make(targets[i], url);
        check(store_restore(file, url, false, NOW_MS, NULL));
        check(store_open(url, NULL, &other));
        check(store_content_hash(other, &after));
        assert_string_equal(before.hash, after.hash);
        store_close(other);
        rig_drop(url);
    }
    rig_close(store);
    unlink(file);
}

static void store_backup__replaces_nothing(void **state) {
    char url[RIG_URL_MAX];
    struct store *store;
    open_new(STORE_SQLITE, url, &store);
    assert_int_equal(store_backup(store, url, NOW_MS, NULL), ERR_CONFLICT);
    assert_string_equal(err_last()->code, "STO-64");
    assert_int_equal(store_backup(store, "/nowhere/at/all", NOW_MS, NULL), ERR_UNAVAILABLE);
    store_close(store);
    rig_drop(url);
}

/* A backup of a filled database and, beside it, a database that must survive. */
struct restoring {
    char url[RIG_URL_MAX];
    char file[RIG_URL_MAX + 16];
    struct store_copied content;
};

static void prepare_restore(struct restoring *restoring) {
    struct store *store;
    open_new(STORE_SQLITE, restoring->url, &store);
    check(store_write(store, add_items, NULL));
    snprintf(restoring->file, sizeof(restoring->file), "%s.khaju", restoring->url);
    check(store_backup(store, restoring->file, NOW_MS, NULL));
    check(store_content_hash(store, &restoring->content));
    store_close(store);
}

static void assert_untouched(const struct restoring *restoring) {
    struct store *store;
    struct store_copied now;
    check(store_open(restoring->url, NULL, &store));
    check(store_content_hash(store, &now));
    assert_string_equal(now.hash, restoring->content.hash);
    store_close(store);
}

static void finish_restore(const struct restoring *restoring) {
    char kept[RIG_URL_MAX + 16];
    snprintf(kept, sizeof(kept), "%s.before-restore", restoring->url);
    rig_drop(restoring->url);
    unlink(restoring->file);
    unlink(kept);
}

static void store_restore__refuses_what_is_not_a_whole_backup(void **state) {
    struct restoring restoring;
    prepare_restore(&restoring);
    struct stat status;
    assert_int_equal(stat(restoring.file, &status), 0);

    assert_int_equal(truncate(restoring.file, status.st_size / 2), 0);
    assert_int_not_equal(store_restore(restoring.file, restoring.url, true, NOW_MS, NULL),
                         ERR_NONE);
    assert_untouched(&restoring);

    assert_int_equal(truncate(restoring.file, 0), 0);
    assert_int_equal(store_restore(restoring.file, restoring.url, true, NOW_MS, NULL), ERR_INVALID);
    assert_string_equal(err_last()->code, "STO-65");
    assert_untouched(&restoring);

    assert_int_equal(store_restore("/nowhere", restoring.url, true, NOW_MS, NULL), ERR_NOT_FOUND);
    assert_untouched(&restoring);
    finish_restore(&restoring);
}

static void store_restore__refuses_one_flipped_page(void **state) {
    struct restoring restoring;
    prepare_restore(&restoring);
    int fd = open(restoring.file, O_WRONLY);
    char rubbish[4096];
    memset(rubbish, 0x5a, sizeof(rubbish));
    assert_int_equal(pwrite(fd, rubbish, sizeof(rubbish), 20 * 4096), sizeof(rubbish));
    close(fd);
    assert_int_equal(store_restore(restoring.file, restoring.url, true, NOW_MS, NULL), ERR_IO);
    assert_untouched(&restoring);
    finish_restore(&restoring);
}

static void store_restore__asks_before_it_replaces_and_keeps_the_old(void **state) {
    struct restoring restoring;
    struct store *store;
    prepare_restore(&restoring);
    assert_int_equal(store_restore(restoring.file, restoring.url, false, NOW_MS, NULL),
                     ERR_CONFLICT);
    check(store_open(restoring.url, NULL, &store));
    check(store_write(store, change_one, NULL));
    assert_int_equal(store_restore(restoring.file, restoring.url, true, NOW_MS, NULL),
                     ERR_UNAVAILABLE); /* somebody has it open */
    store_close(store);
    check(store_restore(restoring.file, restoring.url, true, NOW_MS, NULL));
    assert_untouched(&restoring);
    char kept[RIG_URL_MAX + 16];
    snprintf(kept, sizeof(kept), "%s.before-restore", restoring.url);
    assert_int_equal(access(kept, R_OK), 0);
    finish_restore(&restoring);
}

static void store_restore__replaces_a_damaged_database(void **state) {
    struct restoring restoring;
    prepare_restore(&restoring);
    assert_int_equal(truncate(restoring.url, 5000), 0);
    struct store *store;
    assert_int_not_equal(store_open(restoring.url, NULL, &store), ERR_NONE);
    check(store_restore(restoring.file, restoring.url, true, NOW_MS, NULL));
    assert_untouched(&restoring);
    finish_restore(&restoring);
}

/* ---- health --------------------------------------------------------------------------------- */

static void store_health__tells_engine_size_and_schema(void **state) {
    struct store *store;
    rig_open(&store);
    struct arena *arena = arena_create(1 << 20);
    struct store_health health;
    check(store_health(store, arena, &health));
    bool sqlite = rig_engine() == STORE_SQLITE;
    assert_string_equal(health.engine, sqlite ? "SQLite" : "PostgreSQL");
    assert_string_equal(health.journal, sqlite ? "wal" : "synchronous_commit on");
    assert_true(health.size_bytes > 0 && health.ready);
    assert_int_equal(store_queue_length(store), 0);
    arena_destroy(arena);
    rig_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(store_copy__keeps_every_row_there_and_back),
        cmocka_unit_test(store_copy__refuses_a_target_with_rows),
        cmocka_unit_test(store_content_hash__sees_one_changed_value),
        cmocka_unit_test(store_backup__is_whole_while_others_write),
        cmocka_unit_test(store_backup__of_either_engine_restores_to_either),
        cmocka_unit_test(store_backup__replaces_nothing),
        cmocka_unit_test(store_restore__refuses_what_is_not_a_whole_backup),
        cmocka_unit_test(store_restore__refuses_one_flipped_page),
        cmocka_unit_test(store_restore__asks_before_it_replaces_and_keeps_the_old),
        cmocka_unit_test(store_restore__replaces_a_damaged_database),
        cmocka_unit_test(store_health__tells_engine_size_and_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
