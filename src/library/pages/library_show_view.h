/* What the templates of one model are given. */
#ifndef KHAJU_LIBRARY_SHOW_VIEW_H
#define KHAJU_LIBRARY_SHOW_VIEW_H

#include "decision_view.h"
#include "journey.h"
#include "library_picture.h"

struct library_visit_row {
    const char *id, *step, *reason, *clause, *queue; /* clause, queue: NULL when not stated */
};

struct library_show {
    const struct library_opened *opened;
    struct library_picture picture;
    const struct web_crumb *tabs; /* diagrams of the file, when there are several */
    size_t tab_count;
    const char *tab;
    const struct journey *journey; /* of a process */
    const struct library_visit_row *visits;
    size_t visit_count;
    struct decision_view decision;
    size_t input_count; /* of the decision */
    struct library_version_list versions;
    const char *older_href;
    const char *csrf;    /* NULL: may not write */
    const char *refused; /* why publishing was refused; NULL: it was not asked for */
};

#endif
