/*
 * Forms. A form is declared once as a table of fields; the same table validates and normalises
 * what comes in, draws the widgets, their errors and the error summary, gives the JSON twin, and
 * is a fuzz target. Typed text is always kept, also when it is wrong.
 *
 *     static const struct form_field sign_in_fields[] = {
 *         {.name = "username", .type = FORM_TEXT, .label = TR_NOOP("User name"),
 *          .required = true, .max = 80, .latin = true, .autocomplete = "username"},
 *         {.name = "password", .type = FORM_PASSWORD, .label = TR_NOOP("Password"),
 *          .required = true, .max = 200},
 *     };
 *
 * Groups repeat (fees, documents): their values are named "fee.0.amount". Pressing an "add" or
 * "remove" button (name form_act, value "add:fee" / "remove:fee:2") works without a script:
 * form_read reports it by form_acted(), and the page draws the form again. Rows in which nothing
 * was filled are dropped when the form is really sent.
 */
#ifndef KHAJU_WEB_FORM_H
#define KHAJU_WEB_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "err.h"
#include "html.h"
#include "http.h"
#include "json.h"

enum form_type {
    FORM_TEXT, /* one line */
    FORM_MULTILINE,
    FORM_PASSWORD, /* kept as typed, never drawn again */
    FORM_INT,
    FORM_MONEY, /* rial, not negative */
    FORM_DATE,  /* Jalali; day, month and year typed apart; value "1404/09/02" */
    FORM_URL,
    FORM_RADIO,
    FORM_SELECT,
    FORM_CHECKBOXES, /* several values */
    FORM_YESNO,      /* "1", "0"; "" not known, which is offered unless required */
    FORM_FILE,       /* only checked for presence; read it with http_upload */
    FORM_GROUP,      /* rows of fields; groups do not nest */
};

/* What a table of fields may at most hold. */
enum { FORM_ROWS_MAX = 200, FORM_OPTIONS_MAX = 400 };

struct form_option {
    const char *value;
    const char *label;
    const char *hint;
};

struct form_field {
    const char *name; /* a-z 0-9 _ */
    enum form_type type;
    const char *label; /* source strings, translated when drawn */
    const char *hint;
    bool required;
    bool latin;                        /* left-to-right input; digits become Latin */
    size_t max;                        /* code points (text), rows (group); 0: a default */
    int64_t least, most;               /* numbers; both 0 = unbounded */
    const struct form_option *options; /* labels are translated */
    size_t option_count;
    const struct form_field *fields; /* of a group */
    size_t field_count;
    const char *autocomplete;
    int width; /* 0 full, else 2 3 4 5 10 20 characters */
};

struct form;

/* An empty form; lives in the arena. */
struct form *form_create(struct arena *arena, const struct form_field *fields, size_t count);
/* Reads and checks all fields of the request; ERR_INVALID if any is wrong (kept in the form). */
enum err form_read(struct form *form, struct http_req *req) WARN_UNUSED;
/* The same from a list of fields: for tests, fuzzing and form_read_json. Uploads are not seen. */
enum err form_read_fields(struct form *form, const struct http_field *fields,
                          size_t count) WARN_UNUSED;
/* The add/remove button that was pressed, or NULL. When not NULL, form_read did not validate. */
const char *form_acted(const struct form *form);
bool form_ok(const struct form *form);

/* The JSON twin: the same fields, the same checks. {"username": "x", "fee": [{"amount": 5}]} */
enum err form_read_json(struct form *form, const json_t *object) WARN_UNUSED;
/* JSON Schema (2020-12) of what form_read_json takes; the caller owns it. NULL: no memory. */
json_t *form_json_schema(const struct form_field *fields, size_t count);

/* values: names as above, group rows "fee.0.amount". Text is "" when absent, never NULL. */
const char *form_value(const struct form *form, const char *name);
bool form_int(const struct form *form, const char *name, int64_t *out); /* false: unknown */
bool form_day(const struct form *form, const char *name, int64_t *out); /* see calendar.h */
bool form_checked(const struct form *form, const char *name, const char *option);
size_t form_rows(const struct form *form, const char *group);
void form_set(struct form *form, const char *name, const char *value);
void form_set_int(struct form *form, const char *name, int64_t value);
void form_set_day(struct form *form, const char *name, int64_t day);
void form_check(struct form *form, const char *name, const char *option);
void form_set_rows(struct form *form, const char *group, size_t count);
/* An error found by the model; message is translated. NULL name: about the whole form. */
void form_error(struct form *form, const char *name, const char *message);
/* The message at a field, or NULL; NULL name: the first one about the whole form. */
const char *form_error_at(const struct form *form, const char *name);

/* drawing */
struct html_raw form_summary(const struct form *form);                  /* empty if no error */
struct html_raw form_widget(const struct form *form, const char *name); /* label to input */
struct html_raw form_widgets(const struct form *form); /* the guide, then all in order */
/* Fields that must be filled in are marked where they are few, and those that need not where these
   are; this sentence says so once, above the fields. Empty where nothing has to be said. */
struct html_raw form_guide(const struct form *form);
/* The hidden field that every POST carries; lives until the next call on this thread. */
#define FORM_CSRF "csrf"
struct html_raw form_csrf(const char *token);

#endif
