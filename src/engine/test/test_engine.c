/* What cases cannot say: limits, failing memory, the order of independent branches, broken states.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fault.h"
#include "json.h"
#include "play.h"
#include "text.h"

static const int64_t begin = 1774080000000;

static const struct engine_definition *define_lines(struct arena *arena, const char *lines) {
    struct buf xml;
    buf_init(&xml, PLAY_FILE_MAX);
    play_model(lines, strlen(lines), &xml);
    const char *text = arena_strndup(arena, buf_text(&xml), xml.length);
    const struct engine_definition *definition = play_define(arena, text, xml.length);
    buf_finish(&xml);
    return definition;
}

/* test/models/NAME.txt: everything has a little of everything; branches are independent. */
static const struct engine_definition *define_file(struct arena *arena, const char *name) {
    static char lines[PLAY_FILE_MAX];
    char path[1024];
    (void)snprintf(path, sizeof(path), KHAJU_SOURCE "/src/engine/test/models/%s.txt", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    lines[fread(lines, 1, sizeof(lines) - 1, file)] = '\0';
    (void)fclose(file);
    return define_lines(arena, lines);
}

static const char *text_of(struct arena *arena, const struct engine_state *state) {
    struct buf out;
    buf_init(&out, PLAY_FILE_MAX);
    engine_state_write(state, &out);
    assert_int_equal(out.failed, ERR_NONE);
    const char *text = arena_strndup(arena, buf_text(&out), out.length);
    buf_finish(&out);
    return text;
}

static const struct engine_state *
begin_with(struct arena *arena, const struct engine_definition *definition, const char *event) {
    struct engine_event start = play_event(arena, event, begin);
    struct engine_outcome outcome;
    assert_int_equal(engine_step(arena, definition, NULL, &start, &outcome), ERR_NONE);
    return outcome.state;
}

static const char endless[] = "startEvent s\n"
                              "task a\n"
                              "s > a\n"
                              "a > a\n";

static void engine__a_loop_without_end_is_stopped_and_can_go_on(void **state) {
    struct arena *arena = arena_create(PLAY_MEMORY_MAX);
    const struct engine_definition *definition = define_lines(arena, endless);
    const struct engine_state *stopped = begin_with(arena, definition, "start");
    assert_int_equal(engine_token_count(stopped), 1);
    assert_string_equal(engine_token(stopped, 0).code, "ENG-33");
    assert_null(engine_state_fault(stopped));
    struct engine_event retry = play_event(arena, "retry a", begin);
    struct engine_outcome outcome;
    assert_int_equal(engine_step(arena, definition, stopped, &retry, &outcome), ERR_NONE);
    assert_string_equal(engine_token(outcome.state, 0).code, "ENG-33");
    arena_destroy(arena);
}

static void engine__tokens_that_multiply_are_stopped(void **state) {
    struct arena *arena = arena_create((size_t)2 << 30);
    /* each round doubles them */
    const struct engine_definition *definition = define_lines(arena, "startEvent s\n"
                                                                     "task a\n"
                                                                     "task b\n"
                                                                     "s > a\n"
                                                                     "a > b\n"
                                                                     "a > b > a\n");
    const struct engine_state *stopped = begin_with(arena, definition, "start");
    assert_true(engine_token_count(stopped) <= ENGINE_TOKENS_MAX + 2);
    assert_true(engine_token_count(stopped) > 0);
    struct engine_token_view token = engine_token(stopped, 0);
    assert_int_equal(token.wait, ENGINE_AT_INCIDENT);
    arena_destroy(arena);
}

static const char *const everything_events[] = {
    "start - - {\"list\":[1,2],\"x\":5}",
    "message - ask {\"question\":\"?\"}",
    "time - - +4000",
    "complete v #10 {\"vote\":1}",
    "complete a - {\"when\":{\"@\":\"2026-03-21\"}}",
    "complete answer",
};

/* The number of the first token that waits at the element. */
static uint32_t token_at(const struct engine_state *state, const char *element) {
    for (size_t i = 0; state != NULL && element != NULL && i < engine_token_count(state); i++) {
        struct engine_token_view token = engine_token(state, i);
        if (text_equal(token.element->id, element) && token.wait == ENGINE_AT_TASK) {
            return token.id;
        }
    }
    return 0;
}

/* Steps with the nth allocation failing; true: it was far enough not to matter. */
static bool step_with_fault(const struct engine_definition *definition,
                            const struct engine_state *before, const struct engine_event *event,
                            unsigned long nth) {
    struct arena *arena = arena_create(PLAY_MEMORY_MAX);
    struct engine_outcome outcome;
    fault_arm(FAULT_ALLOC, nth);
    enum err err = engine_step(arena, definition, before, event, &outcome);
    bool fired = fault_fired(FAULT_ALLOC);
    fault_arm(FAULT_ALLOC, 0);
    if (fired && err != ERR_NONE) {
        assert_int_equal(err, ERR_MEMORY);
        assert_null(outcome.state);
    } else {
        assert_int_equal(err, ERR_NONE);
        assert_null(engine_state_fault(outcome.state));
    }
    arena_destroy(arena);
    return !fired;
}

static void engine__without_memory_the_state_stays_as_it_was(void **state) {
    struct arena *arena = arena_create(PLAY_MEMORY_MAX);
    const struct engine_definition *definition = define_file(arena, "everything");
    const struct engine_state *current = NULL;
    for (size_t i = 0; i < COUNT_OF(everything_events); i++) {
        int64_t now = current == NULL ? begin : engine_now(current);
        struct engine_event event = play_event(arena, everything_events[i], now);
        event.token = event.token == 0 ? 0 : token_at(current, event.element);
        const char *before = current == NULL ? "" : text_of(arena, current);
        unsigned long nth = 1;
        while (!step_with_fault(definition, current, &event, nth)) {
            nth++;
        }
        assert_string_equal(current == NULL ? "" : text_of(arena, current), before);
        struct engine_outcome outcome;
        assert_int_equal(engine_step(arena, definition, current, &event, &outcome), ERR_NONE);
        current = outcome.state;
    }
    arena_destroy(arena);
}

/* ---- The order of independent branches ---- */

static uint32_t random_number(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Completes waiting tasks in an order that the seed chooses, each with a value of its own, until
   only z waits; the variables then, in the order of their names. */
static const char *play_order(struct arena *arena, const struct engine_definition *definition,
                              uint32_t seed) {
    const struct engine_state *current = begin_with(arena, definition, "start");
    for (;;) {
        struct engine_token_view tasks[64];
        size_t count = 0;
        for (size_t i = 0; i < engine_token_count(current); i++) {
            struct engine_token_view token = engine_token(current, i);
            if (token.wait == ENGINE_AT_TASK) {
                tasks[count++] = token;
            }
        }
        if (count == 1 && text_equal(tasks[0].element->id, "z")) {
            break;
        }
        const struct engine_token_view *task = &tasks[random_number(&seed) % count];
        const struct feel_value *number =
            task->values == NULL
                ? NULL
                : feel_context_get(task->values, (struct feel_string){"loopCounter", 11});
        struct feel_entry entry = {{"mark", 4}, number == NULL ? feel_int(0) : *number};
        if (number == NULL) {
            entry.name = (struct feel_string){task->element->id, strlen(task->element->id)};
            entry.value = feel_string(task->element->id);
        }
        struct feel_context values = {1, &entry};
        struct engine_event event = {
            .type = ENGINE_COMPLETE, .at = begin, .token = task->id, .variables = &values};
        struct engine_outcome outcome;
        assert_int_equal(engine_step(arena, definition, current, &event, &outcome), ERR_NONE);
        assert_null(engine_state_fault(outcome.state));
        current = outcome.state;
    }
    struct buf text;
    json_t *json;
    buf_init(&text, PLAY_FILE_MAX);
    engine_value_write(
        (struct feel_value){.type = FEEL_CONTEXT, .context = engine_variables(current)}, &text);
    assert_int_equal(json_read(arena, buf_text(&text), &json), ERR_NONE);
    buf_finish(&text);
    return json_write(arena, json); /* sorted */
}

static void engine__independent_branches_may_come_in_any_order(void **state) {
    struct arena *lasting = arena_create(PLAY_MEMORY_MAX);
    const struct engine_definition *definition = define_file(lasting, "branches");
    const char *expected = play_order(lasting, definition, 1);
    assert_non_null(strstr(expected, "\"marks\":[1,2,3]"));
    for (uint32_t seed = 2; seed < 300; seed++) {
        struct arena *arena = arena_create(PLAY_MEMORY_MAX);
        assert_string_equal(play_order(arena, definition, seed), expected);
        arena_destroy(arena);
    }
    arena_destroy(lasting);
}

/* ---- Random processes ---- */

struct maker {
    struct buf lines;
    uint32_t seed, next;
    size_t tasks; /* that will be done, whatever the order */
};

static void make_block(struct maker *maker, unsigned depth, char entry[16], char exit[16]);

static void make_task(struct maker *maker, char entry[16], char exit[16]) {
    (void)snprintf(entry, 16, "t%u", maker->next++);
    memcpy(exit, entry, 16);
    buf_printf(&maker->lines, "userTask %s\n", entry);
    maker->tasks++;
}

static void make_sequence(struct maker *maker, unsigned depth, char entry[16], char exit[16]) {
    char next[16];
    make_block(maker, depth, entry, exit);
    char middle[16];
    memcpy(middle, exit, 16);
    make_block(maker, depth, next, exit);
    buf_printf(&maker->lines, "%s > %s\n", middle, next);
}

static void make_parallel(struct maker *maker, unsigned depth, const char *type, char entry[16],
                          char exit[16]) {
    (void)snprintf(entry, 16, "g%u", maker->next++);
    (void)snprintf(exit, 16, "g%u", maker->next++);
    buf_printf(&maker->lines, "%s %s\n%s %s\n", type, entry, type, exit);
    for (uint32_t i = 0; i < 2 + random_number(&maker->seed) % 2; i++) {
        char first[16];
        char last[16];
        make_block(maker, depth, first, last);
        buf_printf(&maker->lines, "%s > %s\n%s > %s\n", entry, first, last, exit);
    }
}

static void make_sub_process(struct maker *maker, unsigned depth, char entry[16], char exit[16]) {
    char first[16];
    char last[16];
    (void)snprintf(entry, 16, "p%u", maker->next++);
    memcpy(exit, entry, 16);
    buf_printf(&maker->lines, "<%s id=\"%s\">\nstartEvent s%s\n", "subProcess", entry, entry);
    make_block(maker, depth, first, last);
    buf_printf(&maker->lines, "s%s > %s\n</%s>\n", entry, first, "subProcess");
}

static void make_block(struct maker *maker, unsigned depth, char entry[16], char exit[16]) {
    uint32_t kind = depth == 0 ? 0 : random_number(&maker->seed) % 6;
    if (kind == 1 || kind == 2) {
        make_sequence(maker, depth - 1, entry, exit);
    } else if (kind == 3) {
        make_parallel(maker, depth - 1, "parallelGateway", entry, exit);
    } else if (kind == 4) {
        make_parallel(maker, depth - 1, "inclusiveGateway", entry, exit);
    } else if (kind == 5) {
        make_sub_process(maker, depth - 1, entry, exit);
    } else {
        make_task(maker, entry, exit);
    }
}

/* Does any waiting task, until the process ends; how many there were. */
static size_t do_all(struct arena *arena, const struct engine_definition *definition,
                     uint32_t seed) {
    const struct engine_state *current = begin_with(arena, definition, "start");
    size_t done = 0;
    while (engine_status(current) == ENGINE_RUNNING) {
        uint32_t tasks[2000];
        size_t count = 0;
        for (size_t i = 0; i < engine_token_count(current) && count < COUNT_OF(tasks); i++) {
            struct engine_token_view token = engine_token(current, i);
            assert_int_not_equal(token.wait, ENGINE_AT_INCIDENT);
            if (token.wait == ENGINE_AT_TASK) {
                tasks[count++] = token.id;
            }
        }
        assert_true(count > 0);
        struct engine_event event = {
            .type = ENGINE_COMPLETE, .at = begin, .token = tasks[random_number(&seed) % count]};
        struct engine_outcome outcome;
        const struct engine_state *reloaded;
        assert_int_equal(engine_state_read(arena, definition, text_of(arena, current), &reloaded),
                         ERR_NONE);
        assert_int_equal(engine_step(arena, definition, reloaded, &event, &outcome), ERR_NONE);
        assert_null(engine_state_fault(outcome.state));
        current = outcome.state;
        done++;
    }
    assert_int_equal(engine_status(current), ENGINE_COMPLETED);
    assert_int_equal(engine_token_count(current), 0);
    return done;
}

static void engine__no_token_is_lost_or_invented(void **state) {
    for (uint32_t seed = 1; seed <= 400; seed++) {
        struct arena *arena = arena_create(PLAY_MEMORY_MAX);
        struct maker maker = {.seed = seed * 7919};
        char first[16];
        char last[16];
        buf_init(&maker.lines, PLAY_FILE_MAX);
        buf_str(&maker.lines, "startEvent s\nendEvent e\n");
        make_block(&maker, 5, first, last);
        buf_printf(&maker.lines, "s > %s\n%s > e\n", first, last);
        const struct engine_definition *definition = define_lines(arena, buf_text(&maker.lines));
        assert_int_equal(do_all(arena, definition, seed), maker.tasks);
        buf_finish(&maker.lines);
        arena_destroy(arena);
    }
}

static void engine__says_when_the_next_timer_is_due(void **state) {
    struct arena *arena = arena_create(PLAY_MEMORY_MAX);
    const struct engine_definition *definition = define_file(arena, "everything");
    const struct engine_state *current =
        begin_with(arena, definition, "start - - {\"list\":[1,2],\"x\":5}");
    int64_t due = 0;
    assert_true(engine_due(current, &due));
    assert_int_equal(due, begin + INT64_C(3600000));
    struct engine_event cancel = play_event(arena, "cancel", begin);
    struct engine_outcome outcome;
    assert_int_equal(engine_step(arena, definition, current, &cancel, &outcome), ERR_NONE);
    assert_false(engine_due(outcome.state, &due));
    arena_destroy(arena);
}

/* ---- Broken states ---- */

static void engine__a_state_with_any_part_missing_is_refused_or_sound(void **state) {
    struct arena *arena = arena_create(PLAY_MEMORY_MAX);
    const struct engine_definition *definition = define_file(arena, "everything");
    const char *text =
        text_of(arena, begin_with(arena, definition, "start - - {\"list\":[1,2],\"x\":5}"));
    size_t refused = 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        char *broken = arena_strdup(arena, text);
        const struct engine_state *back;
        broken[i] = broken[i] == '1' ? '2' : broken[i] == '{' ? '[' : '1';
        enum err err = engine_state_read(arena, definition, broken, &back);
        refused += err != ERR_NONE;
        assert_true(err == ERR_NONE || err == ERR_INVALID || err == ERR_LIMIT);
        assert_true(err != ERR_NONE || engine_state_fault(back) == NULL);
    }
    assert_true(refused > strlen(text) / 2);
    arena_destroy(arena);
}

static void engine__a_state_of_another_process_is_refused(void **state) {
    struct arena *arena = arena_create(PLAY_MEMORY_MAX);
    const struct engine_definition *one = define_file(arena, "everything");
    const struct engine_definition *other = define_file(arena, "branches");
    const struct engine_state *back;
    const char *text = text_of(arena, begin_with(arena, other, "start"));
    assert_int_equal(engine_state_read(arena, one, text, &back), ERR_INVALID);
    assert_string_equal(err_last()->code, "ENG-7");
    assert_int_equal(engine_state_read(arena, one, "{\"v\":2}", &back), ERR_INVALID);
    assert_string_equal(err_last()->code, "ENG-6");
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(engine__a_loop_without_end_is_stopped_and_can_go_on),
        cmocka_unit_test(engine__tokens_that_multiply_are_stopped),
        cmocka_unit_test(engine__without_memory_the_state_stays_as_it_was),
        cmocka_unit_test(engine__independent_branches_may_come_in_any_order),
        cmocka_unit_test(engine__no_token_is_lost_or_invented),
        cmocka_unit_test(engine__says_when_the_next_timer_is_due),
        cmocka_unit_test(engine__a_state_with_any_part_missing_is_refused_or_sound),
        cmocka_unit_test(engine__a_state_of_another_process_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
