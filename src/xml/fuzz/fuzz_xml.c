/* Any bytes as XML: an error that is set, or a tree that written and read again says the same. */
#include "fuzz.h"
#include "xml.h"

enum { MEMORY_MAX = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create(MEMORY_MAX);
    FUZZ_PROMISE(arena != NULL);
    const struct xml_document *document;
    if (xml_read(arena, data, size, &document) != ERR_NONE) {
        FUZZ_PROMISE(document == NULL && err_last()->code[0] != '\0');
        arena_destroy(arena);
        return 0;
    }
    FUZZ_PROMISE(document->root != NULL && document->root->line > 0);
    struct buf text;
    buf_init(&text, MEMORY_MAX);
    xml_write(document, &text);
    FUZZ_PROMISE(text.failed == ERR_NONE);
    const struct xml_document *again;
    enum err err = xml_read(arena, text.data, text.length, &again);
    FUZZ_PROMISE(err == ERR_NONE || err == ERR_LIMIT);
    FUZZ_PROMISE(err != ERR_NONE || xml_difference(document, again) == NULL);
    buf_finish(&text);
    arena_destroy(arena);
    return 0;
}
