/*
 * People: accounts, roles, scopes, sessions, delegated authority, the audit trail.
 *
 * This header says who somebody is, what they may do, and how an act is recorded. The rest of the
 * room is in account.h (accounts and passwords), session.h (sign-in, sessions, second factor),
 * authority.h (delegations) and audit.h (reading and checking the trail).
 */
#ifndef KHAJU_PEOPLE_H
#define KHAJU_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "permission.h"
#include "store.h"

/* Who is signed in, as pages see it. Lives in the request's arena. */
struct person {
    const char *id;
    const char *username;
    const char *name; /* shown; never in code or fixtures of the product */
    const char *session_id;
    uint32_t roles;              /* bit set of enum role */
    const char *const *agencies; /* scope: ids; for roles that are scoped */
    size_t agency_count;
    /* Signed in with a one-time password: people_may() grants nothing but account_own and what is
       public until a new password is chosen at /account/password. */
    bool must_change_password;
    bool demo;
    int64_t session_seen_ms; /* when the session was last written down as seen */
};

/* The one place where a permission is decided. agency_id NULL: is it granted at all, anywhere?
   person NULL: a citizen who is not signed in. */
bool people_may(const struct person *person, enum permission permission, const char *agency_id);

/* "it_manager" ↔ ROLE_it_manager; label is an English source string. */
const char *people_role_name(enum role role);
const char *people_role_label(enum role role);
bool people_role_scoped(enum role role);
bool people_role_parse(const char *name, enum role *out);
const char *people_permission_name(enum permission permission);
const char *people_permission_label(enum permission permission);
uint32_t people_permission_roles(enum permission permission);
bool people_permission_parse(const char *name, enum permission *out);

/* Appends to the audit trail, inside the command that does the act. detail_json: JSON or NULL.
   who NULL: the system (CLI); then the operating system's user is named in detail. */
enum err people_audit(struct store_db *db, int64_t now_ms, const struct person *who,
                      const char *act /* "service.edit" */, const char *object_type,
                      const char *object_id, const char *agency_id,
                      const char *detail_json) WARN_UNUSED;

/* The agencies a scope may name are rows of a room above; cli plugs in the query that lists them
   (at most `limit`, sorted by name). Without a source there are none to choose from. */
struct people_agency {
    const char *id;
    const char *name;
};
struct people_agencies {
    const struct people_agency *rows;
    size_t count;
};
typedef enum err people_agency_source(struct store_db *reader, struct arena *arena, size_t limit,
                                      struct people_agencies *out);
void people_set_agency_source(people_agency_source *source);
enum err people_agencies_list(struct store_db *reader, struct arena *arena,
                              struct people_agencies *out) WARN_UNUSED;

#include "account.h"
#include "session.h"

#endif
