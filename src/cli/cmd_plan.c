/* khaju plan load, khaju plan refresh. */
#include <inttypes.h>
#include <stdio.h>

#include "cli.h"
#include "plan.h"

static enum err open_one(struct cli *cli, const char *folder, const char *name, FILE **out) {
    const char *path = arena_printf(cli->arena, "%s/%s", folder, name);
    return path == NULL ? err_failed() : cli_open_file(path, out);
}

static int run_load(struct cli *cli) {
    const char *folder = cli->arguments[0];
    struct plan_rules_import import = {.now_ms = cli->now_ms};
    struct {
        const char *name;
        FILE **file;
    } files[] = {{"diagnosis.csv", &import.rules},
                 {"held-documents.csv", &import.held},
                 {"duty-groups.csv", &import.groups},
                 {"duty-obliged.csv", &import.obliged}};
    struct store *store = NULL;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < COUNT_OF(files); i++) {
        err = open_one(cli, folder, files[i].name, files[i].file);
    }
    if (err == ERR_NONE) {
        err = cli_open_store(cli, &(struct store_options){0}, &store);
    }
    if (err == ERR_NONE) {
        err = store_write(store, plan_rules_import, &import);
    }
    store_close(store);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        if (*files[i].file != NULL) {
            fclose(*files[i].file);
        }
    }
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    printf("rules: new %" PRId64 ", changed %" PRId64 ", same %" PRId64 ", kept as edited %" PRId64
           "\n",
           import.created, import.changed, import.same, import.kept);
    return CLI_DONE;
}

static void progress(void *context, int64_t done) {
    (void)context;
    cli_progress("services", (uint64_t)done, 0);
}

static int run_refresh(struct cli *cli) {
    struct store *store = NULL;
    enum err err = cli_open_store(cli, &(struct store_options){0}, &store);
    if (err == ERR_NONE && cli_switch(cli, "--all")) {
        err = store_write(store, plan_change_all_command, NULL);
    }
    if (err == ERR_NONE) {
        err = plan_refresh_all(store, cli->now_ms, progress, NULL);
        cli_progress_end();
    }
    store_close(store);
    return err == ERR_NONE ? CLI_DONE : cli_fail(err);
}

const struct cli_command cmd_plan_load = {
    .name = "plan load",
    .arguments = "FOLDER",
    .summary = "Load the rules of diagnosis and the groups of duties; all of it or nothing.",
    .help = "The folder holds diagnosis.csv, held-documents.csv, duty-groups.csv and\n"
            "duty-obliged.csv (data/rules). Every rule must rest on clauses of the upstream\n"
            "documents, so these are imported first. A rule edited in the program is kept.",
    .least = 1,
    .most = 1,
    .options = {CLI_DB_OPTION},
    .run = run_load,
};

const struct cli_command cmd_plan_refresh = {
    .name = "plan refresh",
    .arguments = "",
    .summary = "Compute levels, findings, gaps and ranking of what has changed.",
    .help = "Pages do this by themselves, a step at a time; after a large import this is quicker.",
    .options = {CLI_DB_OPTION,
                {"--all", NULL, "read every service again, not only the changed ones", NULL}},
    .run = run_refresh,
};
