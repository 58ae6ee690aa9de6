/* Forms of the plan: saving, and what to show when it could not be saved. */
#include "plan_page.h"

#include <string.h>
#include "calendar.h"

/* What a value of a field is called: the label of an option, or the value itself. */
static const char *value_label(const struct form_field *field, const char *value) {
    for (size_t i = 0; i < field->option_count; i++) {
        if (strcmp(field->options[i].value, value) == 0) {
            return tr(field->options[i].label);
        }
    }
    return *value != '\0' ? value : tr("empty");
}

/* Beside every field whose saved value differs from the typed one: the saved one. */
static enum err show_saved(struct page *page, struct plan_submit *submit) {
    struct form *saved = NULL;
    const char *message = arena_strdup(page->arena, err_last()->message);
    enum err err = message != NULL ? submit->saved(page, submit, &saved) : err_memory();
    if (err != ERR_NONE) {
        return err;
    }
    form_error(submit->form, NULL, message);
    for (size_t i = 0; i < submit->field_count; i++) {
        const struct form_field *field = &submit->fields[i];
        const char *theirs = form_value(saved, field->name);
        if (field->type != FORM_GROUP &&
            strcmp(theirs, form_value(submit->form, field->name)) != 0) {
            form_error(submit->form, field->name,
                       tr_fmt(page->arena,
                              "Saved by somebody else now: {1}. Saving again replaces it.",
                              value_label(field, theirs)));
        }
    }
    return submit->draw(page, submit);
}

static enum err submitted(struct page *page, void *context, enum err result) {
    struct plan_submit *submit = context;
    if (result == ERR_NONE) {
        page_notice(page, submit->notice);
        return page_redirect(page, submit->location);
    }
    if (result == ERR_CONFLICT && submit->saved != NULL) {
        return show_saved(page, submit);
    }
    if (result == ERR_INVALID || result == ERR_CONFLICT || result == ERR_LIMIT) {
        form_error(submit->form, NULL, err_last()->message);
        return submit->draw(page, submit);
    }
    return result;
}

enum err plan_page_submit(struct page *page, struct plan_submit *submit) {
    if (!form_ok(submit->form)) {
        return submit->draw(page, submit);
    }
    return page_write(page, submit->command, submit->context, submitted);
}

bool plan_form_day(const struct form *form, const char *name, int64_t *out) {
    struct jalali date;
    return calendar_parse_jalali(form_value(form, name), &date) && calendar_day(date, out);
}

void plan_form_set_day(struct arena *arena, struct form *form, const char *name, int64_t day) {
    struct jalali date = calendar_jalali(day);
    const char *text = arena_printf(arena, "%d/%02d/%02d", date.year, date.month, date.day);
    if (text != NULL) {
        form_set(form, name, text);
    }
}
