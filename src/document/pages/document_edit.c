/* Editing a chapter: what was typed is never lost, a late save is shown as a conflict. */
#include "document_edit.h"
#include "document_edit_html.h"
#include "document_page.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static enum err draw(struct page *page, struct edit_view *view, int status) {
    enum err err = document_chapter_problems(page->db, page->arena, view->chapter.slug,
                                             view->source, page->now_ms, &view->problems);
    if (err != ERR_NONE && err != ERR_LIMIT && err != ERR_INVALID) {
        return err;
    }
    if (err != ERR_NONE && view->error == NULL) {
        view->error = err_last()->message;
    }
    if (view->conflict) {
        err = redline_compare(page->arena, view->chapter.source, view->source, &view->redline);
        if (err != ERR_NONE) {
            return err;
        }
    }
    view->csrf = page_csrf(page);
    struct web_crumb crumbs[] = {{tr("Writing the development document"), "/desk/document"},
                                 {view->chapter.title, NULL}};
    struct html *out = page_begin(page, &(struct page_head){.title = view->chapter.title,
                                                            .section = "desk",
                                                            .status = status,
                                                            .crumbs = crumbs,
                                                            .crumb_count = 2});
    document_edit_html(out, view);
    return page_end(page);
}

// The text of a chapter with its problems, to be edited.
PAGE(GET, "/desk/document/chapters/{slug}", document_edit_show, CAN(document_read_draft))
enum err document_edit_show(struct page *page) {
    struct edit_view view = {.may_edit = page_may(page, CAN_document_edit, NULL)};
    enum err err =
        document_chapter_get(page->db, page->arena, page_param(page, "slug"), &view.chapter);
    if (err != ERR_NONE) {
        return err;
    }
    view.source = view.chapter.source;
    view.version = view.chapter.version;
    return draw(page, &view, 0);
}

struct saving {
    struct arena *arena;
    struct document_chapter_edit edit;
};

static enum err save_command(struct store_db *db, void *context) {
    struct saving *saving = context;
    return document_chapter_save(db, saving->arena, &saving->edit);
}

static enum err save_after(struct page *page, void *context, enum err result) {
    const struct saving *saving = context;
    if (result == ERR_NONE) {
        page_notice(page, tr("The chapter is saved. Its problems are listed under the text."));
        return page_redirect(
            page, arena_printf(page->arena, "/desk/document/chapters/%s", saving->edit.slug));
    }
    if (result != ERR_CONFLICT && result != ERR_INVALID && result != ERR_LIMIT) {
        return result;
    }
    struct edit_view view = {.may_edit = true,
                             .source = saving->edit.source,
                             .note = saving->edit.note,
                             .conflict = result == ERR_CONFLICT};
    view.error = arena_strdup(page->arena, err_last()->message);
    enum err err = document_chapter_get(page->db, page->arena, saving->edit.slug, &view.chapter);
    if (err != ERR_NONE) {
        return err;
    }
    /* saving again after the new text was seen replaces it knowingly */
    view.version = view.chapter.version;
    return draw(page, &view, view.conflict ? 409 : 422);
}

// Saves a chapter as a new edition, or only looks for its problems.
PAGE(POST, "/desk/document/chapters/{slug}", document_edit_save, CAN(document_edit))
enum err document_edit_save(struct page *page) {
    const char *source = http_field(page->req, "source");
    const char *version = http_field(page->req, "version");
    const char *note = http_field(page->req, "note");
    struct saving *saving = ARENA_NEW(page->arena, struct saving);
    int64_t expected = 0;
    if (saving == NULL) {
        return err_failed();
    }
    if (source == NULL || version == NULL || !text_int(version, &expected)) {
        return err_set(ERR_INVALID, "DOC-33", "The form came back without the chapter's text.",
                       NULL);
    }
    note = note != NULL ? text_clean(page->arena, note, false) : "";
    const char *act = http_field(page->req, "act");
    if (act != NULL && strcmp(act, "check") == 0) {
        struct edit_view view = {
            .may_edit = true, .source = source, .note = note, .version = expected};
        enum err err =
            document_chapter_get(page->db, page->arena, page_param(page, "slug"), &view.chapter);
        return err == ERR_NONE ? draw(page, &view, 0) : err;
    }
    *saving = (struct saving){.arena = page->arena,
                              .edit = {.slug = page_param(page, "slug"),
                                       .source = source,
                                       .note = note,
                                       .expected_version = expected,
                                       .who = page->person,
                                       .now_ms = page->now_ms}};
    return page_write(page, save_command, saving, save_after);
}
