/*
 * Joins. A parallel one fires as soon as each incoming flow has a token. Inclusive ones (13.4.3)
 * and complex ones (13.4.5) depend on what else could still come, so they are looked at when
 * nothing else moves: an inclusive gateway fires if no token of its level can reach an empty
 * incoming flow without also being able to reach one that has a token, on a way that does not lead
 * through it.
 */
#include <string.h>

#include "engine_internal.h"
#include "text.h"

enum { COMPLEX_FLOWS_MAX = 64 };

/* A gateway in a frame, and the first token on each incoming flow. */
struct gate {
    const struct engine_node *node;
    uint32_t frame;
    struct engine_token **first;
    size_t waiting; /* tokens in all */
};

static bool waits_at(const struct engine_token *token, const struct engine_node *node,
                     uint32_t frame) {
    bool stuck = token->wait == ENGINE_AT_INCIDENT && text_equal(token->code, "ENG-38");
    return token->node == node && token->frame == frame && (token->wait == ENGINE_AT_JOIN || stuck);
}

static bool look_at(struct engine_run *run, const struct engine_token *token, struct gate *out) {
    const struct engine_node *node = token->node;
    *out = (struct gate){.node = node, .frame = token->frame};
    run->steps += (uint32_t)(run->state->tokens.count / ENGINE_TOKENS_PER_STEP);
    out->first = ARENA_ARRAY(run->arena, node->incoming_count, struct engine_token *);
    for (size_t i = 0; out->first != NULL && i < run->state->tokens.count; i++) {
        struct engine_token *other = run->state->tokens.items[i];
        if (!waits_at(other, node, token->frame)) {
            continue;
        }
        out->waiting++;
        other->look = run->look;
        if (out->first[other->flow->position] == NULL) {
            out->first[other->flow->position] = other;
        }
    }
    return out->first != NULL;
}

/* Takes the first token of each flow that is wanted; the eldest of them goes on. */
static struct engine_token *consume(struct engine_run *run, const struct gate *gate,
                                    uint64_t except) {
    struct engine_token *eldest = NULL;
    for (size_t i = 0; i < gate->node->incoming_count; i++) {
        struct engine_token *token = gate->first[i];
        bool wanted = i >= COMPLEX_FLOWS_MAX || (except >> i & 1) == 0;
        if (token == NULL || !wanted) {
            continue;
        }
        struct engine_token *other = eldest;
        if (eldest == NULL || token->id < eldest->id) {
            eldest = token;
        } else {
            other = token;
        }
        if (other != NULL) {
            engine_end_token(run, other);
        }
    }
    return eldest;
}

static size_t count_beside(const struct engine_run *run, const struct engine_token *token) {
    size_t count = 0;
    for (size_t i = 0; i < run->state->tokens.count; i++) {
        const struct engine_token *other = run->state->tokens.items[i];
        count += other != token && waits_at(other, token->node, token->frame);
    }
    return count;
}

void engine_join_parallel(struct engine_run *run, struct engine_token *token) {
    struct gate gate;
    token->wait = ENGINE_AT_JOIN;
    if (count_beside(run, token) + 1 < token->node->incoming_count || !look_at(run, token, &gate)) {
        return;
    }
    for (size_t i = 0; i < gate.node->incoming_count; i++) {
        if (gate.first[i] == NULL) {
            return;
        }
    }
    engine_split(run, consume(run, &gate, 0));
}

/* ---- Ways through a level ---- */

struct ways {
    struct arena *arena;
    const struct engine_node *without; /* no way leads through it */
    bool *reaches;                     /* by number of the node */
    uint32_t *queue;
    size_t count;
};

static void add_way(struct ways *ways, const struct engine_node *node) {
    if (node != NULL && node != ways->without && !ways->reaches[node->number]) {
        ways->reaches[node->number] = true;
        ways->queue[ways->count++] = node->number;
    }
}

static void add_before(struct ways *ways, const struct engine_level *level,
                       const struct engine_node *node) {
    for (size_t i = 0; i < node->incoming_count; i++) {
        add_way(ways, node->incoming[i]->source);
    }
    add_way(ways, node->attached_to);
    if (node->type == BPMN_CATCH_EVENT && engine_trigger_of(node, BPMN_ON_LINK) != NULL) {
        for (size_t i = 0; i < level->node_count; i++) {
            if (level->nodes[i].link == node) {
                add_way(ways, &level->nodes[i]);
            }
        }
    }
}

/* The nodes from which one of the wanted incoming flows can be reached; NULL without memory. */
static const bool *reaching(struct engine_run *run, const struct gate *gate, bool with_token,
                            uint64_t used) {
    const struct engine_level *level = gate->node->level;
    struct ways ways = {.arena = run->arena, .without = gate->node};
    ways.reaches = ARENA_ARRAY(run->arena, level->node_count, bool);
    ways.queue = ARENA_ARRAY(run->arena, level->node_count, uint32_t);
    if (ways.reaches == NULL || ways.queue == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < gate->node->incoming_count; i++) {
        bool full = gate->first[i] != NULL || (i < COMPLEX_FLOWS_MAX && (used >> i & 1) != 0);
        if (full == with_token) {
            add_way(&ways, gate->node->incoming[i]->source);
        }
    }
    for (size_t i = 0; i < ways.count; i++) {
        add_before(&ways, level, &level->nodes[ways.queue[i]]);
    }
    run->steps += (uint32_t)(ways.count / 16);
    return ways.reaches;
}

/* Whether a token could still come to a flow that has none. */
static bool more_can_come(struct engine_run *run, const struct gate *gate, uint64_t used) {
    const bool *to_empty = reaching(run, gate, false, used);
    const bool *to_full = reaching(run, gate, true, used);
    for (size_t i = 0; to_empty != NULL && to_full != NULL && i < run->state->tokens.count; i++) {
        const struct engine_token *token = run->state->tokens.items[i];
        if (token->frame == gate->frame && token->wait != ENGINE_GONE &&
            token->node != gate->node && to_empty[token->node->number] &&
            !to_full[token->node->number]) {
            return true;
        }
    }
    return to_empty == NULL || to_full == NULL;
}

/* ---- Complex gateways ---- */

static const struct engine_gate *reset_of(const struct engine_run *run, const struct gate *gate) {
    const struct engine_gate *reset = engine_find_frame(run->state, gate->frame)->gates;
    while (reset != NULL && reset->node != gate->node) {
        reset = reset->next;
    }
    return reset;
}

/* The activation condition speaks of activationCount and of each flow by its id. */
static bool is_active(struct engine_run *run, const struct gate *gate, struct engine_token *token,
                      bool *out) {
    if (gate->node->activation == NULL) {
        *out = !more_can_come(run, gate, 0);
        return true;
    }
    const struct feel_context *counts =
        engine_with(run->arena, token->locals, "activationCount", feel_int((int64_t)gate->waiting));
    for (size_t i = 0; i < gate->node->incoming_count; i++) {
        counts = engine_with(run->arena, counts, gate->node->incoming[i]->id,
                             feel_int(gate->first[i] != NULL));
    }
    token->locals = counts;
    return engine_test(run, token, gate->node->activation, out);
}

static bool begin_reset(struct engine_run *run, const struct gate *gate) {
    struct engine_frame *frame = engine_find_frame(run->state, gate->frame);
    struct engine_gate *reset = ARENA_NEW(run->arena, struct engine_gate);
    if (reset == NULL) {
        return false;
    }
    *reset = (struct engine_gate){.node = gate->node, .next = frame->gates};
    for (size_t i = 0; i < gate->node->incoming_count; i++) {
        reset->used |= gate->first[i] != NULL ? (uint64_t)1 << i : 0;
    }
    frame->gates = reset;
    return true;
}

/* The gates of a frame may be shared with the state before: they are replaced, not written to. */
static void drop_gate(struct engine_run *run, const struct gate *gate) {
    struct engine_frame *frame = engine_find_frame(run->state, gate->frame);
    struct engine_gate *kept = NULL;
    for (const struct engine_gate *each = frame->gates; each != NULL; each = each->next) {
        struct engine_gate *copy =
            each->node == gate->node ? NULL : ARENA_NEW(run->arena, struct engine_gate);
        if (copy != NULL) {
            *copy = (struct engine_gate){each->node, each->used, kept};
            kept = copy;
        }
    }
    frame->gates = kept;
}

static bool fire_complex(struct engine_run *run, struct gate *gate, struct engine_token *token) {
    if (gate->node->incoming_count > COMPLEX_FLOWS_MAX) {
        engine_raise(run, token, "ENG-42", NULL);
        return false;
    }
    const struct engine_gate *reset = reset_of(run, gate);
    if (reset == NULL) {
        bool active = false;
        bool fires = is_active(run, gate, token, &active) && active && begin_reset(run, gate);
        if (fires) {
            engine_split(run, consume(run, gate, 0));
        }
        return fires;
    }
    struct engine_token *last =
        more_can_come(run, gate, reset->used) ? NULL : consume(run, gate, reset->used);
    if (last == NULL) {
        return false;
    }
    drop_gate(run, gate);
    last->resets = true;
    engine_split(run, last);
    return true;
}

static bool fire(struct engine_run *run, struct engine_token *token) {
    struct gate gate;
    if (!look_at(run, token, &gate)) {
        return false;
    }
    if (token->node->type == BPMN_COMPLEX) {
        return fire_complex(run, &gate, token);
    }
    if (more_can_come(run, &gate, 0)) {
        return false;
    }
    engine_split(run, consume(run, &gate, 0));
    return true;
}

bool engine_fire_joins(struct engine_run *run) {
    struct engine_state *state = run->state;
    run->look++;
    for (size_t i = 0; i < state->tokens.count && run->steps < ENGINE_STEPS_MAX; i++) {
        struct engine_token *token = state->tokens.items[i];
        bool late = token->node->type == BPMN_INCLUSIVE || token->node->type == BPMN_COMPLEX;
        if (token->wait == ENGINE_AT_JOIN && late && token->look != run->look && fire(run, token)) {
            run->steps++;
            return true;
        }
    }
    return false;
}

/* Ends the tokens that wait beside this one, which from now on needs no other. */
static void absorb(struct engine_run *run, struct engine_token *token) {
    for (size_t i = 0; i < run->state->tokens.count; i++) {
        struct engine_token *other = run->state->tokens.items[i];
        if (other != token && waits_at(other, token->node, token->frame)) {
            engine_end_token(run, other);
        }
    }
    token->flow = NULL;
}

bool engine_gather(struct engine_run *run, struct engine_token *token) {
    if (token->flow == NULL || token->node->start_quantity <= 1) {
        return true;
    }
    bool enough = count_beside(run, token) + 1 >= token->node->start_quantity;
    if (enough) {
        absorb(run, token);
    } else {
        token->wait = ENGINE_AT_JOIN;
    }
    return enough;
}

void engine_force_join(struct engine_run *run, struct engine_token *token) {
    struct gate gate;
    if (engine_is(token->node, BPMN_IS_ACTIVITY)) {
        absorb(run, token);
        engine_enter_activity(run, token);
        return;
    }
    token->wait = ENGINE_AT_JOIN;
    if (look_at(run, token, &gate)) {
        struct engine_token *eldest = consume(run, &gate, 0);
        engine_split(run, eldest == NULL ? token : eldest);
    }
}

/* Whether anything in the frame could still bring a token to a join. */
static bool only_joins(const struct engine_state *state, uint32_t frame) {
    for (size_t i = 0; i < state->tokens.count; i++) {
        const struct engine_token *token = state->tokens.items[i];
        if (token->frame == frame && token->wait != ENGINE_AT_JOIN && token->wait != ENGINE_GONE) {
            return false;
        }
    }
    return true;
}

void engine_report_stuck(struct engine_run *run) {
    struct engine_state *state = run->state;
    for (size_t i = 0; i < state->frames.count; i++) {
        const struct engine_frame *frame = state->frames.items[i];
        if (frame->live == 0 || frame->gone || !only_joins(state, frame->id)) {
            continue;
        }
        for (size_t j = 0; j < state->tokens.count; j++) {
            struct engine_token *token = state->tokens.items[j];
            if (token->frame == frame->id && token->wait == ENGINE_AT_JOIN) {
                engine_raise(run, token, "ENG-38", NULL);
                break;
            }
        }
    }
}
