/* khaju document compile, khaju document export. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "document.h"
#include "document_version.h"
#include "text.h"

enum { COMPILE_MEMORY_MAX = 512 << 20 };

static const char *const severity_names[] = {"error", "warning", "note"};

static void progress(void *context, const char *what, uint64_t done, uint64_t total) {
    (void)context;
    cli_progress(what, done, total);
}

static void print_problems(const struct document_problems *problems) {
    for (size_t i = 0; i < problems->count; i++) {
        const struct document_problem *problem = &problems->items[i];
        printf("%s: %s:%u: [%s] %s\n", severity_names[problem->severity], problem->chapter,
               problem->line, problem->code, problem->message);
    }
    if (problems->left_out > 0) {
        printf("… and %zu more\n", problems->left_out);
    }
    printf("%zu errors, %zu warnings, %zu notes\n", problems->errors, problems->warnings,
           problems->notes);
}

/* Whether a version was ever frozen. */
static enum err has_version(struct store *store, struct arena *arena, bool *out) {
    struct store_db *db = NULL;
    struct document_version_list list;
    enum err err = store_reader_acquire(store, &db);
    if (err == ERR_NONE) {
        err = document_list(db, arena, 0, 1, &list);
        store_reader_release(db);
    }
    *out = err == ERR_NONE && list.count > 0;
    return err;
}

static int run_compile(struct cli *cli) {
    bool skip = false;
    struct store *store = NULL;
    struct document_compiled compiled = {0};
    struct document_problems problems;
    struct arena *arena = arena_create(COMPILE_MEMORY_MAX);
    if (arena == NULL) {
        return cli_fail(ERR_MEMORY);
    }
    document_problems_init(&problems, arena);
    enum err err = cli_open_store(cli, &(struct store_options){0}, &store);
    if (err == ERR_NONE && cli_switch(cli, "--if-none")) {
        err = has_version(store, arena, &skip);
    }
    if (err == ERR_NONE && !skip) {
        err = document_compile(store, arena,
                               &(struct document_compile){
                                   .now_ms = cli->now_ms,
                                   .note = cli_value(cli, "--note"),
                                   .dry_run = cli_switch(cli, "--dry-run"),
                                   .progress = progress,
                               },
                               &problems, &compiled);
        cli_progress_end();
        print_problems(&problems);
    }
    store_close(store);
    if (err == ERR_NONE && compiled.number > 0) {
        printf("version %" PRId64 ": %zu chapters, %zu numbers, %zu tables, %zu figures; %s\n",
               compiled.number, compiled.chapters, compiled.numbers, compiled.tables,
               compiled.figures, compiled.hash);
    }
    int code = err == ERR_NONE ? CLI_DONE : cli_fail(err);
    arena_destroy(arena);
    return code;
}

static int run_export(struct cli *cli) {
    struct store *store = NULL;
    enum document_format format;
    int64_t number = 0;
    const char *out = cli_value(cli, "--out");
    if (cli_value(cli, "--format") == NULL ||
        !document_format_read(cli_value(cli, "--format"), &format)) {
        return cli_usage(cli, "--format takes html, pdf or docx");
    }
    if (out == NULL) {
        return cli_usage(cli, "--out needs a file");
    }
    if (cli_value(cli, "--version") != NULL &&
        (!text_int(cli_value(cli, "--version"), &number) || number < 1)) {
        return cli_usage(cli, "--version takes the number of a version");
    }
    enum err err = cli_open_store(cli, &(struct store_options){0}, &store);
    if (err == ERR_NONE) {
        err = document_export(store, number, format, NULL, out);
    }
    store_close(store);
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    printf("%s written\n", out);
    return CLI_DONE;
}

const struct cli_command cmd_document_compile = {
    .name = "document compile",
    .arguments = "",
    .summary = "Compile the development document and freeze a new version.",
    .help = "Problems are listed with chapter and line. Errors freeze nothing (exit code 1);\n"
            "warnings and notes do not stop it.",
    .options = {CLI_DB_OPTION,
                {"--note", "TEXT", "kept with the version", NULL},
                {"--dry-run", NULL, "list the problems, freeze nothing", NULL},
                {"--if-none", NULL, "do nothing when there is a version already", NULL}},
    .run = run_compile,
};

const struct cli_command cmd_document_export = {
    .name = "document export",
    .arguments = "",
    .summary = "Write a version of the document as a file.",
    .help = "PDF needs WeasyPrint, DOCX needs pandoc; both come from Debian's packages.",
    .options = {CLI_DB_OPTION,
                {"--format", "FORMAT", "html, pdf or docx", NULL},
                {"--out", "FILE", "where to", NULL},
                {"--version", "N", "which version (default: the newest)", NULL}},
    .run = run_export,
};
