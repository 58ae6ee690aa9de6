/* khaju init, khaju migrate: the database's tables. */
#include <stdio.h>

#include "cli.h"
#include "migrate.h"
#include "province.h"
#include "search.h"

static enum err open_any(struct cli *cli, bool create, struct store **out) {
    return cli_open_store(cli, &(struct store_options){.create = create, .any_schema = true}, out);
}

static int run_init(struct cli *cli) {
    struct store *store = NULL;
    struct store_migrations migrations;
    size_t applied = 0;
    enum err err = open_any(cli, true, &store);
    if (err == ERR_NONE) {
        err = store_migrations_list(store, cli->arena, &migrations);
    }
    if (err == ERR_NONE && migrations.pending < migrations.count && migrations.pending > 0) {
        err = err_set(ERR_UNAVAILABLE, "CLI-4",
                      "The database is there, but behind this program; run khaju migrate.", NULL);
    } else if (err == ERR_NONE && migrations.pending == 0 && !cli_switch(cli, "--if-needed")) {
        err = err_set(ERR_INVALID, "CLI-3", "The database is there already; nothing was changed.",
                      NULL);
    } else if (err == ERR_NONE) {
        err = store_migrate(store, cli->now_ms, &applied);
    }
    const char *province = cli_value(cli, "--province");
    if (err == ERR_NONE && province != NULL) {
        err = store_write(store, registry_province_name, &province);
    }
    store_close(store);
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    printf(applied > 0 ? "database made\n" : "database is there\n");
    return CLI_DONE;
}

static int run_migrate(struct cli *cli) {
    struct store *store = NULL;
    size_t applied = 0;
    enum err err = open_any(cli, false, &store);
    if (err == ERR_NONE) {
        err = store_migrate(store, cli->now_ms, &applied);
    }
    if (err == ERR_NONE) {
        err = store_write(store, registry_search_refresh, NULL);
    }
    store_close(store);
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    printf("%zu migrations applied\n", applied);
    return CLI_DONE;
}

const struct cli_command cmd_init = {
    .name = "init",
    .arguments = "",
    .summary = "Make a new database with its tables.",
    .help = "Refuses a database that is there already, unless --if-needed.",
    .options = {CLI_DB_OPTION,
                {"--province", "NAME", "name of the province, shown on every page", NULL},
                {"--if-needed", NULL, "be content with a database that is there", NULL}},
    .run = run_init,
};

const struct cli_command cmd_migrate = {
    .name = "migrate",
    .arguments = "",
    .summary = "Bring an older database forward to this program.",
    .help = "Migrations only go forward; the search index is made anew when one of them changed\n"
            "it. A database made by a newer program is refused.",
    .options = {CLI_DB_OPTION},
    .run = run_migrate,
};
