/* From a matched route to its handler: reader, person, permission, form token, then the page. */
#include "dispatch.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "log.h"

struct page_state *page_state_of(struct page *page) {
    _Static_assert(offsetof(struct page_state, page) == 0, "a page begins its state");
    return (struct page_state *)(void *)page;
}

static void html_release(void *object) {
    struct html *html = object;
    buf_finish(&html->buf);
}

enum err page_reader_acquire(struct page_state *state) {
    return store_reader_acquire(state->page.store, &state->page.db);
}

void page_reader_release(struct page_state *state) {
    if (state->page.db != NULL) {
        store_reader_release(state->page.db);
        state->page.db = NULL;
    }
}

/* ---- writing down, once a minute, that a session is in use ---- */

struct touch {
    struct store_job job;
    struct people_touch people;
};

static void touch_done(struct store_job *job) {
    free(job->owner);
}

/* Nobody waits for it, and losing one is harmless. */
static void session_touch(const struct page_state *state) {
    const struct person *person = state->page.person;
    if (!people_session_touch_due(person, state->page.now_ms)) {
        return;
    }
    struct touch *touch = calloc(1, sizeof *touch);
    if (touch == NULL) {
        return;
    }
    touch->people.now_ms = state->page.now_ms;
    memcpy(touch->people.session_id, person->session_id,
           strnlen(person->session_id, sizeof touch->people.session_id - 1));
    touch->job = (struct store_job){.command = people_session_touch,
                                    .context = &touch->people,
                                    .done = touch_done,
                                    .owner = touch};
    if (store_submit(state->page.store, &touch->job) != ERR_NONE) {
        free(touch);
    }
}

static enum err person_load(struct page_state *state) {
    struct page *page = &state->page;
    const char *token = http_cookie(page->req, PEOPLE_SESSION_COOKIE);
    if (token == NULL) {
        return ERR_NONE;
    }
    enum err err = people_session_load(page->db, page->arena, page->now_ms, token, &page->person);
    if (err == ERR_NONE && page->person != NULL) {
        session_touch(state);
    }
    return err;
}

enum err page_state_create(struct page_app *app, struct http_req *req,
                           const struct http_route *route, struct page_state **out) {
    struct arena *arena = http_arena(req);
    struct page_state *state = ARENA_NEW(arena, struct page_state);
    *out = state;
    if (state == NULL) {
        return err_failed();
    }
    state->app = app;
    state->page = (struct page){.req = req,
                                .arena = arena,
                                .store = app->options.store,
                                .route = route,
                                .now_ms = http_now_ms(req)};
    state->out.arena = arena;
    buf_init(&state->out.buf, PAGE_HTML_MAX);
    if (!arena_defer(arena, html_release, &state->out)) {
        return err_failed();
    }
    enum err err = page_reader_acquire(state);
    return err == ERR_NONE ? person_load(state) : err;
}

/* ---- the one place where a page's permission is checked ---- */

static enum err page_permit(struct page_state *state) {
    return page_require(&state->page, (enum permission)state->page.route->permission, NULL);
}

static struct form_token_owner token_owner(struct page_state *state) {
    const struct person *person = state->page.person;
    if (person != NULL) {
        return (struct form_token_owner){person->session_id, person->id};
    }
    const char *cookie = http_cookie(state->page.req, PAGE_FORM_COOKIE);
    return (struct form_token_owner){cookie != NULL ? cookie : "", ""};
}

static enum form_token_state token_check(struct page_state *state) {
    struct form_token_owner owner = token_owner(state);
    return form_token_check(state->page.arena, state->app->options.key, &owner, state->page.now_ms,
                            http_field(state->page.req, FORM_CSRF));
}

const char *page_csrf(struct page *page) {
    struct page_state *state = page_state_of(page);
    http_private(page->req);
    if (state->csrf != NULL) {
        return state->csrf;
    }
    struct form_token_owner owner = token_owner(state);
    if (owner.session[0] == '\0') {
        unsigned char random[16];
        randombytes_buf(random, sizeof random);
        owner.session = seal_encode(page->arena, random, sizeof random);
        if (owner.session == NULL) {
            return NULL;
        }
        http_set_cookie(page->req, PAGE_FORM_COOKIE, owner.session, 24 * 3600);
    }
    state->csrf = form_token_make(page->arena, state->app->options.key, &owner, page->now_ms);
    return state->csrf;
}

static enum err handler_run(struct page_state *state) {
    page_handler *handler = (page_handler *)state->page.route->handler;
    return handler(&state->page);
}

/* ---- forms: token, and only once ---- */

static void once_key(const struct page_state *state, unsigned char key[ONCE_KEY_SIZE]) {
    struct http_req *req = state->page.req;
    const struct http_field *fields = NULL;
    size_t count = http_fields(req, &fields);
    const char *target = http_target(req);
    crypto_generichash_state hash;
    (void)crypto_generichash_init(&hash, NULL, 0, ONCE_KEY_SIZE);
    (void)crypto_generichash_update(&hash, (const unsigned char *)target, strlen(target) + 1);
    for (size_t i = 0; i < count; i++) {
        const char *name = fields[i].name;
        const char *value = fields[i].value;
        (void)crypto_generichash_update(&hash, (const unsigned char *)name, strlen(name) + 1);
        (void)crypto_generichash_update(&hash, (const unsigned char *)value, strlen(value) + 1);
    }
    (void)crypto_generichash_final(&hash, key, ONCE_KEY_SIZE);
}

static enum err form_run(struct page_state *state);

static enum err form_woken(struct http_req *req, void *context) {
    (void)req;
    struct page_state *state = context;
    state->writing = false;
    enum err err = page_reader_acquire(state);
    return page_settle(state, err == ERR_NONE ? form_run(state) : err);
}

static void form_wait(void *context) {
    struct page_state *state = context;
    page_reader_release(state);
    state->writing = true;
    http_suspend(state->page.req, form_woken, state);
}

static void form_wake(void *context) {
    struct page_state *state = context;
    http_resume(state->page.req);
}

/* The first sender's connection ended before its answer: those who wait are told what is known. */
static void form_abandon(void *object) {
    struct page_state *state = object;
    if (state->once != NULL) {
        struct once_result result = {.unknown = true};
        if (state->written) {
            once_done(state->app->once, state->once, state->page.now_ms, &result);
        } else {
            once_failed(state->app->once, state->once);
        }
        state->once = NULL;
    }
}

static enum err form_again(struct page_state *state, const struct once_result *result) {
    if (result->unknown) {
        return err_set(ERR_CONFLICT, "PAGE-6",
                       "This form was sent twice. It has been saved once; open the page again to "
                       "see the result.",
                       NULL);
    }
    if (result->notice[0] != '\0') {
        page_notice(&state->page, result->notice);
    }
    return page_redirect(&state->page, result->location);
}

static enum err form_run(struct page_state *state) {
    /* two files under the same fields are two forms, and the files are not compared */
    if ((state->page.route->flags & HTTP_ROUTE_UPLOAD) != 0) {
        return handler_run(state);
    }
    unsigned char key[ONCE_KEY_SIZE];
    struct once_result result;
    struct once_waiter *waiter = ARENA_NEW(state->page.arena, struct once_waiter);
    if (waiter == NULL) {
        return err_failed();
    }
    *waiter = (struct once_waiter){.wake = form_wake, .context = state};
    once_key(state, key);
    struct once_entry *entry = NULL;
    switch (
        once_begin(state->app->once, key, state->page.now_ms, waiter, form_wait, &entry, &result)) {
    case ONCE_WAIT:
        return ERR_NONE;
    case ONCE_AGAIN:
        return form_again(state, &result);
    case ONCE_FIRST:
        break;
    }
    state->once = entry;
    if (!arena_defer(state->page.arena, form_abandon, state)) {
        return err_failed();
    }
    return handler_run(state);
}

/* Tells those who sent the same form where this one led. */
static void form_finish(struct page_state *state, enum err err) {
    if (state->once == NULL) {
        return;
    }
    struct once_result result = {0};
    size_t location = state->location != NULL ? strlen(state->location) : 0;
    size_t notice = state->notice != NULL ? strlen(state->notice) : 0;
    /* a reply that sets cookies (signing in) cannot be given twice */
    bool cookies = http_cookies_set(state->page.req) > (notice > 0 ? 1u : 0u);
    if (err == ERR_NONE && location > 0 && location < sizeof result.location &&
        notice < sizeof result.notice && !cookies) {
        memcpy(result.location, state->location, location);
        if (notice > 0) {
            memcpy(result.notice, state->notice, notice);
        }
        once_done(state->app->once, state->once, state->page.now_ms, &result);
    } else {
        once_failed(state->app->once, state->once);
    }
    state->once = NULL;
}

static enum err page_run(struct page_state *state) {
    bool post = http_method(state->page.req) != HTTP_GET;
    enum err err = page_permit(state);
    if (err == ERR_SIGNED_OUT && post && (state->page.route->flags & HTTP_ROUTE_API) == 0) {
        return page_sign_in_first(state);
    }
    if (err != ERR_NONE || !post) {
        return err == ERR_NONE ? handler_run(state) : err;
    }
    switch (token_check(state)) {
    case FORM_TOKEN_GOOD:
        return form_run(state);
    case FORM_TOKEN_EARLIER:
        return page_confirm_again(state);
    case FORM_TOKEN_WRONG:
        break;
    }
    return err_set(ERR_DENIED, "PAGE-7",
                   "This form is too old, or it was not sent from this site. Open the page again "
                   "and send it from there.",
                   NULL);
}

enum err page_settle(struct page_state *state, enum err err) {
    if (state->writing) {
        return ERR_NONE;
    }
    form_finish(state, err);
    if (err != ERR_NONE) {
        err = page_error(state, err, 0);
    }
    page_reader_release(state);
    return err;
}

enum err page_dispatch(void *context, struct http_req *req, const struct http_route *route) {
    struct page_state *state = NULL;
    enum err err = page_state_create(context, req, route, &state);
    if (state == NULL) {
        return err;
    }
    return page_settle(state, err == ERR_NONE ? page_run(state) : err);
}

enum err page_failed(void *context, struct http_req *req, enum err err, int status) {
    struct err_detail detail = *err_last();
    struct page_state *state = NULL;
    enum err made = page_state_create(context, req, http_route(req), &state);
    if (state == NULL) {
        return made;
    }
    err_restore(&detail);
    err = page_error(state, err, status);
    page_reader_release(state);
    return err;
}

bool page_admit(void *context, struct http_req *req, const struct http_route *route) {
    struct page_state *state = NULL;
    enum err err = page_state_create(context, req, route, &state);
    if (state == NULL) {
        return false;
    }
    bool may =
        err == ERR_NONE && people_may(state->page.person, (enum permission)route->permission, NULL);
    page_reader_release(state);
    return may;
}
