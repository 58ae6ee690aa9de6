/* The figures of one year. Empty is "not reported"; zero is a figure. */
#include "desk_report_form.h"

#include <stdlib.h>
#include <string.h>
#include "compiler.h"
#include "text.h"
#include "tr.h"

enum { WORDS_MAX = 500, NOTE_MAX = 5000, NUMBER_MAX = 20 };

static const struct form_field fields[] = {
    {.name = "volume",
     .type = FORM_INT,
     .label = TR_NOOP("Number of cases"),
     .most = INT64_MAX,
     .hint = TR_NOOP("Cases that were finished in this time. Empty: not reported; 0: none")},
    {.name = "months",
     .type = FORM_INT,
     .label = TR_NOOP("Months that are covered"),
     .least = 1,
     .most = 12,
     .width = 2,
     .required = true,
     .hint = TR_NOOP("12 for the whole year. Figures of a part of the year stay what they are")},
    {.name = "visits",
     .label = TR_NOOP("Visits a case, on average"),
     .max = NUMBER_MAX,
     .latin = true,
     .width = 5,
     .hint = TR_NOOP("For example 1.5")},
    {.name = "zero_visit_share",
     .label = TR_NOOP("Cases without any visit, percent"),
     .max = NUMBER_MAX,
     .latin = true,
     .width = 5,
     .hint = TR_NOOP("0 to 100")},
    {.name = "minutes",
     .type = FORM_INT,
     .most = INT64_MAX,
     .width = 5,
     .label = TR_NOOP("Minutes that a citizen spends on a case, on average"),
     .hint = TR_NOOP("With the way and the waiting")},
    {.name = "good",
     .type = FORM_INT,
     .label = TR_NOOP("Survey: answers “good”"),
     .most = INT64_MAX,
     .width = 10},
    {.name = "medium",
     .type = FORM_INT,
     .label = TR_NOOP("Survey: answers “medium”"),
     .most = INT64_MAX,
     .width = 10},
    {.name = "bad",
     .type = FORM_INT,
     .label = TR_NOOP("Survey: answers “bad”"),
     .most = INT64_MAX,
     .width = 10},
    {.name = "survey_source",
     .label = TR_NOOP("Where the survey answers come from"),
     .max = WORDS_MAX},
    {.name = "note", .type = FORM_MULTILINE, .label = TR_NOOP("Note"), .max = NOTE_MAX},
};

struct form *desk_report_form(struct arena *arena) {
    return form_create(arena, fields, COUNT_OF(fields));
}

static void set_int(struct form *form, const char *name, struct maybe_int value) {
    if (value.known) {
        form_set_int(form, name, value.value);
    }
}

static void set_real(struct arena *arena, struct form *form, const char *name,
                     struct maybe_real value) {
    if (value.known) {
        form_set(form, name, arena_printf(arena, "%.10g", value.value));
    }
}

void desk_report_fill(struct arena *arena, struct form *form,
                      const struct registry_report *report) {
    struct maybe_real percent = report->zero_visit_share;
    percent.value *= 100;
    set_int(form, "volume", report->volume);
    form_set_int(form, "months", report->months);
    set_real(arena, form, "visits", report->visits);
    set_real(arena, form, "zero_visit_share", percent);
    set_int(form, "minutes", report->minutes);
    set_int(form, "good", report->good);
    set_int(form, "medium", report->medium);
    set_int(form, "bad", report->bad);
    form_set(form, "survey_source", report->survey_source);
    form_set(form, "note", report->note);
}

static struct maybe_int take_int(const struct form *form, const char *name) {
    int64_t value = 0;
    return form_int(form, name, &value) ? known_int(value) : UNKNOWN_INT;
}

/* "1.5" and "1/5", as it is written by hand; the form has made the digits Latin. */
static struct maybe_real take_real(struct form *form, const char *name, double most,
                                   const char *wrong) {
    char text[NUMBER_MAX * 4 + 1];
    const char *typed = form_value(form, name);
    size_t length = strlen(typed);
    if (length == 0) {
        return UNKNOWN_REAL;
    }
    if (length >= sizeof text || strspn(typed, "0123456789./") != length ||
        strspn(typed, "0123456789") == 0) {
        form_error(form, name, wrong);
        return UNKNOWN_REAL;
    }
    memcpy(text, typed, length + 1);
    char *slash = strchr(text, '/');
    if (slash != NULL) {
        *slash = '.';
    }
    char *end = NULL;
    double value = strtod(text, &end);
    if (*end != '\0' || !(value >= 0 && value <= most)) {
        form_error(form, name, wrong);
        return UNKNOWN_REAL;
    }
    return known_real(value);
}

enum err desk_report_take(struct form *form, struct registry_report *out) {
    int64_t months = 12;
    (void)form_int(form, "months", &months);
    out->months = (int)months;
    out->volume = take_int(form, "volume");
    out->visits = take_real(form, "visits", 100,
                            tr("Visits must be a number from 0 to 100, for example 1.5."));
    out->zero_visit_share =
        take_real(form, "zero_visit_share", 100, tr("The share must be a number from 0 to 100."));
    out->zero_visit_share.value /= 100;
    out->minutes = take_int(form, "minutes");
    out->good = take_int(form, "good");
    out->medium = take_int(form, "medium");
    out->bad = take_int(form, "bad");
    out->survey_source = form_value(form, "survey_source");
    out->note = form_value(form, "note");
    return form_ok(form)
               ? ERR_NONE
               : err_set(ERR_INVALID, "REG-60", "Some answers need your attention.", NULL);
}
