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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "maybe.h"
#include "people.h"
#include "store.h"

/* ---- problems ------------------------------------------------------------------------------ */

enum document_severity { DOCUMENT_ERROR, DOCUMENT_WARNING, DOCUMENT_NOTE };

/* code, severity, short name: what a compile may find. The codes are stable. */
#define DOCUMENT_PROBLEMS(X) \
    X(syntax,           "DOP-1",  DOCUMENT_ERROR) \
    X(unknown_block,    "DOP-2",  DOCUMENT_ERROR) \
    X(unknown_provider, "DOP-3",  DOCUMENT_ERROR) \
    X(undefined_term,   "DOP-4",  DOCUMENT_ERROR) \
    X(clause_missing,   "DOP-5",  DOCUMENT_ERROR) \
    X(clause_no_duty,   "DOP-6",  DOCUMENT_WARNING) \
    X(no_data,          "DOP-7",  DOCUMENT_WARNING) \
    X(stale,            "DOP-8",  DOCUMENT_WARNING) \
    X(unknown_number,   "DOP-9",  DOCUMENT_WARNING) \
    X(heading_jump,     "DOP-10", DOCUMENT_ERROR) \
    X(misplaced,        "DOP-11", DOCUMENT_ERROR) \
    X(typed_number,     "DOP-12", DOCUMENT_WARNING) \
    X(empty_chapter,    "DOP-13", DOCUMENT_ERROR) \
    X(unverified,       "DOP-14", DOCUMENT_NOTE) \
    X(no_chapter,       "DOP-15", DOCUMENT_ERROR) \
    X(ambiguous_clause, "DOP-16", DOCUMENT_NOTE)

enum document_problem_code {
#define X(name, code, severity) PROBLEM_##name,
    DOCUMENT_PROBLEMS(X)
#undef X
    PROBLEM_COUNT
};

struct document_problem {
    enum document_severity severity;
    const char *code;       /* "DOP-4" */
    const char *chapter;    /* slug */
    unsigned line;          /* 0: the whole chapter */
    const char *message;    /* translated */
};

enum { DOCUMENT_PROBLEMS_MAX = 500 };

struct document_problems {
    struct arena *arena;
    struct document_problem *items;
    size_t count;
    size_t capacity;
    size_t left_out;        /* found beyond DOCUMENT_PROBLEMS_MAX */
    size_t errors, warnings, notes;   /* of all, those left out too */
};

/* An empty list whose sentences live in the arena. */
void document_problems_init(struct document_problems *problems, struct arena *arena);
const char *document_severity_name(enum document_severity severity);   /* translated */

#endif
