/* What the templates of the forms are given. */
#ifndef KHAJU_LIBRARY_UPLOAD_VIEW_H
#define KHAJU_LIBRARY_UPLOAD_VIEW_H

#include "library_page.h"

struct library_upload_view {
    const char *title, *action, *csrf;
    const struct form *form;
    const struct library_model *model; /* NULL: a new one */
    int64_t stands_on;
    const char *kept, *kept_name; /* a file that was sent before; NULL: none */
};
struct library_settings_view {
    const char *csrf;
    const struct form *form;
    const struct library_model *model;
    int64_t edition;
};

#endif
