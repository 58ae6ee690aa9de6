/*
 * Import of data files. All or nothing: one file is one command. A dry run reads everything, gives
 * the whole report and leaves no trace. Importing the same file again changes nothing.
 *
 * The file is read once, as a stream; memory is bounded by a batch of rows and a few bytes a row.
 * Problems carry line, column, what was written and, where there is one, an offered repair; nothing
 * is guessed silently.
 */
#ifndef KHAJU_REGISTRY_IMPORT_H
#define KHAJU_REGISTRY_IMPORT_H

#include <stdio.h>
#include "arena.h"
#include "err.h"
#include "people.h"
#include "store.h"

/* X(name, slug, label) */
#define IMPORT_KINDS(X) \
    X(COUNTIES, "counties", TR_NOOP("Counties")) \
    X(AGENCIES, "agencies", TR_NOOP("Agencies")) \
    X(SERVICES, "services", TR_NOOP("Services")) \
    X(UPSTREAM, "upstream", TR_NOOP("Upstream documents")) \
    X(GLOSSARY, "glossary", TR_NOOP("Glossary")) \
    X(HOLIDAYS, "holidays", TR_NOOP("Holidays"))
enum import_kind {
#define X(name, slug, label) IMPORT_##name,
    IMPORT_KINDS(X)
#undef X
        IMPORT_KIND_COUNT
};
/* false: no such kind */
bool import_kind_read(const char *slug, enum import_kind *out);
const char *import_kind_slug(enum import_kind kind);
const char *import_kind_label(enum import_kind kind); /* translated */

enum import_severity { IMPORT_NOTE, IMPORT_WARNING, IMPORT_ERROR };

enum { IMPORT_ISSUES_MAX = 5000 /* kept; the counts go on */, IMPORT_FILE_MAX_MB = 512 };

struct import_issue {
    enum import_severity severity;
    int64_t line;        /* 0: about the file */
    const char *column;  /* header name; "" = the row */
    const char *code;    /* stable: "IMP-21" */
    const char *message; /* translated */
    const char *source;  /* what was written */
    const char *repair;  /* offered, "" if none */
};

struct import_counts {
    int64_t rows, fresh, changed, same, refused, notes, warnings, errors;
};

struct import_report {
    const char *id; /* of the stored report; "": it is not stored */
    const char *file_name;
    enum import_kind kind;
    bool dry_run, applied;
    int64_t started_at;
    const char *author;
    struct import_counts counts;
    const struct import_issue *issues; /* ordered as found */
    size_t issue_count;
    bool issues_cut;
};

struct import_request {
    enum import_kind kind;
    FILE *file;            /* the caller's; seekable (a command may be run again) */
    const char *file_name; /* shown */
    bool dry_run;
    bool keep_report; /* of a dry run too: stored, so that it can be paged */
    int64_t now_ms;
    const struct person *who; /* NULL: the system (CLI) */
    /* told now and then; may be NULL. bytes_total 0: unknown */
    void (*progress)(void *context, uint64_t rows, uint64_t bytes, uint64_t bytes_total);
    void *progress_context;
};

/* Waits until it is done; a page calls it from page_long. A dry run writes all and takes it back,
   so that it finds what the import would find; when asked to, it leaves its report. The report
   lives in the arena. ERR_INVALID when rows were refused: the report is complete and stored,
   nothing is applied. Other errors: the file could not be read, or the store failed. */
enum err import_run(struct store *store, struct arena *arena, const struct import_request *request,
                    struct import_report *out) WARN_UNUSED;

/* Stored reports, newest first; before = id of the last one seen, or NULL. */
struct import_list {
    const struct import_report *items;
    size_t count;
    const char *next;
};
enum err import_list(struct store_db *db, struct arena *arena, const char *before, size_t limit,
                     struct import_list *out) WARN_UNUSED;
/* One report with its issues from issue number `after` on (0 = the beginning). */
enum err import_get(struct store_db *db, struct arena *arena, const char *id, int64_t after,
                    size_t limit, struct import_report *out) WARN_UNUSED;

#endif
