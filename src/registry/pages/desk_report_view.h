/* The figures of one service and one year. */
#ifndef KHAJU_REGISTRY_DESK_REPORT_VIEW_H
#define KHAJU_REGISTRY_DESK_REPORT_VIEW_H

#include "report.h"
#include "web.h"

struct desk_report_view {
    const struct registry_service *service;
    const struct registry_report *report; /* as it is stored; id NULL: nothing yet */
    const struct form *form;              /* NULL: it is confirmed, only to be read */
    const char *csrf, *year;              /* year in Persian digits */
    int64_t version;
    bool may_decide;
};

#endif
