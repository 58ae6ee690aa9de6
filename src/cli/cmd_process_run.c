/* khaju process run: a process run by a script of events, and what happened. Nothing outside is
   asked: tasks are done, messages come and time goes by as the script says. */
#include <string.h>
#include <time.h>

#include "cli.h"
#include "cli_model.h"
#include "engine.h"
#include "json.h"

enum { OUTPUT_MAX = 64 << 20 };

struct play {
    struct cli *cli;
    struct arena *arena;
    struct engine_library library;
    const struct bpmn *models[CLI_ARGUMENTS_MAX];
    const struct decision_model *decisions[CLI_ARGUMENTS_MAX];
    const struct engine_definition *definition;
    const struct engine_state *state;
    struct buf out;
    bool json;
    size_t played;
};

/* A file is a process or, if it is not, decisions. */
static enum err read_model(struct play *play, const char *path) {
    struct buf bytes;
    buf_init(&bytes, CLI_FILE_MAX);
    enum err err = cli_read_file(path, &bytes);
    if (err == ERR_NONE) {
        const struct bpmn **place = &play->models[play->library.model_count];
        err = bpmn_read(play->arena, bytes.data, bytes.length, place);
        play->library.model_count += err == ERR_NONE;
        if (err == ERR_INVALID && strcmp(err_last()->code, "BPM-1") == 0) {
            err = decision_read(play->arena, bytes.data, bytes.length,
                                &play->decisions[play->library.decision_count]);
            play->library.decision_count += err == ERR_NONE;
        }
    }
    buf_finish(&bytes);
    return err;
}

static enum err read_models(struct play *play) {
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < play->cli->argument_count; i++) {
        err = read_model(play, play->cli->arguments[i]);
    }
    play->library.models = play->models;
    play->library.decisions = play->decisions;
    play->library.zone = cli_value(play->cli, "--zone");
    return err;
}

static enum err read_script(struct play *play, json_t **out) {
    const char *path = cli_value(play->cli, "--script");
    struct buf bytes;
    *out = NULL;
    if (path == NULL) {
        *out = json_keep(play->arena, json_array());
        return *out == NULL ? err_failed() : ERR_NONE;
    }
    buf_init(&bytes, CLI_FILE_MAX);
    enum err err = cli_read_file(path, &bytes);
    if (err == ERR_NONE) {
        err = json_read(play->arena, buf_text(&bytes), out);
    }
    buf_finish(&bytes);
    if (err == ERR_NONE && !json_is_array(*out)) {
        err = err_set(ERR_INVALID, "CLI-20", "A script is a JSON array of events.", NULL);
    }
    return err;
}

static void write_time(struct buf *out, int64_t at) {
    time_t seconds = (time_t)(at / 1000);
    struct tm parts;
    char text[40];
    if (gmtime_r(&seconds, &parts) != NULL &&
        strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts) > 0) {
        buf_str(out, text);
    }
}

static void write_element(struct buf *out, const struct bpmn_element *element) {
    if (element == NULL) {
        return;
    }
    buf_printf(out, " %s", bpmn_type_name(element->type));
    if (element->name != NULL) {
        buf_printf(out, " «%s»", element->name);
    }
    if (element->id != NULL) {
        buf_printf(out, " (%s)", element->id);
    }
}

static void write_effect(struct buf *out, const struct engine_effect *effect) {
    buf_printf(out, "  %s", engine_effect_slug(effect->type));
    if (effect->token != 0) {
        buf_printf(out, " #%u", effect->token);
    }
    write_element(out, effect->element);
    if (effect->name != NULL) {
        buf_printf(out, " %s", effect->name);
    }
    if (effect->text != NULL) {
        buf_printf(out, ": %s", effect->text);
    }
    buf_char(out, '\n');
}

static void write_step(struct play *play, const struct engine_event *event,
                       const struct engine_outcome *outcome) {
    struct buf *out = &play->out;
    if (play->json) {
        buf_str(out, play->played > 0 ? ",\n{\"event\":" : "\n{\"event\":");
        engine_event_write(event, out);
        buf_str(out, ",\"effects\":[");
        for (size_t i = 0; i < outcome->effect_count; i++) {
            buf_str(out, i > 0 ? ",\n " : "\n ");
            engine_effect_write(&outcome->effects[i], out);
        }
        buf_str(out, "]}");
        return;
    }
    write_time(out, engine_now(outcome->state));
    buf_printf(out, " %s %s\n", engine_event_slug(event->type),
               event->element != NULL ? event->element
               : event->name != NULL  ? event->name
                                      : "");
    for (size_t i = 0; i < outcome->effect_count; i++) {
        write_effect(out, &outcome->effects[i]);
    }
}

static enum err play_event(struct play *play, const struct engine_event *event) {
    struct engine_outcome outcome;
    enum err err = engine_step(play->arena, play->definition, play->state, event, &outcome);
    if (err == ERR_NONE) {
        write_step(play, event, &outcome);
        play->state = outcome.state;
        play->played++;
    }
    return err;
}

static bool begins(const json_t *event) {
    const char *type = event == NULL ? NULL : json_text(event, "type");
    return type != NULL && (strcmp(type, "start") == 0 || strcmp(type, "message") == 0 ||
                            strcmp(type, "signal") == 0);
}

/* A script that does not say how the process begins begins it plainly. */
static enum err play_script(struct play *play, const json_t *script) {
    enum err err = ERR_NONE;
    if (!begins(json_array_get(script, 0))) {
        const json_t *first = json_array_get(script, 0);
        struct engine_event event = {.at = play->cli->now_ms};
        struct engine_event given = {0};
        if (first != NULL) {
            err = engine_event_read(play->arena, json_array_get(script, 0), event.at, &given);
            event.at = given.at;
        }
        err = err == ERR_NONE ? play_event(play, &event) : err;
    }
    for (size_t i = 0; err == ERR_NONE && i < json_array_size(script); i++) {
        int64_t now = play->state == NULL ? play->cli->now_ms : engine_now(play->state);
        struct engine_event event;
        err = engine_event_read(play->arena, json_array_get(script, i), now, &event);
        err = err == ERR_NONE ? play_event(play, &event) : err;
    }
    return err;
}

static void write_waiting(struct buf *out, const struct engine_token_view *token) {
    buf_printf(out, "  %s #%u", engine_wait_slug(token->wait), token->id);
    write_element(out, token->element);
    if (token->code != NULL) {
        buf_printf(out, " [%s] %s", token->code, token->about == NULL ? "" : token->about);
    }
    buf_char(out, '\n');
}

static void write_end(struct play *play) {
    struct buf *out = &play->out;
    if (play->json) {
        buf_str(out, "],\n\"state\":");
        if (play->state == NULL) {
            buf_str(out, "null");
        } else {
            engine_state_write(play->state, out);
        }
        buf_str(out, "}\n");
        return;
    }
    if (play->state == NULL) {
        return;
    }
    buf_printf(out, "%s\n", engine_status_slug(engine_status(play->state)));
    for (size_t i = 0; i < engine_token_count(play->state); i++) {
        struct engine_token_view token = engine_token(play->state, i);
        write_waiting(out, &token);
    }
}

static enum err play_all(struct play *play) {
    json_t *script = NULL;
    enum err err = read_models(play);
    if (err == ERR_NONE) {
        err = read_script(play, &script);
    }
    if (err == ERR_NONE) {
        err = engine_define(play->arena, &play->library, cli_value(play->cli, "--process"),
                            &play->definition);
    }
    if (err != ERR_NONE) {
        return err;
    }
    if (play->json) {
        buf_str(&play->out, "{\"steps\":[");
    }
    err = play_script(play, script);
    struct err_detail detail = *err_last();
    write_end(play);
    fputs(buf_text(&play->out), stdout);
    err_restore(&detail);
    return err != ERR_NONE ? err : play->out.failed;
}

static int run_run(struct cli *cli) {
    static struct play play;
    play = (struct play){.cli = cli, .json = cli_switch(cli, "--json")};
    play.arena = arena_create(CLI_MODEL_MEMORY_MAX);
    if (play.arena == NULL) {
        return cli_fail(ERR_MEMORY);
    }
    buf_init(&play.out, OUTPUT_MAX);
    enum err err = play_all(&play);
    int code = err == ERR_NONE ? CLI_DONE : cli_fail(err);
    buf_finish(&play.out);
    arena_destroy(play.arena);
    return code;
}

const struct cli_command cmd_process_run = {
    .name = "process run",
    .arguments = "FILE…",
    .summary = "Run a process by a script of events and print what happened.",
    .help = "Several files: processes that call each other, and DMN files whose decisions they\n"
            "ask. The script is a JSON array, in order; without one the process only begins:\n"
            "[{\"type\":\"start\",\"at\":\"2026-03-21T08:00:00Z\",\"values\":{\"amount\":5}},\n"
            " {\"type\":\"complete\",\"element\":\"Check\",\"values\":{\"approved\":true}},\n"
            " {\"type\":\"time\",\"at\":\"2026-03-28T08:00:00Z\"}]\n"
            "Types: start, complete, message, signal, error, escalation, fail, time, set, retry,\n"
            "skip, begin, finish, cancel. An event that nothing waits for ends the run with 1.",
    .least = 1,
    .most = CLI_ARGUMENTS_MAX,
    .options = {{"--script", "FILE", "the events; without it only a start", NULL},
                {"--process", "ID", "the process to run, if the files have several", NULL},
                {"--zone", "NAME", "of local times, such as Asia/Tehran (default UTC)", NULL},
                {"--json", NULL, "events, effects and the last state as JSON", NULL}},
    .run = run_run,
};
