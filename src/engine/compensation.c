/*
 * Compensation (13.5.5): activities that are done are undone in the reverse order of their
 * completion, each by its handler; a sub-process without one by what undoes what is in it. While
 * that runs, the token that asked for it waits.
 */
#include "engine_internal.h"

static const struct engine_node *handler_of(const struct engine_node *node) {
    for (size_t i = 0; i < node->boundary_count; i++) {
        if (node->boundary[i]->handler != NULL) {
            return node->boundary[i]->handler;
        }
    }
    return NULL;
}

/* The event sub-process that undoes a level, or NULL. */
static const struct engine_node *undoer_of(const struct engine_level *level) {
    for (size_t i = 0; i < level->on_event_count; i++) {
        const struct engine_node *start = engine_start_of(level->on_event[i]);
        if (start != NULL && engine_trigger_of(start, BPMN_ON_COMPENSATION) != NULL) {
            return level->on_event[i];
        }
    }
    return NULL;
}

bool engine_undoable(const struct engine_run *run, const struct engine_frame *frame) {
    const struct engine_state *state = run->state;
    bool any = undoer_of(frame->level) != NULL;
    for (size_t i = 0; !any && i < state->records.count; i++) {
        any = !state->records.items[i].gone && state->records.items[i].frame == frame->id;
    }
    return any;
}

void engine_remember(struct engine_run *run, const struct engine_token *token, uint32_t kept) {
    if (kept == 0 && handler_of(token->node) == NULL) {
        return;
    }
    struct engine_record record = {.frame = token->frame,
                                   .node = token->node,
                                   .loop = token->index > 0 ? token->parent : 0,
                                   .kept = kept,
                                   .locals = token->locals};
    (void)ENGINE_PUSH(run->arena, run->state->records, record);
}

void engine_forget_loop(struct engine_run *run, uint32_t loop) {
    for (size_t i = 0; i < run->state->records.count; i++) {
        struct engine_record *record = &run->state->records.items[i];
        record->gone = record->gone || record->loop == loop;
    }
}

/* An activity is done when all its instances are. */
static bool is_done(const struct engine_state *state, const struct engine_record *record) {
    const struct engine_token *loop = engine_find_token(state, record->loop);
    return !record->gone && (loop == NULL || loop->wait == ENGINE_GONE);
}

/* Whether what was done in the frame belongs to what is being undone in another. */
static bool is_within(const struct engine_state *state, uint32_t frame_id, uint32_t wanted) {
    const struct engine_frame *frame = engine_find_frame(state, frame_id);
    while (frame != NULL && frame->id != wanted && frame->kept && frame->opened) {
        frame = engine_find_frame(state, frame->parent);
    }
    return frame != NULL && frame->id == wanted;
}

static struct engine_record *last_record(struct engine_run *run, const struct engine_token *token) {
    struct engine_state *state = run->state;
    for (size_t i = state->records.count; i-- > 0;) {
        struct engine_record *record = &state->records.items[i];
        bool named = token->undo_node == NULL || record->node == token->undo_node ||
                     record->frame != token->undo_frame;
        if (is_done(state, record) && named && is_within(state, record->frame, token->undo_frame)) {
            return record;
        }
    }
    return NULL;
}

static void finish_cancel(struct engine_run *run, struct engine_token *token) {
    const struct engine_frame *frame = engine_find_frame(run->state, token->undo_frame);
    struct engine_token *owner = engine_find_token(run->state, frame->owner);
    for (size_t i = 0; i < owner->node->boundary_count; i++) {
        const struct engine_node *event = owner->node->boundary[i];
        if (engine_trigger_of(event, BPMN_ON_CANCEL) != NULL) {
            engine_go_on_at(run, engine_host(run, owner), event, NULL);
            return;
        }
    }
    engine_raise(run, token, "ENG-40", NULL);
}

static void finish(struct engine_run *run, struct engine_token *token) {
    token->wait = ENGINE_IN_SCOPE;
    if (token->cancels) {
        finish_cancel(run, token);
    } else if (token->detached) {
        engine_end_token(run, token);
    } else {
        engine_effect_at(run, ENGINE_LEFT, token, NULL, NULL);
        engine_leave(run, token);
    }
}

/* True: something runs that undoes it. */
static bool undo(struct engine_run *run, struct engine_token *token,
                 const struct engine_record *record) {
    const struct engine_node *handler = handler_of(record->node);
    if (handler != NULL) {
        struct engine_token *next = engine_add_token(run, record->frame, handler);
        if (next != NULL) {
            next->parent = token->id;
            next->locals = record->locals;
        }
        return true;
    }
    struct engine_frame *kept = engine_find_frame(run->state, record->kept);
    const struct engine_node *undoer = kept == NULL ? NULL : undoer_of(kept->level);
    if (undoer != NULL) {
        engine_begin_on_event(run, kept, undoer, NULL, token->id);
        return true;
    }
    if (kept != NULL) {
        kept->opened = true;
    }
    return false;
}

void engine_undo_next(struct engine_run *run, struct engine_token *token) {
    struct engine_record *record = last_record(run, token);
    while (record != NULL && !arena_failed(run->arena)) {
        struct engine_record taken = *record;
        record->gone = true;
        if (undo(run, token, &taken)) {
            return;
        }
        record = last_record(run, token);
    }
    finish(run, token);
}

/* The level that a throw event means: its own; of an event sub-process the one it handles; the one
   around where the named activity stands. */
static uint32_t level_to_undo(const struct engine_run *run, const struct engine_token *token,
                              const struct bpmn_element *activity) {
    const struct engine_frame *frame = engine_find_frame(run->state, token->frame);
    while (frame->parent != 0 && frame->node->bpmn->by_event) {
        frame = engine_find_frame(run->state, frame->parent);
    }
    const struct engine_frame *home = frame;
    while (activity != NULL && home != NULL && home->level->scope != activity->scope) {
        home = engine_find_frame(run->state, home->parent);
    }
    return home == NULL ? frame->id : home->id;
}

static const struct engine_node *node_to_undo(const struct engine_run *run, uint32_t frame_id,
                                              const struct bpmn_element *activity) {
    const struct engine_frame *frame = engine_find_frame(run->state, frame_id);
    for (size_t i = 0; activity != NULL && i < frame->level->node_count; i++) {
        if (&frame->level->nodes[i].bpmn->element == activity) {
            return &frame->level->nodes[i];
        }
    }
    return NULL;
}

void engine_compensate(struct engine_run *run, struct engine_token *token,
                       const struct engine_trigger *trigger) {
    struct engine_token *undoing = token;
    if (!trigger->waits) {
        undoing = engine_add_token(run, token->frame, token->node);
        if (undoing == NULL) {
            return;
        }
        undoing->detached = true;
    }
    undoing->wait = ENGINE_COMPENSATING;
    undoing->undo_frame = level_to_undo(run, token, trigger->undone);
    undoing->undo_node = node_to_undo(run, undoing->undo_frame, trigger->undone);
    engine_undo_next(run, undoing);
    if (undoing != token) {
        engine_leave(run, token);
    }
}

void engine_cancel_transaction(struct engine_run *run, struct engine_token *token) {
    const struct engine_frame *frame = engine_find_frame(run->state, token->frame);
    const struct engine_node *node = token->node; /* of the transaction's level */
    while (frame != NULL && (frame->node == NULL || frame->node->type != BPMN_TRANSACTION)) {
        node = frame->node;
        frame = engine_find_frame(run->state, frame->parent);
    }
    if (frame == NULL) {
        engine_raise(run, token, "ENG-40", NULL);
        return;
    }
    struct engine_token *undoing = engine_add_token(run, frame->id, node);
    if (undoing == NULL) {
        return;
    }
    engine_withdraw_inside(run, frame, undoing);
    engine_end_token(run, token);
    undoing->wait = ENGINE_COMPENSATING;
    undoing->cancels = true;
    undoing->undo_frame = frame->id;
    engine_undo_next(run, undoing);
}
