/* The language: literals, operators, names, loops, filters, functions, types. */
#include <string.h>

#include "feel_case.h"

static void feel__computes_with_34_digits(void **state) {
    static const struct feel_case cases[] = {
        {"0.1 + 0.2", "0.3"},
        {"1 / 3", "0.3333333333333333333333333333333333"},
        {"2 / 3", "0.6666666666666666666666666666666667"},
        {"10 ** 33 + 1", "1000000000000000000000000000000001"},
        {"2 ** 0.5 > 1.414213562373095", "true"},
        {"-3 ** 2", "9"},
        {"(-54305.8874) ** 6", "25649652682066487653582891324.02354"},
        {"10 ** -6176 > 0", "true"},
        {"10 ** 6145", "null"},
        {"2 ** -2", "0.25"},
        {"2 ** 3 ** 2", "64"},
        {"2 + 3 * 4 - 6 / 2", "11"},
        {"1e400 * 1e400 * 1e6000", "null"},
        {"1 / 0", "null"},
        {".5 + 1.2E+3", "1200.5"},
        {"1 + null", "null"},
        {"1 + \"1\"", "null"},
        {"\"a\" + \"b\"", "\"ab\""},
        {"--5", "5"},
        {"9999999999999999999999999999999999 + 0.5", "10000000000000000000000000000000000"},
    };
    check_cases(cases, COUNT_OF(cases));
}

static void feel__has_three_truths(void **state) {
    static const struct feel_case cases[] = {
        {"true and null", "null"},
        {"false and null", "false"},
        {"null or true", "true"},
        {"null or false", "null"},
        {"1 and false", "false"},
        {"not(null)", "null"},
        {"null = null", "true"},
        {"1 = null", "false"},
        {"1 = \"1\"", "null"},
        {"1 < \"1\"", "null"},
        {"[1, 2] = [1, 2]", "true"},
        {"{a: 1, b: 2} = {b: 2, a: 1}", "true"},
        {"1.0 = 1.00", "true"},
        {"5 between 1 and 5", "true"},
        {"if null then 1 else 2", "2"},
        {"1 in (2, < 1, [1..3])", "true"},
        {"3 in ]1..3[", "false"},
        {"3 in (1..3]", "true"},
        {"3 in [[1..2], [3..4]]", "true"},
        {"null in [1..3]", "null"},
        {"not(1 = 1)", "false"},
        {"[2..1]", "null"},
    };
    check_cases(cases, COUNT_OF(cases));
}

static void feel__loops_and_asks(void **state) {
    static const struct feel_case cases[] = {
        {"for i in 1..3 return i * i", "[1, 4, 9]"},
        {"for i in 3..1 return i", "[3, 2, 1]"},
        {"for i in (1..4) return i", "[2, 3]"},
        {"for i in [1, 2], j in [10, 20] return i + j", "[11, 21, 12, 22]"},
        {"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"},
        {"for i in 1..3 return count(partial)", "[0, 1, 2]"},
        {"for d in @\"2024-02-28\"..@\"2024-03-01\" return string(d)",
         "[\"2024-02-28\", \"2024-02-29\", \"2024-03-01\"]"},
        {"for i in null return i", "null"},
        {"some x in [1, 2] satisfies x > 1", "true"},
        {"every x in [] satisfies x > 1", "true"},
        {"every x in [1, null] satisfies x > 0", "null"},
        {"every x in [1, 2], y in [3, 4] satisfies x < y", "true"},
        {"(for f in (for i in 1..3 return function() i) return f())", "[1, 2, 3]"},
    };
    check_cases(cases, COUNT_OF(cases));
}

static void feel__finds_its_way_in_data(void **state) {
    static const struct feel_case cases[] = {
        {"[1, 2, 3][2]", "2"},
        {"[1, 2, 3][-1]", "3"},
        {"[1, 2, 3][4]", "null"},
        {"[1, 2, 3][item > 1]", "[2, 3]"},
        {"[{a: 1}, {a: 2}][a > 1]", "[{a: 2}]"},
        {"[{a: 1}, {a: 2}].a", "[1, 2]"},
        {"[{item: 1}, {item: 5}][item > 2]", "[{item: 5}]"},
        {"{first name: \"x\", b: first name + \"y\"}.b", "\"xy\""},
        {"{first name: \"x\"}.first name", "\"x\""},
        {"{a+b: 1, c: a+b + 1}.c", "2"},
        {"{a: 1, a: 2}", "null"},
        {"{\"strange: key\": 1}", "{\"strange: key\": 1}"},
        {"{a: 1}.b", "null"},
        {"[{y: [{z: 5}, {z: 6}]}].y.z", "[[5, 6]]"},
        {"5[1]", "5"},
        {"[][1]", "null"},
        {"[[1, 2], [3]][1][2]", "2"},
        {"]1..[3][1]]", "(1..3]"},
        {"]1..3[", "(1..3)"},
        {"[1..5].end included", "true"},
    };
    check_cases(cases, COUNT_OF(cases));
}

static void feel__calls_functions(void **state) {
    static const struct feel_case cases[] = {
        {"(function(a, b) a - b)(b: 1, a: 3)", "2"},
        {"(function(a: number) a)([7])", "7"},
        {"(function(a: number) a)(\"7\")", "null"},
        {"{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(20)}.r", "2432902008176640000"},
        {"(function(x) external {java: {}})(1)", "null"},
        {"substring(start position: 2, string: \"abc\")", "\"bc\""},
        {"sqrt(4)(1)", "null"},
        {"unknown(1)", "null"},
        {"(for f in [abs, floor] return f(-1.5))", "[1.5, -2]"},
        {"1 instance of number", "true"},
        {"[1] instance of list< number>", "true"},
        {"[\"a\"] instance of list< number>", "false"},
        {"{a: 1} instance of context< a: number>", "true"},
        {"(function(a) a) instance of function<Any> -> Any", "true"},
        {"[1..2] instance of range< number>", "true"},
        {"null instance of Any", "false"},
        {"@\"P1D\" instance of days and time duration", "true"},
    };
    check_cases(cases, COUNT_OF(cases));
}

static void feel__reads_text_as_written(void **state) {
    static const struct feel_case cases[] = {
        {"1 // one\n + /* two */ 2", "3"},
        {"\"\\u0633\\u0644\\u0627\\u0645\"", "\"سلام\""},
        {"string length(\"\\uD83D\\uDE00\")", "1"},
        {"\"\\U01F600\" = \"😀\"", "true"},
        {"string length(\"\\d\\\"\")", "3"},
        {"{مبلغ کل: 5, دو برابر: مبلغ کل * 2}.دو برابر", "10"},
        {"@\"2024-02-30\"", "null"},
        {"date and time(\"2024-01-01T24:00:00\")", "@\"2024-01-02T00:00:00\""},
    };
    check_cases(cases, COUNT_OF(cases));
}

static void feel__values_read_back_the_same(void **state) {
    static const char *const texts[] = {
        "null",
        "true",
        "-12.5",
        "1E+500",
        "-1.25E-90",
        "\"a\\\"b\\\\c\\nd\"",
        "@\"-0044-03-15\"",
        "@\"23:59:59.000000001+03:30\"",
        "@\"2024-01-01T00:00:00@Asia/Tehran\"",
        "@\"-P1DT2H3M4.5S\"",
        "@\"P2Y3M\"",
        "[1, [], {}]",
        "{a: {\"b c\": [1..2)}}",
        "(1..2]",
        "(< 3)",
        "(>= @\"P1D\")",
        "(!= \"x\")",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct arena *arena = arena_create(1 << 20);
        assert_string_equal(case_value(arena, texts[i], NULL, FEEL_EXPRESSION, NULL), texts[i]);
        arena_destroy(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(feel__computes_with_34_digits),
        cmocka_unit_test(feel__has_three_truths),
        cmocka_unit_test(feel__loops_and_asks),
        cmocka_unit_test(feel__finds_its_way_in_data),
        cmocka_unit_test(feel__calls_functions),
        cmocka_unit_test(feel__reads_text_as_written),
        cmocka_unit_test(feel__values_read_back_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
