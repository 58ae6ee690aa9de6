/* The changed chapters of a comparison, ready to be shown. */
#ifndef KHAJU_DOCUMENT_REDLINE_PAGE_H
#define KHAJU_DOCUMENT_REDLINE_PAGE_H

#include "document_version.h"

struct redline_piece {
    enum redline_kind kind;
    const char *text;
    int64_t gap; /* words that are the same and not shown before text; 0: none */
};
struct redline_chapter {
    const char *title;
    int64_t added, removed;
    struct redline_piece *pieces;
    size_t count;
};
struct redline_view {
    const struct document_comparison *comparison;
    const char *base;
    struct redline_chapter *chapters;
    size_t count;
};

#endif
