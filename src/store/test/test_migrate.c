/* Migrations and opening: the translator by example; what is refused, and with which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "ddl.h"
#include "migrate.h"
#include "proof.h"
#include "rig.h"
#include "store_sql.h"

static void assert_ddl(const char *sql, const char *sqlite, const char *postgres) {
    static const enum store_engine engines[] = {STORE_SQLITE, STORE_POSTGRES};
    for (size_t i = 0; i < COUNT_OF(engines); i++) {
        struct buf out;
        buf_init(&out, 4096);
        check(store_ddl(sql, engines[i], &out));
        assert_string_equal(buf_text(&out), engines[i] == STORE_SQLITE ? sqlite : postgres);
        buf_finish(&out);
    }
}

static void store_ddl__translates_the_types_of_tables(void **state) {
    assert_ddl("CREATE TABLE a_b (id TEXT, n BIGINT, r DOUBLE PRECISION, b BLOB);",
               "CREATE TABLE a_b (id TEXT, n INTEGER, r REAL , b BLOB) STRICT;",
               "CREATE TABLE a_b (id TEXT COLLATE \"C\", n BIGINT, r DOUBLE PRECISION, b BYTEA);");
    assert_ddl("ALTER TABLE a_b ADD COLUMN t TEXT;", "ALTER TABLE a_b ADD COLUMN t TEXT;",
               "ALTER TABLE a_b ADD COLUMN t TEXT COLLATE \"C\";");
}

static void store_ddl__knows_a_column_called_text(void **state) {
    assert_ddl("CREATE TABLE t (text TEXT, blob BLOB);",
               "CREATE TABLE t (text TEXT, blob BLOB) STRICT;",
               "CREATE TABLE t (text TEXT COLLATE \"C\", blob BYTEA);");
    assert_ddl("ALTER TABLE t ADD COLUMN text TEXT;", "ALTER TABLE t ADD COLUMN text TEXT;",
               "ALTER TABLE t ADD COLUMN text TEXT COLLATE \"C\";");
}

static void store_ddl__leaves_everything_else_alone(void **state) {
    assert_ddl("INSERT INTO a_b (id) VALUES ('a TEXT; BLOB ''BIGINT''');",
               "INSERT INTO a_b (id) VALUES ('a TEXT; BLOB ''BIGINT''');",
               "INSERT INTO a_b (id) VALUES ('a TEXT; BLOB ''BIGINT''');");
    assert_ddl("CREATE TABLE t (x TEXT CHECK (CAST(x AS TEXT) <> ''));",
               "CREATE TABLE t (x TEXT CHECK (CAST(x AS TEXT) <> '')) STRICT;",
               "CREATE TABLE t (x TEXT COLLATE \"C\" CHECK (CAST(x AS TEXT) <> ''));");
}

static void store_ddl__switches_between_engines(void **state) {
    assert_ddl("-- TEXT of a comment\n-- sqlite:\nA;\n-- postgres:\nB;\n-- both:\nC;",
               "\n\nA;\n\nC;", "\n\nB;\n\nC;");
}

static void store_ddl__refuses_an_open_quote(void **state) {
    struct buf out;
    buf_init(&out, 4096);
    assert_int_equal(store_ddl("INSERT INTO t VALUES ('x);", STORE_SQLITE, &out), ERR_INTERNAL);
    buf_finish(&out);
}

/* ---- opening -------------------------------------------------------------------------------- */

static void make(char url[RIG_URL_MAX], struct store **out) {
    rig_make(rig_engine(), url);
    check(store_open(url, &(struct store_options){.create = true, .any_schema = true}, out));
}

static void assert_refused(const char *url, const char *code) {
    struct store *store = NULL;
    enum err err = store_open(url, NULL, &store);
    assert_int_not_equal(err, ERR_NONE);
    assert_string_equal(err_last()->code, code);
}

static void store_open__refuses_an_empty_database(void **state) {
    char url[RIG_URL_MAX];
    struct store *store;
    make(url, &store);
    store_close(store);
    assert_refused(url, "STO-43");
    rig_drop(url);
}

static enum err run_text(struct store_db *db, void *context) {
    return store_script(db, context);
}

/* A migrated database whose record was changed by this SQL is refused with this code. */
static void assert_refused_after(const char *sql, const char *code) {
    char url[RIG_URL_MAX];
    char text[256];
    struct store *store;
    size_t applied = 0;
    make(url, &store);
    check(store_migrate(store, 1, &applied));
    assert_true(applied > 0);
    check(store_migrate(store, 2, &applied));
    assert_int_equal(applied, 0);
    snprintf(text, sizeof(text), "%s", sql);
    check(store_write(store, run_text, text));
    store_close(store);
    assert_refused(url, code);
    rig_drop(url);
}

static void store_open__refuses_a_database_that_is_ahead_behind_or_changed(void **state) {
    assert_refused_after("INSERT INTO store_migration (name, checksum, applied_at) "
                         "VALUES ('9999_later.sql', '0', 1)",
                         "STO-41");
    assert_refused_after("UPDATE store_migration SET checksum = '0' "
                         "WHERE name = '0000_store_first.sql'",
                         "STO-42");
    assert_refused_after("DELETE FROM store_migration WHERE name <> '0000_store_first.sql'",
                         "STO-44");
}

static void store_open__refuses_what_is_not_a_database(void **state) {
    char url[RIG_URL_MAX];
    rig_make(STORE_SQLITE, url);
    assert_refused(url, "STO-18"); /* not there, and not asked to make one */
    assert_int_not_equal(access(url, F_OK), 0);
    FILE *file = fopen(url, "w");
    assert_non_null(file);
    for (int i = 0; i < 1000; i++) {
        fputs("not a database", file);
    }
    fclose(file);
    assert_refused(url, "STO-16");
    rig_drop(url);
    assert_refused("postgresql://nobody@127.0.0.1:1/nothing", "STO-26");
}

static void store_open__refuses_a_file_it_may_not_write(void **state) {
    char url[RIG_URL_MAX];
    struct store *store;
    size_t applied = 0;
    rig_make(STORE_SQLITE, url);
    check(store_open(url, &(struct store_options){.create = true, .any_schema = true}, &store));
    check(store_migrate(store, 1, &applied));
    store_close(store);
    assert_int_equal(chmod(url, 0444), 0);
    assert_int_equal(chmod(rig_folder(), 0755), 0);
    pid_t child = fork();
    if (child == 0) {
        /* root may write everything: become nobody */
        bool ready = geteuid() != 0 || setuid(65534) == 0;
        bool refused = store_open(url, NULL, &store) == ERR_UNAVAILABLE;
        _exit(ready && refused && strcmp(err_last()->code, "STO-15") == 0 ? 0 : 1);
    }
    int status = 1;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    rig_drop(url);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(store_ddl__translates_the_types_of_tables),
        cmocka_unit_test(store_ddl__knows_a_column_called_text),
        cmocka_unit_test(store_ddl__leaves_everything_else_alone),
        cmocka_unit_test(store_ddl__switches_between_engines),
        cmocka_unit_test(store_ddl__refuses_an_open_quote),
        cmocka_unit_test(store_open__refuses_an_empty_database),
        cmocka_unit_test(store_open__refuses_a_database_that_is_ahead_behind_or_changed),
        cmocka_unit_test(store_open__refuses_what_is_not_a_database),
        cmocka_unit_test(store_open__refuses_a_file_it_may_not_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
