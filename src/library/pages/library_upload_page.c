/*
 * A file comes in: a new model, or another version of one. The file is read and checked on a thread
 * of its own. What cannot be read is an error at its field; what can is kept as a draft, whatever
 * the checker says. A good file survives errors in other fields: it waits in the session.
 */
#include <stdio.h>
#include <string.h>

#include "library_page.h"
#include "library_upload_html.h"
#include "library_upload_view.h"
#include "text.h"

struct uploading {
    struct form *form;
    bool known; /* a model is there already */
    struct library_model model;
    struct library_heading heading;
    int64_t stands_on;
    const char *file_name, *kept; /* kept: the file that was sent before */
    void *bytes;
    size_t size;
    struct arena *arena;
    struct library_file file;
    struct library_report report;
    union {
        struct library_add add;
        struct library_save save;
    } command;
};

static enum err draw(struct page *page, struct uploading *uploading, int status) {
    struct library_upload_view view = {
        .title = uploading->known ? tr("Add a version") : tr("Add a process or decision"),
        .action = http_path(page->req),
        .csrf = page_csrf(page),
        .form = uploading->form,
        .model = uploading->known ? &uploading->model : NULL,
        .stands_on = uploading->stands_on,
        .kept = uploading->kept,
        .kept_name = uploading->kept != NULL ? uploading->file_name : NULL};
    struct html *out = library_page_begin(page, view.title, view.model, false, status);
    library_upload_html(out, &view);
    return page_end(page);
}

static enum err begin(struct page *page, bool known, struct uploading **out) {
    struct uploading *uploading = ARENA_NEW(page->arena, struct uploading);
    if (uploading == NULL) {
        return err_failed();
    }
    uploading->known = known;
    *out = uploading;
    enum err err =
        known ? library_get(page->db, page->arena, page_param(page, "id"), &uploading->model)
              : ERR_NONE;
    uploading->stands_on = uploading->model.newest;
    const char *kept = http_field(page->req, "kept");
    int parts = LIBRARY_FORM_FILE | (known ? 0 : LIBRARY_FORM_HEADING) |
                (kept != NULL && kept[0] != '\0' ? LIBRARY_FORM_KEPT : 0);
    return err == ERR_NONE ? library_form(page, parts, &uploading->form) : err;
}

/* ---- the file ---- */

static enum err bytes_read(struct page *page, struct uploading *uploading, FILE *file) {
    uploading->bytes = arena_alloc(page->arena, LIBRARY_FILE_MAX + 1);
    if (uploading->bytes == NULL) {
        return err_failed();
    }
    uploading->size = fread(uploading->bytes, 1, LIBRARY_FILE_MAX + 1, file);
    return ferror(file) == 0
               ? ERR_NONE
               : err_set(ERR_IO, "LIB-20", "The file that was sent could not be read.", NULL);
}

/* The file that was sent, or the one that waits in the session; size stays 0 without either. */
static enum err file_take(struct page *page, struct uploading *uploading) {
    const struct http_upload *upload = http_upload(page->req, "file");
    const char *kept = http_field(page->req, "kept");
    FILE *file = NULL;
    if (upload != NULL && upload->filename != NULL && upload->filename[0] != '\0') {
        uploading->file_name = upload->filename;
        file = fopen(upload->path, "rb");
        enum err err = file != NULL ? bytes_read(page, uploading, file)
                                    : err_set(ERR_IO, "LIB-20",
                                              "The file that was sent could not be read.", NULL);
        if (file != NULL) {
            (void)fclose(file);
        }
        if (err == ERR_NONE && uploading->size == 0) {
            form_error(uploading->form, "file", tr("The file is empty."));
        }
        return err;
    }
    if (kept != NULL && kept[0] != '\0') {
        enum err err = page_file_open(page, kept, &file, &uploading->file_name);
        if (err == ERR_NONE) {
            uploading->kept = kept;
            return bytes_read(page, uploading, file);
        }
        if (err != ERR_NOT_FOUND) {
            return err;
        }
    }
    if (form_error_at(uploading->form, "file") == NULL) {
        form_error(uploading->form, "file", tr("Choose the file of the process or decision."));
    }
    return ERR_NONE;
}

/* A file that was read waits in the session while another field is put right. */
static enum err file_keep(struct page *page, struct uploading *uploading) {
    const struct http_upload *upload = http_upload(page->req, "file");
    if (uploading->kept != NULL || upload == NULL || uploading->size == 0) {
        return ERR_NONE;
    }
    return page_file_keep(page, upload, &uploading->kept);
}

static enum err read_and_check(struct store *store, void *context) {
    (void)store;
    struct uploading *uploading = context;
    enum err err =
        library_file_read(uploading->arena, uploading->bytes, uploading->size, &uploading->file);
    return err == ERR_NONE
               ? library_file_check(uploading->arena, &uploading->file, &uploading->report)
               : err;
}

/* ---- saving ---- */

static enum err to_version(struct page *page, const char *id, int64_t number,
                           const struct library_report *report) {
    page_notice(page, report->found.errors > 0
                          ? tr("The file is kept as a draft. It has errors: the report says which.")
                          : tr("The file is kept as a draft."));
    return page_redirect(page, library_path(page->arena, id, number, ""));
}

static enum err saved(struct page *page, void *context, enum err result) {
    struct uploading *uploading = context;
    if (result == ERR_NONE) {
        return uploading->known
                   ? to_version(page, uploading->model.id, uploading->command.save.number_out,
                                &uploading->report)
                   : to_version(page, uploading->command.add.id_out, 1, &uploading->report);
    }
    if (result != ERR_CONFLICT && result != ERR_INVALID && result != ERR_LIMIT) {
        return result;
    }
    form_error(uploading->form, NULL, arena_strdup(page->arena, err_last()->message));
    uploading->stands_on =
        result == ERR_CONFLICT ? uploading->command.save.number_out : uploading->stands_on;
    enum err err = file_keep(page, uploading);
    return err == ERR_NONE ? draw(page, uploading, 422) : err;
}

static enum err add_model(struct store_db *db, void *context) {
    struct uploading *uploading = context;
    return library_add(db, &uploading->command.add);
}

static enum err save_version(struct store_db *db, void *context) {
    struct uploading *uploading = context;
    return library_save(db, &uploading->command.save);
}

static enum err save(struct page *page, struct uploading *uploading) {
    const struct library_act act = {page->person, page->now_ms, page->arena};
    const struct library_upload upload = {uploading->bytes, uploading->size, uploading->file_name,
                                          form_value(uploading->form, "note"),
                                          uploading->report.found};
    if (uploading->known) {
        uploading->command.save = (struct library_save){.act = act,
                                                        .id = uploading->model.id,
                                                        .stands_on = uploading->stands_on,
                                                        .upload = upload};
        return page_write(page, save_version, uploading, saved);
    }
    if (text_is_blank(uploading->heading.title)) {
        uploading->heading.title = uploading->file.name;
    }
    uploading->command.add = (struct library_add){
        .act = act, .kind = uploading->file.kind, .heading = uploading->heading, .upload = upload};
    return page_write(page, add_model, uploading, saved);
}

static const char *title_problem(const struct uploading *uploading) {
    if (uploading->known || !text_is_blank(uploading->heading.title)) {
        return NULL;
    }
    if (text_is_blank(uploading->file.name)) {
        return tr("The file has no name of its own. Write a title.");
    }
    return text_length(uploading->file.name) > LIBRARY_TITLE_MAX
               ? tr("The name in the file is longer than 200 characters. Write a title.")
               : NULL;
}

static enum err checked(struct page *page, void *context, enum err result) {
    struct uploading *uploading = context;
    struct form *form = uploading->form;
    if (result == ERR_INVALID || result == ERR_LIMIT) {
        form_error(form, "file", arena_strdup(page->arena, err_last()->message));
        uploading->kept = NULL;
        return draw(page, uploading, 422);
    }
    if (result != ERR_NONE) {
        return result;
    }
    if (uploading->known && uploading->file.kind != uploading->model.kind) {
        form_error(form, "file",
                   tr("This file is of the other kind: a decision is no version of a process, nor "
                      "a process of a decision. Add it as a new one."));
        return draw(page, uploading, 422);
    }
    const char *problem = title_problem(uploading);
    if (problem != NULL) {
        form_error(form, "title", problem);
    }
    if (!form_ok(form)) {
        enum err err = file_keep(page, uploading);
        return err == ERR_NONE ? draw(page, uploading, 422) : err;
    }
    return save(page, uploading);
}

static enum err take(struct page *page, bool known) {
    struct uploading *uploading = NULL;
    const char *stands_on = http_field(page->req, "stands_on");
    enum err err = begin(page, known, &uploading);
    if (err != ERR_NONE) {
        return err;
    }
    if (known && (stands_on == NULL || !text_int(stands_on, &uploading->stands_on))) {
        return err_set(ERR_INVALID, "LIB-21",
                       "The form does not say which version it stands on. Open it again.", NULL);
    }
    err = form_read(uploading->form, page->req);
    err = err == ERR_INVALID ? ERR_NONE : err;
    if (err == ERR_NONE && !known) {
        err = library_form_heading(page, uploading->form, &uploading->heading);
    }
    if (err == ERR_NONE) {
        err = file_take(page, uploading);
    }
    if (err != ERR_NONE) {
        return err;
    }
    if (uploading->size == 0) {
        return draw(page, uploading, 422);
    }
    uploading->arena = library_file_arena(page);
    return uploading->arena != NULL ? page_brief(page, read_and_check, uploading, checked)
                                    : err_failed();
}

// The form to add a process or decision.
PAGE(GET, "/desk/models/new", library_new_page, CAN(model_write))
enum err library_new_page(struct page *page) {
    struct uploading *uploading = NULL;
    enum err err = begin(page, false, &uploading);
    return err == ERR_NONE ? draw(page, uploading, 0) : err;
}

// Adds a process or decision from a file.
PAGE(POST, "/desk/models/new", library_new_send, CAN(model_write), UPLOAD)
enum err library_new_send(struct page *page) {
    return take(page, false);
}

// The form to add another version.
PAGE(GET, "/desk/models/{id}/versions/new", library_version_new_page, CAN(model_write))
enum err library_version_new_page(struct page *page) {
    struct uploading *uploading = NULL;
    enum err err = begin(page, true, &uploading);
    return err == ERR_NONE ? draw(page, uploading, 0) : err;
}

// Adds another version from a file.
PAGE(POST, "/desk/models/{id}/versions/new", library_version_new_send, CAN(model_write), UPLOAD)
enum err library_version_new_send(struct page *page) {
    return take(page, true);
}
