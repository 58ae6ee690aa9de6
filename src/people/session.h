/*
 * Signing in, and staying signed in. A session is a random 256-bit token in a cookie; the database
 * knows only its hash. It ends by an idle and by an absolute limit, at sign-out, when its account
 * is locked or its rights change, and from the list of one's own sessions.
 *
 * Sign-in is one write. people_sign_in_check() does the slow part (argon2id) on a reader, outside
 * the writer; the command then decides, in the writer's order, whether the attempt still counts:
 * of many simultaneous guesses those after the limit are refused even if right. A refused attempt
 * is a successful command, because it has to be remembered; people_sign_in_result() tells.
 */
#ifndef KHAJU_PEOPLE_SESSION_H
#define KHAJU_PEOPLE_SESSION_H

#include <stdbool.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "id.h"
#include "store.h"

struct person;

#define PEOPLE_SESSION_COOKIE "khaju_session"
enum { PEOPLE_TOKEN_LENGTH = 64, PEOPLE_TOKEN_SIZE = 65 };

/* How costly, how long, how often. Kept in people_setting; numbers below a safe least are raised
   to it by people_policy_load. Tests make their own. */
struct people_policy {
    int64_t hash_operations; /* argon2id passes */
    int64_t hash_memory;     /* bytes */
    int64_t idle_ms;
    int64_t absolute_ms;
    int64_t code_ms;         /* time between password and code */
    int64_t one_time_ms;     /* how long a one-time password is good */
    int64_t account_free;    /* wrong tries before a wait, for one user name */
    int64_t account_wait_ms; /* the first wait; doubles with each further wrong try */
    int64_t account_wait_max_ms;
    int64_t peer_free; /* the same for one network address */
    int64_t peer_wait_ms;
    int64_t peer_wait_max_ms;
    int64_t forget_ms; /* wrong tries older than this are forgotten */
};
struct people_policy people_policy_default(void);
enum err people_policy_load(struct store_db *reader, struct people_policy *out) WARN_UNUSED;

/* The wait that follows the nth wrong try. */
int64_t people_wait_ms(int64_t failures, int64_t free, int64_t first_ms, int64_t most_ms);

/* Whose token is this? *out NULL: nobody's (unknown, ended, expired, waiting for its code). */
enum err people_session_load(struct store_db *reader, struct arena *arena, int64_t now_ms,
                             const char *token, const struct person **out) WARN_UNUSED;
/* True when the session should be written down as seen again (once a minute at most). */
bool people_session_touch_due(const struct person *person, int64_t now_ms);
struct people_touch {
    char session_id[ID_SIZE];
    int64_t now_ms;
};
store_command people_session_touch; /* context: struct people_touch */

/* One try to sign in. Strings are the caller's and live until the command is done. */
enum people_sign_in_step { PEOPLE_SIGN_IN_DONE, PEOPLE_SIGN_IN_CODE };
struct people_sign_in {
    const char *username, *password; /* first step */
    const char *token, *code;        /* second step: the token of the first, and a code */
    const char *peer, *agent;        /* network address, browser */
    int64_t now_ms;
    struct people_policy policy;
    struct arena *arena;
    struct people_sign_in_state *state; /* made by people_sign_in_check */
};
/* Fills sign_in->state. ERR_RATE: too many tries, nothing was checked. */
enum err people_sign_in_check(struct store_db *reader, struct people_sign_in *sign_in) WARN_UNUSED;
store_command people_sign_in_record; /* context: struct people_sign_in */
/* After the command: ERR_INVALID with its message when refused, else the step and a new token. */
enum err people_sign_in_result(const struct people_sign_in *sign_in, enum people_sign_in_step *step,
                               char token[PEOPLE_TOKEN_SIZE]) WARN_UNUSED;
/* Is this the token of a session that waits for its code? */
enum err people_session_waits(struct store_db *reader, int64_t now_ms, const char *token,
                              bool *out) WARN_UNUSED;

/* One's own sessions, newest first. */
struct people_session {
    const char *id, *peer, *agent;
    int64_t created_ms, seen_ms;
};
struct people_sessions {
    const struct people_session *rows;
    size_t count;
};
enum err people_sessions_list(struct store_db *reader, struct arena *arena, int64_t now_ms,
                              const char *account_id, struct people_sessions *out) WARN_UNUSED;

/* Ends one session of `who`; session_id NULL: all but the present one. */
struct people_session_end {
    const struct person *who;
    const char *session_id;
    int64_t now_ms;
};
store_command people_session_end;

/* ---- the second factor: RFC 6238, 30 seconds, six digits, one step either way ---- */
enum { PEOPLE_RECOVERY_CODES = 10, PEOPLE_RECOVERY_SIZE = 20, PEOPLE_TOTP_SECRET_SIZE = 33 };
void people_totp_secret(char out[PEOPLE_TOTP_SECRET_SIZE]); /* 160 random bits in base 32 */
/* The step a code belongs to if it is right and later than last_step. */
bool people_totp_match(const char *secret, const char *code, int64_t now_ms, int64_t last_step,
                       int64_t *step_out);
/* "otpauth://totp/…" for authenticator apps. */
const char *people_totp_link(struct arena *arena, const char *secret, const char *username);
/* Switches the second factor on (code proves the app works) or, with secret NULL, off (code or
   recovery code proves presence). Renews the caller's session, ends the others. */
struct people_totp_change {
    const struct person *who;
    const char *secret;
    const char *code;
    int64_t now_ms;
    struct people_policy policy;
    struct arena *arena;
    char codes[PEOPLE_RECOVERY_CODES][PEOPLE_RECOVERY_SIZE]; /* new ones, shown once */
    char token[PEOPLE_TOKEN_SIZE];
};
store_command people_totp_change; /* ERR_INVALID: the code is wrong */
/* New recovery codes; the old ones end. */
store_command people_recovery_renew; /* context: struct people_totp_change; needs code */

#endif
