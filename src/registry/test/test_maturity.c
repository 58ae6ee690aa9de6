/* The minimum rule, exhaustively: every criterion alone, unknown ones, the cap of notification. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "maturity.h"

static struct profile_criteria all_at(int level) {
    struct profile_criteria out = {0};
    for (int i = 0; i < CRITERION_COUNT; i++) {
        out.items[i] = (struct profile_declared){known_int(level), YESNO_UNKNOWN, ""};
    }
    return out;
}

static void levels__stage_is_the_least_of_every_combination_of_two(void **state) {
    for (int high = 0; high <= MATURITY_MAX; high++) {
        for (int low = 0; low <= high; low++) {
            for (int i = 0; i < CRITERION_COUNT; i++) {
                struct profile_criteria levels = all_at(high);
                levels.items[i].level = known_int(low);
                struct maturity m = maturity_from_levels(&levels, false);
                assert_int_equal(m.stage, low);
                assert_int_equal(m.certainty, MATURITY_EXACT);
                assert_true(m.criteria[i].blocking);
                if (low < high) {
                    assert_false(m.criteria[(i + 1) % CRITERION_COUNT].blocking);
                }
            }
        }
    }
}

static void levels__not_applicable_criteria_do_not_count(void **state) {
    struct profile_criteria levels = all_at(5);
    levels.items[CRITERION_PAYMENT].level = known_int(0);
    levels.items[CRITERION_PAYMENT].applicable = YESNO_NO;
    struct maturity m = maturity_from_levels(&levels, false);
    assert_int_equal(m.stage, 5);
    assert_int_equal(m.applicable, CRITERION_COUNT - 1);
    assert_int_equal(m.certainty, MATURITY_EXACT);
}

static void levels__an_unknown_criterion_makes_the_stage_an_upper_bound(void **state) {
    for (int i = 0; i < CRITERION_COUNT; i++) {
        struct profile_criteria levels = all_at(4);
        levels.items[i].level = UNKNOWN_INT;
        struct maturity m = maturity_from_levels(&levels, false);
        assert_int_equal(m.certainty, MATURITY_AT_MOST);
        assert_int_equal(m.stage, 4);
        assert_int_equal(m.unknown, 1);
        assert_false(m.criteria[i].blocking);
    }
}

static void levels__zero_cannot_become_lower_by_what_is_unknown(void **state) {
    struct profile_criteria levels = {0};
    levels.items[CRITERION_INFORMATION].level = known_int(0);
    struct maturity m = maturity_from_levels(&levels, false);
    assert_int_equal(m.certainty, MATURITY_EXACT);
    assert_int_equal(m.stage, 0);
}

static void levels__nothing_known_is_not_assessed(void **state) {
    struct profile_criteria levels = {0};
    assert_int_equal(maturity_from_levels(&levels, false).certainty, MATURITY_NOT_ASSESSED);
    assert_int_equal(maturity_from_levels(&levels, true).certainty, MATURITY_NOT_ASSESSED);
}

static void levels__notification_only_never_exceeds_one(void **state) {
    for (int level = 0; level <= MATURITY_MAX; level++) {
        struct profile_criteria levels = all_at(level);
        struct maturity m = maturity_from_levels(&levels, true);
        assert_int_equal(m.stage, level > 1 ? 1 : level);
        if (level > 1) {
            assert_true(m.criteria[CRITERION_DELIVERY].blocking);
            assert_false(m.criteria[CRITERION_PAYMENT].blocking);
        }
    }
}

static struct profile with_channels(const struct channel_use *uses, size_t count) {
    struct profile profile;
    profile_init(&profile);
    profile.title = "صدور پروانه";
    profile.channels = (struct value_channels){uses, count};
    return profile;
}

static void profile__an_sms_is_not_an_electronic_service(void **state) {
    static const struct channel_use uses[] = {{STAGE_INFORMATION, CHANNEL_WEB, ""},
                                              {STAGE_REQUEST, CHANNEL_IN_PERSON, ""},
                                              {STAGE_DELIVERY, CHANNEL_SMS, "پیامک"}};
    struct profile profile = with_channels(uses, COUNT_OF(uses));
    struct maturity m = maturity_from_profile(&profile);
    assert_true(m.notification_only);
    assert_int_equal(m.stage, 1);

    /* not even when everything else is perfect and the request's channel is unknown */
    static const struct channel_use only_sms[] = {{STAGE_DELIVERY, CHANNEL_SMS, ""}};
    profile = with_channels(only_sms, COUNT_OF(only_sms));
    profile.visits = known_int(0);
    m = maturity_from_profile(&profile);
    assert_int_equal(m.stage, 1);
    assert_true(m.criteria[CRITERION_DELIVERY].blocking);
}

static void profile__a_visit_keeps_a_service_at_three(void **state) {
    static const struct channel_use uses[] = {{STAGE_REQUEST, CHANNEL_WEB, "با کد رهگیری"},
                                              {STAGE_DELIVERY, CHANNEL_WEB, ""}};
    struct profile profile = with_channels(uses, COUNT_OF(uses));
    profile.identification_online = profile.evidence_online = YESNO_YES;
    profile.payment_online = profile.reuses_data = YESNO_YES;
    profile.contact = "۱۲۳";
    profile.visits = known_int(1);
    struct maturity m = maturity_from_profile(&profile);
    assert_int_equal(m.stage, 3);
    assert_int_equal(m.certainty, MATURITY_EXACT);
    assert_true(m.criteria[CRITERION_VISITS].blocking);

    profile.visits = known_int(0);
    m = maturity_from_profile(&profile);
    assert_int_equal(m.stage, 5);
    profile.reuses_data = YESNO_NO;
    assert_int_equal(maturity_from_profile(&profile).stage, 4);
    profile.reuses_data = YESNO_YES;
    profile.proactive = YESNO_YES;
    assert_int_equal(maturity_from_profile(&profile).stage, 6);
}

static void profile__collecting_the_decision_keeps_a_service_at_three(void **state) {
    static const struct channel_use uses[] = {{STAGE_REQUEST, CHANNEL_WEB, ""},
                                              {STAGE_DELIVERY, CHANNEL_SMS, ""},
                                              {STAGE_DELIVERY, CHANNEL_IN_PERSON, ""}};
    struct profile profile = with_channels(uses, COUNT_OF(uses));
    struct maturity m = maturity_from_profile(&profile);
    assert_int_equal(m.criteria[CRITERION_DELIVERY].level, 3);
    assert_false(m.notification_only);
}

static void profile__that_says_nothing_is_not_assessed(void **state) {
    struct profile profile = with_channels(NULL, 0);
    struct maturity m = maturity_from_profile(&profile);
    assert_int_equal(m.certainty, MATURITY_NOT_ASSESSED);
    assert_int_equal(m.unknown, CRITERION_COUNT);
}

static void profile__a_free_service_has_no_payment_to_put_online(void **state) {
    static const struct fee_case free_fee = {{true, 0}, {true, 0}, "", "", "", "", 0};
    struct profile profile = with_channels(NULL, 0);
    profile.fees = (struct value_fees){&free_fee, 1};
    struct maturity m = maturity_from_profile(&profile);
    assert_int_equal(m.criteria[CRITERION_PAYMENT].state, CRITERION_NOT_APPLICABLE);
    assert_int_equal(m.certainty, MATURITY_NOT_ASSESSED);
}

static void profile__words_not_understood_prove_nothing(void **state) {
    static const struct channel_use uses[] = {{STAGE_REQUEST, CHANNEL_OTHER, "کمیسیون"}};
    struct profile profile = with_channels(uses, COUNT_OF(uses));
    assert_int_equal(maturity_from_profile(&profile).criteria[CRITERION_FORM].state,
                     CRITERION_UNKNOWN);
}

static void overclaim__needs_both_sides(void **state) {
    assert_int_equal(maturity_overclaim(known_int(5), known_int(2)).value, 3);
    assert_int_equal(maturity_overclaim(known_int(1), known_int(2)).value, -1);
    assert_false(maturity_overclaim(known_int(5), UNKNOWN_INT).known);
    assert_false(maturity_overclaim(UNKNOWN_INT, known_int(0)).known);
}

static void declared__is_the_given_level_else_the_least_criterion(void **state) {
    struct profile profile;
    profile_init(&profile);
    assert_false(maturity_declared(&profile).known);
    profile.criteria.items[CRITERION_FORM].level = known_int(4);
    profile.criteria.items[CRITERION_VISITS].level = known_int(2);
    assert_int_equal(maturity_declared(&profile).value, 2);
    profile.declared_level = known_int(5);
    assert_int_equal(maturity_declared(&profile).value, 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels__stage_is_the_least_of_every_combination_of_two),
        cmocka_unit_test(levels__not_applicable_criteria_do_not_count),
        cmocka_unit_test(levels__an_unknown_criterion_makes_the_stage_an_upper_bound),
        cmocka_unit_test(levels__zero_cannot_become_lower_by_what_is_unknown),
        cmocka_unit_test(levels__nothing_known_is_not_assessed),
        cmocka_unit_test(levels__notification_only_never_exceeds_one),
        cmocka_unit_test(profile__an_sms_is_not_an_electronic_service),
        cmocka_unit_test(profile__a_visit_keeps_a_service_at_three),
        cmocka_unit_test(profile__collecting_the_decision_keeps_a_service_at_three),
        cmocka_unit_test(profile__that_says_nothing_is_not_assessed),
        cmocka_unit_test(profile__a_free_service_has_no_payment_to_put_online),
        cmocka_unit_test(profile__words_not_understood_prove_nothing),
        cmocka_unit_test(overclaim__needs_both_sides),
        cmocka_unit_test(declared__is_the_given_level_else_the_least_criterion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
