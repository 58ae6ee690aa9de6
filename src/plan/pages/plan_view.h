/* What several templates of the plan are given. */
#ifndef KHAJU_PLAN_VIEW_H
#define KHAJU_PLAN_VIEW_H

#include "plan_page.h"

/* A figure with its note; href NULL: it leads nowhere. */
struct plan_tile {
    const char *value, *label, *note, *href;
    bool known, demonstration;
};
enum { PLAN_TILES = 9 };
struct plan_overview_view {
    const struct plan_overview *overview;
    struct plan_tile tiles[PLAN_TILES];
    size_t count;
    struct html_raw levels; /* chart */
    struct html_raw queues;
};
struct html_raw plan_levels_chart(struct arena *arena, const struct plan_overview *overview);
struct plan_overview_view plan_overview_view(struct arena *arena,
                                             const struct plan_overview *overview);

#endif
