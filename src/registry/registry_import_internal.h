/* Private: what the importers of the six kinds share. */
#ifndef KHAJU_REGISTRY_IMPORT_INTERNAL_H
#define KHAJU_REGISTRY_IMPORT_INTERNAL_H

#include "csv.h"
#include "import.h"
#include "registry_internal.h"

enum {
    IMPORT_COLUMNS_MAX = 64,
    IMPORT_ROWS_MAX = 2000000,
    IMPORT_CELL_MAX = PROFILE_TEXT_MAX,
    IMPORT_SOURCE_SHOWN = 200, /* bytes of a cell that a report repeats */
    IMPORT_ROW_MEMORY_MAX = 32 << 20,
    IMPORT_BATCH_MEMORY = 1 << 23, /* when a batch of rows is written */
    IMPORT_RULES = 1,              /* part of every digest: raise it when reading changes */
};

/* A column that a kind understands. Aliases are separated by '|'; one that begins with '*' is the
   end of a name, as in "*_counterpart_fa" of a province's file. */
struct import_column {
    const char *name;
    const char *aliases;
    bool required;
};

struct import_run;
/* One kind of file. */
struct import_handler {
    const struct import_column *columns;
    size_t column_count;
    enum err (*begin)(struct import_run *run);
    enum err (*row)(struct import_run *run);
    enum err (*batch)(struct import_run *run); /* before the row's arena is reset; may be NULL */
    enum err (*end)(struct import_run *run);   /* of a file without errors; may be NULL */
    void (*finish)(struct import_run *run);    /* frees what begin made; may be NULL */
};

struct import_run {
    const struct import_request *request;
    const struct import_handler *handler;
    struct store_db *db;
    struct arena *arena;      /* of the report */
    struct arena *file_arena; /* for the whole file */
    struct arena *row_arena;  /* for a row, or a batch of them */
    struct import_report *report;
    struct import_issue *issues;
    size_t issue_capacity;
    bool apply; /* write; not in a dry run, nor after the first error */
    bool row_refused;
    char digest[REGISTRY_DIGEST_SIZE]; /* of the row; "" until it is asked for */
    const struct csv_row *row;
    int index[IMPORT_COLUMNS_MAX]; /* of each known column in the file; -1 = absent */
    struct registry_map seen;      /* keys of this file → line and digest */
    void *state;                   /* the kind's own */
};

extern const struct import_handler import_counties_handler;
extern const struct import_handler import_agencies_handler;
extern const struct import_handler import_services_handler;
extern const struct import_handler import_upstream_handler;
extern const struct import_handler import_glossary_handler;
extern const struct import_handler import_holidays_handler;

/* Finds the columns of the handler in the header; problems become issues. */
enum err import_match_columns(struct import_run *run, const struct csv_row *header) WARN_UNUSED;
/* The cleaned cell of a column in the row's arena, "" when absent; NULL on ERR_MEMORY. */
const char *import_cell(struct import_run *run, int column);
/* As it stands in the file. */
const char *import_raw(const struct import_run *run, int column);
/* A number of the column; a wrong one is an error of the row. */
struct maybe_int import_int(struct import_run *run, int column);
struct maybe_real import_real(struct import_run *run, int column);
/* The digest of the whole row; lives until the next row. */
const char *import_row_digest(struct import_run *run);

/* Adds a problem of the current row; msgid is filled with up to two values. column -1: the row.
   An error refuses the row. */
enum err import_issue(struct import_run *run, enum import_severity severity, int column,
                      const char *code, const char *repair, const char *msgid,
                      ...) SENTINEL WARN_UNUSED;
enum err import_issue_at(struct import_run *run, int64_t line, const char *code,
                         const char *message) WARN_UNUSED;

/* Has this key been in the file before? The same content again is a warning, other content an
   error; *again tells the caller to leave the row. */
enum err import_once(struct import_run *run, int column, const char *key, bool *again) WARN_UNUSED;

enum import_outcome { IMPORT_FRESH, IMPORT_CHANGED, IMPORT_SAME };
void import_count(struct import_run *run, enum import_outcome outcome);

enum err import_report_store(struct store_db *db, struct import_report *report) WARN_UNUSED;

#endif
