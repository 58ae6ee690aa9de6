/*
 * Processes and decisions in memory, in CPU time: `process PART MODELS SECONDS`. MODELS is
 * bench/models. Parts:
 *   instances  one exclusive gateway and six tasks, from start to end, state written at each step
 *   feel       the expressions of expressions.json: text to value; and compiled once
 *   table      fee.dmn with changing inputs
 *   growth     one step in a chain of 10, 100 and 1,000 tasks; bytes of a waiting instance
 *   waiting    one task done among 10, 1,000 and 10,000 that wait
 * Prints one JSON object. Measure a release build.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine.h"
#include "json.h"

enum { MEMORY_MAX = 1 << 30, FILE_MAX = 1 << 20, PATH_SIZE = 1024, ROUND = 64 };

static const int64_t begin_ms = INT64_C(1774080000000);

static double cpu_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void must(enum err err, const char *what) {
    if (err != ERR_NONE) {
        fprintf(stderr, "process: %s: %s\n", what, err_last()->english);
        exit(EXIT_FAILURE);
    }
}

static struct arena *new_arena(void) {
    struct arena *arena = arena_create(MEMORY_MAX);
    must(arena == NULL ? ERR_MEMORY : ERR_NONE, "memory");
    return arena;
}

static size_t read_file(const char *folder, const char *name, char *out) {
    char path[PATH_SIZE];
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    must(file == NULL ? ERR_IO : ERR_NONE, path);
    size_t length = fread(out, 1, FILE_MAX - 1, file);
    out[length] = '\0';
    (void)fclose(file);
    return length;
}

static const struct engine_definition *define(struct arena *arena, const char *xml, size_t length) {
    const struct bpmn **model = ARENA_NEW(arena, const struct bpmn *);
    struct engine_library *library = ARENA_NEW(arena, struct engine_library);
    const struct engine_definition *definition;
    must(model == NULL || library == NULL ? ERR_MEMORY : ERR_NONE, "memory");
    must(bpmn_read(arena, xml, length, model), "model");
    *library = (struct engine_library){.models = model, .model_count = 1};
    must(engine_define(arena, library, NULL, &definition), "definition");
    return definition;
}

static const struct feel_context *amount_of(struct arena *arena, int64_t amount) {
    struct feel_entry *entry = ARENA_NEW(arena, struct feel_entry);
    must(entry == NULL ? ERR_MEMORY : ERR_NONE, "memory");
    *entry = (struct feel_entry){{"amount", 6}, feel_int(amount)};
    return feel_context_of(arena, entry, 1).context;
}

static void step(struct arena *arena, const struct engine_definition *definition,
                 const struct engine_event *event, const struct engine_state **state) {
    struct engine_outcome outcome;
    must(engine_step(arena, definition, *state, event, &outcome), "step");
    *state = outcome.state;
}

/* Each task is completed by its number, and the state written as JSON whenever it waits. */
static size_t run_instance(struct arena *arena, const struct engine_definition *definition,
                           struct buf *json) {
    const struct engine_state *state = NULL;
    struct engine_event event = {
        .type = ENGINE_START, .at = begin_ms, .variables = amount_of(arena, 7)};
    size_t largest = 0;
    for (;;) {
        step(arena, definition, &event, &state);
        buf_clear(json);
        engine_state_write(state, json);
        must(json->failed, "state");
        largest = json->length > largest ? json->length : largest;
        if (engine_status(state) != ENGINE_RUNNING) {
            return largest;
        }
        event = (struct engine_event){.type = ENGINE_COMPLETE,
                                      .at = engine_now(state) + 1000,
                                      .token = engine_token(state, 0).id};
    }
}

static void measure_instances(const char *folder, double seconds) {
    static char text[FILE_MAX];
    struct arena *lasting = new_arena();
    struct arena *arena = new_arena();
    struct buf json;
    buf_init(&json, FILE_MAX);
    size_t length = read_file(folder, "six_tasks.bpmn", text);
    char *condition = strstr(text, "CONDITION</");
    must(condition == NULL ? ERR_INVALID : ERR_NONE, "CONDITION");
    memcpy(condition, "amount>5 ", strlen("amount>5 "));
    const struct engine_definition *definition = define(lasting, text, length);
    double start = cpu_s();
    size_t count = 0;
    size_t bytes = 0;
    while (cpu_s() - start < seconds) {
        for (size_t i = 0; i < ROUND; i++, count++) {
            arena_reset(arena);
            bytes = run_instance(arena, definition, &json);
        }
    }
    printf("{\"per_s\": %.1f, \"state_bytes\": %zu}\n", (double)count / (cpu_s() - start), bytes);
    buf_finish(&json);
    arena_destroy(arena);
    arena_destroy(lasting);
}

struct expression {
    const char *text;
    const struct feel_compiled *compiled;
    const struct feel_context *context;
};

static struct expression *read_expressions(struct arena *arena, const char *folder, size_t *count) {
    static char text[FILE_MAX];
    json_t *json;
    (void)read_file(folder, "expressions.json", text);
    must(json_read(arena, text, &json), "expressions");
    *count = json_array_size(json);
    struct expression *expressions = ARENA_ARRAY(arena, *count, struct expression);
    for (size_t i = 0; expressions != NULL && i < *count; i++) {
        json_t *each = json_array_get(json, i);
        struct feel_value context;
        must(feel_from_json(arena, json_object_get(each, "context"), &context), "context");
        expressions[i].text = json_text(each, "text");
        expressions[i].context = context.context;
        must(feel_compile(arena, expressions[i].text, NULL, FEEL_EXPRESSION,
                          &expressions[i].compiled),
             "expression");
    }
    return expressions;
}

static double rate_of(const struct expression *expressions, size_t count, bool compiled,
                      double seconds) {
    static const struct feel_options options = {.steps = FEEL_STEPS};
    struct arena *arena = new_arena();
    double start = cpu_s();
    size_t done = 0;
    while (cpu_s() - start < seconds) {
        for (size_t i = 0; i < count * ROUND; i++, done++) {
            const struct expression *each = &expressions[i % count];
            const struct feel_compiled *ready = each->compiled;
            struct feel_value value;
            arena_reset(arena);
            if (!compiled) {
                must(feel_compile(arena, each->text, NULL, FEEL_EXPRESSION, &ready), "compile");
            }
            must(feel_eval(arena, ready, each->context, &options, NULL, &value), "evaluate");
        }
    }
    double rate = (double)done / (cpu_s() - start);
    arena_destroy(arena);
    return rate;
}

static void measure_feel(const char *folder, double seconds) {
    struct arena *arena = new_arena();
    size_t count;
    const struct expression *expressions = read_expressions(arena, folder, &count);
    double text = rate_of(expressions, count, false, seconds / 2);
    double compiled = rate_of(expressions, count, true, seconds / 2);
    printf("{\"per_s\": %.1f, \"compiled_per_s\": %.1f}\n", text, compiled);
    arena_destroy(arena);
}

static const struct feel_context *fee_inputs(struct arena *arena, size_t turn) {
    static const char *const kinds[] = {"home", "shop", "garden"};
    struct feel_entry *entries = ARENA_ARRAY(arena, 2, struct feel_entry);
    must(entries == NULL ? ERR_MEMORY : ERR_NONE, "memory");
    entries[0] = (struct feel_entry){{"area", 4}, feel_int(50 + (int64_t)(turn * 37 % 300))};
    entries[1] = (struct feel_entry){{"kind", 4}, feel_string(kinds[turn % COUNT_OF(kinds)])};
    return feel_context_of(arena, entries, 2).context;
}

static void measure_table(const char *folder, double seconds) {
    static char text[FILE_MAX];
    static const struct feel_options options = {.steps = FEEL_STEPS};
    struct arena *lasting = new_arena();
    struct arena *arena = new_arena();
    const struct decision_model *model;
    must(decision_read(lasting, text, read_file(folder, "fee.dmn", text), &model), "decision");
    double start = cpu_s();
    size_t count = 0;
    while (cpu_s() - start < seconds) {
        for (size_t i = 0; i < ROUND; i++, count++) {
            struct decision_result result;
            arena_reset(arena);
            must(
                decision_evaluate(arena, model, "fee", fee_inputs(arena, count), &options, &result),
                "evaluate");
            must(result.value.type == FEEL_NUMBER ? ERR_NONE : ERR_INTERNAL, "no answer");
        }
    }
    printf("{\"per_s\": %.1f}\n", (double)count / (cpu_s() - start));
    arena_destroy(arena);
    arena_destroy(lasting);
}

static void element(struct buf *xml, const char *type, const char *id, const char *attributes) {
    buf_printf(xml, "<%s id=\"%s\" %s/>", type, id, attributes);
}

static void open_model(struct buf *xml) {
    buf_printf(xml, "<%s xmlns=\"" BPMN_URI "\" targetNamespace=\"b\">", "definitions");
    buf_printf(xml, "<%s id=\"p\" isExecutable=\"true\">", "process");
}

static void close_model(struct buf *xml) {
    buf_printf(xml, "</%s></%s>", "process", "definitions");
    must(xml->failed, "model");
}

/* start, t0, t1, … */
static const struct engine_definition *chain(struct arena *arena, size_t tasks) {
    struct buf xml;
    char id[2][32] = {"s", ""};
    char ends[128];
    buf_init(&xml, FILE_MAX);
    open_model(&xml);
    element(&xml, "startEvent", "s", "");
    for (size_t i = 0; i < tasks; i++) {
        (void)snprintf(id[1], sizeof(id[1]), "t%zu", i);
        element(&xml, "userTask", id[1], "");
        (void)snprintf(ends, sizeof(ends), "sourceRef=\"%s\" targetRef=\"%s\"", id[0], id[1]);
        (void)snprintf(id[0], sizeof(id[0]), "f%zu", i);
        element(&xml, "sequenceFlow", id[0], ends);
        memcpy(id[0], id[1], sizeof(id[0]));
    }
    close_model(&xml);
    const struct engine_definition *definition = define(arena, buf_text(&xml), xml.length);
    buf_finish(&xml);
    return definition;
}

static size_t json_length(const struct engine_state *state) {
    struct buf json;
    buf_init(&json, 64 << 20);
    engine_state_write(state, &json);
    must(json.failed, "state");
    size_t length = json.length;
    buf_finish(&json);
    return length;
}

static size_t memory_of(const struct engine_state *state) {
    struct arena *arena = new_arena();
    const struct engine_state *copy;
    must(engine_state_copy(arena, state, &copy), "copy");
    size_t used = arena_used(arena);
    arena_destroy(arena);
    return used;
}

/* Microseconds of one task that is done, in the middle of a chain. */
static void measure_chain(size_t tasks, double seconds, const char *separator) {
    struct arena *lasting = new_arena();
    struct arena *arena = new_arena();
    const struct engine_definition *definition = chain(lasting, tasks);
    const struct engine_state *waiting = NULL;
    struct engine_event start = {
        .type = ENGINE_START, .at = begin_ms, .variables = amount_of(lasting, 7)};
    step(lasting, definition, &start, &waiting);
    double begin = cpu_s();
    size_t count = 0;
    struct engine_event event = {
        .type = ENGINE_COMPLETE, .at = begin_ms + 1000, .token = engine_token(waiting, 0).id};
    while (cpu_s() - begin < seconds) {
        for (size_t i = 0; i < ROUND; i++, count++) {
            const struct engine_state *state = waiting;
            arena_reset(arena);
            step(arena, definition, &event, &state);
        }
    }
    printf("%s\"%zu\": {\"step_us\": %.3f, \"json_bytes\": %zu, \"memory_bytes\": %zu}", separator,
           tasks, (cpu_s() - begin) * 1e6 / (double)count, json_length(waiting),
           memory_of(waiting));
    arena_destroy(arena);
    arena_destroy(lasting);
}

static void measure_growth(double seconds) {
    printf("{");
    measure_chain(10, seconds / 3, "");
    measure_chain(100, seconds / 3, ", ");
    measure_chain(1000, seconds / 3, ", ");
    printf("}\n");
}

/* A task with many parallel instances. */
static const struct engine_definition *instances_of(struct arena *arena) {
    struct buf xml;
    buf_init(&xml, FILE_MAX);
    open_model(&xml);
    element(&xml, "startEvent", "s", "");
    element(&xml, "sequenceFlow", "f", "sourceRef=\"s\" targetRef=\"t\"");
    buf_printf(&xml, "<%s id=\"t\"><%s><%s>amount</%s></%s></%s>", "userTask",
               "multiInstanceLoopCharacteristics", "loopCardinality", "loopCardinality",
               "multiInstanceLoopCharacteristics", "userTask");
    close_model(&xml);
    const struct engine_definition *definition = define(arena, buf_text(&xml), xml.length);
    buf_finish(&xml);
    return definition;
}

static void measure_tokens(int64_t tokens, double seconds, const char *separator) {
    struct arena *lasting = new_arena();
    struct arena *arena = new_arena();
    const struct engine_definition *definition = instances_of(lasting);
    const struct engine_state *waiting = NULL;
    struct engine_event start = {
        .type = ENGINE_START, .at = begin_ms, .variables = amount_of(lasting, tokens)};
    step(lasting, definition, &start, &waiting);
    size_t middle = engine_token_count(waiting) / 2 + 1;
    struct engine_event event = {
        .type = ENGINE_COMPLETE, .at = begin_ms + 1000, .token = engine_token(waiting, middle).id};
    double begin = cpu_s();
    size_t count = 0;
    while (cpu_s() - begin < seconds) {
        const struct engine_state *state = waiting;
        arena_reset(arena);
        step(arena, definition, &event, &state);
        count++;
    }
    printf("%s\"%lld\": {\"step_us\": %.1f, \"json_bytes\": %zu}", separator, (long long)tokens,
           (cpu_s() - begin) * 1e6 / (double)count, json_length(waiting));
    arena_destroy(arena);
    arena_destroy(lasting);
}

static void measure_waiting(double seconds) {
    printf("{");
    measure_tokens(10, seconds / 3, "");
    measure_tokens(1000, seconds / 3, ", ");
    measure_tokens(10000, seconds / 3, ", ");
    printf("}\n");
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fputs("process PART MODELS SECONDS\n", stderr);
        return 2;
    }
    const char *part = argv[1];
    double seconds = strtod(argv[3], NULL);
    if (strcmp(part, "instances") == 0) {
        measure_instances(argv[2], seconds);
    } else if (strcmp(part, "feel") == 0) {
        measure_feel(argv[2], seconds);
    } else if (strcmp(part, "table") == 0) {
        measure_table(argv[2], seconds);
    } else if (strcmp(part, "growth") == 0) {
        measure_growth(seconds);
    } else if (strcmp(part, "waiting") == 0) {
        measure_waiting(seconds);
    } else {
        fputs("process: no such part\n", stderr);
        return 2;
    }
    return 0;
}
