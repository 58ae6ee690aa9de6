/* Recording and revoking a delegation. */
#include "agency_options.h"
#include "authority.h"
#include "calendar.h"
#include "desk_authority_new_html.h"
#include "desk_authority_revoke_html.h"
#include "page.h"
#include "people_sql.h"

#define PERMISSION_OPTION(name, label, roles) {#name, label, NULL},
static const struct form_option permission_options[] = {PEOPLE_PERMISSIONS(PERMISSION_OPTION)};

enum { FIELD_PERSON, FIELD_PERMISSION, FIELD_SUBJECT, FIELD_AGENCY };

static const struct form_field template_fields[] = {
    [FIELD_PERSON] = {.name = "person",
                      .type = FORM_TEXT,
                      .label = TR_NOOP("User name"),
                      .hint = TR_NOOP("Of the person who gets the authority"),
                      .required = true,
                      .latin = true,
                      .max = PEOPLE_USERNAME_MAX,
                      .width = 20},
    [FIELD_PERMISSION] = {.name = "permission",
                          .type = FORM_SELECT,
                          .label = TR_NOOP("What is delegated"),
                          .required = true,
                          .options = permission_options,
                          .option_count = COUNT_OF(permission_options)},
    [FIELD_SUBJECT] = {.name = "subject",
                       .type = FORM_TEXT,
                       .label = TR_NOOP("Narrower, in words"),
                       .hint = TR_NOOP("For example: only services of one cluster"),
                       .max = 300},
    [FIELD_AGENCY] = {.name = "agency",
                      .type = FORM_SELECT,
                      .label = TR_NOOP("Agency"),
                      .hint = TR_NOOP("Leave empty for all agencies")},
    {.name = "unit", .type = FORM_TEXT, .label = TR_NOOP("Unit"), .max = 120},
    {.name = "amount",
     .type = FORM_MONEY,
     .label = TR_NOOP("Up to which amount (rial)"),
     .hint = TR_NOOP("Leave empty when there is no limit in money")},
    {.name = "from", .type = FORM_DATE, .label = TR_NOOP("First day"), .required = true},
    {.name = "until",
     .type = FORM_DATE,
     .label = TR_NOOP("Last day"),
     .hint = TR_NOOP("Leave empty when it holds until it is revoked")},
    {.name = "letter",
     .type = FORM_TEXT,
     .label = TR_NOOP("Number and date of the letter"),
     .max = 120},
    {.name = "basis",
     .type = FORM_TEXT,
     .label = TR_NOOP("Legal basis"),
     .hint = TR_NOOP("The clause that allows this delegation"),
     .max = 300},
};

static enum err form_make(struct page *page, struct form **out) {
    struct form_field *fields;
    size_t agencies;
    enum err err = agency_options_fill(page, template_fields, COUNT_OF(template_fields),
                                       FIELD_AGENCY, &fields, &agencies);
    *out = err ? NULL : form_create(page->arena, fields, COUNT_OF(template_fields));
    return err || *out ? err : err_failed();
}

static enum err draw(struct page *page, struct form *form, int status) {
    struct html *out = page_begin(page, &(struct page_head){.title = tr("Record a delegation"),
                                                            .section = "desk",
                                                            .status = status});
    desk_authority_new_html(out, form, page_csrf(page));
    return page_end(page);
}

// The form to record a delegation.
PAGE(GET, "/desk/authority/new", desk_authority_new, CAN(people_manage))
enum err desk_authority_new(struct page *page) {
    struct form *form;
    enum err err = form_make(page, &form);
    if (err) {
        return err;
    }
    const char *person = page_query(page, "person");
    form_set(form, "person", person ? person : "");
    form_set_day(form, "from", calendar_day_of_ms(page->now_ms));
    return draw(page, form, 0);
}

struct granting {
    struct people_authority_grant grant; /* first: command and answer share one pointer */
    struct form *form;
};

static enum err granted(struct page *page, void *context, enum err result) {
    struct granting *granting = context;
    if (result == ERR_INVALID || result == ERR_CONFLICT) {
        form_error(granting->form, NULL, err_last()->message);
        return draw(page, granting->form, result == ERR_CONFLICT ? 409 : 422);
    }
    if (result) {
        return result;
    }
    page_notice(page, tr("The delegation is recorded."));
    return page_redirect(page, "/desk/authority");
}

static enum err take(struct page *page, const struct form *form,
                     struct people_authority_grant *out) {
    struct people_account account;
    int64_t day, amount;
    enum err err =
        people_account_by_username(page->db, page->arena, form_value(form, "person"), &account);
    if (err) {
        return err;
    }
    const char *agency = form_value(form, "agency");
    *out = (struct people_authority_grant){.account_id = account.id,
                                           .permission = CAN_COUNT,
                                           .subject = form_value(form, "subject"),
                                           .agency_id = *agency ? agency : NULL,
                                           .unit = form_value(form, "unit"),
                                           .basis = form_value(form, "basis"),
                                           .letter = form_value(form, "letter"),
                                           .who = page->person,
                                           .now_ms = page->now_ms,
                                           .arena = page->arena};
    people_permission_parse(form_value(form, "permission"), &out->permission);
    if (form_int(form, "amount", &amount)) {
        out->amount_max = known_int(amount);
    }
    if (form_day(form, "from", &day)) {
        out->from_ms = calendar_ms_of_day(day);
    }
    if (form_day(form, "until", &day)) {
        out->until_ms = known_int(calendar_ms_of_day(day + 1)); /* to the end of that day */
    }
    return ERR_NONE;
}

// Records a delegation.
PAGE(POST, "/desk/authority/new", desk_authority_add, CAN(people_manage))
enum err desk_authority_add(struct page *page) {
    struct granting *granting = ARENA_NEW(page->arena, struct granting);
    enum err err = granting ? form_make(page, &granting->form) : err_failed();
    if (err) {
        return err;
    }
    if (form_read(granting->form, page->req)) {
        return draw(page, granting->form, 422);
    }
    err = take(page, granting->form, &granting->grant);
    if (err == ERR_NOT_FOUND) {
        form_error(granting->form, "person", err_last()->message);
        return draw(page, granting->form, 422);
    }
    return err ? err : page_write(page, people_authority_grant, granting, granted);
}

/* ---- revoking ---- */

static const struct form_field why_fields[] = {
    {.name = "why",
     .type = FORM_TEXT,
     .label = TR_NOOP("Why it is revoked"),
     .hint = TR_NOOP("With the number of the letter, if there is one"),
     .required = true,
     .max = 300},
};

static enum err draw_revoke(struct page *page, struct form *form, int status) {
    if (!form) {
        return err_failed();
    }
    struct people_authority_get_row row;
    bool found;
    enum err err = people_authority_get(
        page->db, page->arena, &(struct people_authority_get_in){.id = page_param(page, "id")},
        &row, &found);
    if (err) {
        return err;
    }
    if (!found || row.revoked_at.known) {
        page_notice(page, tr("This delegation is not in force any more."));
        return page_redirect(page, "/desk/authority?all=1");
    }
    enum permission permission;
    const char *what = people_permission_parse(row.permission, &permission)
                           ? tr(people_permission_label(permission))
                           : row.permission;
    struct html *out = page_begin(page, &(struct page_head){.title = tr("Revoke a delegation"),
                                                            .section = "desk",
                                                            .status = status});
    desk_authority_revoke_html(out, form, page_csrf(page), &row, what);
    return page_end(page);
}

// The form to revoke a delegation.
PAGE(GET, "/desk/authority/{id}/revoke", desk_authority_revoke, CAN(people_manage))
enum err desk_authority_revoke(struct page *page) {
    return draw_revoke(page, form_create(page->arena, why_fields, COUNT_OF(why_fields)), 0);
}

static enum err revoked(struct page *page, void *context, enum err result) {
    (void)context;
    if (result && result != ERR_CONFLICT) {
        return result;
    }
    page_notice(page, result ? err_last()->message : tr("The delegation is revoked."));
    return page_redirect(page, "/desk/authority");
}

// Revokes a delegation.
PAGE(POST, "/desk/authority/{id}/revoke", desk_authority_revoke_submit, CAN(people_manage))
enum err desk_authority_revoke_submit(struct page *page) {
    struct form *form = form_create(page->arena, why_fields, COUNT_OF(why_fields));
    struct people_authority_revoke *revoke = ARENA_NEW(page->arena, struct people_authority_revoke);
    if (!form || !revoke) {
        return err_failed();
    }
    if (form_read(form, page->req)) {
        return draw_revoke(page, form, 422);
    }
    *revoke = (struct people_authority_revoke){.id = page_param(page, "id"),
                                               .why = form_value(form, "why"),
                                               .who = page->person,
                                               .now_ms = page->now_ms,
                                               .arena = page->arena};
    return page_write(page, people_authority_revoke, revoke, revoked);
}
