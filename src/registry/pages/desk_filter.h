/* A select of a desk's filter; used by several of its lists. */
#ifndef KHAJU_REGISTRY_DESK_FILTER_H
#define KHAJU_REGISTRY_DESK_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include "page.h"

struct desk_choice {
    const char *value, *label;
    bool chosen;
};
struct desk_select {
    const char *name, *label;
    const char *any; /* label of the empty choice; NULL: there is none */
    const struct desk_choice *choices;
    size_t count;
};

/* The agencies somebody may choose from, the one of the query chosen. */
enum err desk_agency_select(struct page *page, enum permission permission,
                            struct desk_select *out) WARN_UNUSED;
/* Where a list of services goes on, from the id in the query's "after"; "" at its beginning. */
enum err desk_cursor(struct page *page, const char **key, const char **id) WARN_UNUSED;

#endif
