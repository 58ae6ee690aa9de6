/* khaju backup, khaju restore, khaju db copy: a province moves whole, or not at all. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "backup.h"
#include "migrate.h"
#include "cli.h"

static int finish(enum err err, const struct store_copied *copied, const char *what) {
    cli_progress_end();
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    if (copied != NULL) {
        printf("%s: %zu tables, %" PRIu64 " rows, content %s\n", what, copied->tables, copied->rows,
               copied->hash);
    } else {
        puts(what);
    }
    return CLI_DONE;
}

static int run_backup(struct cli *cli) {
    struct store *store = NULL;
    enum err err = cli_open_store(cli, &(struct store_options){0}, &store);
    if (err == ERR_NONE) {
        err = store_backup(store, cli->arguments[0], cli->now_ms, cli_progress);
    }
    store_close(store);
    return finish(err, NULL, "backup made and checked");
}

static int run_restore(struct cli *cli) {
    enum err err = store_restore(cli->arguments[0], cli_db_url(cli), cli_switch(cli, "--force"),
                                 cli->now_ms, cli_progress);
    return finish(err, NULL, "restored");
}

static int run_copy(struct cli *cli) {
    struct store *from = NULL;
    struct store *to = NULL;
    struct store_copied copied;
    size_t applied = 0;
    const char *from_url = cli_value(cli, "--from");
    const char *to_url = cli_value(cli, "--to");
    if (from_url == NULL || to_url == NULL) {
        return cli_usage(cli, "--from and --to are both needed");
    }
    enum err err = store_open(from_url, &(struct store_options){0}, &from);
    if (err == ERR_NONE) {
        err = store_open(to_url, &(struct store_options){.create = true, .any_schema = true}, &to);
    }
    if (err == ERR_NONE) {
        err = store_migrate(to, cli->now_ms, &applied);
    }
    if (err == ERR_NONE) {
        err = store_copy(from, to, cli_progress, &copied);
    }
    store_close(to);
    store_close(from);
    return finish(err, &copied, "copied and compared");
}

const struct cli_command cmd_backup = {
    .name = "backup",
    .arguments = "FILE",
    .summary = "Copy the running database to one file and check the copy.",
    .help = "FILE is an SQLite database, whatever engine it was made from. A file that is there\n"
            "is not overwritten.",
    .least = 1,
    .most = 1,
    .options = {CLI_DB_OPTION},
    .run = run_backup,
};

const struct cli_command cmd_restore = {
    .name = "restore",
    .arguments = "FILE",
    .summary = "Put a backup in the place of the database; it is verified first.",
    .help = "No server may be using the database. With --force an SQLite database that is there\n"
            "is replaced, and kept beside the new one as PATH.before-restore.",
    .least = 1,
    .most = 1,
    .options = {CLI_DB_OPTION, {"--force", NULL, "replace a database that is there", NULL}},
    .run = run_restore,
};

const struct cli_command cmd_db_copy = {
    .name = "db copy",
    .arguments = "",
    .summary = "Move a province from one database to another, and compare both sides.",
    .help = "The target must be empty; it is made and migrated when it is not there.",
    .options = {{"--from", "URL", "where the province is", NULL},
                {"--to", "URL", "where it shall be", NULL}},
    .run = run_copy,
};
