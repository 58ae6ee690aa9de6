/* What the pages of the document share. */
#ifndef KHAJU_DOCUMENT_PAGE_H
#define KHAJU_DOCUMENT_PAGE_H

#include "document_version.h"
#include "page.h"

/* The version in the path, if this person may read it: drafts only with document_read_draft.
   ERR_NOT_FOUND otherwise, so that nobody learns of drafts. */
enum err document_page_version(struct page *page, struct document_version *out) WARN_UNUSED;
/* "/document/versions/3" */
const char *document_page_base(struct page *page, int64_t number);
/* The address of a file of a version, or of the page that waits for it. */
const char *document_file_href(struct page *page, const struct document_version *version,
                               enum document_format format);
/* A number in the path; ERR_NOT_FOUND if it is none. */
enum err document_page_number(struct page *page, const char *name, int64_t *out) WARN_UNUSED;

/* A chapter with its sections, for the contents. */
struct document_contents_entry {
    int64_t position;
    const char *slug, *title;
    struct document_heading_list headings;
};
struct document_contents {
    struct document_contents_entry *rows;
    size_t count;
};
enum err document_page_contents(struct page *page, int64_t number,
                                struct document_contents *out) WARN_UNUSED;

/* One state a version can be moved to. */
struct document_step {
    const char *slug, *label;
};

/* All that the first page of a version shows. */
struct document_show {
    struct document_version version;
    const char *base;
    const char *files[DOCUMENT_FORMATS]; /* addresses: of the file, or of the page that makes it */
    struct document_contents contents;
    struct document_transition_list moves;
    struct document_problems problems;
    struct document_step steps[DOCUMENT_STATE_COUNT];
    size_t step_count;
    int64_t previous; /* the version it can be compared with; 0: none */
    const char *csrf; /* NULL: this person moves nothing */
    bool staff;
};
/* The state a version moved to, in words. */
const char *document_move_label(const struct document_transition *move);
enum err document_page_show(struct page *page, const struct document_version *version) WARN_UNUSED;

#endif
