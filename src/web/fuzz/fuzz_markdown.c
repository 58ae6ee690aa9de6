/* Any text as Markdown: no script, no address that runs one, no attribute that was not ours. */
#include <string.h>

#include "fuzz.h"
#include "web.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create(64 << 20);
    char *text = malloc(size + 1);
    FUZZ_PROMISE(text != NULL && arena != NULL);
    memcpy(text, data, size);
    text[size] = '\0';
    const char *markup = web_markdown(arena, text).markup;
    FUZZ_PROMISE(strstr(markup, "<script") == NULL);
    FUZZ_PROMISE(strstr(markup, "href=\"javascript:") == NULL);
    FUZZ_PROMISE(strstr(markup, "src=\"data:text") == NULL);
    FUZZ_PROMISE(strstr(markup, "<iframe") == NULL);
    free(text);
    arena_destroy(arena);
    return 0;
}
