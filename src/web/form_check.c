/* What makes a value right, by type of field, and the sentence for each way it can be wrong. */
#include "web_form_internal.h"

#include "calendar.h"
#include "text.h"
#include "tr.h"
#include <string.h>
#include <strings.h>

enum {
    FORM_TEXT_DEFAULT = 500,
    FORM_MULTILINE_DEFAULT = 20000,
    FORM_URL_DEFAULT = 2000,
    FORM_NUMBER_MAX = 40,
};

/* The field as messages name it: its label, and the row when it is one of several. */
static const char *form_label(struct form *form, const struct form_slot *slot, size_t row) {
    const char *label = tr(slot->field->label);
    return row == 0 ? label : tr_fmt(form->arena, "{1}, row {2}", label, row);
}

static size_t form_text_max(const struct form_field *field) {
    if (field->max > 0) {
        return field->max;
    }
    switch (field->type) {
    case FORM_MULTILINE:
        return FORM_MULTILINE_DEFAULT;
    case FORM_URL:
        return FORM_URL_DEFAULT;
    case FORM_INT:
    case FORM_MONEY:
    case FORM_DATE:
        return FORM_NUMBER_MAX;
    default:
        return FORM_TEXT_DEFAULT;
    }
}

/* Control characters other than line ends and tabs never come from a keyboard. */
static bool form_has_controls(const char *text) {
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 127) {
            return true;
        }
    }
    return false;
}

static bool form_is_url(const char *text) {
    size_t scheme = strncasecmp(text, "https://", 8) == 0  ? 8
                    : strncasecmp(text, "http://", 7) == 0 ? 7
                                                           : 0;
    return scheme > 0 && text[scheme] != '\0' && strchr("/?#:@", text[scheme]) == NULL &&
           strpbrk(text, " \t\n\"<>\\^`{|}") == NULL;
}

static void form_check_number(struct form *form, struct form_slot *slot, const char *label) {
    const struct form_field *field = slot->field;
    bool bounded = field->least != 0 || field->most != 0;
    int64_t least = bounded ? field->least : field->type == FORM_MONEY ? 0 : INT64_MIN;
    int64_t most = bounded ? field->most : INT64_MAX;
    int64_t value;
    if (!text_int(slot->text, &value)) {
        form_slot_error(form, slot,
                        tr_fmt(form->arena, "“{1}” must be a whole number, for example {2}.", label,
                               field->type == FORM_MONEY ? 250000 : 12));
    } else if ((value < least || value > most) && most == INT64_MAX) {
        form_slot_error(form, slot,
                        tr_fmt(form->arena, "“{1}” must be {2} or more.", label, least));
    } else if (value < least || value > most) {
        form_slot_error(
            form, slot,
            tr_fmt(form->arena, "“{1}” must be between {2} and {3}.", label, least, most));
    } else {
        slot->text = arena_printf(form->arena, "%lld", (long long)value);
    }
}

/* A day of our time: a year of two digits is a slip, and so is a Gregorian one. */
static bool form_is_day(struct jalali date) {
    int64_t day;
    return date.year >= 1200 && date.year < 1600 && calendar_day(date, &day);
}

/* Cleans the three parts; the number of those in which something was typed. */
static size_t form_date_parts(struct form *form, struct form_slot *slot, struct jalali *out) {
    int64_t numbers[FORM_PARTS] = {0};
    size_t typed = 0;
    for (size_t part = 0; part < FORM_PARTS; part++) {
        const char *clean = text_clean(form->arena, slot->parts[part], false);
        slot->parts[part] = clean == NULL ? "" : clean;
        typed += slot->parts[part][0] != '\0';
        bool number = text_int(slot->parts[part], &numbers[part]);
        numbers[part] = number && numbers[part] > 0 && numbers[part] < 10000 ? numbers[part] : 0;
    }
    *out = (struct jalali){.year = (int)numbers[FORM_YEAR],
                           .month = (int)numbers[FORM_MONTH],
                           .day = (int)numbers[FORM_DAY]};
    return typed;
}

/* Three parts, or one text 1404/09/02 (the JSON twin sends that). */
static void form_check_date(struct form *form, struct form_slot *slot, const char *label) {
    struct jalali date;
    size_t typed = form_date_parts(form, slot, &date);
    if (typed == 0 && slot->text[0] == '\0') {
        return;
    }
    bool read = typed > 0 || calendar_parse_jalali(slot->text, &date);
    if (typed > 0 && typed < FORM_PARTS) {
        form_slot_error(form, slot,
                        tr_fmt(form->arena, "“{1}” needs a day, a month and a year.", label));
    } else if (read && form_is_day(date)) {
        form_set(form, slot->name,
                 arena_printf(form->arena, "%04d/%02d/%02d", date.year, date.month, date.day));
    } else {
        form_slot_error(form, slot,
                        tr_fmt(form->arena, "“{1}” must be a real date, for example {2}.", label,
                               text_persian_digits(form->arena, "1404/09/02")));
    }
}

static void form_check_choice(struct form *form, struct form_slot *slot, const char *label) {
    const struct form_field *field = slot->field;
    bool known = form_has_option(field, slot->text) ||
                 (field->type == FORM_YESNO &&
                  (strcmp(slot->text, "0") == 0 || strcmp(slot->text, "1") == 0));
    for (const struct form_choice *at = slot->choices; at != NULL; at = at->next) {
        known = form_has_option(field, at->value);
        if (!known) {
            break;
        }
    }
    if (!known) {
        form_slot_error(form, slot,
                        tr_fmt(form->arena, "Choose one of the answers offered for “{1}”.", label));
    }
}

/* Cleans the text; false if nothing more can be said about it. */
static bool form_check_text(struct form *form, struct form_slot *slot, const char *label) {
    if (form_has_controls(slot->text)) {
        form_slot_error(form, slot,
                        tr_fmt(form->arena,
                               "“{1}” has characters that cannot be kept; please type it anew.",
                               label));
        return false;
    }
    const char *clean = slot->text;
    if (slot->field->type != FORM_PASSWORD) {
        clean = text_clean(form->arena, slot->text, slot->field->type == FORM_MULTILINE);
    }
    if (clean != NULL && slot->field->latin) {
        clean = text_latin_digits(form->arena, clean);
    }
    if (clean == NULL) {
        return false;
    }
    slot->text = clean;
    size_t length = text_length(slot->text);
    size_t max = form_text_max(slot->field);
    if (length > max) {
        form_slot_error(form, slot,
                        tr_fmt(form->arena, "“{1}” may have at most {2} characters; this has {3}.",
                               label, max, length));
        return false;
    }
    return true;
}

static bool form_is_choice(const struct form_field *field) {
    return field->type == FORM_RADIO || field->type == FORM_SELECT ||
           field->type == FORM_CHECKBOXES || field->type == FORM_YESNO;
}

static void form_check_required(struct form *form, struct form_slot *slot, const char *label) {
    if (slot->field->required && form_is_choice(slot->field)) {
        form_slot_error(form, slot, tr_fmt(form->arena, "Choose an answer for “{1}”.", label));
    } else if (slot->field->required && slot->field->type != FORM_FILE) {
        form_slot_error(form, slot, tr_fmt(form->arena, "Please fill in “{1}”.", label));
    }
}

void form_check_slot(struct form *form, struct form_slot *slot, size_t row) {
    const char *label = form_label(form, slot, row);
    if (slot->error != NULL || label == NULL || !form_check_text(form, slot, label)) {
        return;
    }
    if (slot->field->type == FORM_DATE) {
        form_check_date(form, slot, label);
        if (slot->text[0] == '\0' && slot->error == NULL) {
            form_check_required(form, slot, label);
        }
        return;
    }
    if (slot->text[0] == '\0' && slot->choices == NULL) {
        form_check_required(form, slot, label);
        return;
    }
    switch (slot->field->type) {
    case FORM_INT:
    case FORM_MONEY:
        form_check_number(form, slot, label);
        break;
    case FORM_URL:
        if (!form_is_url(slot->text)) {
            form_slot_error(form, slot,
                            tr_fmt(form->arena,
                                   "“{1}” must be a web address that begins with "
                                   "http:// or https://.",
                                   label));
        }
        break;
    case FORM_RADIO:
    case FORM_SELECT:
    case FORM_CHECKBOXES:
    case FORM_YESNO:
        form_check_choice(form, slot, label);
        break;
    default:
        break;
    }
}
