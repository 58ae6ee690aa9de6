/* The text builder. Every way to fail sets `failed` once; what was built before stays readable. */
#include "buf.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"

enum { FIRST_CAPACITY = 256 };

void buf_init(struct buf *buf, size_t max) {
    *buf = (struct buf){.max = max};
}

void buf_finish(struct buf *buf) {
    free(buf->data);
    *buf = (struct buf){.max = buf->max};
}

void buf_clear(struct buf *buf) {
    buf->length = 0;
    buf->failed = ERR_NONE;
    if (buf->data != NULL) {
        buf->data[0] = '\0';
    }
}

/* Makes room for length more bytes and the end. */
static bool reserve(struct buf *buf, size_t length) {
    if (buf->failed != ERR_NONE) {
        return false;
    }
    if (length > buf->max || buf->length > buf->max - length) {
        buf->failed = err_set(ERR_LIMIT, "BUF-1", "The text is larger than is allowed here.", NULL);
        return false;
    }
    size_t needed = buf->length + length + 1;
    if (needed <= buf->capacity) {
        return true;
    }
    size_t capacity = buf->capacity == 0 ? FIRST_CAPACITY : buf->capacity;
    while (capacity < needed) {
        capacity *= 2;
    }
    char *data = FAULT_POINT(FAULT_ALLOC) ? NULL : realloc(buf->data, capacity);
    if (data == NULL) {
        buf->failed = err_memory();
        return false;
    }
    buf->data = data;
    buf->capacity = capacity;
    return true;
}

void buf_append(struct buf *buf, const void *data, size_t length) {
    if (reserve(buf, length)) {
        if (length > 0) {
            memcpy(buf->data + buf->length, data, length);
        }
        buf->length += length;
        buf->data[buf->length] = '\0';
    }
}

void buf_str(struct buf *buf, const char *text) {
    if (text != NULL) {
        buf_append(buf, text, strlen(text));
    }
}

void buf_char(struct buf *buf, char c) {
    buf_append(buf, &c, 1);
}

void buf_int(struct buf *buf, int64_t value) {
    char digits[24];
    int length = snprintf(digits, sizeof(digits), "%" PRId64, value);
    buf_append(buf, digits, (size_t)length);
}

void buf_printf(struct buf *buf, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(buf, (size_t)length)) {
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(buf->data + buf->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buf->length += (size_t)length;
}

const char *buf_text(const struct buf *buf) {
    return buf->data == NULL ? "" : buf->data;
}

char *buf_steal(struct buf *buf, size_t *length_out) {
    if (!reserve(buf, 0)) {
        return NULL;
    }
    buf->data[buf->length] = '\0';
    char *data = buf->data;
    if (length_out != NULL) {
        *length_out = buf->length;
    }
    *buf = (struct buf){.max = buf->max};
    return data;
}
