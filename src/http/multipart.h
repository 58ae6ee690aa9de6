/*
 * multipart/form-data (RFC 7578), read as it arrives: a push parser that holds one header line and
 * nothing else. What it finds it hands to the sink. Knows no request (also a fuzz target).
 */
#ifndef KHAJU_HTTP_MULTIPART_H
#define KHAJU_HTTP_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>
#include "err.h"

enum {
    MULTIPART_BOUNDARY_MAX = 70, /* RFC 2046 */
    MULTIPART_LINE_MAX = 1024,   /* a header line of a part */
    MULTIPART_HEADERS_MAX = 16,  /* header lines of a part */
    MULTIPART_NAME_MAX = 255,
};

struct multipart_sink {
    void *context;
    /* A part begins. filename is NULL for a plain field. */
    enum err (*begin)(void *context, const char *name, const char *filename);
    enum err (*data)(void *context, const char *data, size_t length);
    enum err (*end)(void *context);
};

enum multipart_state {
    MULTIPART_PREAMBLE,
    MULTIPART_BOUNDARY_END,
    MULTIPART_HEADERS,
    MULTIPART_DATA,
    MULTIPART_DONE,
};

struct multipart {
    struct multipart_sink sink;
    char delimiter[MULTIPART_BOUNDARY_MAX + 5]; /* CR LF - - boundary */
    size_t delimiter_length;
    size_t matched; /* bytes of the delimiter seen so far */
    enum multipart_state state;
    char line[MULTIPART_LINE_MAX];
    size_t line_length;
    size_t header_count;
    char name[MULTIPART_NAME_MAX + 1];
    char filename[MULTIPART_NAME_MAX + 1];
    bool has_name, has_filename;
};

/* content_type as sent; ERR_INVALID if it names no usable boundary. Caller's memory. */
enum err multipart_init(struct multipart *parser, const char *content_type,
                        const struct multipart_sink *sink) WARN_UNUSED;
/* ERR_INVALID on a malformed body, or the sink's error; the parser is then dead. */
enum err multipart_feed(struct multipart *parser, const char *data, size_t length) WARN_UNUSED;
/* At the end of the body: ERR_INVALID if the closing boundary never came. */
enum err multipart_finish(struct multipart *parser) WARN_UNUSED;

#endif
