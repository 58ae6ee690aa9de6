/*
 * Running an import: the file is read from its start to its end to check it, and only if it has no
 * error a second time to apply it, all inside one command. So nothing half-imported can be, a
 * refused file leaves only its report, and a dry run is the first pass alone.
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

enum { PROGRESS_ROWS = 256, PASS_MEMORY_MAX = 256 << 20 };

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

static enum err one_row(struct import_run *run) {
    run->row_refused = false;
    run->digest[0] = '\0';
    enum err err = check_cells(run);
    if (err == ERR_NONE && !run->row_refused) {
        err = run->handler->row(run);
    }
    if (!run->apply) {
        run->report->counts.rows++;
        run->report->counts.refused += run->row_refused ? 1 : 0;
    }
    arena_reset(run->row_arena);
    return err;
}

static enum err all_rows(struct import_run *run, struct csv *csv, uint64_t bytes_before,
                         uint64_t bytes_total) {
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
            request->progress(request->progress_context, rows,
                              bytes_before + csv_bytes_read(csv), bytes_total);
        }
    }
    return err;
}

static enum err read_file(struct import_run *run, uint64_t bytes_before, uint64_t bytes_total) {
    struct csv *csv = NULL;
    enum err err = csv_create(run->request->file, &csv);
    if (err == ERR_INVALID) {
        return import_issue_at(run, 1, err_last()->code, err_last()->message);
    }
    err = err == ERR_NONE ? import_match_columns(run, csv_header(csv)) : err;
    if (err == ERR_NONE && (run->apply || run->report->counts.errors == 0)) {
        err = run->handler->begin(run);
        err = err == ERR_NONE ? all_rows(run, csv, bytes_before, bytes_total) : err;
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

static enum err pass(struct import_run *run, bool apply, uint64_t size, uint64_t bytes_total) {
    run->apply = apply;
    run->row = NULL;
    run->state = NULL;
    arena_reset(run->pass_arena);
    enum err err = fseek(run->request->file, 0, SEEK_SET) == 0
                       ? registry_map_init(&run->seen, IMPORT_ROWS_MAX)
                       : err_set(ERR_IO, "IMP-8", "The file cannot be read from its beginning.",
                                 NULL);
    if (err != ERR_NONE) {
        return err;
    }
    err = read_file(run, apply ? size : 0, bytes_total);
    registry_map_finish(&run->seen);
    return err;
}

static enum err start_report(struct import_run *run) {
    char id[ID_SIZE];
    struct import_report *report = run->report;
    const struct import_request *request = run->request;
    id_make(request->now_ms, id);
    *report = (struct import_report){
        .id = request->dry_run ? "" : arena_strdup(run->arena, id),
        .file_name = arena_strdup(run->arena, registry_text(request->file_name)),
        .kind = request->kind,
        .dry_run = request->dry_run,
        .started_at = request->now_ms,
        .author = registry_author(request->who),
    };
    return report->id == NULL || report->file_name == NULL ? ERR_MEMORY : ERR_NONE;
}

static enum err run_passes(struct import_run *run) {
    const struct import_request *request = run->request;
    struct import_report *report = run->report;
    uint64_t size = 0;
    enum err err = file_size(request->file, &size);
    uint64_t total = request->dry_run ? size : size * 2;
    err = err == ERR_NONE ? pass(run, false, size, total) : err;
    if (err != ERR_NONE || request->dry_run) {
        return err;
    }
    bool needed = report->counts.fresh + report->counts.changed > 0;
    if (report->counts.errors == 0) {
        err = needed ? pass(run, true, size, total) : ERR_NONE;
        report->applied = true;
    }
    err = err == ERR_NONE ? import_report_store(run->db, report) : err;
    return err == ERR_NONE && report->applied
               ? people_audit(run->db, request->now_ms, request->who, "registry.import", "import",
                              report->id, NULL, NULL)
               : err;
}

enum err import_command(struct store_db *db, void *import_task) {
    const struct import_task *task = import_task;
    struct import_run run = {.request = task->request, .db = db, .arena = task->arena,
                             .report = task->out,
                             .handler = handlers[task->request->kind]};
    run.pass_arena = arena_create(PASS_MEMORY_MAX);
    run.row_arena = arena_create(IMPORT_ROW_MEMORY_MAX);
    enum err err = run.pass_arena == NULL || run.row_arena == NULL ? ERR_MEMORY
                                                                   : start_report(&run);
    err = err == ERR_NONE ? run_passes(&run) : err;
    arena_destroy(run.row_arena);
    arena_destroy(run.pass_arena);
    return err;
}

enum err import_run(struct store *store, struct arena *arena, const struct import_request *request,
                    struct import_report *out) {
    struct import_task task = {request, arena, out};
    struct store_db *reader = NULL;
    enum err err = ERR_NONE;
    *out = (struct import_report){.id = "", .file_name = "", .author = ""};
    if (request->dry_run) {
        err = store_reader_acquire(store, &reader);
        err = err == ERR_NONE ? import_command(reader, &task) : err;
        if (reader != NULL) {
            store_reader_release(reader);
        }
    } else {
        err = store_write(store, import_command, &task);
    }
    if (err == ERR_NONE && out->counts.errors > 0) {
        err = err_set(ERR_INVALID, "IMP-13",
                      "The file was not imported: it has errors, and a file is imported wholly or "
                      "not at all.",
                      NULL);
    }
    return err;
}
