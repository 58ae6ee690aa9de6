/* The register of requirements: list, one, new, change. */
#include "plan_requirement_form_html.h"
#include "plan_requirement_page_html.h"
#include "plan_requirements_html.h"
#include "plan_target_view.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

static const struct form_option kinds[] = {
#define X(name, slug, label) {slug, TR_NOOP(label), NULL},
    PLAN_REQUIREMENT_KINDS(X)
#undef X
};
static const struct form_option states[] = {
#define X(name, slug, label) {slug, TR_NOOP(label), NULL},
    PLAN_REQUIREMENT_STATES(X)
#undef X
};
static const struct form_option blocking[] = {
    {"no", TR_NOOP("It does not block"), NULL},
    {"yes", TR_NOOP("Its services cannot go on before it is met"), NULL}};

enum { REQUIREMENT_FIELDS = 10 };

static enum err make_form(struct page *page, const struct form_field **fields_out,
                          struct form **out) {
    const struct form_option *agencies;
    size_t agency_count;
    enum err err = plan_agency_options(page, &agencies, &agency_count);
    if (err != ERR_NONE) {
        return err;
    }
    const struct form_field fields[REQUIREMENT_FIELDS] = {
        {.name = "kind",
         .type = FORM_SELECT,
         .label = TR_NOOP("Kind"),
         .required = true,
         .options = kinds,
         .option_count = COUNT_OF(kinds)},
        {.name = "title",
         .type = FORM_TEXT,
         .label = TR_NOOP("Requirement"),
         .required = true,
         .max = 200},
        {.name = "detail", .type = FORM_MULTILINE, .label = TR_NOOP("Description"), .max = 4000},
        {.name = "owner",
         .type = FORM_SELECT,
         .label = TR_NOOP("Responsible agency"),
         .options = agencies,
         .option_count = agency_count},
        {.name = "amount",
         .type = FORM_MONEY,
         .label = TR_NOOP("Budget (rial)"),
         .least = 0,
         .most = INT64_C(1000000000000000),
         .hint = TR_NOOP("Leave it empty when it is not known.")},
        {.name = "due", .type = FORM_DATE, .label = TR_NOOP("Until")},
        {.name = "state",
         .type = FORM_SELECT,
         .label = TR_NOOP("State"),
         .required = true,
         .options = states,
         .option_count = COUNT_OF(states)},
        {.name = "evidence",
         .type = FORM_MULTILINE,
         .label = TR_NOOP("Proof"),
         .max = 2000,
         .hint = TR_NOOP("Letter, minutes or address that shows it.")},
        {.name = "blocking",
         .type = FORM_RADIO,
         .label = TR_NOOP("Does it block?"),
         .required = true,
         .options = blocking,
         .option_count = COUNT_OF(blocking)},
        {.name = "services",
         .type = FORM_MULTILINE,
         .label = TR_NOOP("Services"),
         .max = 20000,
         .latin = true,
         .hint = TR_NOOP("The number of one service on each line.")},
    };
    struct form_field *kept = ARENA_ARRAY(page->arena, COUNT_OF(fields), struct form_field);
    if (kept == NULL) {
        return err_failed();
    }
    memcpy(kept, fields, sizeof fields);
    *out = form_create(page->arena, kept, COUNT_OF(fields));
    *fields_out = kept;
    return *out != NULL ? ERR_NONE : err_failed();
}

struct requirement_act {
    struct plan_submit submit;
    struct page *page;
    struct plan_requirement requirement;
};

static enum err save_command(struct store_db *db, void *context) {
    struct requirement_act *act = context;
    const char *id;
    return plan_requirement_save(db, act->page->arena, &act->requirement, act->page->person,
                                 act->page->now_ms, &id);
}

/* The numbers typed, line by line, as services; an unknown one is an error of the field. */
static enum err read_services(struct page *page, struct form *form,
                              struct plan_requirement *requirement) {
    struct value_list numbers;
    enum err err = value_read_list(page->arena, form_value(form, "services"), &numbers);
    if (err != ERR_NONE) {
        return err;
    }
    struct plan_requirement_link *links =
        ARENA_ARRAY(page->arena, numbers.count + 1, struct plan_requirement_link);
    if (links == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < numbers.count; i++) {
        struct registry_service service;
        const char *number = text_latin_digits(page->arena, numbers.items[i]);
        err = number != NULL ? registry_service_get(page->db, page->arena, number, &service)
                             : err_failed();
        if (err == ERR_NOT_FOUND) {
            form_error(form, "services",
                       tr_fmt(page->arena, "There is no service {1}.", numbers.items[i]));
            return ERR_NONE;
        }
        if (err != ERR_NONE) {
            return err;
        }
        links[i] =
            (struct plan_requirement_link){service.row.id, service.row.number, service.row.title};
    }
    requirement->services = links;
    requirement->service_count = numbers.count;
    return ERR_NONE;
}

static enum err read_form(struct page *page, struct requirement_act *act) {
    struct form *form = act->submit.form;
    struct plan_requirement *requirement = &act->requirement;
    enum err err = form_read(form, page->req);
    if (err != ERR_NONE && err != ERR_INVALID) {
        return err;
    }
    if (form_ok(form) &&
        (!plan_requirement_kind_read(form_value(form, "kind"), &requirement->kind) ||
         !plan_requirement_state_read(form_value(form, "state"), &requirement->state))) {
        form_error(form, "kind", tr("There is no such kind or state."));
    }
    requirement->title = form_value(form, "title");
    requirement->detail = form_value(form, "detail");
    requirement->evidence = form_value(form, "evidence");
    requirement->owner_id = form_value(form, "owner");
    requirement->blocking = strcmp(form_value(form, "blocking"), "yes") == 0;
    requirement->amount_rial.known = form_int(form, "amount", &requirement->amount_rial.value);
    requirement->due_day.known = plan_form_day(form, "due", &requirement->due_day.value);
    return form_ok(form) ? read_services(page, form, requirement) : ERR_NONE;
}

static enum err draw_form(struct page *page, const struct plan_requirement *requirement,
                          struct form *form) {
    const char *title =
        requirement->version > 0 ? tr("Change a requirement") : tr("A new requirement");
    struct html *out = plan_page_begin(page, title, "/plan/requirements");
    plan_requirement_form_html(out, title, requirement, form, page_csrf(page));
    return page_end(page);
}

static enum err draw_form_again(struct page *page, struct plan_submit *submit) {
    const struct requirement_act *act = submit->context;
    return draw_form(page, &act->requirement, submit->form);
}

static const char *service_lines(struct arena *arena, const struct plan_requirement *requirement) {
    const char *lines = "";
    for (size_t i = 0; i < requirement->service_count && lines != NULL; i++) {
        lines = arena_printf(arena, "%s%s%s", lines, i > 0 ? "\n" : "",
                             requirement->services[i].number);
    }
    return lines;
}

static void fill_form(struct arena *arena, struct form *form,
                      const struct plan_requirement *requirement, const char *lines) {
    form_set(form, "kind", plan_requirement_kind_slug((int)requirement->kind));
    form_set(form, "title", requirement->title);
    form_set(form, "detail", requirement->detail);
    form_set(form, "owner", requirement->owner_id);
    if (requirement->amount_rial.known) {
        form_set_int(form, "amount", requirement->amount_rial.value);
    }
    if (requirement->due_day.known) {
        plan_form_set_day(arena, form, "due", requirement->due_day.value);
    }
    form_set(form, "state", plan_requirement_state_slug((int)requirement->state));
    form_set(form, "evidence", requirement->evidence);
    form_set(form, "blocking", requirement->blocking ? "yes" : "no");
    form_set(form, "services", lines);
}

static enum err saved_requirement(struct page *page, struct plan_submit *submit,
                                  struct form **out) {
    struct requirement_act *act = submit->context;
    struct plan_requirement now;
    enum err err = plan_requirement_get(page->db, page->arena, act->requirement.id, &now);
    if (err == ERR_NONE) {
        err = make_form(page, &submit->fields, out);
    }
    const char *lines = err == ERR_NONE ? service_lines(page->arena, &now) : NULL;
    if (err != ERR_NONE || lines == NULL) {
        return err != ERR_NONE ? err : err_memory();
    }
    fill_form(page->arena, *out, &now, lines);
    act->requirement.version = now.version;
    return ERR_NONE;
}

static enum err submit_form(struct page *page, struct requirement_act *act, const char *location) {
    act->page = page;
    enum err err = make_form(page, &act->submit.fields, &act->submit.form);
    if (err == ERR_NONE) {
        err = read_form(page, act);
    }
    if (err != ERR_NONE) {
        return err;
    }
    act->submit.command = save_command;
    act->submit.context = act;
    act->submit.location = location;
    act->submit.notice = tr("The requirement is saved.");
    act->submit.draw = draw_form_again;
    act->submit.saved = act->requirement.version > 0 ? saved_requirement : NULL;
    act->submit.field_count = REQUIREMENT_FIELDS;
    return plan_page_submit(page, &act->submit);
}

// A new requirement; ?service= ties it to a service.
PAGE(GET, "/plan/requirements/new", plan_requirement_new_page, CAN(plan_edit))
enum err plan_requirement_new_page(struct page *page) {
    struct form *form;
    const struct form_field *fields;
    const struct plan_requirement none = {.id = "", .title = ""};
    enum err err = make_form(page, &fields, &form);
    if (err != ERR_NONE) {
        return err;
    }
    const char *service = page_query(page, "service");
    form_set(form, "state", "open");
    form_set(form, "blocking", "no");
    form_set(form, "services", service != NULL ? service : "");
    return draw_form(page, &none, form);
}

// Saves a new requirement.
PAGE(POST, "/plan/requirements/new", plan_requirement_create, CAN(plan_edit))
enum err plan_requirement_create(struct page *page) {
    struct requirement_act *act = ARENA_NEW(page->arena, struct requirement_act);
    if (act == NULL) {
        return err_failed();
    }
    act->requirement.id = "";
    return submit_form(page, act, "/plan/requirements");
}

// One requirement: its services, owner, evidence.
PAGE(GET, "/plan/requirements/{id}", plan_requirement_page, CAN(plan_read))
enum err plan_requirement_page(struct page *page) {
    struct plan_requirement requirement;
    enum err err =
        plan_requirement_get(page->db, page->arena, page_param(page, "id"), &requirement);
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out = plan_page_begin(page, requirement.title, "/plan/requirements");
    plan_requirement_page_html(out, &requirement, plan_page_may_edit(page));
    return page_end(page);
}

// A requirement, to be changed.
PAGE(GET, "/plan/requirements/{id}/edit", plan_requirement_edit_page, CAN(plan_edit))
enum err plan_requirement_edit_page(struct page *page) {
    struct plan_requirement requirement;
    struct form *form;
    const struct form_field *fields;
    enum err err =
        plan_requirement_get(page->db, page->arena, page_param(page, "id"), &requirement);
    if (err == ERR_NONE) {
        err = make_form(page, &fields, &form);
    }
    const char *lines = err == ERR_NONE ? service_lines(page->arena, &requirement) : NULL;
    if (err != ERR_NONE || lines == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    fill_form(page->arena, form, &requirement, lines);
    return draw_form(page, &requirement, form);
}

// Saves a changed requirement.
PAGE(POST, "/plan/requirements/{id}/edit", plan_requirement_change, CAN(plan_edit))
enum err plan_requirement_change(struct page *page) {
    struct requirement_act *act = ARENA_NEW(page->arena, struct requirement_act);
    if (act == NULL) {
        return err_failed();
    }
    const char *id = page_param(page, "id");
    const char *version = http_field(page->req, "version");
    enum err err = plan_requirement_get(page->db, page->arena, id, &act->requirement);
    if (err != ERR_NONE) {
        return err;
    }
    act->requirement.version = version != NULL ? strtoll(version, NULL, 10) : 0;
    if (act->requirement.version < 1) {
        return err_set(ERR_INVALID, "PLN-66", "The form lacks its version. Open it again.", NULL);
    }
    const char *location = arena_printf(page->arena, "/plan/requirements/%s", id);
    return location != NULL ? submit_form(page, act, location) : err_failed();
}

/* ---- list ---- */

static struct plan_requirement_filter filter_of(struct page *page) {
    return (struct plan_requirement_filter){
        .kind = plan_query_int(page, "kind", PLAN_REQUIREMENT_KIND_COUNT),
        .state = plan_query_int(page, "state", PLAN_REQUIREMENT_STATE_COUNT),
        .agency_id = page_query(page, "agency"),
        .blocking_only = plan_query_int(page, "blocked", 1) == 1,
        .after = page_query(page, "after"),
        .limit = 50};
}

static enum err export_csv(struct page *page) {
    struct plan_csv csv;
    struct plan_requirement_filter filter = filter_of(page);
    struct plan_requirement_list list = {0};
    struct arena *arena = page->arena;
    filter.after = NULL;
    filter.limit = REGISTRY_PAGE_MAX;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Kind"), tr("Requirement"), tr("Description"), tr("State"),
                 tr("Responsible agency"), tr("Budget (rial)"), tr("Services"), tr("Proof"),
                 tr("Does it block?"), NULL);
    enum err err;
    do {
        err = plan_requirements(page->db, arena, &filter, &list);
        for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
            const struct plan_requirement *row = &list.rows[i];
            plan_csv_row(&csv, plan_requirement_kind_label((int)row->kind), row->title, row->detail,
                         plan_requirement_state_label((int)row->state), row->owner_name,
                         row->amount_rial.known ? tr_fmt(arena, "{1}", row->amount_rial.value)
                                                : tr("not reported"),
                         tr_fmt(arena, "{1}", row->service_total), row->evidence,
                         row->blocking ? tr("yes") : tr("no"), NULL);
        }
        filter.after = list.next;
    } while (err == ERR_NONE && filter.after != NULL);
    if (err != ERR_NONE) {
        buf_finish(&csv.buf);
        return err;
    }
    return plan_csv_reply(page, &csv, "requirements.csv");
}

static enum err selects_of(struct page *page, const struct plan_requirement_filter *filter,
                           struct plan_select out[3]) {
    struct arena *arena = page->arena;
    struct plan_choice *kind = ARENA_ARRAY(arena, COUNT_OF(kinds) + 1, struct plan_choice);
    struct plan_choice *state = ARENA_ARRAY(arena, COUNT_OF(states) + 1, struct plan_choice);
    if (kind == NULL || state == NULL) {
        return err_failed();
    }
    for (int i = 0; i <= PLAN_REQUIREMENT_KIND_COUNT; i++) {
        kind[i] = (struct plan_choice){
            arena_printf(arena, "%d", i),
            i == 0 ? tr("All kinds") : plan_requirement_kind_label(i - 1), filter->kind == i};
    }
    for (int i = 0; i <= PLAN_REQUIREMENT_STATE_COUNT; i++) {
        state[i] = (struct plan_choice){
            arena_printf(arena, "%d", i),
            i == 0 ? tr("All states") : plan_requirement_state_label(i - 1), filter->state == i};
    }
    out[0] = (struct plan_select){"kind", tr("Kind"), kind, COUNT_OF(kinds) + 1};
    out[1] = (struct plan_select){"state", tr("State"), state, COUNT_OF(states) + 1};
    return plan_agency_choices(page, filter->agency_id, &out[2]);
}

// The register of requirements.
PAGE(GET, "/plan/requirements", plan_requirements_page, CAN(plan_read))
enum err plan_requirements_page(struct page *page) {
    if (plan_wants_csv(page)) {
        return export_csv(page);
    }
    const struct plan_requirement_filter filter = filter_of(page);
    struct plan_requirement_list list;
    struct plan_requirement_counts counts;
    struct plan_select selects[3];
    enum err err = plan_requirements(page->db, page->arena, &filter, &list);
    if (err == ERR_NONE) {
        err = plan_requirement_totals(page->db, page->arena, &counts);
    }
    if (err == ERR_NONE) {
        err = selects_of(page, &filter, selects);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const struct plan_list_links links = plan_links(page, list.next);
    struct html *out = plan_page_begin(page, tr("Requirements"), "/plan/requirements");
    plan_requirements_html(out, &list, &counts, plan_page_may_edit(page),
                           &(struct plan_filter){"/plan/requirements", selects, 3}, &links);
    return page_end(page);
}
