/* Tokens into nodes, and out of them along sequence flows (13.3). */
#include "engine_internal.h"

void engine_enter(struct engine_run *run, struct engine_token *token) {
    engine_effect_at(run, ENGINE_ENTERED, token, NULL, NULL);
    token->since = run->state->now;
    if (engine_is(token->node, BPMN_IS_ACTIVITY)) {
        engine_enter_activity(run, token);
    } else if (engine_is(token->node, BPMN_IS_GATEWAY)) {
        engine_enter_gateway(run, token);
    } else if (engine_is(token->node, BPMN_IS_EVENT)) {
        engine_enter_event(run, token);
    } else {
        engine_raise(run, token, "ENG-42", NULL);
    }
}

void engine_take(struct engine_run *run, const struct engine_token *token,
                 const struct engine_flow *flow) {
    engine_effect_add(run, (struct engine_effect){.type = ENGINE_TOOK,
                                                  .token = token->id,
                                                  .element = &flow->bpmn->element});
    struct engine_token *next =
        engine_add_token(run, token->frame, flow->target == NULL ? token->node : flow->target);
    if (next == NULL) {
        return;
    }
    next->flow = flow;
    if (flow->target == NULL) {
        engine_raise(run, next, "ENG-25", flow->id);
    }
}

/* All flows of an activity or event: those without condition, and those whose condition holds; the
   default flow if no condition holds (8.4.13). At a gateway a flow without condition counts as one
   that holds. False: an incident was raised. */
static bool choose_flows(struct engine_run *run, struct engine_token *token,
                         const struct engine_flow **taken, size_t *count) {
    const struct engine_node *node = token->node;
    size_t held = 0;
    bool conditional = false;
    *count = 0;
    for (size_t i = 0; i < node->outgoing_count; i++) {
        const struct engine_flow *flow = node->outgoing[i];
        bool holds = flow->condition == NULL;
        if (flow == node->default_flow) {
            continue;
        }
        conditional = conditional || flow->condition != NULL;
        if (flow->condition != NULL && !engine_test(run, token, flow->condition, &holds)) {
            return false;
        }
        if (holds) {
            taken[(*count)++] = flow;
            held += flow->condition != NULL || engine_is(node, BPMN_IS_GATEWAY);
        }
    }
    if (held == 0 && node->default_flow != NULL) {
        taken[(*count)++] = node->default_flow;
    } else if (*count == 0 && conditional) {
        engine_raise(run, token, "ENG-24", NULL);
        return false;
    }
    return true;
}

void engine_leave(struct engine_run *run, struct engine_token *token) {
    const struct engine_node *node = token->node;
    const struct engine_flow *few[64];
    const struct engine_flow **taken = few;
    size_t each = engine_is(node, BPMN_IS_ACTIVITY) ? node->completion_quantity : 1;
    size_t count;
    token->phase = ENGINE_LEAVING;
    if (node->outgoing_count > COUNT_OF(few)) {
        taken = ARENA_ARRAY(run->arena, node->outgoing_count, const struct engine_flow *);
    }
    if (taken == NULL || !choose_flows(run, token, taken, &count)) {
        return;
    }
    if (each > 1 && count * each + run->live > ENGINE_TOKENS_MAX) {
        engine_raise(run, token, "ENG-32", NULL);
        return;
    }
    for (size_t i = 0; i < count * each; i++) {
        engine_take(run, token, taken[i / each]);
    }
    engine_end_token(run, token);
}

void engine_begin_level(struct engine_run *run, struct engine_frame *frame,
                        const struct engine_node *start) {
    const struct engine_level *level = frame->level;
    size_t begun = 0;
    uint32_t owner = frame->owner;
    if (start != NULL) {
        begun += engine_add_token(run, frame->id, start) != NULL;
    }
    for (size_t i = 0; start == NULL && i < level->node_count && !arena_failed(run->arena); i++) {
        if (engine_begins_level(level, &level->nodes[i])) {
            begun += engine_add_token(run, frame->id, &level->nodes[i]) != NULL;
        }
    }
    engine_arm_frame(run, frame);
    struct engine_token *waiting = engine_find_token(run->state, owner);
    if (begun == 0 && waiting != NULL && waiting->node->type != BPMN_AD_HOC) {
        if (level->node_count > 0) { /* an empty one is done at once */
            frame->gone = true;
            waiting->inside = 0;
            engine_raise(run, waiting, "ENG-39", NULL);
        }
    }
}
