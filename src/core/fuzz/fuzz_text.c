/* Any bytes as text: cleaning and folding give UTF-8, are idempotent, and agree with each other. */
#include <string.h>

#include "fuzz.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { ARENA_MAX = 64 << 20 };
    struct arena *arena = arena_create(ARENA_MAX);
    FUZZ_PROMISE(arena != NULL);
    const char *text = arena_strndup(arena, (const char *)data, size);
    for (int multiline = 0; multiline < 2; multiline++) {
        const char *clean = text_clean(arena, text, multiline);
        FUZZ_PROMISE(clean != NULL);
        FUZZ_PROMISE(text_utf8_valid(clean, strlen(clean)) == strlen(clean));
        FUZZ_PROMISE(text_equal(text_clean(arena, clean, multiline), clean));
        FUZZ_PROMISE(!text_contains_bidi_control(clean));
        FUZZ_PROMISE(multiline || strchr(clean, '\n') == NULL);
        FUZZ_PROMISE(strstr(clean, "  ") == NULL);
    }
    const char *key = text_fold(arena, text);
    FUZZ_PROMISE(key != NULL && text_equal(text_fold(arena, key), key));
    FUZZ_PROMISE(text_equal(text_fold(arena, text_clean(arena, text, true)), key));

    const struct text_list *list = text_split_list(arena, text);
    for (size_t i = 0; i < list->count; i++) {
        FUZZ_PROMISE(!text_is_blank(list->items[i]));
    }
    FUZZ_PROMISE(text_distance(key, key, 2) == 0);
    int64_t value;
    if (text_int(text, &value)) {
        int64_t back;
        FUZZ_PROMISE(text_int(text_number(arena, value), &back) && back == value);
    }
    arena_destroy(arena);
    return 0;
}
