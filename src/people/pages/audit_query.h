/* The filter of the audit trail as it stands in an address; shared by the list and the export. */
#ifndef KHAJU_PEOPLE_AUDIT_QUERY_H
#define KHAJU_PEOPLE_AUDIT_QUERY_H

#include "audit.h"
#include "page.h"

struct audit_query {
    const char *person, *act, *object_type, *object, *agency, *from, *to; /* "" when not given */
    struct people_audit_filter filter;
    const char *wrong; /* what could not be read, translated; NULL: all could */
    bool given;        /* any filter at all */
    const char *text;  /* "person=…&act=…", for links to the same rows */
};
enum err audit_query_read(struct page *page, struct audit_query *out) WARN_UNUSED;

#endif
