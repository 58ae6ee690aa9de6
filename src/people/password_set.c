/* Replacing a password: one's own, or by an administrator with a one-time one. */
#include "people_internal.h"
#include "people_sql.h"
#include <string.h>

enum err people_password_set(struct store_db *db, void *context) {
    struct people_password_set *set = context;
    bool own = set->who && strcmp(set->who->id, set->account_id) == 0;
    int64_t changed = 0;
    set->token[0] = '\0';
    enum err err = people_account_password(
        db,
        &(struct people_account_password_in){
            .id = set->account_id,
            .old_hash = set->old_hash ? set->old_hash : "",
            .password_hash = set->hash,
            .must_change = set->one_time,
            .password_until = set->until_ms ? known_int(set->until_ms) : UNKNOWN_INT,
            .now = set->now_ms},
        &changed);
    if (!err && changed == 0) {
        err =
            err_set(ERR_CONFLICT, "PEO-27",
                    "The password was changed meanwhile, or the account is gone: try again", NULL);
    }
    if (err) {
        return err;
    }
    if (own && !set->one_time) {
        err = people_session_renew(db, set->who, set->now_ms, set->token);
    } else {
        err = people_session_end_others(
            db,
            &(struct people_session_end_others_in){.account_id = set->account_id, .keep_id = ""},
            NULL);
    }
    if (err) {
        return err;
    }
    return people_audit_account(db, set->now_ms, set->who,
                                set->one_time ? "password.reset" : "password.change",
                                set->account_id);
}
