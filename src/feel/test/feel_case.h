/* Tests by tables: an expression and the text of its value. */
#ifndef KHAJU_FEEL_TEST_CASE_H
#define KHAJU_FEEL_TEST_CASE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#include "feel.h"

struct feel_case {
    const char *expression;
    const char *expected; /* as feel_text() writes it */
};

static const struct feel_options case_options = {
    .today = {.type = FEEL_DATE, .date = {2026, 3, 21}},
    .steps = 1000000,
};

/* An error is given as its code. */
static const char *case_value(struct arena *arena, const char *text, const struct feel_scope *scope,
                              enum feel_kind kind, const struct feel_context *context) {
    const struct feel_compiled *compiled;
    struct feel_value value;
    if (feel_compile(arena, text, scope, kind, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, context, &case_options, NULL, &value) != ERR_NONE) {
        return err_last()->code;
    }
    const char *written = feel_text(arena, value);
    assert_non_null(written);
    return written;
}

static void check_cases(const struct feel_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_create(1 << 26);
        const char *found = case_value(arena, cases[i].expression, NULL, FEEL_EXPRESSION, NULL);
        if (strcmp(found, cases[i].expected) != 0) {
            print_error("%s gave %s\n", cases[i].expression, found);
        }
        assert_string_equal(found, cases[i].expected);
        arena_destroy(arena);
    }
}

#endif
