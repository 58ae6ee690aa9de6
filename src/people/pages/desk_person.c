/* One account: its rights, its state, a new one-time password, a lost second step. */
#include "desk_person_html.h"
#include "desk_person_view.h"
#include "one_time.h"
#include "one_time_html.h"
#include "page.h"
#include "person_form.h"
#include "text.h"
#include <string.h>

static enum err draw(struct page *page, const struct people_account *account,
                     const struct form *form, int status) {
    const struct desk_person_view view = {.account = *account,
                                          .form = form,
                                          .csrf = page_csrf(page),
                                          .own = strcmp(account->id, page->person->id) == 0};
    struct html *out = page_begin(
        page, &(struct page_head){.title = account->name, .section = "desk", .status = status});
    desk_person_html(out, &view);
    return page_end(page);
}

static enum err account_of(struct page *page, struct people_account *out) {
    return people_account_by_id(page->db, page->arena, page_param(page, "id"), out);
}

// One account.
PAGE(GET, "/desk/people/{id}", desk_person, CAN(people_manage))
enum err desk_person(struct page *page) {
    struct people_account account;
    struct form *form;
    enum err err = account_of(page, &account);
    if (!err) {
        err = person_form_create(page, false, &form);
    }
    if (err) {
        return err;
    }
    person_form_fill(form, &account);
    return draw(page, &account, form, 0);
}

struct change {
    struct people_account_save save; /* first: the command and the answer share one pointer */
    struct form *form;               /* NULL: only the state changes */
    const char *done;                /* what is said afterwards */
};

static enum err changed(struct page *page, void *context, enum err result) {
    struct change *change = context;
    struct people_account now;
    const char *message = arena_strdup(page->arena, err_last()->message);
    if (result == ERR_CONFLICT || result == ERR_INVALID) {
        enum err err = people_account_by_id(page->db, page->arena, change->save.id, &now);
        struct form *form = change->form;
        if (!err && !form) {
            err = person_form_create(page, false, &form);
        }
        if (err) {
            return err;
        }
        if (!change->form) {
            person_form_fill(form, &now);
        }
        form_error(form, NULL, message);
        return draw(page, &now, form, result == ERR_CONFLICT ? 409 : 422);
    }
    if (result) {
        return result;
    }
    page_notice(page, change->done);
    return page_redirect(page, arena_printf(page->arena, "/desk/people/%s", change->save.id));
}

static enum err change_begin(struct page *page, struct change **out) {
    struct people_account account;
    struct change *change = ARENA_NEW(page->arena, struct change);
    enum err err = change ? account_of(page, &account) : err_failed();
    if (err) {
        return err;
    }
    change->save = (struct people_account_save){.id = account.id,
                                                .version = account.version,
                                                .username = account.username,
                                                .name = account.name,
                                                .unit = account.unit,
                                                .roles = account.roles,
                                                .agencies = account.agencies,
                                                .agency_count = account.agency_count,
                                                .state = account.state,
                                                .demo = account.demo,
                                                .who = page->person,
                                                .now_ms = page->now_ms,
                                                .arena = page->arena};
    *out = change;
    return ERR_NONE;
}

// Changes the name, the roles and the agencies of an account.
PAGE(POST, "/desk/people/{id}", desk_person_save, CAN(people_manage))
enum err desk_person_save(struct page *page) {
    struct change *change;
    int64_t version;
    enum err err = change_begin(page, &change);
    if (!err) {
        err = person_form_create(page, false, &change->form);
    }
    if (err) {
        return err;
    }
    struct people_account account;
    if (form_read(change->form, page->req)) {
        err = account_of(page, &account);
        return err ? err : draw(page, &account, change->form, 422);
    }
    err = person_form_take(page, change->form, &change->save);
    if (err) {
        return err;
    }
    /* the version the person looked at, not the one of now */
    const char *typed = http_field(page->req, "version");
    change->save.version = typed && text_int(typed, &version) ? version : 0;
    change->done = tr("The account is changed.");
    return page_write(page, people_account_save, change, changed);
}

// Locks, unlocks or closes an account.
PAGE(POST, "/desk/people/{id}/state", desk_person_state, CAN(people_manage))
enum err desk_person_state(struct page *page) {
    struct change *change;
    enum err err = change_begin(page, &change);
    if (err) {
        return err;
    }
    const char *state = http_field(page->req, "state");
    const char *const done[] = {
        [PEOPLE_ACTIVE] = tr("The account is unlocked."),
        [PEOPLE_LOCKED] = tr("The account is locked; its sessions have ended."),
        [PEOPLE_CLOSED] = tr("The account is closed; its sessions have ended."),
    };
    for (int i = PEOPLE_ACTIVE; state && i <= PEOPLE_CLOSED; i++) {
        if (strcmp(state, people_state_name((enum people_state)i)) == 0) {
            change->save.state = (enum people_state)i;
            change->done = done[i];
            return page_write(page, people_account_save, change, changed);
        }
    }
    return err_set(ERR_INVALID, "PEO-60", "This is not a state of an account", NULL);
}

struct reset {
    struct people_password_set set; /* first: the command and the answer share one pointer */
    struct people_account account;
    struct one_time one_time;
};

static enum err was_reset(struct page *page, void *context, enum err result) {
    const struct reset *reset = context;
    if (result) {
        return result;
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("One-time password"), .section = "desk"});
    one_time_html(out, reset->account.id, reset->account.username, reset->one_time.password,
                  reset->set.until_ms);
    return page_end(page);
}

static enum err hash(struct store *store, void *context) {
    (void)store;
    struct reset *reset = context;
    return one_time_hash(&reset->one_time);
}

static enum err hashed(struct page *page, void *context, enum err result) {
    return result ? result : page_write(page, people_password_set, context, was_reset);
}

// Replaces a forgotten password by a one-time one.
PAGE(POST, "/desk/people/{id}/password", desk_person_password, CAN(people_manage))
enum err desk_person_password(struct page *page) {
    struct reset *reset = ARENA_NEW(page->arena, struct reset);
    enum err err = reset ? account_of(page, &reset->account) : err_failed();
    if (!err) {
        err = one_time_begin(page, &reset->one_time);
    }
    if (err) {
        return err;
    }
    reset->set =
        (struct people_password_set){.who = page->person,
                                     .account_id = reset->account.id,
                                     .hash = reset->one_time.hash,
                                     .one_time = true,
                                     .until_ms = page->now_ms + reset->one_time.policy.one_time_ms,
                                     .now_ms = page->now_ms,
                                     .arena = page->arena};
    return page_brief(page, hash, reset, hashed);
}

static enum err removed(struct page *page, void *context, enum err result) {
    const struct people_totp_remove *remove = context;
    if (result) {
        return result;
    }
    page_notice(page, tr("The second step is removed; the sessions of the account have ended."));
    return page_redirect(page, arena_printf(page->arena, "/desk/people/%s", remove->account_id));
}

// Removes the second step of somebody who has lost their telephone.
PAGE(POST, "/desk/people/{id}/second-step", desk_person_totp, CAN(people_manage))
enum err desk_person_totp(struct page *page) {
    struct people_account account;
    struct people_totp_remove *remove = ARENA_NEW(page->arena, struct people_totp_remove);
    enum err err = remove ? account_of(page, &account) : err_failed();
    if (err) {
        return err;
    }
    *remove = (struct people_totp_remove){page->person, account.id, page->now_ms};
    return page_write(page, people_totp_remove, remove, removed);
}
