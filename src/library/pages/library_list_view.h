/* What the template of the list is given. */
#ifndef KHAJU_LIBRARY_LIST_VIEW_H
#define KHAJU_LIBRARY_LIST_VIEW_H

#include "library_page.h"

enum { LIBRARY_SELECTS = 6 };

struct library_list_view {
    struct library_totals totals;
    struct library_list list;
    struct library_select selects[LIBRARY_SELECTS];
    size_t select_count;
    const char *words;
    bool filtered, may_write;
    const char *first_href, *next_href;
};

#endif
