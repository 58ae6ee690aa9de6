/* The worklists of yearly figures: to report, and to confirm. */
#ifndef KHAJU_REGISTRY_DESK_REPORTS_VIEW_H
#define KHAJU_REGISTRY_DESK_REPORTS_VIEW_H

#include "desk_filter.h"
#include "report.h"
#include "web.h"

struct desk_reports_row {
    const char *id, *title, *agency, *reason;
    int state; /* enum report_state, -1: not reported */
    int months;
    struct maybe_int volume;
    bool demo;
};
struct desk_reports_view {
    int year;
    const char *year_text;
    bool may_review;
    struct desk_select want, agency, years;
    const struct desk_reports_row *rows;
    size_t count;
    const char *next_href;
};

struct desk_review_view {
    const struct registry_report *rows;
    size_t count;
    const char *csrf, *next_href;
    const char *wrong;  /* what could not be decided; NULL: nothing */
    const char *reason; /* as typed */
};

#endif
