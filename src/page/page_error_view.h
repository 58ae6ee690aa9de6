/* What the error page says. */
#ifndef KHAJU_PAGE_ERROR_VIEW_H
#define KHAJU_PAGE_ERROR_VIEW_H

struct page_error_view {
    const char *title, *message, *advice, *code, *request_id;
};

#endif
