/*
 * Importing a data file from the desk: first a check, which writes nothing, then the load. Both run
 * on a thread of their own, so that a long file keeps nobody waiting.
 */
#include <stdio.h>
#include <string.h>

#include "desk_import_html.h"
#include "desk_import_report_html.h"
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
        return ERR_MEMORY;
    }
    for (int i = 0; i < IMPORT_KIND_COUNT; i++) {
        enum import_kind kind = (enum import_kind)i;
        options[i] = (struct form_option){import_kind_slug(kind), import_kind_label(kind), NULL};
    }
    fields[0] = (struct form_field){.name = "kind", .type = FORM_SELECT,
                                    .label = TR_NOOP("What the file holds"), .required = true,
                                    .options = options, .option_count = IMPORT_KIND_COUNT};
    fields[1] = (struct form_field){
        .name = "file", .type = FORM_FILE, .label = TR_NOOP("File"), .required = true,
        .hint = TR_NOOP("CSV in UTF-8, as a spreadsheet saves it; comma, semicolon or tab between "
                        "the columns")};
    *out = form_create(page->arena, fields, 2);
    return *out == NULL ? ERR_MEMORY : ERR_NONE;
}

static enum err draw(struct page *page, const struct form *form, int status) {
    struct import_list earlier;
    enum err err = import_list(page->db, page->arena, page_query(page, "before"), EARLIER,
                               &earlier);
    if (err != ERR_NONE) {
        return err;
    }
    const struct page_query_pair pairs[] = {{"before", earlier.next}};
    struct desk_import_view view = {
        .form = form, .csrf = page_csrf(page), .earlier = &earlier,
        .next_href = earlier.next == NULL ? NULL : page_href(page, "/desk/import", pairs, 1)};
    struct html *out = page_begin(page, &(struct page_head){
        .title = tr("Import of data files"), .section = "desk", .status = status});
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

/* The whole report of a check: nothing of it is stored, so all of it is on this page. */
static enum err draw_check(struct page *page, const struct import_report *report) {
    struct desk_issue *issues = ARENA_ARRAY(page->arena, report->issue_count + 1,
                                            struct desk_issue);
    struct desk_report_page view = {.report = report, .issues = issues};
    if (issues == NULL) {
        return ERR_MEMORY;
    }
    /* the worst first, each kind in the order of the file */
    for (int severity = IMPORT_ERROR; severity >= IMPORT_NOTE; severity--) {
        for (size_t i = 0; i < report->issue_count; i++) {
            const struct import_issue *from = &report->issues[i];
            if ((int)from->severity == severity) {
                issues[view.count++] = (struct desk_issue){
                    (int64_t)i, from->severity, from->line, from->column, from->code,
                    from->message, from->source, from->repair};
            }
        }
    }
    struct html *out = page_begin(page, &(struct page_head){
        .title = tr("Result of the check"), .section = "desk",
        .crumbs = (const struct web_crumb[]){{tr("Import of data files"), "/desk/import"},
                                             {tr("Result of the check"), NULL}},
        .crumb_count = 2});
    desk_import_report_html(out, &view);
    return page_end(page);
}

static enum err imported(struct page *page, void *context, enum err result) {
    struct importing *importing = context;
    const struct import_report *report = &importing->report;
    bool refused = result == ERR_INVALID && report->counts.errors > 0;
    if (result == ERR_INVALID || result == ERR_LIMIT) {
        if (!refused) {
            form_error(importing->form, "file", arena_strdup(page->arena, err_last()->message));
            return draw(page, importing->form, result == ERR_LIMIT ? 413 : 422);
        }
    } else if (result != ERR_NONE) {
        return result;
    }
    if (report->dry_run) {
        return draw_check(page, report);
    }
    page_notice(page, report->applied
                          ? tr("The file is imported.")
                          : tr("Nothing was imported: the file has errors. Correct them and load "
                               "it again."));
    return page_redirect(page, arena_printf(page->arena, "/desk/import/%s", report->id));
}

static void file_close(void *file) {
    (void)fclose(file);
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
    if (!arena_defer(page->arena, file_close, file)) {
        return ERR_MEMORY;
    }
    importing->request.file = file;
    importing->request.file_name = upload->filename != NULL ? upload->filename : "";
    return ERR_NONE;
}

// Checks a data file, or loads it.
PAGE(POST, "/desk/import", desk_import_send, CAN(registry_import), UPLOAD)
enum err desk_import_send(struct page *page) {
    struct importing *importing = ARENA_NEW(page->arena, struct importing);
    const char *act = http_field(page->req, "act");
    enum err err = importing == NULL ? ERR_MEMORY : form_make(page, &importing->form);
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
    importing->arena = page->arena;
    /* whatever is not plainly a load is a check */
    importing->request.dry_run = act == NULL || strcmp(act, "load") != 0;
    importing->request.now_ms = page->now_ms;
    importing->request.who = page->person;
    return page_long(page, import_work, importing, imported);
}
