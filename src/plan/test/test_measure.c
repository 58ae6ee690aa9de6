#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "plan_measure.h"

static const struct plan_settings settings = {.hour_rial = {true, 600000},
                                              .fare_rial = {true, 200000},
                                              .document_rial = {true, 100000},
                                              .visit_minutes = {true, 90},
                                              .prior_weight = {true, 30},
                                              .quantile = {true, 1.645},
                                              .publish_from = {true, 100},
                                              .default_target = {true, 4},
                                              .stale_years = {true, 3}};

/* 10,000 cases, 3 visits, one in five without a visit, 4 hours, 2 documents, 50,000 rial. */
static struct plan_case card(void) {
    return (struct plan_case){.volume = known_real(10000),
                              .visits = known_real(3),
                              .zero_share = known_real(0.2),
                              .minutes = known_real(240),
                              .documents = known_real(2),
                              .fee_rial = known_real(50000)};
}

static void near(struct maybe_real got, double expected) {
    assert_true(got.known);
    assert_true(fabs(got.value - expected) < 1e-6 * fmax(1.0, fabs(expected)));
}

static void measure__visit_debt_is_volume_times_visits_still_made(void **state) {
    struct plan_case one = card();
    near(plan_visit_debt(&one), 24000.0); /* 10000·3·0.8 */
}

static void measure__unknown_is_not_zero(void **state) {
    struct plan_case one = card();
    one.volume = UNKNOWN_REAL;
    assert_false(plan_visit_debt(&one).known);
    assert_false(plan_burden(&one, &settings).known);
    assert_false(plan_saving(&one, &settings, 4).known);
    one = card();
    one.zero_share = UNKNOWN_REAL;
    assert_false(plan_visit_debt(&one).known);
    one = card();
    one.fee_rial = UNKNOWN_REAL;
    assert_false(plan_burden(&one, &settings).known);
    one.fee_rial = known_real(0); /* free is known */
    assert_true(plan_burden(&one, &settings).known);
}

static void measure__no_visit_means_no_debt_whatever_the_volume(void **state) {
    struct plan_case one = {.visits = known_real(0)};
    near(plan_visit_debt(&one), 0.0);
    near(plan_saving(&one, &settings, 4), 0.0);
}

static void measure__burden_by_hand(void **state) {
    struct plan_case one = card();
    /* 10000·[4·600000 + 3·200000 + 2·100000 + 50000] = 10000·3,250,000 */
    near(plan_burden(&one, &settings), 32500000000.0);
}

static void measure__saving_is_what_the_target_removes(void **state) {
    struct plan_case one = card();
    /* 24000 visits · (200000 + min(90, 240/3)=80 min → 800000) */
    near(plan_saving(&one, &settings, 4), 24000.0 * 1000000.0);
    near(plan_saving(&one, &settings, 5), 24000.0 * 1000000.0 + 10000.0 * 2 * 100000.0);
    near(plan_saving(&one, &settings, 3), 0.0);
    one.fee_rial = UNKNOWN_REAL; /* cancels: need not be known */
    one.documents = UNKNOWN_REAL;
    near(plan_saving(&one, &settings, 4), 24000.0 * 1000000.0);
    assert_false(plan_saving(&one, &settings, 5).known);
    one.minutes = UNKNOWN_REAL; /* then a visit takes the whole assumed time */
    near(plan_saving(&one, &settings, 4), 24000.0 * (200000.0 + 900000.0));
}

static void measure__satisfaction_by_hand(void **state) {
    /* 60 good, 20 medium, 20 bad: S = 7; deviation² = (60·9+20·4+20·49)/99 = 1600/99 */
    struct plan_answers answers = {60, 20, 20};
    struct plan_prior prior = {known_real(6.0), known_real(4.0)};
    struct plan_satisfaction s = plan_satisfaction_of(&answers, &prior, &settings);
    near(s.mean, 7.0);
    double m = (30 * 6.0 + 100 * 7.0) / 130.0;
    near(s.lower, m - 1.645 * sqrt(1600.0 / 99.0) / sqrt(130.0));
    near(s.lower, 6.189225);
    assert_int_equal(s.band, PLAN_BAND_WEAK);
    assert_true(s.published);
}

static void measure__satisfaction_is_published_from_a_hundred_answers(void **state) {
    struct plan_prior prior = {known_real(6.0), known_real(4.0)};
    struct plan_answers answers = {99, 0, 0};
    assert_false(plan_satisfaction_of(&answers, &prior, &settings).published);
    answers.bad = 1;
    assert_true(plan_satisfaction_of(&answers, &prior, &settings).published);
}

static void measure__one_answer_borrows_the_provincial_deviation(void **state) {
    struct plan_prior prior = {known_real(6.0), known_real(4.0)};
    struct plan_answers answers = {1, 0, 0};
    struct plan_satisfaction s = plan_satisfaction_of(&answers, &prior, &settings);
    near(s.lower, (30 * 6.0 + 10.0) / 31.0 - 1.645 * 4.0 / sqrt(31.0));
    struct plan_answers none = {0, 0, 0};
    s = plan_satisfaction_of(&none, &prior, &settings);
    assert_false(s.lower.known);
    assert_int_equal(s.band, PLAN_BAND_UNKNOWN);
}

static void measure__bands_are_fixed(void **state) {
    assert_int_equal(plan_band_of(known_real(0)), PLAN_BAND_BAD);
    assert_int_equal(plan_band_of(known_real(4.999999)), PLAN_BAND_BAD);
    assert_int_equal(plan_band_of(known_real(5)), PLAN_BAND_WEAK);
    assert_int_equal(plan_band_of(known_real(6.5)), PLAN_BAND_FAIR);
    assert_int_equal(plan_band_of(known_real(7.999999)), PLAN_BAND_FAIR);
    assert_int_equal(plan_band_of(known_real(8)), PLAN_BAND_GOOD);
    assert_int_equal(plan_band_of(UNKNOWN_REAL), PLAN_BAND_UNKNOWN);
}

static void measure__unhappy_people(void **state) {
    near(plan_unhappy(known_real(1000), known_real(4.0)), 600.0);
    assert_false(plan_unhappy(UNKNOWN_REAL, known_real(4.0)).known);
    assert_false(plan_unhappy(known_real(1000), UNKNOWN_REAL).known);
}

static void measure__a_number_without_end_is_unknown(void **state) {
    struct plan_case one = card();
    one.volume = known_real(1e308);
    one.visits = known_real(1e308);
    assert_false(plan_visit_debt(&one).known);
    assert_false(plan_burden(&one, &settings).known);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measure__visit_debt_is_volume_times_visits_still_made),
        cmocka_unit_test(measure__unknown_is_not_zero),
        cmocka_unit_test(measure__no_visit_means_no_debt_whatever_the_volume),
        cmocka_unit_test(measure__burden_by_hand),
        cmocka_unit_test(measure__saving_is_what_the_target_removes),
        cmocka_unit_test(measure__satisfaction_by_hand),
        cmocka_unit_test(measure__satisfaction_is_published_from_a_hundred_answers),
        cmocka_unit_test(measure__one_answer_borrows_the_provincial_deviation),
        cmocka_unit_test(measure__bands_are_fixed),
        cmocka_unit_test(measure__unhappy_people),
        cmocka_unit_test(measure__a_number_without_end_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
