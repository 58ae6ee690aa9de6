/* Every rule has a model that breaks it and a twin that does not: test/models/RULE.bad|good.bpmn.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "check.h"
#include "fault.h"

enum { MEMORY_MAX = 256 << 20, FILE_MAX = 1 << 20 };

static const char *const rule_ids[] = {
#define RULE(name, id, severity, clause, sentence) id,
#include "check_rules.h"
#undef RULE
};

/* test/models/NAME<separator>KIND.bpmn */
static size_t read_file(const char *name, char separator, const char *kind, char *bytes) {
    char path[1024];
    (void)snprintf(path, sizeof path, KHAJU_SOURCE "/src/process/test/models/%s%c%s.bpmn", name,
                   separator, kind);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("no model %s", path);
    }
    size_t length = fread(bytes, 1, FILE_MAX, file);
    (void)fclose(file);
    return length;
}

static size_t read_model(const char *rule, const char *kind, char *bytes) {
    return read_file(rule, '.', kind, bytes);
}

static const struct check_report *check_bytes(struct arena *arena, const char *bytes,
                                              size_t length) {
    const struct bpmn *bpmn;
    const struct check_report *report;
    assert_int_equal(bpmn_read(arena, bytes, length, &bpmn), ERR_NONE);
    assert_int_equal(check_model(arena, bpmn, &report), ERR_NONE);
    return report;
}

static size_t count_of(const struct check_report *report, const char *rule) {
    size_t count = 0;
    for (size_t i = 0; i < report->count; i++) {
        count += strcmp(report->complaints[i].rule, rule) == 0;
    }
    return count;
}

static void check__every_rule_complains_of_its_model_and_not_of_its_twin(void **state) {
    static char bytes[FILE_MAX];
    for (size_t i = 0; i < COUNT_OF(rule_ids); i++) {
        struct arena *arena = arena_create(MEMORY_MAX);
        const struct check_report *bad =
            check_bytes(arena, bytes, read_model(rule_ids[i], "bad", bytes));
        if (count_of(bad, rule_ids[i]) == 0) {
            fail_msg("%s is silent", rule_ids[i]);
        }
        const struct check_report *good =
            check_bytes(arena, bytes, read_model(rule_ids[i], "good", bytes));
        if (count_of(good, rule_ids[i]) > 0 || good->errors > 0) {
            fail_msg("%s complains of its twin, or the twin has errors", rule_ids[i]);
        }
        arena_destroy(arena);
    }
}

static void check__a_complaint_says_all_it_knows(void **state) {
    static char bytes[FILE_MAX];
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct check_report *report =
        check_bytes(arena, bytes, read_model("BPMN-EV-1", "bad", bytes));
    assert_int_equal(report->errors, 1);
    const struct check_complaint *complaint = NULL;
    for (size_t i = 0; i < report->count; i++) {
        assert_true(i == 0 || report->complaints[i].line >= report->complaints[i - 1].line);
        if (strcmp(report->complaints[i].rule, "BPMN-EV-1") == 0) {
            complaint = &report->complaints[i];
        }
    }
    assert_non_null(complaint);
    assert_string_equal(complaint->clause, "10.5.2");
    assert_string_equal(complaint->type, "startEvent");
    assert_string_equal(complaint->id, "s");
    assert_string_equal(complaint->name, "آغاز s");
    assert_int_equal(complaint->line, 4);
    assert_int_equal(complaint->severity, CHECK_ERROR);
    assert_string_equal(complaint->english, "A sequence flow leads into the start event «آغاز s».");
    assert_non_null(strstr(complaint->text, "«آغاز s»"));
    assert_null(strchr(complaint->text, '{'));
    assert_null(strstr(complaint->text, "sequence"));
    arena_destroy(arena);
}

static void check__survives_every_failed_allocation(void **state) {
    static char bytes[FILE_MAX];
    size_t length = read_model("BPMN-DT-3", "bad", bytes);
    bool failed = true;
    for (unsigned long nth = 1; failed; nth++) {
        struct arena *arena = arena_create(MEMORY_MAX);
        const struct bpmn *bpmn;
        const struct check_report *report = NULL;
        fault_arm(FAULT_ALLOC, nth);
        enum err err = bpmn_read(arena, bytes, length, &bpmn);
        if (err == ERR_NONE) {
            err = check_model(arena, bpmn, &report);
        }
        failed = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(err, failed ? ERR_MEMORY : ERR_NONE);
        assert_true(failed || report != NULL);
        arena_destroy(arena);
        assert_true(nth < 5000);
    }
}

static void check__judges_the_soundness_of_known_patterns(void **state) {
    static const struct {
        const char *model;
        const char *rule; /* NULL: sound */
    } patterns[] = {
        {"loop", NULL},
        {"parallel", NULL},
        {"parallel-in-loop", NULL},
        {"terminate", NULL},
        {"boundary-into-inclusive", NULL},
        {"conditional-flows-into-inclusive", NULL},
        {"inclusive-into-parallel", "BPMN-SN-1"},
        {"boundary-leaves-join", "BPMN-SN-1"},
        {"endless", "BPMN-SN-3"},
        {"multiplies", "BPMN-SN-5"},
    };
    static const char *const rules[] = {"BPMN-SN-1", "BPMN-SN-2", "BPMN-SN-3", "BPMN-SN-4",
                                        "BPMN-SN-5"};
    static char bytes[FILE_MAX];
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        struct arena *arena = arena_create(MEMORY_MAX);
        const struct check_report *report =
            check_bytes(arena, bytes, read_file("sound", '-', patterns[i].model, bytes));
        for (size_t rule = 0; rule < COUNT_OF(rules); rule++) {
            bool expected = patterns[i].rule != NULL && strcmp(patterns[i].rule, rules[rule]) == 0;
            if ((count_of(report, rules[rule]) > 0) != expected) {
                fail_msg("%s: %s is not what was expected", patterns[i].model, rules[rule]);
            }
        }
        arena_destroy(arena);
    }
}

static const char two_that_call_each_other[] =
    "<definitions xmlns='" BPMN_URI "'>"
    "<process id='p'><callActivity id='a' name='یک&#10;\xE2\x80\xAE' calledElement='q'/></process>"
    "<process id='q'><callActivity id='b' calledElement='p'/></process></definitions>";

static void check__finds_calls_that_never_end_and_keeps_a_sentence_on_one_line(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct check_report *report =
        check_bytes(arena, two_that_call_each_other, strlen(two_that_call_each_other));
    assert_int_equal(count_of(report, "BPMN-RF-7"), 1);
    assert_non_null(strstr(report->complaints[0].english, "«یک»"));
    arena_destroy(arena);
}

/* Thirty branches at the same time have more situations than anybody can look at. */
static void check__a_level_too_large_to_prove_says_so_in_bounded_time(void **state) {
    struct arena *arena = arena_create(MEMORY_MAX);
    struct buf text;
    buf_init(&text, FILE_MAX);
    buf_str(&text, "<definitions xmlns='" BPMN_URI "'><process id='p'><startEvent id='s'/>");
    buf_str(&text, "<parallelGateway id='a'/><parallelGateway id='b'/><endEvent id='e'/>");
    buf_str(&text, "<sequenceFlow sourceRef='s' targetRef='a'/>");
    buf_str(&text, "<sequenceFlow sourceRef='b' targetRef='e'/>");
    for (int i = 0; i < 30; i++) {
        buf_printf(&text, "<task id='t%d'></task>", i);
        buf_printf(&text, "<sequenceFlow sourceRef='a' targetRef='t%d'/>", i);
        buf_printf(&text, "<sequenceFlow sourceRef='t%d' targetRef='b'/>", i);
        buf_printf(&text, "<boundaryEvent id='x%d' attachedToRef='t%d'>", i, i);
        buf_str(&text, "<timerEventDefinition/></boundaryEvent>");
        buf_printf(&text, "<sequenceFlow sourceRef='x%d' targetRef='e'/>", i);
    }
    buf_str(&text, "</process></definitions>");
    const struct check_report *report = check_bytes(arena, text.data, text.length);
    assert_int_equal(count_of(report, "BPMN-SN-4"), 1);
    buf_finish(&text);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check__every_rule_complains_of_its_model_and_not_of_its_twin),
        cmocka_unit_test(check__a_complaint_says_all_it_knows),
        cmocka_unit_test(check__survives_every_failed_allocation),
        cmocka_unit_test(check__judges_the_soundness_of_known_patterns),
        cmocka_unit_test(check__finds_calls_that_never_end_and_keeps_a_sentence_on_one_line),
        cmocka_unit_test(check__a_level_too_large_to_prove_says_so_in_bounded_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
