/* Writing accounts: what an administrator or the command line changes. */
#include "people_internal.h"
#include "people_sql.h"
#include "text.h"
#include <string.h>

const char *people_username_clean(struct arena *arena, const char *typed) {
    const char *latin = text_latin_digits(arena, typed);
    const char *clean = latin ? text_clean(arena, latin, false) : NULL;
    char *out = clean ? arena_strdup(arena, clean) : NULL;
    for (char *p = out; p && *p; p++) {
        if (*p >= 'A' && *p <= 'Z') {
            *p = (char)(*p - 'A' + 'a');
        }
    }
    return out;
}

static bool username_valid(const char *name) {
    size_t length = strlen(name);
    return length >= 3 && length <= PEOPLE_USERNAME_MAX && name[0] >= 'a' && name[0] <= 'z' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") == length;
}

static bool has_scoped_role(uint32_t roles) {
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        if ((roles & (1u << i)) && people_role_scoped((enum role)i)) {
            return true;
        }
    }
    return false;
}

enum err people_account_check(const struct people_account_save *account) {
    if (!username_valid(account->username)) {
        return err_set(ERR_INVALID, "PEO-11",
                       "A user name has 3 to 40 small Latin letters, digits, dots, dashes or "
                       "underscores and begins with a letter",
                       NULL);
    }
    size_t length = text_length(account->name);
    if (length == 0 || length > PEOPLE_NAME_MAX || text_length(account->unit) > PEOPLE_NAME_MAX) {
        return err_set(ERR_INVALID, "PEO-12",
                       "Name and unit have at most 120 characters, and the name is needed", NULL);
    }
    if (account->roles == 0 || account->roles >> ROLE_COUNT) {
        return err_set(ERR_INVALID, "PEO-13", "Choose at least one role", NULL);
    }
    if (has_scoped_role(account->roles) && account->agency_count == 0 && !account->demo) {
        return err_set(ERR_INVALID, "PEO-14",
                       "One of these roles works for agencies: choose at least one agency", NULL);
    }
    if (account->agency_count > PEOPLE_SCOPE_MAX) {
        return err_set(ERR_LIMIT, "PEO-15", "An account has at most 500 agencies", NULL);
    }
    return ERR_NONE;
}

static enum err write_rights(struct store_db *db, const char *id,
                             const struct people_account_save *account) {
    enum err err = people_account_role_clear(
        db, &(struct people_account_role_clear_in){.account_id = id}, NULL);
    for (unsigned i = 0; !err && i < ROLE_COUNT; i++) {
        if (account->roles & (1u << i)) {
            err = people_account_role_add(
                db,
                &(struct people_account_role_add_in){.account_id = id,
                                                     .role = people_role_name((enum role)i)},
                NULL);
        }
    }
    if (!err) {
        err = people_account_agency_clear(
            db, &(struct people_account_agency_clear_in){.account_id = id}, NULL);
    }
    for (size_t i = 0; !err && i < account->agency_count; i++) {
        err = people_account_agency_add(db,
                                        &(struct people_account_agency_add_in){
                                            .account_id = id, .agency_id = account->agencies[i]},
                                        NULL);
    }
    return err;
}

/* A province without an administrator could not be helped from inside. */
static enum err keep_an_admin(struct store_db *db, struct arena *arena,
                              const struct people_account *before,
                              const struct people_account_save *account) {
    const uint32_t admin = 1u << ROLE_admin;
    bool was = (before->roles & admin) && before->state == PEOPLE_ACTIVE;
    bool stays = (account->roles & admin) && account->state == PEOPLE_ACTIVE;
    if (!was || stays) {
        return ERR_NONE;
    }
    struct people_account_role_others_row others;
    enum err err = people_account_role_others(
        db, arena,
        &(struct people_account_role_others_in){.role = people_role_name(ROLE_admin),
                                                .account_id = before->id},
        &others);
    if (!err && others.count == 0) {
        err = err_set(ERR_CONFLICT, "PEO-16",
                      "This is the last active system administrator: give the role to somebody "
                      "else first",
                      NULL);
    }
    return err;
}

static bool same_scope(const struct people_account *before,
                       const struct people_account_save *account) {
    size_t found = 0;
    for (size_t i = 0; i < account->agency_count; i++) {
        for (size_t j = 0; j < before->agency_count; j++) {
            found += strcmp(account->agencies[i], before->agencies[j]) == 0;
        }
    }
    return found == before->agency_count && found == account->agency_count;
}

static const char *search_key(const struct people_account_save *account) {
    const char *words =
        arena_printf(account->arena, "%s %s %s", account->name, account->username, account->unit);
    return words ? text_fold(account->arena, words) : NULL;
}

static enum err record(struct store_db *db, const char *act, const char *id,
                       const struct people_account *before,
                       const struct people_account_save *account) {
    struct arena *arena = account->arena;
    const char *text;
    json_t *detail =
        json_pack("{s:s, s:s, s:s, s:s, s:I}", "username", account->username, "name", account->name,
                  "roles", people_roles_text(arena, account->roles), "state",
                  people_state_name(account->state), "agencies", (json_int_t)account->agency_count);
    if (detail && before) {
        json_object_set_new(detail, "roles_before",
                            json_string(people_roles_text(arena, before->roles)));
        json_object_set_new(detail, "state_before", json_string(people_state_name(before->state)));
        json_object_set_new(detail, "agencies_before",
                            json_integer((json_int_t)before->agency_count));
    }
    enum err err = people_detail(arena, detail, &text);
    return err ? err
               : people_audit(db, account->now_ms, account->who, act, "account", id, NULL, text);
}

static enum err insert(struct store_db *db, struct people_account_save *account, const char *key) {
    int64_t changed = 0;
    id_make(account->now_ms, account->id_out);
    enum err err = people_account_insert(
        db,
        &(struct people_account_insert_in){
            .id = account->id_out,
            .username = account->username,
            .name = account->name,
            .unit = account->unit,
            .search_key = key,
            .state = people_state_name(account->state),
            .demo = account->demo,
            .password_hash = account->password_hash,
            .must_change = account->must_change_password,
            .password_until =
                account->password_until_ms ? known_int(account->password_until_ms) : UNKNOWN_INT,
            .now = account->now_ms},
        &changed);
    if (!err && changed == 0) {
        err = err_set(ERR_CONFLICT, "PEO-17", "There is already an account with this user name",
                      NULL);
    }
    if (!err) {
        err = write_rights(db, account->id_out, account);
    }
    return err ? err : record(db, "account.add", account->id_out, NULL, account);
}

static enum err update(struct store_db *db, struct people_account_save *account, const char *key) {
    struct people_account before;
    enum err err = people_account_by_id(db, account->arena, account->id, &before);
    if (!err && before.state == PEOPLE_CLOSED) {
        err = err_set(ERR_CONFLICT, "PEO-28",
                      "This account is closed for good: add a new one instead", NULL);
    }
    if (!err) {
        err = keep_an_admin(db, account->arena, &before, account);
    }
    if (err) {
        return err;
    }
    int64_t changed = 0;
    err = people_account_update(
        db,
        &(struct people_account_update_in){.id = account->id,
                                           .version = account->version,
                                           .name = account->name,
                                           .unit = account->unit,
                                           .search_key = key,
                                           .state = people_state_name(account->state),
                                           .now = account->now_ms},
        &changed);
    if (!err && changed == 0) {
        err = err_set(ERR_CONFLICT, "PEO-19",
                      "Somebody else has changed this account meanwhile: look at the present "
                      "state below and save again",
                      NULL);
    }
    if (!err) {
        err = write_rights(db, account->id, account);
    }
    bool rights_changed = before.roles != account->roles || before.state != account->state ||
                          !same_scope(&before, account);
    if (!err && rights_changed) {
        err = people_session_end_others(
            db, &(struct people_session_end_others_in){.account_id = account->id, .keep_id = ""},
            NULL);
    }
    if (err) {
        return err;
    }
    const char *act = before.state == account->state    ? "account.edit"
                      : account->state == PEOPLE_ACTIVE ? "account.unlock"
                      : account->state == PEOPLE_LOCKED ? "account.lock"
                                                        : "account.close";
    return record(db, act, account->id, &before, account);
}

enum err people_account_save(struct store_db *db, void *context) {
    struct people_account_save *account = context;
    enum err err = people_account_check(account);
    if (err) {
        return err;
    }
    const char *key = search_key(account);
    if (!key) {
        return err_failed();
    }
    return account->id ? update(db, account, key) : insert(db, account, key);
}

enum err people_account_add(struct store *store, struct arena *arena, int64_t now_ms,
                            const struct people_account_save *account, const char *password,
                            char id_out[ID_SIZE]) {
    struct people_account_save save = *account;
    save.id = NULL;
    save.now_ms = now_ms;
    save.arena = arena;
    save.username = people_username_clean(arena, account->username);
    save.name = text_clean(arena, account->name, false);
    save.unit = text_clean(arena, account->unit ? account->unit : "", false);
    if (!save.username || !save.name || !save.unit) {
        return err_failed();
    }
    enum err err = people_account_check(&save);
    if (!err && !save.demo) {
        err = people_password_check(arena, password, save.username);
    }
    struct store_db *reader = NULL;
    if (!err) {
        err = store_reader_acquire(store, &reader);
    }
    struct people_policy policy;
    if (!err) {
        err = people_policy_load(reader, &policy);
        store_reader_release(reader);
    }
    char hash[PEOPLE_HASH_SIZE];
    if (!err) {
        err = people_password_hash(arena, &policy, password, hash);
    }
    if (!err) {
        save.password_hash = hash;
        err = store_write(store, people_account_save, &save);
    }
    if (!err) {
        memcpy(id_out, save.id_out, ID_SIZE);
    }
    return err;
}
