/* Two texts parted by a NUL: same and removed words are the first, same and added the second. */
#include <string.h>

#include "fuzz.h"
#include "redline.h"

/* Words of a text, line breaks not counted. */
static size_t count_words(const char *text) {
    size_t words = 0;
    while (*(text += strspn(text, " \t\r\n")) != '\0') {
        words++;
        text += strcspn(text, " \t\r\n");
    }
    return words;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create((size_t)64 << 20);
    char *text = malloc(size + 2);
    FUZZ_PROMISE(arena != NULL && text != NULL);
    memcpy(text, data, size);
    text[size] = text[size + 1] = '\0';
    const char *after = text + strlen(text) + 1;
    struct redline redline;
    enum err err = redline_compare(arena, text, after, &redline);
    if (err == ERR_NONE) {
        FUZZ_PROMISE(redline.same + redline.removed == count_words(text));
        FUZZ_PROMISE(redline.same + redline.added == count_words(after));
    } else {
        FUZZ_PROMISE(err == ERR_LIMIT || err == ERR_MEMORY);
    }
    free(text);
    arena_destroy(arena);
    return 0;
}
