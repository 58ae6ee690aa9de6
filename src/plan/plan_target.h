/*
 * The wanted state: dated targets per service, the gap to today per service and criterion, and the
 * roadmap by Jalali half-years. Law: rules of the domain, "Maturity"; CSML-1386 Art. 37 (publish,
 * e-forms, no visit, in this order); ISF-BRIEF-1400 Point 2 (as-is and to-be).
 *
 * A service without a target has a suggested one, never stored until it is accepted: the stage of
 * the setting default_target, due at the end of a half-year that depends on who can remove what
 * blocks it: the agency itself 1, connected systems 2, a change of law 4 half-years from now.
 */
#ifndef KHAJU_PLAN_TARGET_H
#define KHAJU_PLAN_TARGET_H

#include "plan_fact.h"

/* A Jalali half-year: 1405, 1 ends with Shahrivar, 2 with Esfand. */
struct plan_half {
    int year, half;
};
struct plan_half plan_half_of(int64_t day);
struct plan_half plan_half_add(struct plan_half half, int steps);
int64_t plan_half_end(struct plan_half half);                           /* its last day */
const char *plan_half_text(struct arena *arena, struct plan_half half); /* «نیمه نخست ۱۴۰۵» */

struct plan_suggestion {
    int stage;
    int64_t due_day;
    enum queue queue;
};
/* Pure. queue NONE: nothing is known of what blocks it; then as for connected systems. */
struct plan_suggestion plan_suggest(int64_t today, int default_target, enum queue queue);

struct plan_target {
    const char *id; /* "" = suggested, not stored */
    const char *service_id, *number, *title, *agency_id,
        *agency_name; /* the service and its provider */
    int criterion;    /* enum criterion, or -1: the stage of the whole service */
    int stage;        /* level wanted, 0..6 */
    int64_t due_day;  /* calendar.h */
    const char *responsible_id, *responsible_name, *note;
    int64_t version, changed_at;
    const char *changed_by;
    struct maybe_int present; /* level now */
    bool at_most;             /* it is this or lower */
    bool reached, late;       /* derived; late: due before today and not reached */
};
struct plan_target_list {
    const struct plan_target *rows;
    size_t count;
    const char *next;
};
struct plan_target_filter {
    const char *agency_id, *service_id;
    bool open_only, late_only;
    int64_t today;
    const char *after;
    size_t limit;
};
/* Stored targets by due day. */
enum err plan_targets(struct store_db *db, struct arena *arena,
                      const struct plan_target_filter *filter,
                      struct plan_target_list *out) WARN_UNUSED;
enum err plan_target_get(struct store_db *db, struct arena *arena, const char *id,
                         struct plan_target *out) WARN_UNUSED;
/* Inside a command. version 0: new. One target per service, criterion and due day. */
enum err plan_target_save(struct store_db *db, struct arena *arena,
                          const struct plan_target *target, const struct person *who,
                          int64_t now_ms, const char **id_out) WARN_UNUSED;
enum err plan_target_remove(struct store_db *db, struct arena *arena, const char *id,
                            int64_t expected_version, const struct person *who,
                            int64_t now_ms) WARN_UNUSED;

/* ---- gaps: every service; target − present ---- */
struct plan_gap {
    const char *service_id, *number, *title, *agency_id, *agency_name;
    struct maybe_int stage; /* present; unknown = not assessed */
    bool at_most;           /* some criteria unknown: the truth is this or lower */
    int target;
    int64_t due_day;
    bool suggested;                 /* nobody has set the target */
    struct maybe_int gap;           /* max(0, target − present) */
    int blocking;                   /* enum criterion, or -1 */
    enum queue queue;               /* who can remove the visits; 0 = not known */
    struct maybe_real debt, saving; /* visits a year; rial a year */
    bool demonstration;
    int64_t findings, requirements, blocked_by; /* open requirements; of these blocking */
};
struct plan_gap_list {
    const struct plan_gap *rows;
    size_t count;
    const char *next;
};
struct plan_gap_filter {
    const char *agency_id, *service_id;
    int stage;      /* 0 = all; 1 + present stage; 8 = not assessed; 9 = upper bound */
    int criterion;  /* 1 + blocking criterion; 0 = all */
    int queue;      /* 0 = all */
    bool open_only; /* only where a gap is left or unknown */
    int64_t today;
    const char *after;
    size_t limit;
};
/* Largest gap first; unknown gaps after the known. */
enum err plan_gaps(struct store_db *db, struct arena *arena, const struct plan_gap_filter *filter,
                   struct plan_gap_list *out) WARN_UNUSED;

struct plan_criterion_gap {
    enum criterion criterion;
    bool applicable;
    struct maybe_int present, gap;
    int target;
    bool own_target; /* a target for this criterion alone */
};
enum err plan_gap_criteria(struct store_db *db, struct arena *arena, const char *service_id,
                           struct plan_criterion_gap out[CRITERION_COUNT]) WARN_UNUSED;

/* ---- roadmap ---- */
struct plan_milestone {
    struct plan_half half;
    int64_t targets, services;      /* set by somebody */
    int64_t suggested;              /* services whose suggested target falls here */
    int64_t zero_visit;             /* services whose target of stage 4 or more falls due */
    int64_t zero_visit_total;       /* the same, up to and with this half-year */
    struct maybe_real debt_removed; /* visits a year these remove, as far as reported */
    int64_t debt_unknown;           /* services of the row without reported figures */
};
struct plan_milestone_list {
    const struct plan_milestone *rows;
    size_t count;
};
enum err plan_roadmap(struct store_db *db, struct arena *arena, const char *agency_id,
                      int64_t today, struct plan_milestone_list *out) WARN_UNUSED;

#endif
