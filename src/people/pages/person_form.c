/* The form of an account. */
#include "person_form.h"

#include "agency_options.h"

#define ROLE_OPTION(name, label, scoped) {#name, label, NULL},
static const struct form_option role_options[] = {PEOPLE_ROLES(ROLE_OPTION)};

/* The user name stands first so that changing an account can leave it out. */
static const struct form_field template_fields[] = {
    {.name = "username",
     .type = FORM_TEXT,
     .label = TR_NOOP("User name"),
     .hint = TR_NOOP("Small Latin letters, digits, dots and dashes. It stays for ever."),
     .required = true,
     .latin = true,
     .max = PEOPLE_USERNAME_MAX,
     .autocomplete = "off",
     .width = 20},
    {.name = "name",
     .type = FORM_TEXT,
     .label = TR_NOOP("Name and family name"),
     .required = true,
     .max = PEOPLE_NAME_MAX,
     .autocomplete = "off"},
    {.name = "unit",
     .type = FORM_TEXT,
     .label = TR_NOOP("Unit"),
     .hint = TR_NOOP("Department or office"),
     .max = PEOPLE_NAME_MAX,
     .autocomplete = "off"},
    {.name = "roles",
     .type = FORM_CHECKBOXES,
     .label = TR_NOOP("Roles"),
     .required = true,
     .options = role_options,
     .option_count = COUNT_OF(role_options)},
    {.name = "agencies",
     .type = FORM_CHECKBOXES,
     .label = TR_NOOP("Agencies"),
     .hint = TR_NOOP("For agency heads, agency officers and counter offices: the agencies they "
                     "work for")},
};

/* Without agencies there is nothing to tick: that field, the last, is left out. */
enum err person_form_create(struct page *page, bool adding, struct form **out) {
    struct form_field *fields;
    size_t agencies;
    size_t count = COUNT_OF(template_fields);
    enum err err = agency_options_fill(page, template_fields, count, count - 1, &fields, &agencies);
    if (err) {
        return err;
    }
    size_t skipped = adding ? 0 : 1;
    *out = form_create(page->arena, fields + skipped, count - skipped - (agencies == 0 ? 1 : 0));
    return *out ? ERR_NONE : err_failed();
}

void person_form_fill(struct form *form, const struct people_account *account) {
    form_set(form, "name", account->name);
    form_set(form, "unit", account->unit);
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        if (account->roles & (1u << i)) {
            form_check(form, "roles", people_role_name((enum role)i));
        }
    }
    for (size_t i = 0; i < account->agency_count; i++) {
        form_check(form, "agencies", account->agencies[i]);
    }
}

enum err person_form_take(struct page *page, struct form *form, struct people_account_save *out) {
    struct people_agencies agencies;
    enum err err = people_agencies_list(page->db, page->arena, &agencies);
    const char **ids = err ? NULL : ARENA_ARRAY(page->arena, agencies.count + 1, const char *);
    if (!ids) {
        return err ? err : err_failed();
    }
    size_t count = 0;
    for (size_t i = 0; i < agencies.count && i < FORM_OPTIONS_MAX; i++) {
        if (form_checked(form, "agencies", agencies.rows[i].id)) {
            ids[count++] = agencies.rows[i].id;
        }
    }
    out->name = form_value(form, "name");
    out->unit = form_value(form, "unit");
    out->roles = 0;
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        if (form_checked(form, "roles", people_role_name((enum role)i))) {
            out->roles |= 1u << i;
        }
    }
    out->agencies = ids;
    out->agency_count = count;
    out->who = page->person;
    out->now_ms = page->now_ms;
    out->arena = page->arena;
    return ERR_NONE;
}
