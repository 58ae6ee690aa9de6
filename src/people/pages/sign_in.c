/*
 * Signing in: the password first, then, for accounts that have switched it on, a code. Nothing here
 * tells whether a user name exists. The way back to where the person came from is page_next(),
 * which takes local addresses only.
 */
#include "page.h"
#include "sign_in_code_html.h"
#include "sign_in_html.h"

static const struct form_field password_fields[] = {
    {.name = "username",
     .type = FORM_TEXT,
     .label = TR_NOOP("User name"),
     .required = true,
     .max = 80,
     .latin = true,
     .autocomplete = "username",
     .width = 20},
    {.name = "password",
     .type = FORM_PASSWORD,
     .label = TR_NOOP("Password"),
     .required = true,
     .max = PEOPLE_PASSWORD_MAX,
     .autocomplete = "current-password",
     .width = 20},
};

static const struct form_field code_fields[] = {
    {.name = "code",
     .type = FORM_TEXT,
     .label = TR_NOOP("Code"),
     .hint = TR_NOOP("Six digits from the app on your telephone, or one of your recovery codes"),
     .required = true,
     .max = 40,
     .latin = true,
     .autocomplete = "one-time-code",
     .width = 20},
};

static struct form *form_of(struct page *page, bool code_step) {
    return code_step ? form_create(page->arena, code_fields, COUNT_OF(code_fields))
                     : form_create(page->arena, password_fields, COUNT_OF(password_fields));
}

static enum err draw(struct page *page, struct form *form, bool code_step, int status) {
    if (!form) {
        return err_failed();
    }
    const struct page_head head = {.title = code_step ? tr("The second step") : tr("Staff sign-in"),
                                   .section = "sign-in",
                                   .status = status};
    struct html *out = page_begin(page, &head);
    const char *next = page_next(page, "");
    if (code_step) {
        sign_in_code_html(out, form, page_csrf(page), next);
    } else {
        sign_in_html(out, form, page_csrf(page), next);
    }
    return page_end(page);
}

// The sign-in page for staff.
PAGE(GET, "/sign-in", sign_in_show, CAN(public_read))
enum err sign_in_show(struct page *page) {
    if (page->person) {
        return page_redirect(page, page_next(page, "/desk"));
    }
    bool waits;
    enum err err = people_session_waits(page->db, page->now_ms,
                                        http_cookie(page->req, PEOPLE_SESSION_COOKIE), &waits);
    if (err) {
        return err;
    }
    bool code_step = waits && !page_query(page, "again");
    return draw(page, form_of(page, code_step), code_step, 0);
}

struct attempt {
    struct people_sign_in sign_in; /* first: the command and the answer share one pointer */
    struct form *form;
};

static enum err refused(struct page *page, struct attempt *attempt, enum err err) {
    form_error(attempt->form, NULL, err_last()->message);
    return draw(page, attempt->form, attempt->sign_in.code != NULL, err == ERR_RATE ? 429 : 422);
}

/* A one-time password is good for one thing only: choosing another. */
static enum err enter(struct page *page, const char *token) {
    const struct person *person;
    enum err err = people_session_load(page->db, page->arena, page->now_ms, token, &person);
    if (err) {
        return err;
    }
    if (person && person->must_change_password) {
        return page_redirect(page, "/account/password");
    }
    return page_redirect(page, page_next(page, "/desk"));
}

static enum err recorded(struct page *page, void *context, enum err result) {
    struct attempt *attempt = context;
    char token[PEOPLE_TOKEN_SIZE];
    enum people_sign_in_step step;
    if (result) {
        return result;
    }
    enum err err = people_sign_in_result(&attempt->sign_in, &step, token);
    if (err) {
        return refused(page, attempt, err);
    }
    const struct people_policy *policy = &attempt->sign_in.policy;
    bool done = step == PEOPLE_SIGN_IN_DONE;
    http_set_cookie(page->req, PEOPLE_SESSION_COOKIE, token,
                    (done ? policy->absolute_ms : policy->code_ms) / 1000);
    return done ? enter(page, token) : draw(page, form_of(page, true), true, 0);
}

static enum err attempt_begin(struct page *page, bool code_step, struct attempt **out) {
    *out = NULL;
    struct attempt *attempt = ARENA_NEW(page->arena, struct attempt);
    if (!attempt) {
        return err_failed();
    }
    attempt->form = form_of(page, code_step);
    if (!attempt->form) {
        return err_failed();
    }
    attempt->sign_in.peer = http_peer(page->req);
    attempt->sign_in.agent = http_header(page->req, "User-Agent");
    attempt->sign_in.now_ms = page->now_ms;
    attempt->sign_in.arena = page->arena;
    *out = attempt;
    return people_policy_load(page->db, &attempt->sign_in.policy);
}

static enum err check(struct store *store, void *context) {
    struct attempt *attempt = context;
    struct store_db *reader;
    enum err err = store_reader_acquire(store, &reader);
    if (err) {
        return err;
    }
    err = people_sign_in_check(reader, &attempt->sign_in);
    store_reader_release(reader);
    return err;
}

static enum err checked(struct page *page, void *context, enum err result) {
    struct attempt *attempt = context;
    if (result == ERR_RATE) {
        return refused(page, attempt, result);
    }
    if (result == ERR_SIGNED_OUT) { /* too late for a code: the password has to be given again */
        attempt->sign_in.code = NULL;
        attempt->form = form_of(page, false);
        return attempt->form ? refused(page, attempt, result) : err_failed();
    }
    return result ? result : page_write(page, people_sign_in_record, attempt, recorded);
}

/* Checking a password is slow on purpose: not on the server's own threads. */
static enum err attempt_run(struct page *page, struct attempt *attempt) {
    return page_brief(page, check, attempt, checked);
}

// Checks a user name and a password.
PAGE(POST, "/sign-in", sign_in_submit, CAN(public_read), STRICT)
enum err sign_in_submit(struct page *page) {
    struct attempt *attempt = NULL;
    enum err err = attempt_begin(page, false, &attempt);
    if (err) {
        return err;
    }
    if (form_read(attempt->form, page->req)) {
        return draw(page, attempt->form, false, 422);
    }
    attempt->sign_in.username = form_value(attempt->form, "username");
    attempt->sign_in.password = form_value(attempt->form, "password");
    return attempt_run(page, attempt);
}

// Checks the code of the second step.
PAGE(POST, "/sign-in/code", sign_in_code_submit, CAN(public_read), STRICT)
enum err sign_in_code_submit(struct page *page) {
    struct attempt *attempt = NULL;
    enum err err = attempt_begin(page, true, &attempt);
    if (err) {
        return err;
    }
    if (form_read(attempt->form, page->req)) {
        return draw(page, attempt->form, true, 422);
    }
    attempt->sign_in.token = http_cookie(page->req, PEOPLE_SESSION_COOKIE);
    attempt->sign_in.code = form_value(attempt->form, "code");
    return attempt_run(page, attempt);
}

static enum err signed_out(struct page *page, void *context, enum err result) {
    (void)context;
    if (result) {
        return result;
    }
    http_set_cookie(page->req, PEOPLE_SESSION_COOKIE, "", 0);
    page_notice(page, tr("You are signed out."));
    return page_redirect(page, "/");
}

// Ends the session.
PAGE(POST, "/sign-out", sign_out, CAN(public_read))
enum err sign_out(struct page *page) {
    if (!page->person) {
        return signed_out(page, NULL, ERR_NONE);
    }
    struct people_session_end *end = ARENA_NEW(page->arena, struct people_session_end);
    if (!end) {
        return err_failed();
    }
    *end = (struct people_session_end){page->person, page->person->session_id, page->now_ms};
    return page_write(page, people_session_end, end, signed_out);
}
