/*
 * Reading the audit trail, and checking that nobody has changed it.
 *
 * The chain shows a changed, removed or inserted row. Whoever can write to the database file could
 * recompute all of it; therefore people_audit_check() also gives a fingerprint of the whole trail
 * that an auditor writes down elsewhere and compares later.
 */
#ifndef KHAJU_PEOPLE_AUDIT_H
#define KHAJU_PEOPLE_AUDIT_H

#include <stdbool.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "store.h"

struct people_act {
    const char *id;
    int64_t at_ms;
    const char *account_id, *account_name; /* NULL: the system, or nobody who is known */
    const char *act, *object_type, *object_id, *agency_id;
    const char *detail; /* JSON or NULL */
};
struct people_acts {
    const struct people_act *rows;
    size_t count;
    bool more;
};

struct people_audit_filter {
    const char *account_id, *object_type, *object_id, *agency_id; /* NULL or "": any */
    const char *act;        /* an act or the beginning of one: "account." */
    int64_t from_ms, to_ms; /* to_ms excluded; 0: open */
    int64_t before_ms;      /* continue after the last row of a page: its time and id */
    const char *before_id;
    int64_t limit;
};
/* Newest first. */
enum err people_audit_list(struct store_db *reader, struct arena *arena,
                           const struct people_audit_filter *filter,
                           struct people_acts *out) WARN_UNUSED;
enum err people_audit_by_id(struct store_db *reader, struct arena *arena, const char *id,
                            struct people_act *out) WARN_UNUSED;

/* A sentence for a person, translated: "changed the account {object}". NULL only on ERR_MEMORY. */
const char *people_act_sentence(struct arena *arena, const struct people_act *act);
/* Acts known by name; label and sentence ({1} who, {2} whom or what) are English source strings. */
struct people_act_kind {
    const char *act;
    const char *label;
    const char *sentence;
};
const struct people_act_kind *people_act_kinds(size_t *count_out);

enum { PEOPLE_FINGERPRINT_SIZE = 65 };
struct people_audit_report {
    int64_t rows;
    bool sound;
    int64_t chain, place; /* where the first break is, when not sound */
    const char *row_id;   /* NULL: a row is missing there */
    const char *why;      /* English source string */
    char fingerprint[PEOPLE_FINGERPRINT_SIZE];
};
/* Reads the whole trail; memory is bounded. row_id lives in the arena. */
enum err people_audit_verify(struct store_db *reader, struct arena *arena,
                             struct people_audit_report *out) WARN_UNUSED;

#endif
