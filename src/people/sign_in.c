/*
 * One try to sign in: check (slow, on a reader) → record (short, in the writer) → result.
 *
 * An unknown user name costs the same argon2id work and gets the same sentence as a wrong
 * password, a locked account and an expired one-time password. A wrong code counts like a wrong
 * password; the wait of the user name is lifted only by a complete sign-in.
 */
#include "people_internal.h"
#include "people_sql.h"
#include <string.h>

enum { AGENT_MAX = 200 };

enum refusal { REFUSED_NOT, REFUSED_PASSWORD, REFUSED_CODE, REFUSED_WAIT };

struct people_sign_in_state {
    struct people_throttle_keys keys;
    struct people_account_get_row account;
    bool found; /* there is such an account */
    bool right; /* password or code */
    bool code_step;
    int64_t totp_step;               /* 0: try as a recovery code */
    const char *pending_id;          /* the session that waited for its code */
    char new_hash[PEOPLE_HASH_SIZE]; /* "" unless the parameters have changed */
    /* set by the command, each time it runs */
    enum refusal refusal;
    int64_t wait_until_ms;
    enum people_sign_in_step step;
    char token[PEOPLE_TOKEN_SIZE];
};

static enum err load_account(struct store_db *db, struct people_sign_in *sign_in, const char *id,
                             const char *username) {
    struct people_sign_in_state *state = sign_in->state;
    return people_account_get(db, sign_in->arena,
                              &(struct people_account_get_in){.id = id, .username = username},
                              &state->account, &state->found);
}

static bool may_enter(const struct people_account_get_row *account, int64_t now_ms) {
    return strcmp(account->state, people_state_name(PEOPLE_ACTIVE)) == 0 &&
           (!account->password_until.known || account->password_until.value > now_ms);
}

static enum err check_wait(struct store_db *reader, struct people_sign_in *sign_in) {
    int64_t until_ms;
    enum err err =
        people_throttle_blocked(reader, &sign_in->state->keys, sign_in->now_ms, &until_ms);
    return err || until_ms == 0 ? err : people_throttle_refuse(until_ms, sign_in->now_ms);
}

static enum err check_password(struct store_db *reader, struct people_sign_in *sign_in) {
    struct people_sign_in_state *state = sign_in->state;
    const char *username = people_username_clean(sign_in->arena, sign_in->username);
    const char *password = people_password_normal(sign_in->arena, sign_in->password);
    if (!username || !password) {
        return err_failed();
    }
    people_throttle_keys(username, sign_in->peer, &state->keys);
    enum err err = check_wait(reader, sign_in);
    if (!err) {
        /* '' as a user name finds nobody: ids are never '' */
        err = load_account(reader, sign_in, "", *username ? username : "-");
    }
    if (err) {
        return err;
    }
    if (!state->found) {
        /* the same work as for a known name; the result is of no use */
        char unused[PEOPLE_HASH_SIZE];
        return people_password_hash(sign_in->arena, &sign_in->policy, password, unused);
    }
    state->right = people_password_matches(state->account.password_hash, password) &&
                   may_enter(&state->account, sign_in->now_ms);
    if (state->right && people_password_outdated(&sign_in->policy, state->account.password_hash)) {
        err = people_password_hash(sign_in->arena, &sign_in->policy, password, state->new_hash);
    }
    return err;
}

static enum err check_code(struct store_db *reader, struct people_sign_in *sign_in) {
    struct people_sign_in_state *state = sign_in->state;
    struct people_session_get_row session;
    bool found;
    state->code_step = true;
    enum err err = people_session_find(reader, sign_in->arena, sign_in->now_ms, sign_in->token,
                                       &session, &found);
    if (err) {
        return err;
    }
    if (!found || strcmp(session.stage, "code") != 0) {
        return err_set(ERR_SIGNED_OUT, "PEO-22",
                       "Too much time has passed since the password: begin again", NULL);
    }
    state->pending_id = session.id;
    people_throttle_keys(session.username, sign_in->peer, &state->keys);
    err = check_wait(reader, sign_in);
    if (!err) {
        err = load_account(reader, sign_in, session.account_id, "");
    }
    if (!err && state->found && state->account.totp_secret) {
        state->right = people_totp_match(state->account.totp_secret, sign_in->code, sign_in->now_ms,
                                         state->account.totp_step, &state->totp_step);
    }
    return err;
}

enum err people_sign_in_check(struct store_db *reader, struct people_sign_in *sign_in) {
    sign_in->state = ARENA_NEW(sign_in->arena, struct people_sign_in_state);
    if (!sign_in->state) {
        return err_failed();
    }
    return sign_in->code ? check_code(reader, sign_in) : check_password(reader, sign_in);
}

/* Is what was checked on the reader still so, now that the writer's order is known? */
static enum err confirm(struct store_db *db, struct people_sign_in *sign_in, bool *right) {
    struct people_sign_in_state *state = sign_in->state;
    struct people_account_get_row now;
    bool found;
    int64_t changed = 0;
    *right = false;
    if (!state->found) {
        return ERR_NONE;
    }
    enum err err = people_account_get(
        db, sign_in->arena,
        &(struct people_account_get_in){.id = state->account.id, .username = ""}, &now, &found);
    if (err || !found || strcmp(now.password_hash, state->account.password_hash) != 0 ||
        !may_enter(&now, sign_in->now_ms)) {
        return err;
    }
    if (!state->code_step) {
        *right = state->right;
        return ERR_NONE;
    }
    if (state->right) {
        err = people_account_totp_step(
            db, &(struct people_account_totp_step_in){.id = now.id, .totp_step = state->totp_step},
            &changed);
        *right = changed == 1; /* 0: the same code a second time */
        return err;
    }
    return people_recovery_take(db, sign_in->arena, now.id, sign_in->code, right);
}

/* A browser's name as it may be kept: a header is bytes from a stranger. */
static const char *printable(struct arena *arena, const char *agent) {
    char *out = arena_strndup(arena, agent, strnlen(agent, AGENT_MAX));
    for (char *p = out; p && *p; p++) {
        if (*p < ' ' || *p > '~') {
            *p = '?';
        }
    }
    return out;
}

static enum err open_session(struct store_db *db, struct people_sign_in *sign_in, bool waits,
                             char id[ID_SIZE]) {
    struct people_sign_in_state *state = sign_in->state;
    const struct people_policy *policy = &sign_in->policy;
    char digest[PEOPLE_DIGEST_SIZE];
    id_make(sign_in->now_ms, id);
    people_token_make(state->token);
    people_digest("session", state->token, digest);
    enum err err =
        people_session_purge(db, &(struct people_session_purge_in){.now = sign_in->now_ms}, NULL);
    if (err) {
        return err;
    }
    const char *agent = printable(sign_in->arena, sign_in->agent ? sign_in->agent : "");
    if (!agent) {
        return err_failed();
    }
    return people_session_insert(
        db,
        &(struct people_session_insert_in){
            .id = id,
            .token_hash = digest,
            .account_id = state->account.id,
            .stage = waits ? "code" : "full",
            .peer = sign_in->peer,
            .agent = agent,
            .now = sign_in->now_ms,
            .idle_ms = waits ? policy->code_ms : policy->idle_ms,
            .ends_at = sign_in->now_ms + (waits ? policy->code_ms : policy->absolute_ms)},
        NULL);
}

static enum err refuse(struct store_db *db, struct people_sign_in *sign_in) {
    struct people_sign_in_state *state = sign_in->state;
    state->refusal = state->code_step ? REFUSED_CODE : REFUSED_PASSWORD;
    enum err err = people_throttle_count(db, &state->keys, &sign_in->policy, sign_in->now_ms);
    if (err) {
        return err;
    }
    json_t *detail = json_pack("{s:s, s:s}", "peer", sign_in->peer, "step",
                               state->code_step ? "code" : "password");
    const char *text;
    err = people_detail(sign_in->arena, detail, &text);
    if (err) {
        return err;
    }
    const struct people_actor nobody = {NULL, NULL, NULL};
    return people_audit_as(db, sign_in->now_ms, &nobody, "sign_in.refused", "account",
                           state->found ? state->account.id : "-", NULL, text);
}

static enum err accept(struct store_db *db, struct people_sign_in *sign_in) {
    struct people_sign_in_state *state = sign_in->state;
    bool waits = !state->code_step && state->account.totp_secret;
    char id[ID_SIZE];
    enum err err = ERR_NONE;
    if (state->new_hash[0]) {
        err = people_account_rehash(
            db,
            &(struct people_account_rehash_in){.id = state->account.id,
                                               .old_hash = state->account.password_hash,
                                               .password_hash = state->new_hash},
            NULL);
    }
    if (!err && state->pending_id) {
        err = people_session_delete(db,
                                    &(struct people_session_delete_in){
                                        .id = state->pending_id, .account_id = state->account.id},
                                    NULL);
    }
    if (!err) {
        err = open_session(db, sign_in, waits, id);
    }
    state->step = waits ? PEOPLE_SIGN_IN_CODE : PEOPLE_SIGN_IN_DONE;
    if (err || waits) {
        return err;
    }
    err = people_throttle_success(db, &state->keys);
    if (err) {
        return err;
    }
    json_t *detail = json_pack("{s:s, s:b}", "peer", sign_in->peer, "recovery_code",
                               state->code_step && !state->right);
    const char *text;
    err = people_detail(sign_in->arena, detail, &text);
    if (err) {
        return err;
    }
    const struct people_actor actor = {state->account.id, state->account.name, id};
    return people_audit_as(db, sign_in->now_ms, &actor, "sign_in", "account", state->account.id,
                           NULL, text);
}

enum err people_sign_in_record(struct store_db *db, void *context) {
    struct people_sign_in *sign_in = context;
    struct people_sign_in_state *state = sign_in->state;
    state->refusal = REFUSED_NOT;
    enum err err =
        people_throttle_blocked(db, &state->keys, sign_in->now_ms, &state->wait_until_ms);
    if (err) {
        return err;
    }
    if (state->wait_until_ms > 0) {
        state->refusal = REFUSED_WAIT; /* others were faster to use up the free tries */
        return ERR_NONE;
    }
    bool right;
    err = confirm(db, sign_in, &right);
    if (err) {
        return err;
    }
    return right ? accept(db, sign_in) : refuse(db, sign_in);
}

enum err people_sign_in_result(const struct people_sign_in *sign_in, enum people_sign_in_step *step,
                               char token[PEOPLE_TOKEN_SIZE]) {
    const struct people_sign_in_state *state = sign_in->state;
    token[0] = '\0';
    switch (state->refusal) {
    case REFUSED_PASSWORD:
        return err_set(ERR_INVALID, "PEO-23", "User name or password is not right", NULL);
    case REFUSED_CODE:
        return err_set(ERR_INVALID, "PEO-24",
                       "The code is not right, or was used already: wait for the next one", NULL);
    case REFUSED_WAIT:
        return people_throttle_refuse(state->wait_until_ms, sign_in->now_ms);
    case REFUSED_NOT:
        break;
    }
    *step = state->step;
    memcpy(token, state->token, PEOPLE_TOKEN_SIZE);
    return ERR_NONE;
}
