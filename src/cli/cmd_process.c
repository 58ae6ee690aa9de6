/* khaju process check: what is wrong with BPMN files, before anybody draws or runs them. */
#include <stdio.h>
#include <stdlib.h>

#include "bpmn.h"
#include "check.h"
#include "cli.h"
#include "cli_model.h"
#include "json.h"

static void print_text(const char *path, const struct check_report *report) {
    for (size_t i = 0; i < report->count; i++) {
        const struct check_complaint *complaint = &report->complaints[i];
        printf("%s:%u:%u: %s: [%s] %s (", path, complaint->line, complaint->column,
               check_severity_slug(complaint->severity), complaint->rule, complaint->text);
        if (complaint->id != NULL) {
            printf("%s; ", complaint->id);
        }
        printf("ISO/IEC 19510 %s)\n", complaint->clause);
    }
    if (report->errors + report->warnings + report->notes > report->count) {
        puts("… and more of the same; the counts below are complete");
    }
    printf("%s: errors %zu, warnings %zu, notes %zu\n", path, report->errors, report->warnings,
           report->notes);
}

/* A reference to the value is given to array, also when it is NULL and the array then fails. */
static json_t *complaints_json(const struct check_report *report) {
    json_t *array = json_array();
    for (size_t i = 0; array != NULL && i < report->count; i++) {
        const struct check_complaint *complaint = &report->complaints[i];
        json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s?, s:s?, s:i, s:i, s:s, s:s}", "rule",
                                   complaint->rule, "clause", complaint->clause, "severity",
                                   check_severity_slug(complaint->severity), "type",
                                   complaint->type, "id", complaint->id, "name", complaint->name,
                                   "line", (int)complaint->line, "column", (int)complaint->column,
                                   "text", complaint->text, "english", complaint->english);
        if (json_array_append_new(array, object) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}

static enum err print_json(struct arena *arena, const char *path,
                           const struct check_report *report) {
    json_t *complaints = complaints_json(report);
    json_t *object =
        complaints == NULL
            ? NULL
            : json_pack("{s:s, s:I, s:I, s:I, s:o}", "file", path, "errors",
                        (json_int_t)report->errors, "warnings", (json_int_t)report->warnings,
                        "notes", (json_int_t)report->notes, "complaints", complaints);
    object = json_keep(arena, object);
    const char *text = object == NULL ? NULL : json_write(arena, object);
    if (text == NULL) {
        return err_failed();
    }
    fputs(text, stdout);
    return ERR_NONE;
}

/* A file that cannot be read is an answer too. */
static void print_unreadable(struct arena *arena, const char *path) {
    struct err_detail detail = *err_last();
    json_t *object =
        json_keep(arena, json_pack("{s:s, s:{s:s, s:s, s:s}}", "file", path, "error", "code",
                                   detail.code, "text", detail.message, "english", detail.english));
    const char *text = object == NULL ? NULL : json_write(arena, object);
    if (text != NULL) {
        fputs(text, stdout);
    }
    err_restore(&detail);
}

static enum err check_file(struct arena *arena, const char *path, bool json, size_t *errors) {
    const struct bpmn *bpmn = NULL;
    const struct check_report *report = NULL;
    enum err err = cli_read_bpmn(arena, path, &bpmn);
    if (err == ERR_NONE) {
        err = check_model(arena, bpmn, &report);
    }
    if (err == ERR_NONE) {
        *errors = report->errors;
        if (json) {
            err = print_json(arena, path, report);
        } else {
            print_text(path, report);
        }
    } else if (json) {
        print_unreadable(arena, path);
    } else {
        printf("%s: error: [%s] %s\n", path, err_last()->code, err_last()->message);
    }
    return err;
}

static int run_check(struct cli *cli) {
    bool json = cli_switch(cli, "--json");
    int code = CLI_DONE;
    for (size_t i = 0; i < cli->argument_count; i++) {
        struct arena *arena = arena_create(CLI_MODEL_MEMORY_MAX);
        if (arena == NULL) {
            return cli_fail(ERR_MEMORY);
        }
        if (json) {
            fputs(i == 0 ? "[" : ",\n", stdout);
        }
        size_t errors = 0;
        enum err err = check_file(arena, cli->arguments[i], json, &errors);
        int own = err != ERR_NONE ? err_exit_code(err) : errors > 0 ? CLI_REFUSED : CLI_DONE;
        code = own > code ? own : code;
        arena_destroy(arena);
    }
    if (json) {
        puts("]");
    }
    return code;
}

const struct cli_command cmd_process_check = {
    .name = "process check",
    .arguments = "FILE…",
    .summary = "Say what is wrong with BPMN 2.0 files.",
    .help = "Each complaint has its line and column, a rule, the clause of ISO/IEC 19510 it rests\n"
            "on, and the element. Errors make the exit code 1; warnings and notes do not.",
    .least = 1,
    .most = CLI_ARGUMENTS_MAX,
    .options = {{"--json", NULL, "the complaints as JSON, in Persian and English", NULL}},
    .run = run_check,
};
