/* Incidents are mended: a token goes on where one stopped it, or as if its element were done. */
#include "engine_internal.h"
#include "text.h"

/* Before a flow that leads nowhere: there is no way on, whatever is tried. */
static bool is_lost(const struct engine_token *token) {
    return token->flow != NULL && token->flow->target == NULL;
}

/* What could not be waited for may be so now. */
static void arm_again(struct engine_run *run, uint32_t frame_id) {
    struct engine_frame *frame = engine_find_frame(run->state, frame_id);
    if (frame != NULL && frame->unarmed) {
        engine_arm_frame(run, frame);
    }
}

void engine_retry(struct engine_run *run, struct engine_token *token) {
    if (is_lost(token)) {
        return;
    }
    bool gateway = engine_is(token->node, BPMN_IS_GATEWAY);
    bool loops = token->node->loop != NULL && token->index == 0 && token->begun > 0;
    bool stuck = text_equal(token->code, "ENG-38");
    token->wait = ENGINE_IN_SCOPE;
    token->code = NULL;
    token->about = NULL;
    arm_again(run, token->frame);
    arm_again(run, token->inside);
    if (token->wait == ENGINE_AT_INCIDENT) {
        return;
    }
    if (token->cancels) {
        token->wait = ENGINE_COMPENSATING;
        engine_undo_next(run, token);
    } else if (stuck) {
        token->wait = ENGINE_AT_JOIN;
    } else if (token->phase == ENGINE_LEAVING) {
        if (gateway) {
            engine_split(run, token);
        } else {
            engine_leave(run, token);
        }
    } else if (engine_find_frame(run->state, token->inside) != NULL) {
        engine_check_ad_hoc(run, token->inside);
    } else if (loops) {
        engine_resume_loop(run, token);
    } else if (token->phase == ENGINE_FINISHING) {
        if (engine_is(token->node, BPMN_IS_EVENT)) {
            engine_event_done(run, token, NULL);
        } else {
            engine_finish_activity(run, token, NULL, token->kept);
        }
    } else {
        engine_enter(run, token);
    }
}

/* The flow that was named, else the default one, else the first. */
static void take_any(struct engine_run *run, struct engine_token *token, const char *name) {
    const struct engine_node *node = token->node;
    const struct engine_flow *chosen = node->default_flow;
    for (size_t i = 0; i < node->outgoing_count; i++) {
        chosen = text_equal(node->outgoing[i]->id, name) ? node->outgoing[i] : chosen;
    }
    if (chosen == NULL && node->outgoing_count > 0) {
        chosen = node->outgoing[0];
    }
    if (chosen != NULL && chosen->target != NULL) {
        engine_take(run, token, chosen);
    }
    engine_end_token(run, token);
}

/* What ran inside it is stopped. */
static void drop_inside(struct engine_run *run, struct engine_token *token) {
    struct engine_frame *inside = engine_find_frame(run->state, token->inside);
    if (inside != NULL) {
        engine_withdraw_inside(run, inside, NULL);
        inside->gone = true;
        token->inside = 0;
    }
    for (size_t i = 0; i < run->state->tokens.count; i++) {
        struct engine_token *child = run->state->tokens.items[i];
        if (child->parent == token->id && child->wait != ENGINE_GONE) {
            engine_withdraw(run, child);
        }
    }
}

void engine_skip(struct engine_run *run, struct engine_token *token, const char *flow) {
    bool stuck = text_equal(token->code, "ENG-38");
    bool leaving = token->phase == ENGINE_LEAVING || engine_is(token->node, BPMN_IS_GATEWAY);
    if (is_lost(token)) {
        engine_end_token(run, token);
        return;
    }
    token->wait = ENGINE_IN_SCOPE;
    token->code = NULL;
    token->about = NULL;
    drop_inside(run, token);
    if (token->cancels) {
        engine_end_token(run, token); /* the transaction ends as if it were complete */
    } else if (stuck) {
        engine_force_join(run, token);
    } else if (leaving) {
        take_any(run, token, flow);
    } else if (engine_is(token->node, BPMN_IS_ACTIVITY)) {
        engine_leave_activity(run, token);
    } else {
        engine_leave(run, token);
    }
}
