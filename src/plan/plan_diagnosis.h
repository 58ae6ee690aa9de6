/*
 * Diagnosis: rules as data, what they find, and the evidence. Rules come from data/rules/
 * diagnosis.csv and are edited by IT management; every version is kept. Each names its legal basis
 * as clauses of the upstream documents.
 */
#ifndef KHAJU_PLAN_DIAGNOSIS_H
#define KHAJU_PLAN_DIAGNOSIS_H

#include <stdio.h>
#include "plan_fact.h"

#define PLAN_CAUSES(X) \
    X(AUTHORITY, "authority", "Authority of the agency") \
    X(INTEGRATION, "integration", "Connection between systems") \
    X(LAW, "law", "Law and rules") \
    X(PROCESS, "process", "Process of the agency") \
    X(PUBLICATION, "publication", "Publication to citizens") \
    X(DATA, "data", "Data of the registry")
enum plan_cause {
#define X(name, slug, label) PLAN_CAUSE_##name,
    PLAN_CAUSES(X)
#undef X
        PLAN_CAUSE_COUNT
};
const char *plan_cause_slug(enum plan_cause cause);
const char *plan_cause_label(enum plan_cause cause); /* translated */
bool plan_cause_read(const char *slug, enum plan_cause *out);

/* A clause a rule rests on. */
struct plan_basis_clause {
    const char *document_id, *clause; /* as the rule says */
    const char *clause_id;            /* of the registry; "" = it resolves to nothing */
    const char *document_title, *paraphrase;
    bool verified; /* false: from memory, show as unverified */
};
struct plan_rule {
    const char *code, *title, *explanation, *remedy, *condition;
    enum plan_cause cause;
    int severity; /* 1 low … 3 high */
    bool enabled;
    bool edited;             /* by IT management: an import leaves it alone */
    const char *legal_basis; /* "DOC:clause|DOC:clause" */
    const struct plan_basis_clause *clauses;
    size_t clause_count;
    int64_t version, changed_at;
    const char *changed_by;
    int64_t services; /* found now */
};
struct plan_rule_list {
    const struct plan_rule *rows;
    size_t count;
};

/* All rules, most severe first; agency NULL or an id: counts of that agency only. */
enum err plan_rules(struct store_db *db, struct arena *arena, const char *agency_id,
                    struct plan_rule_list *out) WARN_UNUSED;
enum err plan_rule_get(struct store_db *db, struct arena *arena, const char *code,
                       struct plan_rule *out) WARN_UNUSED;
/* Older texts of one rule, newest first. */
enum err plan_rule_versions(struct store_db *db, struct arena *arena, const char *code,
                            struct plan_rule_list *out) WARN_UNUSED;

/* Title, causes, clauses and condition are right; names what is not. */
enum err plan_rule_check(struct store_db *db, struct arena *arena,
                         const struct plan_rule *rule) WARN_UNUSED;
/* Saves a new version, inside a command; the same content changes nothing. A rule with version 0
   is new; otherwise version is the one the editor started from. */
enum err plan_rule_save(struct store_db *db, struct arena *arena, const struct plan_rule *rule,
                        const struct person *who, int64_t now_ms, bool *changed_out) WARN_UNUSED;

/* Reads data/rules: all or nothing, inside a command. A rule IT management has edited is kept as
   it is and counted in `kept`. The same file again changes nothing. */
struct plan_rules_import {
    FILE *rules, *held;     /* diagnosis.csv, held-documents.csv; NULL skips one */
    FILE *groups, *obliged; /* duty-groups.csv, duty-obliged.csv */
    const struct person *who;
    int64_t now_ms;
    int64_t created, changed, same, kept; /* out */
};
enum err plan_rules_import(struct store_db *db, void *plan_rules_import) WARN_UNUSED;

/* ---- findings ---- */
struct plan_evidence {
    const char *label; /* translated name of the fact */
    const char *text;  /* what the source says; «گزارش نشده» if it says nothing */
    const char *publisher, *url, *vintage; /* where; "" = not stated */
};
struct plan_finding {
    const char *rule, *rule_title;
    enum plan_cause cause;
    int severity;
    const char *service_id, *number, *title, *agency_id, *agency_name;
    const struct plan_evidence *evidence;
    size_t evidence_count;
};
/* Of one service, or of one rule and, if wanted, one agency (NULL: all). */
struct plan_finding_filter {
    int64_t now_ms; /* facts depend on the year */
    const char *rule, *agency_id, *service_id;
    const char *after;
    size_t limit;
};
struct plan_finding_list {
    const struct plan_finding *rows;
    size_t count;
    const char *next;
};
enum err plan_findings(struct store_db *db, struct arena *arena,
                       const struct plan_finding_filter *filter,
                       struct plan_finding_list *out) WARN_UNUSED;

struct plan_cause_count {
    enum plan_cause cause;
    int64_t rules, findings, services;
};
enum err plan_causes(struct store_db *db, struct arena *arena, const char *agency_id,
                     struct plan_cause_count out[PLAN_CAUSE_COUNT]) WARN_UNUSED;

#endif
