/* khaju decide: what a decision of a DMN file says, and why. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buf.h"
#include "cli.h"
#include "cli_model.h"
#include "decision.h"
#include "json.h"
#include "tr.h"

enum { DECIDE_BYTES_MAX = 512 << 20 };

/* now() and today() of the decision: when the command was started, in UTC. */
static struct feel_options options_at(int64_t now_ms, struct feel_moment *moment) {
    time_t seconds = (time_t)(now_ms / 1000);
    struct tm parts;
    if (!gmtime_r(&seconds, &parts)) {
        return (struct feel_options){0};
    }
    *moment = (struct feel_moment){
        .date = {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday},
        .second = parts.tm_hour * 3600 + parts.tm_min * 60 + parts.tm_sec,
        .zone = FEEL_ZONE_OFFSET,
    };
    return (struct feel_options){
        .now = {.type = FEEL_DATE_TIME, .moment = moment},
        .today = feel_date(moment->date),
    };
}

static json_t *value_json(struct arena *arena, struct feel_value value) {
    json_t *json = NULL;
    return feel_to_json(arena, value, &json) == ERR_NONE ? json : NULL;
}

static json_t *seen_json(struct arena *arena, const struct decision_seen *seen, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, json_pack("{s:s, s:o}", "input", seen[i].label, "value",
                                              value_json(arena, seen[i].value)));
    }
    return list;
}

static json_t *match_json(const struct decision_match *match) {
    json_t *annotations = json_array();
    for (size_t i = 0; i < match->annotation_count; i++) {
        json_array_append_new(annotations, json_string(match->annotations[i]));
    }
    return json_pack("{s:I, s:s?, s:o}", "row", (json_int_t)match->row, "id", match->id,
                     "annotations", annotations);
}

static json_t *reasons_json(struct arena *arena, const struct decision_reason *reason) {
    json_t *list = json_array();
    for (; reason; reason = reason->next) {
        json_t *rules = json_array();
        for (size_t i = 0; i < reason->match_count; i++) {
            json_array_append_new(rules, match_json(&reason->matches[i]));
        }
        json_array_append_new(
            list, json_pack("{s:s, s:b, s:o, s:o, s:o}", "decision", reason->name, "table",
                            reason->table, "value", value_json(arena, reason->value), "inputs",
                            seen_json(arena, reason->seen, reason->seen_count), "rules", rules));
    }
    return list;
}

static enum err print_json(struct arena *arena, json_t *json) {
    json_t *kept = json_keep(arena, json);
    char *text = kept ? json_dumps(kept, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    if (!text) {
        return err_memory();
    }
    puts(text);
    free(text);
    return ERR_NONE;
}

static void print_seen(struct arena *arena, const struct decision_seen *seen, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *text = feel_text(arena, seen[i].value);
        printf("    %s = %s\n", seen[i].label, text ? text : "?");
    }
}

static void print_line(const char *line) {
    puts(line ? line : "?");
}

static void print_reasons(struct arena *arena, const struct decision_reason *reason) {
    for (; reason; reason = reason->next) {
        const char *value = feel_text(arena, reason->value);
        print_line(tr_fmt(arena, "{1}: {2}, because", reason->name, value ? value : "?"));
        print_seen(arena, reason->seen, reason->seen_count);
        for (size_t i = 0; i < reason->match_count; i++) {
            const struct decision_match *match = &reason->matches[i];
            printf("  %s\n", tr_fmt(arena, "row {1} matches", (int64_t)match->row));
            for (size_t a = 0; a < match->annotation_count; a++) {
                printf("    %s\n", match->annotations[a]);
            }
        }
        if (reason->table && reason->match_count == 0) {
            printf("  %s\n", tr("no row matches"));
        }
    }
}

static enum err decide(struct cli *cli, struct arena *arena, const struct decision_model *model) {
    struct feel_moment moment;
    struct feel_options options = options_at(cli->now_ms, &moment);
    struct decision_result result;
    const struct feel_context *inputs;
    const char *name = cli_value(cli, "--decision");
    json_t *json;
    enum err err = json_read(arena, cli_value(cli, "--input"), &json);
    if (err == ERR_NONE) {
        err = decision_inputs(arena, model, json, &inputs);
    }
    if (err == ERR_NONE) {
        name = name ? name : decision_name(model, 0);
        err = decision_evaluate(arena, model, name ? name : "-", inputs, &options, &result);
    }
    if (err != ERR_NONE) {
        return err;
    }
    json_t *value = value_json(arena, result.value);
    if (cli_switch(cli, "--json")) {
        return print_json(arena, json_pack("{s:s, s:o, s:o}", "decision", name, "result", value,
                                           "reasons", reasons_json(arena, result.reasons)));
    }
    err = print_json(arena, value);
    if (err == ERR_NONE) {
        print_reasons(arena, result.reasons);
        for (size_t i = 0; i < result.notes.count; i++) {
            printf("  %s\n", tr(result.notes.items[i].reason));
        }
    }
    return err;
}

static void print_finding(struct arena *arena, const struct decision_finding *finding) {
    switch (finding->kind) {
    case DECISION_GAP:
        print_line(tr_fmt(arena, "{1}: no row matches this input", finding->name));
        break;
    case DECISION_OVERLAP:
        print_line(tr_fmt(arena, "{1}: rows {2} and {3} both match this input", finding->name,
                          (int64_t)finding->row, (int64_t)finding->other_row));
        break;
    case DECISION_NOT_PROVEN:
        print_line(tr_fmt(arena, "{1}: not proven. {2}", finding->name, tr(finding->reason)));
        break;
    }
    print_seen(arena, finding->example, finding->example_count);
}

static json_t *finding_json(struct arena *arena, const struct decision_finding *finding) {
    static const char *const kinds[] = {"gap", "overlap", "not proven"};
    return json_pack(
        "{s:s, s:s, s:I, s:I, s:o, s:s?}", "kind", kinds[finding->kind], "table", finding->name,
        "row", (json_int_t)finding->row, "other_row", (json_int_t)finding->other_row, "example",
        seen_json(arena, finding->example, finding->example_count), "reason", finding->reason);
}

/* *faulty: a gap or an overlap was found; what is not proven is none. */
static enum err check(struct cli *cli, struct arena *arena, const struct decision_model *model,
                      bool *faulty) {
    struct decision_findings *findings = ARENA_NEW(arena, struct decision_findings);
    enum err err = findings ? decision_check(arena, model, findings) : err_failed();
    if (err != ERR_NONE) {
        return err;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < findings->count; i++) {
        const struct decision_finding *finding = &findings->items[i];
        *faulty = *faulty || finding->kind != DECISION_NOT_PROVEN;
        json_array_append_new(list, finding_json(arena, finding));
        if (!cli_switch(cli, "--json")) {
            print_finding(arena, finding);
        }
    }
    if (cli_switch(cli, "--json")) {
        return print_json(arena, list);
    }
    json_decref(list);
    if (findings->count == 0) {
        puts(tr("The tables have neither gaps nor overlaps."));
    }
    return ERR_NONE;
}

static int run_decide(struct cli *cli) {
    struct arena *arena = arena_create(DECIDE_BYTES_MAX);
    const struct decision_model *model;
    struct buf bytes;
    bool faulty = false;
    buf_init(&bytes, CLI_FILE_MAX);
    enum err err = arena ? cli_read_file(cli->arguments[0], &bytes) : ERR_MEMORY;
    if (err == ERR_NONE) {
        err = decision_read(arena, buf_text(&bytes), bytes.length, &model);
    }
    if (err == ERR_NONE) {
        err = cli_switch(cli, "--check") ? check(cli, arena, model, &faulty)
                                         : decide(cli, arena, model);
    }
    buf_finish(&bytes);
    arena_destroy(arena);
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    return faulty ? CLI_REFUSED : CLI_DONE;
}

const struct cli_command cmd_decide = {
    .name = "decide",
    .arguments = "FILE.dmn",
    .summary = "Say what a decision of a DMN file decides, and why.",
    .help =
        "The result is JSON on the first line; the reasons follow: what was seen and which rows\n"
        "match. --check lists gaps and overlaps of the tables instead, each with an example.",
    .least = 1,
    .most = 1,
    .options = {{"--decision", "NAME", "name or id (default: the first one)", NULL},
                {"--input", "JSON", "the input data by name", "{}"},
                {"--json", NULL, "everything as JSON", NULL},
                {"--check", NULL, "look for gaps and overlaps", NULL}},
    .run = run_decide,
};
