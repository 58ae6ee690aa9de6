/*
 * One level of a process (a process or a sub-process without what is inside its activities) as a
 * graph of ways to go on, and what its shape says: which flows lead back, where branches meet
 * again, what leaves the common way. Private to journey.
 *
 * "Meets": the nearest gateway that waits (more than one flow leads to it, and it is not exclusive)
 * and that every way from a vertex to the end passes; the end if there is none. It is found among
 * the regular ways: those of boundary events, and those into a part of the level from which only a
 * terminate, error or cancel end can be reached, leave them.
 */
#ifndef KHAJU_JOURNEY_LEVEL_H
#define KHAJU_JOURNEY_LEVEL_H

#include "bpmn.h"

enum option_kind {
    OPTION_FLOW,
    OPTION_EXCEPTION, /* a boundary event that interrupts */
    OPTION_BESIDE,    /* one that does not */
    OPTION_GONE,      /* there is no end behind it: not taken */
};

static const uint32_t LEVEL_NONE = UINT32_MAX;

/* A way out of a vertex. */
struct level_option {
    uint32_t from, to;
    enum option_kind kind;
    const struct bpmn_flow *flow; /* NULL: to a boundary event, a start, a link, the end */
    double share;                 /* how probable it is, 0 to 1 */
    bool certain;                 /* of branches: always taken */
    bool leaves;                  /* does not come to where its vertex meets */
    uint32_t back;                /* the head of the loop that it leads back to; LEVEL_NONE */
};

struct level_vertex {
    const struct bpmn_node *node; /* NULL: where the level begins, and its end */
    uint32_t first, count;        /* options */
    bool branches;                /* takes several options; else one of them */
    bool waits;                   /* for its branches */
    bool abrupt;                  /* ends the whole level */
    uint32_t meet;                /* vertex */
    uint32_t depth;               /* number of meets from here to the end */
};

struct level {
    struct level_vertex *vertices; /* the first begins the level; after the last stands the end */
    uint32_t end;                  /* index of the end */
    struct level_option *options;
    uint32_t option_count;
    uint32_t widest;       /* the most options that a vertex has */
    const uint32_t *order; /* those that can be reached: each before those that lead to it, but for
                              flows back */
    uint32_t order_count;
    const uint32_t *heads; /* of loops, an inner one before the loop around it */
    uint32_t head_count;
    bool endless; /* somewhere there was no way to the end; it was left where it leads back */
    bool limited; /* steps were used up; nothing above may be used */
};

/* Makes the graph of a scope in the arena. numbers: scratch, one for each element of the model.
   steps are used up. Allocation failures are seen by arena_failed(). */
void level_make(struct arena *arena, const struct bpmn_scope *scope, uint32_t *numbers,
                size_t *steps, struct level *out);

/* Whether a node has its place on the ways of its level: not those that stand aside of them (event
   sub-processes, compensation). */
bool level_holds(const struct bpmn_node *node);

/* level_shape.c: the second half of level_make(), from vertices and options on. */
void level_shape(struct arena *arena, struct level *level, size_t *steps);
/* level_share.c: how probable each option is, and which are certain. */
void level_share(struct level *level);

/* Takes steps from those that are left; false: there are not enough. */
static inline bool level_step(size_t *steps, size_t count) {
    bool enough = *steps >= count;
    *steps = enough ? *steps - count : 0;
    return enough;
}

#endif
