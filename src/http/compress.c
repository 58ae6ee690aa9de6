/* A compressor costs more to make than a page to compress: each thread keeps its two. */
#include "compress.h"

#include <libdeflate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "compiler.h"
#include "fault.h"

struct compressors {
    struct libdeflate_compressor *fast, *kept;
};

static pthread_key_t compressors_key;
static pthread_once_t compressors_once = PTHREAD_ONCE_INIT;
static bool compressors_usable;

static void compressors_destroy(void *object) {
    struct compressors *compressors = object;
    libdeflate_free_compressor(compressors->fast);
    libdeflate_free_compressor(compressors->kept);
    free(compressors);
}

static void compressors_key_make(void) {
    compressors_usable = pthread_key_create(&compressors_key, compressors_destroy) == 0;
}

static struct libdeflate_compressor *compressor_of_thread(int level) {
    (void)pthread_once(&compressors_once, compressors_key_make);
    if (!compressors_usable) {
        return NULL;
    }
    struct compressors *compressors = pthread_getspecific(compressors_key);
    if (compressors == NULL) {
        compressors = calloc(1, sizeof *compressors);
        if (compressors == NULL || pthread_setspecific(compressors_key, compressors) != 0) {
            free(compressors);
            return NULL;
        }
    }
    struct libdeflate_compressor **slot =
        level == COMPRESS_FAST ? &compressors->fast : &compressors->kept;
    if (*slot == NULL) {
        *slot = libdeflate_alloc_compressor(level);
    }
    return *slot;
}

bool compress_worthwhile(const char *content_type, size_t length) {
    static const char *const types[] = {
        "text/",           "application/json",       "application/problem+json",
        "application/xml", "application/javascript", "image/svg+xml"};
    if (length < COMPRESS_LEAST || content_type == NULL) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (strncmp(content_type, types[i], strlen(types[i])) == 0) {
            return true;
        }
    }
    return false;
}

void *compress_gzip(const void *data, size_t length, int level, size_t *length_out) {
    struct libdeflate_compressor *compressor =
        FAULT_POINT(FAULT_ALLOC) ? NULL : compressor_of_thread(level);
    void *out = compressor != NULL ? malloc(length) : NULL;
    if (out == NULL) {
        return NULL;
    }
    *length_out = libdeflate_gzip_compress(compressor, data, length, out, length - 1);
    if (*length_out == 0) {
        free(out);
        return NULL;
    }
    void *shrunk = realloc(out, *length_out);
    return shrunk != NULL ? shrunk : out;
}
