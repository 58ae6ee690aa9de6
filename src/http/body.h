/*
 * The body of a request as it arrives: forms in memory, files on the disk, all of it bounded. The
 * body is read to its end even when it is refused, so that the connection stays usable, unless it
 * is much too long.
 */
#ifndef KHAJU_HTTP_BODY_H
#define KHAJU_HTTP_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "http.h"
#include "multipart.h"

enum {
    BODY_UPLOADS_MAX = 16,
    BODY_DRAIN_MAX = 4 << 20, /* read and thrown away beyond a limit, to stay polite */
};

enum body_kind { BODY_NONE, BODY_URLENCODED, BODY_MULTIPART, BODY_OTHER };

struct body_limits {
    size_t form_max;     /* bytes of all fields */
    uint64_t upload_max; /* bytes of all files; 0: files are refused */
    size_t fields_max;
    const char *upload_dir;
    bool discard_files; /* take files, keep nothing */
};

struct body_upload {
    struct http_upload shown;
    int fd;
    bool empty_input; /* no file was chosen */
};

struct body {
    enum body_kind kind;
    struct body_limits limits;
    struct arena *arena;
    enum err failed; /* the first failure; the rest is thrown away */
    int status;      /* for it; 0: the error's own */
    struct err_detail detail;
    uint64_t received;
    uint64_t excess; /* bytes thrown away after a failure */
    struct buf text; /* urlencoded body, or the value of the present field */
    size_t form_bytes;
    uint64_t upload_bytes;
    struct multipart multipart;
    const char *part_name;
    bool part_is_file;
    struct http_field *fields; /* fields_max of them */
    size_t field_count;
    struct body_upload uploads[BODY_UPLOADS_MAX];
    size_t upload_count;
};

void body_init(struct body *body, struct arena *arena, const char *content_type,
               const struct body_limits *limits);
void body_finish(struct body *body); /* closes and so removes the files; may be called twice */

/* Most bytes a body of these limits can have. */
uint64_t body_most(const struct body *body);
/* False: so much was sent beyond the limit that the connection should be ended. */
bool body_feed(struct body *body, const char *data, size_t length);
/* At the end of the body; afterwards fields and uploads may be read. */
enum err body_end(struct body *body) WARN_UNUSED;

#endif
