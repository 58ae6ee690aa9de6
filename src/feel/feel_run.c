/* A run over a tree: its steps, its notes, its first error, and how it begins and ends. */
#include "feel_internal.h"

static void add_note(struct feel_run *run, const char *reason) {
    struct feel_notes *notes = run->notes;
    if (!notes || notes->count == FEEL_NOTES_MAX || run->failed != ERR_NONE) {
        return;
    }
    struct feel_note *note = &notes->items[notes->count++];
    *note = (struct feel_note){reason, 1, 1};
    const char *text = run->compiled ? run->compiled->text : "";
    for (size_t i = 0; i < run->position && text[i]; i++) {
        if (text[i] == '\n') {
            note->line++;
            note->column = 1;
        } else if (((unsigned char)text[i] & 0xc0) != 0x80) {
            note->column++;
        }
    }
}

struct feel_value feel_because(struct feel_run *run, const char *reason) {
    add_note(run, reason);
    return feel_null(reason);
}

struct feel_value feel_noted(struct feel_run *run, struct feel_value value) {
    const struct feel_notes *notes = run->notes;
    if (notes && value.type == FEEL_NULL && value.reason &&
        (notes->count == 0 || notes->items[notes->count - 1].reason != value.reason)) {
        add_note(run, value.reason);
    }
    return value;
}

struct feel_value feel_too_deep(struct feel_run *run) {
    if (run->failed == ERR_NONE) {
        run->failed = err_set(ERR_LIMIT, "FEEL-8", "The value is nested too deeply.", NULL);
    }
    return feel_null(NULL);
}

bool feel_step(struct feel_run *run, unsigned long count) {
    if (run->failed == ERR_NONE && arena_failed(run->arena)) {
        run->failed = err_last()->err != ERR_NONE ? err_last()->err : ERR_MEMORY;
    }
    if (run->failed == ERR_NONE && run->steps < count) {
        run->failed = err_set(ERR_LIMIT, "FEEL-6",
                              "The expression was stopped, because it takes too many steps.", NULL);
    }
    if (run->failed != ERR_NONE) {
        return false;
    }
    run->steps -= count;
    return true;
}

/* Comparisons may have used up the last steps. */
enum err feel_run_status(struct feel_run *run) {
    if (run->failed == ERR_NONE) {
        (void)feel_step(run, 1);
    }
    return run->failed;
}

struct feel_value feel_buf_value(struct feel_run *run, struct buf *buf) {
    struct feel_value value = feel_null(NULL);
    if (buf->failed != ERR_NONE) {
        run->failed = run->failed != ERR_NONE ? run->failed : buf->failed;
    } else {
        const char *text = feel_step(run, buf->length / 64)
                               ? arena_strndup(run->arena, buf_text(buf), buf->length)
                               : NULL;
        value = text ? feel_string_sized(text, buf->length) : value;
    }
    buf_finish(buf);
    return value;
}

enum err feel_eval(struct arena *arena, const struct feel_compiled *compiled,
                   const struct feel_context *context, const struct feel_options *options,
                   struct feel_notes *notes, struct feel_value *out) {
    struct feel_run run = {.arena = arena,
                           .compiled = compiled,
                           .options = options,
                           .notes = notes,
                           .steps = options->steps ? options->steps : FEEL_STEPS};
    /* in the arena, because functions in the result keep it */
    struct feel_frame *frame = context ? ARENA_NEW(arena, struct feel_frame) : NULL;
    if (frame) {
        frame->context = context;
    }
    unsigned long given = run.steps;
    *out = feel_node_value(&run, compiled->root, frame);
    enum err err = feel_run_status(&run);
    if (notes) {
        notes->steps += given - run.steps;
    }
    return err;
}

enum err feel_call(struct arena *arena, struct feel_value function, size_t count,
                   const struct feel_value *arguments, const struct feel_options *options,
                   struct feel_notes *notes, struct feel_value *out) {
    struct feel_run run = {.arena = arena,
                           .options = options,
                           .notes = notes,
                           .steps = options->steps ? options->steps : FEEL_STEPS};
    *out = feel_apply(&run, function, count, arguments);
    return feel_run_status(&run);
}
