/*
 * Duties (شرح وظایف): clause → duty → agency. Every clause is in the coverage matrix, so there is
 * no blind spot. Proposals are computed from who a clause obliges (data/rules/duty-obliged.csv) and
 * become duties when IT management accepts them. A clause that changed afterwards makes its duty
 * suspect until it is looked at again. Progress is derived from findings, never typed in:
 * rules of diagnosis that rest on the clause, over the services of the agency.
 * Law: ISF-BRIEF-1400 Point 3; rules of the domain, M2 and M9.
 */
#ifndef KHAJU_PLAN_DUTY_H
#define KHAJU_PLAN_DUTY_H

#include "registry.h"
#include "upstream.h"

#define PLAN_COVERAGES(X) \
    X(COVERED, "covered", "Has a duty") \
    X(SUSPECT, "suspect", "Clause changed after the duty was accepted") \
    X(PROPOSED, "proposed", "Duty proposed, not accepted") \
    X(CHOOSE, "choose", "Obliged bodies must be chosen") \
    X(UNREAD, "unread", "Obliged body is not recognised") \
    X(NATIONAL, "national", "Obliges national bodies only") \
    X(PERSON, "person", "Obliges persons, not agencies") \
    X(NOBODY, "nobody", "Obliges nobody")
enum plan_coverage {
#define X(name, slug, label) PLAN_COVERAGE_##name,
    PLAN_COVERAGES(X)
#undef X
        PLAN_COVERAGE_COUNT
};
const char *plan_coverage_label(int coverage); /* translated */

/* A group of agencies: kinds of the registry, "" for the groups outside the province. */
struct plan_duty_group {
    const char *group, *title, *kinds;
};
struct plan_duty_group_list {
    const struct plan_duty_group *rows;
    size_t count;
};
enum err plan_duty_groups(struct store_db *db, struct arena *arena,
                          struct plan_duty_group_list *out) WARN_UNUSED;

enum plan_role {
    PLAN_RESPONSIBLE = 'R',
    PLAN_ACCOUNTABLE = 'A',
    PLAN_CONSULTED = 'C',
    PLAN_INFORMED = 'I'
};
const char *plan_role_label(char role); /* translated */

/* Who has the duty: a group or one agency. */
struct plan_duty_holder {
    char role;
    const char *group, *agency_id, *name;
};
struct plan_duty {
    const char *id; /* "" = a proposal */
    struct registry_clause clause;
    const char *title;
    const char *due; /* words of the clause's deadline */
    struct maybe_int due_day;
    const struct plan_duty_holder *holders;
    size_t holder_count;
    enum plan_coverage coverage;
    int64_t rules;                  /* rules of diagnosis that rest on the clause */
    int64_t services, services_met; /* concerned, and without such a finding */
    int64_t version, changed_at;
    const char *changed_by;
};
struct plan_duty_list {
    const struct plan_duty *rows;
    size_t count;
    const char *next;
};
struct plan_duty_filter {
    const char *agency_id; /* duties this agency has */
    const char *document_id;
    int coverage; /* 1 + value; 0 = all */
    const char *after;
    size_t limit;
};
/* One row per clause (per duty where it has several), in the order of the documents. */
enum err plan_duties(struct store_db *db, struct arena *arena,
                     const struct plan_duty_filter *filter, struct plan_duty_list *out) WARN_UNUSED;
enum err plan_duty_get(struct store_db *db, struct arena *arena, const char *clause_id,
                       struct plan_duty *out) WARN_UNUSED;

struct plan_coverage_row {
    const char *document_id, *document_title;
    int64_t clauses, by[PLAN_COVERAGE_COUNT];
};
struct plan_coverage_list {
    const struct plan_coverage_row *rows;
    size_t count;
    struct plan_coverage_row total;
};
enum err plan_coverage_matrix(struct store_db *db, struct arena *arena,
                              struct plan_coverage_list *out) WARN_UNUSED;

/* Inside a command. Accepting a proposal, changing a duty, looking again at a suspect one: all save
   the duty against the clause as it is now. No holders: the duty is taken back. */
enum err plan_duty_save(struct store_db *db, struct arena *arena, const struct plan_duty *duty,
                        const struct person *who, int64_t now_ms) WARN_UNUSED;
/* Accepts every proposal that names a group of this province; *accepted_out of them. */
enum err plan_duty_accept_all(struct store_db *db, struct arena *arena, const struct person *who,
                              int64_t now_ms, int64_t *accepted_out) WARN_UNUSED;

#endif
