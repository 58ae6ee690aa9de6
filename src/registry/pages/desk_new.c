/* A new service: its title and its agency make a draft; the rest is asked section by section. */
#include "desk_new_html.h"
#include "desk_scope.h"
#include "page.h"
#include "profile_change.h"

enum { TITLE_LETTERS_MAX = 500 };

struct adding {
    struct arena *arena;
    struct form *form;
    struct profile profile;
    struct registry_edit edit;
    struct registry_saved saved;
};

static enum err form_make(struct page *page, struct form **out) {
    struct desk_agencies agencies;
    struct form_field *fields = ARENA_ARRAY(page->arena, 2, struct form_field);
    enum err err = fields == NULL ? err_failed() : desk_agencies(page, CAN_service_edit, &agencies);
    if (err != ERR_NONE) {
        return err;
    }
    fields[0] = (struct form_field){.name = "title",
                                    .label = TR_NOOP("Title of the service"),
                                    .hint = TR_NOOP("As the citizen knows it"),
                                    .required = true,
                                    .max = TITLE_LETTERS_MAX};
    fields[1] = (struct form_field){.name = "agency",
                                    .type = FORM_SELECT,
                                    .label = TR_NOOP("Agency"),
                                    .required = true,
                                    .options = agencies.options,
                                    .option_count = agencies.count};
    *out = form_create(page->arena, fields, 2);
    if (*out != NULL && agencies.count == 1) {
        form_set(*out, "agency", agencies.options[0].value);
    }
    return *out == NULL ? err_failed() : ERR_NONE;
}

static enum err draw(struct page *page, const struct form *form, int status) {
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("New service"),
                                  .section = "desk",
                                  .status = status,
                                  .crumbs = (const struct web_crumb[]){{tr("Services of the desk"),
                                                                        "/desk/services"},
                                                                       {tr("New service"), NULL}},
                                  .crumb_count = 2});
    desk_new_html(out, form, page_csrf(page));
    return page_end(page);
}

// The form for a new service.
PAGE(GET, "/desk/services/new", desk_new, CAN(service_edit))
enum err desk_new(struct page *page) {
    struct form *form;
    enum err err = form_make(page, &form);
    return err == ERR_NONE ? draw(page, form, 0) : err;
}

static enum err add(struct store_db *db, void *context) {
    struct adding *adding = context;
    return registry_service_save(db, adding->arena, &adding->edit, &adding->saved);
}

static enum err added(struct page *page, void *context, enum err result) {
    struct adding *adding = context;
    if (result == ERR_INVALID) {
        form_error(adding->form, NULL, arena_strdup(page->arena, err_last()->message));
        return draw(page, adding->form, 422);
    }
    if (result != ERR_NONE) {
        return result;
    }
    page_notice(page, tr("The draft is there. Fill in the form section by section."));
    return page_redirect(page, arena_printf(page->arena, "/desk/services/%s", adding->saved.id));
}

// Adds a service as a draft.
PAGE(POST, "/desk/services/new", desk_add, CAN(service_edit))
enum err desk_add(struct page *page) {
    struct adding *adding = ARENA_NEW(page->arena, struct adding);
    const char **agency = ARENA_ARRAY(page->arena, 1, const char *);
    enum err err = adding == NULL || agency == NULL ? err_failed() : form_make(page, &adding->form);
    if (err != ERR_NONE) {
        return err;
    }
    err = form_read(adding->form, page->req);
    if (err == ERR_INVALID) {
        return draw(page, adding->form, 422);
    }
    *agency = form_value(adding->form, "agency");
    err = err == ERR_NONE ? page_require(page, CAN_service_edit, *agency) : err;
    if (err != ERR_NONE) {
        return err;
    }
    profile_init(&adding->profile);
    adding->profile.generation = GENERATION_NEWEST;
    adding->profile.title = form_value(adding->form, "title");
    const struct profile_source entered = {.origin = ORIGIN_ENTERED,
                                           .publisher = page->person->username,
                                           .vintage = "",
                                           .kind = "",
                                           .note = "",
                                           .entered_at = page->now_ms};
    err = profile_attribute(page->arena, &adding->profile, NULL, &entered);
    if (err != ERR_NONE) {
        return err;
    }
    adding->arena = page->arena;
    adding->edit = (struct registry_edit){.agency_ids = agency,
                                          .agency_count = 1,
                                          .state = SERVICE_DRAFT,
                                          .profile = &adding->profile,
                                          .who = page->person,
                                          .now_ms = page->now_ms};
    return page_write(page, add, adding, added);
}
