#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "plan_condition.h"

enum { ONLINE, DELIVERY, VISITS, YEAR, KIND, NAMES };
static const struct plan_name names[NAMES] = {{"online", PLAN_BOOL},
                                              {"delivery", PLAN_BOOL},
                                              {"visits", PLAN_INT},
                                              {"year", PLAN_INT},
                                              {"kind", PLAN_TEXT}};

static struct arena *arena;

static int setup(void **state) {
    arena = arena_create(64 << 20);
    return arena ? 0 : -1;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

/* online yes, delivery unknown, visits 3, year 1404, kind "company" */
static const struct plan_value values[NAMES] = {[ONLINE] = {.known = true, .integer = 1},
                                                [VISITS] = {.known = true, .integer = 3},
                                                [YEAR] = {.known = true, .integer = 1404},
                                                [KIND] = {.known = true, .text = "company"}};

static enum plan_truth truth(const char *text) {
    struct plan_condition *condition;
    enum err err = plan_condition_parse(arena, text, names, NAMES, &condition);
    if (err) {
        fail_msg("%s: %s", text, err_last()->english);
    }
    return plan_condition_eval(condition, values);
}

static void condition__compares(void **state) {
    assert_int_equal(truth("online"), PLAN_TRUE);
    assert_int_equal(truth("not online"), PLAN_FALSE);
    assert_int_equal(truth("visits > 2"), PLAN_TRUE);
    assert_int_equal(truth("visits >= 4"), PLAN_FALSE);
    assert_int_equal(truth("visits != 3"), PLAN_FALSE);
    assert_int_equal(truth("1401 < year - 2"), PLAN_TRUE);
    assert_int_equal(truth("visits + 1 - 2 <= 2"), PLAN_TRUE);
    assert_int_equal(truth("kind = \"company\""), PLAN_TRUE);
    assert_int_equal(truth("kind != \"agency\""), PLAN_TRUE);
    assert_int_equal(truth("online = false"), PLAN_FALSE);
}

static void condition__binds_not_before_and_before_or(void **state) {
    assert_int_equal(truth("true or false and false"), PLAN_TRUE);
    assert_int_equal(truth("(true or false) and false"), PLAN_FALSE);
    assert_int_equal(truth("not false and false"), PLAN_FALSE);
    assert_int_equal(truth("not (false and false)"), PLAN_TRUE);
}

static void condition__has_three_values(void **state) {
    assert_int_equal(truth("delivery"), PLAN_UNKNOWN);
    assert_int_equal(truth("not delivery"), PLAN_UNKNOWN);
    assert_int_equal(truth("online and delivery"), PLAN_UNKNOWN);
    assert_int_equal(truth("false and delivery"), PLAN_FALSE);
    assert_int_equal(truth("delivery and false"), PLAN_FALSE);
    assert_int_equal(truth("true or delivery"), PLAN_TRUE);
    assert_int_equal(truth("delivery or false"), PLAN_UNKNOWN);
    assert_int_equal(truth("delivery = delivery"), PLAN_UNKNOWN);
    assert_int_equal(truth("unknown(delivery)"), PLAN_TRUE);
    assert_int_equal(truth("known(delivery) or known(visits)"), PLAN_TRUE);
}

static void refused(const char *text, const char *code) {
    struct plan_condition *condition = NULL;
    assert_int_not_equal(plan_condition_parse(arena, text, names, NAMES, &condition), ERR_NONE);
    assert_null(condition);
    assert_string_equal(err_last()->code, code);
}

static void condition__refuses_what_it_cannot_read(void **state) {
    refused("", "PLN-1");
    refused("online and", "PLN-1");
    refused("online delivery", "PLN-1");
    refused("(online", "PLN-1");
    refused("online)", "PLN-1");
    refused("visits", "PLN-1");
    refused("visits > \"many\"", "PLN-1");
    refused("kind > \"a\"", "PLN-1");
    refused("online > true", "PLN-1");
    refused("visits = 99999999999999999999", "PLN-1");
    refused("kind = \"open", "PLN-1");
    refused("visits ; 1", "PLN-1");
    refused("unknown(3)", "PLN-1");
    refused("unknown online", "PLN-1");
    refused("nothing", "PLN-3");
    refused("visits + nothing > 1", "PLN-1");
}

static void condition__says_where(void **state) {
    struct plan_condition *condition;
    assert_int_equal(plan_condition_parse(arena, "online and )", names, NAMES, &condition),
                     ERR_INVALID);
    assert_non_null(strstr(err_last()->english, "character 12"));
}

static void condition__is_bounded(void **state) {
    char deep[PLAN_CONDITION_MAX + 2];
    memset(deep, '(', PLAN_CONDITION_DEPTH + 1);
    strncpy(deep + PLAN_CONDITION_DEPTH + 1, "online", 8);
    refused(deep, "PLN-4");
    memset(deep, ' ', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    refused(deep, "PLN-5");
    char wide[PLAN_CONDITION_MAX + 1];
    size_t at = 0;
    while (at + 8 < sizeof wide) {
        memcpy(wide + at, "true or ", 8);
        at += 8;
    }
    memcpy(wide + at - 4, "\0", 1);
    refused(wide, "PLN-2");
}

static void condition__lists_its_facts_once(void **state) {
    struct plan_condition *condition;
    size_t facts[4];
    assert_int_equal(plan_condition_parse(arena, "visits > 1 and (online or visits < 9)", names,
                                          NAMES, &condition),
                     ERR_NONE);
    assert_int_equal(plan_condition_facts(condition, facts, 4), 2);
    assert_int_equal(facts[0], VISITS);
    assert_int_equal(facts[1], ONLINE);
    assert_int_equal(plan_condition_facts(condition, facts, 1), 1);
}

/* Half a million tokens strung together at random: parsed or refused, and always evaluable. */
static void condition__survives_anything(void **state) {
    static const char *const pieces[] = {"online",
                                         "visits",
                                         "kind",
                                         "year",
                                         "and",
                                         "or",
                                         "not",
                                         "true",
                                         "(",
                                         ")",
                                         "unknown(",
                                         "known(visits)",
                                         "=",
                                         "!=",
                                         "<",
                                         ">=",
                                         "3",
                                         "\"x\"",
                                         "\"",
                                         "+",
                                         "-",
                                         " ",
                                         "\t",
                                         "\xd9\x85",
                                         "99999999999999999999",
                                         "visits > 2",
                                         "unknown(delivery)"};
    uint64_t seed = 42;
    size_t read = 0;
    for (int round = 0; round < 40000; round++) {
        char text[300];
        size_t length = 0;
        for (int i = 0; i < 12; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const char *piece = pieces[(seed >> 33) % COUNT_OF(pieces)];
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
            text[length++] = ' ';
            if ((seed >> 20) % 4 == 0) {
                break;
            }
        }
        text[length] = '\0';
        struct plan_condition *condition;
        arena_reset(arena);
        if (plan_condition_parse(arena, text, names, NAMES, &condition) == ERR_NONE) {
            read++;
            assert_in_range(plan_condition_eval(condition, values), PLAN_FALSE, PLAN_UNKNOWN);
        }
    }
    assert_true(read > 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(condition__compares),
        cmocka_unit_test(condition__binds_not_before_and_before_or),
        cmocka_unit_test(condition__has_three_values),
        cmocka_unit_test(condition__refuses_what_it_cannot_read),
        cmocka_unit_test(condition__says_where),
        cmocka_unit_test(condition__is_bounded),
        cmocka_unit_test(condition__lists_its_facts_once),
        cmocka_unit_test(condition__survives_anything),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
