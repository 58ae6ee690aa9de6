/* Duties of agencies: every clause with its duty or proposal, coverage, accepting and changing. */
#include "plan_coverage_html.h"
#include "plan_duties_html.h"
#include "plan_duty_page_html.h"
#include "plan_page.h"
#include "plan_target_view.h"

#include <stdlib.h>
#include <string.h>

static struct plan_duty_filter filter_of(struct page *page) {
    return (struct plan_duty_filter){.agency_id = page_query(page, "agency"),
                                     .document_id = page_query(page, "document"),
                                     .coverage =
                                         plan_query_int(page, "coverage", PLAN_COVERAGE_COUNT),
                                     .after = page_query(page, "after"),
                                     .limit = 50};
}

static const char *holders_text(struct arena *arena, const struct plan_duty *duty) {
    const char *text = "";
    for (size_t i = 0; i < duty->holder_count && text != NULL; i++) {
        text = arena_printf(arena, "%s%s%s: %s", text, i > 0 ? "؛ " : "",
                            plan_role_label(duty->holders[i].role), duty->holders[i].name);
    }
    return text != NULL ? text : "";
}

static enum err export_csv(struct page *page) {
    struct plan_csv csv;
    struct plan_duty_filter filter = filter_of(page);
    struct plan_duty_list list = {0};
    struct arena *each = arena_create(64 << 20);
    if (each == NULL) {
        return err_failed();
    }
    filter.after = NULL;
    filter.limit = REGISTRY_PAGE_MAX;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Document"), tr("Clause"), tr("Duty"), tr("Holders"), tr("Deadline"),
                 tr("Coverage"), tr("Services"), tr("Services without a finding"), NULL);
    enum err err;
    do {
        err = plan_duties(page->db, each, &filter, &list);
        for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
            const struct plan_duty *duty = &list.rows[i];
            plan_csv_row(
                &csv, duty->clause.document_title,
                registry_clause_label(page->arena, duty->clause.clause), duty->title,
                holders_text(each, duty), duty->due, plan_coverage_label((int)duty->coverage),
                tr_fmt(each, "{1}", duty->services), tr_fmt(each, "{1}", duty->services_met), NULL);
        }
        filter.after = list.next != NULL ? arena_strdup(page->arena, list.next) : NULL;
        arena_reset(each);
    } while (err == ERR_NONE && filter.after != NULL);
    arena_destroy(each);
    if (err != ERR_NONE) {
        buf_finish(&csv.buf);
        return err;
    }
    return plan_csv_reply(page, &csv, "duties.csv");
}

static enum err draw(struct page *page) {
    if (plan_wants_csv(page)) {
        return export_csv(page);
    }
    const struct plan_duty_filter filter = filter_of(page);
    struct plan_duty_list duties;
    struct plan_select selects[2];
    struct plan_choice coverage[PLAN_COVERAGE_COUNT + 1];
    enum err err = plan_duties(page->db, page->arena, &filter, &duties);
    if (err == ERR_NONE) {
        err = plan_agency_choices(page, filter.agency_id, &selects[0]);
    }
    if (err != ERR_NONE) {
        return err;
    }
    for (int i = 0; i <= PLAN_COVERAGE_COUNT; i++) {
        coverage[i] = (struct plan_choice){arena_printf(page->arena, "%d", i),
                                           i == 0 ? tr("All clauses") : plan_coverage_label(i - 1),
                                           filter.coverage == i};
    }
    selects[1] = (struct plan_select){"coverage", tr("Coverage"), coverage, COUNT_OF(coverage)};
    const struct plan_list_links links = plan_links(page, duties.next);
    bool may_edit = plan_page_may_edit(page);
    struct html *out = plan_page_begin(page, tr("Duties of agencies"), "/plan/duties");
    plan_duties_html(out, &duties, &(struct plan_filter){"/plan/duties", selects, 2}, &links,
                     may_edit ? page_csrf(page) : NULL);
    return page_end(page);
}

// The duties of agencies, clause by clause.
PAGE(GET, "/plan/duties", plan_duties_page, CAN(plan_read))
enum err plan_duties_page(struct page *page) {
    return plan_page_fresh(page, draw);
}

// The coverage matrix: every clause of every upstream document.
PAGE(GET, "/plan/duties/coverage", plan_coverage_page, CAN(plan_read))
enum err plan_coverage_page(struct page *page) {
    struct plan_coverage_list list;
    enum err err = plan_coverage_matrix(page->db, page->arena, &list);
    if (err != ERR_NONE) {
        return err;
    }
    if (plan_wants_csv(page)) {
        struct plan_csv csv;
        plan_csv_begin(&csv);
        plan_csv_row(&csv, tr("Document"), tr("Coverage"), tr("Clauses"), NULL);
        for (size_t i = 0; i < list.count; i++) {
            for (int k = 0; k < PLAN_COVERAGE_COUNT; k++) {
                plan_csv_row(&csv, list.rows[i].document_title, plan_coverage_label(k),
                             tr_fmt(page->arena, "{1}", list.rows[i].by[k]), NULL);
            }
        }
        return plan_csv_reply(page, &csv, "coverage.csv");
    }
    struct html *out =
        plan_page_begin(page, tr("Coverage of the upstream documents"), "/plan/duties");
    plan_coverage_html(out, &list, plan_list_href(page, "format", "csv"));
    return page_end(page);
}

/* ---- accepting all proposals ---- */

struct accept_act {
    struct page *page;
    int64_t accepted;
};

static enum err accept_command(struct store_db *db, void *context) {
    struct accept_act *act = context;
    return plan_duty_accept_all(db, act->page->arena, act->page->person, act->page->now_ms,
                                &act->accepted);
}

static enum err accepted(struct page *page, void *context, enum err result) {
    const struct accept_act *act = context;
    if (result != ERR_NONE) {
        return result;
    }
    page_notice(page, tr_fmt(page->arena, "{1} proposals became duties.", act->accepted));
    return page_redirect(page, "/plan/duties");
}

// Accepts every proposed duty of the province's agencies.
PAGE(POST, "/plan/duties/accept", plan_duties_accept, CAN(plan_edit))
enum err plan_duties_accept(struct page *page) {
    struct accept_act *act = ARENA_NEW(page->arena, struct accept_act);
    if (act == NULL) {
        return err_failed();
    }
    act->page = page;
    return page_write(page, accept_command, act, accepted);
}

/* ---- one duty ---- */

static const struct form_option roles[] = {{"R", TR_NOOP("Responsible"), NULL},
                                           {"A", TR_NOOP("Accountable"), NULL},
                                           {"C", TR_NOOP("Consulted"), NULL},
                                           {"I", TR_NOOP("Informed"), NULL}};

/* Holders of the province: groups ("g:executive"), then agencies ("a:ID"). */
static enum err holder_options(struct page *page, const struct form_option **out, size_t *count) {
    struct plan_duty_group_list groups;
    struct registry_agency_list agencies;
    enum err err = plan_duty_groups(page->db, page->arena, &groups);
    if (err == ERR_NONE) {
        err = registry_agencies(page->db, page->arena, NULL, NULL, REGISTRY_PAGE_MAX, &agencies);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct form_option *options =
        ARENA_ARRAY(page->arena, groups.count + agencies.count + 1, struct form_option);
    if (options == NULL) {
        return err_failed();
    }
    size_t n = 0;
    for (size_t i = 0; i < groups.count; i++) {
        if (*groups.rows[i].kinds != '\0') {
            options[n++] =
                (struct form_option){arena_printf(page->arena, "g:%s", groups.rows[i].group),
                                     groups.rows[i].title, NULL};
        }
    }
    for (size_t i = 0; i < agencies.count; i++) {
        options[n++] = (struct form_option){arena_printf(page->arena, "a:%s", agencies.rows[i].id),
                                            agencies.rows[i].name, NULL};
    }
    *out = options;
    *count = n;
    return arena_failed(page->arena) ? err_failed() : ERR_NONE;
}

static enum err duty_form(struct page *page, struct form **out) {
    const struct form_option *holders;
    size_t holder_count;
    enum err err = holder_options(page, &holders, &holder_count);
    struct form_field *fields = ARENA_ARRAY(page->arena, 6, struct form_field);
    if (err != ERR_NONE || fields == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    fields[4] = (struct form_field){.name = "role",
                                    .type = FORM_SELECT,
                                    .label = TR_NOOP("Role"),
                                    .required = true,
                                    .options = roles,
                                    .option_count = COUNT_OF(roles)};
    fields[5] = (struct form_field){.name = "who",
                                    .type = FORM_SELECT,
                                    .label = TR_NOOP("Agency or group"),
                                    .required = true,
                                    .options = holders,
                                    .option_count = holder_count};
    fields[0] = (struct form_field){.name = "title",
                                    .type = FORM_MULTILINE,
                                    .label = TR_NOOP("Duty"),
                                    .required = true,
                                    .max = 1000};
    fields[1] = (struct form_field){
        .name = "due_words", .type = FORM_TEXT, .label = TR_NOOP("Deadline, in words"), .max = 300};
    fields[2] = (struct form_field){.name = "due", .type = FORM_DATE, .label = TR_NOOP("Until")};
    fields[3] = (struct form_field){.name = "holder",
                                    .type = FORM_GROUP,
                                    .label = TR_NOOP("Who has the duty"),
                                    .required = true,
                                    .max = 20,
                                    .fields = fields + 4,
                                    .field_count = 2};
    *out = form_create(page->arena, fields, 4);
    return *out != NULL ? ERR_NONE : err_failed();
}

static void fill_duty_form(struct arena *arena, struct form *form, const struct plan_duty *duty) {
    form_set(form, "title", duty->title);
    form_set(form, "due_words", duty->due);
    if (duty->due_day.known) {
        plan_form_set_day(arena, form, "due", duty->due_day.value);
    }
    form_set_rows(form, "holder", duty->holder_count > 0 ? duty->holder_count : 1);
    for (size_t i = 0; i < duty->holder_count; i++) {
        const struct plan_duty_holder *holder = &duty->holders[i];
        const char role[2] = {holder->role, '\0'};
        const char *role_name = arena_printf(arena, "holder.%zu.role", i);
        const char *who_name = arena_printf(arena, "holder.%zu.who", i);
        const char *who = *holder->group != '\0' ? arena_printf(arena, "g:%s", holder->group)
                                                 : arena_printf(arena, "a:%s", holder->agency_id);
        if (role_name != NULL && who_name != NULL && who != NULL) {
            form_set(form, role_name, role);
            form_set(form, who_name, who);
        }
    }
}

static enum err draw_duty(struct page *page, const struct plan_duty *duty, struct form *form) {
    struct html *out = plan_page_begin(
        page, registry_clause_label(page->arena, duty->clause.clause), "/plan/duties");
    plan_duty_page_html(out, duty, form, form != NULL ? page_csrf(page) : NULL);
    return page_end(page);
}

// One clause with its duty: who has it, how far it is met; IT management may change it.
PAGE(GET, "/plan/duty", plan_duty_page, CAN(plan_read))
enum err plan_duty_page(struct page *page) {
    struct plan_duty duty;
    struct form *form = NULL;
    const char *clause = page_query(page, "clause");
    enum err err = plan_duty_get(page->db, page->arena, clause != NULL ? clause : "", &duty);
    if (err == ERR_NONE && plan_page_may_edit(page)) {
        err = duty_form(page, &form);
        if (err == ERR_NONE) {
            fill_duty_form(page->arena, form, &duty);
        }
    }
    return err == ERR_NONE ? draw_duty(page, &duty, form) : err;
}

struct duty_act {
    struct plan_submit submit;
    struct page *page;
    struct plan_duty duty;
};

static enum err duty_command(struct store_db *db, void *context) {
    struct duty_act *act = context;
    return plan_duty_save(db, act->page->arena, &act->duty, act->page->person, act->page->now_ms);
}

static enum err draw_duty_again(struct page *page, struct plan_submit *submit) {
    const struct duty_act *act = submit->context;
    return draw_duty(page, &act->duty, submit->form);
}

static enum err read_duty(struct page *page, struct duty_act *act) {
    struct form *form = act->submit.form;
    struct plan_duty *duty = &act->duty;
    size_t count = form_rows(form, "holder");
    struct plan_duty_holder *holders = ARENA_ARRAY(page->arena, count + 1, struct plan_duty_holder);
    if (holders == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        const char *role_name = arena_printf(page->arena, "holder.%zu.role", i);
        const char *who_name = arena_printf(page->arena, "holder.%zu.who", i);
        if (role_name == NULL || who_name == NULL) {
            return err_failed();
        }
        const char *who = form_value(form, who_name);
        bool group = strncmp(who, "g:", 2) == 0;
        const char *id = strlen(who) > 2 ? who + 2 : "";
        holders[i] = (struct plan_duty_holder){.role = form_value(form, role_name)[0],
                                               .group = group ? id : "",
                                               .agency_id = group ? "" : id,
                                               .name = ""};
    }
    duty->title = form_value(form, "title");
    duty->due = form_value(form, "due_words");
    duty->due_day.known = plan_form_day(form, "due", &duty->due_day.value);
    duty->holders = holders;
    duty->holder_count = count;
    return ERR_NONE;
}

// Accepts, changes or takes back the duty of a clause.
PAGE(POST, "/plan/duty", plan_duty_change, CAN(plan_edit))
enum err plan_duty_change(struct page *page) {
    struct duty_act *act = ARENA_NEW(page->arena, struct duty_act);
    const char *clause = http_field(page->req, "clause");
    const char *version = http_field(page->req, "version");
    if (act == NULL) {
        return err_failed();
    }
    enum err err = plan_duty_get(page->db, page->arena, clause != NULL ? clause : "", &act->duty);
    if (err == ERR_NONE) {
        err = duty_form(page, &act->submit.form);
    }
    if (err == ERR_NONE) {
        err = form_read(act->submit.form, page->req);
        err = err == ERR_INVALID ? ERR_NONE : err;
    }
    if (err != ERR_NONE) {
        return err;
    }
    if (form_acted(act->submit.form) != NULL) {
        return draw_duty(page, &act->duty, act->submit.form);
    }
    err = read_duty(page, act);
    if (err != ERR_NONE) {
        return err;
    }
    act->page = page;
    act->duty.version = version != NULL ? strtoll(version, NULL, 10) : 0;
    if (http_field(page->req, "remove") != NULL) {
        act->duty.holder_count = 0;
    }
    act->submit.command = duty_command;
    act->submit.context = act;
    act->submit.location =
        arena_printf(page->arena, "/plan/duties?document=%s", act->duty.clause.document_id);
    act->submit.notice = tr("The duty is saved.");
    act->submit.draw = draw_duty_again;
    return act->submit.location != NULL ? plan_page_submit(page, &act->submit) : err_failed();
}
