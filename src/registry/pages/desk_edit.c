/*
 * Editing a service: one section of the official form at a time. The form carries the version it
 * was drawn from. If somebody else has saved meanwhile, the answers this person changed stay in the
 * form, all others follow the newer version, and what was changed is shown before saving again.
 */
#include "desk_edit.h"

#include <string.h>
#include "desk_edit_html.h"
#include "desk_scope.h"
#include "page.h"
#include "text.h"
#include "profile_change.h"

enum { PROVIDERS_MAX = 10 };

struct editing {
    struct page *page;
    struct registry_service service; /* as it is now */
    struct profile base;             /* the version the form was drawn from */
    int64_t version;
    struct desk_section section;
    struct form *form;
    bool providers_shown;
    /* the save */
    struct profile profile;
    bool touched[FIELD_COUNT];
    struct registry_edit edit;
    struct registry_saved saved;
    struct desk_conflict conflict;
};

/* ---- the form ---- */

/* Who provides a service is IT management's to say. */
static enum err providers_field(struct editing *editing, struct form_field *out, size_t *count) {
    struct page *page = editing->page;
    struct desk_agencies agencies;
    *count = 0;
    if (editing->section.section != SECTION_IDENTITY || !desk_everywhere(page, CAN_service_edit)) {
        return ERR_NONE;
    }
    enum err err = desk_agencies(page, CAN_service_edit, &agencies);
    struct form_field *inner = err == ERR_NONE ? ARENA_NEW(page->arena, struct form_field) : NULL;
    if (inner == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    *inner = (struct form_field){.name = "agency",
                                 .type = FORM_SELECT,
                                 .label = TR_NOOP("Agency"),
                                 .required = true,
                                 .options = agencies.options,
                                 .option_count = agencies.count};
    *out = (struct form_field){.name = "providers",
                               .type = FORM_GROUP,
                               .label = TR_NOOP("Agencies that provide the service"),
                               .required = true,
                               .max = PROVIDERS_MAX,
                               .fields = inner,
                               .field_count = 1};
    *count = 1;
    editing->providers_shown = true;
    return ERR_NONE;
}

static enum err form_make(struct editing *editing, const struct profile *profile) {
    struct page *page = editing->page;
    struct form_field *extra = ARENA_NEW(page->arena, struct form_field);
    size_t extra_count = 0;
    enum err err = extra == NULL ? err_failed() : providers_field(editing, extra, &extra_count);
    err = err == ERR_NONE ? desk_section_make(page->arena, editing->section.section, profile, extra,
                                              extra_count, &editing->section)
                          : err;
    if (err == ERR_NONE) {
        editing->form = form_create(page->arena, editing->section.fields, editing->section.count);
        err = editing->form == NULL ? err_failed() : ERR_NONE;
    }
    return err;
}

static void form_fill(struct editing *editing, const struct profile *profile) {
    struct page *page = editing->page;
    desk_section_fill(page->arena, editing->form, &editing->section, profile);
    for (size_t i = 0; editing->providers_shown && i < editing->service.provider_count; i++) {
        form_set(editing->form, arena_printf(page->arena, "providers.%zu.agency", i),
                 editing->service.providers[i].id);
    }
}

static enum err draw(struct editing *editing, const struct profile *profile, int status) {
    struct page *page = editing->page;
    struct desk_edit_view *view = ARENA_NEW(page->arena, struct desk_edit_view);
    if (view == NULL) {
        return err_failed();
    }
    *view = (struct desk_edit_view){.service = &editing->service,
                                    .section = &editing->section,
                                    .form = editing->form,
                                    .csrf = page_csrf(page),
                                    .version = editing->version,
                                    .conflict = editing->conflict};
    enum err err = desk_edit_items(page->arena, profile, view);
    err = err == ERR_NONE ? desk_edit_damages(page->arena, editing->form, view) : err;
    err = err == ERR_NONE ? desk_edit_tabs(page->arena, view) : err;
    if (err != ERR_NONE) {
        return err;
    }
    const char *label = profile_section_label(editing->section.section);
    struct desk_crumbs crumbs = desk_service_crumbs(page, &editing->service, label);
    struct html *out = page_begin(page, &(struct page_head){.title = label,
                                                            .section = "desk",
                                                            .status = status,
                                                            .crumbs = crumbs.items,
                                                            .crumb_count = crumbs.count});
    desk_edit_html(out, view);
    return page_end(page);
}

static enum err begin(struct page *page, struct editing **out) {
    struct editing *editing = ARENA_NEW(page->arena, struct editing);
    *out = editing;
    if (editing == NULL) {
        return err_failed();
    }
    editing->page = page;
    if (!desk_section_read(page_param(page, "section"), &editing->section.section)) {
        return err_set(ERR_NOT_FOUND, "REG-61", "The form has no such section.", NULL);
    }
    return desk_service_load(page, CAN_service_edit, &editing->service);
}

// One section of the form of a service.
PAGE(GET, "/desk/services/{id}/edit/{section}", desk_edit, CAN(service_edit))
enum err desk_edit(struct page *page) {
    struct editing *editing;
    enum err err = begin(page, &editing);
    err = err == ERR_NONE ? form_make(editing, &editing->service.profile) : err;
    if (err != ERR_NONE) {
        return err;
    }
    editing->version = editing->service.row.version;
    form_fill(editing, &editing->service.profile);
    return draw(editing, &editing->service.profile, 0);
}

/* ---- saving ---- */

static enum err save_command(struct store_db *db, void *context) {
    struct editing *editing = context;
    return registry_service_save(db, editing->page->arena, &editing->edit, &editing->saved);
}

/* The newer version with this person's answers on top, for them to look at and to save. */
static enum err draw_conflict(struct editing *editing) {
    struct page *page = editing->page;
    enum err err =
        registry_service_get(page->db, page->arena, editing->service.row.id, &editing->service);
    if (err != ERR_NONE) {
        return err;
    }
    const struct profile *now = &editing->service.profile;
    struct profile *merged = ARENA_NEW(page->arena, struct profile);
    struct form *typed = editing->form;
    if (merged == NULL) {
        return err_failed();
    }
    *merged = *now;
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (editing->touched[i]) {
            desk_field_copy(merged, &editing->profile, (enum profile_field)i);
        }
    }
    if (editing->profile.generation != editing->base.generation) {
        merged->generation = editing->profile.generation;
    }
    editing->version = editing->service.row.version;
    editing->conflict = (struct desk_conflict){
        &editing->saved.conflict, editing->saved.conflict_author, editing->saved.conflict_at};
    err = form_make(editing, merged);
    if (err != ERR_NONE) {
        return err;
    }
    desk_section_fill(page->arena, editing->form, &editing->section, merged);
    for (size_t i = 0; editing->providers_shown && i < form_rows(typed, "providers"); i++) {
        const char *name = arena_printf(page->arena, "providers.%zu.agency", i);
        form_set(editing->form, name, form_value(typed, name));
    }
    return draw(editing, merged, 409);
}

static enum err saved(struct page *page, void *context, enum err result) {
    struct editing *editing = context;
    if (result == ERR_CONFLICT) {
        return draw_conflict(editing);
    }
    if (result == ERR_INVALID || result == ERR_LIMIT) {
        form_error(editing->form, NULL, arena_strdup(page->arena, err_last()->message));
        return draw(editing, &editing->service.profile, 422);
    }
    if (result != ERR_NONE) {
        return result;
    }
    page_notice(page, editing->saved.changed ? tr("Saved as a new version.")
                                             : tr("Nothing was changed."));
    return page_redirect(page,
                         arena_printf(page->arena, "/desk/services/%s", editing->service.row.id));
}

/* A repair is only put into the form; saving it stays with the person. */
static bool repaired(struct editing *editing) {
    const char *name = http_field(editing->page->req, "repair");
    if (name == NULL || editing->section.section != SECTION_IDENTITY ||
        (strcmp(name, "code") != 0 && strcmp(name, "parent_code") != 0)) {
        return false;
    }
    struct identifier identifier = value_read_identifier(form_value(editing->form, name));
    if (identifier.repair[0] != '\0') {
        form_set(editing->form, name, identifier.repair);
    }
    return true;
}

static enum err base_load(struct editing *editing) {
    struct page *page = editing->page;
    const char *typed = http_field(page->req, "version");
    if (typed == NULL || !text_int(typed, &editing->version)) {
        return err_set(ERR_INVALID, "REG-62",
                       "The form does not say which version it was drawn from. Open it again.",
                       NULL);
    }
    if (editing->version == editing->service.row.version) {
        editing->base = editing->service.profile;
        return ERR_NONE;
    }
    return registry_version_get(page->db, page->arena, editing->service.row.id, editing->version,
                                &editing->base);
}

static enum err providers_take(struct editing *editing) {
    struct page *page = editing->page;
    size_t count = form_rows(editing->form, "providers");
    const char **ids = ARENA_ARRAY(page->arena, count + 1, const char *);
    if (ids == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        ids[i] = form_value(editing->form, arena_printf(page->arena, "providers.%zu.agency", i));
        for (size_t j = 0; j < i; j++) {
            if (strcmp(ids[i], ids[j]) == 0) {
                form_error(editing->form, arena_printf(page->arena, "providers.%zu.agency", i),
                           tr("This agency is there twice."));
            }
        }
    }
    editing->edit.agency_ids = ids;
    editing->edit.agency_count = count;
    return ERR_NONE;
}

static enum err take(struct editing *editing) {
    struct page *page = editing->page;
    enum profile_field wrong = FIELD_title;
    enum err err = desk_section_take(page->arena, editing->form, &editing->section, &editing->base,
                                     &editing->profile, editing->touched);
    if (err == ERR_NONE && editing->providers_shown) {
        err = providers_take(editing);
    }
    if (err == ERR_NONE && profile_check(&editing->profile, &wrong) != ERR_NONE) {
        form_error(editing->form, profile_fields[wrong].name,
                   arena_strdup(page->arena, err_last()->message));
    }
    if (err != ERR_NONE || !form_ok(editing->form)) {
        return err == ERR_NONE ? ERR_INVALID : err;
    }
    const struct profile_source entered = {.origin = ORIGIN_ENTERED,
                                           .publisher = page->person->username,
                                           .vintage = "",
                                           .kind = "",
                                           .note = "",
                                           .entered_at = page->now_ms};
    return profile_attribute(page->arena, &editing->profile, &editing->base, &entered);
}

// Saves one section of the form of a service.
PAGE(POST, "/desk/services/{id}/edit/{section}", desk_edit_save, CAN(service_edit))
enum err desk_edit_save(struct page *page) {
    struct editing *editing;
    enum err err = begin(page, &editing);
    err = err == ERR_NONE ? base_load(editing) : err;
    err = err == ERR_NONE ? form_make(editing, &editing->base) : err;
    if (err != ERR_NONE) {
        return err;
    }
    err = form_read(editing->form, page->req);
    if (err != ERR_NONE && err != ERR_INVALID) {
        return err;
    }
    if (form_acted(editing->form) != NULL || repaired(editing)) {
        return draw(editing, &editing->base, 0);
    }
    err = err == ERR_NONE ? take(editing) : err;
    if (err == ERR_INVALID) {
        return draw(editing, &editing->base, 422);
    }
    if (err != ERR_NONE) {
        return err;
    }
    editing->edit.service_id = editing->service.row.id;
    editing->edit.expected_version = editing->version;
    editing->edit.state = -1;
    editing->edit.profile = &editing->profile;
    editing->edit.who = page->person;
    editing->edit.now_ms = page->now_ms;
    editing->edit.note = profile_section_label(editing->section.section);
    return page_write(page, save_command, editing, saved);
}
