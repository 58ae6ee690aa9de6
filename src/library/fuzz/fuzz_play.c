/* Any bytes as the log of a simulation and as values typed: a state that holds its promises, a log
   that plays again to the same one, or an error that says what is wrong. */
#include <string.h>

#include "fuzz.h"
#include "library_play.h"
#include "text.h"

enum { ARENA_SIZE = 1 << 25, INPUT_MAX = 1 << 16 };

#define MODEL \
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='u'>" \
    "<process id='p' isExecutable='true'><startEvent id='s'/><userTask id='t'/>" \
    "<exclusiveGateway id='g' default='n'/><intermediateCatchEvent id='m'>" \
    "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>" \
    "</intermediateCatchEvent><endEvent id='e'/>" \
    "<sequenceFlow id='a' sourceRef='s' targetRef='t'/>" \
    "<sequenceFlow id='b' sourceRef='t' targetRef='g'/>" \
    "<sequenceFlow id='n' sourceRef='g' targetRef='m'/>" \
    "<sequenceFlow id='y' sourceRef='g' targetRef='t'>" \
    "<conditionExpression>again = true</conditionExpression></sequenceFlow>" \
    "<sequenceFlow id='c' sourceRef='m' targetRef='e'/></process></definitions>"

static void play(struct arena *arena, const struct engine_definition *definition, const char *log,
                 const struct engine_event *next) {
    struct library_played first, again;
    if (library_play(arena, definition, log, 0, next, &first) != ERR_NONE) {
        return;
    }
    FUZZ_PROMISE(first.state == NULL || engine_state_fault(first.state) == NULL);
    FUZZ_PROMISE(library_play(arena, definition, first.log, 0, NULL, &again) == ERR_NONE);
    FUZZ_PROMISE(strcmp(first.log, again.log) == 0);
    for (size_t i = 0; i < first.count; i++) {
        FUZZ_PROMISE(library_event_text(arena, &first.moments[i]) != NULL);
    }
}

/* The lines of values end at the first NUL; what follows is the log. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create(ARENA_SIZE);
    const struct engine_definition *definition;
    const struct bpmn *bpmn;
    struct library_values values = {0};
    FUZZ_PROMISE(arena && bpmn_read(arena, MODEL, strlen(MODEL), &bpmn) == ERR_NONE);
    const struct engine_library library = {.models = &bpmn, .model_count = 1};
    FUZZ_PROMISE(engine_define(arena, &library, NULL, &definition) == ERR_NONE);
    char *text = arena_strndup(arena, (const char *)data, size < INPUT_MAX ? size : INPUT_MAX);
    FUZZ_PROMISE(text);
    size_t length = strlen(text);
    const char *log = length < size
                          ? arena_strndup(arena, (const char *)data + length + 1, size - length - 1)
                          : "";
    bool utf8 = text_utf8_valid(text, length) == length; /* all that http lets through */
    if (utf8 && library_values_read(arena, text, &values) == ERR_NONE) {
        FUZZ_PROMISE(values.count <= LIBRARY_VALUES_MAX);
        const struct feel_context context = {values.count, values.items};
        const struct engine_event event = {.type = ENGINE_START, .variables = &context};
        play(arena, definition, "", &event);
    }
    play(arena, definition, log, NULL);
    arena_destroy(arena);
    return 0;
}
