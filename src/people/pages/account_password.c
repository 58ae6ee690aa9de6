/* Changing one's own password. A new one is also what a one-time password is exchanged for. */
#include "account_password_html.h"
#include "page.h"
#include <string.h>

static const struct form_field fields[] = {
    {.name = "present_password",
     .type = FORM_PASSWORD,
     .label = TR_NOOP("Present password"),
     .required = true,
     .max = PEOPLE_PASSWORD_MAX,
     .autocomplete = "current-password",
     .width = 20},
    {.name = "password",
     .type = FORM_PASSWORD,
     .label = TR_NOOP("New password"),
     .hint = TR_NOOP("At least 10 characters. A sentence of a few words is easy to remember and "
                     "hard to guess."),
     .required = true,
     .max = PEOPLE_PASSWORD_MAX,
     .autocomplete = "new-password",
     .width = 20},
    {.name = "password_again",
     .type = FORM_PASSWORD,
     .label = TR_NOOP("New password once more"),
     .required = true,
     .max = PEOPLE_PASSWORD_MAX,
     .autocomplete = "new-password",
     .width = 20},
};

struct change {
    struct people_password_set set; /* first: the command and the answer share one pointer */
    struct form *form;
    struct people_policy policy;
    const char *old_hash;
    char hash[PEOPLE_HASH_SIZE];
};

static enum err draw(struct page *page, struct form *form, int status) {
    if (!form) {
        return err_failed();
    }
    struct html *out = page_begin(page, &(struct page_head){.title = tr("Change your password"),
                                                            .section = "account",
                                                            .status = status});
    account_password_html(out, form, page_csrf(page), page->person->must_change_password);
    return page_end(page);
}

// The form to change one's own password.
PAGE(GET, "/account/password", account_password_show, CAN(account_own))
enum err account_password_show(struct page *page) {
    return draw(page, form_create(page->arena, fields, COUNT_OF(fields)), 0);
}

static enum err changed(struct page *page, void *context, enum err result) {
    struct change *change = context;
    if (result == ERR_CONFLICT) {
        form_error(change->form, NULL, err_last()->message);
        return draw(page, change->form, 409);
    }
    if (result) {
        return result;
    }
    http_set_cookie(page->req, PEOPLE_SESSION_COOKIE, change->set.token,
                    change->policy.absolute_ms / 1000);
    page_notice(page, tr("Your password is changed. Your other sessions have ended."));
    return page_redirect(page, "/account");
}

/* What is wrong with the new password, at the field where it can be mended. */
static enum err check(struct page *page, struct form *form) {
    if (form_read(form, page->req)) {
        return ERR_INVALID;
    }
    const char *password = form_value(form, "password");
    enum err err = people_password_check(page->arena, password, page->person->username);
    if (err) {
        form_error(form, "password", err_last()->message);
        return err;
    }
    if (strcmp(password, form_value(form, "password_again")) != 0) {
        form_error(form, "password_again", tr("The two new passwords are not the same"));
        return ERR_INVALID;
    }
    if (strcmp(password, form_value(form, "present_password")) == 0) {
        form_error(form, "password", tr("This is the present password: choose another one"));
        return ERR_INVALID;
    }
    return ERR_NONE;
}

/* Hashing is slow on purpose: not on the server's own threads. */
static enum err hash(struct store *store, void *context) {
    struct change *change = context;
    struct store_db *reader;
    enum err err = store_reader_acquire(store, &reader);
    if (err) {
        return err;
    }
    err = people_password_verify(reader, change->set.arena, change->set.account_id,
                                 form_value(change->form, "present_password"), &change->old_hash);
    store_reader_release(reader);
    return err ? err
               : people_password_hash(change->set.arena, &change->policy,
                                      form_value(change->form, "password"), change->hash);
}

static enum err hashed(struct page *page, void *context, enum err result) {
    struct change *change = context;
    if (result == ERR_INVALID) {
        form_error(change->form, "present_password", err_last()->message);
        return draw(page, change->form, 422);
    }
    change->set.old_hash = change->old_hash;
    return result ? result : page_write(page, people_password_set, change, changed);
}

// Changes one's own password.
PAGE(POST, "/account/password", account_password_submit, CAN(account_own), STRICT)
enum err account_password_submit(struct page *page) {
    struct change *change = ARENA_NEW(page->arena, struct change);
    if (change) {
        change->form = form_create(page->arena, fields, COUNT_OF(fields));
    }
    if (!change || !change->form) {
        return err_failed();
    }
    enum err err = check(page, change->form);
    if (err == ERR_INVALID) {
        return draw(page, change->form, 422);
    }
    if (!err) {
        err = people_policy_load(page->db, &change->policy);
    }
    if (err) {
        return err;
    }
    change->set = (struct people_password_set){.who = page->person,
                                               .account_id = page->person->id,
                                               .hash = change->hash,
                                               .now_ms = page->now_ms,
                                               .arena = page->arena};
    return page_brief(page, hash, change, hashed);
}
