/* Switching the second step of one's own sign-in on and off, and its recovery codes. */
#include "page.h"
#include "recovery_codes_html.h"
#include "second_step_off_html.h"
#include "second_step_on_html.h"
#include <string.h>

static const struct form_field fields[] = {
    {.name = "code",
     .type = FORM_TEXT,
     .label = TR_NOOP("Code"),
     .hint = TR_NOOP("Six digits that the app shows now"),
     .required = true,
     .max = 40,
     .latin = true,
     .autocomplete = "one-time-code",
     .width = 10},
};

struct change {
    struct people_totp_change totp; /* first: the command and the answer share one pointer */
    struct form *form;
    char secret[PEOPLE_TOTP_SECRET_SIZE];
};

static enum err draw(struct page *page, struct change *change, bool on, int status) {
    struct html *out = page_begin(page, &(struct page_head){.title = tr("Second step of sign-in"),
                                                            .section = "account",
                                                            .status = status});
    if (on) {
        second_step_off_html(out, change->form, page_csrf(page));
        return page_end(page);
    }
    if (!change->secret[0]) {
        people_totp_secret(change->secret);
    }
    second_step_on_html(out, page->arena, change->form, page_csrf(page), change->secret,
                        people_totp_link(page->arena, change->secret, page->person->username));
    return page_end(page);
}

static enum err begin(struct page *page, struct change **out, bool *on) {
    struct people_account account;
    *out = NULL;
    *on = false;
    struct change *change = ARENA_NEW(page->arena, struct change);
    struct form *form = form_create(page->arena, fields, COUNT_OF(fields));
    if (!change || !form) {
        return err_failed();
    }
    change->form = form;
    change->totp = (struct people_totp_change){
        .who = page->person, .now_ms = page->now_ms, .arena = page->arena};
    *out = change;
    enum err err = people_account_by_id(page->db, page->arena, page->person->id, &account);
    *on = !err && account.totp;
    return err ? err : people_policy_load(page->db, &change->totp.policy);
}

// The second step of one's own sign-in.
PAGE(GET, "/account/second-step", second_step_show, CAN(account_own))
enum err second_step_show(struct page *page) {
    struct change *change = NULL;
    bool on = false;
    enum err err = begin(page, &change, &on);
    return err ? err : draw(page, change, on, 0);
}

static enum err show_codes(struct page *page, struct change *change) {
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Your recovery codes"), .section = "account"});
    recovery_codes_html(out, &change->totp);
    return page_end(page);
}

static enum err refused(struct page *page, struct change *change, bool on, enum err result) {
    if (result != ERR_INVALID) {
        return result;
    }
    form_error(change->form, "code", err_last()->message);
    return draw(page, change, on, 422);
}

static void renew_cookie(struct page *page, struct change *change) {
    http_set_cookie(page->req, PEOPLE_SESSION_COOKIE, change->totp.token,
                    change->totp.policy.absolute_ms / 1000);
}

static enum err switched_on(struct page *page, void *context, enum err result) {
    struct change *change = context;
    if (result) {
        return refused(page, change, false, result);
    }
    renew_cookie(page, change);
    return show_codes(page, change);
}

/* A secret comes back from the browser it was shown to: 32 characters of base 32. */
static bool secret_take(struct page *page, struct change *change) {
    const char *secret = http_field(page->req, "secret");
    if (!secret || strlen(secret) != PEOPLE_TOTP_SECRET_SIZE - 1 ||
        strspn(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != PEOPLE_TOTP_SECRET_SIZE - 1) {
        return false;
    }
    memcpy(change->secret, secret, PEOPLE_TOTP_SECRET_SIZE);
    return true;
}

// Switches the second step on.
PAGE(POST, "/account/second-step", second_step_switch_on, CAN(account_own), STRICT)
enum err second_step_switch_on(struct page *page) {
    struct change *change = NULL;
    bool on = false;
    enum err err = begin(page, &change, &on);
    if (err) {
        return err;
    }
    bool secret = secret_take(page, change);
    err = form_read(change->form, page->req);
    if (!secret) {
        form_error(change->form, "code", tr("The key has changed: add this new one to the app"));
        err = ERR_INVALID;
    }
    if (err) {
        return draw(page, change, on, 422);
    }
    change->totp.secret = change->secret;
    change->totp.code = form_value(change->form, "code");
    return page_write(page, people_totp_change, change, switched_on);
}

static enum err switched_off(struct page *page, void *context, enum err result) {
    struct change *change = context;
    if (result) {
        return refused(page, change, true, result);
    }
    renew_cookie(page, change);
    page_notice(page, tr("The second step is switched off."));
    return page_redirect(page, "/account");
}

static enum err codes_made(struct page *page, void *context, enum err result) {
    struct change *change = context;
    return result ? refused(page, change, true, result) : show_codes(page, change);
}

// Switches the second step off, or makes new recovery codes.
PAGE(POST, "/account/second-step/change", second_step_change, CAN(account_own), STRICT)
enum err second_step_change(struct page *page) {
    struct change *change = NULL;
    bool on = false;
    enum err err = begin(page, &change, &on);
    if (err) {
        return err;
    }
    if (!on) {
        return page_redirect(page, "/account/second-step");
    }
    if (form_read(change->form, page->req)) {
        return draw(page, change, true, 422);
    }
    change->totp.code = form_value(change->form, "code");
    const char *act = http_field(page->req, "act");
    if (act && strcmp(act, "codes") == 0) {
        return page_write(page, people_recovery_renew, change, codes_made);
    }
    return page_write(page, people_totp_change, change, switched_off);
}
