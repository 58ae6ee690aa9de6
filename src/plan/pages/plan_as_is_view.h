/* What the page of the present state draws. */
#ifndef KHAJU_PLAN_AS_IS_VIEW_H
#define KHAJU_PLAN_AS_IS_VIEW_H

#include "plan_page.h"

struct plan_as_is_view {
    const struct plan_overview *overview;
    struct plan_heat heat;
    struct plan_county_list counties;
    struct html_raw levels, heat_chart, map;
};

#endif
