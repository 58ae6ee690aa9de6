/*
 * Soundness of each level of a process: every situation that its net can come into is looked at, up
 * to a bound. A situation is the set of places that hold a token. Proven are: no situation in which
 * tokens wait for ever, no node that never runs, no situation from which the end cannot be reached.
 * Where a second token comes to a place, the level is not safe; that is said, and only what was
 * found without it.
 */
#include <string.h>

#include "process_check_internal.h"
#include "net.h"

enum {
    STATES_MAX = 20000,       /* of one level */
    EDGES_MAX = 200000,       /* of one level */
    STATES_OF_MODEL = 400000, /* of all levels */
    SLOTS = 1 << 16,
    LEVEL_MEMORY = 1 << 20,
};

static const uint32_t NONE = UINT32_MAX; /* no state */

/* What one level needs, used again for the next. */
struct search {
    struct check *check;
    struct arena *level; /* the net */
    struct net net;
    uint64_t states[STATES_MAX];
    uint32_t count;
    uint32_t slots[SLOTS]; /* index + 1 in states */
    struct {
        uint32_t from, next;
    } edges[EDGES_MAX];
    uint32_t edge_count;
    uint32_t edges_to[STATES_MAX]; /* the first edge that leads to a state; NONE */
    bool good[STATES_MAX];         /* an end, or a complaint already, can be reached */
    uint32_t queue[STATES_MAX];
    bool *ran;    /* by index of a node */
    bool *blamed; /* by index of a node */
    uint32_t *links;
    size_t budget;
    bool unsafe, cut, stuck;
};

static uint32_t state_index(struct search *search, uint64_t state) {
    uint64_t hash = state * UINT64_C(0x9E3779B97F4A7C15);
    for (uint32_t slot = (uint32_t)(hash >> 48);; slot = (slot + 1) % SLOTS) {
        if (search->slots[slot] == 0) {
            if (search->count == STATES_MAX || search->budget == 0) {
                search->cut = true;
                return NONE;
            }
            search->budget--;
            search->states[search->count] = state;
            search->edges_to[search->count] = NONE;
            search->good[search->count] = false;
            search->slots[slot] = search->count + 1;
            return search->count++;
        }
        if (search->states[search->slots[slot] - 1] == state) {
            return search->slots[slot] - 1;
        }
    }
}

static void add_edge(struct search *search, uint32_t from, uint32_t to) {
    if (to == NONE) {
        return;
    }
    if (search->edge_count == EDGES_MAX) {
        search->cut = true;
        return;
    }
    search->edges[search->edge_count].from = from;
    search->edges[search->edge_count].next = search->edges_to[to];
    search->edges_to[to] = search->edge_count++;
}

/* Complains once about a node. */
static void blame(struct search *search, enum check_rule rule, const struct bpmn_node *node) {
    if (node != NULL && !search->blamed[node->element.index]) {
        search->blamed[node->element.index] = true;
        check_add(search->check, rule, &node->element, NULL);
    }
}

static const struct bpmn_node *first_ahead(const struct search *search, uint64_t places) {
    return places == 0 ? NULL : search->net.ahead[LOWEST_BIT(places)];
}

/* Several starts may belong to one instance, which a model cannot say: a join behind them proves
   nothing. */
static bool has_many_starts(const struct search *search) {
    return search->net.starts_at_one && BIT_COUNT(search->net.starts) > 1;
}

/* Tokens that nothing takes: the joins before which they wait are at fault. */
static void note_deadlock(struct search *search, uint32_t at) {
    search->good[at] = true; /* complained about; what leads here needs no second complaint */
    search->stuck = true;
    if (has_many_starts(search)) {
        return;
    }
    for (uint64_t rest = search->states[at]; rest != 0; rest &= rest - 1) {
        blame(search, RULE_DEADLOCK, first_ahead(search, rest));
    }
}

static void expand(struct search *search, uint32_t at) {
    uint64_t state = search->states[at];
    bool moved = state == 0;
    for (size_t i = 0; i < search->net.transition_count; i++) {
        const struct net_transition *transition = &search->net.transitions[i];
        if ((state & transition->in) != transition->in || (state & transition->quiet) != 0) {
            continue;
        }
        moved = true;
        search->ran[transition->node->element.index] = true;
        uint64_t rest = state & ~transition->in;
        if (transition->ends_all) {
            add_edge(search, at, state_index(search, 0));
        } else if ((rest & transition->out) != 0) {
            search->unsafe = true;
            blame(search, RULE_MANY_TOKENS, first_ahead(search, rest & transition->out));
        } else {
            add_edge(search, at, state_index(search, rest | transition->out));
        }
    }
    search->good[at] = state == 0;
    if (!moved) {
        note_deadlock(search, at);
    }
}

static void begin(struct search *search) {
    memset(search->slots, 0, sizeof(search->slots));
    search->count = 0;
    search->edge_count = 0;
    search->unsafe = search->cut = search->stuck = false;
    if (!search->net.starts_at_one) {
        (void)state_index(search, search->net.starts);
        return;
    }
    for (uint64_t rest = search->net.starts; rest != 0; rest &= rest - 1) {
        (void)state_index(search, rest & (~rest + 1));
    }
}

/* Marks every situation from which a good one can be reached; the others never end. */
static void check_ends(struct search *search) {
    uint32_t waiting = 0;
    for (uint32_t i = 0; i < search->count; i++) {
        if (search->good[i]) {
            search->queue[waiting++] = i;
        }
    }
    while (waiting > 0) {
        uint32_t at = search->queue[--waiting];
        for (uint32_t edge = search->edges_to[at]; edge != NONE; edge = search->edges[edge].next) {
            uint32_t from = search->edges[edge].from;
            if (!search->good[from]) {
                search->good[from] = true;
                search->queue[waiting++] = from;
            }
        }
    }
    for (uint32_t i = 0; i < search->count; i++) {
        if (!search->good[i]) {
            blame(search, RULE_NEVER_ENDS, first_ahead(search, search->states[i]));
            return;
        }
    }
}

/* Whether a token ever came to the node: it ran, or a place before it, folded into it, was held. */
static bool is_alive(const struct search *search, const struct bpmn_node *node, uint64_t held) {
    if (search->ran[node->element.index]) {
        return true;
    }
    uint64_t in = 0;
    for (const struct bpmn_flow *flow = node->incoming; flow != NULL; flow = flow->next_incoming) {
        in |= net_place(&search->net, &flow->element);
    }
    bool folded = node->outgoing_count == 1 && node->boundary == NULL &&
                  in == net_place(&search->net, &node->outgoing->element);
    return folded && (in & held) != 0;
}

static void check_dead(struct search *search, const struct bpmn_scope *scope) {
    uint64_t held = 0;
    for (uint32_t i = 0; i < search->count; i++) {
        held |= search->states[i];
    }
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        if (node->incoming_count > 0 && !is_alive(search, node, held)) {
            blame(search, RULE_DEAD, node);
        }
    }
}

static void check_scope(struct search *search, const struct bpmn_scope *scope) {
    arena_reset(search->level);
    net_make(search->level, scope, search->links, &search->net);
    if (!search->net.complete) {
        check_add(search->check, RULE_NOT_PROVEN, scope->owner, NULL);
        return;
    }
    if (search->net.starts == 0) {
        return; /* nothing begins here, which other rules say */
    }
    begin(search);
    for (uint32_t at = 0; at < search->count && !search->cut; at++) {
        expand(search, at);
    }
    if (search->cut || (search->stuck && has_many_starts(search))) {
        check_add(search->check, RULE_NOT_PROVEN, scope->owner, NULL);
    } else if (!search->unsafe) {
        check_ends(search);
        check_dead(search, scope);
    }
}

void check_soundness(struct check *check) {
    size_t elements = check->bpmn->element_count;
    struct search *search = ARENA_NEW(check->arena, struct search);
    if (search == NULL) {
        return;
    }
    search->check = check;
    search->budget = STATES_OF_MODEL;
    search->ran = ARENA_ARRAY(check->arena, elements, bool);
    search->blamed = ARENA_ARRAY(check->arena, elements, bool);
    search->links = ARENA_ARRAY(check->arena, elements, uint32_t);
    search->level = arena_create(LEVEL_MEMORY);
    check->failed = search->level == NULL;
    for (const struct bpmn_scope *scope = check->bpmn->scopes;
         scope != NULL && !check->failed && !arena_failed(check->arena); scope = scope->next) {
        bool looked_at = scope->owner->type == BPMN_PROCESS ||
                         scope->owner->type == BPMN_SUB_PROCESS ||
                         scope->owner->type == BPMN_TRANSACTION;
        if (looked_at && scope->nodes != NULL) {
            check_scope(search, scope);
        }
        check->failed = arena_failed(search->level);
    }
    arena_destroy(search->level);
}
