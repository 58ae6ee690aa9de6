/* Any bytes as a form body and as a Cookie header: bounded, UTF-8, stable when encoded again. */
#include <string.h>

#include "fuzz.h"
#include "text.h"
#include "urlcode.h"

enum { ARENA_MAX = 16 << 20, PAIRS_MAX = 64 };

static void pairs(struct arena *arena, const char *text, size_t size) {
    struct http_field *fields = NULL;
    size_t count = 0;
    if (url_pairs_decode(arena, text, size, PAIRS_MAX, &fields, &count) != ERR_NONE) {
        return;
    }
    FUZZ_PROMISE(count <= PAIRS_MAX);
    for (size_t i = 0; i < count; i++) {
        const char *name = fields[i].name;
        const char *value = fields[i].value;
        FUZZ_PROMISE(text_utf8_valid(name, strlen(name)) == strlen(name));
        FUZZ_PROMISE(text_utf8_valid(value, strlen(value)) == strlen(value));
        const char *encoded = arena_printf(arena, "%s=%s", url_component_encode(arena, name),
                                           url_component_encode(arena, value));
        struct http_field *second = NULL;
        size_t second_count = 0;
        FUZZ_PROMISE(url_pairs_decode(arena, encoded, strlen(encoded), 1, &second, &second_count) ==
                     ERR_NONE);
        FUZZ_PROMISE(second_count == 1 && strcmp(second->name, name) == 0 &&
                     strcmp(second->value, value) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create(ARENA_MAX);
    FUZZ_PROMISE(arena != NULL);
    if (size <= 65536) {
        const char *text = arena_strndup(arena, (const char *)data, size);
        const char *value = NULL;
        size_t length = 0;
        pairs(arena, (const char *)data, size);
        if (url_cookie_find(text, "session", &value, &length)) {
            FUZZ_PROMISE(value >= text && value + length <= text + strlen(text));
            FUZZ_PROMISE(memchr(value, ';', length) == NULL);
            FUZZ_PROMISE(value - text >= 8 && memcmp(value - 8, "session=", 8) == 0);
        }
    }
    arena_destroy(arena);
    return 0;
}
