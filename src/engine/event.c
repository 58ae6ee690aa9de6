/* Events (13.5): what starts and what waits, what is thrown, and where a caught event goes on. */
#include "engine_internal.h"
#include "text.h"

void engine_event_done(struct engine_run *run, struct engine_token *token,
                       const struct feel_context *values) {
    token->phase = ENGINE_FINISHING;
    if (token->node->type == BPMN_RECEIVE_TASK) {
        engine_finish_activity(run, token, values, 0);
        return;
    }
    if (!engine_map_out(run, token, values)) {
        return;
    }
    engine_effect_at(run, ENGINE_LEFT, token, NULL, NULL);
    engine_leave(run, token);
}

void engine_go_on_at(struct engine_run *run, struct engine_token *host,
                     const struct engine_node *boundary, const struct feel_context *values) {
    struct engine_token *undoing = engine_find_token(run->state, host->parent);
    struct engine_token *next = engine_add_token(run, host->frame, boundary);
    if (next == NULL) {
        return;
    }
    if (boundary->bpmn->interrupting || engine_trigger_of(boundary, BPMN_ON_ERROR) != NULL) {
        engine_withdraw(run, host);
        if (undoing != NULL && undoing->wait == ENGINE_COMPENSATING) {
            engine_undo_next(run, undoing);
        }
    }
    next->wait = ENGINE_IN_SCOPE;
    engine_effect_at(run, ENGINE_ENTERED, next, NULL, NULL);
    engine_event_done(run, next, values);
}

void engine_begin_on_event(struct engine_run *run, struct engine_frame *frame,
                           const struct engine_node *node, const struct feel_context *values,
                           uint32_t parent) {
    const struct engine_node *start = engine_start_of(node);
    bool error = engine_trigger_of(start, BPMN_ON_ERROR) != NULL; /* always interrupts (10.5.6) */
    if ((start->bpmn->interrupting || error) && parent == 0) {
        engine_withdraw_inside(run, frame, NULL);
        frame->interrupted = true;
    }
    struct engine_token *owner = engine_add_token(run, frame->id, node);
    if (owner == NULL) {
        return;
    }
    owner->parent = parent;
    engine_effect_at(run, ENGINE_ENTERED, owner, NULL, NULL);
    struct engine_frame *inside = engine_add_frame(run, node->inside, owner);
    if (inside == NULL) {
        return;
    }
    engine_arm_frame(run, inside);
    struct engine_token *begun = engine_add_token(run, inside->id, start);
    if (begun != NULL) {
        begun->wait = ENGINE_IN_SCOPE;
        engine_effect_at(run, ENGINE_ENTERED, begun, NULL, NULL);
        engine_event_done(run, begun, values);
    }
}

static void terminate(struct engine_run *run, struct engine_token *token) {
    const struct engine_frame *frame = engine_find_frame(run->state, token->frame);
    run->terminated = run->terminated || frame->parent == 0;
    engine_withdraw_inside(run, frame, NULL);
}

/* Goes on at the link's target, which is part of the same level (10.5.5). */
static void follow_link(struct engine_run *run, struct engine_token *token,
                        const struct engine_trigger *trigger) {
    if (token->node->link == NULL) {
        engine_raise(run, token, "ENG-26", trigger->name);
        return;
    }
    (void)engine_add_token(run, token->frame, token->node->link);
    engine_end_token(run, token);
}

void engine_throw(struct engine_run *run, struct engine_token *token,
                  const struct engine_trigger *trigger) {
    switch (trigger->type) {
    case BPMN_ON_MESSAGE:
        engine_effect_at(run, ENGINE_SENT, token, trigger->name, token->locals);
        break;
    case BPMN_ON_SIGNAL:
        engine_effect_at(run, ENGINE_SIGNALLED, token, trigger->name, token->locals);
        (void)engine_broadcast(run, trigger->name, token->locals);
        break;
    case BPMN_ON_ESCALATION:
        engine_effect_at(run, ENGINE_ESCALATED, token, trigger->name, token->locals);
        (void)engine_throw_escalation(run, token, trigger->name, token->locals);
        break;
    case BPMN_ON_ERROR:
        if (!engine_throw_error(run, token, trigger->name, token->locals)) {
            engine_raise(run, token, "ENG-34", trigger->name);
        }
        break;
    case BPMN_ON_CANCEL:
        engine_cancel_transaction(run, token);
        break;
    case BPMN_ON_TERMINATE:
        terminate(run, token);
        break;
    case BPMN_ON_LINK:
        follow_link(run, token, trigger);
        break;
    default:
        engine_raise(run, token, "ENG-42", NULL);
    }
}

/* All triggers of a multiple event are thrown; a compensation last, because the token may wait for
   it. */
static void throw_event(struct engine_run *run, struct engine_token *token) {
    const struct engine_trigger *compensation = NULL;
    token->wait = ENGINE_IN_SCOPE;
    if (!engine_map_in(run, token)) {
        return;
    }
    for (size_t i = 0; i < token->node->trigger_count && token->wait == ENGINE_IN_SCOPE; i++) {
        const struct engine_trigger *trigger = &token->node->triggers[i];
        if (trigger->type == BPMN_ON_COMPENSATION) {
            compensation = trigger;
        } else {
            engine_throw(run, token, trigger);
        }
    }
    if (token->wait != ENGINE_IN_SCOPE) {
        return;
    }
    if (compensation != NULL) {
        engine_compensate(run, token, compensation);
    } else {
        engine_leave(run, token);
    }
}

bool engine_throw_next(struct engine_run *run) {
    while (run->thrown < run->throwers.count && run->steps < ENGINE_STEPS_MAX) {
        struct engine_token *token = run->throwers.items[run->thrown++];
        if (token->wait == ENGINE_READY) {
            throw_event(run, token);
            return true;
        }
    }
    return false;
}

static bool is_link(const struct engine_node *node) {
    return engine_trigger_of(node, BPMN_ON_LINK) != NULL;
}

void engine_enter_event(struct engine_run *run, struct engine_token *token) {
    const struct engine_node *node = token->node;
    if (engine_is(node, BPMN_IS_THROW) && engine_trigger_of(node, BPMN_ON_SIGNAL) != NULL) {
        token->wait = ENGINE_READY;
        (void)ENGINE_PUSH(run->arena, run->throwers, token);
    } else if (engine_is(node, BPMN_IS_THROW)) {
        throw_event(run, token);
    } else if (node->type == BPMN_CATCH_EVENT && !is_link(node) && node->trigger_count > 0) {
        token->wait = ENGINE_AT_EVENT;
        engine_arm(run, token);
    } else {
        engine_leave(run, token);
    }
}
