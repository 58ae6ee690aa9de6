/* Simulations: the log is the whole state, steps back, values as people type them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "library_play.h"

static struct arena *arena;
static const struct bpmn *bpmn;
static const struct engine_definition *definition;

static int setup(void **state) {
    static char bytes[1 << 18];
    static struct engine_library library;
    FILE *file = fopen(KHAJU_SOURCE "/data/processes/smart-card.as-is.bpmn", "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    arena = arena_create(64 << 20);
    assert_int_equal(bpmn_read(arena, bytes, length, &bpmn), ERR_NONE);
    library = (struct engine_library){.models = &bpmn, .model_count = 1, .zone = "Asia/Tehran"};
    assert_int_equal(engine_define(arena, &library, NULL, &definition), ERR_NONE);
    return 0;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

static enum err step(const char *log, enum engine_event_type type, const char *element,
                     struct library_values *values, struct library_played *out) {
    struct feel_context *context = ARENA_NEW(arena, struct feel_context);
    *context = (struct feel_context){values != NULL ? values->count : 0,
                                     values != NULL ? values->items : NULL};
    const struct engine_event event = {.type = type,
                                       .at = INT64_C(1763886600000),
                                       .element = element,
                                       .variables = values != NULL ? context : NULL};
    return library_play(arena, definition, log, 0, &event, out);
}

static const char *waits_at(const struct library_played *played) {
    assert_int_equal(engine_token_count(played->state), 1);
    return engine_token(played->state, 0).element->id;
}

static void log__is_the_whole_state(void **state) {
    struct library_played played, again;
    struct library_values *no = ARENA_NEW(arena, struct library_values);
    assert_int_equal(library_values_read(arena, "کامل = خیر\n", no), ERR_NONE);
    assert_int_equal(step("", ENGINE_START, NULL, NULL, &played), ERR_NONE);
    assert_int_equal(step(played.log, ENGINE_COMPLETE, "apply", NULL, &played), ERR_NONE);
    assert_int_equal(step(played.log, ENGINE_COMPLETE, "capture", no, &played), ERR_NONE);
    assert_string_equal(waits_at(&played), "fetch");
    assert_int_equal(played.count, 3);
    assert_int_equal(library_play(arena, definition, played.log, 0, NULL, &again), ERR_NONE);
    assert_string_equal(waits_at(&again), "fetch");
    assert_string_equal(again.log, played.log);
    assert_int_equal(library_play(arena, definition, played.log, 1, NULL, &again), ERR_NONE);
    assert_string_equal(waits_at(&again), "capture");
    assert_int_equal(library_play(arena, definition, played.log, 9, NULL, &again), ERR_NONE);
    assert_null(again.state);
}

static void step__that_does_not_fit_leaves_what_was(void **state) {
    struct library_played played;
    assert_int_equal(step("", ENGINE_START, NULL, NULL, &played), ERR_NONE);
    const char *log = played.log;
    assert_int_equal(step(log, ENGINE_COMPLETE, "collect", NULL, &played), ERR_INVALID);
    assert_string_equal(waits_at(&played), "apply");
    assert_string_equal(played.log, log);
}

static void log__of_something_else_is_refused(void **state) {
    static const char *const broken[] = {"{", "{}", "[1]", "[{\"type\":\"nothing\"}]",
                                         "[{\"type\":\"complete\",\"element\":\"apply\"}]"};
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        struct library_played played;
        assert_int_equal(library_play(arena, definition, broken[i], 0, NULL, &played), ERR_INVALID);
        assert_string_equal(err_last()->code, "LIB-50");
    }
    struct buf many;
    buf_init(&many, 1 << 20);
    buf_char(&many, '[');
    for (int i = 0; i <= LIBRARY_EVENTS_MAX; i++) {
        buf_str(&many, i > 0 ? ",{\"type\":\"time\"}" : "{\"type\":\"start\"}");
    }
    buf_char(&many, ']');
    struct library_played played;
    assert_int_equal(library_play(arena, definition, buf_text(&many), 0, NULL, &played),
                     ERR_INVALID);
    buf_finish(&many);
}

static void answers__are_what_conditions_compare(void **state) {
    struct library_answers answers;
    assert_int_equal(library_answers(arena, bpmn, &answers), ERR_NONE);
    assert_int_equal(answers.count, 2);
    assert_string_equal(answers.items[0].name, "کامل");
    assert_true(answers.items[0].yes_no);
}

static void values__are_understood_as_people_type_them(void **state) {
    static const struct {
        const char *line;
        enum feel_type_kind type;
    } lines[] = {{"الف = بله", FEEL_BOOLEAN},       {"ب=۱۲٫۵", FEEL_NUMBER},
                 {"پ = \"متن\"", FEEL_STRING},      {"ت = متن بی گیومه", FEEL_STRING},
                 {"ث = [1, 2]", FEEL_LIST},         {"ج = null", FEEL_NULL},
                 {"چ = @\"2026-01-01\"", FEEL_DATE}};
    struct library_values values = {0};
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        assert_int_equal(library_values_read(arena, lines[i].line, &values), ERR_NONE);
        assert_int_equal(values.items[i].value.type, lines[i].type);
    }
    assert_int_equal(library_values_read(arena, "الف = خیر\n\n", &values), ERR_NONE);
    assert_int_equal(values.count, COUNT_OF(lines));
    assert_false(values.items[0].value.boolean);
    assert_int_equal(library_values_read(arena, "بی مساوی", &values), ERR_INVALID);
    assert_string_equal(err_last()->code, "LIB-52");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log__is_the_whole_state),
        cmocka_unit_test(step__that_does_not_fit_leaves_what_was),
        cmocka_unit_test(log__of_something_else_is_refused),
        cmocka_unit_test(answers__are_what_conditions_compare),
        cmocka_unit_test(values__are_understood_as_people_type_them),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
