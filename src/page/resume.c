/* Forms whose session was gone when they were sent: nothing of what was typed is lost. */
#include <string.h>
#include "continue_view.h"
#include "page_internal.h"

static bool field_is_kept(const char *name) {
    return strcmp(name, FORM_CSRF) != 0 && strstr(name, "password") == NULL &&
           strstr(name, "secret") == NULL;
}

/* The form of this request as it can be sent again, with the token it came with. */
static enum err form_of_request(struct page *page, struct page_continue *out) {
    const struct http_field *sent = NULL;
    size_t count = http_fields(page->req, &sent);
    struct http_field *fields = ARENA_ARRAY(page->arena, count + 1, struct http_field);
    const char *token = http_field(page->req, FORM_CSRF);
    if (fields == NULL) {
        return err_failed();
    }
    *out = (struct page_continue){.action = http_target(page->req),
                                  .fields = fields,
                                  .csrf = token != NULL ? token : "",
                                  .had_files = (page->route->flags & HTTP_ROUTE_UPLOAD) != 0};
    for (size_t i = 0; i < count; i++) {
        if (field_is_kept(sent[i].name)) {
            fields[out->count++] = sent[i];
        }
    }
    return ERR_NONE;
}

const struct page_continue *page_form_again(struct page_state *state) {
    struct page *page = &state->page;
    struct page_continue *form = ARENA_NEW(page->arena, struct page_continue);
    bool sent = page->route != NULL && http_method(page->req) != HTTP_GET;
    return sent && form != NULL && form_of_request(page, form) == ERR_NONE && form->count > 0
               ? form
               : NULL;
}

/* Keeps the form of this request; *address_out is where it waits. */
static enum err form_keep(struct page_state *state, const char **address_out) {
    struct page *page = &state->page;
    struct page_continue sent;
    enum err err = form_of_request(page, &sent);
    if (err != ERR_NONE) {
        return err;
    }
    struct kept_form form = {.path = sent.action,
                             .token = sent.csrf,
                             .fields = sent.fields,
                             .count = sent.count,
                             .had_files = sent.had_files};
    char id[KEPT_ID_SIZE];
    err = kept_put(state->app->kept, &form, page->now_ms, id);
    if (err != ERR_NONE) {
        return err;
    }
    *address_out = arena_printf(page->arena, "/continue/%s", id);
    return *address_out == NULL ? err_failed() : ERR_NONE;
}

enum err page_sign_in_first(struct page_state *state) {
    struct page *page = &state->page;
    const char *address = NULL;
    enum err err = form_keep(state, &address);
    if (err == ERR_LIMIT) {
        return err_set(ERR_SIGNED_OUT, "PAGE-8", "Please sign in to see this page.", NULL);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const char *location = arena_printf(page->arena, "/sign-in?next=%s", address);
    if (location == NULL) {
        return err_failed();
    }
    page_notice(page, tr("Your session had ended. What you typed is kept: sign in, and you can "
                         "send it."));
    return page_redirect(page, location);
}

enum err page_confirm_again(struct page_state *state) {
    const char *address = NULL;
    enum err err = form_keep(state, &address);
    return err == ERR_NONE ? page_redirect(&state->page, address) : err;
}

enum err page_continue_load(struct page *page, const char *id, struct page_continue *out) {
    struct page_state *state = page_state_of(page);
    struct kept_form form;
    enum err err = kept_find(state->app->kept, page->arena, id, page->now_ms, &form);
    if (err != ERR_NONE) {
        return err;
    }
    struct form_token_owner owner = {page->person->session_id, page->person->id};
    if (form_token_check(page->arena, state->app->options.key, &owner, page->now_ms, form.token) ==
        FORM_TOKEN_WRONG) {
        return err_set(ERR_NOT_FOUND, "PAGE-3", "The form that was kept for you is no longer here.",
                       NULL);
    }
    *out = (struct page_continue){.action = form.path,
                                  .fields = form.fields,
                                  .count = form.count,
                                  .had_files = form.had_files,
                                  .csrf = page_csrf(page)};
    return ERR_NONE;
}
