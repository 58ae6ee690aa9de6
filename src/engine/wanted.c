/* What an event may be now: for lists of work, simulations and random tests. */
#include "engine_internal.h"

struct wanted_list {
    struct arena *arena;
    ENGINE_ARRAY(struct engine_wanted) items;
};

static void add(struct wanted_list *list, enum engine_event_type type,
                const struct engine_token *token, const struct engine_node *node,
                const char *name) {
    struct engine_wanted wanted = {.type = type,
                                   .token = token == NULL ? 0 : token->id,
                                   .element = &node->bpmn->element,
                                   .name = name};
    (void)ENGINE_PUSH(list->arena, list->items, wanted);
}

static void add_ad_hoc(struct wanted_list *list, const struct engine_state *state,
                       const struct engine_token *token) {
    const struct engine_frame *frame = engine_find_frame(state, token->inside);
    bool open =
        frame != NULL && !token->closing && (frame->live == 0 || !token->node->sequential_inside);
    for (size_t i = 0; open && i < frame->level->node_count; i++) {
        const struct engine_node *node = &frame->level->nodes[i];
        if (engine_ad_hoc_activity(frame->level, node->id) == node) {
            add(list, ENGINE_BEGIN, token, node, NULL);
        }
    }
    add(list, ENGINE_FINISH, token, token->node, NULL);
}

static void add_token(struct wanted_list *list, const struct engine_state *state,
                      const struct engine_token *token) {
    if (token->wait == ENGINE_AT_TASK) {
        add(list, ENGINE_COMPLETE, token, token->node, NULL);
    } else if (token->wait == ENGINE_AT_INCIDENT) {
        add(list, ENGINE_RETRY, token, token->node, NULL);
        add(list, ENGINE_SKIP, token, token->node, NULL);
    } else if (token->wait == ENGINE_IN_SCOPE && token->node->type == BPMN_AD_HOC) {
        add_ad_hoc(list, state, token);
    }
}

static void add_catches(struct wanted_list *list, const struct engine_state *state) {
    struct engine_catches catches = {0};
    engine_list_catches(list->arena, state, BPMN_TYPE_COUNT, &catches);
    for (size_t i = 0; i < catches.places.count; i++) {
        const struct engine_catch *place = &catches.places.items[i];
        const struct engine_trigger *trigger = engine_caught(place);
        if (trigger->type == BPMN_ON_MESSAGE || trigger->type == BPMN_ON_SIGNAL) {
            add(list, trigger->type == BPMN_ON_MESSAGE ? ENGINE_MESSAGE : ENGINE_SIGNAL,
                engine_find_token(state, place->token), place->node, trigger->name);
        }
    }
}

enum err engine_wanted(struct arena *arena, const struct engine_state *state,
                       const struct engine_wanted **out, size_t *count) {
    struct wanted_list list = {.arena = arena};
    for (size_t i = 0; i < state->tokens.count; i++) {
        add_token(&list, state, state->tokens.items[i]);
    }
    if (state->status == ENGINE_RUNNING) {
        add_catches(&list, state);
    }
    for (size_t i = 0; i < state->timers.count; i++) {
        const struct engine_timer *timer = &state->timers.items[i];
        add(&list, ENGINE_TIME, engine_find_token(state, timer->token), timer->node, NULL);
        if (list.items.count > 0) {
            list.items.items[list.items.count - 1].due = timer->due;
        }
    }
    *out = list.items.items;
    *count = list.items.count;
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}
