/* Uploading a file, and the report of an import. */
#ifndef KHAJU_REGISTRY_DESK_IMPORT_VIEW_H
#define KHAJU_REGISTRY_DESK_IMPORT_VIEW_H

#include "import.h"
#include "web.h"

struct desk_import_view {
    const struct form *form;
    const char *csrf;
    const struct import_list *earlier;
    const char *next_href;
};

struct desk_issue {
    int64_t position;
    enum import_severity severity;
    int64_t line;
    const char *column, *code, *message, *source, *repair;
};
struct desk_report_page {
    const struct import_report *report;
    const struct desk_issue *issues;
    size_t count;
    const struct web_crumb *tabs; /* by severity */
    size_t tab_count;
    const char *tab;
    const char *csv_href, *load_href;
    const char *next_href; /* NULL: this is the end */
    const char *file;      /* the kept file of a check; NULL: none */
    const char *csrf;
};

const char *desk_severity_label(enum import_severity severity); /* translated */

#endif
