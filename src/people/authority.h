/*
 * Delegated authority: who may decide what, up to which amount, for which agency or unit, from when
 * until when, on which letter or clause. A delegation is recorded, revoked and read; it is never
 * changed or deleted. Rooms in which somebody decides ask people_authority_find().
 */
#ifndef KHAJU_PEOPLE_AUTHORITY_H
#define KHAJU_PEOPLE_AUTHORITY_H

#include <stdbool.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "id.h"
#include "maybe.h"
#include "permission.h"
#include "store.h"

struct person;

struct people_authority {
    const char *id, *account_id, *account_name, *username;
    enum permission permission;
    const char *subject;         /* narrower words, may be "" */
    struct maybe_int amount_max; /* rial; unknown: no limit in money */
    const char *agency_id;       /* NULL: all */
    const char *unit;
    int64_t from_ms;
    struct maybe_int until_ms; /* unknown: until revoked */
    const char *basis, *letter;
    const char *granted_by; /* name; NULL: the command line */
    int64_t created_ms;
    struct maybe_int revoked_ms;
    const char *revoked_by, *revoked_why;
};
struct people_authorities {
    const struct people_authority *rows;
    size_t count;
    bool more;
};

/* Newest first. */
struct people_authority_filter {
    const char *account_id; /* NULL: anybody */
    const char *permission; /* name, NULL: any */
    bool current;           /* only those in force at now_ms or later */
    int64_t now_ms;
    int64_t before_ms; /* continue after this row; 0: from the newest */
    const char *before_id;
    int64_t limit;
};
enum err people_authority_rows(struct store_db *reader, struct arena *arena,
                               const struct people_authority_filter *filter,
                               struct people_authorities *out) WARN_UNUSED;

/* May this account decide this here, now, for this amount (unknown: no money is decided on)?
 *basis_out says on what it rests ("letter; clause"), NULL when there is no delegation. */
enum err people_authority_find(struct store_db *reader, struct arena *arena, const char *account_id,
                               enum permission permission, const char *agency_id,
                               struct maybe_int amount, int64_t now_ms,
                               const char **basis_out) WARN_UNUSED;

struct people_authority_grant {
    const char *account_id;
    enum permission permission;
    const char *subject;
    struct maybe_int amount_max;
    const char *agency_id; /* NULL: all */
    const char *unit;
    int64_t from_ms;
    struct maybe_int until_ms;
    const char *basis, *letter;
    const struct person *who;
    int64_t now_ms;
    struct arena *arena;
    char id_out[ID_SIZE];
};
store_command people_authority_grant;

struct people_authority_revoke {
    const char *id;
    const char *why;
    const struct person *who;
    int64_t now_ms;
    struct arena *arena;
};
store_command people_authority_revoke; /* ERR_CONFLICT: revoked already */

#endif
