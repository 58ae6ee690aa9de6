/* Receiving a body. Failures are kept with the body (the thread's err_last may be another's by the
   time the request is answered). */
#include "body.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include "fault.h"
#include "text.h"
#include "urlcode.h"

enum { BODY_MULTIPART_SLACK = 64 << 10, BODY_STATUS_UNSUPPORTED = 415 };

static void body_fail(struct body *body, enum err err, int status) {
    if (body->failed == ERR_NONE) {
        body->failed = err;
        body->status = status;
        body->detail = *err_last();
        buf_finish(&body->text);
        buf_init(&body->text, body->limits.form_max);
    }
}

static enum err form_too_large(void) {
    return err_set(ERR_LIMIT, "HTTP-7", "What was sent is larger than this page accepts.", NULL);
}

static enum err field_add(struct body *body, const char *name, const char *value) {
    if (body->fields == NULL) {
        body->fields = ARENA_ARRAY(body->arena, body->limits.fields_max, struct http_field);
        if (body->fields == NULL) {
            return err_failed();
        }
    }
    if (body->field_count == body->limits.fields_max) {
        return err_set(ERR_LIMIT, "HTTP-9", "Too many fields were sent at once.", NULL);
    }
    body->fields[body->field_count++] = (struct http_field){name, value};
    return ERR_NONE;
}

/* A file without a name: it goes when it is closed. */
static int upload_open(const char *directory) {
    if (FAULT_POINT(FAULT_IO)) {
        errno = EIO;
        return -1;
    }
    int fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) {
        return fd;
    }
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/upload-XXXXXX", directory);
    if (length < 0 || (size_t)length >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC); /* mode 0600 */
    if (fd >= 0) {
        (void)unlink(path);
    }
    return fd;
}

static enum err upload_io_error(void) {
    if (errno == ENOSPC || errno == EDQUOT) {
        return err_set(ERR_FULL, "HTTP-19", "The disk is full; the file could not be kept.", NULL);
    }
    return err_set(ERR_IO, "HTTP-14", "The file could not be kept: {1}", strerror(errno), NULL);
}

static enum err upload_begin(struct body *body, const char *name, const char *filename) {
    if (body->limits.upload_max == 0) {
        /* a file input nobody filled in still sends an empty part */
        return filename[0] == '\0'
                   ? ERR_NONE
                   : err_set(ERR_INVALID, "HTTP-11", "This page accepts no files.", NULL);
    }
    if (body->upload_count == BODY_UPLOADS_MAX) {
        return err_set(ERR_LIMIT, "HTTP-9", "Too many fields were sent at once.", NULL);
    }
    struct body_upload *upload = &body->uploads[body->upload_count];
    *upload = (struct body_upload){.fd = -1, .empty_input = filename[0] == '\0'};
    upload->shown.field = name;
    upload->shown.filename = arena_strdup(body->arena, filename);
    if (upload->shown.filename == NULL) {
        return err_failed();
    }
    if (!upload->empty_input && !body->limits.discard_files) {
        upload->fd = upload_open(body->limits.upload_dir);
        if (upload->fd < 0) {
            return upload_io_error();
        }
        body->upload_count++;
        upload->shown.path = arena_printf(body->arena, "/proc/self/fd/%d", upload->fd);
        return upload->shown.path == NULL ? err_failed() : ERR_NONE;
    }
    body->upload_count++;
    return ERR_NONE;
}

static enum err upload_data(struct body *body, const char *data, size_t length) {
    body->upload_bytes += length;
    if (body->upload_bytes > body->limits.upload_max) {
        return err_set(ERR_LIMIT, "HTTP-10", "The file is larger than this page accepts.", NULL);
    }
    if (body->upload_count == 0) {
        return ERR_NONE;
    }
    struct body_upload *upload = &body->uploads[body->upload_count - 1];
    upload->shown.size += length;
    while (upload->fd >= 0 && length > 0) {
        ssize_t written =
            FAULT_POINT(FAULT_IO) ? (errno = ENOSPC, -1) : write(upload->fd, data, length);
        if (written < 0 && errno != EINTR) {
            return upload_io_error();
        }
        if (written > 0) {
            data += written;
            length -= (size_t)written;
        }
    }
    return ERR_NONE;
}

static enum err part_begin(void *context, const char *name, const char *filename) {
    struct body *body = context;
    body->part_is_file = filename != NULL;
    body->part_name = arena_strdup(body->arena, name);
    if (body->part_name == NULL) {
        return err_failed();
    }
    buf_clear(&body->text);
    return filename != NULL ? upload_begin(body, body->part_name, filename) : ERR_NONE;
}

static enum err part_data(void *context, const char *data, size_t length) {
    struct body *body = context;
    if (body->part_is_file) {
        return upload_data(body, data, length);
    }
    body->form_bytes += length;
    if (body->form_bytes > body->limits.form_max) {
        return form_too_large();
    }
    buf_append(&body->text, data, length);
    return body->text.failed;
}

static enum err part_end(void *context) {
    struct body *body = context;
    if (body->part_is_file) {
        return ERR_NONE;
    }
    const char *value = buf_text(&body->text);
    if (text_utf8_valid(value, body->text.length) != body->text.length) {
        return err_set(ERR_INVALID, "HTTP-13",
                       "What was sent contains characters that are not text (UTF-8).", NULL);
    }
    value = arena_strndup(body->arena, value, body->text.length);
    return value == NULL ? err_failed() : field_add(body, body->part_name, value);
}

void body_init(struct body *body, struct arena *arena, const char *content_type,
               const struct body_limits *limits) {
    static const char urlencoded[] = "application/x-www-form-urlencoded";
    static const char multipart[] = "multipart/form-data";
    *body = (struct body){.limits = *limits, .arena = arena, .kind = BODY_OTHER};
    buf_init(&body->text, limits->form_max);
    if (content_type == NULL) {
        body->kind = BODY_NONE;
    } else if (strncasecmp(content_type, urlencoded, sizeof urlencoded - 1) == 0) {
        body->kind = BODY_URLENCODED;
    } else if (strncasecmp(content_type, multipart, sizeof multipart - 1) == 0) {
        body->kind = BODY_MULTIPART;
        struct multipart_sink sink = {body, part_begin, part_data, part_end};
        enum err err = multipart_init(&body->multipart, content_type, &sink);
        if (err != ERR_NONE) {
            body_fail(body, err, 0);
        }
    }
}

void body_finish(struct body *body) {
    for (size_t i = 0; i < body->upload_count; i++) {
        if (body->uploads[i].fd >= 0) {
            (void)close(body->uploads[i].fd);
            body->uploads[i].fd = -1;
        }
    }
    body->upload_count = 0;
    body->field_count = 0;
    body->fields = NULL;
    buf_finish(&body->text);
}

uint64_t body_most(const struct body *body) {
    uint64_t most = body->limits.form_max;
    if (body->kind == BODY_MULTIPART) {
        most += body->limits.upload_max + BODY_MULTIPART_SLACK;
    }
    return most;
}

bool body_feed(struct body *body, const char *data, size_t length) {
    body->received += length;
    enum err err = body->failed;
    if (err == ERR_NONE && body->received > body_most(body)) {
        err = form_too_large();
    } else if (err == ERR_NONE && body->kind == BODY_MULTIPART) {
        err = multipart_feed(&body->multipart, data, length);
    } else if (err == ERR_NONE && body->kind == BODY_URLENCODED) {
        buf_append(&body->text, data, length);
        err = body->text.failed;
    } else if (err == ERR_NONE) {
        err = err_set(ERR_INVALID, "HTTP-12", "This kind of content is not accepted here.", NULL);
        body_fail(body, err, BODY_STATUS_UNSUPPORTED);
    }
    if (err != ERR_NONE) {
        body_fail(body, err, 0);
        body->excess += length;
    }
    return body->excess <= BODY_DRAIN_MAX;
}

enum err body_end(struct body *body) {
    enum err err = body->failed;
    if (err != ERR_NONE) {
        err_restore(&body->detail);
        return err;
    }
    if (body->kind == BODY_MULTIPART) {
        err = multipart_finish(&body->multipart);
    } else if (body->kind == BODY_URLENCODED) {
        err = url_pairs_decode(body->arena, buf_text(&body->text), body->text.length,
                               body->limits.fields_max, &body->fields, &body->field_count);
    }
    if (err != ERR_NONE) {
        body_fail(body, err, 0);
    }
    return err;
}
