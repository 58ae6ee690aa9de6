/* khaju demo accounts: one account for each role, for trying the program. Only script/server calls
   this; it refuses a database in which people really work. */
#include <stdio.h>

#include "account.h"
#include "cli.h"
#include "registry.h"

/* The agency with the most services, so that its people find something to do; NULL: none. */
static enum err busiest_agency(struct cli *cli, struct store *store, const char **out) {
    struct store_db *db = NULL;
    struct registry_count_list counts;
    enum err err = store_reader_acquire(store, &db);
    if (err != ERR_NONE) {
        return err;
    }
    err = registry_counts(db, cli->arena, "agency", &counts);
    store_reader_release(db);
    int64_t most = 0;
    for (size_t i = 0; err == ERR_NONE && i < counts.count; i++) {
        if (counts.rows[i].services > most) {
            most = counts.rows[i].services;
            *out = counts.rows[i].value;
        }
    }
    return err;
}

static int run(struct cli *cli) {
    struct store *store = NULL;
    const char *agency = NULL;
    struct people_demos demos = {0};
    enum err err = cli_open_store(cli, &(struct store_options){0}, &store);
    if (err == ERR_NONE) {
        err = busiest_agency(cli, store, &agency);
    }
    if (err == ERR_NONE) {
        err = people_demo_accounts(store, cli->arena, cli->now_ms, false, agency, &demos);
    }
    store_close(store);
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    puts("Demo sign-ins (never on a real system):");
    for (size_t i = 0; i < demos.count; i++) {
        printf("  %-18s %-22s %s\n", demos.rows[i].username, demos.rows[i].password,
               demos.rows[i].role_label);
    }
    return CLI_DONE;
}

const struct cli_command cmd_demo_accounts = {
    .name = "demo accounts",
    .arguments = "",
    .summary = "Make one demo account for each role and print the sign-ins.",
    .help = "Refused when the database has accounts of real people.",
    .options = {CLI_DB_OPTION},
    .run = run,
};
