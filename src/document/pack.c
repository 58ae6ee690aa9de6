/* Compressing what is frozen. See pack.h. */
#include "pack.h"

#include <libdeflate.h>
#include <string.h>

enum { LEVEL = 6 };

static enum err out_of_memory(void) {
    return err_memory();
}

enum err pack_text(struct arena *arena, const char *text, struct store_blob *out) {
    size_t length = strlen(text);
    if (length > PACK_TEXT_MAX) {
        return err_set(ERR_LIMIT, "DOC-12", "The rows behind a number are too large to be kept.",
                       NULL);
    }
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    if (compressor == NULL) {
        return out_of_memory();
    }
    size_t bound = libdeflate_zlib_compress_bound(compressor, length);
    void *data = arena_alloc(arena, bound);
    size_t size =
        data != NULL ? libdeflate_zlib_compress(compressor, text, length, data, bound) : 0;
    libdeflate_free_compressor(compressor);
    if (data == NULL) {
        return err_failed();
    }
    *out = (struct store_blob){data, size};
    return size > 0 ? ERR_NONE : out_of_memory();
}

enum err unpack_text(struct arena *arena, struct store_blob packed, size_t size, const char **out) {
    if (size > PACK_TEXT_MAX) {
        return err_set(ERR_LIMIT, "DOC-12", "The rows behind a number are too large to be kept.",
                       NULL);
    }
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    char *text = arena_alloc(arena, size + 1);
    if (decompressor == NULL || text == NULL) {
        libdeflate_free_decompressor(decompressor);
        return out_of_memory();
    }
    enum libdeflate_result result =
        libdeflate_zlib_decompress(decompressor, packed.data, packed.size, text, size, NULL);
    libdeflate_free_decompressor(decompressor);
    if (result != LIBDEFLATE_SUCCESS) {
        return err_set(ERR_INTERNAL, "DOC-13", "The rows kept behind a number are damaged.", NULL);
    }
    text[size] = '\0';
    *out = text;
    return ERR_NONE;
}
