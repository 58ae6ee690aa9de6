/* Drawing a form: which template, with which values. The markup itself is in form_*.html. */
#include "web_form_draw_internal.h"

#include "form_choices_html.h"
#include "form_date_html.h"
#include "form_group_html.h"
#include "form_guide_html.h"
#include "form_input_html.h"
#include "form_summary_html.h"
#include "form_yesno_html.h"
#include "text.h"
#include "tr.h"
#include <stdio.h>
#include <string.h>

enum { FORM_MARKUP_MAX = 4 << 20, FORM_CSRF_MAX = 256 };

static struct html_raw form_markup(struct html *out) {
    struct html_raw raw = {arena_strndup(out->arena, buf_text(&out->buf), out->buf.length)};
    buf_finish(&out->buf);
    return raw.markup == NULL ? (struct html_raw){""} : raw;
}

static void form_html_init(struct html *out, const struct form *form) {
    buf_init(&out->buf, FORM_MARKUP_MAX);
    out->arena = form->arena;
}

/* "fee.0.amount" → "field-fee-0-amount" */
static const char *form_id(struct arena *arena, const char *name) {
    char *id = arena_printf(arena, "field-%s", name);
    for (char *at = id; at != NULL && *at != '\0'; at++) {
        *at = *at == '.' ? '-' : *at;
    }
    return id == NULL ? "" : id;
}

static const char *form_shown(const struct form *form, const struct form_field *field,
                              const char *text) {
    int64_t number;
    switch (field->type) {
    case FORM_PASSWORD:
        return "";
    case FORM_INT:
        return text_persian_digits(form->arena, text);
    case FORM_MONEY:
        return text_int(text, &number) ? text_number(form->arena, number) : text;
    default:
        return text;
    }
}

static const char *form_input_classes(const struct form *form, const struct form_field *field,
                                      bool wrong) {
    const char *kind = field->type == FORM_MULTILINE ? "textarea"
                       : field->type == FORM_SELECT  ? "select"
                       : field->type == FORM_FILE    ? "file-upload"
                                                     : "input";
    int width = field->width;
    if (width == 0 && (field->type == FORM_INT || field->type == FORM_MONEY)) {
        width = field->type == FORM_INT ? 10 : 20;
    }
    const char *sized =
        width == 0 ? "" : arena_printf(form->arena, " govuk-input--width-%d", width);
    const char *state = wrong ? arena_printf(form->arena, " govuk-%s--error", kind) : "";
    bool number = field->type == FORM_INT || field->type == FORM_MONEY;
    return arena_printf(form->arena, "govuk-%s%s%s%s", kind, number ? " kh-input-number" : "",
                        sized == NULL ? "" : sized, state == NULL ? "" : state);
}

static const char *form_described_by(const struct form_widget *widget) {
    struct arena *arena = widget->form->arena;
    if (widget->hint != NULL && widget->error != NULL) {
        return arena_printf(arena, "%s-hint %s-error", widget->id, widget->id);
    }
    if (widget->hint != NULL) {
        return arena_printf(arena, "%s-hint", widget->id);
    }
    return widget->error == NULL ? NULL : arena_printf(arena, "%s-error", widget->id);
}

/* The rarer kind is marked: a word beside every field tells nobody anything. */
static bool form_marks_required(const struct form *form) {
    return form->required * 2 < form->asked;
}

static const char *form_label(const struct form *form, const struct form_field *field) {
    bool marks_required = form_marks_required(form);
    if (field->required != marks_required) {
        return tr(field->label);
    }
    return marks_required ? tr_fmt(form->arena, "{1} (required)", tr(field->label))
                          : tr_fmt(form->arena, "{1} (optional)", tr(field->label));
}

static struct form_widget form_widget_of(const struct form *form, const struct form_field *field,
                                         const char *name) {
    const struct form_slot *slot = form_look(form, name);
    struct form_widget widget = {
        .form = form,
        .field = field,
        .name = name,
        .id = form_id(form->arena, name),
        .label = form_label(form, field),
        .hint = field->hint == NULL ? NULL : tr(field->hint),
        .error = slot == NULL ? NULL : slot->error,
        .value = form_shown(form, field, slot == NULL ? "" : slot->text),
        .input_type = field->type == FORM_PASSWORD ? "password"
                      : field->type == FORM_FILE   ? "file"
                      : field->type == FORM_URL    ? "url"
                                                   : "text",
        .input_mode = field->type == FORM_INT || field->type == FORM_MONEY ? "numeric" : NULL,
        .direction = field->latin || field->type == FORM_URL || field->type == FORM_PASSWORD ||
                             field->type == FORM_INT || field->type == FORM_MONEY
                         ? "ltr"
                         : NULL,
        .max = field->max,
    };
    widget.classes = form_input_classes(form, field, widget.error != NULL);
    widget.described_by = form_described_by(&widget);
    return widget;
}

struct form_date_part form_date_part(const struct form_widget *widget, enum form_part part) {
    static const char *const labels[FORM_PARTS] = {TR_NOOP("Day"), TR_NOOP("Month"),
                                                   TR_NOOP("Year")};
    static const char *const widths[FORM_PARTS] = {"govuk-input--width-2", "govuk-input--width-2",
                                                   "govuk-input--width-4"};
    struct arena *arena = widget->form->arena;
    const struct form_slot *slot = form_look(widget->form, widget->name);
    return (struct form_date_part){
        .name = arena_printf(arena, "%s.%s", widget->name, form_part_names[part]),
        /* the error summary leads to the first part */
        .id = part == FORM_DAY ? widget->id
                               : arena_printf(arena, "%s-%s", widget->id, form_part_names[part]),
        .label = tr(labels[part]),
        .value = slot == NULL ? "" : text_persian_digits(arena, slot->parts[part]),
        .classes = arena_printf(arena, "govuk-input govuk-date-input__input %s%s", widths[part],
                                widget->error == NULL ? "" : " govuk-input--error"),
    };
}

const char *form_option_id(const struct form_widget *widget, size_t index) {
    return index == 0 ? widget->id
                      : arena_printf(widget->form->arena, "%s-%zu", widget->id, index + 1);
}

const char *form_act_value(const struct form_widget *widget, const char *act, size_t row) {
    return arena_printf(widget->form->arena, "%s:%s:%zu", act, widget->name, row);
}

static void form_draw(struct html *out, const struct form_widget *widget) {
    switch (widget->field->type) {
    case FORM_RADIO:
    case FORM_CHECKBOXES:
        form_choices_html(out, widget);
        break;
    case FORM_YESNO:
        form_yesno_html(out, widget);
        break;
    case FORM_DATE:
        form_date_html(out, widget);
        break;
    case FORM_GROUP:
        form_group_html(out, widget);
        break;
    default:
        form_input_html(out, widget);
        break;
    }
}

struct html_raw form_row_widgets(const struct form_widget *widget, size_t row) {
    struct html out;
    form_html_init(&out, widget->form);
    for (size_t i = 0; i < widget->field->field_count; i++) {
        const struct form_field *field = &widget->field->fields[i];
        const char *name = form_name(out.arena, widget->field, row, field);
        if (name != NULL) {
            struct form_widget inner = form_widget_of(widget->form, field, name);
            form_draw(&out, &inner);
        }
    }
    return form_markup(&out);
}

struct html_raw form_widget(const struct form *form, const char *name) {
    struct form_place place;
    struct html out;
    form_html_init(&out, form);
    if (form_find(form, name, &place)) {
        struct form_widget widget = form_widget_of(form, place.field, name);
        form_draw(&out, &widget);
    }
    return form_markup(&out);
}

struct html_raw form_guide(const struct form *form) {
    struct html out;
    form_html_init(&out, form);
    if (form_marks_required(form)) {
        form_guide_html(&out, form->required == 0
                                  ? tr("You may leave any of these fields empty.")
                                  : tr("Only the fields marked “required” must be filled in."));
    }
    return form_markup(&out);
}

struct html_raw form_widgets(const struct form *form) {
    struct html out;
    form_html_init(&out, form);
    html_text_raw(&out, form_guide(form));
    for (size_t i = 0; i < form->count; i++) {
        struct form_widget widget = form_widget_of(form, &form->fields[i], form->fields[i].name);
        form_draw(&out, &widget);
    }
    return form_markup(&out);
}

/* ---- the error summary ---- */

struct form_mistakes {
    struct form_mistake *list;
    size_t count;
    size_t capacity;
};

static void form_mistake_add(const struct form *form, struct form_mistakes *to, const char *name,
                             const char *message) {
    if (message != NULL && to->count < to->capacity) {
        to->list[to->count++] = (struct form_mistake){
            .href =
                name == NULL ? NULL : arena_printf(form->arena, "#%s", form_id(form->arena, name)),
            .message = message};
    }
}

static size_t form_places(const struct form *form) {
    size_t places = form->count;
    for (size_t i = 0; i < form->count; i++) {
        places += form->groups[i].rows * form->fields[i].field_count;
    }
    for (const struct form_message *at = form->messages; at != NULL; at = at->next) {
        places++;
    }
    return places;
}

struct html_raw form_summary(const struct form *form) {
    struct form_mistakes mistakes = {.capacity = form_places(form)};
    mistakes.list = ARENA_ARRAY(form->arena, mistakes.capacity + 1, struct form_mistake);
    if (form_ok(form) || mistakes.list == NULL) {
        return (struct html_raw){""};
    }
    for (const struct form_message *at = form->messages; at != NULL; at = at->next) {
        form_mistake_add(form, &mistakes, NULL, at->text);
    }
    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];
        form_mistake_add(form, &mistakes, field->name, form_error_at(form, field->name));
        for (size_t row = 0; row < form->groups[i].rows; row++) {
            for (size_t j = 0; j < field->field_count; j++) {
                const char *name = form_name(form->arena, field, row, &field->fields[j]);
                form_mistake_add(form, &mistakes, name,
                                 name == NULL ? NULL : form_error_at(form, name));
            }
        }
    }
    struct html out;
    form_html_init(&out, form);
    form_summary_html(&out, mistakes.list, mistakes.count);
    return form_markup(&out);
}

struct html_raw form_csrf(const char *token) {
    /* used at once by the template that asks, so one place for each thread is enough */
    static _Thread_local char markup[FORM_CSRF_MAX];
    size_t length = strspn(token == NULL ? "" : token, "0123456789abcdefghijklmnopqrstuvwxyz"
                                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_=.");
    snprintf(markup, sizeof(markup), "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
             FORM_CSRF, (int)(length < 200 ? length : 0), token == NULL ? "" : token);
    return (struct html_raw){markup};
}
