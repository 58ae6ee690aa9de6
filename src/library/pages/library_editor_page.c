/*
 * Drawing in the browser. The page only hands over the XML, the panel and the form: what is drawn
 * comes back as a file through the same form as any other version, and is checked like one.
 */
#include "library_editor_html.h"
#include "library_editor_view.h"
#include "library_show_page.h"

#include <string.h>

/* What the packages need beyond the policy of all pages: docs/decisions/0070-editor.md. */
#define POLICY(styles) \
    "default-src 'self'; " styles " 'unsafe-inline'; img-src 'self' data:; object-src 'none'; " \
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

static enum err draw(struct page *page, const struct library_editor_view *view) {
    http_set_header(page->req, HTTP_POLICY,
                    view->kind == LIBRARY_PROCESS ? POLICY("style-src-attr")
                                                  : POLICY("style-src 'self'"));
    struct html *out = library_page_begin(page, view->title, view->model, true, 0);
    library_editor_html(out, view);
    return page_end(page);
}

// A process or decision, edited in the browser.
PAGE(GET, "/desk/models/{id}/edit", library_edit_page, CAN(model_write))
enum err library_edit_page(struct page *page) {
    struct library_model model;
    struct form *form = NULL;
    enum err err = library_get(page->db, page->arena, page_param(page, "id"), &model);
    if (err == ERR_NONE) {
        err = library_form(page, LIBRARY_FORM_FILE, &form);
    }
    if (err != ERR_NONE) {
        return err;
    }
    return draw(page, &(struct library_editor_view){
                          .title = tr("Edit in the browser"),
                          .action = library_path(page->arena, model.id, 0, "/versions/new"),
                          .csrf = page_csrf(page),
                          .kind = model.kind,
                          .form = form,
                          .model = &model,
                          .xml = library_path(page->arena, model.id, model.newest, "/model.xml"),
                          .file = model.last.file_name[0] != '\0' ? model.last.file_name
                                  : model.kind == LIBRARY_PROCESS ? "process.bpmn"
                                                                  : "decision.dmn"});
}

static enum err draw_new(struct page *page, enum library_kind kind) {
    struct form *form = NULL;
    enum err err = library_form(page, LIBRARY_FORM_FILE | LIBRARY_FORM_HEADING, &form);
    if (err != ERR_NONE) {
        return err;
    }
    bool process = kind == LIBRARY_PROCESS;
    return draw(page, &(struct library_editor_view){
                          .title = process ? tr("Draw a new process") : tr("Write a new decision"),
                          .action = "/desk/models/new",
                          .csrf = page_csrf(page),
                          .kind = kind,
                          .form = form,
                          .xml = "",
                          .file = process ? "process.bpmn" : "decision.dmn"});
}

// A new process, drawn in the browser.
PAGE(GET, "/desk/models/new/process", library_draw_page, CAN(model_write))
enum err library_draw_page(struct page *page) {
    return draw_new(page, LIBRARY_PROCESS);
}

// A new decision, written in the browser.
PAGE(GET, "/desk/models/new/decision", library_write_page, CAN(model_write))
enum err library_write_page(struct page *page) {
    return draw_new(page, LIBRARY_DECISION);
}

// A version as UTF-8, whatever its file is written in; for the editor.
PAGE(GET, "/desk/models/{id}/versions/{number}/model.xml", library_version_xml, CAN(model_read))
enum err library_version_xml(struct page *page) {
    enum { TEXT_MAX = 4 * LIBRARY_FILE_MAX };
    struct library_opened opened = {0};
    const struct xml_document *document;
    struct buf text;
    buf_init(&text, TEXT_MAX);
    enum err err = library_open_bytes(page, &opened);
    if (err == ERR_NONE) {
        err = xml_read(opened.arena, opened.bytes.data, opened.bytes.size, &document);
    }
    if (err == ERR_NONE) {
        xml_write(document, &text);
        err = text.failed;
    }
    if (err == ERR_NONE) {
        err = library_send(page, "model.xml", "application/xml; charset=utf-8", buf_text(&text),
                           text.length);
    }
    buf_finish(&text);
    return err;
}
