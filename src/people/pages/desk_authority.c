/* Delegated authority: the list of who may decide what. */
#include "desk_authority_html.h"
#include "desk_authority_view.h"
#include "page.h"
#include "people_words.h"
#include "text.h"

enum { ROWS = 50 };

static const char *given(struct page *page, const char *name) {
    const char *value = page_query(page, name);
    return value ? value : "";
}

static enum desk_authority_state state_of(const struct people_authority *authority, int64_t now) {
    if (authority->revoked_ms.known) {
        return AUTHORITY_REVOKED;
    }
    if (authority->until_ms.known && authority->until_ms.value <= now) {
        return AUTHORITY_ENDED;
    }
    return authority->from_ms > now ? AUTHORITY_LATER : AUTHORITY_NOW;
}

static enum err rows_make(struct page *page, const struct people_authorities *list,
                          struct desk_authority_view *view) {
    struct people_agencies agencies;
    enum err err = people_agencies_list(page->db, page->arena, &agencies);
    struct desk_authority_row *rows =
        err ? NULL : ARENA_ARRAY(page->arena, list->count + 1, struct desk_authority_row);
    if (!rows) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct people_authority *authority = &list->rows[i];
        bool known = authority->permission < CAN_COUNT;
        rows[i] = (struct desk_authority_row){
            .authority = authority,
            .what = known ? tr(people_permission_label(authority->permission))
                          : tr("An act this version does not know"),
            .agency = authority->agency_id ? people_words_agency(&agencies, authority->agency_id)
                                           : tr("All agencies"),
            .state = state_of(authority, page->now_ms)};
    }
    view->rows = rows;
    view->count = list->count;
    return ERR_NONE;
}

/* A name nobody has is not an error here; it simply has no delegations. */
static enum err account_id_of(struct page *page, const char *username, const char **out) {
    struct people_account account;
    *out = NULL;
    if (!*username) {
        return ERR_NONE;
    }
    enum err err = people_account_by_username(page->db, page->arena, username, &account);
    *out = err == ERR_NOT_FOUND ? "-" : err ? NULL : account.id;
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static const char *next_page(struct page *page, const struct desk_authority_view *view,
                             const struct people_authorities *list) {
    if (!list->more) {
        return NULL;
    }
    const struct people_authority *last = &list->rows[list->count - 1];
    /* the filters are a user name and names of the program: nothing that needs encoding */
    return arena_printf(page->arena,
                        "/desk/authority?person=%s&kind=%s&all=%s&before=%lld&before_id=%s",
                        view->person, view->kind, view->all, (long long)last->created_ms, last->id);
}

// Delegated authority: who may decide what, until when, on which ground.
PAGE(GET, "/desk/authority", desk_authority, CAN(desk_read))
enum err desk_authority(struct page *page) {
    struct desk_authority_view view = {.person = "", .kind = "", .all = ""};
    struct people_authorities list;
    struct people_account account;
    enum permission permission;
    int64_t before = 0;
    const char *account_id;
    enum err err = account_id_of(page, given(page, "person"), &account_id);
    if (!err && account_id && *account_id != '-') {
        err = people_account_by_id(page->db, page->arena, account_id, &account);
        view.person = err ? "" : account.username;
    }
    if (err) {
        return err;
    }
    if (people_permission_parse(given(page, "kind"), &permission)) {
        view.kind = people_permission_name(permission);
    }
    view.all = *given(page, "all") ? "1" : "";
    const char *before_id = given(page, "before_id");
    bool later = text_int(given(page, "before"), &before) && id_valid(before_id);
    const struct people_authority_filter filter = {.account_id = account_id,
                                                   .permission = *view.kind ? view.kind : NULL,
                                                   .current = !*view.all,
                                                   .now_ms = page->now_ms,
                                                   .before_ms = later ? before : 0,
                                                   .before_id = later ? before_id : NULL,
                                                   .limit = ROWS};
    err = people_authority_rows(page->db, page->arena, &filter, &list);
    if (!err) {
        err = rows_make(page, &list, &view);
    }
    if (err) {
        return err;
    }
    view.filtered = account_id || *view.kind;
    view.may_change = page_may(page, CAN_people_manage, NULL);
    view.next = next_page(page, &view, &list);
    struct html *out = page_begin(
        page,
        &(struct page_head){.title = tr("Delegated authority"), .section = "desk", .wide = true});
    desk_authority_html(out, &view);
    return page_end(page);
}
