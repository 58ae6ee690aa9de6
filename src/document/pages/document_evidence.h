/* The frozen rows behind a number, taken out of their JSON for a template. */
#ifndef KHAJU_DOCUMENT_EVIDENCE_H
#define KHAJU_DOCUMENT_EVIDENCE_H

#include "document_version.h"

struct evidence_cell {
    const char *text; /* NULL: not reported */
    const char *href; /* NULL: no link */
};

struct evidence_view {
    struct document_evidence head;
    struct document_version version;
    const char *base, *definition, *statement, *query, *rooms;
    const char *source; /* files that it was taken from; "": rows of the database */
    int64_t as_of, unknown;
    bool known, has_value;
    const char *const *labels;
    size_t column_count;
    struct evidence_cell *cells; /* row major */
    size_t row_count;
};

#endif
