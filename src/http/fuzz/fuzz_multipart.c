/* Any bytes as a multipart body: what is found does not depend on how the bytes were cut into
   pieces on the way. The first byte says how. */
#include <string.h>

#include "buf.h"
#include "fuzz.h"
#include "multipart.h"

enum { FOUND_MAX = 4 << 20 };

static enum err begin(void *context, const char *name, const char *filename) {
    FUZZ_PROMISE(strlen(name) <= MULTIPART_NAME_MAX);
    FUZZ_PROMISE(filename == NULL || strpbrk(filename, "/\\") == NULL);
    buf_printf(context, "[%s|%s:", name, filename != NULL ? filename : "-");
    return ERR_NONE;
}

static enum err data_seen(void *context, const char *data, size_t length) {
    FUZZ_PROMISE(length > 0);
    buf_append(context, data, length);
    return ERR_NONE;
}

static enum err end(void *context) {
    buf_char(context, ']');
    return ERR_NONE;
}

static enum err parse(const char *data, size_t size, size_t piece, struct buf *found) {
    struct multipart parser;
    struct multipart_sink sink = {found, begin, data_seen, end};
    enum err err = multipart_init(&parser, "multipart/form-data; boundary=B", &sink);
    for (size_t at = 0; err == ERR_NONE && at < size; at += piece) {
        err = multipart_feed(&parser, data + at, size - at < piece ? size - at : piece);
    }
    return err == ERR_NONE ? multipart_finish(&parser) : err;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    struct buf whole;
    struct buf cut;
    buf_init(&whole, FOUND_MAX);
    buf_init(&cut, FOUND_MAX);
    enum err first = parse((const char *)data + 1, size - 1, size, &whole);
    enum err second = parse((const char *)data + 1, size - 1, data[0] % 7 + 1, &cut);
    FUZZ_PROMISE(first == second);
    FUZZ_PROMISE(whole.length == cut.length &&
                 memcmp(buf_text(&whole), buf_text(&cut), whole.length) == 0);
    buf_finish(&whole);
    buf_finish(&cut);
    return 0;
}
