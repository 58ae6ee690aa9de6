/* Switching the second factor on and off, and the recovery codes for a lost telephone. */
#include "people_internal.h"
#include "people_sql.h"
#include <sodium.h>
#include <string.h>

enum { RECOVERY_LENGTH = 16 }; /* base 32: 80 bits, so a fast digest is enough */

enum err people_recovery_replace(struct store_db *db, const char *account_id,
                                 char codes[PEOPLE_RECOVERY_CODES][PEOPLE_RECOVERY_SIZE]) {
    enum err err = people_recovery_clear(
        db, &(struct people_recovery_clear_in){.account_id = account_id}, NULL);
    for (size_t i = 0; !err && i < PEOPLE_RECOVERY_CODES; i++) {
        char digest[PEOPLE_DIGEST_SIZE];
        char clean[RECOVERY_LENGTH + 1];
        size_t length = 0;
        people_code_make(RECOVERY_LENGTH, codes[i], PEOPLE_RECOVERY_SIZE);
        for (const char *p = codes[i]; *p; p++) {
            if (*p != '-') {
                clean[length++] = *p;
            }
        }
        clean[length] = '\0';
        people_digest("recovery", clean, digest);
        err = people_recovery_add(
            db, &(struct people_recovery_add_in){.code_hash = digest, .account_id = account_id},
            NULL);
    }
    return err;
}

enum err people_recovery_take(struct store_db *db, struct arena *arena, const char *account_id,
                              const char *typed, bool *used) {
    char digest[PEOPLE_DIGEST_SIZE];
    int64_t changed = 0;
    *used = false;
    const char *clean = people_code_clean(arena, typed);
    if (!clean) {
        return err_failed();
    }
    if (strlen(clean) != RECOVERY_LENGTH) {
        return ERR_NONE;
    }
    people_digest("recovery", clean, digest);
    enum err err = people_recovery_use(
        db, &(struct people_recovery_use_in){.code_hash = digest, .account_id = account_id},
        &changed);
    *used = !err && changed == 1;
    return err;
}

static enum err wrong_code(void) {
    return err_set(ERR_INVALID, "PEO-24",
                   "The code is not right, or was used already: wait for the next one", NULL);
}

/* Proves that whoever asks holds the present second factor. */
static enum err prove(struct store_db *db, struct people_totp_change *change,
                      const struct people_account_get_row *account) {
    int64_t step;
    int64_t changed = 0;
    if (people_totp_match(account->totp_secret, change->code, change->now_ms, account->totp_step,
                          &step)) {
        enum err err = people_account_totp_step(
            db, &(struct people_account_totp_step_in){.id = account->id, .totp_step = step},
            &changed);
        return err ? err : changed == 1 ? ERR_NONE : wrong_code();
    }
    bool used;
    enum err err = people_recovery_take(db, change->arena, account->id, change->code, &used);
    return err ? err : used ? ERR_NONE : wrong_code();
}

static enum err own_account(struct store_db *db, const struct people_totp_change *change,
                            struct people_account_get_row *out) {
    bool found;
    enum err err = people_account_get(
        db, change->arena, &(struct people_account_get_in){.id = change->who->id, .username = ""},
        out, &found);
    if (!err && !found) {
        err = err_set(ERR_NOT_FOUND, "PEO-10", "There is no such account", NULL);
    }
    return err;
}

static enum err switch_on(struct store_db *db, struct people_totp_change *change,
                          const struct people_account_get_row *account) {
    int64_t step;
    if (account->totp_secret) {
        return err_set(ERR_CONFLICT, "PEO-25", "The second step is already switched on", NULL);
    }
    if (!people_totp_match(change->secret, change->code, change->now_ms, 0, &step)) {
        return wrong_code();
    }
    enum err err =
        people_account_totp(db,
                            &(struct people_account_totp_in){.id = account->id,
                                                             .totp_secret = change->secret,
                                                             .totp_step = step,
                                                             .now = change->now_ms},
                            NULL);
    return err ? err : people_recovery_replace(db, account->id, change->codes);
}

static enum err switch_off(struct store_db *db, const char *account_id, int64_t now_ms) {
    enum err err = people_account_totp(
        db,
        &(struct people_account_totp_in){
            .id = account_id, .totp_secret = NULL, .totp_step = 0, .now = now_ms},
        NULL);
    return err ? err
               : people_recovery_clear(
                     db, &(struct people_recovery_clear_in){.account_id = account_id}, NULL);
}

enum err people_totp_change(struct store_db *db, void *context) {
    struct people_totp_change *change = context;
    struct people_account_get_row account;
    enum err err = own_account(db, change, &account);
    if (err) {
        return err;
    }
    if (change->secret) {
        err = switch_on(db, change, &account);
    } else if (account.totp_secret) {
        err = prove(db, change, &account);
        if (!err) {
            err = switch_off(db, account.id, change->now_ms);
        }
    }
    if (!err) {
        err = people_session_renew(db, change->who, change->now_ms, change->token);
    }
    if (!err) {
        err = people_audit(db, change->now_ms, change->who, change->secret ? "totp.on" : "totp.off",
                           "account", account.id, NULL, NULL);
    }
    return err;
}

enum err people_recovery_renew(struct store_db *db, void *context) {
    struct people_totp_change *change = context;
    struct people_account_get_row account;
    enum err err = own_account(db, change, &account);
    if (!err && !account.totp_secret) {
        err = err_set(ERR_CONFLICT, "PEO-26", "The second step is not switched on", NULL);
    }
    if (!err) {
        err = prove(db, change, &account);
    }
    if (!err) {
        err = people_recovery_replace(db, account.id, change->codes);
    }
    if (!err) {
        err = people_audit(db, change->now_ms, change->who, "totp.codes", "account", account.id,
                           NULL, NULL);
    }
    return err;
}

enum err people_totp_remove(struct store_db *db, void *context) {
    const struct people_totp_remove *remove = context;
    enum err err = switch_off(db, remove->account_id, remove->now_ms);
    if (!err) {
        err = people_session_end_others(
            db,
            &(struct people_session_end_others_in){.account_id = remove->account_id, .keep_id = ""},
            NULL);
    }
    if (!err) {
        err = people_audit_account(db, remove->now_ms, remove->who, "totp.remove",
                                   remove->account_id);
    }
    return err;
}
