#include "alike.h"

#include <stdio.h>
#include <stdlib.h>

enum { ARENA_MAX = 256 * 1024 * 1024 };

static const struct feel_moment now = {.date = {2026, 1, 2}, .zone = FEEL_ZONE_OFFSET};
const struct feel_options alike_options = {
    .now = {.type = FEEL_DATE_TIME, .moment = &now},
    .today = {.type = FEEL_DATE, .date = {2026, 1, 2}},
};

static bool alike_lists(const struct feel_list *a, const struct feel_list *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = alike(a->items[i], b->items[i]);
    }
    return same;
}

static bool alike_contexts(const struct feel_context *a, const struct feel_context *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        const struct feel_value *other = feel_context_get(b, a->entries[i].name);
        same = other && alike(a->entries[i].value, *other);
    }
    return same;
}

bool alike(struct feel_value a, struct feel_value b) {
    if (a.type != b.type) {
        return false;
    }
    switch (a.type) {
    case FEEL_NUMBER:
        a.number = feel_number_absolute(feel_number_subtract(a.number, b.number));
        return feel_number_compare(a.number, feel_number_real(1e-8)) < 0;
    case FEEL_LIST:
        return alike_lists(a.list, b.list);
    case FEEL_CONTEXT:
        return alike_contexts(a.context, b.context);
    default:
        return feel_equal(a, b) == FEEL_TRUE;
    }
}

struct feel_value alike_feel(struct arena *arena, const char *text,
                             const struct feel_context *context) {
    static const struct feel_context nothing;
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
    if (!names || !text ||
        feel_compile(arena, text, &scope, FEEL_EXPRESSION, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, context ? context : &nothing, &alike_options, NULL, &value) !=
            ERR_NONE) {
        return feel_null(err_last()->english);
    }
    return value;
}

static void judge(const char *text,
                  struct feel_value (*answer)(struct arena *arena, const json_t *line)) {
    struct arena *arena = arena_create(ARENA_MAX);
    json_t *line;
    err_clear();
    if (!arena || json_read(arena, text, &line) != ERR_NONE) {
        puts("fail: the line is not JSON");
    } else {
        struct feel_value value = answer(arena, line);
        struct feel_value expected = alike_feel(arena, json_text(line, "expected"), NULL);
        const char *found = feel_text(arena, value);
        const char *why = value.type == FEEL_NULL ? value.reason : NULL;
        if (alike(value, expected)) {
            puts("pass");
        } else {
            printf("fail: %s %s\n", found ? found : "?", why ? why : "");
        }
    }
    (void)fflush(stdout);
    arena_destroy(arena);
}

int alike_main(struct feel_value (*answer)(struct arena *arena, const json_t *line)) {
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        judge(line, answer);
    }
    free(line);
    return 0;
}
