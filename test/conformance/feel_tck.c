/*
 * Evaluates expressions for feel_tck.py: each line of standard input is a JSON object with
 * "context" (a FEEL context, the variables), "expression" and "expected" (FEEL); the answer is a
 * line "pass", or "fail" and what came out instead. Numbers may differ in the ninth digit after the
 * point, because the suite's expected values do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alike.h"
#include "feel.h"
#include "json.h"

enum { ARENA_MAX = 256 * 1024 * 1024 };

static const struct feel_moment now = {.date = {2026, 1, 2}, .zone = FEEL_ZONE_OFFSET};
static const struct feel_options options = {
    .now = {.type = FEEL_DATE_TIME, .moment = &now},
    .today = {.type = FEEL_DATE, .date = {2026, 1, 2}},
};

/* An error is null, as the suite has it. */
static struct feel_value evaluate(struct arena *arena, const char *text,
                                  const struct feel_context *context) {
    struct feel_value value = feel_null(NULL);
    const struct feel_compiled *compiled;
    struct feel_scope scope = {0};
    size_t count = context ? context->count : 0;
    const char **names = ARENA_ARRAY(arena, count + 1, const char *);
    for (size_t i = 0; names && i < count; i++) {
        names[i] = context->entries[i].name.bytes;
    }
    scope.names = names;
    scope.count = count;
    if (!names || feel_compile(arena, text, &scope, FEEL_EXPRESSION, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, context, &options, NULL, &value) != ERR_NONE) {
        return feel_null(err_last()->english);
    }
    return value;
}

static void judge(const char *line) {
    struct arena *arena = arena_create(ARENA_MAX);
    json_t *json;
    if (!arena || json_read(arena, line, &json) != ERR_NONE) {
        puts("fail: the line is not JSON");
        arena_destroy(arena);
        return;
    }
    struct feel_value context = evaluate(arena, json_text(json, "context"), NULL);
    struct feel_value expected = evaluate(arena, json_text(json, "expected"), NULL);
    struct feel_value value = feel_null("the variables: no context");
    if (context.type == FEEL_CONTEXT) {
        value = evaluate(arena, json_text(json, "expression"), context.context);
    }
    if (alike(value, expected)) {
        puts("pass");
    } else {
        const char *text = feel_text(arena, value);
        const char *why = value.type == FEEL_NULL ? value.reason : NULL;
        if (context.type == FEEL_NULL) {
            why = context.reason;
        }
        printf("fail: %s %s\n", text ? text : "?", why ? why : "");
    }
    (void)fflush(stdout);
    arena_destroy(arena);
}

int main(void) {
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        judge(line);
    }
    free(line);
    return 0;
}
