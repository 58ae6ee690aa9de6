/* Finds the command, reads its options, runs it, and words its failures. */
#include "cli.h"
#include "cli_main.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t option_count(const struct cli_command *command) {
    size_t count = 0;
    while (count < CLI_OPTIONS_MAX && command->options[count].name != NULL) {
        count++;
    }
    return count;
}

static int option_index(const struct cli_command *command, const char *name, size_t length) {
    size_t count = option_count(command);
    for (size_t i = 0; i < count; i++) {
        if (strlen(command->options[i].name) == length &&
            memcmp(command->options[i].name, name, length) == 0) {
            return (int)i;
        }
    }
    return -1;
}

const char *cli_value(const struct cli *cli, const char *option) {
    int index = option_index(cli->command, option, strlen(option));
    if (index < 0) {
        return NULL;
    }
    return cli->values[index] != NULL ? cli->values[index] : cli->command->options[index].fallback;
}

bool cli_switch(const struct cli *cli, const char *option) {
    return cli_value(cli, option) != NULL;
}

int cli_fail(enum err err) {
    const struct err_detail *detail = err_last();
    cli_progress_end();
    if (detail->err != ERR_NONE && detail->english[0] != '\0') {
        fprintf(stderr, "khaju: %s [%s]\n", detail->english, detail->code);
    } else {
        fprintf(stderr, "khaju: failed with error %d\n", (int)err);
    }
    return err_exit_code(err);
}

int cli_usage(const struct cli *cli, const char *format, ...) {
    va_list values;
    va_start(values, format);
    fputs("khaju: ", stderr);
    vfprintf(stderr, format, values);
    va_end(values);
    fprintf(stderr, "\nSee: khaju %s --help\n", cli->command->name);
    return CLI_USAGE;
}

const char *cli_db_url(const struct cli *cli) {
    const char *url = cli_value(cli, "--db");
    if (url == NULL) {
        url = getenv("KHAJU_DB");
    }
    return url != NULL && url[0] != '\0' ? url : "var/khaju.db";
}

enum err cli_open_store(struct cli *cli, const struct store_options *options, struct store **out) {
    return store_open(cli_db_url(cli), options, out);
}

static void print_option(const struct cli_option *option) {
    char left[64];
    snprintf(left, sizeof left, "%s%s%s", option->name, option->value != NULL ? " " : "",
             option->value != NULL ? option->value : "");
    printf("  %-22s %s", left, option->help);
    if (option->fallback != NULL) {
        printf(" (default %s)", option->fallback);
    }
    putchar('\n');
}

static void print_help(const struct cli_command *command) {
    size_t count = option_count(command);
    printf("usage: khaju %s%s%s%s\n\n%s\n", command->name, command->arguments[0] != '\0' ? " " : "",
           command->arguments, count > 0 ? " [options]" : "", command->summary);
    if (command->help != NULL) {
        printf("\n%s\n", command->help);
    }
    puts("\noptions:");
    for (size_t i = 0; i < count; i++) {
        print_option(&command->options[i]);
    }
    print_option(&(struct cli_option){.name = "--help", .help = "this text"});
    puts("\nexit codes: 0 done, 1 input or data not acceptable, 2 wrong use, 3 machine or disk");
}

static void print_commands(FILE *to) {
    fputs("usage: khaju COMMAND [arguments] [options]\n\n", to);
    for (size_t i = 0; i < cli_command_count; i++) {
        fprintf(to, "  %-18s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    }
    fputs("\nkhaju COMMAND --help says more about one.\n", to);
}

/* The command whose words begin the arguments; *words_out says how many they are. */
static const struct cli_command *find_command(int argc, char **argv, int *words_out) {
    for (size_t i = 0; i < cli_command_count; i++) {
        const char *name = cli_commands[i]->name;
        const char *space = strchr(name, ' ');
        if (space == NULL) {
            if (strcmp(argv[1], name) == 0) {
                *words_out = 1;
                return cli_commands[i];
            }
        } else if (argc > 2 && strlen(argv[1]) == (size_t)(space - name) &&
                   strncmp(argv[1], name, (size_t)(space - name)) == 0 &&
                   strcmp(argv[2], space + 1) == 0) {
            *words_out = 2;
            return cli_commands[i];
        }
    }
    return NULL;
}

/* Reads one option at argv[*at]; moves *at to its value. False: said on stderr. */
static bool read_option(struct cli *cli, int argc, char **argv, int *at) {
    const char *text = argv[*at];
    const char *equals = strchr(text, '=');
    size_t length = equals != NULL ? (size_t)(equals - text) : strlen(text);
    int index = option_index(cli->command, text, length);
    if (index < 0) {
        cli_usage(cli, "there is no option %.*s", (int)length, text);
        return false;
    }
    if (cli->command->options[index].value == NULL) {
        if (equals != NULL) {
            cli_usage(cli, "%.*s takes no value", (int)length, text);
            return false;
        }
        cli->values[index] = "";
        return true;
    }
    if (equals != NULL) {
        cli->values[index] = equals + 1;
        return true;
    }
    if (*at + 1 >= argc) {
        cli_usage(cli, "%s needs a value", text);
        return false;
    }
    cli->values[index] = argv[++*at];
    return true;
}

int cli_run(int argc, char **argv, struct arena *arena, int64_t now_ms) {
    if (argc < 2) {
        print_commands(stderr);
        return CLI_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_commands(stdout);
        return CLI_DONE;
    }
    int words = 0;
    struct cli cli = {.arena = arena, .now_ms = now_ms};
    cli.command = find_command(argc, argv, &words);
    if (cli.command == NULL) {
        fprintf(stderr, "khaju: there is no command \"%s\"\n", argv[1]);
        print_commands(stderr);
        return CLI_USAGE;
    }
    bool only_arguments = false;
    for (int at = words + 1; at < argc; at++) {
        if (!only_arguments && strcmp(argv[at], "--help") == 0) {
            print_help(cli.command);
            return CLI_DONE;
        }
        if (!only_arguments && strcmp(argv[at], "--") == 0) {
            only_arguments = true;
        } else if (!only_arguments && strncmp(argv[at], "--", 2) == 0) {
            if (!read_option(&cli, argc, argv, &at)) {
                return CLI_USAGE;
            }
        } else if (cli.argument_count < CLI_ARGUMENTS_MAX) {
            cli.arguments[cli.argument_count++] = argv[at];
        } else {
            return cli_usage(&cli, "too many arguments");
        }
    }
    if (cli.argument_count < cli.command->least || cli.argument_count > cli.command->most) {
        return cli_usage(&cli, "expected: %s",
                         cli.command->arguments[0] != '\0' ? cli.command->arguments
                                                           : "no arguments");
    }
    return cli.command->run(&cli);
}
