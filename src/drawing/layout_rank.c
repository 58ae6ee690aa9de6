/* Columns and rows of a level. */
#include <string.h>

#include "layout.h"

struct ranking {
    struct layout *layout;
    struct level *level;
    size_t *waiting; /* by position of the cell: how many come before it */
    size_t *queue;   /* positions, in the order of their turn */
    size_t *touched; /* positions that something before them has reached */
    size_t queued, touched_count;
    bool *done;
    bool bordered; /* what is visited follows an event at the border */
};

static size_t position(const struct level *level, const struct cell *cell) {
    return (size_t)(cell - level->cells);
}

typedef void visit_target(struct ranking *ranking, size_t from, size_t to);

static void visit_flows(struct ranking *ranking, size_t from, const struct bpmn_node *node,
                        visit_target *visit) {
    for (const struct bpmn_flow *flow = node->outgoing; flow != NULL; flow = flow->next_outgoing) {
        const struct cell *target = layout_cell(ranking->layout, ranking->level, flow->target);
        if (target != NULL && position(ranking->level, target) != from) {
            visit(ranking, from, position(ranking->level, target));
        }
    }
}

/* What compensates: an association leads to it, no flow. */
static const struct cell *handler_of(const struct ranking *ranking, const struct bpmn_node *event) {
    const struct bpmn_element *partner = ranking->layout->partner[event->element.index];
    bool handler = partner != NULL && bpmn_is(partner, BPMN_IS_ACTIVITY) &&
                   ((const struct bpmn_node *)partner)->for_compensation;
    return handler ? layout_cell(ranking->layout, ranking->level, (const struct bpmn_node *)partner)
                   : NULL;
}

/* What follows a cell, also through the events at its border. */
static void visit_targets(struct ranking *ranking, size_t from, visit_target *visit) {
    const struct bpmn_node *node = ranking->level->cells[from].node;
    ranking->bordered = false;
    visit_flows(ranking, from, node, visit);
    ranking->bordered = true;
    for (const struct bpmn_node *at = node->boundary; at != NULL; at = at->next_boundary) {
        visit_flows(ranking, from, at, visit);
        const struct cell *handler = handler_of(ranking, at);
        if (handler != NULL && position(ranking->level, handler) != from) {
            visit(ranking, from, position(ranking->level, handler));
        }
    }
}

static void count_waiting(struct ranking *ranking, size_t from, size_t to) {
    ranking->waiting[to]++;
}

static void pass(struct ranking *ranking, size_t from, size_t to) {
    struct cell *cells = ranking->level->cells;
    if (ranking->done[to]) {
        return; /* it leads back */
    }
    if (cells[to].rank <= cells[from].rank) {
        cells[to].rank = cells[from].rank + 1;
        cells[to].before = from;
        cells[to].below = ranking->bordered;
    }
    if (--ranking->waiting[to] == 0) {
        ranking->queue[ranking->queued++] = to;
    } else if (ranking->touched_count < ranking->level->cell_count) {
        ranking->touched[ranking->touched_count++] = to;
    }
}

/* When only circles are left: the first that was reached, else the first there is. */
static size_t break_circle(struct ranking *ranking, size_t *next_touched, size_t *next_any) {
    while (*next_touched < ranking->touched_count) {
        size_t at = ranking->touched[(*next_touched)++];
        if (!ranking->done[at]) {
            return at;
        }
    }
    while (ranking->done[*next_any]) {
        (*next_any)++;
    }
    return *next_any;
}

/* Cells that nothing joins to others have rows for themselves; if there are no others, they fill a
   square. */
static void rank_alone(struct level *level, const size_t *waiting, bool *done) {
    size_t alone = 0;
    for (size_t i = 0; i < level->cell_count; i++) {
        const struct bpmn_node *node = level->cells[i].node;
        done[i] = waiting[i] == 0 && node->outgoing == NULL && node->boundary == NULL &&
                  (node->inside != NULL || bpmn_is(&node->element, BPMN_IS_ACTIVITY));
        alone += done[i];
    }
    size_t side = 1;
    while (side * side < alone) {
        side++;
    }
    size_t next = 0;
    for (size_t i = 0; i < level->cell_count; i++) {
        level->cells[i].alone = done[i] && alone < level->cell_count;
        if (done[i] && alone == level->cell_count) {
            level->cells[i].rank = next++ % side;
        }
    }
}

void layout_rank(struct layout *layout, struct level *level) {
    size_t count = level->cell_count;
    struct ranking ranking = {
        .layout = layout,
        .level = level,
        .waiting = ARENA_ARRAY(layout->arena, count + 1, size_t),
        .queue = ARENA_ARRAY(layout->arena, count + 1, size_t),
        .touched = ARENA_ARRAY(layout->arena, count + 1, size_t),
        .done = ARENA_ARRAY(layout->arena, count + 1, bool),
    };
    if (arena_failed(layout->arena)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        level->cells[i].before = LAYOUT_NONE;
        visit_targets(&ranking, i, count_waiting);
    }
    rank_alone(level, ranking.waiting, ranking.done);
    for (size_t i = 0; i < count; i++) {
        if (ranking.waiting[i] == 0 && !ranking.done[i]) {
            ranking.queue[ranking.queued++] = i;
        }
    }
    size_t turn = 0;
    size_t next_touched = 0;
    size_t next_any = 0;
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        left += !ranking.done[i];
    }
    for (; left > 0; left--) {
        size_t at = turn < ranking.queued ? ranking.queue[turn++]
                                          : break_circle(&ranking, &next_touched, &next_any);
        ranking.done[at] = true;
        visit_targets(&ranking, at, pass);
    }
    for (size_t i = 0; i < count; i++) {
        size_t ranks = level->cells[i].rank + 1;
        level->rank_count = ranks > level->rank_count ? ranks : level->rank_count;
    }
}

/* The free row nearest to the wanted one, rather below it than above. */
static size_t free_row(const size_t *taken, size_t group, size_t most, size_t wanted) {
    for (size_t away = 0; away <= most; away++) {
        if (wanted + away < most && taken[wanted + away] != group) {
            return wanted + away;
        }
        if (away <= wanted && taken[wanted - away] != group) {
            return wanted - away;
        }
    }
    return 0;
}

/* Positions of cells by rank, those of one rank in their order. */
static size_t *by_rank(struct layout *layout, const struct level *level) {
    size_t *order = ARENA_ARRAY(layout->arena, level->cell_count + 1, size_t);
    size_t *starts = ARENA_ARRAY(layout->arena, level->rank_count + 2, size_t);
    if (order == NULL || starts == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < level->cell_count; i++) {
        starts[level->cells[i].rank + 1]++;
    }
    for (size_t i = 1; i <= level->rank_count; i++) {
        starts[i] += starts[i - 1];
    }
    for (size_t i = 0; i < level->cell_count; i++) {
        order[starts[level->cells[i].rank]++] = i;
    }
    return order;
}

/* Each cell goes on in the row of what comes before it in its lane; rows count within lanes. */
void layout_rows(struct layout *layout, struct level *level) {
    const size_t *order = by_rank(layout, level);
    size_t **taken = ARENA_ARRAY(layout->arena, level->lane_count + 1, size_t *);
    for (size_t i = 0; taken != NULL && i < level->lane_count; i++) {
        taken[i] = ARENA_ARRAY(layout->arena, level->lanes[i].room + 1, size_t);
    }
    if (order == NULL || arena_failed(layout->arena)) {
        return;
    }
    for (size_t i = 0; i < level->cell_count; i++) {
        struct cell *cell = &level->cells[order[i]];
        struct lane *lane = &level->lanes[cell->lane];
        const struct cell *before =
            cell->before == LAYOUT_NONE ? NULL : &level->cells[cell->before];
        size_t wanted =
            before == NULL || before->lane != cell->lane ? 0 : before->row + cell->below;
        if (cell->alone) {
            continue;
        }
        cell->row = free_row(taken[cell->lane], cell->rank + 1, lane->room, wanted);
        taken[cell->lane][cell->row] = cell->rank + 1;
        lane->row_count = cell->row + 1 > lane->row_count ? cell->row + 1 : lane->row_count;
    }
    for (size_t i = 0; i < level->cell_count; i++) {
        if (level->cells[i].alone) {
            level->cells[i].row = level->lanes[level->cells[i].lane].row_count++;
        }
    }
    level->row_count = 0;
    for (size_t i = 0; i < level->lane_count; i++) {
        level->lanes[i].first_row = level->row_count;
        level->lanes[i].row_count += level->lanes[i].row_count == 0;
        level->row_count += level->lanes[i].row_count;
    }
    for (size_t i = 0; i < level->cell_count; i++) {
        level->cells[i].row += level->lanes[level->cells[i].lane].first_row;
    }
}
