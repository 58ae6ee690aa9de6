/* Any bytes as an expression and as a cell: an answer within the limits, the same one twice, and a
   value whose text gives the value again. */
#include <string.h>

#include "feel.h"
#include "fuzz.h"

enum { TEXT_SIZE = 4096, ARENA_SIZE = 1 << 24, STEPS = 20000 };

static const struct feel_options options = {
    .today = {.type = FEEL_DATE, .date = {2026, 3, 21}},
    .steps = STEPS,
};

/* The text of the value, or NULL where there is none. */
static const char *evaluate(struct arena *arena, const char *text, enum feel_kind kind) {
    static const char *const names[] = {"a", "first name", "a-b", "?"};
    static const struct feel_scope scope = {.names = names, .count = COUNT_OF(names)};
    const struct feel_entry entries[] = {
        {{"a", 1}, feel_int(5)},
        {{"first name", 10}, feel_string("x")},
        {{"?", 1}, feel_int(7)},
    };
    const struct feel_context context = {COUNT_OF(entries), entries};
    const struct feel_compiled *compiled;
    struct feel_notes notes = {0};
    struct feel_value value;
    if (feel_compile(arena, text, &scope, kind, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, &context, &options, &notes, &value) != ERR_NONE) {
        return NULL;
    }
    FUZZ_PROMISE(notes.count <= FEEL_NOTES_MAX);
    return feel_text(arena, value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char text[TEXT_SIZE] = {0};
    memcpy(text, data, size < TEXT_SIZE - 1 ? size : TEXT_SIZE - 1);
    struct arena *arena = arena_create(ARENA_SIZE);
    FUZZ_PROMISE(arena);
    const char *first = evaluate(arena, text, FEEL_EXPRESSION);
    const char *second = first ? evaluate(arena, text, FEEL_EXPRESSION) : NULL;
    FUZZ_PROMISE(!second || strcmp(first, second) == 0);
    const char *back = second ? evaluate(arena, first, FEEL_EXPRESSION) : NULL;
    FUZZ_PROMISE(!back || strcmp(first, back) == 0);
    (void)evaluate(arena, text, FEEL_UNARY_TESTS);
    arena_destroy(arena);
    return 0;
}
