/* IT management verifies the nine criteria of a service against its evidence. */
#include "desk_scope.h"
#include "desk_verify_html.h"
#include "desk_verify_view.h"
#include "page.h"

enum { NOTE_LETTERS_MAX = 2000, LEVELS = MATURITY_MAX + 1 };

struct verifying {
    struct page *page;
    struct registry_service service;
    struct form *form;
    struct profile_criteria levels;
};

static enum err form_make(struct page *page, struct form **out) {
    struct form_field *fields = ARENA_ARRAY(page->arena, CRITERION_COUNT + 1, struct form_field);
    struct form_option *options = ARENA_ARRAY(page->arena, LEVELS, struct form_option);
    if (fields == NULL || options == NULL) {
        return err_failed();
    }
    for (int i = 0; i < LEVELS; i++) {
        options[i] =
            (struct form_option){arena_printf(page->arena, "%d", i), maturity_stage_label(i), NULL};
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        fields[i] = (struct form_field){.name = criterion_slug((enum criterion)i),
                                        .type = FORM_SELECT,
                                        .label = criterion_label((enum criterion)i),
                                        .options = options,
                                        .option_count = LEVELS};
    }
    fields[CRITERION_COUNT] =
        (struct form_field){.name = "note",
                            .type = FORM_MULTILINE,
                            .label = TR_NOOP("What was looked at"),
                            .hint = TR_NOOP("The page, the letter or the visit that proves it"),
                            .required = true,
                            .max = NOTE_LETTERS_MAX};
    *out = form_create(page->arena, fields, CRITERION_COUNT + 1);
    return *out == NULL ? err_failed() : ERR_NONE;
}

static enum err begin(struct page *page, struct verifying **out) {
    struct verifying *verifying = ARENA_NEW(page->arena, struct verifying);
    *out = verifying;
    if (verifying == NULL) {
        return err_failed();
    }
    verifying->page = page;
    enum err err = desk_service_load(page, CAN_service_confirm, &verifying->service);
    return err == ERR_NONE ? form_make(page, &verifying->form) : err;
}

static enum err draw(struct page *page, const struct verifying *verifying, int status) {
    struct desk_verify_view view = {
        .service = &verifying->service, .form = verifying->form, .csrf = page_csrf(page)};
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct maturity_criterion *evidence = &verifying->service.maturity.criteria[i];
        struct maybe_int declared = verifying->service.profile.criteria.items[i].level;
        view.names[i] = criterion_slug((enum criterion)i);
        view.declared[i] = declared.known ? (int)declared.value : -1;
        view.evidence[i] = evidence->state == CRITERION_KNOWN ? evidence->level : -1;
    }
    struct desk_crumbs crumbs =
        desk_service_crumbs(page, &verifying->service, tr("Verify the maturity"));
    struct html *out = page_begin(page, &(struct page_head){.title = tr("Verify the maturity"),
                                                            .section = "desk",
                                                            .status = status,
                                                            .crumbs = crumbs.items,
                                                            .crumb_count = crumbs.count});
    desk_verify_html(out, &view);
    return page_end(page);
}

// The form in which IT management verifies the criteria of a service.
PAGE(GET, "/desk/services/{id}/verify", desk_verify, CAN(service_confirm))
enum err desk_verify(struct page *page) {
    struct verifying *verifying;
    enum err err = begin(page, &verifying);
    if (err != ERR_NONE) {
        return err;
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        struct maybe_int level = verifying->service.verified.items[i].level;
        if (level.known) {
            form_set_int(verifying->form, criterion_slug((enum criterion)i), level.value);
        }
    }
    return draw(page, verifying, 0);
}

static enum err verify(struct store_db *db, void *context) {
    struct verifying *verifying = context;
    struct page *page = verifying->page;
    return registry_service_verify(db, page->arena, verifying->service.row.id, &verifying->levels,
                                   form_value(verifying->form, "note"), page->person, page->now_ms);
}

static enum err verified(struct page *page, void *context, enum err result) {
    const struct verifying *verifying = context;
    if (result != ERR_NONE) {
        return result;
    }
    page_notice(page, tr("The verified levels are recorded."));
    return page_redirect(page,
                         arena_printf(page->arena, "/desk/services/%s", verifying->service.row.id));
}

// Records the levels that IT management verified.
PAGE(POST, "/desk/services/{id}/verify", desk_verify_save, CAN(service_confirm))
enum err desk_verify_save(struct page *page) {
    struct verifying *verifying;
    enum err err = begin(page, &verifying);
    err = err == ERR_NONE ? form_read(verifying->form, page->req) : err;
    if (err == ERR_INVALID) {
        return draw(page, verifying, 422);
    }
    if (err != ERR_NONE) {
        return err;
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        int64_t level = 0;
        bool known = form_int(verifying->form, criterion_slug((enum criterion)i), &level);
        verifying->levels.items[i] =
            (struct profile_declared){known ? known_int(level) : UNKNOWN_INT,
                                      verifying->service.profile.criteria.items[i].applicable, ""};
    }
    return page_write(page, verify, verifying, verified);
}
