/*
 * The command line: a table of commands, each with its own file, options and help.
 * Exit codes: 0 done · 1 the input or the data is not acceptable · 2 wrong use of the command ·
 * 3 the machine, the disk or the database failed.
 */
#ifndef KHAJU_CLI_H
#define KHAJU_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "arena.h"
#include "err.h"
#include "store.h"

enum { CLI_DONE = 0, CLI_REFUSED = 1, CLI_USAGE = 2, CLI_BROKEN = 3 };
enum { CLI_ARGUMENTS_MAX = 256, CLI_OPTIONS_MAX = 12 };

struct cli_option {
    const char *name;  /* "--db" */
    const char *value; /* what stands after it in the help, e.g. "URL"; NULL: a switch */
    const char *help;
    const char *fallback; /* value when it is not given; NULL: none */
};

struct cli {
    const struct cli_command *command;
    struct arena *arena;                      /* of the process */
    const char *values[CLI_OPTIONS_MAX];      /* by position in the command's table */
    const char *arguments[CLI_ARGUMENTS_MAX]; /* what is not an option */
    size_t argument_count;
    int64_t now_ms; /* when the command was started */
};

struct cli_command {
    const char *name;      /* "document export" */
    const char *arguments; /* "KIND FILE" */
    const char *summary;   /* one line */
    const char *help;      /* what else is worth knowing; may be NULL */
    size_t least, most;    /* number of arguments */
    struct cli_option options[CLI_OPTIONS_MAX];
    int (*run)(struct cli *cli);
};

/* commands.c; one cmd_*.c each */
extern const struct cli_command *const cli_commands[];
extern const size_t cli_command_count;
extern const struct cli_command cmd_serve, cmd_init, cmd_migrate, cmd_import, cmd_document_compile,
    cmd_document_export, cmd_routes, cmd_openapi, cmd_doctor, cmd_user_add, cmd_db_copy, cmd_backup,
    cmd_restore, cmd_demo_accounts, cmd_library_load, cmd_plan_load, cmd_plan_refresh,
    cmd_process_check, cmd_process_draw, cmd_process_compare, cmd_process_run, cmd_decide;

/* The value of an option: given, or its fallback, or NULL. Switches give "" when set. */
const char *cli_value(const struct cli *cli, const char *option);
bool cli_switch(const struct cli *cli, const char *option);

/* Prints the last failure of this thread ("khaju: sentence [code]") and gives the exit code. */
int cli_fail(enum err err);
/* Prints a wrong use and where the help is; gives CLI_USAGE. */
int cli_usage(const struct cli *cli, const char *format, ...) FORMAT_PRINTF(2, 3);

/* What --db names, else KHAJU_DB, else var/khaju.db. */
const char *cli_db_url(const struct cli *cli);
/* Opens the database named by --db. */
enum err cli_open_store(struct cli *cli, const struct store_options *options,
                        struct store **out) WARN_UNUSED;
#define CLI_DB_OPTION \
    { "--db", "URL", "database: a file or postgresql://… (default var/khaju.db)", NULL }

/* Opens a plain file for reading; folders and devices are refused before anything reads them. The
   caller closes it. */
enum err cli_open_file(const char *path, FILE **out) WARN_UNUSED;

/* Progress on a terminal, nothing elsewhere. total 0: unknown. cli_progress_end clears the line. */
void cli_progress(const char *what, uint64_t done, uint64_t total);
void cli_progress_end(void);

#endif
