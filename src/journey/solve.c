/*
 * One equation for each vertex: its tally, from the vertex to where it meets, out of the tallies of
 * where it leads to. Best and probable are the least solution, found by repeating from above and
 * from below; worst needs no repetition, because flows back are replaced by what one more round of
 * their loop costs at its head.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solve.h"

enum { ROUNDS_MAX = 20000 };
static const double PRECISION = 1e-10;

/* From a vertex to where it meets. */
struct tally {
    struct journey_amount on;   /* when it comes there; on the probable path: in any case */
    struct journey_amount out;  /* when the level is left before; best and worst only */
    struct journey_amount back; /* up to the flow back of the loop that is looked at; worst only */
    double go;                  /* how probable it is to come there; probable only */
};

/* A branch on its way to where its vertex meets. */
struct branch {
    uint32_t at;
    double share;
    bool leaves;
    struct tally tally;
};

struct longest {
    double value, share;
};

struct solve_room {
    const struct level *level;
    enum solve_kind kind;
    enum journey_path path;
    struct solve_costs costs;
    uint32_t loop; /* the head whose flows back are looked at */
    size_t *steps;
    struct tally *tallies;           /* by vertex */
    struct journey_amount *one_more; /* by vertex: another round of the loop it is the head of */
    struct branch *branches;
    struct longest *longest;
};

static const struct journey_amount nothing = {0, false};

static struct journey_amount impossible(enum journey_path path) {
    return (struct journey_amount){path == JOURNEY_BEST ? INFINITY : -INFINITY, false};
}

static bool is_possible(struct journey_amount amount) {
    return isfinite(amount.value);
}

struct journey_amount solve_then(enum solve_kind kind, struct journey_amount a,
                                 struct journey_amount b) {
    if (!is_possible(a) || !is_possible(b)) {
        return is_possible(a) ? b : a;
    }
    double sum = a.value + b.value;
    return (struct journey_amount){kind == SOLVE_PART ? sum - a.value * b.value : sum,
                                   a.at_least || b.at_least};
}

struct journey_amount solve_beside(enum solve_kind kind, struct journey_amount a,
                                   struct journey_amount b) {
    if (kind != SOLVE_TIME || !is_possible(a) || !is_possible(b)) {
        return solve_then(kind, a, b);
    }
    return (struct journey_amount){fmax(a.value, b.value), a.at_least || b.at_least};
}

/* The one that counts of two alternatives on the best or the worst path. An alternative of which
   only a part is known may be longer, never shorter. */
static struct journey_amount pick(enum journey_path path, struct journey_amount a,
                                  struct journey_amount b) {
    if (!is_possible(a) || !is_possible(b)) {
        return is_possible(a) ? a : b;
    }
    if (path == JOURNEY_WORST) {
        return (struct journey_amount){fmax(a.value, b.value), a.at_least || b.at_least};
    }
    if (a.value == b.value) {
        return a.at_least ? b : a;
    }
    return a.value < b.value ? a : b;
}

static struct tally no_way(const struct solve_room *room) {
    struct journey_amount none = impossible(room->path);
    return room->path == JOURNEY_PROBABLE ? (struct tally){nothing, nothing, nothing, 0}
                                          : (struct tally){none, none, none, 0};
}

static struct tally of_amount(const struct solve_room *room, struct journey_amount amount) {
    struct tally tally = no_way(room);
    tally.on = amount;
    tally.go = 1;
    return tally;
}

static struct tally follow(const struct solve_room *room, struct tally a, struct tally b) {
    if (room->path == JOURNEY_PROBABLE) {
        double value = a.go * b.on.value;
        struct journey_amount then = {value, a.go > 0 && b.on.at_least};
        return (struct tally){solve_then(room->kind, a.on, then), nothing, nothing, a.go * b.go};
    }
    struct journey_amount out = solve_then(room->kind, a.on, b.out);
    struct journey_amount back = solve_then(room->kind, a.on, b.back);
    return (struct tally){solve_then(room->kind, a.on, b.on), pick(room->path, a.out, out),
                          pick(room->path, a.back, back), 0};
}

/* From a vertex to one that all its ways pass. */
static struct tally follow_to(struct solve_room *room, struct tally tally, uint32_t from,
                              uint32_t to) {
    for (uint32_t at = from; at != to && level_step(room->steps, 1);
         at = room->level->vertices[at].meet) {
        tally = follow(room, tally, room->tallies[at]);
    }
    return tally;
}

/* Leaving before the meeting: what is behind it does not come. */
static struct tally leave(const struct solve_room *room, struct tally tally) {
    if (room->path == JOURNEY_PROBABLE) {
        tally.go = 0;
        return tally;
    }
    tally.out = pick(room->path, tally.on, tally.out);
    tally.on = impossible(room->path);
    return tally;
}

static struct tally cost_of(const struct solve_room *room, const struct level_option *option) {
    struct journey_amount cost = nothing;
    if (room->costs.options != NULL) {
        cost.value = room->costs.options[option - room->level->options];
    }
    return of_amount(room, cost);
}

/* Along an option to where its vertex meets, or to the end if it does not come there. */
static struct tally walk(struct solve_room *room, const struct level_option *option) {
    const struct level *level = room->level;
    struct tally tally = cost_of(room, option);
    if (room->path == JOURNEY_WORST && option->back != LEVEL_NONE) {
        struct tally back = no_way(room);
        back.back = option->back == room->loop ? tally.on : back.back;
        return back;
    }
    uint32_t to = option->leaves ? level->end : level->vertices[option->from].meet;
    tally = follow_to(room, tally, option->to, to);
    return option->leaves ? leave(room, tally) : tally;
}

/* Adds an alternative; on the probable path by its share. */
static void add_choice(const struct solve_room *room, struct tally *sum, struct tally other,
                       double share) {
    if (room->path == JOURNEY_PROBABLE) {
        sum->on.value += share * other.on.value;
        sum->on.at_least = sum->on.at_least || (share > 0 && other.on.at_least);
        sum->go += share * other.go;
        return;
    }
    sum->on = pick(room->path, sum->on, other.on);
    sum->out = pick(room->path, sum->out, other.out);
    sum->back = pick(room->path, sum->back, other.back);
}

static struct tally choose(struct solve_room *room, const struct level_vertex *vertex) {
    struct tally sum = no_way(room);
    for (uint32_t i = vertex->first; i < vertex->first + vertex->count; i++) {
        const struct level_option *option = &room->level->options[i];
        if (option->kind == OPTION_FLOW) {
            add_choice(room, &sum, walk(room, option), option->share);
        }
    }
    return sum;
}

static int compare_longest(const void *left, const void *right) {
    const struct longest *a = left;
    const struct longest *b = right;
    return a->value != b->value ? (a->value > b->value ? -1 : 1)
                                : (a->share < b->share) - (a->share > b->share);
}

/* What is expected of the longest of some branches, each there by its share. */
static double expect_longest(struct longest *branches, size_t count) {
    double expected = 0;
    double none = 1; /* no longer one is there */
    qsort(branches, count, sizeof *branches, compare_longest);
    for (size_t i = 0; i < count; i++) {
        expected += none * branches[i].share * branches[i].value;
        none *= 1 - branches[i].share;
    }
    return expected;
}

/* Branches that are joined become one; on the probable path it is there when any of them is. */
static struct branch join_probable(struct solve_room *room, const struct branch *branches,
                                   size_t count) {
    struct branch joined = branches[0];
    double none = 1;
    double go = 1;
    double sum = 0;
    double never = 1;
    joined.tally.on.at_least = false;
    for (size_t i = 0; i < count; i++) {
        const struct branch *branch = &branches[i];
        double value = branch->tally.on.value;
        room->longest[i] = (struct longest){value, branch->share};
        none *= 1 - branch->share;
        go *= 1 - branch->share * (1 - branch->tally.go);
        never *= 1 - branch->share * value;
        sum += branch->share * value;
        joined.tally.on.at_least =
            joined.tally.on.at_least || (branch->share > 0 && branch->tally.on.at_least);
    }
    double expected = room->kind == SOLVE_COUNT  ? sum
                      : room->kind == SOLVE_PART ? 1 - never
                                                 : expect_longest(room->longest, count);
    joined.share = 1 - none;
    joined.tally.on.value = joined.share > 0 ? expected / joined.share : 0;
    joined.tally.go = joined.share > 0 ? 1 - (1 - go) / joined.share : 1;
    return joined;
}

/* One after the other of those that are joined may leave, while the others do their most. */
static struct branch join_extreme(const struct solve_room *room, const struct branch *branches,
                                  size_t count) {
    enum journey_path path = room->path;
    struct branch joined = branches[0];
    struct journey_amount on = nothing;
    struct journey_amount all_out = nothing;
    struct journey_amount all_back = nothing;
    struct journey_amount least_out = impossible(path);
    bool some_out = false;
    bool some_back = false;
    for (size_t i = 0; i < count; i++) {
        const struct tally *tally = &branches[i].tally;
        if (!branches[i].leaves) {
            on = solve_beside(room->kind, on, tally->on);
        }
        some_out = some_out || is_possible(tally->out);
        some_back = some_back || is_possible(tally->back);
        least_out = pick(path, least_out, tally->out);
        all_out = solve_beside(room->kind, all_out, pick(path, tally->on, tally->out));
        all_back = solve_beside(room->kind, all_back, pick(path, tally->on, tally->back));
    }
    joined.leaves = false;
    joined.tally.on = on;
    joined.tally.out = !some_out ? impossible(path) : path == JOURNEY_BEST ? least_out : all_out;
    joined.tally.back = some_back ? all_back : impossible(path);
    return joined;
}

static struct branch join(struct solve_room *room, const struct branch *branches, size_t count) {
    return room->path == JOURNEY_PROBABLE ? join_probable(room, branches, count)
                                          : join_extreme(room, branches, count);
}

/* Those that are at the same gateway that waits become one. Gives their number. */
static size_t join_at(struct solve_room *room, size_t count, uint32_t at) {
    struct branch *branches = room->branches;
    size_t here = 0; /* they come first */
    for (size_t i = 0; i < count; i++) {
        if (branches[i].at == at) {
            struct branch other = branches[here];
            branches[here++] = branches[i];
            branches[i] = other;
        }
    }
    branches[0] = join(room, branches, here);
    memmove(&branches[1], &branches[here], (count - here) * sizeof *branches);
    return count - here + 1;
}

/* The branch that is farthest from the end; count if all are where their vertex meets. */
static size_t farthest(const struct solve_room *room, size_t count, uint32_t meet) {
    size_t found = count;
    for (size_t i = 0; i < count; i++) {
        uint32_t at = room->branches[i].at;
        if (at != meet &&
            (found == count || room->level->vertices[at].depth >
                                   room->level->vertices[room->branches[found].at].depth)) {
            found = i;
        }
    }
    return found;
}

/* All branches, each to the gateways on its way that wait, where those that are there go on as
   one. */
static struct tally branch_out(struct solve_room *room, const struct level_vertex *vertex,
                               bool only_certain) {
    const struct level *level = room->level;
    size_t count = 0;
    for (uint32_t i = vertex->first; i < vertex->first + vertex->count; i++) {
        const struct level_option *option = &level->options[i];
        if (option->kind != OPTION_FLOW || (only_certain && !option->certain)) {
            continue;
        }
        struct branch *branch = &room->branches[count++];
        bool whole = option->leaves || (room->path == JOURNEY_WORST && option->back != LEVEL_NONE);
        *branch = (struct branch){
            .at = whole ? vertex->meet : option->to,
            .share = option->share,
            .leaves = option->leaves,
            .tally = whole ? walk(room, option) : cost_of(room, option),
        };
    }
    size_t next;
    while ((next = farthest(room, count, vertex->meet)) < count && level_step(room->steps, count)) {
        uint32_t at = room->branches[next].at;
        if (level->vertices[at].waits) {
            count = join_at(room, count, at);
            next = 0;
        }
        struct branch *branch = &room->branches[next];
        branch->tally = follow(room, branch->tally, room->tallies[at]);
        branch->at = level->vertices[at].meet;
    }
    struct branch all = join(room, room->branches, count);
    if (room->path == JOURNEY_PROBABLE) {
        all.tally.on.value *= all.share;
        all.tally.go = 1 - all.share * (1 - all.tally.go);
    }
    return all.tally;
}

/* On the best path of branches of which none is certain, only one is taken. */
static struct tally go_on(struct solve_room *room, const struct level_vertex *vertex) {
    bool certain = false;
    for (uint32_t i = vertex->first; i < vertex->first + vertex->count; i++) {
        certain = certain || room->level->options[i].certain;
    }
    if (!vertex->branches || (room->path == JOURNEY_BEST && !certain)) {
        return choose(room, vertex);
    }
    return branch_out(room, vertex, room->path == JOURNEY_BEST);
}

/* What runs beside the rest, with a share of its own. */
static struct tally run_beside(const struct solve_room *room, struct tally tally, struct tally side,
                               double share) {
    if (room->path == JOURNEY_WORST) {
        struct journey_amount most = pick(room->path, side.on, side.out);
        if (is_possible(most)) {
            tally.on = solve_beside(room->kind, tally.on, most);
            tally.out = solve_beside(room->kind, tally.out, most);
            tally.back = solve_beside(room->kind, tally.back, most);
        }
        return tally;
    }
    struct journey_amount both = solve_beside(room->kind, tally.on, side.on);
    tally.on.value = share * both.value + (1 - share) * tally.on.value;
    tally.on.at_least = tally.on.at_least || (share > 0 && side.on.at_least);
    return tally;
}

/* Boundary events are not on the best path. */
static struct tally with_boundaries(struct solve_room *room, const struct level_vertex *vertex,
                                    struct tally regular) {
    struct tally tally = regular;
    double rest = 1;
    const struct level_option *options = room->level->options;
    uint32_t end = vertex->first + vertex->count;
    for (uint32_t i = vertex->first; i < end; i++) {
        rest -= options[i].kind == OPTION_EXCEPTION ? options[i].share : 0;
    }
    if (room->path == JOURNEY_PROBABLE) {
        tally = no_way(room);
        add_choice(room, &tally, regular, rest);
    }
    for (uint32_t i = vertex->first; i < end; i++) {
        if (options[i].kind == OPTION_EXCEPTION) {
            add_choice(room, &tally, walk(room, &options[i]), options[i].share);
        }
    }
    for (uint32_t i = vertex->first; i < end; i++) {
        if (options[i].kind == OPTION_BESIDE) {
            tally = run_beside(room, tally, walk(room, &options[i]), options[i].share);
        }
    }
    return tally;
}

static struct tally tally_of(struct solve_room *room, uint32_t at) {
    const struct level_vertex *vertex = &room->level->vertices[at];
    struct journey_amount own = room->costs.vertices[at][room->path];
    if (room->path == JOURNEY_WORST) {
        own = solve_then(room->kind, own, room->one_more[at]);
    }
    struct tally tally = go_on(room, vertex);
    if (room->path != JOURNEY_BEST) {
        tally = with_boundaries(room, vertex, tally);
    }
    (void)level_step(room->steps, vertex->count);
    return follow(room, of_amount(room, own), tally);
}

static void forget(struct solve_room *room) {
    for (uint32_t i = 0; i <= room->level->end; i++) {
        room->tallies[i] = no_way(room);
    }
    (void)level_step(room->steps, room->level->end);
}

/* From the beginning to the end; the amounts of a level that has no way at all are not known. */
static struct journey_amount total(struct solve_room *room) {
    struct tally all = follow_to(room, of_amount(room, nothing), 0, room->level->end);
    if (room->path == JOURNEY_PROBABLE) {
        return all.on;
    }
    struct journey_amount amount = pick(room->path, all.on, all.out);
    return is_possible(amount) ? amount : (struct journey_amount){0, true};
}

static bool differ(double a, double b) {
    return isfinite(a) && isfinite(b) ? fabs(a - b) > PRECISION * (1 + fabs(b)) : a != b;
}

/* One tally of each vertex after the other. Whether any of them has changed. */
static bool repeat(struct solve_room *room) {
    bool changed = false;
    for (uint32_t i = 0; i<room->level->order_count && * room->steps> 0; i++) {
        uint32_t at = room->level->order[i];
        struct tally *old = &room->tallies[at];
        struct tally new = tally_of(room, at);
        changed = changed || differ(new.on.value, old->on.value) ||
                  differ(new.out.value, old->out.value) || differ(new.go, old->go) ||
                  new.on.at_least != old->on.at_least || new.out.at_least != old->out.at_least;
        *old = new;
    }
    return changed;
}

/* False: it does not settle. */
static bool settle(struct solve_room *room, size_t rounds) {
    forget(room);
    while (rounds-- > 0 && *room->steps > 0) {
        if (!repeat(room)) {
            return true;
        }
    }
    return false;
}

static void solve_worst(struct solve_room *room) {
    const struct level *level = room->level;
    for (uint32_t i = 0; i <= level->end; i++) {
        room->one_more[i] = nothing;
    }
    for (uint32_t i = 0; i<level->head_count && * room->steps> 0; i++) {
        room->loop = level->heads[i];
        forget(room);
        (void)repeat(room);
        struct journey_amount round =
            follow_to(room, of_amount(room, nothing), room->loop, level->end).back;
        room->one_more[room->loop] = is_possible(round) ? round : nothing;
    }
    room->loop = LEVEL_NONE;
    forget(room);
    (void)repeat(room);
}

static bool is_free(const struct solve_room *room) {
    const struct level *level = room->level;
    for (uint32_t i = 0; i < level->order_count; i++) {
        const struct journey_amount *amounts = room->costs.vertices[level->order[i]];
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            if (amounts[path].value > 0 || amounts[path].at_least) {
                return false;
            }
        }
    }
    for (uint32_t i = 0; i < level->option_count && room->costs.options != NULL; i++) {
        if (room->costs.options[i] > 0) {
            return false;
        }
    }
    return true;
}

struct solve_room *solve_room_make(struct arena *arena, const struct level *level) {
    struct solve_room *room = ARENA_NEW(arena, struct solve_room);
    if (room == NULL) {
        return NULL;
    }
    room->level = level;
    room->tallies = ARENA_ARRAY(arena, level->end + 1, struct tally);
    room->one_more = ARENA_ARRAY(arena, level->end + 1, struct journey_amount);
    room->branches = ARENA_ARRAY(arena, level->widest + 1, struct branch);
    room->longest = ARENA_ARRAY(arena, level->widest + 1, struct longest);
    return arena_failed(arena) ? NULL : room;
}

void solve(struct solve_room *room, enum solve_kind kind, struct solve_costs costs, size_t *steps,
           bool *limited, struct journey_amount out[JOURNEY_PATHS]) {
    room->kind = kind;
    room->costs = costs;
    room->steps = steps;
    room->loop = LEVEL_NONE;
    memset(out, 0, JOURNEY_PATHS * sizeof *out);
    if (is_free(room)) {
        return;
    }
    room->path = JOURNEY_BEST;
    bool settled = settle(room, (size_t)room->level->end + 2);
    out[JOURNEY_BEST] = total(room);
    room->path = JOURNEY_WORST;
    solve_worst(room);
    out[JOURNEY_WORST] = total(room);
    room->path = JOURNEY_PROBABLE;
    bool converges = settle(room, ROUNDS_MAX);
    out[JOURNEY_PROBABLE] = converges ? total(room) : out[JOURNEY_BEST];
    out[JOURNEY_PROBABLE].at_least = out[JOURNEY_PROBABLE].at_least || !converges;
    if (*steps == 0 || !settled) {
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            out[path] = (struct journey_amount){0, true};
        }
        *limited = true;
    }
}
