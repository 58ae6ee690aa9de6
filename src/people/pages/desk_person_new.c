/* Adding an account. Its first password is made here, shown once, and good for one sign-in. */
#include "desk_person_new_html.h"
#include "one_time.h"
#include "one_time_html.h"
#include "page.h"
#include "person_form.h"

struct adding {
    struct people_account_save save; /* first: the command and the answer share one pointer */
    struct form *form;
    struct one_time one_time;
};

static enum err draw(struct page *page, struct form *form, int status) {
    struct html *out = page_begin(
        page,
        &(struct page_head){.title = tr("Add an account"), .section = "desk", .status = status});
    desk_person_new_html(out, form, page_csrf(page));
    return page_end(page);
}

// The form to add an account.
PAGE(GET, "/desk/people/new", desk_person_new, CAN(people_manage))
enum err desk_person_new(struct page *page) {
    struct form *form;
    enum err err = person_form_create(page, true, &form);
    return err ? err : draw(page, form, 0);
}

static enum err added(struct page *page, void *context, enum err result) {
    struct adding *adding = context;
    if (result == ERR_CONFLICT || result == ERR_INVALID) {
        form_error(adding->form, result == ERR_CONFLICT ? "username" : NULL, err_last()->message);
        return draw(page, adding->form, result == ERR_CONFLICT ? 409 : 422);
    }
    if (result) {
        return result;
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("One-time password"), .section = "desk"});
    one_time_html(out, adding->save.id_out, adding->save.username, adding->one_time.password,
                  adding->save.password_until_ms);
    return page_end(page);
}

static enum err hash(struct store *store, void *context) {
    (void)store;
    struct adding *adding = context;
    return one_time_hash(&adding->one_time);
}

static enum err hashed(struct page *page, void *context, enum err result) {
    return result ? result : page_write(page, people_account_save, context, added);
}

// Adds an account.
PAGE(POST, "/desk/people/new", desk_person_add, CAN(people_manage))
enum err desk_person_add(struct page *page) {
    struct adding *adding = ARENA_NEW(page->arena, struct adding);
    if (!adding) {
        return err_failed();
    }
    enum err err = person_form_create(page, true, &adding->form);
    if (err) {
        return err;
    }
    if (form_read(adding->form, page->req)) {
        return draw(page, adding->form, 422);
    }
    err = person_form_take(page, adding->form, &adding->save);
    if (err) {
        return err;
    }
    adding->save.username = form_value(adding->form, "username");
    adding->save.state = PEOPLE_ACTIVE;
    if (people_account_check(&adding->save)) {
        form_error(adding->form, NULL, err_last()->message);
        return draw(page, adding->form, 422);
    }
    err = one_time_begin(page, &adding->one_time);
    if (err) {
        return err;
    }
    adding->save.password_hash = adding->one_time.hash;
    adding->save.must_change_password = true;
    adding->save.password_until_ms = page->now_ms + adding->one_time.policy.one_time_ms;
    return page_brief(page, hash, adding, hashed);
}
