/* Accounts: what an administrator writes, passwords replaced, demo accounts. */
#include "people_fixture.h"

static struct people_account read_account(struct fixture *f, const char *username) {
    struct people_account account;
    struct store_db *reader;
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_account_by_username(reader, f->arena, username, &account), ERR_NONE);
    store_reader_release(reader);
    return account;
}

static struct people_account_save edit_of(struct fixture *f, const struct people_account *account) {
    return (struct people_account_save){.id = account->id,
                                        .version = account->version,
                                        .username = account->username,
                                        .name = account->name,
                                        .unit = account->unit,
                                        .roles = account->roles,
                                        .agencies = account->agencies,
                                        .agency_count = account->agency_count,
                                        .state = account->state,
                                        .now_ms = NOW + 1,
                                        .arena = f->arena};
}

static enum err save(struct fixture *f, struct people_account_save *account) {
    return store_write(f->store, people_account_save, account);
}

static void account__keeps_roles_and_scope(void **state) {
    struct fixture *f = *state;
    const char *agencies[] = {"agency-b", "agency-a"};
    struct people_account_save new = new_account(f, "head.one", 1u << ROLE_agency_head);
    new.agencies = agencies;
    new.agency_count = 2;
    assert_int_equal(save(f, &new), ERR_NONE);
    const struct people_account account = read_account(f, "HEAD.one");
    assert_int_equal(account.roles, 1u << ROLE_agency_head);
    assert_int_equal(account.agency_count, 2);
    assert_string_equal(account.agencies[0], "agency-a");
    const struct person *person = signed_in(f, "head.one");
    assert_true(people_may(person, CAN_service_edit, "agency-b"));
    assert_false(people_may(person, CAN_service_edit, "agency-c"));
}

static void account__refuses_what_is_not_one(void **state) {
    struct fixture *f = *state;
    static const char *const names[] = {"", "ab", "9lives", "has space", "نام", "a'; DROP TABLE x"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct people_account_save new = new_account(f, names[i], 1u << ROLE_auditor);
        assert_int_equal(save(f, &new), ERR_INVALID);
    }
    struct people_account_save new = new_account(f, "fine.name", 0);
    assert_int_equal(save(f, &new), ERR_INVALID);
    new.roles = 1u << ROLE_COUNT;
    assert_int_equal(save(f, &new), ERR_INVALID);
    new.roles = 1u << ROLE_agency_officer; /* scoped, and no agency */
    assert_int_equal(save(f, &new), ERR_INVALID);
    new.roles = 1u << ROLE_auditor;
    assert_int_equal(save(f, &new), ERR_NONE);
    assert_int_equal(save(f, &new), ERR_CONFLICT);
    assert_string_equal(err_last()->code, "PEO-17");
}

static void account__tells_the_second_of_two_editors(void **state) {
    struct fixture *f = *state;
    add_account(f, "officer.one", 1u << ROLE_auditor);
    const struct people_account read = read_account(f, "officer.one");
    struct people_account_save first = edit_of(f, &read);
    struct people_account_save second = edit_of(f, &read);
    first.name = "نام اول";
    second.name = "نام دوم";
    assert_int_equal(save(f, &first), ERR_NONE);
    assert_int_equal(save(f, &second), ERR_CONFLICT);
    assert_string_equal(read_account(f, "officer.one").name, "نام اول");
}

static void account__change_of_rights_ends_its_sessions(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE];
    add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, token), ERR_NONE);
    struct people_account account = read_account(f, "officer.one");
    struct people_account_save edit = edit_of(f, &account);
    edit.unit = "اداره"; /* no right in this */
    assert_int_equal(save(f, &edit), ERR_NONE);
    assert_non_null(who_at(f, token, NOW + 2));
    account = read_account(f, "officer.one");
    edit = edit_of(f, &account);
    edit.roles |= 1u << ROLE_it_manager;
    assert_int_equal(save(f, &edit), ERR_NONE);
    assert_null(who_at(f, token, NOW + 2));
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, token), ERR_NONE);
    account = read_account(f, "officer.one");
    edit = edit_of(f, &account);
    edit.state = PEOPLE_LOCKED;
    assert_int_equal(save(f, &edit), ERR_NONE);
    assert_null(who_at(f, token, NOW + 2));
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, token), ERR_INVALID);
}

static void account__last_administrator_stays(void **state) {
    struct fixture *f = *state;
    add_account(f, "admin.one", 1u << ROLE_admin);
    struct people_account account = read_account(f, "admin.one");
    struct people_account_save edit = edit_of(f, &account);
    edit.state = PEOPLE_LOCKED;
    assert_int_equal(save(f, &edit), ERR_CONFLICT);
    edit.state = PEOPLE_ACTIVE;
    edit.roles = 1u << ROLE_auditor;
    assert_int_equal(save(f, &edit), ERR_CONFLICT);
    assert_string_equal(err_last()->code, "PEO-16");
    add_account(f, "admin.two", 1u << ROLE_admin);
    assert_int_equal(save(f, &edit), ERR_NONE);
}

static void list__finds_pages_and_filters(void **state) {
    struct fixture *f = *state;
    struct store_db *reader;
    struct people_accounts page;
    for (int i = 0; i < 7; i++) {
        uint32_t roles = 1u << ROLE_auditor | (i % 2 ? 1u << ROLE_it_manager : 0);
        add_account(f, arena_printf(f->arena, "officer%d", i), roles);
    }
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    struct people_account_filter filter = {.limit = 3};
    assert_int_equal(people_accounts_list(reader, f->arena, &filter, &page), ERR_NONE);
    assert_int_equal(page.count, 3);
    assert_true(page.more);
    assert_int_equal(page.rows[1].roles, 1u << ROLE_auditor | 1u << ROLE_it_manager);
    filter.after = page.rows[2].username;
    filter.limit = 50;
    assert_int_equal(people_accounts_list(reader, f->arena, &filter, &page), ERR_NONE);
    assert_int_equal(page.count, 4);
    assert_false(page.more);
    assert_string_equal(page.rows[0].username, "officer3");
    filter = (struct people_account_filter){.role = "it_manager", .limit = 50};
    assert_int_equal(people_accounts_list(reader, f->arena, &filter, &page), ERR_NONE);
    assert_int_equal(page.count, 3);
    filter = (struct people_account_filter){.search = "OFFICER5", .limit = 50};
    assert_int_equal(people_accounts_list(reader, f->arena, &filter, &page), ERR_NONE);
    assert_int_equal(page.count, 1);
    filter = (struct people_account_filter){.search = "%", .limit = 50};
    assert_int_equal(people_accounts_list(reader, f->arena, &filter, &page), ERR_NONE);
    assert_int_equal(page.count, 7); /* a sign is no word: nothing is searched for */
    store_reader_release(reader);
}

static void password__own_change_renews_the_session(void **state) {
    struct fixture *f = *state;
    char here[PEOPLE_TOKEN_SIZE], there[PEOPLE_TOKEN_SIZE], hash[PEOPLE_HASH_SIZE];
    const char *old;
    struct store_db *reader;
    const char *id = add_account(f, "officer.one", 1u << ROLE_auditor);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, there), ERR_NONE);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, here), ERR_NONE);
    assert_int_equal(store_reader_acquire(f->store, &reader), ERR_NONE);
    assert_int_equal(people_password_verify(reader, f->arena, id, "wrong", &old), ERR_INVALID);
    assert_null(old);
    assert_int_equal(people_password_verify(reader, f->arena, id, PASSWORD, &old), ERR_NONE);
    store_reader_release(reader);
    assert_int_equal(people_password_hash(f->arena, &f->policy, "another bridge", hash), ERR_NONE);
    struct people_password_set set = {.who = who_at(f, here, NOW),
                                      .account_id = id,
                                      .old_hash = old,
                                      .hash = hash,
                                      .now_ms = NOW,
                                      .arena = f->arena};
    assert_int_equal(store_write(f->store, people_password_set, &set), ERR_NONE);
    assert_null(who_at(f, here, NOW));
    assert_null(who_at(f, there, NOW));
    assert_non_null(who_at(f, set.token, NOW));
    assert_int_equal(store_write(f->store, people_password_set, &set), ERR_CONFLICT);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, here), ERR_INVALID);
    assert_int_equal(sign_in_at(f, "officer.one", "another bridge", NOW, here), ERR_NONE);
}

static void password__one_time_one_ends_and_binds(void **state) {
    struct fixture *f = *state;
    char token[PEOPLE_TOKEN_SIZE], one_time[PEOPLE_ONE_TIME_SIZE], hash[PEOPLE_HASH_SIZE];
    const char *id = add_account(f, "officer.one", 1u << ROLE_auditor);
    people_one_time_make(one_time);
    assert_int_equal(strlen(one_time), 19);
    assert_int_equal(people_password_hash(f->arena, &f->policy, one_time, hash), ERR_NONE);
    struct people_password_set set = {.account_id = id,
                                      .hash = hash,
                                      .one_time = true,
                                      .until_ms = NOW + 60 * MINUTE,
                                      .now_ms = NOW,
                                      .arena = f->arena};
    assert_int_equal(store_write(f->store, people_password_set, &set), ERR_NONE);
    assert_int_equal(sign_in_at(f, "officer.one", PASSWORD, NOW, token), ERR_INVALID);
    assert_int_equal(sign_in_at(f, "officer.one", one_time, NOW + 60 * MINUTE, token), ERR_INVALID);
    assert_int_equal(sign_in_at(f, "officer.one", one_time, NOW + 59 * MINUTE, token), ERR_NONE);
    const struct person *person = who_at(f, token, NOW + 59 * MINUTE);
    assert_true(person->must_change_password);
    assert_false(people_may(person, CAN_audit_read, NULL));
}

static enum err two_agencies(struct store_db *reader, struct arena *arena, size_t limit,
                             struct people_agencies *out) {
    static const struct people_agency rows[] = {{"agency-a", "الف"}, {"agency-b", "ب"}};
    (void)reader;
    (void)arena;
    *out = (struct people_agencies){rows, limit < 2 ? limit : 2};
    return ERR_NONE;
}

static void demo__one_for_each_role_and_never_beside_real_ones(void **state) {
    struct fixture *f = *state;
    struct people_demos demos;
    char token[PEOPLE_TOKEN_SIZE];
    people_set_agency_source(two_agencies);
    assert_int_equal(people_demo_accounts(f->store, f->arena, NOW, false, NULL, &demos), ERR_NONE);
    assert_int_equal(demos.count, ROLE_COUNT);
    for (size_t i = 0; i < demos.count; i++) {
        assert_int_equal(sign_in_at(f, demos.rows[i].username, demos.rows[i].password, NOW, token),
                         ERR_NONE);
        const struct person *person = who_at(f, token, NOW);
        assert_true(person->demo);
        assert_int_equal(person->roles, 1u << i);
        assert_int_equal(person->agency_count, people_role_scoped((enum role)i) ? 1 : 0);
    }
    assert_int_equal(people_demo_accounts(f->store, f->arena, NOW, false, NULL, &demos), ERR_NONE);
    add_account(f, "real.one", 1u << ROLE_admin);
    assert_int_equal(people_demo_accounts(f->store, f->arena, NOW, false, NULL, &demos),
                     ERR_CONFLICT);
    assert_string_equal(err_last()->code, "PEO-50");
    assert_int_equal(people_demo_accounts(f->store, f->arena, NOW, true, NULL, &demos), ERR_NONE);
    people_set_agency_source(NULL);
}

static void add__from_the_command_line_checks_the_password(void **state) {
    struct fixture *f = *state;
    char id[ID_SIZE], token[PEOPLE_TOKEN_SIZE];
    const struct people_account_save new = {.username = "First.Admin",
                                            .name = "مدیر",
                                            .roles = 1u << ROLE_admin,
                                            .state = PEOPLE_ACTIVE};
    assert_int_equal(people_account_add(f->store, f->arena, NOW, &new, "short", id), ERR_INVALID);
    assert_int_equal(people_account_add(f->store, f->arena, NOW, &new, "Passwords01 ۱۲۳۴", id),
                     ERR_NONE);
    assert_true(id_valid(id));
    /* the digits may come from another keyboard */
    assert_int_equal(sign_in_at(f, "first.admin", "Passwords01 1234", NOW, token), ERR_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(account__keeps_roles_and_scope),
        FIXTURE_TEST(account__refuses_what_is_not_one),
        FIXTURE_TEST(account__tells_the_second_of_two_editors),
        FIXTURE_TEST(account__change_of_rights_ends_its_sessions),
        FIXTURE_TEST(account__last_administrator_stays),
        FIXTURE_TEST(list__finds_pages_and_filters),
        FIXTURE_TEST(password__own_change_renews_the_session),
        FIXTURE_TEST(password__one_time_one_ends_and_binds),
        FIXTURE_TEST(demo__one_for_each_role_and_never_beside_real_ones),
        FIXTURE_TEST(add__from_the_command_line_checks_the_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
