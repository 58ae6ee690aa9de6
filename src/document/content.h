/*
 * The content of a version: what compiling makes, freezing stores and verifying hashes. The
 * canonical text is one JSON value a line (keys sorted): the head, the chapters, the evidence, the
 * problems. Its SHA-256 is the hash of the version. The number and the state are not part of it.
 */
#ifndef KHAJU_DOCUMENT_CONTENT_H
#define KHAJU_DOCUMENT_CONTENT_H

#include "document_version.h"

enum { CONTENT_BLOCKS_MAX = 2000, CONTENT_HASH_SIZE = 65 };

struct content {
    int64_t as_of;
    const char *author, *note;
    struct document_page *chapters;
    size_t chapter_count;
    struct document_evidence *blocks; /* with their content */
    size_t block_count;
    struct document_problems problems;
};

typedef void content_sink(void *context, const char *text, size_t length);
/* Gives the canonical text piece by piece. */
enum err content_canonical(const struct content *content, content_sink *sink,
                           void *context) WARN_UNUSED;
/* SHA-256 of the canonical text, as hexadecimal digits; bytes_out gets its length. */
enum err content_hash(const struct content *content, char hash[CONTENT_HASH_SIZE],
                      int64_t *bytes_out) WARN_UNUSED;
/* The whole content of a frozen version. */
enum err content_load(struct store_db *db, struct arena *arena, int64_t number,
                      struct content *out) WARN_UNUSED;

#endif
