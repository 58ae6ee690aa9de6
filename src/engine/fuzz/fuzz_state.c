/* A model, a NUL, and any text as a state of it; then a walk from there. */
#include "walk.h"

enum { ARENA_SIZE = 1 << 28 };

static void run(struct arena *arena, const uint8_t *data, size_t length, const char *text) {
    static const uint8_t choices[] = {0, 1, 2, 3, 4, 5, 6, 7, 255, 33, 17, 90};
    const struct bpmn *model;
    const struct engine_definition *definition;
    const struct engine_state *state;
    if (bpmn_read(arena, data, length, &model) != ERR_NONE) {
        return;
    }
    struct engine_library library = {.models = &model, .model_count = 1};
    if (engine_define(arena, &library, NULL, &definition) == ERR_NONE &&
        engine_state_read(arena, definition, text, &state) == ERR_NONE) {
        walk_check(arena, definition, state);
        walk(arena, definition, state, choices, COUNT_OF(choices));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *end = size == 0 ? NULL : memchr(data, '\0', size);
    struct arena *arena = arena_create(ARENA_SIZE);
    FUZZ_PROMISE(arena != NULL);
    if (end != NULL) {
        size_t length = (size_t)(end - data);
        const char *text = arena_strndup(arena, (const char *)end + 1, size - length - 1);
        FUZZ_PROMISE(text != NULL);
        run(arena, data, length, text);
    }
    arena_destroy(arena);
    return 0;
}
