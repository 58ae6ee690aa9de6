/* Findings with their evidence. Only "this rule found this service" is stored; the evidence is read
   again from the profile as it is now, so it can never be an old one. */
#include "plan_internal.h"

#include <string.h>
#include "plan_sql.h"
#include "tr.h"

struct reader {
    struct store_db *db;
    struct arena *arena;
    struct plan_settings settings;
    struct plan_held_list held;
    struct plan_name names[PLAN_FACTS_MAX];
    int year;
};

static const char *fact_text(struct arena *arena, const struct plan_fact *fact,
                             const struct plan_fact_value *value, const struct profile *profile) {
    const char *text = value->evidence;
    if (!text && fact->field >= 0) {
        text = profile_field_text(arena, profile, (enum profile_field)fact->field);
    }
    if (text && *text) {
        return text;
    }
    if (!value->value.known) {
        return tr("not reported");
    }
    if (fact->type == PLAN_BOOL) {
        return value->value.integer ? tr("yes") : tr("not found in the source");
    }
    return tr_fmt(arena, "{1}", value->value.integer);
}

static struct plan_evidence evidence_of(struct arena *arena, const struct plan_fact *fact,
                                        const struct plan_fact_value *value,
                                        const struct profile *profile) {
    struct plan_evidence evidence = {
        .label = tr(fact->label), .publisher = "", .url = "", .vintage = ""};
    evidence.text = fact_text(arena, fact, value, profile);
    const struct profile_source *source = NULL;
    if (fact->field >= 0) {
        source = profile_source(profile, (enum profile_field)fact->field);
    }
    if (!source && fact->field >= 0 && profile->source_count > 0) {
        source = &profile->sources[0];
    }
    if (source) {
        evidence.publisher = plan_or_empty(source->publisher);
        evidence.url = source->urls.count > 0 ? source->urls.items[0] : "";
        evidence.vintage = plan_or_empty(source->vintage);
    }
    return evidence;
}

static enum err read_twins(struct reader *reader, struct plan_subject *subject) {
    const struct registry_service_row *head = &subject->service->row;
    const char *key = plan_title_key(reader->arena, head->title, head->agency_name);
    return key ? plan_twins_of(reader->db, reader->arena, head, key, subject) : err_failed();
}

static enum err read_evidence(struct reader *reader, const char *condition_text,
                              struct plan_finding *finding) {
    struct registry_service service;
    struct plan_condition *condition;
    struct plan_fact_value facts[PLAN_FACTS_MAX];
    size_t used[PLAN_FACTS_MAX];
    enum err err = registry_service_get(reader->db, reader->arena, finding->service_id, &service);
    if (!err) {
        err = plan_condition_parse(reader->arena, condition_text, reader->names, plan_fact_count,
                                   &condition);
    }
    if (err) {
        return err;
    }
    struct plan_subject subject = {.service = &service,
                                   .settings = &reader->settings,
                                   .held = reader->held,
                                   .year = reader->year};
    err = plan_newest_report(reader->db, reader->arena, finding->service_id, &subject.report);
    if (!err) {
        err = read_twins(reader, &subject);
    }
    if (err) {
        return err;
    }
    plan_facts_read(&subject, reader->arena, facts);
    size_t count = plan_condition_facts(condition, used, PLAN_FACTS_MAX);
    struct plan_evidence *list = ARENA_ARRAY(reader->arena, count + 1, struct plan_evidence);
    for (size_t i = 0; list && i < count; i++) {
        list[i] =
            evidence_of(reader->arena, &plan_facts[used[i]], &facts[used[i]], &service.profile);
    }
    finding->evidence = list;
    finding->evidence_count = list ? count : 0;
    return arena_failed(reader->arena) ? err_failed() : ERR_NONE;
}

static enum err reader_init(struct reader *reader, struct store_db *db, struct arena *arena,
                            int64_t now_ms) {
    *reader = (struct reader){.db = db, .arena = arena, .year = plan_year_of(now_ms)};
    plan_fact_names(reader->names);
    enum err err = plan_settings_read(db, &reader->settings);
    return err ? err : plan_held_load(db, arena, &reader->held);
}

/* A row of either statement. */
struct found {
    struct plan_finding finding;
    const char *cause, *condition;
};

#define FOUND_OF(row) \
    (struct found) { \
        .finding = {.rule = (row)->rule, \
                    .rule_title = (row)->rule_title, \
                    .severity = (int)(row)->severity, \
                    .service_id = (row)->service_id, \
                    .number = (row)->number, \
                    .title = (row)->title, \
                    .agency_id = (row)->agency_id, \
                    .agency_name = (row)->agency_name}, \
        .cause = (row)->cause, .condition = (row)->condition \
    }

/* The rows of either statement as one list; NULL: there is no memory. */
#define FOUND_IN(reader, rows, out) \
    do { \
        *(out) = ARENA_ARRAY((reader)->arena, (rows).count + 1, struct found); \
        for (size_t i = 0; *(out) != NULL && i < (rows).count; i++) { \
            (*(out))[i] = FOUND_OF(&(rows).rows[i]); \
        } \
    } while (0)

static enum err complete(struct reader *reader, const struct found *found,
                         struct plan_finding *out) {
    *out = found->finding;
    if (!plan_cause_read(found->cause, &out->cause)) {
        return err_set(ERR_INTERNAL, "PLN-20", "The rule {1} has an unknown cause.", out->rule,
                       NULL);
    }
    return read_evidence(reader, found->condition, out);
}

static enum err of_rule(struct reader *reader, const struct plan_finding_filter *filter,
                        size_t limit, struct found **out, size_t *count) {
    struct plan_findings_of_rule_rows rows;
    const struct plan_findings_of_rule_in in = {plan_or_empty(filter->rule),
                                                plan_or_empty(filter->agency_id),
                                                plan_or_empty(filter->after), (int64_t)limit + 1};
    enum err err = plan_findings_of_rule(reader->db, reader->arena, &in, &rows);
    if (err) {
        return err;
    }
    FOUND_IN(reader, rows, out);
    *count = rows.count;
    return *out ? ERR_NONE : err_failed();
}

static enum err of_service(struct reader *reader, const struct plan_finding_filter *filter,
                           size_t limit, struct found **out, size_t *count) {
    struct plan_findings_of_service_rows rows;
    const struct plan_findings_of_service_in in = {filter->service_id, plan_or_empty(filter->after),
                                                   (int64_t)limit + 1};
    enum err err = plan_findings_of_service(reader->db, reader->arena, &in, &rows);
    if (err) {
        return err;
    }
    FOUND_IN(reader, rows, out);
    *count = rows.count;
    return *out ? ERR_NONE : err_failed();
}

enum err plan_findings(struct store_db *db, struct arena *arena,
                       const struct plan_finding_filter *filter, struct plan_finding_list *out) {
    struct reader reader;
    struct found *found = NULL;
    size_t found_count = 0;
    size_t limit = plan_limit(filter->limit);
    bool one_service = *plan_or_empty(filter->service_id) != '\0';
    enum err err = reader_init(&reader, db, arena, filter->now_ms);
    if (!err) {
        err = (one_service ? of_service : of_rule)(&reader, filter, limit, &found, &found_count);
    }
    if (err) {
        return err;
    }
    size_t count = found_count < limit ? found_count : limit;
    struct plan_finding *list = ARENA_ARRAY(arena, count + 1, struct plan_finding);
    err = list ? ERR_NONE : err_failed();
    for (size_t i = 0; !err && i < count; i++) {
        err = complete(&reader, &found[i], &list[i]);
    }
    *out = (struct plan_finding_list){.rows = list, .count = err ? 0 : count};
    if (!err && found_count > limit) {
        out->next = one_service ? list[count - 1].rule : list[count - 1].service_id;
    }
    return err;
}

enum err plan_causes(struct store_db *db, struct arena *arena, const char *agency_id,
                     struct plan_cause_count out[PLAN_CAUSE_COUNT]) {
    struct plan_cause_rows_rows rows;
    const struct plan_cause_rows_in in = {plan_or_empty(agency_id)};
    enum err err = plan_cause_rows(db, arena, &in, &rows);
    for (int i = 0; i < PLAN_CAUSE_COUNT; i++) {
        out[i] = (struct plan_cause_count){.cause = (enum plan_cause)i};
    }
    for (size_t i = 0; !err && i < rows.count; i++) {
        enum plan_cause cause;
        if (plan_cause_read(rows.rows[i].cause, &cause)) {
            out[cause].rules = rows.rows[i].rules;
            out[cause].findings = rows.rows[i].findings;
            out[cause].services = rows.rows[i].services;
        }
    }
    return err;
}
