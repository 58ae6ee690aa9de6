/* Signing in: both steps, waits, sessions and their ends, and what a failing store does to it. */
#include "fault.h"
#include "people_fixture.h"

static void sign_in__opens_a_session(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    const char *id = add_account(f, "officer.one", 1u << ROLE_it_manager);
    assert_int_equal(sign_in_at(f, " Officer.One ", PASSWORD, NOW, token), ERR_NONE);
    const struct person *person = who_at(f, token, NOW + MINUTE);
    assert_non_null(person);
    assert_string_equal(person->id, id);
    assert_int_equal(person->roles, 1u << ROLE_it_manager);
    assert_null(who_at(f, "", NOW));
    assert_null(who_at(f, NULL, NOW));
    token[5] = token[5] == 'a' ? 'b' : 'a';
    assert_null(who_at(f, token, NOW));
}

static void sign_in__says_the_same_to_a_wrong_name_and_a_wrong_password(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    char known[ERR_MESSAGE_MAX];
    struct people_account_save locked = new_account(f, "locked.one", 1u << ROLE_auditor);
    locked.state = PEOPLE_LOCKED;
    assert_int_equal(store_write(f->store, people_account_save, &locked), ERR_NONE);
    add_account(f, "officer.one", 1u << ROLE_auditor);

    assert_int_equal(sign_in_at(f, "officer.one", "not it at all", NOW, token), ERR_INVALID);
    memcpy(known, err_last()->message, sizeof(known));
    assert_string_equal(token, "");
    assert_int_equal(sign_in_at(f, "nobody.here", PASSWORD, NOW, token), ERR_INVALID);
    assert_string_equal(err_last()->message, known);
    assert_int_equal(sign_in_at(f, "locked.one", PASSWORD, NOW, token), ERR_INVALID);
    assert_string_equal(err_last()->message, known);
    assert_int_equal(sign_in_at(f, "", PASSWORD, NOW, token), ERR_INVALID);
    assert_string_equal(err_last()->message, known);
}

static void sign_in__waits_longer_after_each_wrong_try(void **state) {
    struct fixture *f = *state;
    static const char *const names[] = {"officer.one", "nobody.here"};
    char token[PEOPLE_TOKEN_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    f->policy.peer_free = 1000;
    for (size_t n = 0; n < COUNT_OF(names); n++) {
        int64_t at = NOW;
        for (int i = 0; i < 5; i++) {
            assert_int_equal(sign_in_at(f, names[n], "not it at all", at, token), ERR_INVALID);
        }
        for (int64_t wait = 30000; wait <= 15 * MINUTE; wait *= 2) {
            assert_int_equal(sign_in_at(f, names[n], PASSWORD, at + wait - 1, token), ERR_RATE);
            at += wait;
            assert_int_equal(sign_in_at(f, names[n], "not it at all", at, token), ERR_INVALID);
        }
    }
    /* a day later all is forgotten */
    int64_t tomorrow = NOW + 25 * 60 * MINUTE;
    assert_int_equal(sign_in_at(f, "officer.one", "not it at all", tomorrow, token), ERR_INVALID);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, tomorrow, token), ERR_NONE);
}

static void sign_in__slows_one_address_that_tries_many_names(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    f->policy.peer_free = 6;
    for (int i = 0; i < 6; i++) {
        const char *name = arena_printf(f->arena, "guess%d", i);
        assert_int_equal(sign_in_at(f, name, "not it at all", NOW, token), ERR_INVALID);
    }
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW + 1, token), ERR_RATE);
    enum people_sign_in_step step;
    struct people_sign_in elsewhere = {
        .username = "officer.one", .password = PASSWORD, .peer = "192.0.2.99", .now_ms = NOW + 1};
    assert_int_equal(try_sign_in(f, &elsewhere, &step, token), ERR_NONE);
}

static void sign_in__counts_a_network_of_ipv6_as_one_address(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    enum people_sign_in_step step;
    add_account(f, "officer.one", 1u << ROLE_auditor);
    f->policy.peer_free = 6;
    struct people_sign_in guess = {.password = "not it at all", .now_ms = NOW};
    for (int i = 0; i < 6; i++) {
        guess.username = arena_printf(f->arena, "guess%d", i);
        guess.peer = arena_printf(f->arena, "2001:db8:1:2::%d", i + 1);
        assert_int_equal(try_sign_in(f, &guess, &step, token), ERR_INVALID);
    }
    struct people_sign_in right = {
        .username = "officer.one", .password = PASSWORD, .now_ms = NOW + 1};
    right.peer = "2001:DB8:1:2:ffff::1";
    assert_int_equal(try_sign_in(f, &right, &step, token), ERR_RATE);
    right.peer = "2001:db8:1:3::1";
    assert_int_equal(try_sign_in(f, &right, &step, token), ERR_NONE);
}

static void sign_in__refuses_the_right_guess_that_lost_the_race(void **state) {
    struct fixture *f = *state;
    struct people_sign_in tries[8];
    char token[PEOPLE_TOKEN_SIZE];
    enum people_sign_in_step step;
    add_account(f, "officer.one", 1u << ROLE_auditor);
    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        struct store_db *reader;
        tries[i] = (struct people_sign_in){.username = "officer.one",
                                           .password = i == 7 ? PASSWORD : "not it at all",
                                           .peer = "192.0.2.1",
                                           .now_ms = NOW,
                                           .policy = f->policy,
                                           .arena = f->arena};
        assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
        assert_int_equal(people_sign_in_check(reader, &tries[i]), ERR_NONE);
        store_reader_release(reader);
    }
    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        assert_int_equal(store_write(f->store, people_sign_in_record, &tries[i]), ERR_NONE);
    }
    assert_int_equal(people_sign_in_result(&tries[4], &step, token), ERR_INVALID);
    assert_int_equal(people_sign_in_result(&tries[7], &step, token), ERR_RATE);
}

static void sign_in__renews_a_hash_of_old_parameters(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    const char *hash;
    const char *before;
    const char *id = add_account(f, "officer.one", 1u << ROLE_auditor);
    struct store_db *reader;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_password_verify(reader, f->arena, id, PASSWORD, &before), ERR_NONE);
    store_reader_release(reader);
    f->policy.hash_operations = 2;
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, token), ERR_NONE);
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_password_verify(reader, f->arena, id, PASSWORD, &hash), ERR_NONE);
    store_reader_release(reader);
    assert_non_null(strstr(before, "t=1"));
    assert_non_null(strstr(hash, "t=2"));
}

static void session__ends_idle_and_in_the_end(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, token), ERR_NONE);
    assert_non_null(who_at(f, token, NOW + 30 * MINUTE - 1));
    assert_null(who_at(f, token, NOW + 30 * MINUTE));

    const struct person *person = who_at(f, token, NOW + MINUTE);
    assert_false(people_session_touch_due(person, NOW + MINUTE - 1));
    assert_true(people_session_touch_due(person, NOW + MINUTE));
    struct people_touch touch;
    memcpy(touch.session_id, person->session_id, ID_SIZE);
    for (int64_t at = NOW; at < NOW + 12 * 60 * MINUTE; at += 20 * MINUTE) {
        assert_non_null(who_at(f, token, at));
        touch.now_ms = at;
        assert_int_equal(store_write(f->store, people_session_touch, &touch), ERR_NONE);
    }
    assert_null(who_at(f, token, NOW + 12 * 60 * MINUTE));
}

static void session__ends_one_or_all_others(void **state) {
    struct fixture *f = *state;
    char tokens[3][PEOPLE_TOKEN_SIZE];
    struct people_sessions list;
    struct store_db *reader;
    const char *id = add_account(f, "officer.one", 1u << ROLE_auditor);
    add_account(f, "officer.two", 1u << ROLE_auditor);
    const struct person *stranger = signed_in(f, "officer.two");
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW + (int64_t)i, tokens[i]),
                         ERR_NONE);
    }
    const struct person *me = who_at(f, tokens[2], NOW + 10);
    const struct person *other = who_at(f, tokens[0], NOW + 10);
    struct people_session_end end = {stranger, other->session_id, NOW + 10};
    assert_int_equal(store_write(f->store, people_session_end, &end), ERR_NONE);
    assert_non_null(who_at(f, tokens[0], NOW + 10)); /* not the stranger's to end */
    end.who = me;
    assert_int_equal(store_write(f->store, people_session_end, &end), ERR_NONE);
    assert_null(who_at(f, tokens[0], NOW + 10));
    end.session_id = NULL;
    assert_int_equal(store_write(f->store, people_session_end, &end), ERR_NONE);
    assert_null(who_at(f, tokens[1], NOW + 10));
    assert_non_null(who_at(f, tokens[2], NOW + 10));
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_sessions_list(reader, f->arena, NOW + 10, id, &list), ERR_NONE);
    store_reader_release(reader);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.rows[0].id, me->session_id);
}

static void sign_in__survives_every_failing_store_call(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    unsigned long nth = 1;
    for (bool fired = true; fired; nth++) {
        fault_arm(FAULT_STORE, nth);
        enum err err = sign_in_at(f, "officer.one", PASSWORD, NOW + (int64_t)nth, token);
        fired = fault_fired(FAULT_STORE);
        fault_arm(FAULT_STORE, 0);
        assert_int_equal(err != ERR_NONE, fired);
        if (fired) {
            assert_null(who_at(f, token, NOW + (int64_t)nth));
        }
        assert_in_range(nth, 1, 200);
    }
    assert_in_range(nth, 8, 200); /* it did fail at several places */
    assert_non_null(who_at(f, token, NOW + (int64_t)nth));
    struct people_audit_report report;
    check_trail(f, &report);
    assert_true(report.sound);
}

static void sign_in__survives_every_failing_allocation(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    unsigned long nth = 1;
    for (bool fired = true; fired; nth++) {
        struct arena *whole = f->arena;
        f->arena = arena_create(1 << 20); /* an arena stays failed; each try has its own */
        token[0] = '\0';
        fault_arm(FAULT_ALLOC, nth);
        enum err err = sign_in_at(f, "officer.one", PASSWORD, NOW + (int64_t)nth, token);
        fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_true(err == ERR_NONE || fired);
        assert_true(err == ERR_NONE || token[0] == '\0');
        arena_destroy(f->arena);
        f->arena = whole;
        assert_in_range(nth, 1, 2000);
    }
    assert_in_range(nth, 8, 2000);
    assert_non_null(who_at(f, token, NOW + (int64_t)nth));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(sign_in__opens_a_session),
        FIXTURE_TEST(sign_in__says_the_same_to_a_wrong_name_and_a_wrong_password),
        FIXTURE_TEST(sign_in__waits_longer_after_each_wrong_try),
        FIXTURE_TEST(sign_in__slows_one_address_that_tries_many_names),
        FIXTURE_TEST(sign_in__counts_a_network_of_ipv6_as_one_address),
        FIXTURE_TEST(sign_in__refuses_the_right_guess_that_lost_the_race),
        FIXTURE_TEST(sign_in__renews_a_hash_of_old_parameters),
        FIXTURE_TEST(session__ends_idle_and_in_the_end),
        FIXTURE_TEST(session__ends_one_or_all_others),
        FIXTURE_TEST(sign_in__survives_every_failing_store_call),
        FIXTURE_TEST(sign_in__survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
