/*
 * The promises of a state between two steps: what every other file relies on. Checked on what is
 * read, and by the property tests after every step.
 */
#include "engine_internal.h"
#include "text.h"

static const char *frame_fault(const struct engine_state *state, size_t index) {
    const struct engine_frame *frame = state->frames.items[index];
    const struct engine_token *owner = engine_find_token(state, frame->owner);
    if (frame->id == 0 || frame->id >= state->next || frame->parent >= frame->id ||
        (index > 0 && state->frames.items[index - 1]->id >= frame->id)) {
        return "ids of frames are not in order";
    }
    if (frame->gone || (index > 0 && engine_find_frame(state, frame->parent) == NULL)) {
        return "a frame is in none";
    }
    if (index == 0) {
        return frame->owner == 0 && !frame->kept ? NULL : "the process has an owner";
    }
    if (frame->kept) {
        return frame->owner == 0 ? NULL : "a kept frame has an owner";
    }
    bool owned = owner != NULL && owner->inside == frame->id && owner->frame == frame->parent &&
                 owner->node == frame->node;
    return owned ? NULL : "a frame has no owner";
}

static bool parent_fits(const struct engine_state *state, const struct engine_token *token) {
    const struct engine_token *parent = engine_find_token(state, token->parent);
    bool is_node_loop = token->node->loop != NULL && engine_is(token->node, BPMN_IS_ACTIVITY);
    if (token->index > 0) {
        return is_node_loop && parent != NULL && parent->node == token->node &&
               parent->frame == token->frame && token->index <= parent->begun && parent->index == 0;
    }
    return token->parent == 0 || (parent != NULL && parent->wait == ENGINE_COMPENSATING) ||
           (parent != NULL && parent->wait == ENGINE_AT_INCIDENT);
}

static bool waits_for_events(const struct engine_node *node) {
    return node->type == BPMN_EVENT_BASED || node->type == BPMN_RECEIVE_TASK ||
           node->type == BPMN_CATCH_EVENT || node->type == BPMN_START_EVENT;
}

static bool undo_fits(const struct engine_state *state, const struct engine_token *token) {
    const struct engine_frame *frame = engine_find_frame(state, token->undo_frame);
    bool compensates =
        engine_trigger_of(token->node, BPMN_ON_COMPENSATION) != NULL || token->cancels;
    bool cancels = !token->cancels || (frame != NULL && frame->owner != 0 &&
                                       engine_find_token(state, frame->owner) != NULL);
    return frame != NULL && compensates && cancels &&
           (token->undo_node == NULL || token->undo_node->level == frame->level);
}

static bool joins(const struct engine_token *token) {
    bool gathers = engine_is(token->node, BPMN_IS_ACTIVITY) && token->node->start_quantity > 1;
    return (gathers || engine_is(token->node, BPMN_IS_GATEWAY)) && token->flow != NULL &&
           token->flow->target == token->node;
}

static bool wait_fits(const struct engine_state *state, const struct engine_token *token) {
    const struct engine_frame *inside = engine_find_frame(state, token->inside);
    const struct engine_node *node = token->node;
    if (token->inside != 0 && (inside == NULL || inside->owner != token->id)) {
        return false;
    }
    switch (token->wait) {
    case ENGINE_AT_JOIN:
        return joins(token);
    case ENGINE_AT_TASK:
        return engine_is(node, BPMN_IS_TASK | BPMN_IS_CALL);
    case ENGINE_AT_EVENT:
        return waits_for_events(node);
    case ENGINE_IN_SCOPE:
        return inside != NULL;
    case ENGINE_IN_LOOP:
        return node->loop != NULL && token->index == 0 && engine_is(node, BPMN_IS_ACTIVITY) &&
               token->done < token->begun;
    case ENGINE_COMPENSATING:
        return undo_fits(state, token);
    case ENGINE_AT_INCIDENT:
        return token->code != NULL && (!token->cancels || undo_fits(state, token)) &&
               (!text_equal(token->code, "ENG-38") || joins(token));
    default:
        return false;
    }
}

static const char *token_fault(const struct engine_state *state, size_t index) {
    const struct engine_token *token = state->tokens.items[index];
    const struct engine_frame *frame = engine_find_frame(state, token->frame);
    if (token->id == 0 || token->id >= state->next ||
        (index > 0 && state->tokens.items[index - 1]->id >= token->id)) {
        return "ids of tokens are not in order";
    }
    if (frame == NULL || token->node->level != frame->level) {
        return "a token is not where its frame is";
    }
    if (token->total > ENGINE_TOKENS_MAX || token->begun > UINT32_MAX - 1 ||
        (token->begun > 0 && token->node->loop == NULL)) {
        return "a loop has counted wrongly";
    }
    if (!parent_fits(state, token)) {
        return "a token has no parent";
    }
    return wait_fits(state, token) ? NULL : "a token does not wait for what it says";
}

static bool event_fits(const struct engine_state *state, uint32_t token_id, uint32_t frame_id,
                       const struct engine_node *node) {
    const struct engine_token *token = engine_find_token(state, token_id);
    if (token_id == 0) {
        return engine_find_frame(state, frame_id) != NULL;
    }
    if (token == NULL || token->frame != frame_id) {
        return false;
    }
    bool follows = false;
    for (size_t i = 0; token->node->type == BPMN_EVENT_BASED && i < token->node->outgoing_count;
         i++) {
        follows = follows || token->node->outgoing[i]->target == node;
    }
    return node == token->node || node->attached_to == token->node || follows;
}

static const char *timer_fault(const struct engine_state *state, const struct engine_timer *timer) {
    bool fits = timer->trigger < timer->node->trigger_count &&
                timer->node->triggers[timer->trigger].type == BPMN_ON_TIMER &&
                event_fits(state, timer->token, timer->frame, timer->node);
    return fits ? NULL : "a timer belongs to nothing";
}

/* Kept frames are owned by none; every running one inside another by one token. */
const char *engine_state_fault(const struct engine_state *state) {
    const char *fault = state->frames.count == 0 ? "there is no process" : NULL;
    for (size_t i = 0; fault == NULL && i < state->frames.count; i++) {
        fault = frame_fault(state, i);
    }
    for (size_t i = 0; fault == NULL && i < state->tokens.count; i++) {
        fault = token_fault(state, i);
    }
    for (size_t i = 0; fault == NULL && i < state->timers.count; i++) {
        fault = timer_fault(state, &state->timers.items[i]);
    }
    for (size_t i = 0; fault == NULL && i < state->latches.count; i++) {
        const struct engine_latch *latch = &state->latches.items[i];
        bool fits = event_fits(state, latch->token, latch->frame, latch->node);
        fault = fits ? NULL : "a condition belongs to nothing";
    }
    for (size_t i = 0; fault == NULL && i < state->records.count; i++) {
        const struct engine_record *record = &state->records.items[i];
        const struct engine_frame *frame = engine_find_frame(state, record->frame);
        const struct engine_frame *kept = engine_find_frame(state, record->kept);
        bool fits = frame != NULL && record->node->level == frame->level &&
                    (record->kept == 0 || (kept != NULL && kept->kept));
        fault = fits ? NULL : "what was done is nowhere";
    }
    if (fault == NULL && (state->status == ENGINE_RUNNING) != (state->tokens.count > 0)) {
        fault = "the process runs without a token, or has ended with one";
    }
    return fault;
}
