/*
 * Accounts: who can sign in, with which roles, for which agencies. A user name is Latin, lower
 * case, unique for ever. An account is never deleted, because the audit trail names it: it is
 * active, locked (by an administrator) or closed (for good).
 */
#ifndef KHAJU_PEOPLE_ACCOUNT_H
#define KHAJU_PEOPLE_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "id.h"
#include "store.h"

struct person;
struct people_policy;

enum {
    PEOPLE_USERNAME_MAX = 40,
    PEOPLE_NAME_MAX = 120,
    PEOPLE_PASSWORD_MIN = 10,
    PEOPLE_PASSWORD_MAX = 200,
    PEOPLE_HASH_SIZE = 128,
};
enum people_state { PEOPLE_ACTIVE, PEOPLE_LOCKED, PEOPLE_CLOSED };
const char *people_state_name(enum people_state state);  /* "active" */
const char *people_state_label(enum people_state state); /* English source string */

struct people_account {
    const char *id, *username, *name, *unit;
    enum people_state state;
    uint32_t roles;
    const char *const *agencies;
    size_t agency_count;
    bool demo, must_change_password, totp;
    int64_t created_ms, changed_ms;
    int64_t version;
};
struct people_accounts {
    const struct people_account *rows;
    size_t count;
    bool more;
};

enum err people_account_by_id(struct store_db *reader, struct arena *arena, const char *id,
                              struct people_account *out) WARN_UNUSED;
enum err people_account_by_username(struct store_db *reader, struct arena *arena,
                                    const char *username, struct people_account *out) WARN_UNUSED;
/* Search in name, user name and unit; sorted by user name; `after` is the last one seen or "". */
struct people_account_filter {
    const char *search; /* NULL or "": all */
    const char *role;   /* name of a role, or NULL */
    const char *state;  /* name of a state, or NULL */
    const char *after;
    int64_t limit;
};
enum err people_accounts_list(struct store_db *reader, struct arena *arena,
                              const struct people_account_filter *filter,
                              struct people_accounts *out) WARN_UNUSED;

/* NIST SP 800-63B: length, not a common one, not the user's name; no rules of composition. */
enum err people_password_check(struct arena *arena, const char *password,
                               const char *username) WARN_UNUSED;
enum err people_password_hash(struct arena *arena, const struct people_policy *policy,
                              const char *password, char out[PEOPLE_HASH_SIZE]) WARN_UNUSED;

/* What an administrator writes. For an edit, id and version are those that were read; an edit of
   roles, scopes or state ends the account's sessions. who NULL: the command line. */
struct people_account_save {
    const char *id; /* NULL: a new account */
    int64_t version;
    const char *username, *name, *unit;
    uint32_t roles;
    const char *const *agencies;
    size_t agency_count;
    enum people_state state;
    bool demo, must_change_password;
    const char *password_hash; /* NULL: unchanged */
    int64_t password_until_ms; /* 0: no end */
    const struct person *who;
    int64_t now_ms;
    struct arena *arena;
    char id_out[ID_SIZE];
};
store_command people_account_save;
/* What can be said before the writer is asked: user name, name, roles, scope. */
enum err people_account_check(const struct people_account_save *account) WARN_UNUSED;

/* Adds an account with a password, for the command line: checks, hashes, writes, waits. */
enum err people_account_add(struct store *store, struct arena *arena, int64_t now_ms,
                            const struct people_account_save *account, const char *password,
                            char id_out[ID_SIZE]) WARN_UNUSED;

/* A one-time password an administrator reads out; the account has to choose its own at sign-in. */
enum { PEOPLE_ONE_TIME_SIZE = 20 };
void people_one_time_make(char out[PEOPLE_ONE_TIME_SIZE]);

/* Replaces a password (hash made beforehand, outside the writer). Ends all sessions, or all but a
   renewed one of `who` when it is one's own; token then holds the new token. */
struct people_password_set {
    const struct person *who;
    const char *account_id;
    const char *old_hash; /* one's own: the hash the present password was checked against */
    const char *hash;
    bool one_time;
    int64_t until_ms;
    int64_t now_ms;
    struct arena *arena;
    char token[64 + 1];
};
store_command people_password_set; /* ERR_CONFLICT: it was changed meanwhile */
/* Takes a lost second factor off somebody's account and ends their sessions. */
struct people_totp_remove {
    const struct person *who;
    const char *account_id;
    int64_t now_ms;
};
store_command people_totp_remove;
/* Is this the account's present password? *hash_out is the stored hash it was checked against. */
enum err people_password_verify(struct store_db *reader, struct arena *arena,
                                const char *account_id, const char *password,
                                const char **hash_out) WARN_UNUSED;

/* One demo account for each role (username = role's name), only for `script/server`. Refused when
   the database has accounts that are not demo ones, unless `anyway`. Existing ones are kept. */
struct people_demo {
    const char *username;
    const char *password;
    const char *role_label;
};
struct people_demos {
    const struct people_demo *rows;
    size_t count;
};
/* agency_id: whom the scoped roles work for; NULL takes the first agency. */
enum err people_demo_accounts(struct store *store, struct arena *arena, int64_t now_ms, bool anyway,
                              const char *agency_id, struct people_demos *out) WARN_UNUSED;

#endif
