/*
 * What the home page shows, gathered from the rooms below. Reads only; every figure is counted at
 * the moment of the request.
 */
#ifndef KHAJU_FRONT_H
#define KHAJU_FRONT_H

#include "registry.h"

enum { FRONT_AGENCIES = 8 };

struct front_event {
    const char *slug, *label; /* label translated */
    int64_t services;
};

struct front_home {
    struct registry_totals totals;
    int64_t events_known; /* services that name a life event */
    struct front_event events[LIFE_EVENT_END];
    size_t event_count; /* those with at least one service, most first */
    struct registry_agency agencies[FRONT_AGENCIES];
    size_t agency_count; /* those with most services, most first */
};

enum err front_home_read(struct store_db *db, struct arena *arena,
                         struct front_home *out) WARN_UNUSED;

#endif
