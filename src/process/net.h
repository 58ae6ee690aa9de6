/*
 * The workflow net of one level of a process (13.2 to 13.5): places hold tokens, transitions are
 * what nodes do with them. Private to process.
 *
 * A place is a chain of sequence flows through nodes that only pass a token on, so that a net has
 * little more places than its level has splits and joins. Conditions are not looked at: every
 * branch may be taken. A sub-process is one step. A net that is too large, or has a complex
 * gateway, is not made.
 */
#ifndef KHAJU_PROCESS_NET_H
#define KHAJU_PROCESS_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "bpmn.h"

enum {
    NET_PLACES_MAX = 64, /* a set of places is a word */
    NET_NODES_MAX = 2000,
    NET_TRANSITIONS_MAX = 2000,
    NET_BRANCHES_MAX = 6, /* of an inclusive gateway: each subset of them is a transition */
};

struct net_transition {
    const struct bpmn_node *node;
    uint64_t in, out; /* sets of places */
    uint64_t quiet;   /* an inclusive join waits while one of these holds a token */
    bool ends_all;    /* takes every token of the level */
};

struct net {
    bool complete; /* false: not made, nothing below counts */
    size_t place_count;
    const struct bpmn_node *ahead[NET_PLACES_MAX]; /* the node a token of this place is before */
    struct net_transition *transitions;
    size_t transition_count;
    uint64_t starts;       /* places before what begins the level */
    bool starts_at_one;    /* an instance begins at one of them; otherwise at all */
    const uint32_t *links; /* see net_place() */
};

/* Makes the net of a scope in the arena. links: a number for every element of the model, all 0; the
   net uses those of its own elements. Allocation failures are seen by arena_failed(). */
void net_make(struct arena *arena, const struct bpmn_scope *scope, uint32_t *links,
              struct net *out);

/* The place of tokens on this flow / before this node, which nothing leads to; as a set. */
uint64_t net_place(const struct net *net, const struct bpmn_element *element);

#endif
