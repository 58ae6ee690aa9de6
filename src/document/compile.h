/* From chapters to the content of a version: reading, asking, drawing. No writing. */
#ifndef KHAJU_DOCUMENT_COMPILE_H
#define KHAJU_DOCUMENT_COMPILE_H

#include "content.h"

struct compile_job {
    struct store_db *db; /* a reader: one snapshot for everything */
    struct arena *arena; /* of the content */
    int64_t now_ms;
    const char *only; /* slug of the one chapter to compile; NULL: all */
    document_progress *progress;
    void *progress_context;
};

/* chapters: all chapters, for references between them. */
enum err compile_run(const struct compile_job *job, const struct document_chapter_list *chapters,
                     struct document_problems *problems, struct content *out) WARN_UNUSED;

#endif
