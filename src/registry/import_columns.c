/* Headers, cells and numbers of an imported file. */
#include <stdlib.h>
#include <string.h>
#include "registry_import_internal.h"
#include "text.h"

static bool alias_fits(const char *alias, size_t length, const char *name) {
    if (length > 0 && alias[0] == '*') {
        size_t name_length = strlen(name);
        return name_length >= length - 1 &&
               strncmp(name + name_length - (length - 1), alias + 1, length - 1) == 0;
    }
    return strlen(name) == length && strncmp(alias, name, length) == 0;
}

/* Names are compared folded, so that «شناسهٔ خدمت» and "Service_ID" are found too. */
static enum err column_fits(struct arena *arena, const struct import_column *column,
                            const char *name, bool *fits) {
    const char *folded = text_fold(arena, name);
    const char *own = text_fold(arena, column->name);
    if (folded == NULL || own == NULL) {
        return err_failed();
    }
    *fits = strcmp(folded, own) == 0;
    for (const char *at = column->aliases; !*fits && *at != '\0';) {
        size_t length = strcspn(at, "|");
        const char *alias = arena_strndup(arena, at, length);
        const char *alias_folded = alias == NULL ? NULL : text_fold(arena, alias);
        if (alias_folded == NULL) {
            return err_failed();
        }
        *fits = alias_fits(alias, length, name) || strcmp(alias_folded, folded) == 0;
        at += length + (at[length] == '|' ? 1 : 0);
    }
    return ERR_NONE;
}

static enum err match_one(struct import_run *run, const char *name, int position) {
    const struct import_handler *handler = run->handler;
    for (size_t c = 0; c < handler->column_count; c++) {
        bool fits = false;
        enum err err = column_fits(run->row_arena, &handler->columns[c], name, &fits);
        if (err != ERR_NONE) {
            return err;
        }
        if (fits && run->index[c] < 0) {
            run->index[c] = position;
            return ERR_NONE;
        }
    }
    return import_issue(run, IMPORT_WARNING, -1, "IMP-1", "",
                        TR_NOOP("The column \"{1}\" is not known and was left out."), name, NULL);
}

enum err import_match_columns(struct import_run *run, const struct csv_row *header) {
    enum err err = ERR_NONE;
    run->row = header;
    for (size_t c = 0; c < run->handler->column_count; c++) {
        run->index[c] = -1;
    }
    for (size_t i = 0; err == ERR_NONE && i < header->count; i++) {
        err = match_one(run, header->cells[i], (int)i);
    }
    for (size_t c = 0; err == ERR_NONE && c < run->handler->column_count; c++) {
        if (run->handler->columns[c].required && run->index[c] < 0) {
            err = import_issue(run, IMPORT_ERROR, -1, "IMP-2", "",
                               TR_NOOP("The file has no column \"{1}\". Is it the right kind of "
                                       "file?"),
                               run->handler->columns[c].name, NULL);
        }
    }
    run->row = NULL;
    run->row_refused = false;
    return err;
}

const char *import_raw(const struct import_run *run, int column) {
    int index = run->index[column];
    return index < 0 || (size_t)index >= run->row->count ? "" : run->row->cells[index];
}

const char *import_cell(struct import_run *run, int column) {
    const char *raw = import_raw(run, column);
    return raw[0] == '\0' ? "" : text_clean(run->row_arena, raw, false);
}

/* The row is refused, also when there is no memory to say why. */
static void wrong_number(struct import_run *run, int column, const char *code, const char *msgid) {
    run->row_refused = true;
    if (import_issue(run, IMPORT_ERROR, column, code, "", msgid, NULL) != ERR_NONE) {
        run->report->counts.errors++;
    }
}

struct maybe_int import_int(struct import_run *run, int column) {
    int64_t value = 0;
    const char *cell = import_cell(run, column);
    if (cell == NULL || cell[0] == '\0') {
        return UNKNOWN_INT;
    }
    if (text_int(cell, &value)) {
        return known_int(value);
    }
    wrong_number(run, column, "IMP-3", TR_NOOP("This is not a whole number."));
    return UNKNOWN_INT;
}

struct maybe_real import_real(struct import_run *run, int column) {
    const char *cell = import_cell(run, column);
    const char *latin = cell == NULL ? NULL : text_latin_digits(run->row_arena, cell);
    if (latin == NULL || latin[0] == '\0') {
        return UNKNOWN_REAL;
    }
    char *end = NULL;
    double value = strtod(latin, &end);
    if (*end == '\0' && value > -1e12 && value < 1e12) {
        return known_real(value);
    }
    wrong_number(run, column, "IMP-4", TR_NOOP("This is not a number."));
    return UNKNOWN_REAL;
}

const char *import_row_digest(struct import_run *run) {
    static const char rules[] = {'0' + IMPORT_RULES, '\0'};
    const char *cells[IMPORT_COLUMNS_MAX + 1];
    if (run->digest[0] != '\0') {
        return run->digest;
    }
    for (size_t c = 0; c < run->handler->column_count; c++) {
        cells[c] = import_raw(run, (int)c);
    }
    cells[run->handler->column_count] = rules;
    registry_digest(cells, run->handler->column_count + 1, run->digest);
    return run->digest;
}
