/* What a handler can ask and say. */
#include <string.h>
#include "page_internal.h"
#include "text.h"

const char *page_param(struct page *page, const char *name) {
    const char *value = http_param(page->req, name);
    return value != NULL ? value : "";
}

const char *page_query(struct page *page, const char *name) {
    const char *value = http_query(page->req, name);
    return value != NULL ? text_clean(page->arena, value, false) : NULL;
}

bool page_may(struct page *page, enum permission permission, const char *agency_id) {
    return people_may(page->person, permission, agency_id);
}

enum err page_require(struct page *page, enum permission permission, const char *agency_id) {
    if (page_may(page, permission, agency_id)) {
        return ERR_NONE;
    }
    if (page->person == NULL) {
        return err_set(ERR_SIGNED_OUT, "PAGE-8", "Please sign in to see this page.", NULL);
    }
    if (page->person->must_change_password) {
        return err_set(ERR_DENIED, "PAGE-9", "Please choose a new password first.", NULL);
    }
    return err_set(ERR_DENIED, "PAGE-10",
                   "Your account may not do this. If your work needs it, ask the administrator for "
                   "«{1}».",
                   tr(people_permission_label(permission)), NULL);
}

static void layout_nav(struct page_state *state) {
    const struct page_options *options = &state->app->options;
    size_t count = 0;
    for (size_t i = 0; i < options->nav_count && count < PAGE_NAV_MAX; i++) {
        const struct page_nav *nav = &options->nav[i];
        if (page_may(&state->page, (enum permission)nav->permission, NULL)) {
            state->nav[count++] = (struct web_crumb){tr(nav->label), nav->href};
        }
    }
    state->layout.nav = state->nav;
    state->layout.nav_count = count;
}

struct html *page_begin(struct page *page, const struct page_head *head) {
    struct page_state *state = page_state_of(page);
    state->status = head->status != 0 ? head->status : 200;
    state->layout = (struct web_layout){
        .title = head->title,
        .description = head->description,
        .section = head->section,
        .subtitle = state->app->options.subtitle,
        .crumbs = head->crumbs,
        .crumb_count = head->crumb_count,
        .notice = page_notice_take(state),
        .wide = head->wide,
        .bare = head->bare,
    };
    layout_nav(state);
    if (page->person != NULL) {
        state->layout.person_name = page->person->name;
        state->layout.demo = page->person->demo;
        state->layout.csrf_token = page_csrf(page);
    }
    buf_clear(&state->out.buf);
    web_layout_begin(&state->out, &state->layout);
    return &state->out;
}

/* What is shown to somebody who is signed in stays on no disk. */
static void private_headers(struct page *page) {
    if (page->person != NULL) {
        http_private(page->req);
        http_set_header(page->req, "Cache-Control", "private, no-store");
    }
}

enum err page_end(struct page *page) {
    struct page_state *state = page_state_of(page);
    web_layout_end(&state->out, &state->layout);
    if (arena_failed(page->arena)) {
        return err_failed();
    }
    private_headers(page);
    return http_reply_buf(page->req, state->status, "text/html; charset=utf-8", &state->out.buf);
}

enum err page_redirect(struct page *page, const char *location) {
    struct page_state *state = page_state_of(page);
    state->location = arena_strdup(page->arena, location);
    private_headers(page);
    return http_redirect(page->req, 303, location);
}

enum err page_json(struct page *page, int status, json_t *json) {
    if (json_keep(page->arena, json) == NULL) {
        return err_failed();
    }
    const char *text = json_write(page->arena, json);
    if (text == NULL) {
        return err_failed();
    }
    private_headers(page);
    return http_reply(page->req, status, "application/json", text, strlen(text));
}

/* ---- the notice: a signed cookie, so that nobody can put words on our pages ---- */

enum { NOTICE_BYTES_MAX = 1200, NOTICE_AGE_S = 300 };

void page_notice(struct page *page, const char *translated) {
    struct page_state *state = page_state_of(page);
    unsigned char mac[SEAL_MAC_SIZE];
    const char *signed_texts[] = {translated, NULL};
    size_t length = strlen(translated);
    if (length > NOTICE_BYTES_MAX) {
        return;
    }
    seal_mac(state->app->options.key, "notice", signed_texts, mac);
    const char *value =
        arena_printf(page->arena, "%s.%s", seal_encode(page->arena, mac, sizeof mac),
                     seal_encode(page->arena, translated, length));
    if (value != NULL && !arena_failed(page->arena)) {
        state->notice = arena_strdup(page->arena, translated);
        http_set_cookie(page->req, PAGE_NOTICE_COOKIE, value, NOTICE_AGE_S);
    }
}

const char *page_notice_take(struct page_state *state) {
    struct page *page = &state->page;
    const char *cookie = http_cookie(page->req, PAGE_NOTICE_COOKIE);
    if (cookie == NULL) {
        return NULL;
    }
    http_set_cookie(page->req, PAGE_NOTICE_COOKIE, "", 0);
    const char *dot = strchr(cookie, '.');
    const char *mac_text =
        dot != NULL ? arena_strndup(page->arena, cookie, (size_t)(dot - cookie)) : NULL;
    if (mac_text == NULL) {
        return NULL;
    }
    size_t mac_size = 0;
    size_t size = 0;
    unsigned char right[SEAL_MAC_SIZE];
    const unsigned char *mac = seal_decode(page->arena, mac_text, SEAL_MAC_SIZE, &mac_size);
    const char *text = (const char *)seal_decode(page->arena, dot + 1, NOTICE_BYTES_MAX, &size);
    if (mac == NULL || mac_size != SEAL_MAC_SIZE || text == NULL) {
        return NULL;
    }
    const char *signed_texts[] = {text, NULL};
    seal_mac(state->app->options.key, "notice", signed_texts, right);
    return seal_equal(mac, right, sizeof right) ? text : NULL;
}

const char *page_next(struct page *page, const char *fallback) {
    const char *next = http_field(page->req, "next");
    next = next != NULL ? next : http_query(page->req, "next");
    /* a path of this site: "//host" and "/\host" lead elsewhere */
    if (next == NULL || next[0] != '/' || next[1] == '/' || next[1] == '\\') {
        return fallback;
    }
    for (const char *at = next; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == '\\') {
            return fallback;
        }
    }
    return next;
}
