/* Any text as the headers that are negotiated with, and as a multipart content type. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "headers.h"
#include "multipart.h"

static enum err nothing(void *context, const char *name, const char *filename) {
    return ERR_NONE;
}

static enum err no_data(void *context, const char *data, size_t length) {
    return ERR_NONE;
}

static enum err no_end(void *context) {
    return ERR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    FUZZ_PROMISE(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    (void)headers_accept_gzip(text);
    if (headers_match_etag(text, "W/\"0123\"")) {
        FUZZ_PROMISE(strchr(text, '*') != NULL || strstr(text, "\"0123\"") != NULL);
    }
    struct multipart parser;
    struct multipart_sink sink = {NULL, nothing, no_data, no_end};
    if (multipart_init(&parser, text, &sink) == ERR_NONE) {
        FUZZ_PROMISE(parser.delimiter_length >= 5 &&
                     parser.delimiter_length <= MULTIPART_BOUNDARY_MAX + 4);
        FUZZ_PROMISE(strlen(parser.delimiter) == parser.delimiter_length);
    }
    free(text);
    return 0;
}
