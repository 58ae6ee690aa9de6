/* Errors as people and programs see them: what happened, the short code, and what to do next. */
#include <stdio.h>
#include <string.h>
#include "error_html.h"
#include "log.h"
#include "page_error_view.h"
#include "page_internal.h"

static const char *error_title(int status) {
    switch (status) {
    case 400:
    case 422:
        return tr("This could not be accepted");
    case 401:
        return tr("Please sign in");
    case 403:
        return tr("You may not do this");
    case 404:
        return tr("There is no such page");
    case 405:
        return tr("This address works in another way");
    case 409:
        return tr("Somebody else was faster");
    case 413:
    case 414:
        return tr("This is too large");
    case 415:
        return tr("This kind of file is not accepted");
    case 429:
        return tr("Too many requests");
    case 503:
        return tr("The service is not available at the moment");
    case 507:
        return tr("The disk is full");
    default:
        return tr("Something went wrong");
    }
}

static const char *error_advice(int status) {
    switch (status) {
    case 403:
    case 405:
        return tr("If you need help, name the code below.");
    case 404:
        return tr("Check the address, or look for what you need in the list of services.");
    case 409:
        return tr("Go back, load the page again and compare before you send your changes.");
    case 413:
        return tr("Send less at once, or a smaller file.");
    case 429:
    case 503:
        return tr("Please try again in a moment. Nothing of what was saved before is lost.");
    case 500:
    case 507:
        return tr("Nothing was saved halfway. If it happens again, tell the administrator the code "
                  "and the number below.");
    default:
        return tr("Go back and correct it. If you need help, name the code below.");
    }
}

static bool wants_json(const struct page_state *state) {
    const struct http_route *route = state->page.route;
    return (route != NULL && (route->flags & HTTP_ROUTE_API) != 0) ||
           strncmp(http_path(state->page.req), "/api/", 5) == 0;
}

/* RFC 9457 */
static enum err error_problem(struct page_state *state, const struct err_detail *detail,
                              int status) {
    json_t *json = json_pack("{s:s, s:s, s:i, s:s, s:s, s:s}", "type", "about:blank", "title",
                             detail->message, "status", status, "code", detail->code, "detail",
                             detail->english, "instance", http_request_id(state->page.req));
    if (json_keep(state->page.arena, json) == NULL) {
        return err_failed();
    }
    const char *text = json_write(state->page.arena, json);
    return text == NULL ? err_failed()
                        : http_reply(state->page.req, status, "application/problem+json", text,
                                     strlen(text));
}

/* Signed out: first the sign-in page, then back to here. */
static enum err error_sign_in(struct page_state *state) {
    const char *target = http_target(state->page.req);
    struct buf location;
    buf_init(&location, 4 * strlen(target) + 64);
    buf_str(&location, "/sign-in?next=");
    for (const char *at = target; *at != '\0'; at++) {
        /* the target is as it was sent: only what would end the value needs escaping */
        if (strchr("&#+%?", *at) != NULL) {
            buf_printf(&location, "%%%02X", (unsigned char)*at);
        } else {
            buf_char(&location, *at);
        }
    }
    enum err err = location.failed != ERR_NONE ? location.failed
                                               : page_redirect(&state->page, buf_text(&location));
    buf_finish(&location);
    return err;
}

enum err page_error(struct page_state *state, enum err err, int status) {
    struct err_detail detail = *err_last();
    struct page *page = &state->page;
    status = status != 0 ? status : err_http_status(err);
    log_event(status >= 500 ? LOG_ERROR : LOG_INFO, "page.error", "id", http_request_id(page->req),
              "code", detail.code, "error", status >= 500 ? detail.english : "", "route",
              page->route != NULL ? page->route->name : "-", NULL);
    if (wants_json(state)) {
        return error_problem(state, &detail, status);
    }
    if (err == ERR_SIGNED_OUT) {
        return error_sign_in(state);
    }
    if (err == ERR_DENIED && page->person != NULL && page->person->must_change_password) {
        return page_redirect(page, "/account/password");
    }
    struct page_error_view view = {
        .form = status >= 500 ? page_form_again(state) : NULL,
        .title = error_title(status),
        .message = detail.message,
        .advice = error_advice(status),
        .code = detail.code,
        .request_id = http_request_id(page->req),
    };
    struct html *out = page_begin(page, &(struct page_head){.title = view.title, .status = status});
    error_html(out, &view);
    return page_end(page);
}
