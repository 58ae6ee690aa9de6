/* The history of a service, and one version of it. */
#ifndef KHAJU_REGISTRY_DESK_HISTORY_VIEW_H
#define KHAJU_REGISTRY_DESK_HISTORY_VIEW_H

#include "registry.h"
#include "web.h"
#include "profile_change.h"

struct desk_history_view {
    const struct registry_service *service;
    const struct registry_version_list *versions;
    const char *next_href;
};

struct desk_version_fact {
    const char *label, *text, *source;
};
struct desk_version_section {
    const char *label;
    size_t first, count;
};

struct desk_version_view {
    const struct registry_service *service;
    struct registry_version version;
    int64_t against; /* the version it is compared with; 0: none */
    const struct profile_diff *diff;
    const struct desk_version_fact *facts;
    struct desk_version_section sections[SECTION_COUNT];
};

#endif
