/* The overview of one service at the desk. */
#ifndef KHAJU_REGISTRY_DESK_SERVICE_VIEW_H
#define KHAJU_REGISTRY_DESK_SERVICE_VIEW_H

#include "desk_edit_view.h"
#include "report.h"

struct desk_part { /* a section of the form */
    const char *label, *href;
    int known, asked;
};
struct desk_standing { /* a criterion of maturity */
    const char *label;
    int evidence, declared, verified; /* level, or -1 */
    bool applies, blocking;
    const char *reason;
};
struct desk_service_view {
    const struct registry_service *service;
    const char *csrf;
    bool may_confirm, may_report;
    struct desk_part parts[SECTION_COUNT];
    size_t part_count;
    int known, asked;
    struct desk_standing standings[CRITERION_COUNT];
    const char *stage_text;
    int declared, verified; /* stages, or -1 */
    struct maybe_int overclaim;
    struct registry_report_list reports;
    int year;                         /* the Jalali year to report about now */
    const char *missing;              /* why it may not be published yet; NULL: it may */
    const struct desk_damage *damage; /* of the identifier; NULL: none */
};

#endif
