/* The list of accounts: search, filter, and the way to each of them. */
#include "desk_people_html.h"
#include "desk_people_view.h"
#include "http.h"
#include "page.h"
#include "people_words.h"

enum { ROWS = 50 };

static const char *given(struct page *page, const char *name) {
    const char *value = page_query(page, name);
    return value ? value : "";
}

// Accounts, searched and filtered.
PAGE(GET, "/desk/people", desk_people, CAN(people_manage))
enum err desk_people(struct page *page) {
    struct desk_people_view view = {
        .search = given(page, "q"), .role = given(page, "role"), .state = given(page, "state")};
    const struct people_account_filter filter = {.search = view.search,
                                                 .role = view.role,
                                                 .state = view.state,
                                                 .after = given(page, "after"),
                                                 .limit = ROWS};
    enum err err = people_accounts_list(page->db, page->arena, &filter, &view.list);
    const char **roles = err ? NULL : ARENA_ARRAY(page->arena, view.list.count + 1, const char *);
    if (!roles) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < view.list.count; i++) {
        roles[i] = people_words_roles(page->arena, view.list.rows[i].roles);
    }
    view.roles = roles;
    view.filtered = *view.search || *view.role || *view.state;
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Accounts"), .section = "desk", .wide = true});
    desk_people_html(out, &view);
    return page_end(page);
}
