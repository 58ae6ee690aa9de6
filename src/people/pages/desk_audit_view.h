/* What the pages of the audit trail show. */
#ifndef KHAJU_PEOPLE_DESK_AUDIT_VIEW_H
#define KHAJU_PEOPLE_DESK_AUDIT_VIEW_H

#include "audit_query.h"

struct desk_audit_row {
    const struct people_act *act;
    const char *sentence;
    const char *agency; /* in words, or NULL */
};

struct desk_audit_view {
    struct audit_query query;
    struct people_agencies agencies;
    const struct desk_audit_row *rows;
    size_t count;
    const char *next; /* address of older rows, or NULL */
    const char *csv;  /* address of the export */
};

/* One line of an act's detail. */
struct desk_audit_fact {
    const char *name;
    const char *label; /* the name in words, or NULL */
    const char *value;
};

#endif
