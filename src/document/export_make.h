/* Makes a file out of the HTML of a version, in a temporary folder. Inside the room only. */
#ifndef KHAJU_DOCUMENT_EXPORT_MAKE_H
#define KHAJU_DOCUMENT_EXPORT_MAKE_H

#include "document.h"

enum { EXPORT_HTML_MAX = 128 << 20 };

/* html: the whole document as export_document.html draws it. Only a finished file comes to path. */
enum err export_make(struct arena *arena, const struct buf *html, enum document_format format,
                     const char *path) WARN_UNUSED;

#endif
