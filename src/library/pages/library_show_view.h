/* What the templates of one model are given. */
#ifndef KHAJU_LIBRARY_SHOW_VIEW_H
#define KHAJU_LIBRARY_SHOW_VIEW_H

#include "library_page.h"

struct library_show {
    const struct library_opened *opened;
    struct library_version_list versions;
    const char *older_href;
    const char *csrf;    /* NULL: may not write */
    const char *refused; /* why publishing was refused; NULL: it was not asked for */
};

#endif
