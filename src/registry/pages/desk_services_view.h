/* The worklist of services. */
#ifndef KHAJU_REGISTRY_DESK_SERVICES_VIEW_H
#define KHAJU_REGISTRY_DESK_SERVICES_VIEW_H

#include "desk_filter.h"
#include "registry.h"
#include "web.h"

struct desk_services_row {
    const char *id, *title, *agency, *code, *number;
    enum service_state state;
    int64_t version, updated_at;
    const char *missing; /* "time, fee"; "" when none of the chief facts is */
    int level;           /* -1: not assessed */
};
struct desk_services_view {
    const char *query;
    struct desk_select state, missing, agency;
    bool filtered;
    const struct desk_services_row *rows;
    size_t count;
    const char *next_href;
};

#endif
