/* Assumptions: every setting with value, unit, source and date; changing one. */
#include "plan_page.h"
#include "plan_setting_edit_html.h"
#include "plan_settings_html.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

// Every assumption the numbers rest on.
PAGE(GET, "/plan/settings", plan_settings_page, CAN(plan_read))
enum err plan_settings_page(struct page *page) {
    const struct plan_setting *settings;
    enum err err = plan_settings_list(page->db, page->arena, &settings);
    if (err != ERR_NONE) {
        return err;
    }
    if (plan_wants_csv(page)) {
        struct plan_csv csv;
        plan_csv_begin(&csv);
        plan_csv_row(&csv, tr("Assumption"), tr("Value"), tr("Unit"), tr("Source"),
                     tr("Demonstration"), NULL);
        for (int i = 0; i < PLAN_SETTING_COUNT; i++) {
            plan_csv_row(&csv, settings[i].label,
                         settings[i].value.known
                             ? text_decimal(page->arena, settings[i].value.value, 3)
                             : tr("not reported"),
                         settings[i].unit, settings[i].source,
                         settings[i].demonstration ? tr("yes") : tr("no"), NULL);
        }
        return plan_csv_reply(page, &csv, "settings.csv");
    }
    struct html *out = plan_page_begin(page, tr("Assumptions"), "/plan/settings");
    plan_settings_html(out, settings, plan_page_may_edit(page));
    return page_end(page);
}

static const struct form_option basis[] = {{"yes", TR_NOOP("Assumed or for demonstration"), NULL},
                                           {"no", TR_NOOP("Measured or decided"), NULL}};
static const struct form_field fields[] = {
    {.name = "value",
     .type = FORM_TEXT,
     .label = TR_NOOP("Value"),
     .max = 30,
     .latin = true,
     .width = 10,
     .hint = TR_NOOP("A number; empty means that it is not known.")},
    {.name = "source",
     .type = FORM_TEXT,
     .label = TR_NOOP("Source"),
     .required = true,
     .max = 500,
     .hint = TR_NOOP("Where the value comes from; it is printed in the annex.")},
    {.name = "demonstration",
     .type = FORM_RADIO,
     .label = TR_NOOP("Standing"),
     .required = true,
     .options = basis,
     .option_count = COUNT_OF(basis)},
};

static enum err find(struct page *page, const struct plan_setting **out) {
    const struct plan_setting *settings;
    enum err err = plan_settings_list(page->db, page->arena, &settings);
    for (int i = 0; err == ERR_NONE && i < PLAN_SETTING_COUNT; i++) {
        if (strcmp(settings[i].name, page_param(page, "name")) == 0) {
            *out = &settings[i];
            return ERR_NONE;
        }
    }
    return err != ERR_NONE ? err
                           : err_set(ERR_NOT_FOUND, "PLN-14", "There is no such assumption.", NULL);
}

static void fill_setting(struct arena *arena, struct form *form,
                         const struct plan_setting *setting) {
    if (setting->value.known) {
        form_set(form, "value", arena_printf(arena, "%.10g", setting->value.value));
    }
    form_set(form, "source", setting->as_shipped ? "" : setting->source);
    form_set(form, "demonstration", setting->demonstration ? "yes" : "no");
}

static enum err draw_edit(struct page *page, const struct plan_setting *setting,
                          struct form *form) {
    struct html *out = plan_page_begin(page, setting->label, "/plan/settings");
    plan_setting_edit_html(out, setting, form, page_csrf(page));
    return page_end(page);
}

// An assumption, to be changed.
PAGE(GET, "/plan/settings/{name}", plan_setting_page, CAN(plan_edit))
enum err plan_setting_page(struct page *page) {
    const struct plan_setting *setting;
    struct form *form = form_create(page->arena, fields, COUNT_OF(fields));
    enum err err = form != NULL ? find(page, &setting) : err_failed();
    if (err != ERR_NONE) {
        return err;
    }
    fill_setting(page->arena, form, setting);
    return draw_edit(page, setting, form);
}

struct setting_act {
    struct plan_submit submit;
    const struct plan_setting *setting;
    struct plan_setting_edit edit;
};

static enum err save_command(struct store_db *db, void *context) {
    struct setting_act *act = context;
    return plan_setting_save(db, &act->edit);
}

static enum err draw_again(struct page *page, struct plan_submit *submit) {
    const struct setting_act *act = submit->context;
    return draw_edit(page, act->setting, submit->form);
}

static enum err saved_setting(struct page *page, struct plan_submit *submit, struct form **out) {
    struct setting_act *act = submit->context;
    enum err err = find(page, &act->setting);
    *out = form_create(page->arena, fields, COUNT_OF(fields));
    if (err != ERR_NONE || *out == NULL) {
        return err != ERR_NONE ? err : err_memory();
    }
    fill_setting(page->arena, *out, act->setting);
    return ERR_NONE;
}

static void read_value(struct page *page, struct form *form, struct maybe_real *out) {
    const char *text = text_latin_digits(page->arena, form_value(form, "value"));
    *out = UNKNOWN_REAL;
    if (text == NULL || *text == '\0') {
        return;
    }
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || text[strspn(text, "0123456789.")] != '\0') {
        form_error(form, "value", tr("This is not a number."));
        return;
    }
    *out = known_real(value);
}

// Saves an assumption; the old value stays in the history.
PAGE(POST, "/plan/settings/{name}", plan_setting_change, CAN(plan_edit))
enum err plan_setting_change(struct page *page) {
    struct setting_act *act = ARENA_NEW(page->arena, struct setting_act);
    struct form *form = form_create(page->arena, fields, COUNT_OF(fields));
    if (act == NULL || form == NULL) {
        return err_failed();
    }
    enum err err = find(page, &act->setting);
    if (err == ERR_NONE) {
        err = form_read(form, page->req);
        err = err == ERR_INVALID ? ERR_NONE : err;
    }
    if (err != ERR_NONE) {
        return err;
    }
    const char *version = http_field(page->req, "version");
    act->edit = (struct plan_setting_edit){
        .key = act->setting->key,
        .source = form_value(form, "source"),
        .demonstration = strcmp(form_value(form, "demonstration"), "yes") == 0,
        .expected_version = version != NULL ? strtoll(version, NULL, 10) : 0,
        .who = page->person,
        .now_ms = page->now_ms};
    read_value(page, form, &act->edit.value);
    act->submit = (struct plan_submit){.command = save_command,
                                       .context = act,
                                       .form = form,
                                       .location = "/plan/settings",
                                       .notice = tr("The assumption is saved."),
                                       .draw = draw_again,
                                       .saved = saved_setting,
                                       .fields = fields,
                                       .field_count = COUNT_OF(fields)};
    return plan_page_submit(page, &act->submit);
}
