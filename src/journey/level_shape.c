/*
 * The shape of a level: a depth-first search for the order and the flows back, the ways that have
 * no end, and where branches meet (dominators of the reversed graph, after Cooper, Harvey and
 * Kennedy). Nothing is recursive, so that a level may be as long as it likes.
 */
#include <string.h>

#include "level.h"

struct shape {
    struct level *level;
    size_t *steps;
    uint32_t *order;
    uint32_t *head_list;
    uint32_t *entered;  /* by vertex: number in the order of entering, from 1; 0: not reached */
    uint32_t *next;     /* by vertex: its option that is looked at next */
    uint32_t *stack;    /* of vertices */
    bool *open;         /* by vertex: on the stack */
    uint32_t *incoming; /* options by the vertex they lead to … */
    uint32_t *first_in; /* … which has those from here to the next one's first */
    bool *reaches;      /* by vertex: the end can be reached */
    bool *regular;      /* by vertex: an end that is not abrupt can be reached */
    uint32_t *position; /* by vertex: in the order of the reversed search, from the end */
    uint32_t *nearest;  /* by vertex: the nearest one that all its ways pass */
};

static bool make_shape(struct arena *arena, struct shape *shape) {
    uint32_t count = shape->level->end + 2;
    uint32_t **numbers[] = {&shape->order, &shape->head_list, &shape->entered,  &shape->next,
                            &shape->stack, &shape->first_in,  &shape->position, &shape->nearest};
    bool **flags[] = {&shape->open, &shape->reaches, &shape->regular};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        *numbers[i] = ARENA_ARRAY(arena, count, uint32_t);
    }
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        *flags[i] = ARENA_ARRAY(arena, count, bool);
    }
    shape->incoming = ARENA_ARRAY(arena, shape->level->option_count + 1, uint32_t);
    return !arena_failed(arena);
}

/* Order, and flows back. */
static void search(struct shape *shape) {
    struct level *level = shape->level;
    uint32_t entered = 0;
    size_t depth = 1;
    shape->stack[0] = 0;
    shape->entered[0] = ++entered;
    shape->open[0] = true;
    while (depth > 0) {
        uint32_t at = shape->stack[depth - 1];
        const struct level_vertex *vertex = &level->vertices[at];
        if (shape->next[at] == vertex->count) {
            shape->open[at] = false;
            shape->order[level->order_count++] = at;
            depth--;
            continue;
        }
        struct level_option *option = &level->options[vertex->first + shape->next[at]++];
        if (option->to == level->end) {
            continue;
        }
        if (shape->open[option->to]) {
            option->back = option->to;
        } else if (shape->entered[option->to] == 0) {
            shape->entered[option->to] = ++entered;
            shape->open[option->to] = true;
            shape->stack[depth++] = option->to;
        }
    }
    level->order = shape->order;
}

/* The heads of loops, those entered last first: an inner loop is entered after the outer one. */
static void find_heads(struct shape *shape) {
    struct level *level = shape->level;
    uint32_t *by_entry = shape->next; /* has served */
    memset(by_entry, 0, (level->end + 2) * sizeof(uint32_t));
    for (uint32_t i = 0; i < level->option_count; i++) {
        uint32_t head = level->options[i].back;
        if (head != LEVEL_NONE && level->options[i].kind != OPTION_GONE) {
            by_entry[shape->entered[head]] = head + 1;
        }
    }
    for (uint32_t i = level->end + 1; i > 0; i--) {
        if (by_entry[i] > 0) {
            shape->head_list[level->head_count++] = by_entry[i] - 1;
        }
    }
    level->heads = shape->head_list;
}

static void sort_incoming(struct shape *shape) {
    const struct level *level = shape->level;
    memset(shape->first_in, 0, (level->end + 2) * sizeof(uint32_t));
    for (uint32_t i = 0; i < level->option_count; i++) {
        shape->first_in[level->options[i].to + 1]++;
    }
    for (uint32_t i = 0; i <= level->end; i++) {
        shape->first_in[i + 1] += shape->first_in[i];
    }
    for (uint32_t i = level->option_count; i-- > 0;) {
        uint32_t to = level->options[i].to;
        /* from the last place of the vertex to its first, counted in "position" */
        shape->incoming[shape->first_in[to + 1] - ++shape->position[to]] = i;
    }
    memset(shape->position, 0, (level->end + 2) * sizeof(uint32_t));
}

/* Marks all from which a vertex can be reached along flows. */
static void mark(struct shape *shape, uint32_t target, bool *marks, bool only_regular) {
    const struct level *level = shape->level;
    size_t depth = 0;
    marks[target] = true;
    shape->stack[depth++] = target;
    while (depth > 0) {
        uint32_t at = shape->stack[--depth];
        for (uint32_t i = shape->first_in[at]; i < shape->first_in[at + 1]; i++) {
            const struct level_option *option = &level->options[shape->incoming[i]];
            bool counts =
                option->kind == OPTION_FLOW && option->to == at &&
                !(only_regular && at == level->end && level->vertices[option->from].abrupt);
            if (counts && !marks[option->from]) {
                marks[option->from] = true;
                shape->stack[depth++] = option->from;
            }
        }
    }
}

/* What never comes to an end by itself may be ended by a boundary event: then that is its end. */
static void end_by_boundary(struct shape *shape) {
    struct level *level = shape->level;
    for (uint32_t i = 0; i < level->order_count; i++) {
        const struct level_vertex *vertex = &level->vertices[level->order[i]];
        for (uint32_t o = vertex->first; o < vertex->first + vertex->count; o++) {
            struct level_option *option = &level->options[o];
            if (option->kind == OPTION_EXCEPTION && !vertex->branches &&
                !shape->reaches[option->from] && shape->reaches[option->to]) {
                option->kind = OPTION_FLOW;
                mark(shape, option->from, shape->reaches, false);
            }
        }
    }
}

/* Where there is no way to the end at all, all flows lead back from the first vertex of the order:
   it is where the level is left. */
static void end_endless(struct shape *shape) {
    struct level *level = shape->level;
    for (uint32_t i = 0; i < level->order_count; i++) {
        uint32_t at = level->order[i];
        struct level_vertex *vertex = &level->vertices[at];
        if (shape->reaches[at]) {
            continue;
        }
        bool left = false;
        for (uint32_t o = vertex->first; o < vertex->first + vertex->count; o++) {
            struct level_option *option = &level->options[o];
            if (option->kind != OPTION_FLOW) {
                continue;
            }
            option->kind = left ? OPTION_GONE : OPTION_FLOW;
            if (!left) {
                option->to = level->end;
                option->back = LEVEL_NONE;
                option->flow = NULL;
                left = true;
            }
        }
        vertex->abrupt = true;
        level->endless = true;
        mark(shape, at, shape->reaches, false);
    }
}

/* Flows from where a regular end can be reached to where none can. */
static void find_leaving(struct shape *shape) {
    struct level *level = shape->level;
    memset(shape->regular, 0, level->end + 2);
    mark(shape, level->end, shape->regular, true);
    if (!shape->regular[0]) {
        return;
    }
    for (uint32_t i = 0; i < level->option_count; i++) {
        struct level_option *option = &level->options[i];
        option->leaves = option->kind == OPTION_FLOW && option->to != level->end &&
                         shape->regular[option->from] && !shape->regular[option->to];
    }
}

/* Numbers the vertices from the end on, each after those nearest to the end on some way; the last
   one has the number 1. Gives the list, from the end. */
static uint32_t *search_back(struct shape *shape, uint32_t *count_out) {
    const struct level *level = shape->level;
    uint32_t *list = shape->next;
    uint32_t *at_in = shape->entered; /* both have served */
    memcpy(at_in, shape->first_in, (level->end + 2) * sizeof(uint32_t));
    memset(shape->open, 0, level->end + 2);
    uint32_t done = 0;
    size_t depth = 0;
    shape->stack[depth++] = level->end;
    shape->open[level->end] = true;
    while (depth > 0) {
        uint32_t at = shape->stack[depth - 1];
        if (at_in[at] == shape->first_in[at + 1]) {
            shape->position[at] = ++done;
            depth--;
            continue;
        }
        const struct level_option *option = &level->options[shape->incoming[at_in[at]++]];
        if (option->kind == OPTION_FLOW && option->to == at && !option->leaves &&
            !shape->open[option->from]) {
            shape->open[option->from] = true;
            shape->stack[depth++] = option->from;
        }
    }
    for (uint32_t i = 0; i <= level->end; i++) {
        if (shape->position[i] > 0) {
            list[done - shape->position[i]] = i;
        }
    }
    *count_out = done;
    return list;
}

static uint32_t common(struct shape *shape, uint32_t a, uint32_t b) {
    while (a != b && level_step(shape->steps, 1)) {
        if (shape->position[a] < shape->position[b]) {
            a = shape->nearest[a];
        } else {
            b = shape->nearest[b];
        }
    }
    return a;
}

/* The nearest vertex that all ways from this one pass, as far as it is known; LEVEL_NONE. */
static uint32_t nearest_of(struct shape *shape, uint32_t at) {
    const struct level *level = shape->level;
    const struct level_vertex *vertex = &level->vertices[at];
    uint32_t nearest = LEVEL_NONE;
    for (uint32_t o = vertex->first; o < vertex->first + vertex->count; o++) {
        const struct level_option *option = &level->options[o];
        if (option->kind == OPTION_FLOW && !option->leaves &&
            shape->nearest[option->to] != LEVEL_NONE) {
            nearest = nearest == LEVEL_NONE ? option->to : common(shape, nearest, option->to);
        }
    }
    return nearest;
}

static void find_meets(struct shape *shape) {
    struct level *level = shape->level;
    uint32_t count;
    const uint32_t *list = search_back(shape, &count);
    for (uint32_t i = 0; i <= level->end; i++) {
        shape->nearest[i] = LEVEL_NONE;
    }
    shape->nearest[level->end] = level->end;
    bool changed = true;
    while (changed && *shape->steps > 0) {
        changed = false;
        for (uint32_t i = 1; i < count; i++) {
            uint32_t nearest = nearest_of(shape, list[i]);
            changed = changed || nearest != shape->nearest[list[i]];
            shape->nearest[list[i]] = nearest;
        }
        (void)level_step(shape->steps, count);
    }
    level->limited = *shape->steps == 0;
    for (uint32_t i = 1; i < count && !level->limited; i++) {
        struct level_vertex *vertex = &level->vertices[list[i]];
        uint32_t nearest = shape->nearest[list[i]];
        bool here = nearest == level->end || level->vertices[nearest].waits;
        vertex->meet = here ? nearest : level->vertices[nearest].meet;
        vertex->depth = level->vertices[vertex->meet].depth + 1;
    }
}

/* Boundary events that do not come back to where their activity meets. */
static void find_leaving_boundaries(struct level *level) {
    for (uint32_t i = 0; i < level->option_count; i++) {
        struct level_option *option = &level->options[i];
        if (option->kind != OPTION_EXCEPTION && option->kind != OPTION_BESIDE) {
            continue;
        }
        uint32_t meet = level->vertices[option->from].meet;
        uint32_t at = option->to;
        while (level->vertices[at].depth > level->vertices[meet].depth) {
            at = level->vertices[at].meet;
        }
        option->leaves = at != meet;
    }
}

void level_shape(struct arena *arena, struct level *level, size_t *steps) {
    struct shape shape = {.level = level, .steps = steps};
    if (!make_shape(arena, &shape)) {
        return;
    }
    if (!level_step(steps, (size_t)level->end + level->option_count)) {
        level->limited = true;
        return;
    }
    search(&shape);
    sort_incoming(&shape);
    mark(&shape, level->end, shape.reaches, false);
    end_by_boundary(&shape);
    end_endless(&shape);
    if (level->endless) {
        sort_incoming(&shape); /* some options lead elsewhere now */
    }
    find_heads(&shape);
    find_leaving(&shape);
    find_meets(&shape);
    if (!level->limited) {
        find_leaving_boundaries(level);
    }
}
