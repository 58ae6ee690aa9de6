/* Sessions after sign-in: whose token is it, is it still good, which ones are there. */
#include "people_internal.h"
#include "people_sql.h"
#include <string.h>

enum { TOUCH_MS = 60000, SESSIONS_SHOWN = 50 };

static bool token_shaped(const char *token) {
    return token && strlen(token) == PEOPLE_TOKEN_LENGTH &&
           strspn(token, "0123456789abcdef") == PEOPLE_TOKEN_LENGTH;
}

enum err people_session_find(struct store_db *db, struct arena *arena, int64_t now_ms,
                             const char *token, struct people_session_get_row *out, bool *found) {
    *found = false;
    if (!token_shaped(token)) {
        return ERR_NONE;
    }
    char digest[PEOPLE_DIGEST_SIZE];
    people_digest("session", token, digest);
    enum err err = people_session_get(
        db, arena, &(struct people_session_get_in){.token_hash = digest}, out, found);
    if (!err && *found) {
        *found = out->ends_at > now_ms && out->seen_at + out->idle_ms > now_ms &&
                 strcmp(out->state, people_state_name(PEOPLE_ACTIVE)) == 0;
    }
    return err;
}

enum err people_session_load(struct store_db *reader, struct arena *arena, int64_t now_ms,
                             const char *token, const struct person **out) {
    struct people_session_get_row row;
    bool found;
    *out = NULL;
    enum err err = people_session_find(reader, arena, now_ms, token, &row, &found);
    if (err || !found || strcmp(row.stage, "full") != 0) {
        return err;
    }
    struct person *person = ARENA_NEW(arena, struct person);
    if (!person) {
        return err_failed();
    }
    *person = (struct person){
        .id = row.account_id,
        .username = row.username,
        .name = row.name,
        .session_id = row.id,
        .must_change_password = row.must_change != 0,
        .demo = row.demo != 0,
        .session_seen_ms = row.seen_at,
    };
    err = people_roles_read(reader, arena, person->id, &person->roles);
    if (!err) {
        err =
            people_scope_read(reader, arena, person->id, &person->agencies, &person->agency_count);
    }
    if (!err) {
        *out = person;
    }
    return err;
}

bool people_session_touch_due(const struct person *person, int64_t now_ms) {
    return now_ms - person->session_seen_ms >= TOUCH_MS;
}

enum err people_session_touch(struct store_db *db, void *context) {
    const struct people_touch *touch = context;
    return people_session_seen(
        db, &(struct people_session_seen_in){.id = touch->session_id, .now = touch->now_ms}, NULL);
}

enum err people_session_waits(struct store_db *reader, int64_t now_ms, const char *token,
                              bool *out) {
    *out = false;
    struct arena *arena = arena_create(32 << 10);
    if (!arena) {
        return err_failed();
    }
    struct people_session_get_row row;
    bool found;
    enum err err = people_session_find(reader, arena, now_ms, token, &row, &found);
    *out = !err && found && strcmp(row.stage, "code") == 0;
    arena_destroy(arena);
    return err;
}

enum err people_sessions_list(struct store_db *reader, struct arena *arena, int64_t now_ms,
                              const char *account_id, struct people_sessions *out) {
    struct people_session_list_rows rows;
    enum err err =
        people_session_list(reader, arena,
                            &(struct people_session_list_in){
                                .account_id = account_id, .now = now_ms, .limit = SESSIONS_SHOWN},
                            &rows);
    struct people_session *sessions =
        err ? NULL : ARENA_ARRAY(arena, rows.count + 1, struct people_session);
    if (!sessions) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        sessions[i] = (struct people_session){.id = rows.rows[i].id,
                                              .peer = rows.rows[i].peer,
                                              .agent = rows.rows[i].agent,
                                              .created_ms = rows.rows[i].created_at,
                                              .seen_ms = rows.rows[i].seen_at};
    }
    *out = (struct people_sessions){sessions, rows.count};
    return ERR_NONE;
}

enum err people_session_end(struct store_db *db, void *context) {
    const struct people_session_end *end = context;
    int64_t changed = 0;
    enum err err =
        end->session_id
            ? people_session_delete(db,
                                    &(struct people_session_delete_in){.id = end->session_id,
                                                                       .account_id = end->who->id},
                                    &changed)
            : people_session_end_others(
                  db,
                  &(struct people_session_end_others_in){.account_id = end->who->id,
                                                         .keep_id = end->who->session_id},
                  &changed);
    if (err || changed == 0) {
        return err; /* already gone is as good as ended */
    }
    bool own = end->session_id && strcmp(end->session_id, end->who->session_id) == 0;
    return people_audit(db, end->now_ms, end->who, own ? "sign_out" : "session.end", "account",
                        end->who->id, NULL, NULL);
}

enum err people_session_renew(struct store_db *db, const struct person *who, int64_t now_ms,
                              char token[PEOPLE_TOKEN_SIZE]) {
    char digest[PEOPLE_DIGEST_SIZE];
    int64_t changed = 0;
    people_token_make(token);
    people_digest("session", token, digest);
    enum err err = people_session_token(
        db,
        &(struct people_session_token_in){
            .id = who->session_id, .account_id = who->id, .token_hash = digest, .now = now_ms},
        &changed);
    if (!err && changed == 0) {
        err =
            err_set(ERR_SIGNED_OUT, "PEO-21", "You were signed out meanwhile: sign in again", NULL);
    }
    if (!err) {
        err = people_session_end_others(db,
                                        &(struct people_session_end_others_in){
                                            .account_id = who->id, .keep_id = who->session_id},
                                        NULL);
    }
    return err;
}
