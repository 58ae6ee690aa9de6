/*
 * One run: tokens that are ready are entered in the order they were made, until all wait; then
 * joins that need to know what else can come, then conditional events, then signals, until nothing
 * moves any more.
 */
#include "engine_internal.h"

enum { COMPACT_LEAST = 1000 };

void engine_effect_add(struct engine_run *run, struct engine_effect effect) {
    effect.at = run->state->now;
    (void)ENGINE_PUSH(run->arena, run->effects, effect);
}

void engine_effect_at(struct engine_run *run, enum engine_effect_type type,
                      const struct engine_token *token, const char *name,
                      const struct feel_context *values) {
    engine_effect_add(run, (struct engine_effect){.type = type,
                                                  .token = token->id,
                                                  .element = &token->node->bpmn->element,
                                                  .name = name,
                                                  .values = values});
}

struct engine_token *engine_add_token(struct engine_run *run, uint32_t frame_id,
                                      const struct engine_node *node) {
    struct engine_state *state = run->state;
    struct engine_token *token = ARENA_NEW(run->arena, struct engine_token);
    struct engine_frame *frame = engine_find_frame(state, frame_id);
    if (token == NULL || frame == NULL) {
        return NULL;
    }
    *token = (struct engine_token){
        .id = state->next++, .frame = frame_id, .node = node, .since = state->now};
    if (!ENGINE_PUSH(run->arena, state->tokens, token)) {
        return NULL;
    }
    frame->live++;
    run->live++;
    return token;
}

void engine_end_token(struct engine_run *run, struct engine_token *token) {
    if (token->wait == ENGINE_GONE) {
        return;
    }
    token->wait = ENGINE_GONE;
    run->live--;
    struct engine_frame *frame = engine_find_frame(run->state, token->frame);
    if (frame != NULL) {
        frame->live--;
    }
}

static unsigned depth_of(const struct engine_state *state, uint32_t frame_id) {
    unsigned depth = 0;
    for (const struct engine_frame *frame = engine_find_frame(state, frame_id); frame != NULL;
         frame = engine_find_frame(state, frame->parent)) {
        depth++;
    }
    return depth;
}

struct engine_frame *engine_add_frame(struct engine_run *run, const struct engine_level *level,
                                      struct engine_token *owner) {
    struct engine_state *state = run->state;
    if (owner != NULL && depth_of(state, owner->frame) >= ENGINE_DEPTH_MAX) {
        engine_raise(run, owner, "ENG-31", NULL);
        return NULL;
    }
    struct engine_frame *frame = ARENA_NEW(run->arena, struct engine_frame);
    if (frame == NULL) {
        return NULL;
    }
    *frame = (struct engine_frame){.id = state->next++, .level = level};
    if (owner != NULL) {
        frame->parent = owner->frame;
        frame->owner = owner->id;
        frame->node = owner->node;
        owner->inside = frame->id;
        owner->wait = ENGINE_IN_SCOPE;
    }
    for (size_t i = 0; i < level->data_count; i++) {
        frame->variables =
            engine_with(run->arena, frame->variables, level->data[i], feel_null(NULL));
    }
    return ENGINE_PUSH(run->arena, state->frames, frame) ? frame : NULL;
}

static void end_process(struct engine_run *run) {
    struct engine_state *state = run->state;
    state->status = run->terminated ? ENGINE_TERMINATED : ENGINE_COMPLETED;
    engine_effect_add(run, (struct engine_effect){.type = ENGINE_ENDED,
                                                  .name = engine_status_slug(state->status),
                                                  .values = engine_variables(state)});
}

/* What is kept of a sub-process that is done: all, if something in it can be undone. */
static uint32_t keep_frame(struct engine_run *run, struct engine_frame *frame) {
    frame->owner = 0;
    frame->kept = engine_undoable(run, frame);
    frame->gone = !frame->kept;
    return frame->kept ? frame->id : 0;
}

/* The end of an event sub-process ends nothing but itself. */
static void end_on_event(struct engine_run *run, struct engine_frame *frame,
                         struct engine_token *owner) {
    struct engine_token *waiting = engine_find_token(run->state, owner->parent);
    engine_effect_at(run, ENGINE_LEFT, owner, NULL, NULL);
    frame->gone = true;
    engine_end_token(run, owner);
    if (waiting != NULL && waiting->wait == ENGINE_COMPENSATING) {
        engine_undo_next(run, waiting);
    }
}

/* What comes out of a level: all of a called process; of a sub-process what is asked for. */
static void end_scope(struct engine_run *run, struct engine_frame *frame,
                      struct engine_token *owner) {
    if (owner->node->bpmn->by_event) {
        end_on_event(run, frame, owner);
        return;
    }
    bool called = frame->level->outer == NULL;
    bool asked = owner->node->outputs.count > 0 || engine_is_instance(owner);
    const struct feel_context *values = called || asked ? frame->variables : NULL;
    uint32_t kept = keep_frame(run, frame);
    owner->inside = 0;
    engine_finish_activity(run, owner, values, kept);
}

/* Ends frames in which nothing runs any more, from the inside out; true: one ended. */
static bool settle(struct engine_run *run) {
    struct engine_state *state = run->state;
    bool any = false;
    for (size_t i = state->frames.count; i-- > 0 && !arena_failed(run->arena);) {
        struct engine_frame *frame = state->frames.items[i];
        if (frame->live > 0 || frame->kept || frame->gone) {
            continue;
        }
        struct engine_token *owner = engine_find_token(state, frame->owner);
        if (frame->parent == 0 && state->status == ENGINE_RUNNING) {
            end_process(run);
        } else if (owner != NULL && owner->wait == ENGINE_IN_SCOPE &&
                   (owner->node->type != BPMN_AD_HOC || owner->closing)) {
            end_scope(run, frame, owner);
            any = true;
        }
    }
    return any;
}

static void stop_for(struct engine_run *run, const char *code) {
    for (; run->thrown < run->throwers.count; run->thrown++) {
        if (run->throwers.items[run->thrown]->wait == ENGINE_READY) {
            engine_raise(run, run->throwers.items[run->thrown], code, NULL);
        }
    }
    for (; run->cursor < run->state->tokens.count; run->cursor++) {
        struct engine_token *token = run->state->tokens.items[run->cursor];
        if (token->wait == ENGINE_READY) {
            engine_raise(run, token, code, NULL);
        }
    }
}

/* Where many have come and gone, so that a step takes no longer the more there were before. */
static void compact(struct engine_run *run) {
    struct engine_state *state = run->state;
    size_t cursor = 0;
    if (state->tokens.count + state->frames.count <= run->compact_at + COMPACT_LEAST) {
        return;
    }
    for (size_t i = 0; i < run->cursor; i++) {
        cursor += state->tokens.items[i]->wait != ENGINE_GONE;
    }
    engine_state_compact(state);
    run->cursor = cursor;
    run->compact_at = 2 * (state->tokens.count + state->frames.count);
}

static void enter_ready(struct engine_run *run) {
    struct engine_state *state = run->state;
    for (; run->cursor < state->tokens.count && !arena_failed(run->arena); compact(run)) {
        if (run->steps >= ENGINE_STEPS_MAX || run->live > ENGINE_TOKENS_MAX) {
            stop_for(run, run->steps >= ENGINE_STEPS_MAX ? "ENG-33" : "ENG-32");
            return;
        }
        struct engine_token *token = state->tokens.items[run->cursor++];
        if (token->wait == ENGINE_READY) {
            run->steps++;
            engine_enter(run, token);
        }
    }
}

static bool moves(struct engine_run *run) {
    return settle(run) || engine_fire_joins(run) || engine_fire_conditions(run) ||
           engine_throw_next(run);
}

void engine_run_ready(struct engine_run *run) {
    do {
        enter_ready(run);
    } while (run->state->status == ENGINE_RUNNING && !arena_failed(run->arena) && moves(run));
    if (run->steps >= ENGINE_STEPS_MAX) {
        stop_for(run, "ENG-33");
    }
}
