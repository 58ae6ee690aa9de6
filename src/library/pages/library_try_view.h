/* What the template of a trial is given. */
#ifndef KHAJU_LIBRARY_TRY_VIEW_H
#define KHAJU_LIBRARY_TRY_VIEW_H

#include "library_ask.h"
#include "library_page.h"

struct library_try_view {
    const struct library_opened *opened;
    const struct decision_view *model;
    size_t element; /* what is asked */
    const struct form *form;
    bool answered;
    const struct decision_result *result; /* when answered */
    const char *failed; /* why there is no answer; NULL: there is one, or it was not asked */
};

#endif
