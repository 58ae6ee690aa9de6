/* gzip by libdeflate, with one compressor per thread and level. */
#ifndef KHAJU_HTTP_COMPRESS_H
#define KHAJU_HTTP_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    COMPRESS_FAST = 1,     /* for a page sent once */
    COMPRESS_KEPT = 6,     /* for a page of the cache */
    COMPRESS_LEAST = 1024, /* bytes, below which it is not worth it */
};

/* True for text-like content types. */
bool compress_worthwhile(const char *content_type, size_t length);

/* The compressed bytes (free()), or NULL if there is no memory or nothing is gained. */
void *compress_gzip(const void *data, size_t length, int level, size_t *length_out);

#endif
