/* Title, role, agency and service of a model, to be changed. */
#include <string.h>

#include "library_page.h"
#include "library_settings_html.h"
#include "library_upload_view.h"
#include "text.h"

struct changing {
    struct form *form;
    struct library_model model;
    struct library_change change;
};

static enum err draw(struct page *page, const struct changing *changing, int64_t edition,
                     int status) {
    const struct library_settings_view view = {.csrf = page_csrf(page),
                                               .form = changing->form,
                                               .model = &changing->model,
                                               .edition = edition};
    struct html *out =
        library_page_begin(page, tr("Change title and place"), &changing->model, false, status);
    library_settings_html(out, &view);
    return page_end(page);
}

static enum err begin(struct page *page, struct changing **out) {
    struct changing *changing = ARENA_NEW(page->arena, struct changing);
    enum err err = changing == NULL ? err_failed()
                                    : library_get(page->db, page->arena, page_param(page, "id"),
                                                  &changing->model);
    *out = changing;
    return err == ERR_NONE ? library_form(page, LIBRARY_FORM_HEADING, &changing->form) : err;
}

// Title, role, agency and service of a process or decision.
PAGE(GET, "/desk/models/{id}/settings", library_settings_page, CAN(model_write))
enum err library_settings_page(struct page *page) {
    struct changing *changing = NULL;
    enum err err = begin(page, &changing);
    if (err != ERR_NONE) {
        return err;
    }
    library_form_fill(changing->form, &changing->model);
    return draw(page, changing, changing->model.edition, 0);
}

/* Somebody else was first: theirs stands at each field that differs. */
static enum err show_theirs(struct page *page, struct changing *changing, const char *message) {
    struct form *theirs = NULL;
    struct library_model *now = &changing->model;
    enum err err = library_get(page->db, page->arena, changing->change.id, now);
    if (err == ERR_NONE) {
        err = library_form(page, LIBRARY_FORM_HEADING, &theirs);
    }
    if (err != ERR_NONE) {
        return err;
    }
    library_form_fill(theirs, now);
    form_error(changing->form, NULL, message);
    const struct {
        const char *field, *saved;
    } fields[] = {{"title", now->title},
                  {"role", library_label(LIBRARY_OF_ROLE, (int)now->role)},
                  {"agency", now->agency_name},
                  {"service", now->service_number}};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *saved = fields[i].saved[0] != '\0' ? fields[i].saved : tr("empty");
        if (strcmp(form_value(theirs, fields[i].field),
                   form_value(changing->form, fields[i].field)) != 0) {
            form_error(changing->form, fields[i].field,
                       tr_fmt(page->arena,
                              "Saved by somebody else now: {1}. Saving again replaces it.", saved));
        }
    }
    return draw(page, changing, now->edition, 422);
}

static enum err changed(struct page *page, void *context, enum err result) {
    struct changing *changing = context;
    if (result == ERR_NONE) {
        page_notice(page, tr("The change is saved."));
        return page_redirect(page, library_path(page->arena, changing->change.id, 0, ""));
    }
    const char *message = arena_strdup(page->arena, err_last()->message);
    if (message == NULL) {
        return err_failed();
    }
    if (result == ERR_CONFLICT) {
        return show_theirs(page, changing, message);
    }
    if (result == ERR_INVALID) {
        form_error(changing->form, "title", message);
        return draw(page, changing, changing->change.edition, 422);
    }
    return result;
}

static enum err change_heading(struct store_db *db, void *context) {
    struct changing *changing = context;
    return library_change(db, &changing->change);
}

// Changes title, role, agency and service of a process or decision.
PAGE(POST, "/desk/models/{id}/settings", library_settings_send, CAN(model_write))
enum err library_settings_send(struct page *page) {
    struct changing *changing = NULL;
    const char *edition = http_field(page->req, "edition");
    enum err err = begin(page, &changing);
    if (err != ERR_NONE) {
        return err;
    }
    changing->change = (struct library_change){.act = {page->person, page->now_ms, page->arena},
                                               .id = changing->model.id};
    if (edition == NULL || !text_int(edition, &changing->change.edition)) {
        return err_set(ERR_INVALID, "LIB-21",
                       "The form does not say which version it stands on. Open it again.", NULL);
    }
    err = form_read(changing->form, page->req);
    if (err == ERR_NONE || err == ERR_INVALID) {
        err = library_form_heading(page, changing->form, &changing->change.heading);
    }
    if (err != ERR_NONE) {
        return err;
    }
    return form_ok(changing->form) ? page_write(page, change_heading, changing, changed)
                                   : draw(page, changing, changing->change.edition, 422);
}
