/* What the error page says. */
#ifndef KHAJU_PAGE_ERROR_VIEW_H
#define KHAJU_PAGE_ERROR_VIEW_H

#include "continue_view.h"

struct page_error_view {
    const char *title, *message, *advice, *code, *request_id;
    const struct page_continue *form; /* what was being sent; NULL: it cannot be sent again */
};

#endif
