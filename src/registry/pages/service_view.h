/*
 * One service as a page shows it: sentences ready to be read, each with the number of its source.
 * Built once from the registry's structures, so that the template only arranges.
 */
#ifndef KHAJU_REGISTRY_SERVICE_VIEW_H
#define KHAJU_REGISTRY_SERVICE_VIEW_H

#include "registry.h"

struct service_fact {
    const char *label; /* translated */
    const char *text;  /* "" = not published */
    size_t source;     /* number in the list of sources, from 1; 0 = not stated */
};

struct service_channel_cell {
    const char *text;
    size_t source;
};

struct service_visit_line {
    const char *reason, *text, *clause, *place, *queue;
    bool without_clause; /* a visit nobody is obliged to ask for */
};

struct service_criterion_line {
    const char *label, *reason; /* translated */
    bool known, applicable, blocking;
    int level;
};

struct service_source_line {
    const char *origin, *publisher, *vintage, *note;
    struct value_list urls;
    bool outside; /* read from a body outside this province */
};

struct service_view {
    const struct registry_service *service;
    struct service_fact time, fee, visits, documents, steps, laws, eligibility, description;
    const char *const *times; /* one sentence for each case */
    size_t time_count;
    const struct value_fees *fees;
    struct service_fact facts[FIELD_COUNT]; /* the rest of what is known, by section */
    size_t fact_count;
    struct service_channel_cell channels[STAGE_END]; /* by stage; [0] unused */
    struct service_visit_line *visit_lines;
    size_t visit_count;
    struct service_criterion_line criteria[CRITERION_COUNT];
    const char *level_text; /* «حداکثر ۲» */
    const char *blocking;   /* labels of the blocking criteria, joined; "" if none */
    struct service_source_line *sources;
    size_t source_count;
    bool outside; /* some fact was read from a body outside this province */
};

enum err service_view_make(struct arena *arena, const struct registry_service *service,
                           struct service_view *out) WARN_UNUSED;

#endif
