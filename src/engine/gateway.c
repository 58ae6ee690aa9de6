/* Gateways (13.4): one token through at most one branch, all, or those whose conditions hold. */
#include "engine_internal.h"

static void split_exclusive(struct engine_run *run, struct engine_token *token) {
    const struct engine_node *node = token->node;
    const struct engine_flow *chosen = NULL;
    for (size_t i = 0; chosen == NULL && i < node->outgoing_count; i++) {
        const struct engine_flow *flow = node->outgoing[i];
        bool holds = flow->condition == NULL;
        if (flow == node->default_flow) {
            continue;
        }
        if (flow->condition != NULL && !engine_test(run, token, flow->condition, &holds)) {
            return;
        }
        chosen = holds ? flow : NULL;
    }
    chosen = chosen == NULL ? node->default_flow : chosen;
    if (chosen != NULL) {
        engine_take(run, token, chosen);
    } else if (node->outgoing_count > 0) {
        engine_raise(run, token, "ENG-24", NULL);
        return;
    }
    engine_end_token(run, token);
}

/* At its reset (13.4.5) only flows with a condition are looked at, and none need hold. */
static void split_complex(struct engine_run *run, struct engine_token *token) {
    bool resets = token->resets;
    token->locals =
        engine_with(run->arena, token->locals, "waitingForStart", feel_boolean(!resets));
    if (!resets) {
        engine_leave(run, token);
        return;
    }
    for (size_t i = 0; i < token->node->outgoing_count; i++) {
        const struct engine_flow *flow = token->node->outgoing[i];
        bool holds = false;
        if (flow->condition != NULL && !engine_test(run, token, flow->condition, &holds)) {
            return;
        }
        if (holds) {
            engine_take(run, token, flow);
        }
    }
    engine_end_token(run, token);
}

void engine_split(struct engine_run *run, struct engine_token *token) {
    token->phase = ENGINE_LEAVING;
    if (token->node->type == BPMN_EXCLUSIVE) {
        split_exclusive(run, token);
    } else if (token->node->type == BPMN_COMPLEX) {
        split_complex(run, token);
    } else if (token->node->type == BPMN_PARALLEL) {
        for (size_t i = 0; i < token->node->outgoing_count; i++) {
            engine_take(run, token, token->node->outgoing[i]);
        }
        engine_end_token(run, token);
    } else {
        engine_leave(run, token);
    }
}

/* What waits for the first of several events (10.6.6). */
static void enter_event_based(struct engine_run *run, struct engine_token *token) {
    token->wait = ENGINE_AT_EVENT;
    engine_arm(run, token);
}

void engine_enter_gateway(struct engine_run *run, struct engine_token *token) {
    const struct engine_node *node = token->node;
    bool joins = node->incoming_count > 1 && token->flow != NULL;
    switch (node->type) {
    case BPMN_EVENT_BASED:
        enter_event_based(run, token);
        break;
    case BPMN_PARALLEL:
        if (joins) {
            engine_join_parallel(run, token);
        } else {
            engine_split(run, token);
        }
        break;
    case BPMN_INCLUSIVE:
    case BPMN_COMPLEX:
        if (joins) {
            token->wait = ENGINE_AT_JOIN;
        } else {
            engine_split(run, token);
        }
        break;
    default:
        engine_split(run, token);
    }
}
