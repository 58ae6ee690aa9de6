/* Delegated authority: who holds it, for what, until when. */
#include "people_fixture.h"

static struct people_authority_grant grant_of(struct fixture *f, const char *account_id) {
    return (struct people_authority_grant){.account_id = account_id,
                                           .permission = CAN_service_confirm,
                                           .subject = "",
                                           .amount_max = known_int(1000000),
                                           .agency_id = "agency-a",
                                           .unit = "",
                                           .from_ms = NOW,
                                           .until_ms = known_int(NOW + 60 * MINUTE),
                                           .basis = "ماده ۳۷",
                                           .letter = "۱۲/۳۴",
                                           .now_ms = NOW,
                                           .arena = f->arena};
}

static bool holds(struct fixture *f, const char *account_id, const char *agency_id,
                  struct maybe_int amount, int64_t now_ms) {
    struct store_db *reader;
    const char *basis;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_authority_find(reader, f->arena, account_id, CAN_service_confirm,
                                           agency_id, amount, now_ms, &basis),
                     ERR_NONE);
    store_reader_release(reader);
    return basis != NULL;
}

static void authority__holds_within_its_limits(void **state) {
    struct fixture *f = *state;
    const char *id = add_account(f, "officer.one", 1u << ROLE_auditor);
    const char *other = add_account(f, "officer.two", 1u << ROLE_auditor);
    struct people_authority_grant grant = grant_of(f, id);
    assert_int_equal(store_write(f->store, people_authority_grant, &grant), ERR_NONE);
    assert_true(holds(f, id, "agency-a", UNKNOWN_INT, NOW));
    assert_true(holds(f, id, "agency-a", known_int(1000000), NOW));
    assert_false(holds(f, id, "agency-a", known_int(1000001), NOW));
    assert_false(holds(f, id, "agency-b", UNKNOWN_INT, NOW));
    assert_false(holds(f, other, "agency-a", UNKNOWN_INT, NOW));
    assert_false(holds(f, id, "agency-a", UNKNOWN_INT, NOW - 1));
    assert_true(holds(f, id, "agency-a", UNKNOWN_INT, NOW + 60 * MINUTE - 1));
    assert_false(holds(f, id, "agency-a", UNKNOWN_INT, NOW + 60 * MINUTE));
}

static void authority__ends_when_revoked_and_stays_on_record(void **state) {
    struct fixture *f = *state;
    const char *id = add_account(f, "officer.one", 1u << ROLE_auditor);
    struct people_authority_grant grant = grant_of(f, id);
    grant.agency_id = NULL;
    grant.amount_max = UNKNOWN_INT;
    grant.until_ms = UNKNOWN_INT;
    assert_int_equal(store_write(f->store, people_authority_grant, &grant), ERR_NONE);
    assert_true(holds(f, id, "agency-b", known_int(INT64_MAX), NOW + 60 * MINUTE));
    struct people_authority_revoke revoke = {
        .id = grant.id_out, .why = "انتقال", .now_ms = NOW + 5, .arena = f->arena};
    assert_int_equal(store_write(f->store, people_authority_revoke, &revoke), ERR_NONE);
    assert_int_equal(store_write(f->store, people_authority_revoke, &revoke), ERR_CONFLICT);
    assert_false(holds(f, id, "agency-b", UNKNOWN_INT, NOW + 10));

    struct store_db *reader;
    struct people_authorities list;
    struct people_authority_filter filter = {.limit = 10, .now_ms = NOW + 10};
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_authority_rows(reader, f->arena, &filter, &list), ERR_NONE);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.rows[0].revoked_why, "انتقال");
    assert_int_equal(list.rows[0].permission, CAN_service_confirm);
    filter.current = true;
    assert_int_equal(people_authority_rows(reader, f->arena, &filter, &list), ERR_NONE);
    assert_int_equal(list.count, 0);
    store_reader_release(reader);
}

static void authority__needs_a_ground_a_term_and_an_open_account(void **state) {
    struct fixture *f = *state;
    const char *id = add_account(f, "officer.one", 1u << ROLE_auditor);
    struct people_authority_grant grant = grant_of(f, id);
    grant.basis = grant.letter = "";
    assert_int_equal(store_write(f->store, people_authority_grant, &grant), ERR_INVALID);
    grant = grant_of(f, id);
    grant.until_ms = known_int(NOW);
    assert_int_equal(store_write(f->store, people_authority_grant, &grant), ERR_INVALID);
    grant = grant_of(f, "nobody");
    assert_int_equal(store_write(f->store, people_authority_grant, &grant), ERR_NOT_FOUND);
    struct people_account_save closed = new_account(f, "gone.one", 1u << ROLE_auditor);
    closed.state = PEOPLE_CLOSED;
    assert_int_equal(store_write(f->store, people_account_save, &closed), ERR_NONE);
    grant = grant_of(f, closed.id_out);
    assert_int_equal(store_write(f->store, people_authority_grant, &grant), ERR_CONFLICT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(authority__holds_within_its_limits),
        FIXTURE_TEST(authority__ends_when_revoked_and_stays_on_record),
        FIXTURE_TEST(authority__needs_a_ground_a_term_and_an_open_account),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
