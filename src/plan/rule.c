/* Rules of diagnosis: reading, checking, saving with history. */
#include "plan_diagnosis.h"

#include <string.h>
#include "plan_internal.h"
#include "plan_sql.h"
#include "tr.h"

static const char *const cause_slugs[] = {
#define X(name, slug, label) slug,
    PLAN_CAUSES(X)
#undef X
};
static const char *const cause_labels[] = {
#define X(name, slug, label) TR_NOOP(label),
    PLAN_CAUSES(X)
#undef X
};

const char *plan_cause_slug(enum plan_cause cause) {
    return cause_slugs[cause];
}

const char *plan_cause_label(enum plan_cause cause) {
    return tr(cause_labels[cause]);
}

bool plan_cause_read(const char *slug, enum plan_cause *out) {
    for (int i = 0; i < PLAN_CAUSE_COUNT; i++) {
        if (strcmp(slug, cause_slugs[i]) == 0) {
            *out = (enum plan_cause)i;
            return true;
        }
    }
    return false;
}

/* "DOC:clause|DOC:clause": the next part, or false at the end. A part without a colon has clause
 * "". */
static bool next_clause(struct arena *arena, const char **at, const char **document,
                        const char **clause) {
    if (!**at) {
        return false;
    }
    size_t length = strcspn(*at, "|");
    const char *colon = memchr(*at, ':', length);
    size_t head = colon ? (size_t)(colon - *at) : length;
    *document = arena_strndup(arena, *at, head);
    *clause = colon ? arena_strndup(arena, colon + 1, length - head - 1) : "";
    *at += length + ((*at)[length] == '|');
    return *document && *clause;
}

static enum err read_clauses(struct store_db *db, struct arena *arena, struct plan_rule *rule) {
    struct plan_rule_clauses_rows rows;
    const struct plan_rule_clauses_in in = {rule->code, PLAN_RULE_CLAUSES_MAX};
    enum err err = plan_rule_clauses(db, arena, &in, &rows);
    struct plan_basis_clause *list =
        ARENA_ARRAY(arena, PLAN_RULE_CLAUSES_MAX, struct plan_basis_clause);
    if (err || !list) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct plan_rule_clauses_row *row = &rows.rows[i];
        list[i] = (struct plan_basis_clause){
            .document_id = row->document_id,
            .clause = row->clause,
            .clause_id = row->clause_id ? row->clause_id : "",
            .document_title = row->document_title ? row->document_title : "",
            .paraphrase = row->paraphrase ? row->paraphrase : "",
            .verified = row->verified.known && row->verified.value != 0};
    }
    rule->clauses = list;
    rule->clause_count = rows.count;
    return ERR_NONE;
}

static enum err rules_where(struct store_db *db, struct arena *arena, const char *agency_id,
                            const char *code, struct plan_rule_list *out) {
    struct plan_rule_rows_rows rows;
    const struct plan_rule_rows_in in = {agency_id ? agency_id : "", code};
    enum err err = plan_rule_rows(db, arena, &in, &rows);
    struct plan_rule *list = ARENA_ARRAY(arena, rows.count + 1, struct plan_rule);
    if (err || !list) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct plan_rule_rows_row *row = &rows.rows[i];
        list[i] = (struct plan_rule){.code = row->code,
                                     .title = row->title,
                                     .explanation = row->explanation,
                                     .remedy = row->remedy,
                                     .condition = row->condition,
                                     .severity = (int)row->severity,
                                     .enabled = row->enabled != 0,
                                     .edited = row->edited != 0,
                                     .legal_basis = row->legal_basis,
                                     .version = row->version,
                                     .changed_at = row->changed_at,
                                     .changed_by = row->changed_by,
                                     .services = row->services};
        if (!plan_cause_read(row->cause, &list[i].cause)) {
            return err_set(ERR_INTERNAL, "PLN-20", "The rule {1} has an unknown cause.", row->code,
                           NULL);
        }
        err = read_clauses(db, arena, &list[i]);
        if (err) {
            return err;
        }
    }
    *out = (struct plan_rule_list){list, rows.count};
    return ERR_NONE;
}

enum err plan_rules(struct store_db *db, struct arena *arena, const char *agency_id,
                    struct plan_rule_list *out) {
    return rules_where(db, arena, agency_id, "", out);
}

enum err plan_rule_get(struct store_db *db, struct arena *arena, const char *code,
                       struct plan_rule *out) {
    struct plan_rule_list list;
    enum err err = *code ? rules_where(db, arena, NULL, code, &list)
                         : (list = (struct plan_rule_list){0}, ERR_NONE);
    if (!err && list.count == 0) {
        return err_set(ERR_NOT_FOUND, "PLN-21", "There is no rule {1}.", code, NULL);
    }
    if (!err) {
        *out = list.rows[0];
    }
    return err;
}

enum err plan_rule_versions(struct store_db *db, struct arena *arena, const char *code,
                            struct plan_rule_list *out) {
    struct plan_rule_history_rows rows;
    const struct plan_rule_history_in in = {code, 100};
    enum err err = plan_rule_history(db, arena, &in, &rows);
    struct plan_rule *list = ARENA_ARRAY(arena, rows.count + 1, struct plan_rule);
    if (err || !list) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct plan_rule_history_row *row = &rows.rows[i];
        list[i] = (struct plan_rule){.code = row->code,
                                     .title = row->title,
                                     .explanation = row->explanation,
                                     .remedy = row->remedy,
                                     .condition = row->condition,
                                     .severity = (int)row->severity,
                                     .enabled = row->enabled != 0,
                                     .legal_basis = row->legal_basis,
                                     .version = row->version,
                                     .changed_at = row->changed_at,
                                     .changed_by = row->changed_by};
        if (!plan_cause_read(row->cause, &list[i].cause)) {
            return err_set(ERR_INTERNAL, "PLN-20", "The rule {1} has an unknown cause.", row->code,
                           NULL);
        }
    }
    *out = (struct plan_rule_list){list, rows.count};
    return ERR_NONE;
}

static bool code_ok(const char *code) {
    size_t length = strlen(code);
    return length >= 2 && length <= 40 &&
           strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static enum err check_clauses(struct store_db *db, struct arena *arena, const char *legal_basis) {
    const char *at = legal_basis, *document, *clause;
    size_t count = 0;
    while (next_clause(arena, &at, &document, &clause)) {
        struct plan_clause_find_row row;
        bool found;
        const struct plan_clause_find_in in = {document, clause};
        enum err err = plan_clause_find(db, arena, &in, &row, &found);
        if (err) {
            return err;
        }
        if (!found) {
            return err_set(ERR_INVALID, "PLN-22",
                           "The legal basis {1}, {2} is not among the upstream documents.",
                           document, clause, NULL);
        }
        count++;
    }
    if (arena_failed(arena)) {
        return err_failed();
    }
    if (count == 0 || count > PLAN_RULE_CLAUSES_MAX) {
        return err_set(ERR_INVALID, "PLN-23", "A rule needs a legal basis: one to eight clauses.",
                       NULL);
    }
    return ERR_NONE;
}

enum err plan_rule_check(struct store_db *db, struct arena *arena, const struct plan_rule *rule) {
    if (!code_ok(rule->code)) {
        return err_set(ERR_INVALID, "PLN-24",
                       "The code of a rule has 2 to 40 small Latin letters, digits or hyphens.",
                       NULL);
    }
    if (!*rule->title || !*rule->explanation) {
        return err_set(ERR_INVALID, "PLN-25", "The rule {1} needs a title and an explanation.",
                       rule->code, NULL);
    }
    if (rule->severity < 1 || rule->severity > 3) {
        return err_set(ERR_INVALID, "PLN-26", "The severity of a rule is 1, 2 or 3.", NULL);
    }
    struct plan_name names[PLAN_FACTS_MAX];
    struct plan_condition *condition;
    plan_fact_names(names);
    enum err err = plan_condition_parse(arena, rule->condition, names, plan_fact_count, &condition);
    return err ? err : check_clauses(db, arena, rule->legal_basis);
}

bool plan_rule_same(const struct plan_rule *a, const struct plan_rule *b) {
    return strcmp(a->title, b->title) == 0 && strcmp(a->explanation, b->explanation) == 0 &&
           strcmp(a->remedy, b->remedy) == 0 && strcmp(a->condition, b->condition) == 0 &&
           strcmp(a->legal_basis, b->legal_basis) == 0 && a->cause == b->cause &&
           a->severity == b->severity && a->enabled == b->enabled;
}

static enum err save_clauses(struct store_db *db, struct arena *arena,
                             const struct plan_rule *rule) {
    enum err err =
        plan_rule_clause_clear(db, &(struct plan_rule_clause_clear_in){rule->code}, NULL);
    const char *at = rule->legal_basis, *document, *clause;
    for (int64_t i = 0; !err && next_clause(arena, &at, &document, &clause); i++) {
        const struct plan_rule_clause_add_in in = {rule->code, i, document, clause};
        err = plan_rule_clause_add(db, &in, NULL);
    }
    return !err && arena_failed(arena) ? err_failed() : err;
}

static enum err write_head(struct store_db *db, const struct plan_rule *rule, bool edited,
                           const char *author, int64_t now_ms) {
    const char *cause = plan_cause_slug(rule->cause);
    if (rule->version == 0) {
        const struct plan_rule_insert_in in = {rule->code,
                                               rule->title,
                                               rule->explanation,
                                               rule->remedy,
                                               cause,
                                               rule->severity,
                                               rule->legal_basis,
                                               rule->condition,
                                               rule->enabled,
                                               edited,
                                               now_ms,
                                               author};
        return plan_rule_insert(db, &in, NULL);
    }
    const struct plan_rule_update_in in = {
        rule->code,     rule->version,     rule->title,     rule->explanation, rule->remedy, cause,
        rule->severity, rule->legal_basis, rule->condition, rule->enabled,     edited,       now_ms,
        author};
    int64_t changed = 0;
    enum err err = plan_rule_update(db, &in, &changed);
    if (!err && changed == 0) {
        err = err_set(ERR_CONFLICT, "PLN-27",
                      "Somebody else changed this rule meanwhile. Look at it again.", NULL);
    }
    return err;
}

enum err plan_rule_write(struct store_db *db, struct arena *arena, const struct plan_rule *rule,
                         bool edited, const struct person *who, int64_t now_ms) {
    enum err err = write_head(db, rule, edited, who ? who->username : "", now_ms);
    if (!err) {
        err = save_clauses(db, arena, rule);
    }
    if (!err) {
        err = plan_rule_keep(db, &(struct plan_rule_keep_in){rule->code}, NULL);
    }
    if (!err) {
        err = plan_mark_raise(db, &(struct plan_mark_raise_in){"basis"}, NULL);
    }
    if (!err) {
        err = people_audit(db, now_ms, who, "plan.rule", "plan_rule", rule->code, NULL, NULL);
    }
    return err;
}

enum err plan_rule_save(struct store_db *db, struct arena *arena, const struct plan_rule *rule,
                        const struct person *who, int64_t now_ms, bool *changed_out) {
    *changed_out = false;
    enum err err = plan_rule_check(db, arena, rule);
    if (err) {
        return err;
    }
    struct plan_rule_list list;
    err = rules_where(db, arena, NULL, rule->code, &list);
    if (err) {
        return err;
    }
    if (list.count > 0 && rule->version == 0) {
        return err_set(ERR_CONFLICT, "PLN-28", "There is a rule {1} already.", rule->code, NULL);
    }
    if (list.count > 0 && list.rows[0].version == rule->version &&
        plan_rule_same(&list.rows[0], rule)) {
        return ERR_NONE;
    }
    *changed_out = true;
    return plan_rule_write(db, arena, rule, true, who, now_ms);
}
