/* Publishing and withdrawing a version. */
#include "library_page.h"
#include "library_show_page.h"

struct moving {
    struct library_move move;
    const char *path, *notice;
};

static enum err move_version(struct store_db *db, void *context) {
    struct moving *moving = context;
    return library_move(db, &moving->move);
}

static enum err moved(struct page *page, void *context, enum err result) {
    const struct moving *moving = context;
    if (result == ERR_NONE) {
        page_notice(page, moving->notice);
        return page_redirect(page, moving->path);
    }
    if (result == ERR_INVALID || result == ERR_CONFLICT) {
        const char *why = arena_strdup(page->arena, err_last()->message);
        return why != NULL ? library_show_draw(page, why) : err_failed();
    }
    return result;
}

static enum err move(struct page *page, enum library_state to, const char *notice) {
    struct library_opened opened = {0};
    struct moving *moving = ARENA_NEW(page->arena, struct moving);
    enum err err = moving != NULL ? library_open(page, &opened) : err_failed();
    if (err != ERR_NONE) {
        return err;
    }
    *moving = (struct moving){
        .move = {.act = {page->person, page->now_ms, page->arena},
                 .id = opened.model.id,
                 .number = opened.version.number,
                 .to = to,
                 .found = opened.report.found},
        .path = library_path(page->arena, opened.model.id, opened.version.number, ""),
        .notice = notice};
    return page_write(page, move_version, moving, moved);
}

// Publishes a version that has no errors; what was published before is replaced.
PAGE(POST, "/desk/models/{id}/versions/{number}/publish", library_publish_page, CAN(model_write))
enum err library_publish_page(struct page *page) {
    return move(page, LIBRARY_STATE_PUBLISHED, tr("The version is published."));
}

// Withdraws a version.
PAGE(POST, "/desk/models/{id}/versions/{number}/withdraw", library_withdraw_page, CAN(model_write))
enum err library_withdraw_page(struct page *page) {
    return move(page, LIBRARY_STATE_WITHDRAWN, tr("The version is withdrawn."));
}
