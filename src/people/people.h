/*
 * People: accounts, roles, scopes, sessions, delegated authority, the audit trail.
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
    const char *name;            /* shown; never in code or fixtures of the product */
    const char *session_id;
    uint32_t roles;              /* bit set of enum role */
    const char *const *agencies; /* scope: ids; for roles that are scoped */
    size_t agency_count;
    bool must_change_password;
    bool demo;
};

/* The one place where a permission is decided. agency_id NULL: is it granted at all, anywhere?
   person NULL: a citizen who is not signed in. */
bool people_may(const struct person *person, enum permission permission, const char *agency_id);

/* Appends to the audit trail, inside the command that does the act. before/after: JSON or NULL.
   who NULL: the system (CLI); then the operating system's user is named in detail. */
enum err people_audit(struct store_db *db, int64_t now_ms, const struct person *who,
                      const char *act /* "service.edit" */, const char *object_type,
                      const char *object_id, const char *agency_id, const char *detail_json) WARN_UNUSED;

#endif
