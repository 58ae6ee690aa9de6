/* khaju import: one data file, or all files of a province's folder in the order they need. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "import.h"
#include "registry.h"

static const char *const severity_names[] = {"note", "warning", "error"};

static void progress(void *context, uint64_t rows, uint64_t bytes, uint64_t bytes_total) {
    (void)rows;
    cli_progress(context, bytes, bytes_total);
}

static void print_issue(const struct import_issue *issue) {
    printf("%s: ", severity_names[issue->severity]);
    if (issue->line > 0) {
        printf("line %" PRId64 "%s%s: ", issue->line, issue->column[0] != '\0' ? ", column " : "",
               issue->column);
    }
    printf("[%s] %s", issue->code, issue->message);
    if (issue->source[0] != '\0') {
        printf(" «%s»", issue->source);
    }
    if (issue->repair[0] != '\0') {
        printf(" → «%s»", issue->repair);
    }
    putchar('\n');
}

static void print_report(const struct import_report *report) {
    const struct import_counts *counts = &report->counts;
    for (size_t i = 0; i < report->issue_count; i++) {
        print_issue(&report->issues[i]);
    }
    if (report->issues_cut) {
        puts("… and more of the same; the counts below are complete");
    }
    printf("%s %s: rows %" PRId64 ", new %" PRId64 ", changed %" PRId64 ", same %" PRId64
           ", refused %" PRId64 "; notes %" PRId64 ", warnings %" PRId64 ", errors %" PRId64 "\n",
           import_kind_slug(report->kind), report->file_name, counts->rows, counts->fresh,
           counts->changed, counts->same, counts->refused, counts->notes, counts->warnings,
           counts->errors);
    puts(report->applied   ? "written"
         : report->dry_run ? "dry run: nothing was written"
                           : "nothing was written");
}

static enum err import_file(struct cli *cli, struct store *store, enum import_kind kind,
                            const char *path, bool quiet) {
    FILE *file = NULL;
    enum err err = cli_open_file(path, &file);
    if (err != ERR_NONE) {
        return err;
    }
    char what[32];
    snprintf(what, sizeof what, "%s", import_kind_slug(kind));
    struct import_report report = {0};
    const char *slash = strrchr(path, '/'); /* folders of this machine are nobody's business */
    err = import_run(store, cli->arena,
                     &(struct import_request){
                         .kind = kind,
                         .file = file,
                         .file_name = slash != NULL ? slash + 1 : path,
                         .dry_run = cli_switch(cli, "--dry-run"),
                         .now_ms = cli->now_ms,
                         .progress = progress,
                         .progress_context = what,
                     },
                     &report);
    cli_progress_end();
    fclose(file);
    if ((err == ERR_NONE && !quiet) || report.issue_count > 0) {
        if (quiet && err == ERR_NONE) {
            report.issue_count = 0;
        }
        print_report(&report);
    }
    return err;
}

/* Order matters: services name agencies, agencies name counties. */
static const enum import_kind all_kinds[] = {IMPORT_COUNTIES, IMPORT_AGENCIES, IMPORT_HOLIDAYS,
                                             IMPORT_GLOSSARY, IMPORT_UPSTREAM, IMPORT_SERVICES};

static enum err import_folder(struct cli *cli, struct store *store, const char *folder) {
    for (size_t i = 0; i < COUNT_OF(all_kinds); i++) {
        const char *path =
            arena_printf(cli->arena, "%s/%s.csv", folder, import_kind_slug(all_kinds[i]));
        enum err err =
            path == NULL ? err_failed() : import_file(cli, store, all_kinds[i], path, true);
        if (err != ERR_NONE) {
            return err;
        }
    }
    return ERR_NONE;
}

/* Whether the province has been loaded before. */
static enum err has_agencies(struct cli *cli, struct store *store, bool *out) {
    struct store_db *db = NULL;
    struct registry_totals totals;
    enum err err = store_reader_acquire(store, &db);
    if (err != ERR_NONE) {
        return err;
    }
    err = registry_totals(db, cli->arena, &totals);
    store_reader_release(db);
    *out = err == ERR_NONE && totals.agencies > 0;
    return err;
}

static int run(struct cli *cli) {
    const char *slug = cli->arguments[0];
    bool all = strcmp(slug, "all") == 0;
    enum import_kind kind = IMPORT_COUNTIES;
    if (!all && !import_kind_read(slug, &kind)) {
        return cli_usage(cli, "there is no kind of data called \"%s\"", slug);
    }
    struct store *store = NULL;
    enum err err = cli_open_store(cli, &(struct store_options){0}, &store);
    bool skip = false;
    if (err == ERR_NONE && cli_switch(cli, "--if-empty")) {
        err = has_agencies(cli, store, &skip);
    }
    if (err == ERR_NONE && !skip) {
        err = all ? import_folder(cli, store, cli->arguments[1])
                  : import_file(cli, store, kind, cli->arguments[1], false);
    }
    store_close(store);
    return err == ERR_NONE ? CLI_DONE : cli_fail(err);
}

const struct cli_command cmd_import = {
    .name = "import",
    .arguments = "KIND FILE",
    .summary = "Load a data file; all of it or nothing.",
    .help = "KIND is counties, agencies, services, upstream, glossary or holidays; or all, with a\n"
            "folder instead of a file. CSV in UTF-8, comma, semicolon or tab. The report names\n"
            "line and column of what could not be read, and offers a repair where there is one.\n"
            "Importing the same file again changes nothing.",
    .least = 2,
    .most = 2,
    .options = {CLI_DB_OPTION,
                {"--dry-run", NULL, "the whole report, and nothing written", NULL},
                {"--if-empty", NULL, "do nothing when the province has been loaded before", NULL}},
    .run = run,
};
