/* The profile: JSON there and back, refusals, differences, and who said what after an edit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fault.h"
#include "profile_change.h"

static struct arena *arena;

static int setup(void **state) {
    arena = arena_create(1 << 26);
    return arena == NULL;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

static const struct time_case times[] = {
    {{true, 2}, {true, 1}, TIME_HOUR, TIME_DAY, true, false, "«عادی»"}};
static const struct fee_case fees[] = {
    {{true, 0}, {true, 0}, "", "", "۱۳۹۸", "", YESNO_YES},
    {{false, 0}, {true, 100}, "تا \"سقف\"", "نیم درصد", "", "", 0}};
static const struct channel_use channels[] = {{STAGE_DELIVERY, CHANNEL_SMS, "پیامک"}};
static const struct profile_visit visits[] = {
    {VISIT_REASON_BIOMETRICS, "اثر انگشت", "ماده ۳۸", PLACE_COUNTY}};
static const char *const documents[] = {"شناسنامه", "عکس\nدو قطعه"};
static const char *const urls[] = {"https://example.ir/a"};
static const struct profile_source sources[] = {{ORIGIN_OTHER_PROVINCE,
                                                 "اداره‌ای دیگر",
                                                 {urls, 1},
                                                 "تعرفه ۱۳۹۸",
                                                 "official form",
                                                 "",
                                                 0}};

static struct profile sample(void) {
    struct profile profile;
    profile_init(&profile);
    profile.generation = GENERATION_ANNEX_1;
    profile.title = "ثبت ولادت";
    profile.types = VOCABULARY_BIT(TYPE_G2C) | VOCABULARY_BIT(TYPE_G2G);
    profile.nature = NATURE_SOVEREIGN;
    profile.visits = known_int(0);
    profile.once_for_ever = YESNO_NO;
    profile.times = (struct value_times){times, COUNT_OF(times)};
    profile.fees = (struct value_fees){fees, COUNT_OF(fees)};
    profile.channels = (struct value_channels){channels, COUNT_OF(channels)};
    profile.visit_reasons = (struct profile_visits){visits, COUNT_OF(visits)};
    profile.documents = (struct value_list){documents, COUNT_OF(documents)};
    profile.criteria.items[CRITERION_HELP] =
        (struct profile_declared){known_int(0), YESNO_YES, "تلفن"};
    profile.sources = sources;
    profile.source_count = 1;
    for (int i = 0; i < FIELD_COUNT; i++) {
        profile.source_of[i] = profile_field_known(&profile, (enum profile_field)i) ? 1 : 0;
    }
    return profile;
}

static void json__there_and_back_gives_the_same_bytes(void **state) {
    struct profile profile = sample();
    struct profile again;
    const char *first;
    const char *second;
    assert_int_equal(profile_write(arena, &profile, &first), ERR_NONE);
    assert_int_equal(profile_read(arena, first, &again), ERR_NONE);
    assert_int_equal(profile_write(arena, &again, &second), ERR_NONE);
    assert_string_equal(first, second);
    assert_true(again.visits.known);
    assert_int_equal(again.visits.value, 0);
    assert_true(fee_is_free(&again.fees.items[0]));
    assert_false(again.fees.items[1].least.known);
    assert_int_equal(again.visit_reasons.items[0].place, PLACE_COUNTY);
    assert_string_equal(profile_source(&again, FIELD_fees)->publisher,
                        "اداره‌ای دیگر");
}

static void json__keeps_unknown_out_and_zero_in(void **state) {
    struct profile profile;
    const char *json;
    profile_init(&profile);
    profile.title = "الف";
    assert_int_equal(profile_write(arena, &profile, &json), ERR_NONE);
    assert_string_equal(json, "{\"title\":\"الف\"}");
    profile.visits = known_int(0);
    assert_int_equal(profile_write(arena, &profile, &json), ERR_NONE);
    assert_string_equal(json, "{\"title\":\"الف\",\"visits\":0}");
}

static void json__refuses_what_is_not_a_profile(void **state) {
    static const char *const wrong[] = {
        "",
        "[]",
        "{\"titel\":\"الف\"}",
        "{\"title\":5}",
        "{\"types\":[\"g2x\"]}",
        "{\"types\":\"g2c\"}",
        "{\"visits\":\"3\"}",
        "{\"nature\":\"kingly\"}",
        "{\"fees\":[{\"amount\":5}]}",
        "{\"fees\":{}}",
        "{\"times\":[{\"least_unit\":\"moon\"}]}",
        "{\"criteria\":{\"beauty\":{}}}",
        "{\"source_of\":{\"title\":1}}",
        "{\"sources\":[{}],\"source_of\":{\"title\":2}}",
        "{\"once_for_ever\":1}",
        "{\"generation\":\"annex-9\"}",
        "{\"title\":\"a\",\"title\":\"b\"}",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct profile profile;
        if (profile_read(arena, wrong[i], &profile) == ERR_NONE) {
            fail_msg("accepted: %s", wrong[i]);
        }
    }
}

static void json__survives_every_failed_allocation(void **state) {
    struct profile profile = sample();
    const char *json;
    assert_int_equal(profile_write(arena, &profile, &json), ERR_NONE);
    for (unsigned long nth = 1;; nth++) {
        struct arena *small = arena_create(1 << 20);
        struct profile again;
        const char *text = NULL;
        assert_non_null(small);
        fault_arm(FAULT_ALLOC, nth);
        enum err err = profile_read(small, json, &again);
        err = err == ERR_NONE ? profile_write(small, &again, &text) : err;
        bool fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        if (err == ERR_NONE) {
            assert_string_equal(text, json); /* the whole of it, or an error */
        }
        arena_destroy(small);
        if (!fired) {
            assert_int_equal(err, ERR_NONE);
            assert_true(nth > 5);
            break;
        }
    }
}

static void check__names_the_wrong_field(void **state) {
    struct profile profile = sample();
    enum profile_field field = FIELD_title;
    assert_int_equal(profile_check(&profile, &field), ERR_NONE);
    profile.declared_level = known_int(7);
    assert_int_equal(profile_check(&profile, &field), ERR_INVALID);
    assert_int_equal(field, FIELD_declared_level);
    profile = sample();
    profile.address = "javascript:alert(1)";
    assert_int_equal(profile_check(&profile, &field), ERR_INVALID);
    assert_int_equal(field, FIELD_address);
    profile = sample();
    profile.title = "";
    assert_int_equal(profile_check(&profile, &field), ERR_INVALID);
    assert_int_equal(field, FIELD_title);
}

static void diff__names_fields_with_old_and_new(void **state) {
    struct profile before = sample();
    struct profile after = sample();
    struct profile_diff diff;
    assert_int_equal(registry_profile_diff(arena, &before, &after, &diff), ERR_NONE);
    assert_int_equal(diff.count, 0);
    after.title = "ثبت وفات";
    after.visits = UNKNOWN_INT;
    assert_int_equal(registry_profile_diff(arena, &before, &after, &diff), ERR_NONE);
    assert_int_equal(diff.count, 2);
    assert_int_equal(diff.items[0].field, FIELD_title);
    assert_string_equal(diff.items[0].before, "ثبت ولادت");
    assert_string_equal(diff.items[0].after, "ثبت وفات");
    assert_int_equal(diff.items[1].field, FIELD_visits);
    assert_string_not_equal(diff.items[1].before, "");
    assert_string_equal(diff.items[1].after, "");
}

static void attribute__keeps_the_source_of_what_was_not_touched(void **state) {
    static const struct profile_source entered = {
        ORIGIN_ENTERED, "karshenas", {NULL, 0}, "", "", "", 1700000000000};
    struct profile before = sample();
    struct profile after = sample();
    after.source_count = 0;
    memset(after.source_of, 0, sizeof after.source_of);
    after.visits = known_int(2);
    after.description = "شرح تازه";
    assert_int_equal(profile_attribute(arena, &after, &before, &entered), ERR_NONE);
    assert_int_equal(after.source_count, 2);
    assert_int_equal(profile_source(&after, FIELD_title)->origin, ORIGIN_OTHER_PROVINCE);
    assert_int_equal(profile_source(&after, FIELD_visits)->origin, ORIGIN_ENTERED);
    assert_int_equal(profile_source(&after, FIELD_description)->origin, ORIGIN_ENTERED);
    assert_null(profile_source(&after, FIELD_survey));
}

static void attribute__an_edit_that_changes_nothing_leaves_the_same_bytes(void **state) {
    static const struct profile_source entered = {ORIGIN_ENTERED, "k", {NULL, 0}, "", "", "", 1};
    struct profile before = sample();
    struct profile after = sample();
    const char *first;
    const char *second;
    assert_int_equal(profile_attribute(arena, &after, &before, &entered), ERR_NONE);
    assert_int_equal(profile_write(arena, &before, &first), ERR_NONE);
    assert_int_equal(profile_write(arena, &after, &second), ERR_NONE);
    assert_string_equal(first, second);
}

static void attribute__never_holds_more_sources_than_the_limit(void **state) {
    struct profile profile = sample();
    for (int i = 1; i < 300; i++) {
        struct profile next = profile;
        struct profile_source entered = {ORIGIN_ENTERED, "k", {NULL, 0}, "", "", "", i + 1};
        next.visits = known_int(i % 90);
        assert_int_equal(profile_attribute(arena, &next, &profile, &entered), ERR_NONE);
        assert_true(next.source_count < PROFILE_SOURCES_MAX);
        assert_int_equal(profile_source(&next, FIELD_title)->origin, ORIGIN_OTHER_PROVINCE);
        assert_int_equal(profile_source(&next, FIELD_visits)->origin, ORIGIN_ENTERED);
        profile = next;
    }
}

static void text__of_every_known_field_is_there(void **state) {
    struct profile profile = sample();
    for (int i = 0; i < FIELD_COUNT; i++) {
        const char *text = profile_field_text(arena, &profile, (enum profile_field)i);
        assert_non_null(text);
        assert_int_equal(text[0] != '\0', profile_field_known(&profile, (enum profile_field)i));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(json__there_and_back_gives_the_same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(json__keeps_unknown_out_and_zero_in, setup, teardown),
        cmocka_unit_test_setup_teardown(json__refuses_what_is_not_a_profile, setup, teardown),
        cmocka_unit_test_setup_teardown(json__survives_every_failed_allocation, setup, teardown),
        cmocka_unit_test_setup_teardown(check__names_the_wrong_field, setup, teardown),
        cmocka_unit_test_setup_teardown(diff__names_fields_with_old_and_new, setup, teardown),
        cmocka_unit_test_setup_teardown(attribute__keeps_the_source_of_what_was_not_touched, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            attribute__an_edit_that_changes_nothing_leaves_the_same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(attribute__never_holds_more_sources_than_the_limit, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(text__of_every_known_field_is_there, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
