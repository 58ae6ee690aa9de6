/*
 * Variables: where a name is found, expressions evaluated over what can be seen, and what flows
 * into and out of activities.
 *
 * A name is looked for in the token's own values, then in its frame and the frames around it, up to
 * the process or the call. What a task brings back goes, without output mappings, to the variable
 * where it already is, else to the process or the call; of one of multiple instances it stays
 * there.
 */
#include <string.h>

#include "engine_internal.h"

static struct feel_string name_of(const char *name) {
    return (struct feel_string){name, strlen(name)};
}

/* The frame around, as far as names are seen: a called process sees nothing of its caller. */
static const struct engine_frame *outer_frame(const struct engine_state *state,
                                              const struct engine_frame *frame) {
    bool boundary = frame->parent == 0 || frame->level->outer == NULL;
    return boundary ? NULL : engine_find_frame(state, frame->parent);
}

static size_t entries_in(const struct feel_context *context) {
    return context == NULL ? 0 : context->count;
}

/* All that can be seen, the nearest first: for lookups, where the first of a name counts. */
const struct feel_context *engine_visible(struct engine_run *run, const struct engine_token *token,
                                          uint32_t frame_id) {
    static const struct feel_context nothing = {0};
    const struct engine_frame *first = engine_find_frame(run->state, frame_id);
    const struct feel_context *locals = token == NULL ? NULL : token->locals;
    const struct feel_context *only = locals;
    size_t total = entries_in(locals);
    size_t parts = total > 0;
    for (const struct engine_frame *frame = first; frame != NULL;
         frame = outer_frame(run->state, frame)) {
        if (entries_in(frame->variables) > 0) {
            only = frame->variables;
            total += entries_in(frame->variables);
            parts++;
        }
    }
    if (parts <= 1) {
        return total == 0 ? &nothing : only;
    }
    struct feel_context *merged = ARENA_NEW(run->arena, struct feel_context);
    struct feel_entry *entries = ARENA_ARRAY(run->arena, total, struct feel_entry);
    if (merged == NULL || entries == NULL) {
        return &nothing;
    }
    size_t count = 0;
    if (entries_in(locals) > 0) {
        memcpy(entries, locals->entries, locals->count * sizeof(*entries));
        count = locals->count;
    }
    for (const struct engine_frame *frame = first; frame != NULL;
         frame = outer_frame(run->state, frame)) {
        size_t own = entries_in(frame->variables);
        if (own > 0) {
            memcpy(entries + count, frame->variables->entries, own * sizeof(*entries));
            count += own;
        }
    }
    *merged = (struct feel_context){count, entries};
    return merged;
}

struct feel_value engine_lookup(const struct engine_run *run, const struct engine_token *token,
                                uint32_t frame_id, const char *name) {
    struct feel_string wanted = name_of(name);
    const struct feel_value *found = NULL;
    if (token != NULL && token->locals != NULL) {
        found = feel_context_get(token->locals, wanted);
    }
    for (const struct engine_frame *frame = engine_find_frame(run->state, frame_id);
         found == NULL && frame != NULL; frame = outer_frame(run->state, frame)) {
        found = frame->variables == NULL ? NULL : feel_context_get(frame->variables, wanted);
    }
    return found == NULL ? feel_null(NULL) : *found;
}

const char *engine_try(struct engine_run *run, const struct engine_token *token, uint32_t frame,
                       const struct engine_expression *expression, struct feel_value *out) {
    *out = feel_null(NULL);
    if (expression->compiled == NULL) {
        return "ENG-20";
    }
    struct feel_options options = {.steps = run->work < FEEL_STEPS ? run->work : FEEL_STEPS};
    if (run->work == 0) {
        return "ENG-21";
    }
    if (expression->reads_clock) {
        options.now = engine_moment_value(run, run->state->now);
        options.today = options.now.type == FEEL_DATE_TIME ? feel_date(options.now.moment->date)
                                                           : feel_null(NULL);
    }
    struct feel_notes notes = {0};
    enum err err = feel_eval(run->arena, expression->compiled, engine_visible(run, token, frame),
                             &options, &notes, out);
    run->work -= notes.steps < run->work ? notes.steps : run->work;
    run->no_memory = run->no_memory || err == ERR_MEMORY;
    return err == ERR_NONE ? NULL : "ENG-21";
}

bool engine_evaluate(struct engine_run *run, struct engine_token *token,
                     const struct engine_expression *expression, struct feel_value *out) {
    struct feel_value value;
    const char *wrong = engine_try(run, token, token->frame, expression, &value);
    if (wrong == NULL && !engine_value_keep(run->arena, value, out)) {
        wrong = "ENG-22";
    }
    if (wrong != NULL) {
        engine_raise(run, token, wrong, expression->text);
    }
    return wrong == NULL;
}

bool engine_test(struct engine_run *run, struct engine_token *token,
                 const struct engine_expression *expression, bool *out) {
    struct feel_value value;
    const char *wrong = engine_try(run, token, token->frame, expression, &value);
    if (wrong == NULL && value.type != FEEL_BOOLEAN) {
        wrong = "ENG-23";
    }
    if (wrong != NULL) {
        engine_raise(run, token, wrong, expression->text);
    }
    *out = wrong == NULL && value.boolean;
    return wrong == NULL;
}

const struct feel_context *engine_with(struct arena *arena, const struct feel_context *context,
                                       const char *name, struct feel_value value) {
    struct feel_entry entry = {name_of(name), value};
    struct feel_context one = {1, &entry};
    return engine_merge(arena, context, &one);
}

const struct feel_context *engine_merge(struct arena *arena, const struct feel_context *context,
                                        const struct feel_context *values) {
    size_t count = entries_in(context);
    struct feel_context *merged = ARENA_NEW(arena, struct feel_context);
    struct feel_entry *entries = ARENA_ARRAY(arena, count + entries_in(values), struct feel_entry);
    if (merged == NULL || entries == NULL) {
        return context;
    }
    if (count > 0) {
        memcpy(entries, context->entries, count * sizeof(*entries));
    }
    for (size_t i = 0; i < entries_in(values); i++) {
        size_t at = 0;
        while (at < count && !feel_string_equal(entries[at].name, values->entries[i].name)) {
            at++;
        }
        entries[at] = values->entries[i];
        count += at == count;
    }
    *merged = (struct feel_context){count, entries};
    return merged;
}

static bool is_of_instance(const struct engine_state *state, const struct engine_frame *frame) {
    const struct engine_token *owner = engine_find_token(state, frame->owner);
    return owner != NULL && engine_is_instance(owner);
}

/* The frame that has the variable; else the outermost that is seen, but no further than the
   instance of a loop. */
static struct engine_frame *home_of(const struct engine_run *run, uint32_t frame_id,
                                    struct feel_string name) {
    const struct engine_frame *frame = engine_find_frame(run->state, frame_id);
    const struct engine_frame *fallback = NULL;
    while (frame != NULL &&
           (frame->variables == NULL || feel_context_get(frame->variables, name) == NULL)) {
        const struct engine_frame *outer = outer_frame(run->state, frame);
        bool ends = outer == NULL || is_of_instance(run->state, frame);
        fallback = fallback == NULL && ends ? frame : fallback;
        frame = outer;
    }
    frame = frame == NULL ? fallback : frame;
    return frame == NULL ? NULL : engine_find_frame(run->state, frame->id);
}

void engine_set_variables(struct engine_run *run, uint32_t frame_id,
                          const struct feel_context *values) {
    for (size_t i = 0; i < entries_in(values); i++) {
        struct engine_frame *home = home_of(run, frame_id, values->entries[i].name);
        struct feel_context one = {1, &values->entries[i]};
        if (home != NULL && entries_in(home->variables) < ENGINE_VARIABLES_MAX) {
            home->variables = engine_merge(run->arena, home->variables, &one);
        }
    }
}

static bool map_value(struct engine_run *run, struct engine_token *token,
                      const struct engine_mapping *mapping, struct feel_value *out) {
    if (mapping->expression != NULL) {
        return engine_evaluate(run, token, mapping->expression, out);
    }
    *out = engine_lookup(run, token, token->frame, mapping->source);
    return true;
}

bool engine_map_in(struct engine_run *run, struct engine_token *token) {
    for (size_t i = 0; i < token->node->inputs.count; i++) {
        const struct engine_mapping *mapping = &token->node->inputs.items[i];
        struct feel_value value;
        if (!map_value(run, token, mapping, &value)) {
            return false;
        }
        token->locals = engine_with(run->arena, token->locals, mapping->target, value);
    }
    return true;
}

bool engine_map_out(struct engine_run *run, struct engine_token *token,
                    const struct feel_context *values) {
    const struct engine_mappings *outputs = &token->node->outputs;
    if (outputs->count == 0 && !engine_is_instance(token)) {
        engine_set_variables(run, token->frame, values);
        return true;
    }
    if (entries_in(values) > 0) {
        token->locals = engine_merge(run->arena, token->locals, values);
    }
    const struct feel_context *mapped = NULL;
    for (size_t i = 0; i < outputs->count; i++) {
        struct feel_value value;
        if (!map_value(run, token, &outputs->items[i], &value)) {
            return false;
        }
        mapped = engine_with(run->arena, mapped, outputs->items[i].target, value);
    }
    engine_set_variables(run, token->frame, mapped);
    return true;
}
