/* Makes the net of a level. See net.h. */
#include "net.h"

#include "text.h"

/*
 * links[] folds flows into places: an element's link is 0 (not of this net), the index + 1 of
 * another element of the same place (its own: it stands for the place), or NUMBER + the place
 * itself.
 */
static const uint32_t NUMBER = UINT32_C(1) << 31;

struct maker {
    struct arena *arena;
    const struct bpmn_scope *scope;
    uint32_t *links;
    struct net *net;
    bool failed;
};

static bool is_link(const struct bpmn_node *node, enum bpmn_type type) {
    return node->element.type == type && bpmn_has_trigger(node, BPMN_ON_LINK);
}

/* Begun by a token that comes from nowhere. */
static bool is_start(const struct bpmn_node *node, bool level_has_starts) {
    if (node->incoming_count > 0 || node->by_event || node->for_compensation ||
        node->element.type == BPMN_BOUNDARY_EVENT || is_link(node, BPMN_CATCH_EVENT)) {
        return false;
    }
    return node->element.type == BPMN_START_EVENT || node->instantiate || !level_has_starts;
}

static bool level_has_starts(const struct bpmn_scope *scope) {
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        if (node->element.type == BPMN_START_EVENT ||
            (node->instantiate && node->incoming_count == 0)) {
            return true;
        }
    }
    return false;
}

/* ---- places ---------------------------------------------------------------------------------- */

/* The element that stands for the place of this one. */
static uint32_t root_of(const uint32_t *links, uint32_t index) {
    while (links[index] < NUMBER && links[index] != index + 1) {
        index = links[index] - 1;
    }
    return index;
}

static void fold(struct maker *maker, uint32_t a, uint32_t b) {
    uint32_t left = root_of(maker->links, a);
    uint32_t right = root_of(maker->links, b);
    maker->links[left] = right + 1;
}

static bool is_several(const struct bpmn_node *node, const char *quantity) {
    const struct xml_node *xml = node->element.xml;
    return xml_attribute(xml, quantity) != NULL && !bpmn_attribute_is(xml, quantity, "1");
}

/* What takes or gives tokens by a number: the net has no words for it. */
static bool counts_tokens(const struct bpmn_node *node) {
    return node->element.type == BPMN_COMPLEX ||
           (bpmn_is(&node->element, BPMN_IS_ACTIVITY) &&
            (is_several(node, "startQuantity") || is_several(node, "completionQuantity")));
}

/* Takes a token from one place and gives it to one, whatever happens. */
static bool only_passes(const struct bpmn_node *node) {
    return node->outgoing_count == 1 && node->boundary == NULL &&
           node->element.type != BPMN_END_EVENT && node->element.type != BPMN_BOUNDARY_EVENT &&
           !counts_tokens(node) && !is_link(node, BPMN_THROW_EVENT);
}

static void make_places(struct maker *maker) {
    struct net *net = maker->net;
    uint32_t *links = maker->links;
    bool has_starts = level_has_starts(maker->scope);
    net->starts_at_one = has_starts;
    for (const struct bpmn_flow *flow = maker->scope->flows; flow != NULL; flow = flow->next) {
        links[flow->element.index] = flow->element.index + 1;
    }
    for (const struct bpmn_node *node = maker->scope->nodes; node != NULL; node = node->next) {
        if (is_start(node, has_starts)) {
            links[node->element.index] = node->element.index + 1;
        }
    }
    for (const struct bpmn_node *node = maker->scope->nodes; node != NULL; node = node->next) {
        if (only_passes(node) && links[node->outgoing->element.index] != 0) {
            if (is_start(node, has_starts)) {
                fold(maker, node->element.index, node->outgoing->element.index);
            } else if (node->incoming_count == 1 && links[node->incoming->element.index] != 0) {
                fold(maker, node->incoming->element.index, node->outgoing->element.index);
            }
        }
    }
}

/* Gives a number to the place of an element. */
static void number_place(struct maker *maker, uint32_t index) {
    uint32_t root = root_of(maker->links, index);
    if (maker->links[root] < NUMBER) {
        if (maker->net->place_count == NET_PLACES_MAX) {
            maker->failed = true;
            return;
        }
        maker->links[root] = NUMBER + (uint32_t)maker->net->place_count++;
    }
}

static void number_places(struct maker *maker) {
    bool has_starts = level_has_starts(maker->scope);
    for (const struct bpmn_flow *flow = maker->scope->flows; flow != NULL && !maker->failed;
         flow = flow->next) {
        number_place(maker, flow->element.index);
    }
    for (const struct bpmn_node *node = maker->scope->nodes; node != NULL && !maker->failed;
         node = node->next) {
        if (is_start(node, has_starts)) {
            number_place(maker, node->element.index);
            maker->net->starts |= net_place(maker->net, &node->element);
        }
    }
}

uint64_t net_place(const struct net *net, const struct bpmn_element *element) {
    if (net->links[element->index] == 0) {
        return 0;
    }
    uint32_t root = root_of(net->links, element->index);
    return UINT64_C(1) << (net->links[root] - NUMBER);
}

/* ---- transitions ----------------------------------------------------------------------------- */

static void add(struct maker *maker, struct net_transition transition) {
    struct net *net = maker->net;
    if (transition.in == 0) {
        return; /* nothing leads here */
    }
    if (net->transition_count == NET_TRANSITIONS_MAX) {
        maker->failed = true;
        return;
    }
    net->transitions[net->transition_count++] = transition;
}

static uint64_t all_out(const struct maker *maker, const struct bpmn_node *node) {
    uint64_t set = 0;
    for (const struct bpmn_flow *flow = node->outgoing; flow != NULL; flow = flow->next_outgoing) {
        set |= net_place(maker->net, &flow->element);
    }
    return set;
}

static uint64_t all_in(const struct maker *maker, const struct bpmn_node *node) {
    uint64_t set = net_place(maker->net, &node->element);
    for (const struct bpmn_flow *flow = node->incoming; flow != NULL; flow = flow->next_incoming) {
        set |= net_place(maker->net, &flow->element);
    }
    return set;
}

/* One transition for each non-empty part of `choice`, with `always` besides. */
static void add_subsets(struct maker *maker, struct net_transition transition, uint64_t choice,
                        uint64_t always, bool may_be_none) {
    if (BIT_COUNT(choice) > NET_BRANCHES_MAX) {
        maker->failed = true;
        return;
    }
    for (uint64_t part = choice;; part = (part - 1) & choice) { /* every part, the empty one last */
        if (part != 0 || may_be_none) {
            transition.out = always | part;
            add(maker, transition);
        }
        if (part == 0) {
            return;
        }
    }
}

/* What an activity or event gives out: flows without condition always, of the others any part; the
   default when no condition holds (8.4.13). */
static void add_outcome(struct maker *maker, struct net_transition transition,
                        const struct bpmn_node *node) {
    uint64_t always = 0;
    uint64_t choice = 0;
    uint64_t otherwise = 0;
    for (const struct bpmn_flow *flow = node->outgoing; flow != NULL; flow = flow->next_outgoing) {
        uint64_t place = net_place(maker->net, &flow->element);
        if (flow == node->default_flow) {
            otherwise |= place;
        } else if (flow->condition != NULL) {
            choice |= place;
        } else {
            always |= place;
        }
    }
    if (choice == 0) {
        transition.out = always | otherwise;
        add(maker, transition);
        return;
    }
    add_subsets(maker, transition, choice, always, otherwise == 0 && always != 0);
    if (otherwise != 0) {
        transition.out = always | otherwise;
        add(maker, transition);
    }
}

static bool ends_level(const struct bpmn_node *node) {
    return node->element.type == BPMN_END_EVENT &&
           (bpmn_has_trigger(node, BPMN_ON_TERMINATE) || bpmn_has_trigger(node, BPMN_ON_ERROR) ||
            bpmn_has_trigger(node, BPMN_ON_CANCEL));
}

/* A thrown link goes on behind the catching one of the same name (10.5.5). */
static uint64_t link_out(const struct maker *maker, const struct bpmn_node *node) {
    for (const struct bpmn_node *other = maker->scope->nodes; other != NULL; other = other->next) {
        if (is_link(other, BPMN_CATCH_EVENT)) {
            const struct bpmn_element *a = &node->triggers[0]->element;
            const struct bpmn_element *b = &other->triggers[0]->element;
            if (text_equal(a->name != NULL ? a->name : node->element.name,
                           b->name != NULL ? b->name : other->element.name)) {
                return all_out(maker, other);
            }
        }
    }
    return 0;
}

/* An activity or event that takes one token from `in`. */
static void add_step(struct maker *maker, const struct bpmn_node *node, uint64_t in) {
    struct net_transition step = {.node = node, .in = in, .ends_all = ends_level(node)};
    if (is_link(node, BPMN_THROW_EVENT)) {
        step.out = link_out(maker, node);
        add(maker, step);
        return;
    }
    add_outcome(maker, step, node);
    for (const struct bpmn_node *event = node->boundary; event != NULL;
         event = event->next_boundary) {
        if (bpmn_has_trigger(event, BPMN_ON_COMPENSATION)) {
            continue;
        }
        struct net_transition exit = {.node = event, .in = in};
        exit.out = all_out(maker, event) | (event->interrupting ? 0 : all_out(maker, node));
        add(maker, exit);
    }
}

static void add_inclusive(struct maker *maker, const struct bpmn_node *node) {
    uint64_t in = all_in(maker, node);
    uint64_t out = all_out(maker, node);
    if (BIT_COUNT(in) > NET_BRANCHES_MAX) {
        maker->failed = true;
        return;
    }
    for (uint64_t part = in; part != 0; part = (part - 1) & in) {
        struct net_transition join = {.node = node, .in = part, .quiet = in & ~part};
        add_subsets(maker, join, out, 0, out == 0);
    }
}

static void add_node(struct maker *maker, const struct bpmn_node *node) {
    uint64_t in = all_in(maker, node);
    if (counts_tokens(node)) {
        maker->failed = true;
        return;
    }
    switch (node->element.type) {
    case BPMN_PARALLEL:
        add(maker, (struct net_transition){.node = node, .in = in, .out = all_out(maker, node)});
        return;
    case BPMN_INCLUSIVE:
        add_inclusive(maker, node);
        return;
    default:
        break;
    }
    bool chooses = node->element.type == BPMN_EXCLUSIVE || node->element.type == BPMN_EVENT_BASED;
    for (uint64_t rest = in; rest != 0; rest &= rest - 1) {
        uint64_t one = rest & (~rest + 1);
        uint64_t out = chooses ? all_out(maker, node) : 0;
        if (out == 0) {
            add_step(maker, node, one);
        }
        for (; out != 0; out &= out - 1) {
            add(maker, (struct net_transition){.node = node, .in = one, .out = out & (~out + 1)});
        }
    }
}

/* The places from which a token can come to one of `goal` without passing the node. */
static uint64_t upstream(const struct net *net, const struct bpmn_node *node, uint64_t goal) {
    uint64_t reached = goal;
    for (uint64_t before = 0; before != reached;) {
        before = reached;
        for (size_t i = 0; i < net->transition_count; i++) {
            const struct net_transition *transition = &net->transitions[i];
            if (transition->node != node && (transition->out & reached) != 0) {
                reached |= transition->in;
            }
        }
    }
    return reached;
}

/* The rule of 13.4.3: an inclusive join waits for tokens that can still come to an empty side, but
   not for those that can also come to a side where a token waits already. */
static void make_quiet(struct net *net) {
    for (size_t i = 0; i < net->transition_count; i++) {
        struct net_transition *join = &net->transitions[i];
        uint64_t empty = join->quiet;
        if (empty != 0) {
            uint64_t coming = upstream(net, join->node, empty);
            uint64_t either = upstream(net, join->node, join->in);
            join->quiet = empty | (coming & ~either);
        }
    }
}

void net_make(struct arena *arena, const struct bpmn_scope *scope, uint32_t *links,
              struct net *out) {
    *out = (struct net){.links = links};
    struct maker maker = {.arena = arena, .scope = scope, .links = links, .net = out};
    size_t nodes = 0;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        nodes++;
    }
    if (nodes > NET_NODES_MAX) {
        return;
    }
    make_places(&maker);
    number_places(&maker);
    out->transitions = ARENA_ARRAY(arena, NET_TRANSITIONS_MAX, struct net_transition);
    if (maker.failed || out->transitions == NULL) {
        return;
    }
    for (const struct bpmn_node *node = scope->nodes; node != NULL && !maker.failed;
         node = node->next) {
        bool folded = all_in(&maker, node) == all_out(&maker, node) && only_passes(node);
        if (!folded && node->element.type != BPMN_BOUNDARY_EVENT && !node->by_event &&
            !node->for_compensation) {
            add_node(&maker, node);
        }
    }
    for (size_t i = 0; i < out->transition_count; i++) {
        for (uint64_t rest = out->transitions[i].in; rest != 0; rest &= rest - 1) {
            out->ahead[LOWEST_BIT(rest)] = out->transitions[i].node;
        }
    }
    make_quiet(out);
    out->complete = !maker.failed;
}
