/*
 * Moves a whole province from one database to another, of the same or of the other engine, and
 * proves that it arrived: rows are counted and hashed on both sides before the target commits.
 */
#ifndef KHAJU_STORE_COPY_H
#define KHAJU_STORE_COPY_H

#include "store.h"

enum { STORE_HASH_SIZE = 65 };

struct store_copied {
    size_t tables;
    uint64_t rows;
    char hash[STORE_HASH_SIZE]; /* of all content, independent of engine and of row order */
};

/* Called now and then: which table, rows done so far, rows in all (0: not known). */
typedef void store_progress(const char *what, uint64_t done, uint64_t total);

/* Both at this program's schema, and `to` without rows of its own. One snapshot is read, one
   transaction is written: on any failure nothing of it stays. progress may be NULL. */
enum err store_copy(struct store *from, struct store *to, store_progress *progress,
                    struct store_copied *out) WARN_UNUSED;

/* Counts and hashes what is there. */
enum err store_content_hash(struct store *store, struct store_copied *out) WARN_UNUSED;

#endif
