/* Private to core: what the files of text.h and the calendar share. */
#ifndef KHAJU_CORE_TEXT_INTERNAL_H
#define KHAJU_CORE_TEXT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <unicode/utf8.h>
#include "buf.h"

/* One code point grows to at most 33 bytes (U+FDFA written out); most do not grow at all. */
enum { TEXT_GROWTH_MAX = 33 };

/* Would cleaning leave it as it is? false says nothing. */
bool text_is_clean(const char *text);
/* text_clean() into an initialised buf, whose maximum is large enough for TEXT_GROWTH_MAX. */
void text_clean_into(struct buf *out, const char *text, bool multiline);

/* The value of the Latin, Persian or Arabic digit at p, or -1; and the bytes it takes. */
int text_digit(const char *p);
static inline size_t text_digit_size(const char *p) {
    return *p >= '0' && *p <= '9' ? 1 : 2;
}

/* Writes single code points to a buf, some at a time. Flush before out is used otherwise. */
struct text_sink {
    struct buf *out;
    size_t used;
    char bytes[256];
};

static inline void text_sink_flush(struct text_sink *sink) {
    buf_append(sink->out, sink->bytes, sink->used);
    sink->used = 0;
}

static inline void text_put(struct text_sink *sink, UChar32 c) {
    if (sink->used + U8_MAX_LENGTH > sizeof(sink->bytes)) {
        text_sink_flush(sink);
    }
    U8_APPEND_UNSAFE(sink->bytes, sink->used, c);
}

#endif
