/* Trying a decision. */
#include "library_ask.h"

#include <string.h>
#include <time.h>

#include "calendar.h"
#include "json.h"
#include "text.h"
#include "tr.h"

enum { DAY_S = 86400, DAY_MS = DAY_S * 1000 };

static bool can_be_asked(const struct decision_element *element) {
    return element->part == DECISION_PART_DECISION || element->part == DECISION_PART_SERVICE;
}

static bool is_required(const struct decision_view *view, size_t index) {
    for (size_t i = 0; i < view->count; i++) {
        for (size_t n = 0; n < view->elements[i].need_count; n++) {
            if (view->elements[i].needs[n] == index) {
                return true;
            }
        }
    }
    return false;
}

size_t library_asked(const struct decision_view *view, const char *name) {
    bool any = name == NULL || name[0] == '\0';
    size_t first = view->count;
    for (size_t i = 0; i < view->count; i++) {
        const struct decision_element *element = &view->elements[i];
        if (!can_be_asked(element)) {
            continue;
        }
        if (any ? !is_required(view, i) : strcmp(element->name, name) == 0) {
            return i;
        }
        first = first == view->count ? i : first;
    }
    return any ? first : view->count;
}

/* A model has no circles, but many ways may lead to one element: each is looked at once. */
static void mark_needed(const struct decision_view *view, size_t at, bool *seen) {
    if (seen[at]) {
        return;
    }
    seen[at] = true;
    for (size_t i = 0; i < view->elements[at].need_count; i++) {
        mark_needed(view, view->elements[at].needs[i], seen);
    }
}

void library_needed(const struct decision_view *view, size_t element, bool *needed) {
    mark_needed(view, element, needed);
    for (size_t i = 0; i < view->count; i++) {
        needed[i] = needed[i] && view->elements[i].part == DECISION_PART_INPUT;
    }
}

/* ---- what was typed ---- */

static enum err not_understood(const char *name) {
    return err_set(ERR_INVALID, "LIB-30", "What is written for “{1}” could not be understood.",
                   name, NULL);
}

static struct feel_date date_of_day(int64_t day) {
    time_t seconds = (time_t)(day * DAY_S);
    struct tm parts = {0};
    (void)gmtime_r(&seconds, &parts);
    return (struct feel_date){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
}

static enum err expression_value(struct arena *arena, const char *text, const char *name,
                                 struct feel_value *out) {
    const struct feel_compiled *compiled;
    const struct feel_context nothing = {0};
    const struct feel_options options = {.steps = LIBRARY_ASK_STEPS};
    enum err err = feel_compile(arena, text, NULL, FEEL_EXPRESSION, &compiled);
    if (err == ERR_NONE) {
        err = feel_eval(arena, compiled, &nothing, &options, NULL, out);
    }
    return err == ERR_INVALID ? not_understood(name) : err;
}

static enum err number_value(struct arena *arena, const char *text, const char *name,
                             struct feel_value *out) {
    struct feel_number number;
    const char *digits = text_latin_digits(arena, text);
    if (digits == NULL) {
        return err_failed();
    }
    if (!feel_number_parse(digits, strlen(digits), &number)) {
        return not_understood(name);
    }
    *out = feel_number_value(number);
    return ERR_NONE;
}

/* Moments and durations: as the model reads them from JSON. */
static enum err text_value(struct arena *arena, const struct library_question *question,
                           const struct decision_element *element, const char *text,
                           struct feel_value *out) {
    const struct feel_context *context = NULL;
    json_t *object = json_keep(arena, json_pack("{s:s}", element->name, text));
    enum err err =
        object != NULL ? decision_inputs(arena, question->model, object, &context) : err_failed();
    if (err != ERR_NONE) {
        return err == ERR_INVALID ? not_understood(element->name) : err;
    }
    const struct feel_value *value =
        feel_context_get(context, (struct feel_string){element->name, strlen(element->name)});
    if (value == NULL || value->type != element->kind) {
        return not_understood(element->name);
    }
    *out = *value;
    return ERR_NONE;
}

static enum err value_of(struct arena *arena, const struct library_question *question,
                         const struct decision_element *element, const char *text,
                         struct feel_value *out) {
    struct jalali date;
    int64_t day = 0;
    switch (element->kind) {
    case FEEL_STRING:
        *out = feel_string(text);
        return ERR_NONE;
    case FEEL_BOOLEAN:
        *out = feel_boolean(strcmp(text, "true") == 0);
        return ERR_NONE;
    case FEEL_NUMBER:
        return number_value(arena, text, element->name, out);
    case FEEL_DATE:
        if (!calendar_parse_jalali(text, &date) || !calendar_day(date, &day)) {
            return not_understood(element->name);
        }
        *out = feel_date(date_of_day(day));
        return ERR_NONE;
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_DAYS_DURATION:
    case FEEL_MONTHS_DURATION:
        return text_value(arena, question, element, text, out);
    default:
        return expression_value(arena, text, element->name, out);
    }
}

static enum err values_read(struct arena *arena, const struct library_question *question,
                            struct feel_entry *entries, size_t *count, size_t *wrong) {
    const struct decision_view *view = question->view;
    for (size_t i = 0; i < view->count; i++) {
        const struct decision_element *element = &view->elements[i];
        const char *typed = question->typed[i];
        if (element->part != DECISION_PART_INPUT || text_is_blank(typed)) {
            continue;
        }
        struct feel_entry *entry = &entries[*count];
        entry->name = (struct feel_string){element->name, strlen(element->name)};
        enum err err = strlen(typed) > LIBRARY_TYPED_BYTES
                           ? not_understood(element->name)
                           : value_of(arena, question, element, typed, &entry->value);
        if (err != ERR_NONE) {
            *wrong = i;
            return err;
        }
        *count += 1;
    }
    return ERR_NONE;
}

enum err library_ask(struct arena *arena, const struct library_question *question,
                     struct decision_result *out, size_t *wrong) {
    const struct decision_view *view = question->view;
    struct feel_entry *entries = ARENA_ARRAY(arena, view->count + 1, struct feel_entry);
    size_t count = 0;
    *wrong = view->count;
    enum err err =
        entries != NULL ? values_read(arena, question, entries, &count, wrong) : err_failed();
    if (err != ERR_NONE) {
        return err;
    }
    int64_t day = calendar_day_of_ms(question->now_ms);
    int64_t midnight = calendar_ms_of_day(day);
    const struct feel_moment moment = {
        .date = date_of_day(day),
        .second = (int32_t)((question->now_ms - midnight) / 1000),
        .zone = FEEL_ZONE_OFFSET,
        .offset = (int32_t)((day * DAY_MS - midnight) / 1000),
    };
    const struct feel_options options = {.now = {.type = FEEL_DATE_TIME, .moment = &moment},
                                         .today = feel_date(moment.date),
                                         .steps = LIBRARY_ASK_STEPS};
    const struct feel_context inputs = {count, entries};
    return decision_evaluate(arena, question->model, view->elements[question->element].name,
                             &inputs, &options, out);
}

/* ---- in words ---- */

static const char *number_text(struct arena *arena, struct feel_value value) {
    const char *text = feel_text(arena, value);
    int64_t whole;
    if (text != NULL && text_int(text, &whole)) {
        return text_number(arena, whole);
    }
    return text != NULL ? text_persian_digits(arena, text) : NULL;
}

static const char *date_text(struct arena *arena, struct feel_date date) {
    enum { YEAR_LEAST = 1000, YEAR_MOST = 2800 }; /* where the Persian calendar is sure */
    if (date.year < YEAR_LEAST || date.year > YEAR_MOST) {
        return feel_text(arena, feel_date(date));
    }
    struct tm parts = {.tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day};
    return calendar_format(arena, calendar_ms_of_day((int64_t)timegm(&parts) / DAY_S), false);
}

const char *library_value_text(struct arena *arena, struct feel_value value) {
    switch (value.type) {
    case FEEL_NULL:
        return tr("no value");
    case FEEL_BOOLEAN:
        return value.boolean ? tr("yes") : tr("no");
    case FEEL_NUMBER:
        return number_text(arena, value);
    case FEEL_STRING:
        return arena_strndup(arena, value.string.bytes, value.string.length);
    case FEEL_DATE:
        return date_text(arena, value.date);
    default:
        return feel_text(arena, value);
    }
}
