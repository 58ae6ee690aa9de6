/* Private to the form files of web: what the templates of widgets are given. */
#ifndef KHAJU_WEB_FORM_DRAW_H
#define KHAJU_WEB_FORM_DRAW_H

#include "web_form_internal.h"

struct form_widget {
    const struct form *form;
    const struct form_field *field;
    const char *name;
    const char *id;
    const char *label;        /* translated */
    const char *hint;         /* translated, or NULL */
    const char *error;        /* translated, or NULL */
    const char *value;        /* as it is shown */
    const char *described_by; /* ids of hint and error, or NULL */
    const char *classes;      /* of the input */
    const char *input_type;
    const char *input_mode; /* NULL: none */
    const char *direction;  /* "ltr" or NULL */
    size_t max;
};

/* One part of a typed date. */
struct form_date_part {
    const char *name;
    const char *id;
    const char *label;
    const char *value;
    const char *classes;
};

/* A line of the error summary. */
struct form_mistake {
    const char *href; /* NULL: about the whole form */
    const char *message;
};

struct form_date_part form_date_part(const struct form_widget *widget, enum form_part part);
const char *form_option_id(const struct form_widget *widget, size_t index);
struct html_raw form_row_widgets(const struct form_widget *widget, size_t row);
const char *form_act_value(const struct form_widget *widget, const char *act, size_t row);

#endif
