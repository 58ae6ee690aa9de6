/* Compressing what is frozen: zlib format, bounded both ways. */
#ifndef KHAJU_DOCUMENT_PACK_H
#define KHAJU_DOCUMENT_PACK_H

#include "arena.h"
#include "err.h"
#include "store.h"
#include <stddef.h>

enum { PACK_TEXT_MAX = 32 << 20 };

enum err pack_text(struct arena *arena, const char *text, struct store_blob *out) WARN_UNUSED;
/* size: the length that was packed; the text is NUL-terminated. */
enum err unpack_text(struct arena *arena, struct store_blob packed, size_t size,
                     const char **out) WARN_UNUSED;

#endif
