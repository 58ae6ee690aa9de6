/*
 * Running an import: the file is read once, each row checked and written, all inside one command.
 * From the first error on rows are only checked, to complete the report; then the command fails, so
 * that nothing of the file remains, and a second one stores the report.
 */
#include "import.h"

#include <string.h>
#include "id.h"
#include "registry_import_internal.h"

static const struct import_handler *const handlers[IMPORT_KIND_COUNT] = {
    [IMPORT_COUNTIES] = &import_counties_handler, [IMPORT_AGENCIES] = &import_agencies_handler,
    [IMPORT_SERVICES] = &import_services_handler, [IMPORT_UPSTREAM] = &import_upstream_handler,
    [IMPORT_GLOSSARY] = &import_glossary_handler, [IMPORT_HOLIDAYS] = &import_holidays_handler,
};

enum { PROGRESS_ROWS = 256, FILE_MEMORY_MAX = 256 << 20 };

static enum err file_size(FILE *file, uint64_t *out) {
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    if (size < 0 || fseek(file, 0, SEEK_SET) != 0) {
        return err_set(ERR_IO, "IMP-8", "The file cannot be read from its beginning.", NULL);
    }
    if ((uint64_t)size > (uint64_t)IMPORT_FILE_MAX_MB << 20) {
        return err_set(ERR_LIMIT, "IMP-9", "The file is larger than {1} MB. Split it.", "512",
                       NULL);
    }
    *out = (uint64_t)size;
    return ERR_NONE;
}

/* A cell that a spreadsheet would run is refused before anything looks at the row. */
static enum err check_cells(struct import_run *run) {
    enum err err = ERR_NONE;
    for (size_t c = 0; err == ERR_NONE && c < run->handler->column_count; c++) {
        const char *raw = import_raw(run, (int)c);
        if (raw[0] == '\0') {
            continue;
        }
        if (value_is_formula(raw)) {
            err = import_issue(run, IMPORT_ERROR, (int)c, "IMP-10", "",
                               TR_NOOP("This cell holds a formula. Save its value instead."), NULL);
        } else if (strlen(raw) > IMPORT_CELL_MAX) {
            err = import_issue(run, IMPORT_ERROR, (int)c, "IMP-11", "",
                               TR_NOOP("The text of this cell is too long."), NULL);
        }
    }
    return err;
}

static enum err end_batch(struct import_run *run) {
    enum err err = run->handler->batch != NULL ? run->handler->batch(run) : ERR_NONE;
    arena_reset(run->row_arena);
    return err;
}

static enum err one_row(struct import_run *run) {
    run->row_refused = false;
    run->digest[0] = '\0';
    enum err err = check_cells(run);
    if (err == ERR_NONE && !run->row_refused) {
        err = run->handler->row(run);
    }
    run->report->counts.rows++;
    run->report->counts.refused += run->row_refused ? 1 : 0;
    return err == ERR_NONE && arena_used(run->row_arena) > IMPORT_BATCH_MEMORY ? end_batch(run)
                                                                               : err;
}

static enum err all_rows(struct import_run *run, struct csv *csv, uint64_t bytes_total) {
    const struct import_request *request = run->request;
    enum err err = ERR_NONE;
    for (uint64_t rows = 1; err == ERR_NONE; rows++) {
        err = csv_next(csv, &run->row);
        if (err == ERR_INVALID) {
            /* the file itself is broken here: reported, and nothing of it is used */
            run->row = NULL;
            return import_issue_at(run, 0, err_last()->code, err_last()->message);
        }
        if (err != ERR_NONE || run->row == NULL) {
            break;
        }
        if (rows > IMPORT_ROWS_MAX) {
            return err_set(ERR_LIMIT, "IMP-12", "The file has too many rows. Split it.", NULL);
        }
        err = one_row(run);
        if (request->progress != NULL && rows % PROGRESS_ROWS == 0) {
            request->progress(request->progress_context, rows, csv_bytes_read(csv), bytes_total);
        }
    }
    return err;
}

static enum err read_file(struct import_run *run) {
    struct csv *csv = NULL;
    uint64_t size = 0;
    enum err err = file_size(run->request->file, &size);
    err = err == ERR_NONE ? csv_create(run->request->file, &csv) : err;
    if (err == ERR_INVALID) {
        return import_issue_at(run, 1, err_last()->code, err_last()->message);
    }
    err = err == ERR_NONE ? import_match_columns(run, csv_header(csv)) : err;
    if (err == ERR_NONE && run->report->counts.errors == 0) {
        err = run->handler->begin(run);
        err = err == ERR_NONE ? all_rows(run, csv, size) : err;
        err = err == ERR_NONE ? end_batch(run) : err;
        run->row = NULL;
        bool ends = run->handler->end != NULL && run->report->counts.errors == 0;
        err = err == ERR_NONE && ends ? run->handler->end(run) : err;
        if (run->handler->finish != NULL) {
            run->handler->finish(run);
        }
    }
    csv_destroy(csv);
    return err;
}

static enum err start_report(struct import_run *run) {
    char id[ID_SIZE];
    struct import_report *report = run->report;
    const struct import_request *request = run->request;
    id_make(request->now_ms, id);
    *report = (struct import_report){
        .id = request->dry_run && !request->keep_report ? "" : arena_strdup(run->arena, id),
        .file_name = arena_strdup(run->arena, registry_text(request->file_name)),
        .kind = request->kind,
        .dry_run = request->dry_run,
        .started_at = request->now_ms,
        .author = registry_author(request->who),
    };
    return report->id == NULL || report->file_name == NULL ? err_failed() : ERR_NONE;
}

/* The report stays with the data it is about; what was refused leaves nothing else. */
static enum err finish(struct import_run *run) {
    const struct import_request *request = run->request;
    struct import_report *report = run->report;
    if (report->counts.errors > 0) {
        return err_set(ERR_INVALID, "IMP-13",
                       "The file was not imported: it has errors, and a file is imported wholly or "
                       "not at all.",
                       NULL);
    }
    if (request->dry_run) {
        return ERR_NONE;
    }
    report->applied = true;
    enum err err = import_report_store(run->db, report);
    return err == ERR_NONE ? people_audit(run->db, request->now_ms, request->who, "registry.import",
                                          "import", report->id, NULL, NULL)
                           : err;
}

/* An import on its way into the store. */
struct import_task {
    const struct import_request *request;
    struct arena *arena;
    struct import_report *out;
    bool undone; /* a dry run that went well: all of it was written, and is taken back */
};

static enum err import_command(struct store_db *db, void *import_task) {
    struct import_task *task = import_task;
    struct import_run run = {.request = task->request,
                             .db = db,
                             .arena = task->arena,
                             .report = task->out,
                             .apply = true,
                             .handler = handlers[task->request->kind]};
    run.file_arena = arena_create(FILE_MEMORY_MAX);
    run.row_arena = arena_create(IMPORT_ROW_MEMORY_MAX);
    enum err err =
        run.file_arena == NULL || run.row_arena == NULL ? err_failed() : start_report(&run);
    err = err == ERR_NONE ? registry_map_init(&run.seen, IMPORT_ROWS_MAX) : err;
    err = err == ERR_NONE ? read_file(&run) : err;
    err = err == ERR_NONE ? finish(&run) : err;
    if (err == ERR_NONE && task->request->dry_run) {
        task->undone = true;
        err = err_set(ERR_CONFLICT, "IMP-14", "This was only a check.", NULL);
    }
    registry_map_finish(&run.seen);
    arena_destroy(run.row_arena);
    arena_destroy(run.file_arena);
    return err;
}

static enum err report_command(struct store_db *db, void *import_task) {
    return import_report_store(db, ((const struct import_task *)import_task)->out);
}

/* The report of what changed nothing; the outcome stays what it was. */
static enum err store_report(struct store *store, struct import_task *task, enum err outcome) {
    struct err_detail detail = *err_last();
    enum err err = store_write(store, report_command, task);
    if (err == ERR_NONE && outcome != ERR_NONE) {
        err_restore(&detail);
    }
    return err == ERR_NONE ? outcome : err;
}

enum err import_run(struct store *store, struct arena *arena, const struct import_request *request,
                    struct import_report *out) {
    struct import_task task = {request, arena, out, false};
    *out = (struct import_report){.id = "", .file_name = "", .author = ""};
    enum err err = store_write(store, import_command, &task);
    err = task.undone ? ERR_NONE : err;
    bool refused = err == ERR_INVALID && out->counts.errors > 0;
    bool kept = request->dry_run ? request->keep_report && (err == ERR_NONE || refused) : refused;
    return kept ? store_report(store, &task, err) : err;
}
