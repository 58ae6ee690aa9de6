/* The form that was kept while its sender signed in again. */
#ifndef KHAJU_PAGE_CONTINUE_VIEW_H
#define KHAJU_PAGE_CONTINUE_VIEW_H

#include "page.h"

struct page_continue {
    const char *action;
    const struct http_field *fields;
    size_t count;
    bool had_files;
    const char *csrf;
};

/* ERR_NOT_FOUND if there is none, or it is another person's. */
enum err page_continue_load(struct page *page, const char *id,
                            struct page_continue *out) WARN_UNUSED;

#endif
