/* What the tests of this room share: a store, a cheap policy, an account, one try to sign in. */
#ifndef KHAJU_PEOPLE_FIXTURE_H
#define KHAJU_PEOPLE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "audit.h"
#include "authority.h"
#include "people.h"
#include "people_sql.h"
#include "rig.h"

#define NOW INT64_C(1763800000000)
#define MINUTE INT64_C(60000)
#define PASSWORD "bridge of 33 arches"

struct fixture {
    struct store *store;
    struct arena *arena;
    struct people_policy policy;
};

static inline struct people_policy cheap_policy(void) {
    struct people_policy policy = people_policy_default();
    policy.hash_operations = 1;
    policy.hash_memory = 8192;
    return policy;
}

static inline int fixture_open(void **state) {
    static struct fixture fixture;
    rig_open(&fixture.store);
    fixture.arena = arena_create(64 << 20);
    fixture.policy = cheap_policy();
    *state = &fixture;
    return 0;
}

static inline int fixture_close(void **state) {
    struct fixture *fixture = *state;
    arena_destroy(fixture->arena);
    rig_close(fixture->store);
    return 0;
}

static inline struct people_account_save new_account(struct fixture *f, const char *username,
                                                     uint32_t roles) {
    char *hash = arena_alloc(f->arena, PEOPLE_HASH_SIZE);
    assert_int_equal(people_password_hash(f->arena, &f->policy, PASSWORD, hash), ERR_NONE);
    return (struct people_account_save){
        .username = username,
        .name = "آزمون",
        .unit = "",
        .roles = roles,
        .state = PEOPLE_ACTIVE,
        .password_hash = hash,
        .now_ms = NOW,
        .arena = f->arena,
    };
}

static inline const char *add_account(struct fixture *f, const char *username, uint32_t roles) {
    struct people_account_save save = new_account(f, username, roles);
    assert_int_equal(store_write(f->store, people_account_save, &save), ERR_NONE);
    return arena_strdup(f->arena, save.id_out);
}

/* Both halves of a try; the error is what a person would be told. */
static inline enum err try_sign_in(struct fixture *f, struct people_sign_in *sign_in,
                                   enum people_sign_in_step *step, char token[PEOPLE_TOKEN_SIZE]) {
    struct store_db *reader;
    sign_in->policy = f->policy;
    sign_in->arena = f->arena;
    sign_in->peer = sign_in->peer ? sign_in->peer : "192.0.2.1";
    enum err err = store_reader_acquire(f->store, &reader);
    if (err) {
        return err;
    }
    err = people_sign_in_check(reader, sign_in);
    store_reader_release(reader);
    if (!err) {
        err = store_write(f->store, people_sign_in_record, sign_in);
    }
    return err ? err : people_sign_in_result(sign_in, step, token);
}

static inline enum err sign_in_at(struct fixture *f, const char *username, const char *password,
                                  int64_t now_ms, char token[PEOPLE_TOKEN_SIZE]) {
    enum people_sign_in_step step;
    return try_sign_in(
        f, &(struct people_sign_in){.username = username, .password = password, .now_ms = now_ms},
        &step, token);
}

/* Who holds the token at this moment; NULL: nobody. */
static inline const struct person *who_at(struct fixture *f, const char *token, int64_t now_ms) {
    struct store_db *reader;
    const struct person *person = NULL;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_session_load(reader, f->arena, now_ms, token, &person), ERR_NONE);
    store_reader_release(reader);
    return person;
}

static inline const struct person *signed_in(struct fixture *f, const char *username) {
    char token[PEOPLE_TOKEN_SIZE];
    assert_int_equal(sign_in_at(f, username, PASSWORD, NOW, token), ERR_NONE);
    const struct person *person = who_at(f, token, NOW);
    assert_non_null(person);
    return person;
}

static inline void check_trail(struct fixture *f, struct people_audit_report *report) {
    struct store_db *reader;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_audit_verify(reader, f->arena, report), ERR_NONE);
    store_reader_release(reader);
}

#define FIXTURE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

#endif
