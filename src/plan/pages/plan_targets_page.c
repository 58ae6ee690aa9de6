/* Targets: the list, setting one, changing one, taking one back. */
#include "plan_filter_html.h"
#include "plan_sql.h"
#include "plan_target_edit_html.h"
#include "plan_target_view.h"
#include "plan_targets_html.h"

#include <stdlib.h>
#include <string.h>

static const struct form_option criteria[] = {{"whole", TR_NOOP("Whole service"), NULL},
#define X(name, slug, label) {slug, TR_NOOP(label), NULL},
                                              PROFILE_CRITERIA(X)
#undef X
};
static const struct form_option stages[] = {
    {"0", TR_NOOP("Level 0"), NULL}, {"1", TR_NOOP("Level 1"), NULL},
    {"2", TR_NOOP("Level 2"), NULL}, {"3", TR_NOOP("Level 3"), NULL},
    {"4", TR_NOOP("Level 4"), NULL}, {"5", TR_NOOP("Level 5"), NULL},
    {"6", TR_NOOP("Level 6"), NULL},
};

enum err plan_agency_options(struct page *page, const struct form_option **out, size_t *count_out) {
    struct plan_agency_names_rows agencies;
    const struct plan_agency_names_in in = {REGISTRY_PAGE_MAX};
    enum err err = plan_agency_names(page->db, page->arena, &in, &agencies);
    if (err != ERR_NONE) {
        return err;
    }
    struct form_option *options = ARENA_ARRAY(page->arena, agencies.count + 1, struct form_option);
    if (options == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < agencies.count; i++) {
        options[i] = (struct form_option){agencies.rows[i].id, agencies.rows[i].name, NULL};
    }
    *out = options;
    *count_out = agencies.count;
    return ERR_NONE;
}

enum { TARGET_FIELDS = 5 };

static enum err make_form(struct page *page, const struct form_field **fields_out,
                          struct form **out) {
    const struct form_option *agencies;
    size_t agency_count;
    enum err err = plan_agency_options(page, &agencies, &agency_count);
    if (err != ERR_NONE) {
        return err;
    }
    const struct form_field fields[TARGET_FIELDS] = {
        {.name = "criterion",
         .type = FORM_SELECT,
         .label = TR_NOOP("Criterion"),
         .required = true,
         .options = criteria,
         .option_count = COUNT_OF(criteria)},
        {.name = "stage",
         .type = FORM_SELECT,
         .label = TR_NOOP("Level wanted"),
         .required = true,
         .options = stages,
         .option_count = COUNT_OF(stages)},
        {.name = "due", .type = FORM_DATE, .label = TR_NOOP("Until"), .required = true},
        {.name = "responsible",
         .type = FORM_SELECT,
         .label = TR_NOOP("Responsible agency"),
         .options = agencies,
         .option_count = agency_count},
        {.name = "note", .type = FORM_MULTILINE, .label = TR_NOOP("Note"), .max = 2000},
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

enum err plan_target_form(struct page *page, struct form **out) {
    const struct form_field *fields;
    return make_form(page, &fields, out);
}

static void fill_form(struct arena *arena, struct form *form, const struct plan_target *target) {
    form_set(form, "criterion", criteria[target->criterion + 1].value);
    form_set(form, "stage", stages[target->stage].value);
    plan_form_set_day(arena, form, "due", target->due_day);
    form_set(form, "responsible", target->responsible_id);
    form_set(form, "note", target->note);
}

static int criterion_of(const char *slug) {
    for (int i = 0; i < CRITERION_COUNT; i++) {
        if (strcmp(slug, criteria[i + 1].value) == 0) {
            return i;
        }
    }
    return -1;
}

/* What is saved or removed. */
struct target_act {
    struct plan_submit submit;
    struct page *page;
    struct plan_target target;
    bool remove;
};

static enum err target_command(struct store_db *db, void *context) {
    struct target_act *act = context;
    struct page *page = act->page;
    const char *id;
    if (act->remove) {
        return plan_target_remove(db, page->arena, act->target.id, act->target.version,
                                  page->person, page->now_ms);
    }
    return plan_target_save(db, page->arena, &act->target, page->person, page->now_ms, &id);
}

static enum err read_target(struct page *page, struct target_act *act) {
    struct form *form = act->submit.form;
    enum err err = form_read(form, page->req);
    if (err != ERR_NONE && err != ERR_INVALID) {
        return err;
    }
    act->target.criterion = criterion_of(form_value(form, "criterion"));
    act->target.stage = (int)strtol(form_value(form, "stage"), NULL, 10);
    act->target.responsible_id = form_value(form, "responsible");
    act->target.note = form_value(form, "note");
    if (form_ok(form) && !plan_form_day(form, "due", &act->target.due_day)) {
        form_error(form, "due", tr("This is not a date of the Jalali calendar."));
    }
    return ERR_NONE;
}

static enum err draw_service_again(struct page *page, struct plan_submit *submit) {
    const struct target_act *act = submit->context;
    return plan_service_draw(page, act->target.service_id, submit->form);
}

// Sets a target for a service.
PAGE(POST, "/plan/services/{id}/targets", plan_target_create, CAN(plan_edit))
enum err plan_target_create(struct page *page) {
    struct registry_service service;
    struct target_act *act = ARENA_NEW(page->arena, struct target_act);
    if (act == NULL) {
        return err_failed();
    }
    act->page = page;
    enum err err = plan_target_form(page, &act->submit.form);
    if (err == ERR_NONE) {
        err = registry_service_get(page->db, page->arena, page_param(page, "id"), &service);
    }
    if (err == ERR_NONE) {
        err = read_target(page, act);
    }
    if (err != ERR_NONE) {
        return err;
    }
    act->target.service_id = service.row.id;
    act->submit.command = target_command;
    act->submit.context = act;
    act->submit.location = arena_printf(page->arena, "/plan/services/%s", service.row.id);
    act->submit.notice = tr("The target is saved.");
    act->submit.draw = draw_service_again;
    return act->submit.location != NULL ? plan_page_submit(page, &act->submit) : err_failed();
}

static enum err draw_edit(struct page *page, const struct plan_target *target, struct form *form) {
    struct html *out = plan_page_begin(page, tr("Change a target"), "/plan/targets");
    plan_target_edit_html(out, target, form, page_csrf(page));
    return page_end(page);
}

// A target, to be changed or taken back.
PAGE(GET, "/plan/targets/{id}", plan_target_page, CAN(plan_edit))
enum err plan_target_page(struct page *page) {
    struct plan_target target;
    struct form *form;
    enum err err = plan_target_get(page->db, page->arena, page_param(page, "id"), &target);
    if (err == ERR_NONE) {
        err = plan_target_form(page, &form);
    }
    if (err != ERR_NONE) {
        return err;
    }
    fill_form(page->arena, form, &target);
    return draw_edit(page, &target, form);
}

static enum err draw_edit_again(struct page *page, struct plan_submit *submit) {
    const struct target_act *act = submit->context;
    return draw_edit(page, &act->target, submit->form);
}

static enum err saved_target(struct page *page, struct plan_submit *submit, struct form **out) {
    struct target_act *act = submit->context;
    struct plan_target now;
    enum err err = plan_target_get(page->db, page->arena, act->target.id, &now);
    if (err == ERR_NONE) {
        err = make_form(page, &submit->fields, out);
    }
    if (err == ERR_NONE) {
        fill_form(page->arena, *out, &now);
        act->target.version = now.version;
    }
    return err;
}

// Saves the changed target, or takes it back.
PAGE(POST, "/plan/targets/{id}", plan_target_change, CAN(plan_edit))
enum err plan_target_change(struct page *page) {
    struct target_act *act = ARENA_NEW(page->arena, struct target_act);
    if (act == NULL) {
        return err_failed();
    }
    act->page = page;
    enum err err = plan_target_get(page->db, page->arena, page_param(page, "id"), &act->target);
    if (err == ERR_NONE) {
        err = plan_target_form(page, &act->submit.form);
    }
    if (err == ERR_NONE) {
        err = read_target(page, act);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const char *version = http_field(page->req, "version");
    act->target.version = version != NULL ? strtoll(version, NULL, 10) : 0;
    act->remove = http_field(page->req, "remove") != NULL;
    act->submit.command = target_command;
    act->submit.context = act;
    act->submit.location = arena_printf(page->arena, "/plan/services/%s", act->target.service_id);
    act->submit.notice = act->remove ? tr("The target is taken back.") : tr("The target is saved.");
    act->submit.draw = draw_edit_again;
    act->submit.saved = saved_target;
    act->submit.field_count = TARGET_FIELDS;
    return act->submit.location != NULL ? plan_page_submit(page, &act->submit) : err_failed();
}

static enum err export_csv(struct page *page, struct plan_target_filter filter) {
    struct plan_csv csv;
    struct plan_target_list list = {0};
    struct arena *arena = page->arena;
    filter.after = NULL;
    filter.limit = REGISTRY_PAGE_MAX;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Number"), tr("Service"), tr("Agency"), tr("Criterion"), tr("Wanted"),
                 tr("Until"), tr("Now"), tr("Responsible agency"), tr("Note"), NULL);
    enum err err;
    do {
        err = plan_targets(page->db, arena, &filter, &list);
        for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
            const struct plan_target *row = &list.rows[i];
            plan_csv_row(&csv, row->number, row->title, row->agency_name,
                         plan_criterion_text(row->criterion),
                         plan_level_text(arena, known_int(row->stage), false),
                         plan_day_text(arena, row->due_day),
                         plan_level_text(arena, row->present, row->at_most), row->responsible_name,
                         row->note, NULL);
        }
        filter.after = list.next;
    } while (err == ERR_NONE && filter.after != NULL);
    if (err != ERR_NONE) {
        buf_finish(&csv.buf);
        return err;
    }
    return plan_csv_reply(page, &csv, "targets.csv");
}

static enum err draw(struct page *page) {
    const struct plan_target_filter filter = {.agency_id = page_query(page, "agency"),
                                              .open_only = plan_query_int(page, "open", 1) == 1,
                                              .late_only = plan_query_int(page, "late", 1) == 1,
                                              .today = plan_page_today(page),
                                              .after = page_query(page, "after"),
                                              .limit = 50};
    struct plan_target_list targets;
    struct plan_select agencies;
    if (plan_wants_csv(page)) {
        return export_csv(page, filter);
    }
    enum err err = plan_targets(page->db, page->arena, &filter, &targets);
    if (err == ERR_NONE) {
        err = plan_agency_choices(page, filter.agency_id, &agencies);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const struct plan_list_links links = plan_links(page, targets.next);
    struct html *out = plan_page_begin(page, tr("Wanted state"), "/plan/targets");
    plan_targets_html(out, &targets, plan_page_may_edit(page),
                      &(struct plan_filter){"/plan/targets", &agencies, 1}, &links);
    return page_end(page);
}

// The wanted state: targets that were set, by their date.
PAGE(GET, "/plan/targets", plan_targets_page, CAN(plan_read))
enum err plan_targets_page(struct page *page) {
    return plan_page_fresh(page, draw);
}
