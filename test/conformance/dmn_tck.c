/*
 * Decides for dmn_tck.py: each line of standard input is a JSON object with "model" (a path),
 * "name", "inputs" (a FEEL context) and "expected" (FEEL); the answer is a line "pass", or "fail"
 * and what came out instead. An error is null, as the suite has it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "alike.h"
#include "buf.h"
#include "decision.h"
#include "json.h"
#include "xml.h"

enum { ARENA_MAX = 256 * 1024 * 1024 };

static const struct feel_moment now = {.date = {2026, 1, 2}, .zone = FEEL_ZONE_OFFSET};
static const struct feel_options options = {
    .now = {.type = FEEL_DATE_TIME, .moment = &now},
    .today = {.type = FEEL_DATE, .date = {2026, 1, 2}},
};

static struct feel_value feel_of(struct arena *arena, const char *text) {
    static const struct feel_context nothing;
    const struct feel_compiled *compiled;
    struct feel_value value;
    if (!text || feel_compile(arena, text, NULL, FEEL_EXPRESSION, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, &nothing, &options, NULL, &value) != ERR_NONE) {
        return feel_null(err_last()->english);
    }
    return value;
}

static void read_model(const char *path, struct buf *out) {
    FILE *file = fopen(path, "rb");
    char part[4096];
    size_t got;
    while (file && (got = fread(part, 1, sizeof part, file)) > 0) {
        buf_append(out, part, got);
    }
    if (file) {
        fclose(file);
    }
}

static struct feel_value decide(struct arena *arena, const json_t *line) {
    const struct decision_model *model;
    struct decision_result result;
    struct buf bytes;
    buf_init(&bytes, XML_BYTES_MAX);
    read_model(json_text(line, "model"), &bytes);
    enum err err = decision_read(arena, buf_text(&bytes), bytes.length, &model);
    buf_finish(&bytes);
    struct feel_value inputs = feel_of(arena, json_text(line, "inputs"));
    if (err == ERR_NONE && inputs.type == FEEL_CONTEXT) {
        err = decision_evaluate(arena, model, json_text(line, "name"), inputs.context, &options,
                                &result);
    }
    if (err != ERR_NONE || inputs.type != FEEL_CONTEXT) {
        return feel_null(arena_printf(arena, "%s %s", err_last()->code, err_last()->english));
    }
    if (result.value.type == FEEL_NULL && !result.value.reason && result.notes.count > 0) {
        result.value.reason = result.notes.items[0].reason;
    }
    return result.value;
}

static void judge(const char *text) {
    struct arena *arena = arena_create(ARENA_MAX);
    json_t *line;
    err_clear();
    if (!arena || json_read(arena, text, &line) != ERR_NONE) {
        puts("fail: the line is not JSON");
    } else {
        struct feel_value value = decide(arena, line);
        struct feel_value expected = feel_of(arena, json_text(line, "expected"));
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

int main(void) {
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        judge(line);
    }
    free(line);
    return 0;
}
