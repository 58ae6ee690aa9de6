/*
 * Errors and escalations climb from where they are thrown: the event sub-processes of a level, then
 * the boundary events of its activity, and so on outward (10.5.6). The one that names the code goes
 * before the one that catches any. What an event sub-process throws is not caught by the level it
 * handles. A called process is climbed out of like a sub-process.
 */
#include "engine_internal.h"
#include "text.h"

struct thrown {
    enum bpmn_type type; /* BPMN_ON_ERROR or BPMN_ON_ESCALATION */
    const char *code;    /* NULL: without one */
    const struct feel_context *values;
};

/* 2: catches this code; 1: catches any; 0: does not. */
static int catches(const struct engine_node *node, const struct thrown *thrown) {
    int best = 0;
    for (size_t i = 0; i < node->trigger_count; i++) {
        const struct engine_trigger *trigger = &node->triggers[i];
        int rank = trigger->type != thrown->type                ? 0
                   : trigger->name == NULL                      ? 1
                   : engine_name_matches(trigger, thrown->code) ? 2
                                                                : 0;
        best = rank > best ? rank : best;
    }
    return best;
}

static bool caught_at_boundary(struct engine_run *run, struct engine_token *token,
                               const struct thrown *thrown) {
    const struct engine_node *best = NULL;
    int rank = 0;
    for (size_t i = 0; i < token->node->boundary_count; i++) {
        const struct engine_node *event = token->node->boundary[i];
        if (catches(event, thrown) > rank) {
            rank = catches(event, thrown);
            best = event;
        }
    }
    if (best != NULL) {
        engine_go_on_at(run, engine_host(run, token), best, thrown->values);
    }
    return best != NULL;
}

static bool caught_in_frame(struct engine_run *run, struct engine_frame *frame,
                            const struct thrown *thrown) {
    const struct engine_node *best = NULL;
    int rank = 0;
    for (size_t i = 0; !frame->interrupted && i < frame->level->on_event_count; i++) {
        const struct engine_node *start = engine_start_of(frame->level->on_event[i]);
        if (start != NULL && catches(start, thrown) > rank) {
            rank = catches(start, thrown);
            best = frame->level->on_event[i];
        }
    }
    if (best != NULL) {
        engine_begin_on_event(run, frame, best, thrown->values, 0);
    }
    return best != NULL;
}

static bool climb(struct engine_run *run, struct engine_token *token, const struct thrown *thrown) {
    if (engine_is(token->node, BPMN_IS_ACTIVITY) && caught_at_boundary(run, token, thrown)) {
        return true;
    }
    struct engine_frame *frame = engine_find_frame(run->state, token->frame);
    bool handles = false; /* the frame before was an event sub-process of this one */
    while (frame != NULL) {
        if (!handles && caught_in_frame(run, frame, thrown)) {
            return true;
        }
        struct engine_token *owner = engine_find_token(run->state, frame->owner);
        if (owner == NULL) {
            return false;
        }
        handles = owner->node->bpmn->by_event;
        if (!handles && caught_at_boundary(run, owner, thrown)) {
            return true;
        }
        frame = engine_find_frame(run->state, owner->frame);
    }
    return false;
}

bool engine_throw_error(struct engine_run *run, struct engine_token *token, const char *code,
                        const struct feel_context *values) {
    return climb(run, token, &(struct thrown){BPMN_ON_ERROR, code, values});
}

bool engine_throw_escalation(struct engine_run *run, struct engine_token *token, const char *code,
                             const struct feel_context *values) {
    return climb(run, token, &(struct thrown){BPMN_ON_ESCALATION, code, values});
}
