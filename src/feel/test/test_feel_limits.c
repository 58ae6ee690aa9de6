/* The contract with the program: scopes, tests of cells, notes, JSON, limits, faults. */
#include <string.h>

#include "feel_case.h"

#include "buf.h"
#include "fault.h"
#include "json.h"

static void feel__knows_the_names_of_its_scope(void **state) {
    static const char *const names[] = {"loan", "loan amount", "a-b", "in use"};
    static const char *const members[] = {"first name"};
    const struct feel_scope scope = {
        .names = names, .count = COUNT_OF(names), .members = members, .member_count = 1};
    const struct feel_entry person[] = {{{"first name", 10}, feel_string("x")}};
    struct arena *arena = arena_create(1 << 20);
    const struct feel_entry entries[] = {
        {{"loan", 4}, feel_context_of(arena, person, 1)},
        {{"loan amount", 11}, feel_int(5)},
        {{"a-b", 3}, feel_int(7)},
        {{"in use", 6}, feel_boolean(true)},
    };
    const struct feel_context context = {COUNT_OF(entries), entries};
    static const struct feel_case cases[] = {
        {"loan  amount + 1", "6"},
        {"a-b", "7"},
        {"loan.first name", "\"x\""},
        {"[loan][first name = \"x\"].first name", "[\"x\"]"},
        {"if in use then loan amount else a-b", "5"},
        {"loan amounts", "FEEL-1"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(
            case_value(arena, cases[i].expression, &scope, FEEL_EXPRESSION, &context),
            cases[i].expected);
    }
    arena_destroy(arena);
}

static void feel__judges_cells(void **state) {
    static const struct {
        const char *cell;
        struct feel_value input;
        const char *expected;
    } cases[] = {
        {"-", {.type = FEEL_NULL}, "true"},
        {"< 10", {.type = FEEL_NUMBER, .number = {{0}}}, "true"},
        {"[1..5], > 100", {.type = FEEL_NULL}, "null"},
        {"not(1, 2)", {.type = FEEL_NUMBER, .number = {{0}}}, "true"},
        {"? = 0 or ? > 5", {.type = FEEL_NUMBER, .number = {{0}}}, "true"},
        {"false", {.type = FEEL_BOOLEAN, .boolean = false}, "true"},
        {"not(true)", {.type = FEEL_BOOLEAN, .boolean = true}, "false"},
        {"\"a\", \"b\"", {.type = FEEL_STRING, .string = {"b", 1}}, "true"},
        {"starts with(?, \"b\")", {.type = FEEL_STRING, .string = {"b", 1}}, "true"},
        {"null", {.type = FEEL_NULL}, "true"},
        {"1 = 1", {.type = FEEL_STRING, .string = {"b", 1}}, "true"},
        {"[0, 1]", {.type = FEEL_NUMBER, .number = {{0}}}, "true"},
        {"", {.type = FEEL_NULL}, "FEEL-2"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena *arena = arena_create(1 << 20);
        const struct feel_entry input = {
            {"?", 1}, cases[i].input.type == FEEL_NUMBER ? feel_int(0) : cases[i].input};
        const struct feel_context context = {1, &input};
        const char *found = case_value(arena, cases[i].cell, NULL, FEEL_UNARY_TESTS, &context);
        if (strcmp(found, cases[i].expected) != 0) {
            print_error("%s gave %s\n", cases[i].cell, found);
        }
        assert_string_equal(found, cases[i].expected);
        arena_destroy(arena);
    }
}

static void feel__says_where_the_text_is_wrong(void **state) {
    static const char *const texts[] = {
        "",
        "1 +",
        "(1",
        "[1, 2",
        "{a 1}",
        "\"open",
        "if 1 then 2",
        "for x return 1",
        "1 2",
        "f(a: 1, 2)",
        "/* open",
        "1 instance of nothing",
        "]1..",
        "@2024",
        "x in",
        "function(",
        "{",
        "some x in [] return 1",
        "1..2",
        "a.",
        "\\",
        "5 between 1",
        "list<",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct arena *arena = arena_create(1 << 20);
        const struct feel_compiled *compiled;
        enum err err = feel_compile(arena, texts[i], NULL, FEEL_EXPRESSION, &compiled);
        if (err != ERR_INVALID) {
            print_error("%s is read\n", texts[i]);
        }
        assert_int_equal(err, ERR_INVALID);
        arena_destroy(arena);
    }
    struct arena *arena = arena_create(1 << 20);
    const struct feel_compiled *compiled;
    assert_int_equal(feel_compile(arena, "1 +\n  «", NULL, FEEL_EXPRESSION, &compiled),
                     ERR_INVALID);
    assert_non_null(strstr(err_last()->english, "Line 2, column 3"));
    arena_destroy(arena);
}

static void feel__says_why_a_value_is_null(void **state) {
    struct arena *arena = arena_create(1 << 20);
    const struct feel_compiled *compiled;
    struct feel_notes notes = {0};
    struct feel_value value;
    assert_int_equal(feel_compile(arena, "1 +\n (2 / 0)", NULL, FEEL_EXPRESSION, &compiled),
                     ERR_NONE);
    assert_int_equal(feel_eval(arena, compiled, NULL, &case_options, &notes, &value), ERR_NONE);
    assert_int_equal(value.type, FEEL_NULL);
    assert_int_equal(notes.count, 2);
    assert_string_equal(notes.items[0].reason, "A division by zero.");
    assert_int_equal(notes.items[0].line, 2);
    assert_int_equal(notes.items[0].column, 5);
    arena_destroy(arena);
}

static enum err host_double(void *data, struct arena *arena, const struct feel_value *arguments,
                            struct feel_value *out) {
    *out = feel_number_value(feel_number_add(arguments[0].number, arguments[0].number));
    return *(enum err *)data == ERR_NONE ? ERR_NONE : err_set(ERR_IO, "TEST-1", "Test.", NULL);
}

static void feel__calls_the_program(void **state) {
    static const char *const parameters[] = {"x"};
    enum err answer = ERR_NONE;
    const struct feel_host_function host = {parameters, 1, host_double, &answer};
    struct arena *arena = arena_create(1 << 20);
    const struct feel_entry entry = {{"double", 6}, feel_host_function(arena, &host)};
    const struct feel_context context = {1, &entry};
    assert_string_equal(case_value(arena, "double(x: 4)", NULL, FEEL_EXPRESSION, &context), "8");
    assert_string_equal(case_value(arena, "double(1, 2)", NULL, FEEL_EXPRESSION, &context), "null");
    answer = ERR_IO;
    assert_string_equal(case_value(arena, "double(4)", NULL, FEEL_EXPRESSION, &context), "TEST-1");
    arena_destroy(arena);
}

static bool is_positive(const void *data, struct feel_value value) {
    return !feel_number_negative(value.number) && !feel_number_zero(value.number);
}

static void feel__knows_the_types_of_its_scope(void **state) {
    static const struct feel_type positive = {.kind = FEEL_NUMBER, .allowed = is_positive};
    static const struct feel_type amounts = {.kind = FEEL_LIST, .element = &positive};
    static const struct feel_type moment = {.kind = FEEL_DATE_TIME};
    static const struct feel_named_type types[] = {{"t amount", &positive}, {"tAmounts", &amounts}};
    static const struct feel_scope scope = {.types = types, .type_count = COUNT_OF(types)};
    static const struct feel_case cases[] = {
        {"5 instance of t amount", "true"},        {"(-5) instance of t amount", "false"},
        {"[5, 6] instance of tAmounts", "true"},   {"[5, -6] instance of tAmounts", "false"},
        {"(function(a: t amount) a + 1)(4)", "5"}, {"(function(a: t amount) a + 1)(-4)", "null"},
        {"(function(a: tAmounts) a)(4)", "[4]"},   {"(function(a: t amount) a)([4])", "4"},
    };
    struct arena *arena = arena_create(1 << 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(case_value(arena, cases[i].expression, &scope, FEEL_EXPRESSION, NULL),
                            cases[i].expected);
    }
    struct feel_value day = feel_date((struct feel_date){2024, 1, 1});
    assert_string_equal(feel_text(arena, feel_type_coerce(arena, &moment, day)),
                        "@\"2024-01-01T00:00:00Z\"");
    assert_int_equal(feel_type_coerce(arena, &positive, day).type, FEEL_NULL);
    assert_true(feel_type_conforms(&positive, feel_null(NULL)));
    arena_destroy(arena);
}

static void feel__gives_functions_to_the_program(void **state) {
    struct arena *arena = arena_create(1 << 20);
    const struct feel_compiled *compiled;
    struct feel_value function, value;
    struct feel_notes notes = {0};
    const struct feel_value arguments[] = {feel_int(4), feel_int(0)};
    assert_int_equal(feel_compile(arena, "{k: 2, f: function(x, y) x * k / y}.f", NULL,
                                  FEEL_EXPRESSION, &compiled),
                     ERR_NONE);
    assert_int_equal(feel_eval(arena, compiled, NULL, &case_options, NULL, &function), ERR_NONE);
    assert_int_equal(feel_call(arena, function, 2, arguments, &case_options, &notes, &value),
                     ERR_NONE);
    assert_int_equal(value.type, FEEL_NULL);
    assert_int_equal(notes.items[0].column, 32);
    assert_int_equal(feel_call(arena, arguments[0], 0, NULL, &case_options, NULL, &value),
                     ERR_NONE);
    assert_int_equal(value.type, FEEL_NULL);
    arena_destroy(arena);
}

static void feel__goes_through_json(void **state) {
    struct arena *arena = arena_create(1 << 20);
    json_t *json, *back;
    struct feel_value value;
    const char *text = "{\"a\":[1,2.5,\"x\",null,true],\"b\":{\"c\":12345678901234567}}";
    assert_int_equal(json_read(arena, text, &json), ERR_NONE);
    assert_int_equal(feel_from_json(arena, json, &value), ERR_NONE);
    assert_string_equal(feel_text(arena, value),
                        "{a: [1, 2.5, \"x\", null, true], b: {c: 12345678901234567}}");
    assert_int_equal(feel_to_json(arena, value, &back), ERR_NONE);
    assert_true(json_equal(json, back));
    json_decref(back);
    arena_destroy(arena);
}

static const char *repeated(struct arena *arena, const char *before, const char *middle,
                            const char *after, size_t count) {
    struct buf buf;
    buf_init(&buf, 1 << 20);
    for (size_t i = 0; i < count; i++) {
        buf_str(&buf, before);
    }
    buf_str(&buf, middle);
    for (size_t i = 0; i < count; i++) {
        buf_str(&buf, after);
    }
    const char *text = arena_strdup(arena, buf_text(&buf));
    buf_finish(&buf);
    return text;
}

static void feel__stops_at_its_limits(void **state) {
    static const struct {
        const char *before, *middle, *after;
        size_t count;
        const char *expected;
    } nested[] = {
        {"(", "1", ")", 150, "1"},
        {"(", "1", ")", 5000, "FEEL-3"},
        {"[", "", "]", 5000, "FEEL-3"},
        {"-", "1", "", 5000, "FEEL-3"},
        {"{a:", "1", "}", 5000, "FEEL-3"},
        {"", "1 instance of ", "list<", 5000, "FEEL-3"},
        {"if true then ", "1", "", 5000, "FEEL-3"},
        {"]1..", "1", "[", 5000, "FEEL-3"},
        {"1+", "1", "", 50000, "FEEL-7"},
        {"1 in (", "1", ")", 5000, "FEEL-3"},
        {"not(", "1", ")", 5000, "FEEL-3"},
    };
    for (size_t i = 0; i < COUNT_OF(nested); i++) {
        struct arena *arena = arena_create(1 << 26);
        const char *text =
            repeated(arena, nested[i].before, nested[i].middle, nested[i].after, nested[i].count);
        assert_string_equal(case_value(arena, text, NULL, FEEL_EXPRESSION, NULL),
                            nested[i].expected);
        arena_destroy(arena);
    }
    static const struct feel_case cases[] = {
        {"flatten(for i in 1..100000 return partial)", "FEEL-6"},
        {"flatten({f: function(x, n) if n = 0 then x else f([x], n - 1), r: f(1, 300)}.r)", "[1]"},
        {"{f: for i in 1..2000 return [partial[-1]], r: flatten(f)}.r", "FEEL-8"},
        {"{f: for i in 1..2000 return [partial[-1]], r: f.a}.r", "FEEL-8"},
        {"(for i in 1..100 return partial) = (for i in 1..100 return partial)", "FEEL-6"},
        {"(for i in 1..100 return partial) in (for i in 1..100 return partial)", "FEEL-6"},
        {"count(distinct values(for i in 1..100 return partial))", "100"},
        {"matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"(a+)+b\")", "FEEL-6"},
        {"for i in 1..100000000 return i", "FEEL-6"},
        {"every i in 1..100000, j in 1..100000 satisfies true", "FEEL-6"},
        {"{f: function(n) f(n + 1), r: f(1)}", "FEEL-7"},
        {"count(for i in 1..100000 return i)", "100000"},
        {"{g: function(s, n) if n = 0 then s else g(s + s, n - 1), r: g(\"0123456789\", 40)}.r",
         "FEEL-6"},
    };
    check_cases(cases, COUNT_OF(cases));
}

static void feel__survives_every_failed_allocation(void **state) {
    static const char text[] =
        "{f: function(a: number) a + 1, first name: \"x\" + \"y\", l: for i in [1, 2, 3] return "
        "f(i), s: sort(l, function(x, y) x > y), m: matches(\"a\", \"[a-z]\"), t: "
        "string(@\"2024-01-01T00:00:00@Asia/Tehran\"), u: distinct values(l)[item > 2], "
        "j: string join([\"a\", \"b\"]), c: context put({}, \"a\", 1), r: replace(\"a\", \"a\", "
        "\"b\")}";
    bool fired = true;
    unsigned long nth = 0;
    while (fired) {
        struct arena *arena = arena_create(1 << 20);
        const struct feel_compiled *compiled;
        struct feel_value value;
        fault_arm(FAULT_ALLOC, ++nth);
        enum err err = feel_compile(arena, text, NULL, FEEL_EXPRESSION, &compiled);
        if (err == ERR_NONE) {
            err = feel_eval(arena, compiled, NULL, &case_options, NULL, &value);
        }
        fired = fault_fired(FAULT_ALLOC);
        if (fired && err == ERR_NONE) {
            print_error("allocation %lu: %s\n", nth, "went unnoticed");
        }
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(err, fired ? ERR_MEMORY : ERR_NONE);
        arena_destroy(arena);
    }
    assert_in_range(nth, 100, 100000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(feel__knows_the_names_of_its_scope),
        cmocka_unit_test(feel__judges_cells),
        cmocka_unit_test(feel__says_where_the_text_is_wrong),
        cmocka_unit_test(feel__says_why_a_value_is_null),
        cmocka_unit_test(feel__calls_the_program),
        cmocka_unit_test(feel__knows_the_types_of_its_scope),
        cmocka_unit_test(feel__gives_functions_to_the_program),
        cmocka_unit_test(feel__goes_through_json),
        cmocka_unit_test(feel__stops_at_its_limits),
        cmocka_unit_test(feel__survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
