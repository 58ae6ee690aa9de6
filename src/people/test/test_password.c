/* The rules for passwords, their hashes, and the waits between wrong tries. */
#include "people_fixture.h"

static enum err check(const char *password, const char *username) {
    struct arena *arena = arena_create(1 << 16);
    enum err err = people_password_check(arena, password, username);
    arena_destroy(arena);
    return err;
}

static void check__asks_for_length_and_nothing_else(void **state) {
    (void)state;
    assert_int_equal(check("سی و سه پل زیباست", "someone"), ERR_NONE);
    assert_int_equal(check("correct horse battery", "someone"), ERR_NONE);
    assert_int_equal(check("aB3$xyz89", "someone"), ERR_INVALID);
    assert_string_equal(err_last()->code, "PEO-1");
    /* nine Persian letters are eighteen bytes, and still nine */
    assert_int_equal(check("سلامسلامس", "someone"), ERR_INVALID);
    char long_one[202];
    memset(long_one, 'x', sizeof(long_one));
    long_one[1] = 'y';
    long_one[201] = '\0';
    assert_int_equal(check(long_one, "someone"), ERR_INVALID);
    assert_string_equal(err_last()->code, "PEO-2");
}

static void check__refuses_what_is_guessed_first(void **state) {
    (void)state;
    static const char *const easy[] = {"1234567890", "۱۲۳۴۵۶۷۸۹۰",  "Password123", "aaaaaaaaaaaa",
                                       "q1w2e3r4t5", "someone2025", "p@ssw0rd123", "isfahan-1234"};
    for (size_t i = 0; i < COUNT_OF(easy); i++) {
        assert_int_equal(check(easy[i], "someone"), ERR_INVALID);
        assert_string_equal(err_last()->code, "PEO-3");
    }
}

static void hash__is_argon2id_and_salted(void **state) {
    (void)state;
    struct people_policy policy = cheap_policy();
    struct arena *arena = arena_create(1 << 16);
    char a[PEOPLE_HASH_SIZE], b[PEOPLE_HASH_SIZE];
    assert_int_equal(people_password_hash(arena, &policy, PASSWORD, a), ERR_NONE);
    assert_int_equal(people_password_hash(arena, &policy, PASSWORD, b), ERR_NONE);
    assert_memory_equal(a, "$argon2id$", 10);
    assert_string_not_equal(a, b);
    arena_destroy(arena);
}

static void hash__fails_without_memory_and_says_so(void **state) {
    (void)state;
    struct people_policy policy = cheap_policy();
    struct arena *arena = arena_create(1 << 16);
    char hash[PEOPLE_HASH_SIZE];
    policy.hash_operations = 0; /* what libsodium refuses stands for what it cannot allocate */
    assert_int_equal(people_password_hash(arena, &policy, PASSWORD, hash), ERR_MEMORY);
    assert_string_equal(err_last()->code, "PEO-4");
    arena_destroy(arena);
}

static void wait__doubles_up_to_its_most(void **state) {
    (void)state;
    static const struct {
        int64_t failures, wait_ms;
    } table[] = {
        {0, 0},      {1, 0},      {4, 0},       {5, 30000},   {6, 60000},        {7, 120000},
        {8, 240000}, {9, 480000}, {10, 900000}, {11, 900000}, {1000000, 900000},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_int_equal(people_wait_ms(table[i].failures, 5, 30000, 900000), table[i].wait_ms);
    }
}

static enum err put_setting(struct store_db *db, void *context) {
    return people_setting_put(db, context, NULL);
}

static void policy__takes_settings_but_none_that_is_weak(void **state) {
    struct fixture *f = *state;
    struct people_setting_put_in rows[] = {{"hash_memory", 1024},
                                           {"hash_operations", 3},
                                           {"account_free", 1000000},
                                           {"no_such_setting", 5}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(store_write(f->store, put_setting, &rows[i]), ERR_NONE);
    }
    struct store_db *reader;
    struct people_policy policy;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_policy_load(reader, &policy), ERR_NONE);
    store_reader_release(reader);
    assert_int_equal(policy.hash_memory, 19 << 20);
    assert_int_equal(policy.hash_operations, 3);
    assert_int_equal(policy.account_free, 20);
    assert_int_equal(policy.idle_ms, 30 * MINUTE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check__asks_for_length_and_nothing_else),
        cmocka_unit_test(check__refuses_what_is_guessed_first),
        cmocka_unit_test(hash__is_argon2id_and_salted),
        cmocka_unit_test(hash__fails_without_memory_and_says_so),
        cmocka_unit_test(wait__doubles_up_to_its_most),
        FIXTURE_TEST(policy__takes_settings_but_none_that_is_weak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
