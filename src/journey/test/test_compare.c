/* As-is beside to-be: what is matched, what changed, and that no allocation may fail unseen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "compare.h"
#include "fault.h"

enum { MEMORY_MAX = 256 << 20, FILE_MAX = 1 << 16 };

/* test/models/NAME.bpmn */
static const struct bpmn *read_model(struct arena *arena, const char *name) {
    static char bytes[FILE_MAX];
    char path[1024];
    const struct bpmn *bpmn;
    (void)snprintf(path, sizeof path, KHAJU_SOURCE "/src/journey/test/models/%s.bpmn", name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("no model %s", path);
    }
    size_t length = fread(bytes, 1, FILE_MAX, file);
    (void)fclose(file);
    assert_int_equal(bpmn_read(arena, bytes, length, &bpmn), ERR_NONE);
    return bpmn;
}

static const struct journey_comparison *compare(struct arena *arena, const char *as_is,
                                                const char *to_be) {
    const struct journey_comparison *comparison;
    assert_int_equal(
        journey_compare(arena, read_model(arena, as_is), read_model(arena, to_be), &comparison),
        ERR_NONE);
    return comparison;
}

static const struct journey_element_change *change_of(const struct journey_comparison *comparison,
                                                      const char *id) {
    for (size_t i = 0; i < comparison->element_count; i++) {
        const struct journey_element_change *change = &comparison->elements[i];
        if ((change->as_is != NULL && strcmp(change->as_is->id, id) == 0) ||
            (change->to_be != NULL && strcmp(change->to_be->id, id) == 0)) {
            return change;
        }
    }
    fail_msg("%s is not compared", id);
    return NULL;
}

static void compare__matches_by_id_then_by_name_and_says_what_differs(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct journey_comparison *comparison = compare(arena, "as-is", "to-be");
    static const struct {
        const char *id;
        enum journey_mark mark;
        uint32_t differences;
    } wanted[] = {
        {"s", JOURNEY_SAME, 0},
        {"a", JOURNEY_CHANGED, JOURNEY_ACTOR | JOURNEY_VISIT | JOURNEY_DOCUMENT},
        /* another id, another spelling of the same name, another type */
        {"b", JOURNEY_CHANGED, JOURNEY_TYPE | JOURNEY_DOCUMENT},
        {"c", JOURNEY_REMOVED, 0},
        {"n", JOURNEY_ADDED, 0},
        {"f1", JOURNEY_SAME, 0},
        /* another id between the same steps */
        {"f2", JOURNEY_SAME, 0},
        {"f3", JOURNEY_REMOVED, 0},
        {"g3", JOURNEY_ADDED, 0},
        {"f4", JOURNEY_CHANGED, JOURNEY_ENDS},
        {"l1", JOURNEY_CHANGED, JOURNEY_NAME},
        {"l2", JOURNEY_SAME, 0},
    };
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        const struct journey_element_change *change = change_of(comparison, wanted[i].id);
        if (change->mark != wanted[i].mark || change->differences != wanted[i].differences) {
            fail_msg("%s is %s, %x", wanted[i].id, journey_mark_slug(change->mark),
                     change->differences);
        }
        if (change->as_is != NULL) {
            assert_int_equal(comparison->as_is_marks[change->as_is->index], change->mark);
        }
        if (change->to_be != NULL) {
            assert_int_equal(comparison->to_be_marks[change->to_be->index], change->mark);
        }
    }
    assert_string_equal(change_of(comparison, "b")->to_be->id, "x");
    assert_string_equal(change_of(comparison, "f2")->to_be->id, "g2");
    assert_int_equal(comparison->element_marks[JOURNEY_ADDED], 2);
    assert_int_equal(comparison->element_marks[JOURNEY_REMOVED], 2);
    arena_destroy(arena);
}

static void compare__lists_visits_with_what_became_of_them(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct journey_comparison *comparison = compare(arena, "as-is", "to-be");
    static const struct {
        enum journey_mark mark;
        const char *as_is, *to_be;
    } wanted[] = {
        {JOURNEY_SAME, "identity", "identity"},
        {JOURNEY_CHANGED, "habit", "signature"}, /* of the same step, for another reason */
        {JOURNEY_CHANGED, "payment", "payment"}, /* a clause has been named */
        {JOURNEY_REMOVED, "collecting", NULL},
        {JOURNEY_ADDED, NULL, "habit"},
    };
    assert_int_equal(comparison->visit_count, COUNT_OF(wanted));
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        const struct journey_visit_change *change = &comparison->visits[i];
        assert_int_equal(change->mark, wanted[i].mark);
        assert_true((change->as_is == NULL) == (wanted[i].as_is == NULL));
        assert_true((change->to_be == NULL) == (wanted[i].to_be == NULL));
        if (change->as_is != NULL) {
            assert_string_equal(change->as_is->reason, wanted[i].as_is);
        }
        if (change->to_be != NULL) {
            assert_string_equal(change->to_be->reason, wanted[i].to_be);
        }
    }
    assert_null(comparison->visits[1].as_is->clause);
    assert_string_equal(comparison->visits[2].to_be->clause, "ماده ۹");
    arena_destroy(arena);
}

static void compare__lists_each_document_and_agency_once(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct journey_comparison *comparison = compare(arena, "as-is", "to-be");
    assert_int_equal(comparison->document_count, 3);
    assert_int_equal(comparison->documents[0].mark, JOURNEY_REMOVED);
    assert_string_equal(comparison->documents[0].as_is->name, "شناسنامه");
    assert_int_equal(comparison->documents[1].mark, JOURNEY_SAME);
    assert_int_equal(comparison->documents[2].mark, JOURNEY_ADDED);
    assert_string_equal(comparison->documents[2].to_be->name, "نقشه");
    /* the same code under another name; the same name in other letters */
    assert_int_equal(comparison->agency_count, 2);
    assert_int_equal(comparison->agency_marks[JOURNEY_SAME], 2);
    arena_destroy(arena);
}

static void compare__a_model_is_the_same_as_itself(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct journey_comparison *comparison = compare(arena, "as-is", "as-is");
    assert_int_equal(comparison->element_marks[JOURNEY_SAME], comparison->element_count);
    assert_int_equal(comparison->element_count, 11);
    assert_int_equal(comparison->visit_marks[JOURNEY_SAME], 4);
    assert_int_equal(comparison->document_marks[JOURNEY_SAME], 2);
    arena_destroy(arena);
}

static double amount(const struct journey *journey, enum journey_subject subject,
                     enum journey_path path) {
    return journey->amounts[subject][path].value;
}

static void journey__counts_hand_overs_and_agencies_by_lane_pool_and_message(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct journey *journey = compare(arena, "as-is", "to-be")->as_is;
    /* the start is in no lane; it goes to the desk, and from there to the archive */
    assert_true(amount(journey, JOURNEY_HAND_OVERS, JOURNEY_WORST) == 2);
    assert_int_equal(journey->hand_over_count, 2);
    assert_string_equal(journey->hand_overs[1].from, "دفتر");
    assert_true(amount(journey, JOURNEY_AGENCIES, JOURNEY_BEST) == 2);

    const struct bpmn *bpmn = read_model(arena, "messages");
    assert_int_equal(journey_measure(arena, bpmn, bpmn_find(bpmn, "p"), &journey), ERR_NONE);
    /* two messages on one way; on the other to the third agency and back: the gateway stays there
     */
    assert_true(amount(journey, JOURNEY_HAND_OVERS, JOURNEY_BEST) == 2);
    assert_true(amount(journey, JOURNEY_HAND_OVERS, JOURNEY_WORST) == 2);
    assert_int_equal(journey->agency_count, 3);
    assert_true(amount(journey, JOURNEY_AGENCIES, JOURNEY_BEST) == 1);
    assert_true(amount(journey, JOURNEY_AGENCIES, JOURNEY_WORST) == 3);
    assert_true(amount(journey, JOURNEY_AGENCIES, JOURNEY_PROBABLE) == 2);
    assert_int_equal(journey->hand_over_count, 4);
    arena_destroy(arena);
}

static void compare__survives_every_failed_allocation(void **state) {
    bool failed = true;
    for (unsigned long nth = 1; failed; nth++) {
        struct arena *arena = arena_create(MEMORY_MAX);
        const struct bpmn *as_is = read_model(arena, "as-is");
        const struct bpmn *to_be = read_model(arena, "to-be");
        const struct journey_comparison *comparison;
        fault_arm(FAULT_ALLOC, nth);
        enum err err = journey_compare(arena, as_is, to_be, &comparison);
        failed = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(err, failed ? ERR_MEMORY : ERR_NONE);
        assert_true((comparison == NULL) == failed);
        arena_destroy(arena);
        assert_true(nth < 20000);
    }
}

static void journey__says_amounts_in_words(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    static const struct {
        enum journey_subject subject;
        struct journey_amount amount;
        const char *text;
    } cases[] = {
        {JOURNEY_VISITS, {2, false}, "۲ مراجعه"},
        {JOURNEY_VISITS, {0, false}, "۰ مراجعه"},
        {JOURNEY_VISITS, {1.6, false}, "۱٫۶ مراجعه"},
        {JOURNEY_VISITS, {1, true}, "دست‌کم ۱ مراجعه"},
        {JOURNEY_SECONDS, {183600, false}, "۲ روز و ۳ ساعت"},
        {JOURNEY_SECONDS, {60, false}, "۱ دقیقه"},
        {JOURNEY_SECONDS, {0, false}, "۰ ثانیه"},
        {JOURNEY_SECONDS, {1e300, false}, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *text = journey_text(arena, cases[i].subject, cases[i].amount);
        assert_non_null(text);
        if (cases[i].text != NULL) {
            assert_string_equal(text, cases[i].text);
        }
    }
    const char *unknown = journey_text(arena, JOURNEY_SECONDS, (struct journey_amount){0, true});
    assert_null(strstr(unknown, "۰"));
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compare__matches_by_id_then_by_name_and_says_what_differs),
        cmocka_unit_test(compare__lists_visits_with_what_became_of_them),
        cmocka_unit_test(compare__lists_each_document_and_agency_once),
        cmocka_unit_test(compare__a_model_is_the_same_as_itself),
        cmocka_unit_test(journey__counts_hand_overs_and_agencies_by_lane_pool_and_message),
        cmocka_unit_test(compare__survives_every_failed_allocation),
        cmocka_unit_test(journey__says_amounts_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
