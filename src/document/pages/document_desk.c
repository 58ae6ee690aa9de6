/* The desk of the document: chapters, versions, states. */
#include "document_desk.h"
#include "document_desk_html.h"
#include "document_page.h"
#include "document_providers_html.h"

#include "text.h"
#include <string.h>

// Chapters and versions, for those who write the document.
PAGE(GET, "/desk/document", document_desk_show, CAN(document_read_draft))
enum err document_desk_show(struct page *page) {
    struct document_chapter_list chapters;
    struct document_version_list versions;
    enum err err = document_chapters(page->db, page->arena, &chapters);
    if (err == ERR_NONE) {
        err = document_list(page->db, page->arena, 0, 10, &versions);
    }
    if (err != ERR_NONE) {
        return err;
    }
    bool editor = page_may(page, CAN_document_edit, NULL);
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Writing the development document"),
                                             .section = "desk"});
    document_desk_html(out, &chapters, &versions, editor ? page_csrf(page) : NULL);
    return page_end(page);
}

// The live blocks that authors may write, with what each means.
PAGE(GET, "/desk/document/data", document_data_show, CAN(document_read_draft))
enum err document_data_show(struct page *page) {
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Data for live blocks"), .section = "desk"});
    document_providers_html(out, provider_tables);
    return page_end(page);
}

struct moving {
    struct arena *arena;
    struct document_move move;
};

static enum err move_command(struct store_db *db, void *context) {
    struct moving *moving = context;
    return document_state_move(db, moving->arena, &moving->move);
}

static enum err move_after(struct page *page, void *context, enum err result) {
    const struct moving *moving = context;
    if (result != ERR_NONE) {
        return result;
    }
    page_notice(page, tr_fmt(page->arena, "Version {1} is now in the state «{2}».",
                             moving->move.number, document_state_label(moving->move.to)));
    return page_redirect(page, document_page_base(page, moving->move.number));
}

// Moves a version to another state.
PAGE(POST, "/desk/document/versions/{number}/state", document_state_change,
     CAN(document_read_draft))
enum err document_state_change(struct page *page) {
    struct moving *moving = ARENA_NEW(page->arena, struct moving);
    const char *from = http_field(page->req, "from");
    const char *to = http_field(page->req, "to");
    const char *note = http_field(page->req, "note");
    if (moving == NULL) {
        return err_failed();
    }
    moving->arena = page->arena;
    moving->move =
        (struct document_move){.who = page->person,
                               .now_ms = page->now_ms,
                               .note = note != NULL ? text_clean(page->arena, note, false) : ""};
    enum err err = document_page_number(page, "number", &moving->move.number);
    if (err != ERR_NONE) {
        return err;
    }
    if (from == NULL || to == NULL || !document_state_read(from, &moving->move.from) ||
        !document_state_read(to, &moving->move.to)) {
        return err_set(ERR_INVALID, "DOC-19", "Choose the state the version is to move to.", NULL);
    }
    return page_write(page, move_command, moving, move_after);
}
