/* khaju library load: processes and decisions named in a list, into the library. */
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "cli.h"
#include "cli_model.h"
#include "csv.h"
#include "library.h"
#include "library_file.h"
#include "registry.h"
#include "text.h"
#include "tr.h"

enum { COLUMNS = 7, MODELS_MAX = 1000 };

static const char *const columns[COLUMNS] = {"file",   "title",   "role", "service",
                                             "agency", "publish", "note"};
enum { FILE_AT, TITLE_AT, ROLE_AT, SERVICE_AT, AGENCY_AT, PUBLISH_AT, NOTE_AT };

struct loading {
    struct cli *cli;
    struct store *store;
    const char *folder; /* of the list, with its slash */
    bool demonstration;
    int64_t done;
};

static enum err line_fails(struct cli *cli, uint64_t line, const char *message) {
    return err_set(ERR_INVALID, "CLI-30", "Line {1} of the list: {2}",
                   arena_printf(cli->arena, "%llu", (unsigned long long)line), message, NULL);
}

/* Agency and service by name; what is not known is an error, lest it be lost silently. */
static enum err heading_find(struct loading *loading, const char *const *cells, uint64_t line,
                             struct library_heading *out) {
    struct cli *cli = loading->cli;
    struct store_db *db = NULL;
    int role = 0;
    if (!library_value(LIBRARY_OF_ROLE, cells[ROLE_AT], &role)) {
        return line_fails(cli, line, tr("the role is not known."));
    }
    *out = (struct library_heading){.title = cells[TITLE_AT], .role = (enum library_role)role};
    enum err err = store_reader_acquire(loading->store, &db);
    if (err != ERR_NONE) {
        return err;
    }
    if (cells[SERVICE_AT][0] != '\0') {
        err = library_service_titled(db, cli->arena, cells[SERVICE_AT], &out->service_id);
    }
    if (err == ERR_NONE && cells[AGENCY_AT][0] != '\0') {
        err = registry_agency_find(db, cli->arena, cells[AGENCY_AT], &out->agency_id);
    }
    store_reader_release(db);
    if (err == ERR_NONE && cells[SERVICE_AT][0] != '\0' && out->service_id == NULL) {
        err = line_fails(cli, line, tr("no service, or several, have this title."));
    }
    if (err == ERR_NONE && cells[AGENCY_AT][0] != '\0' && out->agency_id == NULL) {
        err = line_fails(cli, line, tr("there is no agency of this name."));
    }
    return err;
}

static enum err add(struct loading *loading, struct arena *arena, const char *const *cells,
                    uint64_t line, const struct buf *bytes) {
    struct cli *cli = loading->cli;
    struct library_file file;
    struct library_report report;
    const char *name = strrchr(cells[FILE_AT], '/');
    const struct library_act act = {.now_ms = cli->now_ms + loading->done, .arena = cli->arena};
    struct library_add one = {.act = act, .demonstration = loading->demonstration};
    enum err err = heading_find(loading, cells, line, &one.heading);
    if (err == ERR_NONE) {
        err = library_file_read(arena, buf_text(bytes), bytes->length, &file);
    }
    if (err == ERR_NONE) {
        err = library_file_check(arena, &file, &report);
    }
    if (err != ERR_NONE) {
        return err;
    }
    one.kind = file.kind;
    one.upload = (struct library_upload){.bytes = buf_text(bytes),
                                         .size = bytes->length,
                                         .file_name = name != NULL ? name + 1 : cells[FILE_AT],
                                         .note = cells[NOTE_AT],
                                         .found = report.found};
    err = store_write(loading->store, library_add, &one);
    if (err == ERR_NONE && strcmp(cells[PUBLISH_AT], "yes") == 0) {
        struct library_move move = {.act = act,
                                    .id = one.id_out,
                                    .number = 1,
                                    .to = LIBRARY_STATE_PUBLISHED,
                                    .found = report.found};
        err = store_write(loading->store, library_move, &move);
    }
    return err;
}

static enum err load_row(struct loading *loading, const char *const *cells, uint64_t line) {
    struct arena *arena = arena_create(LIBRARY_MEMORY_MAX);
    const char *path =
        arena_printf(loading->cli->arena, "%s%s", cells[FILE_AT][0] == '/' ? "" : loading->folder,
                     cells[FILE_AT]);
    struct buf bytes;
    buf_init(&bytes, CLI_FILE_MAX);
    enum err err = arena == NULL || path == NULL ? err_failed() : cli_read_file(path, &bytes);
    if (err == ERR_NONE) {
        err = add(loading, arena, cells, line, &bytes);
    }
    loading->done += err == ERR_NONE;
    buf_finish(&bytes);
    arena_destroy(arena);
    return err;
}

static enum err load(struct loading *loading, struct csv *csv) {
    int at[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++) {
        at[i] = csv_column(csv, columns[i]);
        if (at[i] < 0) {
            return err_set(ERR_INVALID, "CLI-31", "The list has no column “{1}”.", columns[i],
                           NULL);
        }
    }
    const struct csv_row *row = NULL;
    enum err err = csv_next(csv, &row);
    while (err == ERR_NONE && row != NULL && loading->done < MODELS_MAX) {
        const char *cells[COLUMNS];
        for (size_t i = 0; i < COLUMNS; i++) {
            cells[i] = text_clean(loading->cli->arena, row->cells[at[i]], false);
            if (cells[i] == NULL) {
                return err_failed();
            }
        }
        err = load_row(loading, cells, row->line);
        err = err == ERR_NONE ? csv_next(csv, &row) : err;
    }
    return err;
}

/* Is there a model already? */
static enum err look(struct loading *loading, bool *any) {
    struct store_db *db = NULL;
    struct library_totals totals = {0};
    enum err err = store_reader_acquire(loading->store, &db);
    if (err == ERR_NONE) {
        err = library_count(db, loading->cli->arena, &totals);
        store_reader_release(db);
    }
    *any = totals.models[LIBRARY_PROCESS] + totals.models[LIBRARY_DECISION] > 0;
    return err;
}

static enum err run_list(struct loading *loading, const char *path) {
    FILE *file = NULL;
    struct csv *csv = NULL;
    bool any = false;
    const char *slash = strrchr(path, '/');
    loading->folder =
        slash == NULL ? "" : arena_strndup(loading->cli->arena, path, (size_t)(slash - path) + 1);
    enum err err = loading->folder == NULL ? err_failed() : look(loading, &any);
    if (err != ERR_NONE || (any && cli_switch(loading->cli, "--if-empty"))) {
        return err;
    }
    err = cli_open_file(path, &file);
    if (err == ERR_NONE) {
        err = csv_create(file, &csv);
    }
    if (err == ERR_NONE) {
        err = load(loading, csv);
    }
    csv_destroy(csv);
    if (file != NULL) {
        (void)fclose(file);
    }
    return err;
}

static int run(struct cli *cli) {
    struct loading loading = {.cli = cli, .demonstration = cli_switch(cli, "--demonstration")};
    enum err err = cli_open_store(cli, &(struct store_options){0}, &loading.store);
    if (err == ERR_NONE) {
        err = run_list(&loading, cli->arguments[0]);
    }
    store_close(loading.store);
    if (err != ERR_NONE) {
        return cli_fail(err);
    }
    printf("models: new %lld\n", (long long)loading.done);
    return CLI_DONE;
}

const struct cli_command cmd_library_load = {
    .name = "library load",
    .arguments = "LIST.csv",
    .summary = "Add the processes and decisions that a list names.",
    .help = "Columns: file (as seen from the list), title, role (as-is, to-be, in-force, sample),\n"
            "service (its title), agency (its name), publish (yes, no), note. Every file is\n"
            "checked as on the page; what stands before a line that fails stays.",
    .least = 1,
    .most = 1,
    .options = {CLI_DB_OPTION,
                {"--if-empty", NULL, "do nothing when the library has models already", NULL},
                {"--demonstration", NULL, "mark them as examples that nobody measured", NULL}},
    .run = run,
};
