/* The audit trail: it is written, read a page at a time, and shows when it was touched. */
#include "people_fixture.h"

struct act {
    const struct person *who;
    const char *act, *object, *agency;
    int64_t at;
};

static enum err record(struct store_db *db, void *context) {
    const struct act *act = context;
    return people_audit(db, act->at, act->who, act->act, "service", act->object, act->agency,
                        "{\"field\":\"title\"}");
}

static enum err by_hand(struct store_db *db, void *context) {
    return store_run(db, context, NULL, NULL, NULL, NULL);
}

/* A statement no catalogue has: what somebody with the database in hand would do. The store keeps
   statements by address and name, so each is a new one. */
static enum err tamper(struct fixture *f, const char *sql) {
    static unsigned count;
    struct store_statement *statement = ARENA_NEW(f->arena, struct store_statement);
    *statement =
        (struct store_statement){.name = arena_printf(f->arena, "people.by_hand_%u", ++count),
                                 .sqlite = sql,
                                 .postgres = sql,
                                 .writes = true};
    return store_write(f->store, by_hand, statement);
}

static void take_guards_off(struct fixture *f) {
    if (store_engine(f->store) == STORE_SQLITE) {
        assert_int_equal(tamper(f, "DROP TRIGGER people_audit_no_update"), ERR_NONE);
        assert_int_equal(tamper(f, "DROP TRIGGER people_audit_no_delete"), ERR_NONE);
    } else {
        assert_int_equal(tamper(f, "DROP TRIGGER people_audit_no_change ON people_audit"),
                         ERR_NONE);
    }
}

static void write_some(struct fixture *f) {
    static const char *const people[] = {"p1", "p2", "p3"};
    for (int64_t i = 0; i < 30; i++) {
        const struct person who = {.id = people[i % 3], .name = "کارشناس", .session_id = "s"};
        struct act act = {&who, i % 2 ? "service.edit" : "service.confirm",
                          i % 5 ? "service-x" : "service-y", i % 4 ? "agency-a" : NULL,
                          NOW + i / 2};
        assert_int_equal(store_write(f->store, record, &act), ERR_NONE);
    }
}

static void trail__is_sound_and_its_fingerprint_moves(void **state) {
    struct fixture *f = *state;
    struct people_audit_report before, after;
    check_trail(f, &before);
    assert_true(before.sound);
    assert_int_equal(before.rows, 0);
    write_some(f);
    check_trail(f, &after);
    assert_true(after.sound);
    assert_int_equal(after.rows, 30);
    assert_string_not_equal(before.fingerprint, after.fingerprint);
}

static void trail__cannot_be_changed_through_the_database(void **state) {
    struct fixture *f = *state;
    write_some(f);
    assert_int_not_equal(tamper(f, "UPDATE people_audit SET act = 'x'"), ERR_NONE);
    assert_int_not_equal(tamper(f, "DELETE FROM people_audit"), ERR_NONE);
    struct people_audit_report report;
    check_trail(f, &report);
    assert_true(report.sound);
    assert_int_equal(report.rows, 30);
}

static void trail__shows_every_kind_of_tampering(void **state) {
    struct fixture *f = *state;
    static const struct {
        const char *sql;
        bool names_a_row;
    } acts[] = {
        {"UPDATE people_audit SET act = 'service.read' WHERE place = 4", true},
        {"UPDATE people_audit SET detail = NULL WHERE place = 4", true},
        {"UPDATE people_audit SET account_name = '' WHERE place = 2", true},
        {"UPDATE people_audit SET at = at + 1 WHERE place = 1", true},
        {"DELETE FROM people_audit WHERE place = 1", false},
        {"DELETE FROM people_audit WHERE place = 5", false},
        {"DELETE FROM people_audit WHERE place = 10", false}, /* the last of its chain */
        {"DELETE FROM people_audit", false},
        {"DELETE FROM people_audit_head", false},
        {"UPDATE people_audit_head SET place = 9", false},
    };
    for (size_t i = 0; i < COUNT_OF(acts); i++) {
        if (i > 0) {
            fixture_open(state);
        }
        struct people_audit_report report;
        write_some(f);
        take_guards_off(f);
        assert_int_equal(tamper(f, acts[i].sql), ERR_NONE);
        check_trail(f, &report);
        assert_false(report.sound);
        assert_non_null(report.why);
        assert_int_equal(report.row_id != NULL, acts[i].names_a_row);
        if (i + 1 < COUNT_OF(acts)) {
            fixture_close(state);
        }
    }
}

static size_t count_of(struct fixture *f, struct people_audit_filter filter) {
    struct store_db *reader;
    struct people_acts page;
    size_t total = 0;
    filter.limit = 4;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    do {
        assert_int_equal(people_audit_list(reader, f->arena, &filter, &page), ERR_NONE);
        for (size_t i = 1; i < page.count; i++) {
            assert_true(page.rows[i].at_ms <= page.rows[i - 1].at_ms);
        }
        total += page.count;
        if (page.count > 0) {
            filter.before_ms = page.rows[page.count - 1].at_ms;
            filter.before_id = page.rows[page.count - 1].id;
        }
    } while (page.more);
    store_reader_release(reader);
    return total;
}

static void list__filters_by_person_act_object_agency_and_time(void **state) {
    struct fixture *f = *state;
    write_some(f);
    assert_int_equal(count_of(f, (struct people_audit_filter){0}), 30);
    assert_int_equal(count_of(f, (struct people_audit_filter){.account_id = "p2"}), 10);
    assert_int_equal(count_of(f, (struct people_audit_filter){.act = "service.edit"}), 15);
    assert_int_equal(count_of(f, (struct people_audit_filter){.act = "service."}), 30);
    assert_int_equal(count_of(f, (struct people_audit_filter){.act = "account."}), 0);
    assert_int_equal(count_of(f, (struct people_audit_filter){.object_type = "service",
                                                              .object_id = "service-y"}),
                     6);
    assert_int_equal(count_of(f, (struct people_audit_filter){.object_type = "service",
                                                              .object_id = "service-y",
                                                              .account_id = "p1"}),
                     2);
    assert_int_equal(count_of(f, (struct people_audit_filter){.agency_id = "agency-a"}), 22);
    assert_int_equal(count_of(f, (struct people_audit_filter){.from_ms = NOW + 5}), 20);
    assert_int_equal(count_of(f, (struct people_audit_filter){.to_ms = NOW + 5}), 10);
    assert_int_equal(count_of(f, (struct people_audit_filter){.object_type = "account"}), 0);
}

static void system__is_named_by_its_user(void **state) {
    struct fixture *f = *state;
    struct act act = {NULL, "registry.import", "services.csv", NULL, NOW};
    assert_int_equal(store_write(f->store, record, &act), ERR_NONE);
    struct store_db *reader;
    struct people_acts page;
    const struct people_audit_filter filter = {.limit = 5};
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_audit_list(reader, f->arena, &filter, &page), ERR_NONE);
    store_reader_release(reader);
    assert_int_equal(page.count, 1);
    assert_null(page.rows[0].account_id);
    assert_non_null(strstr(page.rows[0].detail, "\"system_user\""));
    assert_non_null(strstr(page.rows[0].detail, "\"field\""));
}

static void change__without_its_entry_does_not_happen(void **state) {
    struct fixture *f = *state;
    struct people_audit_report report;
    add_account(f, "officer.one", 1u << ROLE_auditor);
    take_guards_off(f);
    assert_int_equal(tamper(f, "ALTER TABLE people_audit RENAME TO people_gone"), ERR_NONE);
    struct people_account_save save = new_account(f, "officer.two", 1u << ROLE_auditor);
    assert_int_not_equal(store_write(f->store, people_account_save, &save), ERR_NONE);
    assert_int_equal(tamper(f, "ALTER TABLE people_gone RENAME TO people_audit"), ERR_NONE);
    struct people_account account;
    struct store_db *reader;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_account_by_username(reader, f->arena, "officer.two", &account),
                     ERR_NOT_FOUND);
    store_reader_release(reader);
    check_trail(f, &report);
    assert_true(report.sound);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(trail__is_sound_and_its_fingerprint_moves),
        FIXTURE_TEST(trail__cannot_be_changed_through_the_database),
        FIXTURE_TEST(trail__shows_every_kind_of_tampering),
        FIXTURE_TEST(list__filters_by_person_act_object_agency_and_time),
        FIXTURE_TEST(system__is_named_by_its_user),
        FIXTURE_TEST(change__without_its_entry_does_not_happen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
