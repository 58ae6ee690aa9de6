/* A file of a version, made or in the making. */
#ifndef KHAJU_DOCUMENT_FILE_H
#define KHAJU_DOCUMENT_FILE_H

#include "document_page.h"

struct file_view {
    struct document_version version;
    enum document_format format;
    const char *base;    /* of the version's pages */
    bool ready, waiting; /* waiting: other work is done first */
    const char *href;    /* of the file that is ready */
    int64_t kilobytes;
};

#endif
