/* The second step of sign-in: switching on and off, each code once, recovery codes. */
#include "people_fixture.h"
#include <ctype.h>
#include <liboath/oath.h>
#include <stdlib.h>

/* The code an authenticator app would show; computed here, not by the code under test. */
static const char *app_shows(struct fixture *f, const char *secret, int64_t now_ms) {
    char *key = NULL;
    size_t length = 0;
    char *code = arena_alloc(f->arena, 7);
    assert_int_equal(oath_base32_decode(secret, strlen(secret), &key, &length), OATH_OK);
    assert_int_equal(oath_totp_generate(key, length, (time_t)(now_ms / 1000), 30, 0, 6, code),
                     OATH_OK);
    free(key);
    return code;
}

static struct people_totp_change switch_on(struct fixture *f, const char *token,
                                           char secret[PEOPLE_TOTP_SECRET_SIZE]) {
    people_totp_secret(secret);
    struct people_totp_change change = {.who = who_at(f, token, NOW),
                                        .secret = secret,
                                        .code = app_shows(f, secret, NOW),
                                        .now_ms = NOW,
                                        .policy = f->policy,
                                        .arena = f->arena};
    assert_non_null(change.who);
    assert_int_equal(store_write(f->store, people_totp_change, &change), ERR_NONE);
    return change;
}

static enum err second_step(struct fixture *f, const char *waiting, const char *code,
                            int64_t now_ms, char token[PEOPLE_TOKEN_SIZE]) {
    enum people_sign_in_step step = PEOPLE_SIGN_IN_CODE;
    struct people_sign_in sign_in = {.token = waiting, .code = code, .now_ms = now_ms};
    enum err err = try_sign_in(f, &sign_in, &step, token);
    assert_true(err || step == PEOPLE_SIGN_IN_DONE);
    return err;
}

static void first_step(struct fixture *f, int64_t now_ms, char waiting[PEOPLE_TOKEN_SIZE]) {
    enum people_sign_in_step step;
    struct people_sign_in sign_in = {
        .username = "officer.one", .password = PASSWORD, .now_ms = now_ms};
    assert_int_equal(try_sign_in(f, &sign_in, &step, waiting), ERR_NONE);
    assert_int_equal(step, PEOPLE_SIGN_IN_CODE);
}

static void totp__is_asked_for_once_switched_on(void **state) {
    struct fixture *f = *state;
    char first[PEOPLE_TOKEN_SIZE], waiting[PEOPLE_TOKEN_SIZE], token[PEOPLE_TOKEN_SIZE];
    char secret[PEOPLE_TOTP_SECRET_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, first), ERR_NONE);
    struct people_totp_change change = switch_on(f, first, secret);
    assert_null(who_at(f, first, NOW)); /* the token was renewed with the right */
    assert_non_null(who_at(f, change.token, NOW));

    int64_t at = NOW + 10 * MINUTE;
    first_step(f, at, waiting);
    assert_null(who_at(f, waiting, at)); /* the password alone opens nothing */
    bool waits = false;
    struct store_db *reader;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_session_waits(reader, at, waiting, &waits), ERR_NONE);
    store_reader_release(reader);
    assert_true(waits);
    assert_int_equal(second_step(f, waiting, "000000", at, token), ERR_INVALID);
    assert_int_equal(second_step(f, waiting, app_shows(f, secret, at), at, token), ERR_NONE);
    assert_non_null(who_at(f, token, at));
    assert_int_equal(second_step(f, waiting, app_shows(f, secret, at), at, token), ERR_SIGNED_OUT);
}

static void totp__refuses_the_same_code_again(void **state) {
    struct fixture *f = *state;
    char first[PEOPLE_TOKEN_SIZE], a[PEOPLE_TOKEN_SIZE], b[PEOPLE_TOKEN_SIZE],
        token[PEOPLE_TOKEN_SIZE];
    char secret[PEOPLE_TOTP_SECRET_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, first), ERR_NONE);
    switch_on(f, first, secret);
    /* also the one that switched it on */
    first_step(f, NOW + 1, a);
    assert_int_equal(second_step(f, a, app_shows(f, secret, NOW), NOW + 1, token), ERR_INVALID);
    int64_t at = NOW + 10 * MINUTE;
    const char *code = app_shows(f, secret, at);
    first_step(f, at, a);
    first_step(f, at, b);
    assert_int_equal(second_step(f, a, code, at, token), ERR_NONE);
    assert_int_equal(second_step(f, b, code, at, token), ERR_INVALID);
    assert_string_equal(err_last()->code, "PEO-24");
}

static void totp__two_at_once_let_one_in(void **state) {
    struct fixture *f = *state;
    char first[PEOPLE_TOKEN_SIZE], waiting[2][PEOPLE_TOKEN_SIZE], token[PEOPLE_TOKEN_SIZE];
    char secret[PEOPLE_TOTP_SECRET_SIZE];
    struct people_sign_in tries[2];
    enum people_sign_in_step step;
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, first), ERR_NONE);
    switch_on(f, first, secret);
    int64_t at = NOW + 10 * MINUTE;
    for (size_t i = 0; i < 2; i++) {
        struct store_db *reader;
        first_step(f, at, waiting[i]);
        tries[i] = (struct people_sign_in){.token = waiting[i],
                                           .code = app_shows(f, secret, at),
                                           .peer = "192.0.2.1",
                                           .now_ms = at,
                                           .policy = f->policy,
                                           .arena = f->arena};
        assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
        assert_int_equal(people_sign_in_check(reader, &tries[i]), ERR_NONE);
        store_reader_release(reader);
    }
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(store_write(f->store, people_sign_in_record, &tries[i]), ERR_NONE);
    }
    assert_int_equal(people_sign_in_result(&tries[0], &step, token), ERR_NONE);
    assert_int_equal(people_sign_in_result(&tries[1], &step, token), ERR_INVALID);
}

static void totp__gives_five_minutes_for_the_code(void **state) {
    struct fixture *f = *state;
    char first[PEOPLE_TOKEN_SIZE], waiting[PEOPLE_TOKEN_SIZE], token[PEOPLE_TOKEN_SIZE];
    char secret[PEOPLE_TOTP_SECRET_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, first), ERR_NONE);
    switch_on(f, first, secret);
    int64_t at = NOW + 10 * MINUTE;
    first_step(f, at, waiting);
    at += 5 * MINUTE;
    assert_int_equal(second_step(f, waiting, app_shows(f, secret, at), at, token), ERR_SIGNED_OUT);
}

static void recovery__works_once_for_each_code(void **state) {
    struct fixture *f = *state;
    char first[PEOPLE_TOKEN_SIZE], waiting[PEOPLE_TOKEN_SIZE], token[PEOPLE_TOKEN_SIZE];
    char secret[PEOPLE_TOTP_SECRET_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, first), ERR_NONE);
    struct people_totp_change change = switch_on(f, first, secret);
    first_step(f, NOW, waiting);
    char *typed = arena_strdup(f->arena, change.codes[3]);
    for (char *p = typed; *p; p++) {
        *p = *p == '-' ? ' ' : (char)toupper((unsigned char)*p);
    }
    assert_int_equal(second_step(f, waiting, typed, NOW, token), ERR_NONE);
    first_step(f, NOW + 1, waiting);
    assert_int_equal(second_step(f, waiting, typed, NOW + 1, token), ERR_INVALID);
    assert_int_equal(second_step(f, waiting, change.codes[4], NOW + 1, token), ERR_NONE);
}

static void totp__goes_off_only_with_a_code(void **state) {
    struct fixture *f = *state;
    char first[PEOPLE_TOKEN_SIZE], token[PEOPLE_TOKEN_SIZE];
    char secret[PEOPLE_TOTP_SECRET_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, first), ERR_NONE);
    struct people_totp_change on = switch_on(f, first, secret);
    int64_t at = NOW + MINUTE;
    struct people_totp_change off = {.who = who_at(f, on.token, at),
                                     .code = "123",
                                     .now_ms = at,
                                     .policy = f->policy,
                                     .arena = f->arena};
    assert_int_equal(store_write(f->store, people_totp_change, &off), ERR_INVALID);
    off.code = app_shows(f, secret, at);
    assert_int_equal(store_write(f->store, people_totp_change, &off), ERR_NONE);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, at, token), ERR_NONE);
    assert_non_null(who_at(f, token, at));
}

static void recovery__renewal_ends_the_old_codes(void **state) {
    struct fixture *f = *state;
    char first[PEOPLE_TOKEN_SIZE], waiting[PEOPLE_TOKEN_SIZE], token[PEOPLE_TOKEN_SIZE];
    char secret[PEOPLE_TOTP_SECRET_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, first), ERR_NONE);
    struct people_totp_change on = switch_on(f, first, secret);
    int64_t at = NOW + MINUTE;
    struct people_totp_change renew = {.who = who_at(f, on.token, at),
                                       .code = app_shows(f, secret, at),
                                       .now_ms = at,
                                       .policy = f->policy,
                                       .arena = f->arena};
    assert_int_equal(store_write(f->store, people_recovery_renew, &renew), ERR_NONE);
    first_step(f, at, waiting);
    assert_int_equal(second_step(f, waiting, on.codes[0], at, token), ERR_INVALID);
    assert_int_equal(second_step(f, waiting, renew.codes[0], at, token), ERR_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(totp__is_asked_for_once_switched_on),
        FIXTURE_TEST(totp__refuses_the_same_code_again),
        FIXTURE_TEST(totp__two_at_once_let_one_in),
        FIXTURE_TEST(totp__gives_five_minutes_for_the_code),
        FIXTURE_TEST(recovery__works_once_for_each_code),
        FIXTURE_TEST(totp__goes_off_only_with_a_code),
        FIXTURE_TEST(recovery__renewal_ends_the_old_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
