/* Diagnosis: the rules, what each found with its evidence and legal basis, and editing a rule. */
#include "plan_diagnosis_page_html.h"
#include "plan_page.h"
#include "plan_rule_edit_html.h"
#include "plan_rule_page_html.h"

#include <stdlib.h>
#include <string.h>

static enum err rules_csv(struct page *page, const struct plan_rule_list *rules) {
    struct plan_csv csv;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Code"), tr("Finding"), tr("Root cause"), tr("Severity"), tr("Services"),
                 tr("Legal basis"), tr("Explanation"), tr("Remedy"), NULL);
    for (size_t i = 0; i < rules->count; i++) {
        const struct plan_rule *rule = &rules->rows[i];
        plan_csv_row(&csv, rule->code, rule->title, plan_cause_label(rule->cause),
                     tr_fmt(page->arena, "{1}", rule->severity),
                     tr_fmt(page->arena, "{1}", rule->services), rule->legal_basis,
                     rule->explanation, rule->remedy, NULL);
    }
    return plan_csv_reply(page, &csv, "diagnosis.csv");
}

static enum err draw_rules(struct page *page) {
    struct plan_rule_list rules;
    struct plan_select agencies;
    const char *agency = page_query(page, "agency");
    enum err err = plan_rules(page->db, page->arena, agency, &rules);
    if (err == ERR_NONE && plan_wants_csv(page)) {
        return rules_csv(page, &rules);
    }
    if (err == ERR_NONE) {
        err = plan_agency_choices(page, agency, &agencies);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out = plan_page_begin(page, tr("Diagnosis"), "/plan/diagnosis");
    plan_diagnosis_page_html(out, &rules, agency, plan_page_may_edit(page),
                             &(struct plan_filter){"/plan/diagnosis", &agencies, 1},
                             plan_list_href(page, "format", "csv"));
    return page_end(page);
}

// The rules of diagnosis and how many services each found.
PAGE(GET, "/plan/diagnosis", plan_diagnosis_page, CAN(plan_read))
enum err plan_diagnosis_page(struct page *page) {
    return plan_page_fresh(page, draw_rules);
}

static enum err findings_csv(struct page *page, struct plan_finding_filter filter) {
    struct plan_csv csv;
    struct plan_finding_list list = {0};
    struct arena *each = arena_create(64 << 20);
    if (each == NULL) {
        return err_failed();
    }
    filter.after = NULL;
    filter.limit = REGISTRY_PAGE_MAX;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Number"), tr("Service"), tr("Agency"), tr("Fact"), tr("Proof"),
                 tr("Publisher"), tr("Vintage"), tr("Address"), NULL);
    enum err err;
    do {
        err = plan_findings(page->db, each, &filter, &list);
        for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
            const struct plan_finding *found = &list.rows[i];
            for (size_t k = 0; k < found->evidence_count; k++) {
                const struct plan_evidence *seen = &found->evidence[k];
                plan_csv_row(&csv, found->number, found->title, found->agency_name, seen->label,
                             seen->text, seen->publisher, seen->vintage, seen->url, NULL);
            }
        }
        filter.after = list.next != NULL ? arena_strdup(page->arena, list.next) : NULL;
        arena_reset(each);
    } while (err == ERR_NONE && filter.after != NULL);
    arena_destroy(each);
    if (err != ERR_NONE) {
        buf_finish(&csv.buf);
        return err;
    }
    return plan_csv_reply(page, &csv, "findings.csv");
}

static enum err draw_rule(struct page *page) {
    struct plan_rule rule;
    struct plan_rule_list versions;
    struct plan_finding_list findings;
    struct plan_select agencies;
    const char *code = page_param(page, "rule");
    const struct plan_finding_filter filter = {.rule = code,
                                               .agency_id = page_query(page, "agency"),
                                               .now_ms = page->now_ms,
                                               .after = page_query(page, "after"),
                                               .limit = 30};
    enum err err = plan_rule_get(page->db, page->arena, code, &rule);
    if (err == ERR_NONE && plan_wants_csv(page)) {
        return findings_csv(page, filter);
    }
    if (err == ERR_NONE) {
        err = plan_findings(page->db, page->arena, &filter, &findings);
    }
    if (err == ERR_NONE) {
        err = plan_rule_versions(page->db, page->arena, code, &versions);
    }
    if (err == ERR_NONE) {
        err = plan_agency_choices(page, filter.agency_id, &agencies);
    }
    const char *action = arena_printf(page->arena, "/plan/diagnosis/%s", code);
    if (err != ERR_NONE || action == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    const struct plan_list_links links = plan_links(page, findings.next);
    struct html *out = plan_page_begin(page, rule.title, "/plan/diagnosis");
    plan_rule_page_html(out, &rule, &versions, &findings, plan_page_may_edit(page),
                        &(struct plan_filter){action, &agencies, 1}, &links);
    return page_end(page);
}

// One rule: the services it found, the evidence, and the clauses it rests on.
PAGE(GET, "/plan/diagnosis/{rule}", plan_rule_page, CAN(plan_read))
enum err plan_rule_page(struct page *page) {
    return plan_page_fresh(page, draw_rule);
}

/* ---- editing ---- */

static const struct form_option causes[] = {
#define X(name, slug, label) {slug, TR_NOOP(label), NULL},
    PLAN_CAUSES(X)
#undef X
};
static const struct form_option severities[] = {
    {"3", TR_NOOP("High"), NULL}, {"2", TR_NOOP("Middle"), NULL}, {"1", TR_NOOP("Low"), NULL}};
static const struct form_option enabled[] = {{"on", TR_NOOP("The rule is used"), NULL},
                                             {"off", TR_NOOP("The rule is switched off"), NULL}};
static const struct form_field rule_fields[] = {
    {.name = "title", .type = FORM_TEXT, .label = TR_NOOP("Finding"), .required = true, .max = 200},
    {.name = "explanation",
     .type = FORM_MULTILINE,
     .label = TR_NOOP("Explanation"),
     .required = true,
     .max = 2000},
    {.name = "remedy", .type = FORM_MULTILINE, .label = TR_NOOP("Remedy"), .max = 2000},
    {.name = "cause",
     .type = FORM_SELECT,
     .label = TR_NOOP("Root cause"),
     .required = true,
     .options = causes,
     .option_count = COUNT_OF(causes)},
    {.name = "severity",
     .type = FORM_SELECT,
     .label = TR_NOOP("Severity"),
     .required = true,
     .options = severities,
     .option_count = COUNT_OF(severities)},
    {.name = "condition",
     .type = FORM_TEXT,
     .label = TR_NOOP("Condition"),
     .required = true,
     .max = PLAN_CONDITION_MAX,
     .latin = true,
     .hint = TR_NOOP("Facts joined by and, or, not and comparisons; the facts are listed below.")},
    {.name = "legal_basis",
     .type = FORM_TEXT,
     .label = TR_NOOP("Legal basis"),
     .required = true,
     .max = 500,
     .hint = TR_NOOP("DOCUMENT:clause, several separated by |, as among the upstream documents.")},
    {.name = "enabled",
     .type = FORM_RADIO,
     .label = TR_NOOP("State"),
     .required = true,
     .options = enabled,
     .option_count = COUNT_OF(enabled)},
};

static void fill_rule(struct form *form, const struct plan_rule *rule) {
    form_set(form, "title", rule->title);
    form_set(form, "explanation", rule->explanation);
    form_set(form, "remedy", rule->remedy);
    form_set(form, "cause", plan_cause_slug(rule->cause));
    form_set_int(form, "severity", rule->severity);
    form_set(form, "condition", rule->condition);
    form_set(form, "legal_basis", rule->legal_basis);
    form_set(form, "enabled", rule->enabled ? "on" : "off");
}

static enum err draw_edit(struct page *page, const struct plan_rule *rule, struct form *form) {
    struct html *out = plan_page_begin(page, tr("Change a rule"), "/plan/diagnosis");
    plan_rule_edit_html(out, rule, form, page_csrf(page));
    return page_end(page);
}

// A rule of diagnosis, to be changed or switched off.
PAGE(GET, "/plan/diagnosis/{rule}/edit", plan_rule_edit_page, CAN(plan_edit))
enum err plan_rule_edit_page(struct page *page) {
    struct plan_rule rule;
    struct form *form = form_create(page->arena, rule_fields, COUNT_OF(rule_fields));
    if (form == NULL) {
        return err_failed();
    }
    enum err err = plan_rule_get(page->db, page->arena, page_param(page, "rule"), &rule);
    if (err != ERR_NONE) {
        return err;
    }
    fill_rule(form, &rule);
    return draw_edit(page, &rule, form);
}

struct rule_act {
    struct plan_submit submit;
    struct page *page;
    struct plan_rule rule;
};

static enum err rule_command(struct store_db *db, void *context) {
    struct rule_act *act = context;
    bool changed;
    return plan_rule_save(db, act->page->arena, &act->rule, act->page->person, act->page->now_ms,
                          &changed);
}

static enum err draw_edit_again(struct page *page, struct plan_submit *submit) {
    const struct rule_act *act = submit->context;
    return draw_edit(page, &act->rule, submit->form);
}

static enum err saved_rule(struct page *page, struct plan_submit *submit, struct form **out) {
    struct rule_act *act = submit->context;
    struct plan_rule now;
    enum err err = plan_rule_get(page->db, page->arena, act->rule.code, &now);
    *out = form_create(page->arena, rule_fields, COUNT_OF(rule_fields));
    if (err != ERR_NONE || *out == NULL) {
        return err != ERR_NONE ? err : err_memory();
    }
    fill_rule(*out, &now);
    act->rule.version = now.version;
    return ERR_NONE;
}

// Saves a new version of a rule.
PAGE(POST, "/plan/diagnosis/{rule}/edit", plan_rule_change, CAN(plan_edit))
enum err plan_rule_change(struct page *page) {
    struct rule_act *act = ARENA_NEW(page->arena, struct rule_act);
    struct form *form = form_create(page->arena, rule_fields, COUNT_OF(rule_fields));
    if (act == NULL || form == NULL) {
        return err_failed();
    }
    enum err err = plan_rule_get(page->db, page->arena, page_param(page, "rule"), &act->rule);
    if (err == ERR_NONE) {
        err = form_read(form, page->req);
        err = err == ERR_INVALID ? ERR_NONE : err;
    }
    if (err != ERR_NONE) {
        return err;
    }
    const char *version = http_field(page->req, "version");
    act->page = page;
    act->rule.version = version != NULL ? strtoll(version, NULL, 10) : 0;
    act->rule.title = form_value(form, "title");
    act->rule.explanation = form_value(form, "explanation");
    act->rule.remedy = form_value(form, "remedy");
    act->rule.condition = form_value(form, "condition");
    act->rule.legal_basis = form_value(form, "legal_basis");
    act->rule.severity = (int)strtol(form_value(form, "severity"), NULL, 10);
    act->rule.enabled = strcmp(form_value(form, "enabled"), "off") != 0;
    if (form_ok(form) && !plan_cause_read(form_value(form, "cause"), &act->rule.cause)) {
        form_error(form, "cause", tr("There is no such root cause."));
    }
    act->submit = (struct plan_submit){
        .command = rule_command,
        .context = act,
        .form = form,
        .location = arena_printf(page->arena, "/plan/diagnosis/%s", act->rule.code),
        .notice = tr("The rule is saved."),
        .draw = draw_edit_again,
        .saved = saved_rule,
        .fields = rule_fields,
        .field_count = COUNT_OF(rule_fields)};
    return act->submit.location != NULL ? plan_page_submit(page, &act->submit) : err_failed();
}
