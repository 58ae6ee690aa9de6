/* khaju doctor: is everything there that the program needs, and is the database well? */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "cli.h"
#include "health.h"

enum { FREE_LEAST_MB = 200 };

/* Prints one line; false counts as trouble. */
static bool line(bool good, const char *what, const char *detail) {
    printf("%s  %-12s %s\n", good ? "good" : "BAD ", what, detail);
    return good;
}

static bool on_path(const char *program) {
    const char *path = getenv("PATH");
    char candidate[512];
    for (const char *at = path != NULL ? path : ""; *at != '\0';) {
        size_t length = strcspn(at, ":");
        snprintf(candidate, sizeof candidate, "%.*s/%s", (int)length, at, program);
        if (access(candidate, X_OK) == 0) {
            return true;
        }
        at += length + (at[length] == ':');
    }
    return false;
}

static bool check_tool(const char *program, const char *package) {
    char detail[128];
    bool found = on_path(program);
    snprintf(detail, sizeof detail, found ? "found" : "missing: apt install %s", package);
    return line(found, program, detail);
}

static bool check_disk(const char *folder) {
    struct statvfs status;
    char detail[128];
    if (statvfs(folder, &status) != 0) {
        return line(false, "disk", "the folder of the data cannot be read");
    }
    uint64_t free_mb = (uint64_t)status.f_bavail * status.f_frsize >> 20;
    snprintf(detail, sizeof detail, "%" PRIu64 " MB free in %s", free_mb, folder);
    return line(free_mb >= FREE_LEAST_MB, "disk", detail);
}

static bool check_database(const struct store_health *health) {
    char detail[256];
    const struct store_migrations *migrations = &health->migrations;
    snprintf(detail, sizeof detail, "%s %s, %s, %" PRId64 " MB", health->engine, health->version,
             health->journal, health->size_bytes >> 20);
    bool good = line(true, "database", detail);
    snprintf(detail, sizeof detail, "%zu known, %zu pending, %zu changed, %zu unknown%s",
             migrations->count, migrations->pending, migrations->changed, migrations->unknown,
             migrations->pending > 0 ? "; run khaju migrate" : "");
    return line(health->ready, "migrations", detail) && good;
}

static int run(struct cli *cli) {
    struct store *store = NULL;
    struct store_health health;
    enum err err = cli_open_store(cli, &(struct store_options){.any_schema = true}, &store);
    if (err == ERR_NONE) {
        err = store_health(store, cli->arena, &health);
    }
    if (err != ERR_NONE) {
        store_close(store);
        return cli_fail(err);
    }
    bool good = check_database(&health);
    store_close(store);
    good = check_disk(cli_value(cli, "--data")) && good;
    good = check_tool("weasyprint", "weasyprint") && good;
    good = check_tool("pandoc", "pandoc") && good;
    good = check_tool("rsvg-convert", "librsvg2-bin") && good;
    return good ? CLI_DONE : CLI_REFUSED;
}

const struct cli_command cmd_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "Check the database, its migrations, the disk and the tools.",
    .options = {CLI_DB_OPTION, {"--data", "DIR", "folder of the data", "."}},
    .run = run,
};
