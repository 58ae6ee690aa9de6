/* One's own account: who one is here, and where one is signed in. */
#include "account_html.h"
#include "account_view.h"
#include "page.h"
#include "people_sql.h"
#include "people_words.h"

static enum err view_read(struct page *page, struct account_view *view) {
    const struct person *person = page->person;
    struct people_agencies agencies;
    struct people_recovery_count_row codes;
    enum err err = people_account_by_id(page->db, page->arena, person->id, &view->account);
    if (!err) {
        err =
            people_sessions_list(page->db, page->arena, page->now_ms, person->id, &view->sessions);
    }
    if (!err) {
        err = people_recovery_count(page->db, page->arena,
                                    &(struct people_recovery_count_in){.account_id = person->id},
                                    &codes);
    }
    if (!err) {
        err = people_agencies_list(page->db, page->arena, &agencies);
    }
    if (err) {
        return err;
    }
    const char **agents = ARENA_ARRAY(page->arena, view->sessions.count + 1, const char *);
    for (size_t i = 0; agents && i < view->sessions.count; i++) {
        agents[i] = people_words_agent(page->arena, view->sessions.rows[i].agent);
    }
    view->agents = agents;
    view->codes_left = codes.count;
    view->session_id = person->session_id;
    view->roles = people_words_roles(page->arena, person->roles);
    view->agencies =
        people_words_scope(page->arena, &agencies, person->agencies, person->agency_count);
    view->csrf = page_csrf(page);
    return view->agents && view->roles && view->agencies ? ERR_NONE : err_failed();
}

// One's own account: rights, password, second step, sessions.
PAGE(GET, "/account", account_show, CAN(account_own))
enum err account_show(struct page *page) {
    struct account_view view;
    enum err err = view_read(page, &view);
    if (err) {
        return err;
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Your account"), .section = "account"});
    account_html(out, &view);
    return page_end(page);
}

static enum err ended(struct page *page, void *context, enum err result) {
    (void)context;
    if (result) {
        return result;
    }
    page_notice(page, tr("The session has ended."));
    return page_redirect(page, "/account");
}

static enum err end_session(struct page *page, const char *session_id) {
    struct people_session_end *end = ARENA_NEW(page->arena, struct people_session_end);
    if (!end) {
        return err_failed();
    }
    *end = (struct people_session_end){page->person, session_id, page->now_ms};
    return page_write(page, people_session_end, end, ended);
}

// Ends one of one's own sessions.
PAGE(POST, "/account/sessions/{id}/end", account_session_end, CAN(account_own))
enum err account_session_end(struct page *page) {
    return end_session(page, page_param(page, "id"));
}

// Ends all of one's own sessions but the present one.
PAGE(POST, "/account/sessions/end-others", account_sessions_end, CAN(account_own))
enum err account_sessions_end(struct page *page) {
    return end_session(page, NULL);
}
