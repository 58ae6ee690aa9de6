/*
 * Every case of test/cases: a model, events, and what becomes of it. Each is run three times: on
 * and on, from its JSON after every step, and once more from the start; all three must agree to the
 * byte, and every state must keep the promises of state_fault.c.
 *
 *   # what the case is about
 *   model lines (play.h)
 *   <!--decisions-->                     a DMN file follows, if decisions are asked
 *   ! event => entered ids | waiting ids:wait; variable=value, …
 *   ! event => ENG-3                     the event is refused
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "play.h"

static const int64_t begin = 1774080000000; /* 2026-03-21T08:00:00Z */

struct run {
    struct arena *arena;
    const char *name;
    const struct engine_definition *definition;
    const struct engine_state *state, *reloaded;
    int64_t now;
    bool wrong;
};

/* All cases are run; the test fails at its end. */
static size_t wrong_cases;

#define WRONG(run, ...) \
    do { \
        print_error(__VA_ARGS__); \
        print_error("\n"); \
        wrong_cases += !(run)->wrong; \
        (run)->wrong = true; \
    } while (0)

static const char *state_text(struct arena *arena, const struct engine_state *state) {
    struct buf out;
    buf_init(&out, PLAY_FILE_MAX);
    engine_state_write(state, &out);
    assert_int_equal(out.failed, ERR_NONE);
    const char *text = arena_strdup(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

static void check_variables(struct run *run, const char *expected) {
    const struct feel_context *variables = engine_variables(run->state);
    struct buf text;
    buf_init(&text, PLAY_FILE_MAX);
    while (*expected != '\0') {
        expected += strspn(expected, " ,");
        size_t length = strcspn(expected, "=");
        const struct feel_value *value =
            variables == NULL ? NULL
                              : feel_context_get(variables, (struct feel_string){expected, length});
        buf_clear(&text);
        buf_append(&text, expected, length);
        buf_char(&text, '=');
        engine_value_write(value == NULL ? feel_null(NULL) : *value, &text);
        if (strncmp(expected, buf_text(&text), text.length) != 0) {
            WRONG(run, "%s: %s, not %s", run->name, buf_text(&text), expected);
        }
        expected += text.length;
    }
    buf_finish(&text);
}

static void check_outcome(struct run *run, const struct engine_outcome *outcome, const char *event,
                          const char *expected) {
    const char *summary = play_summary(run->arena, outcome);
    const char *variables = strchr(expected, ';');
    size_t length = variables == NULL ? strlen(expected) : (size_t)(variables - expected);
    while (length > 0 && expected[length - 1] == ' ') {
        length--;
    }
    if (strlen(summary) != length || strncmp(summary, expected, length) != 0) {
        WRONG(run, "%s\n  event    %s\n  expected %.*s\n  got      %s", run->name, event,
              (int)length, expected, summary);
    }
    if (variables != NULL) {
        check_variables(run, variables + 1);
    }
}

/* The state read back from its text goes the same way. */
static void check_reloaded(struct run *run, const struct engine_event *event) {
    struct engine_outcome outcome;
    assert_int_equal(engine_step(run->arena, run->definition, run->reloaded, event, &outcome),
                     ERR_NONE);
    const char *one = state_text(run->arena, run->state);
    const char *other = state_text(run->arena, outcome.state);
    if (strcmp(one, other) != 0) {
        WRONG(run, "%s: from its JSON it becomes\n%s\nnot\n%s", run->name, other, one);
    }
    if (engine_state_fault(run->state) != NULL) {
        WRONG(run, "%s: %s in %s", run->name, engine_state_fault(run->state), one);
    }
    if (engine_state_read(run->arena, run->definition, one, &run->reloaded) != ERR_NONE) {
        WRONG(run, "%s: not read back: %s", run->name, one);
        return;
    }
    assert_string_equal(state_text(run->arena, run->reloaded), one);
    const struct engine_state *copy;
    assert_int_equal(engine_state_copy(run->arena, run->state, &copy), ERR_NONE);
    assert_string_equal(state_text(run->arena, copy), one);
}

static void play_line(struct run *run, char *line) {
    char *arrow = strstr(line, " => ");
    if (arrow == NULL) {
        fail_msg("%s: no => in %s", run->name, line);
    }
    *arrow = '\0';
    const char *expected = arrow + 4;
    struct engine_event event = play_event(run->arena, line + 2, run->now);
    struct engine_outcome outcome;
    enum err err = engine_step(run->arena, run->definition, run->state, &event, &outcome);
    if (err != ERR_NONE || strncmp(expected, "ENG-", 4) == 0) {
        if (err == ERR_NONE || strcmp(expected, err_last()->code) != 0) {
            WRONG(run, "%s\n  event %s\n  expected %s, got %s", run->name, line, expected,
                  err == ERR_NONE ? play_summary(run->arena, &outcome) : err_last()->english);
        }
        return;
    }
    run->state = outcome.state;
    run->now = engine_now(outcome.state);
    check_outcome(run, &outcome, line, expected);
    check_reloaded(run, &event);
}

static void play_case(const char *name, char *model, char *script) {
    struct run run = {.arena = arena_create(PLAY_MEMORY_MAX), .name = name, .now = begin};
    struct buf xml;
    assert_non_null(run.arena);
    buf_init(&xml, PLAY_FILE_MAX);
    *script++ = '\0'; /* the line break before it */
    char *decisions = strstr(model, "<!--decisions-->");
    play_model(model, decisions == NULL ? strlen(model) : (size_t)(decisions - model), &xml);
    decisions = decisions == NULL ? NULL : strchr(decisions, '\n') + 1;
    run.definition = play_define_with(run.arena, buf_text(&xml), xml.length, decisions);
    for (char *line = strtok_r(script, "\n", &script); line != NULL && !run.wrong;
         line = strtok_r(NULL, "\n", &script)) {
        if (line[0] == '!') {
            play_line(&run, line);
        }
    }
    buf_finish(&xml);
    arena_destroy(run.arena);
}

/* A case begins with "# name" and ends where the next one begins. */
static size_t play_file(char *text) {
    size_t count = 0;
    char *at = strstr(text, "# ");
    while (at != NULL) {
        char *next = strstr(at + 1, "\n# ");
        char *name = at + 2;
        char *model = strchr(name, '\n');
        if (next != NULL) {
            *next = '\0';
        }
        *model++ = '\0';
        char *script = strstr(model, "\n!");
        if (script == NULL) {
            fail_msg("%s has no event", name);
        }
        play_case(name, model, script);
        count++;
        at = next == NULL ? NULL : next + 1;
    }
    return count;
}

static void play_path(const char *path) {
    static char text[PLAY_FILE_MAX];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof(text) - 1, file);
    text[length] = '\0';
    (void)fclose(file);
    assert_true(play_file(text) > 0);
}

static void engine__every_case_goes_as_the_standard_says(void **state) {
    static const char folder[] = KHAJU_SOURCE "/src/engine/test/cases";
    size_t files = 0;
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[1024];
        if (strstr(entries[i]->d_name, ".txt") != NULL) {
            (void)snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
            play_path(path);
            files++;
        }
        free(entries[i]);
    }
    free(entries);
    assert_true(files > 0);
    assert_int_equal(wrong_cases, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(engine__every_case_goes_as_the_standard_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
