/* khaju user add: an account for a person; the password comes from the terminal or from a pipe. */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "account.h"
#include "cli.h"
#include "people.h"

enum { PASSWORD_MAX = 200, AGENCIES_MAX = 32 };

/* Reads one line without showing it. False: nothing was given. */
static bool read_password(const char *prompt, char out[PASSWORD_MAX + 2]) {
    struct termios before;
    bool terminal = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        struct termios silent = before;
        silent.c_lflag &= ~(tcflag_t)ECHO;
        fputs(prompt, stderr);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    bool got = fgets(out, PASSWORD_MAX + 2, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fputc('\n', stderr);
    }
    if (got) {
        out[strcspn(out, "\r\n")] = '\0';
    }
    return got && out[0] != '\0';
}

/* The next name of a list parted by commas, in the arena; moves *at behind it. */
static const char *next_name(struct cli *cli, const char **at) {
    size_t length = strcspn(*at, ",");
    const char *name = arena_strndup(cli->arena, *at, length);
    *at += length + ((*at)[length] == ',');
    return name;
}

static bool read_roles(struct cli *cli, const char *text, uint32_t *out) {
    *out = 0;
    for (const char *at = text; at != NULL && *at != '\0';) {
        enum role role;
        const char *name = next_name(cli, &at);
        if (name == NULL || !people_role_parse(name, &role)) {
            return false;
        }
        *out |= 1u << role;
    }
    return *out != 0;
}

static size_t split_agencies(struct cli *cli, const char *text, const char *out[AGENCIES_MAX]) {
    size_t count = 0;
    for (const char *at = text; at != NULL && *at != '\0' && count < AGENCIES_MAX;) {
        out[count++] = next_name(cli, &at);
    }
    return count;
}

static int run(struct cli *cli) {
    struct people_account_save account = {
        .username = cli->arguments[0],
        .name = cli_value(cli, "--name") != NULL ? cli_value(cli, "--name") : cli->arguments[0],
        .unit = cli_value(cli, "--unit") != NULL ? cli_value(cli, "--unit") : "",
        .state = PEOPLE_ACTIVE,
        .arena = cli->arena,
        .now_ms = cli->now_ms,
    };
    const char *agencies[AGENCIES_MAX];
    char password[PASSWORD_MAX + 2];
    char id[ID_SIZE];
    struct store *store = NULL;
    if (!read_roles(cli, cli_value(cli, "--roles"), &account.roles)) {
        return cli_usage(cli, "--roles needs names of roles, parted by commas");
    }
    account.agency_count = split_agencies(cli, cli_value(cli, "--agencies"), agencies);
    account.agencies = agencies;
    if (!read_password("Password: ", password)) {
        return cli_usage(cli, "no password was given on standard input");
    }
    enum err err = cli_open_store(cli, &(struct store_options){0}, &store);
    if (err == ERR_NONE) {
        err = people_account_add(store, cli->arena, cli->now_ms, &account, password, id);
    }
    store_close(store);
    explicit_bzero(password, sizeof password);
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    printf("added %s\n", account.username);
    return CLI_DONE;
}

const struct cli_command cmd_user_add = {
    .name = "user add",
    .arguments = "USERNAME",
    .summary = "Add an account; the password is read from the terminal or a pipe.",
    .help = "Roles: admin, it_manager, public_relations, working_group, deputy_governor, auditor,\n"
            "agency_head, agency_officer, counter_office. The last three need --agencies.",
    .least = 1,
    .most = 1,
    .options = {CLI_DB_OPTION,
                {"--name", "TEXT", "the name that is shown", NULL},
                {"--unit", "TEXT", "office or unit", NULL},
                {"--roles", "A,B", "roles, parted by commas", NULL},
                {"--agencies", "ID,ID", "agencies of the scoped roles", NULL}},
    .run = run,
};
