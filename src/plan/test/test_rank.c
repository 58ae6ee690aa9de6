#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan_rank.h"
#include "tr.h"

static struct arena *arena;

static int setup(void **state) {
    arena = arena_create(512u << 20);
    return arena ? 0 : -1;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

static uint64_t seed = 7;

static unsigned dice(unsigned sides) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % sides);
}

static struct maybe_real perhaps(unsigned sides) {
    return dice(4) == 0 ? UNKNOWN_REAL : known_real(dice(sides));
}

static struct maybe_int perhaps_count(unsigned sides) {
    return dice(4) == 0 ? UNKNOWN_INT : known_int(dice(sides));
}

/* Items with many ties and many unknowns. */
static struct plan_rank_item *many(size_t count) {
    struct plan_rank_item *items = ARENA_ARRAY(arena, count, struct plan_rank_item);
    assert_non_null(items);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct plan_rank_item){.service_id = arena_printf(arena, "s%08zu", i),
                                           .input = i,
                                           .band = (enum plan_band)dice(5),
                                           .unhappy = perhaps(6),
                                           .saving = perhaps(4),
                                           .visits = perhaps(3),
                                           .volume = perhaps(3),
                                           .transparency = (int)dice(4),
                                           .ties = {perhaps_count(2), perhaps(3), perhaps_count(3),
                                                    perhaps_count(3), perhaps_count(3),
                                                    dice(2) == 0 ? UNKNOWN_INT : known_int(1)}};
    }
    return items;
}

static int sign(int x) {
    return (x > 0) - (x < 0);
}

static void rank__is_a_total_order(void **state) {
    enum { COUNT = 120 };
    struct plan_rank_item *items = many(COUNT);
    assert_int_equal(plan_rank(arena, items, COUNT), ERR_NONE);
    for (size_t a = 0; a < COUNT; a++) {
        assert_int_equal(items[a].rank, (int64_t)a + 1);
        for (size_t b = 0; b < COUNT; b++) {
            int ab = sign(plan_rank_compare(&items[a], &items[b]));
            assert_int_equal(ab, -sign(plan_rank_compare(&items[b], &items[a])));
            assert_int_equal(ab == 0, a == b);
            for (size_t c = 0; c < COUNT; c++) {
                if (ab < 0 && plan_rank_compare(&items[b], &items[c]) < 0) {
                    assert_true(plan_rank_compare(&items[a], &items[c]) < 0);
                }
            }
        }
    }
}

static void rank__does_not_depend_on_the_order_of_the_input(void **state) {
    enum { COUNT = 500 };
    struct plan_rank_item *items = many(COUNT);
    struct plan_rank_item *shuffled = ARENA_ARRAY(arena, COUNT, struct plan_rank_item);
    memcpy(shuffled, items, COUNT * sizeof *items);
    for (size_t i = COUNT - 1; i > 0; i--) {
        size_t k = dice((unsigned)i + 1);
        struct plan_rank_item swap = shuffled[i];
        shuffled[i] = shuffled[k];
        shuffled[k] = swap;
    }
    assert_int_equal(plan_rank(arena, items, COUNT), ERR_NONE);
    assert_int_equal(plan_rank(arena, shuffled, COUNT), ERR_NONE);
    for (size_t i = 0; i < COUNT; i++) {
        assert_string_equal(items[i].service_id, shuffled[i].service_id);
    }
}

static void rank__satisfaction_comes_before_everything(void **state) {
    struct plan_rank_item items[] = {
        {.service_id = "good",
         .band = PLAN_BAND_GOOD,
         .unhappy = known_real(1e9),
         .saving = known_real(1e12),
         .visits = known_real(9),
         .volume = known_real(1e6)},
        {.service_id = "bad",
         .band = PLAN_BAND_BAD,
         .unhappy = known_real(1),
         .saving = known_real(1),
         .transparency = 3,
         .visits = known_real(0),
         .volume = known_real(1)},
        {.service_id = "grey", .band = PLAN_BAND_UNKNOWN, .unhappy = known_real(1e9)},
    };
    assert_int_equal(plan_rank(arena, items, 3), ERR_NONE);
    assert_string_equal(items[0].service_id, "bad");
    assert_string_equal(items[1].service_id, "good");
    assert_string_equal(items[2].service_id, "grey");
    assert_int_equal(plan_rank_differs(&items[0], &items[1]), PLAN_AT_SATISFACTION);
}

static void rank__each_position_decides_when_those_before_are_equal(void **state) {
    struct plan_rank_item base = {.service_id = "a",
                                  .band = PLAN_BAND_WEAK,
                                  .unhappy = known_real(5),
                                  .saving = known_real(5),
                                  .transparency = 1,
                                  .visits = known_real(2),
                                  .volume = known_real(10),
                                  .ties = {known_int(0), known_real(0), known_int(0), known_int(0),
                                           known_int(1), UNKNOWN_INT}};
    for (int position = 0; position < PLAN_POSITIONS; position++) {
        struct plan_rank_item pair[2] = {base, base};
        pair[0].service_id = "b"; /* the one that must come first has the later id … */
        switch (position) {
        case PLAN_AT_SATISFACTION:
            pair[0].band = PLAN_BAND_BAD;
            break;
        case PLAN_AT_UNHAPPY:
            pair[0].unhappy = known_real(6);
            break;
        case PLAN_AT_SAVING:
            pair[0].saving = known_real(6);
            break;
        case PLAN_AT_TRANSPARENCY:
            pair[0].transparency = 0;
            break;
        case PLAN_AT_VISITS:
            pair[0].visits = known_real(3);
            break;
        case PLAN_AT_VOLUME:
            pair[0].volume = known_real(11);
            break;
        case PLAN_AT_MUST_VISIT:
            pair[0].ties.must_visit = known_int(1);
            break;
        case PLAN_AT_DOCUMENTS:
            pair[0].ties.documents = known_real(3);
            break;
        case PLAN_AT_OFFLINE:
            pair[0].ties.offline = known_int(2);
            break;
        case PLAN_AT_GAP:
            pair[0].ties.gap = known_int(3);
            break;
        case PLAN_AT_AUDIENCE:
            pair[0].ties.audience = known_int(2);
            break;
        case PLAN_AT_LIFE_EVENT:
            pair[0].ties.life_event = known_int(1);
            break;
        default:
            pair[0].service_id = "0";
            break; /* … unless the id itself decides */
        }
        const char *first = pair[0].service_id;
        assert_int_equal(plan_rank(arena, pair, 2), ERR_NONE);
        assert_string_equal(pair[0].service_id, first);
        assert_int_equal(plan_rank_differs(&pair[0], &pair[1]), position);
        assert_non_null(plan_rank_reason(arena, &pair[0], &pair[1]));
    }
}

/* Unknown is not zero: it may be more, so it goes before what is known to be nothing. */
static void rank__unknown_stands_between_something_and_nothing(void **state) {
    struct plan_rank_item items[] = {
        {.service_id = "nothing", .band = PLAN_BAND_UNKNOWN, .saving = known_real(0)},
        {.service_id = "unknown", .band = PLAN_BAND_UNKNOWN, .saving = UNKNOWN_REAL},
        {.service_id = "something", .band = PLAN_BAND_UNKNOWN, .saving = known_real(1)},
    };
    assert_int_equal(plan_rank(arena, items, 3), ERR_NONE);
    assert_string_equal(items[0].service_id, "something");
    assert_string_equal(items[1].service_id, "unknown");
    assert_string_equal(items[2].service_id, "nothing");
    assert_int_equal(items[1].saving_decile, PLAN_DECILE_UNKNOWN);
    assert_int_equal(items[2].saving_decile, PLAN_DECILE_NOTHING);
}

static void rank__deciles_share_ties_and_span_one_to_ten(void **state) {
    struct plan_rank_item items[20];
    char ids[20][4];
    for (int i = 0; i < 20; i++) {
        snprintf(ids[i], sizeof ids[i], "%02d", i);
        items[i] = (struct plan_rank_item){.service_id = ids[i],
                                           .band = PLAN_BAND_BAD,
                                           .unhappy = known_real(i + 1),
                                           .saving = known_real(7)};
    }
    assert_int_equal(plan_rank(arena, items, 20), ERR_NONE);
    assert_int_equal(items[0].unhappy_decile, 10);
    assert_int_equal(items[1].unhappy_decile, 10);
    assert_int_equal(items[2].unhappy_decile, 9);
    assert_int_equal(items[19].unhappy_decile, 1);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(items[i].saving_decile, 1);
    }
}

static void rank__the_reason_names_both_values(void **state) {
    struct plan_rank_item pair[] = {
        {.service_id = "a", .band = PLAN_BAND_BAD, .visits = known_real(3)},
        {.service_id = "b", .band = PLAN_BAND_BAD, .visits = UNKNOWN_REAL}};
    assert_int_equal(plan_rank(arena, pair, 2), ERR_NONE);
    const char *reason = plan_rank_reason(arena, &pair[0], &pair[1]);
    assert_non_null(strstr(reason, "۳"));
    assert_non_null(strstr(reason, tr("not reported")));
    assert_string_not_equal(plan_rank_reason(arena, &pair[1], NULL), reason);
}

/* A tie never outweighs a measure, and a fact nobody stated never wins. */
static void rank__ties_come_after_every_measure(void **state) {
    struct plan_rank_item items[] = {
        {.service_id = "a",
         .band = PLAN_BAND_UNKNOWN,
         .transparency = 1,
         .ties = {known_int(1), known_real(9), known_int(4), known_int(4), known_int(3),
                  known_int(1)}},
        {.service_id = "b", .band = PLAN_BAND_UNKNOWN, .transparency = 0},
        {.service_id = "c",
         .band = PLAN_BAND_UNKNOWN,
         .transparency = 0,
         .ties = {.must_visit = known_int(0)}},
    };
    assert_int_equal(plan_rank(arena, items, 3), ERR_NONE);
    assert_string_equal(items[0].service_id, "b"); /* of c it is known that no visit is needed */
    assert_string_equal(items[1].service_id, "c");
    assert_string_equal(items[2].service_id, "a");
    assert_int_equal(plan_rank_differs(&items[1], &items[2]), PLAN_AT_TRANSPARENCY);
    const char *reason = plan_rank_reason(arena, &items[0], &items[1]);
    assert_non_null(strstr(reason, tr("no")));
    assert_non_null(strstr(reason, tr("not reported")));
}

/* Left out of a run, services of which nothing moves change no rank of the others. */
static void sensitivity__services_without_figures_stand_last(void **state) {
    struct plan_rank_item items[40];
    char ids[40][8];
    for (int i = 0; i < 40; i++) {
        bool moves = i % 4 == 0;
        snprintf(ids[i], sizeof ids[i], "s%02d", i);
        items[i] = (struct plan_rank_item){.service_id = ids[i],
                                           .band = PLAN_BAND_UNKNOWN,
                                           .transparency = (int)dice(4),
                                           .saving = moves ? known_real(1 + dice(5)) : UNKNOWN_REAL,
                                           .visits = perhaps(4),
                                           .ties = {.must_visit = perhaps_count(2)}};
    }
    assert_int_equal(plan_rank(arena, items, 40), ERR_NONE);
    for (int i = 0; i < 40; i++) {
        assert_int_equal(items[i].saving.known, i < 10);
    }
}

static void rank__transparency_bands_are_fixed(void **state) {
    static const int expected[] = {0, 0, 1, 1, 2, 3};
    for (int published = 0; published <= PLAN_TRANSPARENCY_FACTS; published++) {
        assert_int_equal(plan_transparency_band(published), expected[published]);
    }
}

static void rank__handles_a_hundred_thousand(void **state) {
    enum { COUNT = 100000 };
    struct plan_rank_item *items = many(COUNT);
    assert_int_equal(plan_rank(arena, items, COUNT), ERR_NONE);
    for (size_t i = 1; i < COUNT; i++) {
        assert_true(plan_rank_compare(&items[i - 1], &items[i]) < 0);
    }
}

static struct plan_settings settings_of(double hour) {
    return (struct plan_settings){.hour_rial = known_real(hour),
                                  .fare_rial = known_real(200000),
                                  .document_rial = known_real(100000),
                                  .visit_minutes = known_real(60),
                                  .prior_weight = known_real(30),
                                  .quantile = known_real(1.645),
                                  .publish_from = known_int(100)};
}

static struct plan_rank_input input_of(const char *id, double volume, struct plan_answers answers) {
    return (struct plan_rank_input){.service_id = id,
                                    .target_stage = 4,
                                    .answers = answers,
                                    .one = {.volume = known_real(volume),
                                            .visits = known_real(2),
                                            .zero_share = known_real(0),
                                            .minutes = known_real(240),
                                            .documents = known_real(1),
                                            .fee_rial = known_real(0)}};
}

static struct plan_prior prior_of(const struct plan_rank_input *inputs, size_t count) {
    struct plan_answers all = {0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        all.good += inputs[i].answers.good;
        all.medium += inputs[i].answers.medium;
        all.bad += inputs[i].answers.bad;
    }
    return plan_prior_of(&all);
}

static void sensitivity__a_clear_leader_stays(void **state) {
    struct plan_rank_input inputs[] = {input_of("lead", 90000, (struct plan_answers){10, 10, 400}),
                                       input_of("next", 5000, (struct plan_answers){300, 50, 20}),
                                       input_of("last", 10, (struct plan_answers){900, 10, 10})};
    struct plan_settings settings = settings_of(600000);
    struct plan_sensitivity_options options = {
        .share = 0.25, .seed = 1, .random_runs = 50, .top = 1};
    struct plan_sensitivity first, again;
    const struct plan_prior prior = prior_of(inputs, 3);
    assert_int_equal(plan_rank_sensitivity(arena, inputs, 3, &prior, &settings, &options, &first),
                     ERR_NONE);
    assert_int_equal(first.runs, 6 * 2 + 50);
    assert_int_equal(first.count, 1);
    assert_int_equal(first.rows[0].input, 0);
    assert_int_equal(first.rows[0].in_top, first.runs);
    assert_int_equal(first.rows[0].worst, 1);
    assert_int_equal(plan_rank_sensitivity(arena, inputs, 3, &prior, &settings, &options, &again),
                     ERR_NONE);
    assert_memory_equal(first.rows, again.rows, sizeof *first.rows);
}

static void sensitivity__a_close_race_is_seen(void **state) {
    /* S↓ just below 8 with z = 1.645 moves over the band's edge when z shrinks. */
    enum { COUNT = 30 };
    struct plan_rank_input inputs[COUNT];
    char ids[COUNT][8];
    for (int i = 0; i < COUNT; i++) {
        snprintf(ids[i], sizeof ids[i], "s%02d", i);
        inputs[i] =
            input_of(ids[i], 1000 + i, (struct plan_answers){100 + 7 * (i % 11), 20, 10 + (i % 5)});
    }
    struct plan_settings settings = settings_of(600000);
    struct plan_sensitivity_options options = {
        .share = 0.25, .seed = 3, .random_runs = 40, .top = 10};
    struct plan_sensitivity out;
    const struct plan_prior prior = prior_of(inputs, COUNT);
    assert_int_equal(plan_rank_sensitivity(arena, inputs, COUNT, &prior, &settings, &options, &out),
                     ERR_NONE);
    int moved = 0;
    for (size_t i = 0; i < out.count; i++) {
        assert_true(out.rows[i].best <= out.rows[i].rank && out.rows[i].rank <= out.rows[i].worst);
        assert_true(out.rows[i].in_top <= out.runs);
        moved += out.rows[i].best != out.rows[i].worst;
    }
    assert_true(moved > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rank__is_a_total_order),
        cmocka_unit_test(rank__does_not_depend_on_the_order_of_the_input),
        cmocka_unit_test(rank__satisfaction_comes_before_everything),
        cmocka_unit_test(rank__each_position_decides_when_those_before_are_equal),
        cmocka_unit_test(rank__unknown_stands_between_something_and_nothing),
        cmocka_unit_test(rank__deciles_share_ties_and_span_one_to_ten),
        cmocka_unit_test(rank__the_reason_names_both_values),
        cmocka_unit_test(rank__ties_come_after_every_measure),
        cmocka_unit_test(rank__transparency_bands_are_fixed),
        cmocka_unit_test(rank__handles_a_hundred_thousand),
        cmocka_unit_test(sensitivity__services_without_figures_stand_last),
        cmocka_unit_test(sensitivity__a_clear_leader_stays),
        cmocka_unit_test(sensitivity__a_close_race_is_seen),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
