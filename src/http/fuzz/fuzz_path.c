/* Any bytes as a path: what is accepted is UTF-8 without dots, slashes inside segments or control
   characters, and encoding its segments again leads to the same path. */
#include <string.h>

#include "fuzz.h"
#include "text.h"
#include "urlcode.h"

enum { ARENA_MAX = 4 << 20 };

static void again(struct arena *arena, const struct url_path *path) {
    const char *encoded = "";
    for (size_t i = 0; i < path->count; i++) {
        encoded =
            arena_printf(arena, "%s/%s", encoded, url_component_encode(arena, path->segments[i]));
        FUZZ_PROMISE(encoded != NULL);
    }
    struct url_path second;
    encoded = path->count == 0 ? "/" : encoded;
    FUZZ_PROMISE(url_path_decode(arena, encoded, strlen(encoded), &second) == ERR_NONE);
    FUZZ_PROMISE(strcmp(path->text, second.text) == 0 && path->count == second.count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create(ARENA_MAX);
    FUZZ_PROMISE(arena != NULL);
    struct url_path path;
    if (size <= 8192 && url_path_decode(arena, (const char *)data, size, &path) == ERR_NONE) {
        FUZZ_PROMISE(path.text[0] == '/' && strstr(path.text, "//") == NULL);
        FUZZ_PROMISE(text_utf8_valid(path.text, strlen(path.text)) == strlen(path.text));
        for (size_t i = 0; i < path.count; i++) {
            const char *segment = path.segments[i];
            FUZZ_PROMISE(segment[0] != '\0' && strpbrk(segment, "/\\\r\n") == NULL);
            FUZZ_PROMISE(strcmp(segment, ".") != 0 && strcmp(segment, "..") != 0);
        }
        again(arena, &path);
    }
    arena_destroy(arena);
    return 0;
}
