/* Amounts that were worked out by hand, on drawings of many shapes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "drawing.h"
#include "fault.h"
#include "journey.h"

enum { MEMORY_MAX = 256 << 20, HOUR = 3600 };

/* What is expected of one subject; "at least" where is_open says so. */
struct expected {
    const char *line;
    double best, probable, worst;
    bool best_open, probable_open, worst_open;
};

static const struct journey *measure(struct arena *arena, const char *line) {
    const struct journey *journey;
    assert_int_equal(journey_measure(arena, drawing(arena, line), NULL, &journey), ERR_NONE);
    return journey;
}

static void expect_all(enum journey_subject subject, double unit, const struct expected *cases,
                       size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct expected *wanted = &cases[i];
        struct arena *arena = arena_create(MEMORY_MAX);
        const struct journey *journey = measure(arena, wanted->line);
        const struct journey_amount *got = journey->amounts[subject];
        double values[] = {wanted->best, wanted->probable, wanted->worst};
        bool open[] = {wanted->best_open, wanted->probable_open, wanted->worst_open};
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            double value = got[path].value / unit;
            double difference = value - values[path];
            if (difference > 1e-6 || difference < -1e-6 || got[path].at_least != open[path]) {
                fail_msg("%s\n%s: %s%g instead of %s%g", wanted->line, journey_path_slug(path),
                         got[path].at_least ? "at least " : "", value,
                         open[path] ? "at least " : "", values[path]);
            }
        }
        assert_false(journey->limited);
        arena_destroy(arena);
    }
}

static void journey__counts_what_is_asked_along_the_paths(void **state) {
    static const struct expected cases[] = {
        {"s t=2v e ; s>t t>e", 2, 2, 2},
        {"s t1=1v t2=2v t3 e ; s>t1 t1>t2 t2>t3 t3>e", 3, 3, 3},
        /* a choice, with shares, without, and with what the others leave */
        {"s x t1=1v t2=3v e ; s>x x>t1:75 x>t2:25 t1>e t2>e", 1, 1.5, 3},
        {"s x t1=1v t2=3v e ; s>x x>t1 x>t2 t1>e t2>e", 1, 2, 3},
        {"s x t1=1v t2=3v t3=5v e ; s>x x>t1:60 x>t2 x>t3 t1>e t2>e t3>e", 1, 2.2, 5},
        {"s x t1=1v t2=3v e ; s>x x>t1:90 x>t2:60 t1>e t2>e", 1, 1.8, 3},
        {"s x t1=1v t2=3v e ; s>x x>t1:0 x>t2:0 t1>e t2>e", 1, 2, 3},
        {"s x t1=1v e ; s>x x>t1:0 x>e:100 t1>e", 0, 0, 1},
        /* a choice that comes together and goes on */
        {"s x1 t1=1v x2 t2=1v e ; s>x1 x1>t1:20 x1>x2:80 t1>x2 x2>t2 t2>e", 1, 1.2, 2},
        /* an event-based gateway decides as well; several start events are alternatives */
        {"s g c1 c2 t=1v e ; s>g g>c1:40 g>c2:60 c1>t c2>e t>e", 0, 0.4, 1},
        {"s1 s2 t1=1v t2=3v e ; s1>t1:90 s2>t2:10 t1>e t2>e", 1, 1.2, 3},
        {"s1 s2 t1=1v t2=3v e ; s1>t1 s2>t2 t1>e t2>e", 1, 2, 3},
        /* parallel branches add up, and what follows the join counts once */
        {"s a1 t1=1v t2=2v a2 t3=4v e ; s>a1 a1>t1 a1>t2 t1>a2 t2>a2 a2>t3 t3>e", 7, 7, 7},
        {"s a1 t1=1v t2=2v e1 e2 ; s>a1 a1>t1 a1>t2 t1>e1 t2>e2", 3, 3, 3},
        {"s t1=1v t2=2v t3=4v e ; s>t1 t1>t2 t1>t3 t2>e t3>e", 7, 7, 7},
        /* two of three branches join first: what follows them counts once */
        {"s a1 t1=1v t2=1v t3=1v a2 t4=10v a3 t5=100v e ; s>a1 a1>t1 a1>t2 a1>t3 t1>a2 t2>a2 a2>t4 "
         "t4>a3 t3>a3 a3>t5 t5>e",
         113, 113, 113},
        /* an exclusive gateway joins nothing: each branch goes on by itself */
        {"s a1 t1 t2 x t3=1v e ; s>a1 a1>t1 a1>t2 t1>x t2>x x>t3 t3>e", 2, 2, 2},
        /* nested */
        {"s a1 x1 t1=1v t2=5v x2 t3=2v a2 e ; s>a1 a1>x1 x1>t1:50 x1>t2:50 t1>x2 t2>x2 x2>a2 a1>t3 "
         "t3>a2 a2>e",
         3, 5, 7},
        {"s x a1 t1=1v t2=1v a2 t3=5v e ; s>x x>a1:90 a1>t1 a1>t2 t1>a2 t2>a2 a2>e x>t3:10 t3>e", 2,
         2.3, 5},
        /* inclusive: the cheapest, all, each by its share; the default when none is taken */
        {"s o1 t1=1v t2=3v o2 t3=8v e ; s>o1 o1>t1:50? o1>t2:20? t1>o2 t2>o2 o2>t3 t3>e", 9,
         0.5 + 0.6 + 8, 12},
        {"s o1 t1=1v t2=3v t3=5v o2 e ; s>o1 o1>t1:50? o1>t2:20? o1>t3! t1>o2 t2>o2 t3>o2 o2>e", 1,
         0.5 + 0.6 + 5 * 0.4, 9},
        {"s t1 t2=1v t3=2v e ; s>t1 t1>t2 t1>t3:25? t2>e t3>e", 1, 1.5, 3},
        {"s k1 t1=1v t2=2v k2 e ; s>k1 k1>t1:100? k1>t2:100? t1>k2 t2>k2 k2>e", 1, 3, 3},
    };
    expect_all(JOURNEY_VISITS, 1, cases, COUNT_OF(cases));
}

static void journey__walks_each_loop_once_more_in_the_worst_case(void **state) {
    static const struct expected cases[] = {
        /* repeated with half the probability: 1 / (1 - 0.5) rounds */
        {"s t=1v x e ; s>t t>x x>e:50 x>t:50", 1, 2, 2},
        {"s t=1v x e ; s>t t>x x>e:1 x>t:99", 1, 100, 2},
        /* a loop that may be passed by */
        {"s x t=1v e ; s>x x>e:75 x>t:25 t>x", 0, 1.0 / 3, 1},
        /* the way back costs too; of two ways back the costlier */
        {"s t1=1v x t2=10v t3=20v e ; s>t1 t1>x x>e x>t2:0 x>t3:0 t2>t1 t3>t1", 1, 1, 22},
        /* a loop in a loop: the inner one once more in each of the two rounds of the outer one */
        {"s t1=1v t2=10v x2 x1 e ; s>t1 t1>t2 t2>x2 x2>t2:0 x2>x1 x1>t1:0 x1>e", 11, 11, 42},
        /* two loops after one another */
        {"s t1=1v x1 t2=10v x2 e ; s>t1 t1>x1 x1>t1:50 x1>t2 t2>x2 x2>t2:50 x2>e", 11, 22, 22},
        /* parallel branches in a loop, and a loop in a branch */
        {"s x1 a1 t1=1v t2=2v a2 x2 e ; s>x1 x1>a1 a1>t1 a1>t2 t1>a2 t2>a2 a2>x2 x2>x1:50 x2>e", 3,
         6, 6},
        {"s a1 x1 t1=1v x2 t2=5v a2 e ; s>a1 a1>x1 x1>t1 t1>x2 x2>x1:50 x2>a2 a1>t2 t2>a2 a2>e", 6,
         7, 7},
        /* two ways into one loop */
        {"s x1 t1=1v t2=2v x2 e ; s>x1 x1>t1 x1>t2 t1>t2 t2>x2 x2>t1:0 x2>e", 2, 2.5, 6},
    };
    expect_all(JOURNEY_VISITS, 1, cases, COUNT_OF(cases));
}

static void journey__ends_that_cut_a_level_short_stop_what_is_behind_them(void **state) {
    static const struct expected cases[] = {
        {"s t1=1v x q t2=2v e ; s>t1 t1>x x>q:50 x>t2 t2>e", 1, 2, 3},
        /* refused in one branch: what follows the join comes only if it is not */
        {"s a1 x q t1=1v t2=2v a2 t3=4v e ; s>a1 a1>x x>q:25 x>t1:75 t1>a2 a1>t2 t2>a2 a2>t3 t3>e",
         0, 0.75 + 2 + 3, 7},
        /* where all ends are of that kind they are ordinary ends */
        {"s x t1=1v t2=3v q1 q2 ; s>x x>t1 x>t2 t1>q1 t2>q2", 1, 2, 3},
    };
    expect_all(JOURNEY_VISITS, 1, cases, COUNT_OF(cases));
}

static void journey__boundary_events_are_exceptions(void **state) {
    static const struct expected cases[] = {
        {"s t1=1v b@t1 t2=4v e1 e2 ; s>t1 t1>e1 b>t2 t2>e2", 1, 1, 5},
        {"s t1=1v b@t1 t2=4v e1 e2 ; s>t1 t1>e1 b>t2:25 t2>e2", 1, 2, 5},
        /* instead of what follows the activity */
        {"s t1=1v b@t1 t2=4v t3=8v e ; s>t1 t1>t3 t3>e b>t2:50 t2>e", 9, 1 + 4 + 2, 9},
        /* and back to it */
        {"s t1=1v b@t1 t2=4v e ; s>t1 t1>e b>t2:50 t2>t1", 1, 1 + 1 + 4, 6},
        /* back into the branch, or out of it: then the join never comes */
        {"s a1 t1=1v b@t1 t2=4v t3=2v a2 t4=8v e ; s>a1 a1>t1 a1>t3 t1>a2 t3>a2 a2>t4 t4>e b>t2:50 "
         "t2>a2",
         11, 13, 15},
        {"s a1 t1=1v b@t1 t2=4v t3=2v a2 t4=8v e1 e2 ; s>a1 a1>t1 a1>t3 t1>a2 t3>a2 a2>t4 t4>e1 "
         "b>t2:50 t2>e2",
         11, 1 + 2 + 2 + 4, 11},
        /* beside the activity */
        {"s t1=1v d@t1 t2=4v t3=8v e1 e2 ; s>t1 t1>t3 t3>e1 d>t2:50 t2>e2", 9, 11, 13},
        /* the only way out of what would never end */
        {"s t1=1v b@t1 t2=4v e ; s>t1 t1>t1 b>t2 t2>e", 5, 1 * 2 + 4, 6},
    };
    expect_all(JOURNEY_VISITS, 1, cases, COUNT_OF(cases));
}

static void journey__levels_and_repeated_activities_count_with_what_is_inside(void **state) {
    static const struct expected cases[] = {
        {"s u[ s1 x t1=1v t2=3v e1 ; s1>x x>t1:50 x>t2:50 t1>e1 t2>e1 ] e ; s>u u>e", 1, 2, 3},
        {"s u=2j[ s1 t1=3v e1 ; s1>t1 t1>e1 ] e ; s>u u>e", 6, 6, 6},
        {"s t=1v3i e ; s>t t>e", 3, 3, 3},
        {"s t=1v0j e ; s>t t>e", 0, 0, 0},
        {"s t=1v4r e ; s>t t>e", 1, 1, 4, false, true, false},
        /* what stands aside may come, once */
        {"s t=1v y=5v w[ s2 t2=7v e2 ; s2>t2 t2>e2 ] e ; s>t t>e", 1, 1, 13},
        /* calls in the file; called ones do not stand beside the one that calls */
        {"s f@p2 t=1v e ; s>f f>t t>e | s2 t2=2v e2 ; s2>t2 t2>e2", 3, 3, 3},
        /* two that nobody calls are side by side */
        {"s t=1v e ; s>t t>e | s2 t2=2v e2 ; s2>t2 t2>e2", 3, 3, 3},
        /* calls of what cannot be seen, and of itself, may ask for more */
        {"s f@other t=1v e ; s>f f>t t>e", 1, 1, 1, true, true, true},
        {"s f@p1 t=1v e ; s>f f>t t>e", 1, 1, 1, true, true, true},
        /* links */
        {"s n1 m1 t=1v e ; s>n1 m1>t t>e", 1, 1, 1},
    };
    expect_all(JOURNEY_VISITS, 1, cases, COUNT_OF(cases));
}

static void journey__of_times_side_by_side_the_longest_counts(void **state) {
    static const struct expected cases[] = {
        {"s t1=2h t2=3h e ; s>t1 t1>t2 t2>e", 5, 5, 5},
        {"s a1 t1=2h t2=3h a2 t3=1h e ; s>a1 a1>t1 a1>t2 t1>a2 t2>a2 a2>t3 t3>e", 4, 4, 4},
        {"s a1 t1=2h t2=3h t3=9h a2 t4=4h a3 e ; s>a1 a1>t1 a1>t2 a1>t3 t1>a2 t2>a2 a2>t4 t4>a3 "
         "t3>a3 a3>e",
         9, 9, 9},
        /* of independent branches: 0.5 × 4, and in the other half 0.5 × 2 */
        {"s o1 t1=2h t2=4h o2 e ; s>o1 o1>t1:50? o1>t2:50? t1>o2 t2>o2 o2>e", 2, 2.5, 4},
        {"s t=2h3j e ; s>t t>e", 2, 2, 2},
        {"s t=2h3i e ; s>t t>e", 6, 6, 6},
        {"s t1=2h d@t1 t2=5h e1 e2 ; s>t1 t1>e1 d>t2:50 t2>e2", 2, 4.5, 7},
        /* a time stated outside counts instead of those inside */
        {"s u=2h[ s1 t1=9h e1 ; s1>t1 t1>e1 ] e ; s>u u>e", 2, 2, 2},
        {"s u[ s1 t1=9h e1 ; s1>t1 t1>e1 ] e ; s>u u>e", 9, 9, 9},
        {"s t=2h e ; s>t t>e | s2 t2=3h e2 ; s2>t2 t2>e2", 3, 3, 3},
    };
    expect_all(JOURNEY_SECONDS, HOUR, cases, COUNT_OF(cases));
}

static void journey__a_time_that_is_not_stated_is_never_zero(void **state) {
    static const struct expected cases[] = {
        {"s t e ; s>t t>e", 0, 0, 0, true, true, true},
        {"s t1=2h t2 e ; s>t1 t1>t2 t2>e", 2, 2, 2, true, true, true},
        {"s c t=2h e ; s>c c>t t>e", 2, 2, 2, true, true, true},
        /* known on the shorter way; the other may be longer, but is not shorter than two hours */
        {"s x t1=1h t2=2h t3 e ; s>x x>t1:50 x>t2:50 t1>e t2>t3 t3>e", 1, 1.5, 2, false, true,
         true},
        {"s x t1=2h t2=1h t3 e ; s>x x>t1:50 x>t2:50 t1>e t2>t3 t3>e", 1, 1.5, 2, true, true, true},
        {"s x t1=2h t2 e ; s>x x>t1:100 x>t2:0 t1>e t2>e", 0, 2, 2, true, false, true},
        {"s a1 t1=2h t2 a2 e ; s>a1 a1>t1 a1>t2 t1>a2 t2>a2 a2>e", 2, 2, 2, true, true, true},
        {"s u[ ] e ; s>u u>e", 0, 0, 0, true, true, true},
        {"s f@p1 t=1h e ; s>f f>t t>e", 1, 1, 1, true, true, true},
    };
    expect_all(JOURNEY_SECONDS, HOUR, cases, COUNT_OF(cases));
}

static void journey__broken_drawings_are_measured_as_far_as_they_go(void **state) {
    static const struct expected cases[] = {
        {"t1=1v t2=2v ; t1>t2", 3, 3, 3},
        {"t1=1v t2=2v ;", 3, 3, 3},
        {"s t1=1v ; s>t1", 1, 1, 1},
        {"s", 0, 0, 0},
        {"s e t1=5v ; s>e", 0, 0, 0},
        /* a join that waits for ever, branches that overtake each other */
        {"s x t1=1v t2=2v a e ; s>x x>t1 x>t2 t1>a t2>a a>e", 1, 1.5, 2},
        {"s a1 t1=1v a2 e ; s>a1 a1>t1 a1>a1 t1>a2 a1>a2 a2>e", 0, 0, 0, true, true, true},
        {"s t1=1v t2=1v ; s>t1 t1>e9 t2>t1", 1, 1, 1},
    };
    expect_all(JOURNEY_VISITS, 1, cases, COUNT_OF(cases));
}

static void journey__says_that_there_is_no_way_to_the_end(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct journey *journey = measure(arena, "s t1=1v t2=2v ; s>t1 t1>t2 t2>t1");
    assert_true(journey->endless);
    assert_true(journey->amounts[JOURNEY_VISITS][JOURNEY_BEST].value == 3);
    journey = measure(arena, "s x t1=1v e ; s>x x>e:50 x>t1:50 t1>t1");
    assert_true(journey->endless);
    assert_true(journey->amounts[JOURNEY_VISITS][JOURNEY_WORST].value == 1);
    journey = measure(arena, "s t1=1v x e ; s>t1 t1>x x>t1:100 x>e:0");
    assert_false(journey->endless);
    assert_true(journey->amounts[JOURNEY_VISITS][JOURNEY_PROBABLE].at_least);
    assert_true(journey->amounts[JOURNEY_VISITS][JOURNEY_PROBABLE].value == 1);
    arena_destroy(arena);
}

/* A chain of choices with loops all over, as long as a file may be. */
static void journey__any_size_takes_bounded_time(void **state) {
    struct arena *arena = arena_create((size_t)1 << 30);
    struct buf line;
    buf_init(&line, 1 << 22);
    enum { LONG = 3000 };
    buf_str(&line, "s e");
    for (int i = 0; i < LONG; i++) {
        buf_printf(&line, " x%d", i);
    }
    buf_printf(&line, " ; s>x0 x%d>e", LONG - 1);
    for (int i = 0; i + 1 < LONG; i++) {
        buf_printf(&line, " x%d>x%d x%d>x%d:1", i, i + 1, i, (i * 7919) % LONG);
    }
    const struct journey *journey = measure(arena, line.data);
    assert_int_equal(journey->visit_count, 0);
    buf_clear(&line);
    buf_str(&line, "s a a2 e ; s>a a2>e");
    buf_finish(&line);
    buf_init(&line, 1 << 22);
    buf_str(&line, "s=1v a0 e");
    for (int i = 0; i < LONG; i++) {
        buf_printf(&line, " a%d t%d=1v", i + 1, i);
    }
    buf_printf(&line, " ; s>a0 a%d>e", LONG);
    for (int i = 0; i < LONG; i++) {
        buf_printf(&line, " a%d>a%d a%d>t%d t%d>a%d", i, i + 1, i, i, i, (i * 7919) % LONG);
    }
    journey = measure(arena, line.data);
    assert_int_equal(journey->visit_count, LONG);
    buf_finish(&line);
    arena_destroy(arena);
}

/* A random drawing made of blocks with one way in and one way out, and what it must come to. */
struct blocks {
    struct buf nodes, flows;
    uint64_t seed;
    int count;
};

struct block {
    char in, out; /* types and numbers of the nodes at both ends */
    int in_number, out_number;
    double visits[JOURNEY_PATHS], hours[JOURNEY_PATHS];
};

static unsigned draw_lot(struct blocks *blocks, unsigned limit) {
    blocks->seed = blocks->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(blocks->seed >> 33) % limit;
}

static int add_node(struct blocks *blocks, char type) {
    buf_printf(&blocks->nodes, " %c%d", type, blocks->count);
    return blocks->count++;
}

static void add_flow(struct blocks *blocks, char from, int from_number, char to, int to_number) {
    buf_printf(&blocks->flows, " %c%d>%c%d", from, from_number, to, to_number);
}

static struct block task_block(struct blocks *blocks) {
    unsigned visits = draw_lot(blocks, 4);
    unsigned hours = draw_lot(blocks, 10);
    int number = add_node(blocks, 't');
    struct block block = {.in = 't', .out = 't', .in_number = number, .out_number = number};
    buf_printf(&blocks->nodes, "=%uv%uh", visits, hours);
    for (size_t path = 0; path < JOURNEY_PATHS; path++) {
        block.visits[path] = visits;
        block.hours[path] = hours;
    }
    return block;
}

static void take_choice(struct block *block, const struct block *one, double share, bool first) {
    struct {
        double *sum;
        const double *value;
    } both[] = {{block->visits, one->visits}, {block->hours, one->hours}};
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        double *sum = both[i].sum;
        const double *value = both[i].value;
        bool less = first || value[JOURNEY_BEST] < sum[JOURNEY_BEST];
        bool more = first || value[JOURNEY_WORST] > sum[JOURNEY_WORST];
        sum[JOURNEY_BEST] = less ? value[JOURNEY_BEST] : sum[JOURNEY_BEST];
        sum[JOURNEY_WORST] = more ? value[JOURNEY_WORST] : sum[JOURNEY_WORST];
        sum[JOURNEY_PROBABLE] += share * value[JOURNEY_PROBABLE];
    }
}

static void take_branch(struct block *block, const struct block *one) {
    for (size_t path = 0; path < JOURNEY_PATHS; path++) {
        bool longer = one->hours[path] > block->hours[path];
        block->visits[path] += one->visits[path];
        block->hours[path] = longer ? one->hours[path] : block->hours[path];
    }
}

static struct block random_block(struct blocks *blocks, unsigned depth);

static struct block gateway_block(struct blocks *blocks, unsigned depth, char type) {
    unsigned count = 2 + draw_lot(blocks, 2);
    unsigned rest = 100;
    int in = add_node(blocks, type);
    int out = add_node(blocks, type);
    struct block block = {.in = type, .out = type, .in_number = in, .out_number = out};
    for (unsigned i = 0; i < count; i++) {
        struct block one = random_block(blocks, depth - 1);
        unsigned share = i + 1 == count ? rest : draw_lot(blocks, rest + 1);
        rest -= share;
        add_flow(blocks, type, in, one.in, one.in_number);
        if (type == 'x') {
            buf_printf(&blocks->flows, ":%u", share);
            take_choice(&block, &one, share / 100.0, i == 0);
        } else {
            take_branch(&block, &one);
        }
        add_flow(blocks, one.out, one.out_number, type, out);
    }
    return block;
}

static struct block loop_block(struct blocks *blocks, unsigned depth) {
    struct block body = random_block(blocks, depth - 1);
    unsigned back = draw_lot(blocks, 80);
    int in = add_node(blocks, 'x');
    int out = add_node(blocks, 'x');
    add_flow(blocks, 'x', in, body.in, body.in_number);
    add_flow(blocks, body.out, body.out_number, 'x', out);
    add_flow(blocks, 'x', out, 'x', in);
    buf_printf(&blocks->flows, ":%u", back);
    body.visits[JOURNEY_PROBABLE] *= 100.0 / (100 - back);
    body.hours[JOURNEY_PROBABLE] *= 100.0 / (100 - back);
    body.visits[JOURNEY_WORST] *= 2;
    body.hours[JOURNEY_WORST] *= 2;
    body.in = body.out = 'x';
    body.in_number = in;
    body.out_number = out;
    return body;
}

static struct block random_block(struct blocks *blocks, unsigned depth) {
    unsigned kind = depth == 0 ? 0 : draw_lot(blocks, 5);
    if (kind == 0) {
        return task_block(blocks);
    }
    if (kind == 1) {
        return gateway_block(blocks, depth, 'x');
    }
    if (kind == 2) {
        return gateway_block(blocks, depth, 'a');
    }
    if (kind == 3) {
        return loop_block(blocks, depth);
    }
    struct block first = random_block(blocks, depth - 1);
    struct block second = random_block(blocks, depth - 1);
    add_flow(blocks, first.out, first.out_number, second.in, second.in_number);
    for (size_t path = 0; path < JOURNEY_PATHS; path++) {
        first.visits[path] += second.visits[path];
        first.hours[path] += second.hours[path];
    }
    first.out = second.out;
    first.out_number = second.out_number;
    return first;
}

static void journey__agrees_with_plain_arithmetic_on_random_blocks(void **state) {
    enum { DRAWINGS = 300, DEPTH = 4 };
    for (uint64_t seed = 1; seed <= DRAWINGS; seed++) {
        struct arena *arena = arena_create(MEMORY_MAX);
        struct blocks blocks = {.seed = seed};
        buf_init(&blocks.nodes, 1 << 20);
        buf_init(&blocks.flows, 1 << 20);
        struct block all = random_block(&blocks, DEPTH);
        const char *line =
            arena_printf(arena, "s e%s ;%s s>%c%d %c%d>e", buf_text(&blocks.nodes),
                         buf_text(&blocks.flows), all.in, all.in_number, all.out, all.out_number);
        const struct expected visits = {line, all.visits[JOURNEY_BEST],
                                        all.visits[JOURNEY_PROBABLE], all.visits[JOURNEY_WORST]};
        const struct expected hours = {line, all.hours[JOURNEY_BEST], all.hours[JOURNEY_PROBABLE],
                                       all.hours[JOURNEY_WORST]};
        expect_all(JOURNEY_VISITS, 1, &visits, 1);
        expect_all(JOURNEY_SECONDS, HOUR, &hours, 1);
        buf_finish(&blocks.nodes);
        buf_finish(&blocks.flows);
        arena_destroy(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(journey__counts_what_is_asked_along_the_paths),
        cmocka_unit_test(journey__walks_each_loop_once_more_in_the_worst_case),
        cmocka_unit_test(journey__ends_that_cut_a_level_short_stop_what_is_behind_them),
        cmocka_unit_test(journey__boundary_events_are_exceptions),
        cmocka_unit_test(journey__levels_and_repeated_activities_count_with_what_is_inside),
        cmocka_unit_test(journey__of_times_side_by_side_the_longest_counts),
        cmocka_unit_test(journey__a_time_that_is_not_stated_is_never_zero),
        cmocka_unit_test(journey__broken_drawings_are_measured_as_far_as_they_go),
        cmocka_unit_test(journey__says_that_there_is_no_way_to_the_end),
        cmocka_unit_test(journey__agrees_with_plain_arithmetic_on_random_blocks),
        cmocka_unit_test(journey__any_size_takes_bounded_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
