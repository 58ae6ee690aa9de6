/*
 * Where triggers are waited for: by tokens at events, gateways and activities with boundary events,
 * and by frames with event sub-processes. Nothing is registered: the places follow from the state.
 */
#include "engine_internal.h"
#include "text.h"

struct lister {
    struct arena *arena;
    enum bpmn_type type; /* BPMN_TYPE_COUNT: any */
    struct engine_catches *out;
};

static bool is_awaited(enum bpmn_type type) {
    return type == BPMN_ON_MESSAGE || type == BPMN_ON_SIGNAL || type == BPMN_ON_TIMER ||
           type == BPMN_ON_CONDITION;
}

static void list_node(struct lister *lister, uint32_t token, uint32_t frame,
                      const struct engine_node *node, uint64_t seen) {
    for (uint32_t i = 0; i < node->trigger_count; i++) {
        enum bpmn_type type = node->triggers[i].type;
        bool wanted = lister->type == BPMN_TYPE_COUNT ? is_awaited(type) : type == lister->type;
        struct engine_catch place = {token, frame, node, i};
        if (wanted && (seen >> (i & 63) & 1) == 0) {
            (void)ENGINE_PUSH(lister->arena, lister->out->places, place);
        }
    }
}

static bool is_running(const struct engine_token *token) {
    return token->wait != ENGINE_GONE && token->wait != ENGINE_READY;
}

/* Boundary events belong to the whole activity, not to an instance of it. */
static bool has_boundary(const struct engine_token *token) {
    return token->node->boundary_count > 0 && token->index == 0 && is_running(token) &&
           !token->cancels;
}

static void list_token(struct lister *lister, const struct engine_token *token) {
    const struct engine_node *node = token->node;
    if (token->wait == ENGINE_AT_EVENT && node->type == BPMN_EVENT_BASED) {
        for (size_t i = 0; i < node->outgoing_count; i++) {
            if (node->outgoing[i]->target != NULL) {
                list_node(lister, token->id, token->frame, node->outgoing[i]->target, 0);
            }
        }
    } else if (token->wait == ENGINE_AT_EVENT) {
        list_node(lister, token->id, token->frame, node, token->seen);
    }
    for (size_t i = 0; has_boundary(token) && i < node->boundary_count; i++) {
        list_node(lister, token->id, token->frame, node->boundary[i], 0);
    }
}

static bool listens(const struct engine_frame *frame) {
    return !frame->gone && !frame->kept && !frame->interrupted;
}

void engine_list_catches(struct arena *arena, const struct engine_state *state, enum bpmn_type type,
                         struct engine_catches *out) {
    struct lister lister = {arena, type, out};
    for (size_t i = 0; i < state->tokens.count; i++) {
        list_token(&lister, state->tokens.items[i]);
    }
    for (size_t i = 0; i < state->frames.count; i++) {
        const struct engine_frame *frame = state->frames.items[i];
        for (size_t j = 0; listens(frame) && j < frame->level->on_event_count; j++) {
            const struct engine_node *start = engine_start_of(frame->level->on_event[j]);
            if (start != NULL) {
                list_node(&lister, 0, frame->id, start, 0);
            }
        }
    }
}

/* Sets a timer, and looks whether there is a condition to wait for; NULL, or the code of the
   incident it is. */
static const char *arm_trigger(struct engine_run *run, const struct engine_catch *place) {
    const struct engine_trigger *trigger = engine_caught(place);
    if (trigger->type == BPMN_ON_TIMER) {
        return engine_set_timer(run, place->token, place->frame, place->node, place->trigger);
    }
    if (trigger->type != BPMN_ON_CONDITION) {
        return NULL;
    }
    return trigger->expression == NULL             ? "ENG-41"
           : trigger->expression->compiled == NULL ? "ENG-20"
                                                   : NULL;
}

static bool arm_node(struct engine_run *run, uint32_t token, uint32_t frame,
                     const struct engine_node *node) {
    for (uint32_t i = 0; i < node->trigger_count; i++) {
        const struct engine_trigger *trigger = &node->triggers[i];
        struct engine_catch place = {token, frame, node, i};
        const char *wrong = arm_trigger(run, &place);
        if (wrong != NULL) {
            engine_raise_in(run, token, frame, wrong,
                            trigger->literal != NULL      ? trigger->literal
                            : trigger->expression != NULL ? trigger->expression->text
                                                          : NULL);
            return false;
        }
    }
    return true;
}

void engine_arm(struct engine_run *run, struct engine_token *token) {
    const struct engine_node *node = token->node;
    if (node->type == BPMN_EVENT_BASED) {
        for (size_t i = 0; i < node->outgoing_count; i++) {
            if (node->outgoing[i]->target != NULL) {
                (void)arm_node(run, token->id, token->frame, node->outgoing[i]->target);
            }
        }
    } else if (engine_is(node, BPMN_IS_EVENT)) {
        (void)arm_node(run, token->id, token->frame, node);
    }
    for (size_t i = 0; i < node->boundary_count; i++) {
        (void)arm_node(run, token->id, token->frame, node->boundary[i]);
    }
}

void engine_arm_frame(struct engine_run *run, struct engine_frame *frame) {
    frame->unarmed = false;
    for (size_t i = 0; i < frame->level->on_event_count; i++) {
        const struct engine_node *start = engine_start_of(frame->level->on_event[i]);
        if (start != NULL && !arm_node(run, 0, frame->id, start)) {
            frame->unarmed = true;
        }
    }
}

/* The first of several events comes: the token goes on behind it (10.6.6). */
static void catch_at_gateway(struct engine_run *run, struct engine_token *token,
                             const struct engine_node *node, const struct feel_context *values) {
    struct engine_token *next = engine_add_token(run, token->frame, node);
    if (next == NULL) {
        return;
    }
    for (size_t i = 0; i < token->node->outgoing_count; i++) {
        if (token->node->outgoing[i]->target == node) {
            next->flow = token->node->outgoing[i];
            engine_effect_add(run, (struct engine_effect){.type = ENGINE_TOOK,
                                                          .token = token->id,
                                                          .element = &next->flow->bpmn->element});
        }
    }
    engine_end_token(run, token);
    next->wait = ENGINE_IN_SCOPE;
    engine_effect_at(run, ENGINE_ENTERED, next, NULL, NULL);
    engine_event_done(run, next, values);
}

/* All triggers of a parallel multiple event must come (10.5.5). */
static bool all_came(struct engine_token *token, uint32_t trigger) {
    token->seen |= (uint64_t)1 << (trigger & 63);
    size_t count = token->node->trigger_count;
    uint64_t all = count >= 64 ? UINT64_MAX : ((uint64_t)1 << count) - 1;
    return !token->node->bpmn->parallel_multiple || token->seen == all;
}

static bool catch_at_token(struct engine_run *run, struct engine_token *token,
                           const struct engine_catch *place, const struct feel_context *values) {
    bool waits = token->wait == ENGINE_AT_EVENT;
    if (place->node == token->node && waits) {
        if (all_came(token, place->trigger)) {
            token->wait = ENGINE_IN_SCOPE;
            engine_event_done(run, token, values);
        } else {
            engine_set_variables(run, token->frame, values);
        }
    } else if (token->node->type == BPMN_EVENT_BASED && waits) {
        catch_at_gateway(run, token, place->node, values);
    } else if (place->node->attached_to == token->node && has_boundary(token)) {
        engine_go_on_at(run, token, place->node, values);
    } else {
        return false;
    }
    return true;
}

bool engine_catch(struct engine_run *run, struct engine_catch place,
                  const struct feel_context *values) {
    struct engine_state *state = run->state;
    struct engine_token *token = engine_find_token(state, place.token);
    struct engine_frame *frame = engine_find_frame(state, place.frame);
    if (place.token != 0) {
        return token != NULL && catch_at_token(run, token, &place, values);
    }
    if (frame == NULL || !listens(frame)) {
        return false;
    }
    for (size_t i = 0; i < frame->level->on_event_count; i++) {
        const struct engine_node *node = frame->level->on_event[i];
        if (engine_start_of(node) == place.node) {
            engine_begin_on_event(run, frame, node, values, 0);
            return true;
        }
    }
    return false;
}

bool engine_name_matches(const struct engine_trigger *trigger, const char *name) {
    return name != NULL && (text_equal(trigger->name, name) || text_equal(trigger->alias, name));
}

size_t engine_broadcast(struct engine_run *run, const char *name,
                        const struct feel_context *values) {
    struct engine_catches catches = {0};
    size_t reached = 0;
    engine_list_catches(run->arena, run->state, BPMN_ON_SIGNAL, &catches);
    run->steps += (uint32_t)(run->state->tokens.count / ENGINE_TOKENS_PER_STEP);
    for (size_t i = 0; i < catches.places.count; i++) {
        const struct engine_catch *place = &catches.places.items[i];
        if (engine_name_matches(engine_caught(place), name)) {
            reached += engine_catch(run, *place, values);
        }
    }
    return reached;
}

static struct engine_latch *latch_of(struct engine_state *state, const struct engine_catch *place) {
    for (size_t i = 0; i < state->latches.count; i++) {
        struct engine_latch *latch = &state->latches.items[i];
        if (!latch->gone && latch->token == place->token && latch->node == place->node &&
            latch->frame == place->frame) {
            return latch;
        }
    }
    return NULL;
}

/* A condition that cannot be evaluated is no incident: it may be about data that are to come. */
static bool holds(struct engine_run *run, const struct engine_catch *place) {
    const struct engine_expression *condition = engine_caught(place)->expression;
    struct feel_value value;
    const struct engine_token *token = engine_find_token(run->state, place->token);
    return condition != NULL && engine_try(run, token, place->frame, condition, &value) == NULL &&
           value.type == FEEL_BOOLEAN && value.boolean;
}

bool engine_fire_conditions(struct engine_run *run) {
    struct engine_state *state = run->state;
    struct engine_catches catches = {0};
    if (!run->definition->conditional_events || run->steps >= ENGINE_STEPS_MAX) {
        return false;
    }
    engine_list_catches(run->arena, state, BPMN_ON_CONDITION, &catches);
    for (size_t i = 0; i < catches.places.count; i++) {
        const struct engine_catch *place = &catches.places.items[i];
        struct engine_latch *latch = latch_of(state, place);
        run->steps++;
        if (!holds(run, place)) {
            if (latch != NULL) {
                latch->gone = true;
            }
        } else if (latch == NULL) {
            struct engine_latch made = {place->token, place->frame, place->node, false};
            (void)ENGINE_PUSH(run->arena, state->latches, made);
            if (engine_catch(run, *place, NULL)) {
                return true;
            }
        }
    }
    return false;
}
