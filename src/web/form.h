/*
 * Forms. A form is declared once as a table of fields; the same table validates and normalises
 * what comes in, draws the widgets, their errors and the error summary, gives the JSON twin, and
 * is a fuzz target. Typed text is always kept, also when it is wrong.
 *
 *     static const struct form_field sign_in_fields[] = {
 *         {.name = "username", .type = FORM_TEXT, .label = TR_NOOP("User name"), .required = true,
 *          .max = 80, .latin = true, .autocomplete = "username"},
 *         {.name = "password", .type = FORM_PASSWORD, .label = TR_NOOP("Password"), .required = true,
 *          .max = 200},
 *     };
 *
 * Groups repeat (fees, documents): their values are named "fee.0.amount". Pressing an "add" or
 * "remove" button (name form_act, value "add:fee" / "remove:fee:2") works without a script:
 * form_read reports it by form_acted(), and the page draws the form again.
 */
#ifndef KHAJU_WEB_FORM_H
#define KHAJU_WEB_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "err.h"
#include "html.h"
#include "http.h"

enum form_type {
    FORM_TEXT, FORM_MULTILINE, FORM_PASSWORD, FORM_INT, FORM_MONEY /* rial */, FORM_DATE /* Jalali */,
    FORM_URL, FORM_RADIO, FORM_SELECT, FORM_CHECKBOXES /* several values */, FORM_YESNO /* yes, no, unknown */,
    FORM_FILE, FORM_GROUP,
};

struct form_option { const char *value; const char *label; const char *hint; };

struct form_field {
    const char *name;
    enum form_type type;
    const char *label;                   /* source strings, translated when drawn */
    const char *hint;
    bool required;
    bool latin;                          /* left-to-right input */
    size_t max;                          /* code points (text), rows (group) */
    int64_t least, most;                 /* numbers; both 0 = unbounded */
    const struct form_option *options;   /* labels are translated */
    size_t option_count;
    const struct form_field *fields;     /* of a group */
    size_t field_count;
    const char *autocomplete;
    int width;                           /* 0 full, else 2 3 4 5 10 20 characters */
};

struct form;

/* An empty form; lives in the arena. */
struct form *form_create(struct arena *arena, const struct form_field *fields, size_t count);
/* Reads and checks all fields of the request; ERR_INVALID if any is wrong (kept in the form). */
enum err form_read(struct form *form, struct http_req *req) WARN_UNUSED;
/* The add/remove button that was pressed, or NULL. When not NULL, form_read did not validate. */
const char *form_acted(const struct form *form);
bool form_ok(const struct form *form);

/* values: names as above, group rows "fee.0.amount". Text is "" when absent, never NULL. */
const char *form_value(const struct form *form, const char *name);
bool form_int(const struct form *form, const char *name, int64_t *out);      /* false: unknown */
bool form_checked(const struct form *form, const char *name, const char *option);
size_t form_rows(const struct form *form, const char *group);
void form_set(struct form *form, const char *name, const char *value);
void form_set_int(struct form *form, const char *name, int64_t value);
void form_check(struct form *form, const char *name, const char *option);
void form_set_rows(struct form *form, const char *group, size_t count);
/* An error found by the model; message is translated. NULL name: about the whole form. */
void form_error(struct form *form, const char *name, const char *message);

/* drawing */
struct html_raw form_summary(const struct form *form);                       /* empty if no error */
struct html_raw form_widget(const struct form *form, const char *name);      /* label, hint, error, input */
struct html_raw form_widgets(const struct form *form);                       /* all, in order */
struct html_raw form_csrf(const char *token);

#endif
