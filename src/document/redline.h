/*
 * What changed between two texts, word by word. Pure.
 *
 * E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), in the linear-space form:
 * the shortest script of removed and added words. A stretch that differs in more than
 * REDLINE_EDITS_MAX words is shown as removed and added as a whole; nothing is ever left out.
 */
#ifndef KHAJU_DOCUMENT_REDLINE_H
#define KHAJU_DOCUMENT_REDLINE_H

#include "arena.h"
#include "err.h"
#include <stddef.h>

enum { REDLINE_WORDS_MAX = 100000, REDLINE_EDITS_MAX = 6000 };

enum redline_kind { REDLINE_SAME, REDLINE_REMOVED, REDLINE_ADDED };

/* A run of words of one kind; words are joined by one space, a line break stays one. */
struct redline_run {
    enum redline_kind kind;
    const char *text;
    size_t words; /* line breaks are not counted */
};

struct redline {
    struct redline_run *runs;
    size_t run_count;
    size_t added, removed, same; /* words */
};

enum err redline_compare(struct arena *arena, const char *before, const char *after,
                         struct redline *out) WARN_UNUSED;

#endif
