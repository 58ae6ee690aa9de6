/* Stopping what runs: an activity that is interrupted, with all that is inside it. */
#include "engine_internal.h"

struct engine_token *engine_host(const struct engine_run *run, struct engine_token *token) {
    struct engine_token *parent = engine_find_token(run->state, token->parent);
    return parent != NULL && token->index > 0 ? parent : token;
}

void engine_withdraw_inside(struct engine_run *run, const struct engine_frame *frame,
                            const struct engine_token *except) {
    for (size_t i = 0; i < run->state->tokens.count; i++) {
        struct engine_token *token = run->state->tokens.items[i];
        if (token->frame == frame->id && token->wait != ENGINE_GONE && token != except) {
            engine_withdraw(run, token);
        }
    }
}

static void withdraw_children(struct engine_run *run, const struct engine_token *parent) {
    for (size_t i = 0; i < run->state->tokens.count; i++) {
        struct engine_token *token = run->state->tokens.items[i];
        if (token->parent == parent->id && token->wait != ENGINE_GONE) {
            engine_withdraw(run, token);
        }
    }
}

/* Recursion is bounded by ENGINE_DEPTH_MAX: a child is in the same frame, what is inside one
   deeper. */
void engine_withdraw(struct engine_run *run, struct engine_token *token) {
    bool opened = token->wait == ENGINE_AT_TASK;
    bool has_children = token->begun > 0 || token->wait == ENGINE_COMPENSATING;
    struct engine_frame *inside = engine_find_frame(run->state, token->inside);
    engine_end_token(run, token);
    if (opened) {
        engine_effect_at(run, ENGINE_WITHDRAWN, token, NULL, NULL);
    }
    if (has_children) {
        withdraw_children(run, token);
        engine_forget_loop(run, token->id);
    }
    if (inside != NULL) {
        engine_withdraw_inside(run, inside, NULL);
        inside->gone = true;
    }
}
