/* A walk over a process that bytes choose: each byte picks what happens next among what is wanted.
   After every step the promises of a state hold, and its JSON gives it back. */
#ifndef KHAJU_ENGINE_FUZZ_WALK_H
#define KHAJU_ENGINE_FUZZ_WALK_H

#include <string.h>

#include "engine.h"
#include "fuzz.h"

enum { WALK_JSON_MAX = 1 << 22, WALK_STEPS_MAX = 60, WALK_TOKENS_MAX = 300 };

/* The text of a state, with which it is read again; NULL: too large, or no memory. */
static const char *walk_text(struct arena *arena, const struct engine_state *state) {
    struct buf out;
    buf_init(&out, WALK_JSON_MAX);
    engine_state_write(state, &out);
    const char *text = out.failed == ERR_NONE ? arena_strdup(arena, buf_text(&out)) : NULL;
    buf_finish(&out);
    return text;
}

static void walk_check(struct arena *arena, const struct engine_definition *definition,
                       const struct engine_state *state) {
    const char *fault = engine_state_fault(state);
    if (fault != NULL) {
        (void)fprintf(stderr, "%s\n", fault);
    }
    FUZZ_PROMISE(fault == NULL);
    const char *text = walk_text(arena, state);
    const struct engine_state *back;
    if (text != NULL && engine_state_read(arena, definition, text, &back) == ERR_NONE) {
        const char *again = walk_text(arena, back);
        FUZZ_PROMISE(again == NULL || strcmp(text, again) == 0);
    } else {
        FUZZ_PROMISE(text == NULL || arena_failed(arena));
    }
}

static struct engine_event walk_event(const struct engine_state *state,
                                      const struct engine_wanted *wanted, uint8_t byte,
                                      const struct feel_context *values) {
    struct engine_event event = {.type = wanted->type,
                                 .at = engine_now(state) + (byte & 7) * INT64_C(600000),
                                 .token = wanted->token,
                                 .element = wanted->element->id,
                                 .name = wanted->name,
                                 .variables = values};
    if (event.type == ENGINE_TIME) {
        event.at = wanted->due;
    } else if (event.type == ENGINE_COMPLETE && byte > 250) {
        event.type = byte == 255 ? ENGINE_ERROR : ENGINE_FAIL;
        event.name = "E1";
    }
    return event;
}

static void walk(struct arena *arena, const struct engine_definition *definition,
                 const struct engine_state *state, const uint8_t *bytes, size_t size) {
    for (size_t i = 0; i < size && i < WALK_STEPS_MAX; i++) {
        struct feel_entry entries[] = {{{"x", 1}, feel_int(bytes[i] % 6)},
                                       {{"n", 1}, feel_int(bytes[i] % 4)},
                                       {{"ok", 2}, feel_boolean(bytes[i] & 1)}};
        struct feel_context values = {COUNT_OF(entries), entries};
        const struct engine_wanted *wanted;
        size_t count;
        struct engine_outcome outcome;
        if (engine_token_count(state) > WALK_TOKENS_MAX ||
            engine_wanted(arena, state, &wanted, &count) != ERR_NONE || count == 0) {
            return;
        }
        struct engine_event event = walk_event(state, &wanted[bytes[i] % count], bytes[i], &values);
        enum err err = engine_step(arena, definition, state, &event, &outcome);
        FUZZ_PROMISE(err == ERR_NONE || err == ERR_INVALID || err == ERR_CONFLICT ||
                     err == ERR_LIMIT || err == ERR_MEMORY);
        if (err == ERR_NONE) {
            state = outcome.state;
            walk_check(arena, definition, state);
        }
        if (arena_failed(arena)) {
            return;
        }
    }
}

#endif
