/* One life event of the list. */
#ifndef KHAJU_REGISTRY_EVENT_ROW_H
#define KHAJU_REGISTRY_EVENT_ROW_H

#include <stdint.h>

struct event_row {
    const char *slug, *label;
    int64_t services;
};

#endif
