/* A model, a NUL, and bytes that choose what happens. */
#include "walk.h"

enum { ARENA_SIZE = 1 << 28 };

static void run(struct arena *arena, const uint8_t *data, size_t length, const uint8_t *bytes,
                size_t size) {
    const struct bpmn *model;
    if (bpmn_read(arena, data, length, &model) != ERR_NONE) {
        return;
    }
    struct engine_library library = {.models = &model, .model_count = 1};
    const struct engine_definition *definition;
    if (engine_define(arena, &library, NULL, &definition) != ERR_NONE) {
        return;
    }
    struct feel_entry entries[] = {{{"x", 1}, feel_int(3)}, {{"ok", 2}, feel_boolean(true)}};
    struct feel_context values = {COUNT_OF(entries), entries};
    struct engine_event start = {.at = INT64_C(1774080000000), .variables = &values};
    struct engine_outcome outcome;
    if (engine_step(arena, definition, NULL, &start, &outcome) == ERR_NONE) {
        walk_check(arena, definition, outcome.state);
        walk(arena, definition, outcome.state, bytes, size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *end = size == 0 ? NULL : memchr(data, '\0', size);
    struct arena *arena = arena_create(ARENA_SIZE);
    FUZZ_PROMISE(arena != NULL);
    if (end != NULL) {
        run(arena, data, (size_t)(end - data), end + 1, size - (size_t)(end - data) - 1);
    }
    arena_destroy(arena);
    return 0;
}
