/*
 * How an instance begins (13.2): by its start event without trigger, by a named one, by a message
 * or signal that a start event, a receive task or an event-based gateway waits for.
 */
#include "engine_internal.h"
#include "text.h"

static enum err refuse_start(void) {
    return err_set(ERR_INVALID, "ENG-2", "The process cannot be begun by this event.", NULL);
}

static struct engine_token *add_waiting(struct engine_run *run, const struct engine_node *node) {
    struct engine_token *token = engine_add_token(run, run->state->frames.items[0]->id, node);
    if (token != NULL) {
        token->wait = ENGINE_AT_EVENT;
        engine_effect_at(run, ENGINE_ENTERED, token, NULL, NULL);
    }
    return token;
}

static bool answers(const struct engine_node *node, enum bpmn_type type,
                    const struct engine_event *event, uint32_t *trigger) {
    bool named = event->element == NULL || text_equal(event->element, node->id);
    for (uint32_t i = 0; named && i < node->trigger_count; i++) {
        const struct engine_trigger *each = &node->triggers[i];
        if (each->type == type && (event->name == NULL ? event->element != NULL
                                                       : engine_name_matches(each, event->name))) {
            *trigger = i;
            return true;
        }
    }
    return false;
}

static bool may_instantiate(const struct engine_node *node) {
    bool receives = node->type == BPMN_RECEIVE_TASK && node->bpmn->instantiate;
    return node->type == BPMN_START_EVENT || (receives && node->incoming_count == 0);
}

/* Of an instantiating gateway one event begins the process; if it is parallel, the others are
   waited for (10.6.6). */
static bool begin_at_gateway(struct engine_run *run, const struct engine_node *gateway,
                             enum bpmn_type type, const struct engine_event *event) {
    bool parallel = bpmn_attribute_is(gateway->bpmn->element.xml, "eventGatewayType", "Parallel");
    const struct engine_node *first = NULL;
    uint32_t trigger = 0;
    for (size_t i = 0; first == NULL && i < gateway->outgoing_count; i++) {
        const struct engine_node *target = gateway->outgoing[i]->target;
        first = target != NULL && answers(target, type, event, &trigger) ? target : NULL;
    }
    for (size_t i = 0; first != NULL && i < gateway->outgoing_count; i++) {
        const struct engine_node *target = gateway->outgoing[i]->target;
        bool waits = target != NULL && (target == first || parallel);
        struct engine_token *token = waits ? add_waiting(run, target) : NULL;
        if (token == NULL) {
            continue;
        }
        token->flow = gateway->outgoing[i];
        engine_arm(run, token);
        if (target == first) {
            struct engine_catch place = {token->id, token->frame, target, trigger};
            (void)engine_catch(run, place, event->variables);
        }
    }
    return first != NULL;
}

/* The first place that waits for the event. */
static bool begin_by_trigger(struct engine_run *run, const struct engine_event *event) {
    const struct engine_level *level = run->definition->root;
    enum bpmn_type type = event->type == ENGINE_MESSAGE ? BPMN_ON_MESSAGE : BPMN_ON_SIGNAL;
    for (size_t i = 0; i < level->node_count; i++) {
        const struct engine_node *node = &level->nodes[i];
        uint32_t trigger;
        if (may_instantiate(node) && answers(node, type, event, &trigger)) {
            struct engine_token *token = add_waiting(run, node);
            if (token != NULL) {
                struct engine_catch place = {token->id, token->frame, node, trigger};
                (void)engine_catch(run, place, event->variables);
            }
            return true;
        }
        bool gateway = node->type == BPMN_EVENT_BASED && node->bpmn->instantiate;
        if (gateway && begin_at_gateway(run, node, type, event)) {
            return true;
        }
    }
    return false;
}

static enum err start_by_trigger(struct engine_run *run, const struct engine_event *event,
                                 struct engine_frame *root) {
    if (!begin_by_trigger(run, event)) {
        return arena_failed(run->arena) ? err_failed() : refuse_start();
    }
    engine_arm_frame(run, root);
    return ERR_NONE;
}

static enum err start_plainly(struct engine_run *run, const struct engine_event *event,
                              struct engine_frame *root) {
    const struct engine_node *start = NULL;
    if (event->element != NULL) {
        start = engine_find_node(root->level, event->element);
        if (start == NULL || start->type != BPMN_START_EVENT) {
            return refuse_start();
        }
    }
    engine_set_variables(run, root->id, event->variables);
    engine_begin_level(run, root, start);
    return run->live == 0 && !arena_failed(run->arena) ? refuse_start() : ERR_NONE;
}

enum err engine_start(struct engine_run *run, const struct engine_event *event) {
    struct engine_state *state = run->state;
    *state = (struct engine_state){
        .definition = run->definition, .now = event->at, .next = 1, .status = ENGINE_RUNNING};
    struct engine_frame *root = engine_add_frame(run, run->definition->root, NULL);
    if (root == NULL) {
        return err_failed();
    }
    switch (event->type) {
    case ENGINE_START:
        return start_plainly(run, event, root);
    case ENGINE_MESSAGE:
    case ENGINE_SIGNAL:
        return start_by_trigger(run, event, root);
    default:
        return refuse_start();
    }
}
