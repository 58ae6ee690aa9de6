/*
 * A text builder, born with a maximum, that remembers its first error: append freely, check once.
 * The text is always NUL-terminated. Grows on the heap (large pages do not live in an arena).
 */
#ifndef KHAJU_CORE_BUF_H
#define KHAJU_CORE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "compiler.h"
#include "err.h"

struct buf {
    char *data; /* NULL until the first append */
    size_t length;
    size_t capacity;
    size_t max;
    enum err failed; /* first failure; later appends do nothing */
};

void buf_init(struct buf *buf, size_t max);
void buf_finish(struct buf *buf);
void buf_clear(struct buf *buf); /* keeps the memory and the maximum */
void buf_append(struct buf *buf, const void *data, size_t length);
void buf_str(struct buf *buf, const char *text); /* NULL appends nothing */
void buf_char(struct buf *buf, char c);
void buf_int(struct buf *buf, int64_t value); /* Latin digits */
void buf_printf(struct buf *buf, const char *format, ...) FORMAT_PRINTF(2, 3);
const char *buf_text(const struct buf *buf); /* never NULL */
/* Gives the text to the caller, who frees it with free(); buf is empty afterwards. NULL if the
   buffer has failed (see err_last); it then still has to be finished. length_out may be NULL. */
char *buf_steal(struct buf *buf, size_t *length_out);

#endif
