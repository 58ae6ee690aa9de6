/*
 * The development document: chapters, compiling, frozen versions, export.
 *
 * Compiling is a build. Chapters (Markdown with live blocks) are read, every live block asks its
 * provider on one snapshot of the data, problems are listed with chapter and line, and, if none of
 * them is an error, the result is frozen as a version: hashed, dated, comparable. A version never
 * changes; only its state moves.
 */
#ifndef KHAJU_DOCUMENT_H
#define KHAJU_DOCUMENT_H

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "maybe.h"
#include "people.h"
#include "store.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- problems ------------------------------------------------------------------------------ */

enum document_severity { DOCUMENT_ERROR, DOCUMENT_WARNING, DOCUMENT_NOTE };

/* code, severity, short name: what a compile may find. The codes are stable. */
#define DOCUMENT_PROBLEMS(X) \
    X(syntax, "DOP-1", DOCUMENT_ERROR) \
    X(unknown_block, "DOP-2", DOCUMENT_ERROR) \
    X(unknown_provider, "DOP-3", DOCUMENT_ERROR) \
    X(undefined_term, "DOP-4", DOCUMENT_ERROR) \
    X(clause_missing, "DOP-5", DOCUMENT_ERROR) \
    X(clause_no_duty, "DOP-6", DOCUMENT_WARNING) \
    X(no_data, "DOP-7", DOCUMENT_WARNING) \
    X(stale, "DOP-8", DOCUMENT_WARNING) \
    X(unknown_number, "DOP-9", DOCUMENT_WARNING) \
    X(heading_jump, "DOP-10", DOCUMENT_ERROR) \
    X(misplaced, "DOP-11", DOCUMENT_ERROR) \
    X(typed_number, "DOP-12", DOCUMENT_WARNING) \
    X(empty_chapter, "DOP-13", DOCUMENT_ERROR) \
    X(unverified, "DOP-14", DOCUMENT_NOTE) \
    X(no_chapter, "DOP-15", DOCUMENT_ERROR) \
    X(ambiguous_clause, "DOP-16", DOCUMENT_NOTE)

enum document_problem_code {
#define X(name, code, severity) PROBLEM_##name,
    DOCUMENT_PROBLEMS(X)
#undef X
        PROBLEM_COUNT
};

struct document_problem {
    enum document_severity severity;
    const char *code;    /* "DOP-4" */
    const char *chapter; /* slug */
    unsigned line;       /* 0: the whole chapter */
    const char *message; /* translated */
};

enum { DOCUMENT_PROBLEMS_MAX = 500 };

struct document_problems {
    struct arena *arena;
    struct document_problem *items;
    size_t count;
    size_t capacity;
    size_t left_out;                /* found beyond DOCUMENT_PROBLEMS_MAX */
    size_t errors, warnings, notes; /* of all, those left out too */
};

/* An empty list whose sentences live in the arena. */
void document_problems_init(struct document_problems *problems, struct arena *arena);
const char *document_severity_name(enum document_severity severity); /* translated */

/* ---- chapters ------------------------------------------------------------------------------ */

struct document_chapter {
    const char *slug; /* "as-is" */
    const char *title;
    const char *source; /* Markdown with live blocks; data/document/README.md */
    int position;       /* from 1 */
    int64_t version;    /* 0: as the program brought it */
    int64_t changed_at;
    const char *author;
};
struct document_chapter_list {
    struct document_chapter *rows;
    size_t count;
};
enum err document_chapters(struct store_db *db, struct arena *arena,
                           struct document_chapter_list *out) WARN_UNUSED;
enum err document_chapter_get(struct store_db *db, struct arena *arena, const char *slug,
                              struct document_chapter *out) WARN_UNUSED;

struct document_chapter_edit {
    const char *slug, *source, *note;
    int64_t expected_version; /* the version the editor started from */
    const struct person *who; /* NULL: the system */
    int64_t now_ms;
};
/* Inside a command. ERR_CONFLICT when somebody saved meanwhile; the same text makes no version. A
   text with problems may be saved: only compiling refuses errors. */
enum err document_chapter_save(struct store_db *db, struct arena *arena,
                               const struct document_chapter_edit *edit) WARN_UNUSED;

/* ---- compiling ----------------------------------------------------------------------------- */

typedef void document_progress(void *context, const char *what, uint64_t done, uint64_t total);

struct document_compile {
    int64_t now_ms;
    const struct person *who;    /* NULL: the system */
    const char *note;            /* may be NULL */
    bool dry_run;                /* find problems, freeze nothing */
    document_progress *progress; /* may be NULL */
    void *progress_context;
};
struct document_compiled {
    int64_t number; /* of the new version; 0 when nothing was frozen */
    char hash[65];  /* SHA-256 over its canonical text */
    size_t chapters, numbers, tables, figures;
};
/* Compiles and, unless there are errors, freezes a version (ERR_INVALID otherwise: the problems say
   why). For the CLI and jobs: it may take seconds. Not inside a command. */
enum err document_compile(struct store *store, struct arena *arena,
                          const struct document_compile *how, struct document_problems *problems,
                          struct document_compiled *out) WARN_UNUSED;
/* The problems of one chapter's text, as the editor shows them; nothing is frozen. */
enum err document_chapter_problems(struct store_db *db, struct arena *arena, const char *slug,
                                   const char *source, int64_t now_ms,
                                   struct document_problems *problems) WARN_UNUSED;

/* ---- export -------------------------------------------------------------------------------- */

enum document_format { DOCUMENT_HTML, DOCUMENT_PDF, DOCUMENT_DOCX, DOCUMENT_FORMATS };
const char *document_format_name(enum document_format format);  /* "pdf" */
const char *document_format_label(enum document_format format); /* "PDF" */
const char *document_format_type(enum document_format format);  /* media type */
bool document_format_read(const char *name, enum document_format *out);
/* Writes a version (0: the newest) as a file at path. cache_dir (may be NULL) keeps what was made
   before, by the content of the version; with it path may be NULL: then the file is only made ready
   there. ERR_UNAVAILABLE names the Debian package that is missing. Takes seconds. */
enum err document_export(struct store *store, int64_t number, enum document_format format,
                         const char *cache_dir, const char *path) WARN_UNUSED;
struct document_version;
/* Where the files made for the web are kept; set once by cli before it serves. */
void document_cache_dir_set(const char *path);
const char *document_cache_dir(void);
/* The cached file of a version, and whether it is there already. */
bool document_export_cached(struct arena *arena, const char *cache_dir,
                            const struct document_version *version, enum document_format format,
                            const char **path_out);

#endif
