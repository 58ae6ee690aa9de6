/*
 * Importing a data file from the desk: first a check, which leaves nothing but its report, then the
 * load of the same file. Both run on a thread of their own, so that a long file keeps nobody
 * waiting.
 */
#include <stdio.h>
#include <string.h>

#include "desk_import_html.h"
#include "desk_import_view.h"
#include "page.h"

enum { EARLIER = 20 };

struct importing {
    struct form *form;
    struct arena *arena;
    struct import_request request;
    struct import_report report;
};

/* ---- the form ---- */

static enum err form_make(struct page *page, struct form **out) {
    struct form_option *options = ARENA_ARRAY(page->arena, IMPORT_KIND_COUNT, struct form_option);
    struct form_field *fields = ARENA_ARRAY(page->arena, 2, struct form_field);
    if (options == NULL || fields == NULL) {
        return err_failed();
    }
    for (int i = 0; i < IMPORT_KIND_COUNT; i++) {
        enum import_kind kind = (enum import_kind)i;
        options[i] = (struct form_option){import_kind_slug(kind), import_kind_label(kind), NULL};
    }
    fields[0] = (struct form_field){.name = "kind",
                                    .type = FORM_SELECT,
                                    .label = TR_NOOP("What the file holds"),
                                    .required = true,
                                    .options = options,
                                    .option_count = IMPORT_KIND_COUNT};
    fields[1] = (struct form_field){
        .name = "file",
        .type = FORM_FILE,
        .label = TR_NOOP("File"),
        .required = true,
        .hint = TR_NOOP("CSV in UTF-8, as a spreadsheet saves it; comma, semicolon or tab between "
                        "the columns")};
    *out = form_create(page->arena, fields, 2);
    return *out == NULL ? err_failed() : ERR_NONE;
}

static enum err draw(struct page *page, const struct form *form, int status) {
    struct import_list earlier;
    enum err err =
        import_list(page->db, page->arena, page_query(page, "before"), EARLIER, &earlier);
    if (err != ERR_NONE) {
        return err;
    }
    const struct page_query_pair pairs[] = {{"before", earlier.next}};
    struct desk_import_view view = {
        .form = form,
        .csrf = page_csrf(page),
        .earlier = &earlier,
        .next_href = earlier.next == NULL ? NULL : page_href(page, "/desk/import", pairs, 1)};
    struct html *out = page_begin(page, &(struct page_head){.title = tr("Import of data files"),
                                                            .section = "desk",
                                                            .status = status});
    desk_import_html(out, &view);
    return page_end(page);
}

// The form to import a data file, and the imports so far.
PAGE(GET, "/desk/import", desk_import, CAN(registry_import))
enum err desk_import(struct page *page) {
    struct form *form;
    enum err err = form_make(page, &form);
    return err == ERR_NONE ? draw(page, form, 0) : err;
}

/* ---- the work ---- */

static enum err import_work(struct store *store, void *context) {
    struct importing *importing = context;
    return import_run(store, importing->arena, &importing->request, &importing->report);
}

/* To the report. A file that passed its check is kept, so that it can be loaded from there. */
static enum err to_report(struct page *page, struct importing *importing) {
    const struct import_report *report = &importing->report;
    const char *kept = NULL;
    const struct http_upload *upload = http_upload(page->req, "file");
    if (report->dry_run && report->counts.errors == 0 && upload != NULL) {
        enum err err = page_file_keep(page, upload, &kept);
        if (err != ERR_NONE) {
            return err;
        }
    }
    const struct page_query_pair pairs[] = {{"file", kept}};
    return page_redirect(
        page, page_href(page, arena_printf(page->arena, "/desk/import/%s", report->id), pairs, 1));
}

static enum err imported(struct page *page, void *context, enum err result) {
    struct importing *importing = context;
    const struct import_report *report = &importing->report;
    bool refused = result == ERR_INVALID && report->counts.errors > 0;
    if ((result == ERR_INVALID || result == ERR_LIMIT) && !refused) {
        form_error(importing->form, "file", arena_strdup(page->arena, err_last()->message));
        return draw(page, importing->form, result == ERR_LIMIT ? 413 : 422);
    }
    if (result != ERR_NONE && !refused) {
        return result;
    }
    if (!report->dry_run) {
        page_notice(page, report->applied
                              ? tr("The file is imported.")
                              : tr("Nothing was imported: the file has errors. Correct them and "
                                   "load it again."));
    }
    return to_report(page, importing);
}

static enum err file_open(struct page *page, struct importing *importing) {
    const struct http_upload *upload = http_upload(page->req, "file");
    if (upload == NULL) {
        return err_set(ERR_INVALID, "REG-68", "Choose the file to be imported.", NULL);
    }
    FILE *file = fopen(upload->path, "rb");
    if (file == NULL) {
        return err_set(ERR_IO, "REG-69", "The uploaded file cannot be read.", NULL);
    }
    importing->request.file = file;
    importing->request.file_name = upload->filename != NULL ? upload->filename : "";
    return page_close_later(page, file);
}

static enum err import_begin(struct page *page, struct importing **out) {
    struct importing *importing = ARENA_NEW(page->arena, struct importing);
    enum err err = importing == NULL ? err_failed() : form_make(page, &importing->form);
    if (err == ERR_NONE) {
        importing->arena = page->arena;
        importing->request.now_ms = page->now_ms;
        importing->request.who = page->person;
        importing->request.keep_report = true;
    }
    *out = importing;
    return err;
}

// Checks a data file, or loads it.
PAGE(POST, "/desk/import", desk_import_send, CAN(registry_import), UPLOAD)
enum err desk_import_send(struct page *page) {
    struct importing *importing = NULL;
    const char *act = http_field(page->req, "act");
    enum err err = import_begin(page, &importing);
    if (err != ERR_NONE) {
        return err;
    }
    err = form_read(importing->form, page->req);
    if (err == ERR_INVALID) {
        return draw(page, importing->form, 422);
    }
    err = err == ERR_NONE ? file_open(page, importing) : err;
    if (err != ERR_NONE) {
        return err;
    }
    (void)import_kind_read(form_value(importing->form, "kind"), &importing->request.kind);
    /* whatever is not plainly a load is a check */
    importing->request.dry_run = act == NULL || strcmp(act, "load") != 0;
    return page_long(page, import_work, importing, imported);
}

// Loads a file that was checked.
PAGE(POST, "/desk/import/{id}/load", desk_import_load, CAN(registry_import))
enum err desk_import_load(struct page *page) {
    struct importing *importing = NULL;
    struct import_report checked;
    const char *kept = http_field(page->req, "file");
    enum err err = import_begin(page, &importing);
    err = err == ERR_NONE
              ? import_get(page->db, page->arena, page_param(page, "id"), 0, 1, &checked)
              : err;
    if (err != ERR_NONE) {
        return err;
    }
    err = page_file_open(page, kept == NULL ? "" : kept, &importing->request.file,
                         &importing->request.file_name);
    if (err == ERR_NOT_FOUND) {
        form_error(importing->form, "file", err_last()->message);
        return draw(page, importing->form, 422);
    }
    importing->request.kind = checked.kind;
    return err == ERR_NONE ? page_long(page, import_work, importing, imported) : err;
}
