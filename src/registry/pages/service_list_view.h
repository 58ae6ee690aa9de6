/* A page of the list of services, or of a search: what was asked, what was found, what next. */
#ifndef KHAJU_REGISTRY_SERVICE_LIST_VIEW_H
#define KHAJU_REGISTRY_SERVICE_LIST_VIEW_H

#include "registry.h"

struct service_choice {
    const char *value, *label;
    bool chosen;
};
struct service_choices {
    struct service_choice *items;
    size_t count;
};

struct service_list_view {
    const char *query;                   /* as typed; "" when nothing was searched */
    const char *agency_id, *agency_name; /* filter by agency; "" when none */
    const char *county_id, *county_name;
    struct service_choices events, levels, stages;
    const struct registry_service_row *rows;
    size_t count;
    const char *next_href;           /* NULL: no more */
    const char *corrected, *unknown; /* of a search; NULL: none */
    bool cut, filtered;
    const struct registry_provider *agencies; /* that match the search */
    size_t agency_count;
};

#endif
