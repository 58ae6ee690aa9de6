/* The life of an activity (13.3.2): its boundary events are set, its instances run, its data flow
   out, it is remembered for compensation, and the token leaves. */
#include "engine_internal.h"
#include "text.h"

static void begin_scope(struct engine_run *run, struct engine_token *token) {
    struct engine_frame *frame = engine_add_frame(run, token->node->inside, token);
    if (frame == NULL) {
        return;
    }
    if (token->locals != NULL) {
        frame->variables = engine_merge(run->arena, frame->variables, token->locals);
    }
    if (token->node->type == BPMN_AD_HOC) {
        engine_arm_frame(run, frame); /* somebody begins what is in it, in any order (13.3.5) */
    } else {
        engine_begin_level(run, frame, NULL);
    }
}

/* Without input mappings a called process gets all that can be seen. */
static void begin_call(struct engine_run *run, struct engine_token *token) {
    const struct engine_node *node = token->node;
    const struct bpmn_element *called = node->bpmn->called;
    if (node->inside == NULL && called != NULL && called->type != BPMN_PROCESS) {
        engine_begin_task(run, token); /* a global task */
        return;
    }
    if (node->inside == NULL) {
        engine_raise(run, token, "ENG-30", xml_attribute(node->bpmn->element.xml, "calledElement"));
        return;
    }
    const struct feel_context *visible = engine_visible(run, NULL, token->frame);
    struct engine_frame *frame = engine_add_frame(run, node->inside, token);
    if (frame != NULL) {
        const struct feel_context *given = node->inputs.count > 0 ? token->locals : visible;
        frame->variables = engine_merge(run->arena, frame->variables, given);
        engine_begin_level(run, frame, NULL);
    }
}

void engine_begin_activity(struct engine_run *run, struct engine_token *token) {
    token->phase = ENGINE_BEGINNING;
    if (!engine_map_in(run, token)) {
        return;
    }
    if (engine_is(token->node, BPMN_IS_SUB_PROCESS)) {
        begin_scope(run, token);
    } else if (token->node->type == BPMN_CALL_ACTIVITY) {
        begin_call(run, token);
    } else {
        engine_begin_task(run, token);
    }
}

void engine_enter_activity(struct engine_run *run, struct engine_token *token) {
    bool instance = token->index > 0;
    if (!engine_gather(run, token)) {
        return;
    }
    if (token->node->bad_quantity != NULL) {
        engine_raise(run, token, "ENG-43", token->node->bad_quantity);
        return;
    }
    if (!instance) {
        engine_arm(run, token);
    }
    if (token->wait == ENGINE_AT_INCIDENT) {
        return; /* a timer that cannot be read */
    }
    if (token->node->loop != NULL && !instance) {
        engine_begin_loop(run, token);
    } else {
        engine_begin_activity(run, token);
    }
}

void engine_finish_activity(struct engine_run *run, struct engine_token *token,
                            const struct feel_context *values, uint32_t kept) {
    token->phase = ENGINE_FINISHING;
    token->wait = ENGINE_IN_SCOPE;
    token->kept = kept;
    if (!engine_map_out(run, token, values)) {
        return;
    }
    engine_remember(run, token, kept);
    engine_leave_activity(run, token);
}

void engine_leave_activity(struct engine_run *run, struct engine_token *token) {
    struct engine_token *parent = engine_find_token(run->state, token->parent);
    uint32_t frame = token->frame;
    engine_effect_at(run, ENGINE_LEFT, token, NULL, NULL);
    if (parent == NULL) {
        engine_leave(run, token);
    } else if (token->index > 0) {
        engine_instance_done(run, parent, token);
    } else {
        engine_end_token(run, token);
        if (parent->wait == ENGINE_COMPENSATING) {
            engine_undo_next(run, parent);
        }
    }
    engine_check_ad_hoc(run, frame);
}
