/* What the files of this room share with each other and with nobody else. */
#ifndef KHAJU_PEOPLE_INTERNAL_H
#define KHAJU_PEOPLE_INTERNAL_H

#include "json.h"
#include "people.h"

enum {
    PEOPLE_DIGEST_SIZE = 65, /* 256 bits in hex, and the NUL */
    PEOPLE_SCOPE_MAX = 500,  /* agencies of one account */
    PEOPLE_LIST_MAX = 200,
};

/* Random 256 bits in hex. */
void people_token_make(char out[PEOPLE_TOKEN_SIZE]);
/* BLAKE2b-256 in hex, keyed by what the digest is for, so that kinds never meet. */
void people_digest(const char *purpose, const char *text, char out[PEOPLE_DIGEST_SIZE]);
/* `length` characters of base 32 in groups of four: "k7qm-2abd". */
void people_code_make(size_t length, char *out, size_t size);
/* As typed → as made: Latin digits, lower case, without spaces and dashes; NULL on ERR_MEMORY. */
const char *people_code_clean(struct arena *arena, const char *typed);

/* Who did it, where people_audit's struct person does not exist (yet). */
struct people_actor {
    const char *id, *name, *session_id;
};
enum err people_audit_as(struct store_db *db, int64_t now_ms, const struct people_actor *actor,
                         const char *act, const char *object_type, const char *object_id,
                         const char *agency_id, const char *detail) WARN_UNUSED;

/* The JSON text of an audit detail; takes detail over (NULL: out of memory). */
enum err people_detail(struct arena *arena, json_t *detail, const char **out) WARN_UNUSED;

/* An act done to an account, recorded with its user name so that the entry reads by itself. */
enum err people_audit_account(struct store_db *db, int64_t now_ms, const struct person *who,
                              const char *act, const char *account_id) WARN_UNUSED;

/* Waits. A key is "name:…" or "peer:…". */
struct people_throttle_keys {
    char name[PEOPLE_DIGEST_SIZE];
    char peer[PEOPLE_DIGEST_SIZE];
};
void people_throttle_keys(const char *username, const char *peer, struct people_throttle_keys *out);
/* Moment until which no try is accepted; 0: none. */
enum err people_throttle_blocked(struct store_db *db, const struct people_throttle_keys *keys,
                                 int64_t now_ms, int64_t *until_out) WARN_UNUSED;
enum err people_throttle_count(struct store_db *db, const struct people_throttle_keys *keys,
                               const struct people_policy *policy, int64_t now_ms) WARN_UNUSED;
enum err people_throttle_success(struct store_db *db,
                                 const struct people_throttle_keys *keys) WARN_UNUSED;
enum err people_throttle_refuse(int64_t until_ms, int64_t now_ms) WARN_UNUSED;

/* Compares in constant time under the hash's own parameters. */
bool people_password_matches(const char *hash, const char *password);
bool people_password_outdated(const struct people_policy *policy, const char *hash);
/* The form in which a password is hashed: digits as Latin ones. NULL on ERR_MEMORY. */
const char *people_password_normal(struct arena *arena, const char *password);

/* As typed → as kept: trimmed, Latin digits, lower case; NULL on ERR_MEMORY. */
const char *people_username_clean(struct arena *arena, const char *typed);
enum err people_roles_read(struct store_db *db, struct arena *arena, const char *account_id,
                           uint32_t *out) WARN_UNUSED;
enum err people_scope_read(struct store_db *db, struct arena *arena, const char *account_id,
                           const char *const **out, size_t *count_out) WARN_UNUSED;
/* "admin it_manager", in the order of the table. */
const char *people_roles_text(struct arena *arena, uint32_t roles);
bool people_state_parse(const char *name, enum people_state *out);

/* New recovery codes in place of the old ones. */
enum err
people_recovery_replace(struct store_db *db, const char *account_id,
                        char codes[PEOPLE_RECOVERY_CODES][PEOPLE_RECOVERY_SIZE]) WARN_UNUSED;
/* Uses up one recovery code; *used false: it is not one. */
enum err people_recovery_take(struct store_db *db, struct arena *arena, const char *account_id,
                              const char *typed, bool *used) WARN_UNUSED;
/* The live session of a token, whatever its stage; found false: none. */
struct people_session_get_row;
enum err people_session_find(struct store_db *db, struct arena *arena, int64_t now_ms,
                             const char *token, struct people_session_get_row *out,
                             bool *found) WARN_UNUSED;
/* A new token for one's session; the others end. */
enum err people_session_renew(struct store_db *db, const struct person *who, int64_t now_ms,
                              char token[PEOPLE_TOKEN_SIZE]) WARN_UNUSED;

#endif
