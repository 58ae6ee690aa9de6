/*
 * The register of requirements: what must be there before a gap can be closed. Kinds: the five of
 * ISF-BRIEF-1400 Point 6 (budget, process definition, authorities, security, challenges) and two
 * more (skills, data exchange). A blocking one sends its services to the blocked list.
 */
#ifndef KHAJU_PLAN_REQUIREMENT_H
#define KHAJU_PLAN_REQUIREMENT_H

#include "registry.h"

#define PLAN_REQUIREMENT_KINDS(X) \
    X(BUDGET, "budget", "Budget") \
    X(PROCESS, "process", "Process definition") \
    X(AUTHORITY, "authority", "Authorities") \
    X(SECURITY, "security", "Security considerations") \
    X(CHALLENGE, "challenge", "Challenges") \
    X(SKILL, "skill", "Skills") \
    X(EXCHANGE, "exchange", "Data exchange")
#define PLAN_REQUIREMENT_STATES(X) \
    X(OPEN, "open", "Open") \
    X(UNDER_WAY, "under-way", "Under way") \
    X(MET, "met", "Met") \
    X(DROPPED, "dropped", "Dropped")
enum plan_requirement_kind {
#define X(name, slug, label) PLAN_REQUIREMENT_##name,
    PLAN_REQUIREMENT_KINDS(X)
#undef X
        PLAN_REQUIREMENT_KIND_COUNT
};
enum plan_requirement_state {
#define X(name, slug, label) PLAN_REQUIREMENT_IS_##name,
    PLAN_REQUIREMENT_STATES(X)
#undef X
        PLAN_REQUIREMENT_STATE_COUNT
};
const char *plan_requirement_kind_slug(int kind);
const char *plan_requirement_kind_label(int kind); /* translated */
bool plan_requirement_kind_read(const char *slug, enum plan_requirement_kind *out);
const char *plan_requirement_state_slug(int state);
const char *plan_requirement_state_label(int state); /* translated */
bool plan_requirement_state_read(const char *slug, enum plan_requirement_state *out);

struct plan_requirement_link {
    const char *service_id, *number, *title;
};
struct plan_requirement {
    const char *id, *title, *detail, *evidence;
    enum plan_requirement_kind kind;
    enum plan_requirement_state state;
    bool blocking;
    const char *owner_id, *owner_name; /* agency; "" = nobody yet */
    struct maybe_int amount_rial;      /* of a budget */
    struct maybe_int due_day;
    int64_t version, changed_at;
    const char *changed_by;
    const struct plan_requirement_link *services;
    size_t service_count;
    int64_t service_total; /* in lists: how many, without the rows */
};
struct plan_requirement_list {
    const struct plan_requirement *rows;
    size_t count;
    const char *next;
};
struct plan_requirement_filter {
    int kind, state;                    /* 1 + value; 0 = all */
    const char *agency_id, *service_id; /* owner; service */
    bool blocking_only;
    const char *after;
    size_t limit;
};
enum err plan_requirements(struct store_db *db, struct arena *arena,
                           const struct plan_requirement_filter *filter,
                           struct plan_requirement_list *out) WARN_UNUSED;
enum err plan_requirement_get(struct store_db *db, struct arena *arena, const char *id,
                              struct plan_requirement *out) WARN_UNUSED;
/* Inside a command; version 0: new. A requirement that is met needs evidence. */
enum err plan_requirement_save(struct store_db *db, struct arena *arena,
                               const struct plan_requirement *requirement, const struct person *who,
                               int64_t now_ms, const char **id_out) WARN_UNUSED;
struct plan_requirement_counts {
    int64_t all[PLAN_REQUIREMENT_KIND_COUNT][PLAN_REQUIREMENT_STATE_COUNT];
};
enum err plan_requirement_totals(struct store_db *db, struct arena *arena,
                                 struct plan_requirement_counts *out) WARN_UNUSED;

#endif
