/* What the whole document in one file needs; see fragments/export_document.html. */
#ifndef KHAJU_DOCUMENT_EXPORT_VIEW_H
#define KHAJU_DOCUMENT_EXPORT_VIEW_H

#include "document_version.h"
#include "html.h"

struct export_view {
    const char *title;
    const char *office; /* whose document it is */
    struct document_version version;
    struct document_page_list pages;
    struct document_evidence_list evidences;
    const struct document_heading *entries; /* of the contents */
    size_t entry_count;
};

enum err export_view_load(struct store_db *db, struct arena *arena, int64_t number,
                          struct export_view *out) WARN_UNUSED;

#endif
