/* Asks a provider: runs its statement or its own function, shapes the rows, makes the value. */
#include "provider.h"

#include "calendar.h"
#include "document_sql.h"
#include "json.h"
#include "text.h"
#include "tr.h"
#include <math.h>
#include <string.h>

/* ---- cells ---- */

struct cell cell_text(const char *text) {
    if (text == NULL || text[0] == '\0') {
        return (struct cell){.state = CELL_UNKNOWN};
    }
    return (struct cell){.state = CELL_KNOWN, .text = text};
}

struct cell cell_int(struct arena *arena, int64_t value) {
    return (struct cell){
        .state = CELL_KNOWN, .text = text_number(arena, value), .number = (double)value};
}

struct cell cell_real(struct arena *arena, struct maybe_real value) {
    if (!value.known || !isfinite(value.value)) {
        return (struct cell){.state = CELL_UNKNOWN};
    }
    if (fabs(value.value) >= 1000 && fabs(value.value) < 9e15) {
        return cell_int(arena, llround(value.value));
    }
    return (struct cell){
        .state = CELL_KNOWN, .text = text_decimal(arena, value.value, 1), .number = value.value};
}

struct cell cell_link(struct cell cell, const char *href) {
    cell.href = href;
    return cell;
}

/* ---- rows ---- */

struct cell *provider_row(struct provider_run *run) {
    struct provider_result *out = run->out;
    out->total++;
    if (out->row_count == PROVIDER_ROWS_MAX) {
        return NULL;
    }
    if (out->row_count == run->capacity) {
        size_t capacity = run->capacity == 0 ? 16 : run->capacity * 2;
        struct cell *cells = ARENA_ARRAY(run->arena, capacity * out->column_count, struct cell);
        if (cells == NULL) {
            return NULL;
        }
        if (out->row_count > 0) {
            memcpy(cells, out->cells, out->row_count * out->column_count * sizeof(*cells));
        }
        out->cells = cells;
        run->capacity = capacity;
    }
    return &out->cells[out->row_count++ * out->column_count];
}

static const char *copy_bounded(struct arena *arena, const char *text) {
    size_t length = strlen(text);
    if (length <= PROVIDER_CELL_MAX) {
        return arena_strndup(arena, text, length);
    }
    length = PROVIDER_CELL_MAX;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
        length--;
    }
    return arena_strndup(arena, text, length);
}

static struct cell read_cell(struct arena *arena, const struct provider_column *column,
                             enum store_type type, const struct store_value *value) {
    if (value->null) {
        return (struct cell){.state = CELL_UNKNOWN};
    }
    if (column->kind == COLUMN_WORD) {
        struct cell cell = cell_text(column->word(arena, value, type));
        cell.number = type == STORE_INT ? (double)value->integer : 0;
        return cell;
    }
    switch (type) {
    case STORE_INT:
        return column->kind == COLUMN_WHEN
                   ? cell_text(calendar_format(arena, value->integer, false))
                   : cell_int(arena, value->integer);
    case STORE_REAL:
        return cell_real(arena, (struct maybe_real){true, value->real});
    case STORE_TEXT:
        return cell_text(copy_bounded(arena, value->text));
    case STORE_BLOB:
        break;
    }
    return (struct cell){.state = CELL_UNKNOWN};
}

/* What a statement's row needs to become cells. */
struct reading {
    struct provider_run *run;
    const struct store_statement *statement;
};

static enum err read_row(void *context, const struct store_value *values) {
    struct reading *reading = context;
    struct provider_run *run = reading->run;
    struct cell *row = provider_row(run);
    if (row == NULL) {
        return arena_failed(run->arena) ? err_failed() : ERR_NONE;
    }
    const char *key = NULL;
    size_t shown = 0;
    for (size_t i = 0; i < reading->statement->output_count; i++) {
        const struct provider_column *column = &run->provider->columns[i];
        if (column->kind == COLUMN_KEY) {
            key = values[i].null ? NULL : values[i].text;
            continue;
        }
        row[shown] = read_cell(run->arena, column, reading->statement->outputs[i].type, &values[i]);
        if (column->prefix != NULL && key != NULL) {
            row[shown].href = arena_printf(run->arena, "%s%s", column->prefix, key);
        }
        shown++;
    }
    return arena_failed(run->arena) ? err_failed() : ERR_NONE;
}

static const struct store_statement *find_statement(const char *name) {
    for (size_t i = 0; i < store_catalogue_count; i++) {
        if (strcmp(store_catalogue[i]->name, name) == 0) {
            return store_catalogue[i];
        }
    }
    return NULL;
}

/* ---- the value ---- */

/* Index among the shown columns of a column of the statement. */
static size_t shown_index(const struct provider *provider, size_t column) {
    size_t shown = 0;
    for (size_t i = 0; i < column; i++) {
        shown += provider->columns[i].kind != COLUMN_KEY;
    }
    return shown;
}

static void make_value(struct provider_run *run) {
    struct provider_result *out = run->out;
    size_t column = shown_index(run->provider, run->provider->value_column);
    out->text = tr("Not reported");
    if (run->provider->value == VALUE_COUNT) {
        out->known = true;
        out->value = (double)out->total;
        out->text = text_number(run->arena, out->total);
        return;
    }
    bool any = false;
    for (size_t i = 0; i < out->row_count && run->provider->value != VALUE_NONE; i++) {
        const struct cell *cell = &out->cells[i * out->column_count + column];
        if (cell->state == CELL_UNKNOWN) {
            out->unknown++;
            continue;
        }
        if (!any && run->provider->value == VALUE_CELL) {
            out->text = cell->text;
        }
        any = true;
        out->value += cell->number;
    }
    /* a sum over rows that were only counted would be wrong: say so by not knowing it */
    bool whole = (int64_t)out->row_count == out->total;
    out->known = any && (run->provider->value == VALUE_CELL || whole);
    if (out->known && run->provider->value == VALUE_SUM) {
        out->text = cell_real(run->arena, (struct maybe_real){true, out->value}).text;
    }
}

enum err provider_ask(struct provider_run *run, struct provider_result *out) {
    const struct provider *provider = run->provider;
    const struct store_statement *statement = find_statement(provider->statement);
    *out = (struct provider_result){.provider = provider, .as_of_ms = run->dates[provider->source]};
    if (run->about != NULL) {
        out->source = run->about->source;
        out->as_of_ms = run->about->as_of_ms;
    }
    run->out = out;
    run->capacity = 0;
    if (statement == NULL) {
        return err_set(ERR_INTERNAL, "DOC-10", "The query {1} is not in the catalogue.",
                       provider->statement, NULL);
    }
    out->query = statement->sqlite;
    for (size_t i = 0; i < PROVIDER_COLUMNS_MAX && provider->columns[i].kind != COLUMN_END; i++) {
        if (provider->columns[i].kind != COLUMN_KEY) {
            out->labels[out->column_count] = tr(provider->columns[i].label);
            out->kinds[out->column_count++] = provider->columns[i].kind;
        }
    }
    enum err err;
    if (provider->fill != NULL) {
        err = provider->fill(run);
    } else {
        struct reading reading = {run, statement};
        err = store_run(run->db, statement, NULL, read_row, &reading, NULL);
    }
    if (err != ERR_NONE) {
        return err;
    }
    make_value(run);
    return arena_failed(run->arena) ? err_failed() : ERR_NONE;
}

/* ---- dates ---- */

static enum err read_date(void *context, const struct document_source_dates_row *row) {
    static const struct {
        const char *name;
        enum provider_source source;
    } names[] = {
        {"services", SOURCE_SERVICES}, {"agencies", SOURCE_AGENCIES}, {"counties", SOURCE_COUNTIES},
        {"upstream", SOURCE_UPSTREAM}, {"glossary", SOURCE_GLOSSARY}, {"plan", SOURCE_PLAN},
        {"library", SOURCE_LIBRARY},
    };
    int64_t *dates = context;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strcmp(names[i].name, row->source) == 0 && row->at.known &&
            row->at.value > dates[names[i].source]) {
            dates[names[i].source] = row->at.value;
        }
    }
    return ERR_NONE;
}

enum err provider_dates(struct store_db *db, int64_t dates[SOURCE_COUNT]) {
    memset(dates, 0, SOURCE_COUNT * sizeof(*dates));
    return document_source_dates(db, read_date, dates);
}

/* ---- freezing ---- */

static json_t *freeze_cell(const struct cell *cell) {
    if (cell->state == CELL_UNKNOWN) {
        return json_null();
    }
    return cell->href == NULL ? json_string(cell->text)
                              : json_pack("[s, s]", cell->text, cell->href);
}

const char *provider_freeze(struct arena *arena, const struct provider_result *result) {
    const struct provider *provider = result->provider;
    json_t *columns = json_array();
    json_t *rows = json_array();
    for (size_t i = 0; i < result->column_count; i++) {
        json_array_append_new(columns, json_string(result->labels[i]));
    }
    for (size_t i = 0; i < result->row_count; i++) {
        json_t *row = json_array();
        for (size_t k = 0; k < result->column_count; k++) {
            json_array_append_new(row, freeze_cell(&result->cells[i * result->column_count + k]));
        }
        json_array_append_new(rows, row);
    }
    json_t *json = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:o, s:o, s:b}", "provider", provider->name,
        "title", tr(provider->title), "definition", tr(provider->description), "statement",
        provider->statement, "query", result->query, "rooms", provider->rooms, "as_of",
        (json_int_t)result->as_of_ms, "total", (json_int_t)result->total, "unknown",
        (json_int_t)result->unknown, "columns", columns, "rows", rows, "known", (int)result->known);
    if (json == NULL) {
        err_memory();
        return NULL;
    }
    if (provider->value != VALUE_NONE) {
        json_object_set_new(json, "value", json_string(result->text));
    }
    if (result->source != NULL) {
        json_object_set_new(json, "source", json_string(result->source));
    }
    json_keep(arena, json);
    return json_write(arena, json);
}
