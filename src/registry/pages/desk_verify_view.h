/* The form of verification beside what the form says and the agency declares. */
#ifndef KHAJU_REGISTRY_DESK_VERIFY_VIEW_H
#define KHAJU_REGISTRY_DESK_VERIFY_VIEW_H

#include "registry.h"
#include "web.h"

struct desk_verify_view {
    const struct registry_service *service;
    const struct form *form;
    const char *csrf;
    const char *names[CRITERION_COUNT];
    int evidence[CRITERION_COUNT], declared[CRITERION_COUNT]; /* -1: not known */
};

#endif
