/* What the editor of a chapter shows. */
#ifndef KHAJU_DOCUMENT_EDIT_H
#define KHAJU_DOCUMENT_EDIT_H

#include "document_version.h"

struct edit_view {
    struct document_chapter chapter; /* as it is stored now */
    const char *source, *note;       /* as it is typed */
    int64_t version;                 /* the edition the typed text starts from */
    bool may_edit, conflict;
    const char *error;      /* NULL: none */
    struct redline redline; /* stored → typed, on a conflict */
    struct document_problems problems;
    const char *csrf;
};

#endif
