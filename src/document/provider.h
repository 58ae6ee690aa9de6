/*
 * Providers: where live blocks get their data. A provider is a row of a table (providers_*.c): a
 * name that authors write, a sentence that explains it, the catalogued statement that is its query,
 * the columns of its rows and how a value is made of them. The query that ran, its inputs, the
 * value and the rows are frozen together; nothing about a number is explained by anything else.
 */
#ifndef KHAJU_DOCUMENT_PROVIDER_H
#define KHAJU_DOCUMENT_PROVIDER_H

#include "arena.h"
#include "err.h"
#include "maybe.h"
#include "store.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PROVIDER_COLUMNS_MAX = 10,
    PROVIDER_ROWS_MAX = 1000, /* rows frozen behind one block; the count is always whole */
    PROVIDER_CELL_MAX = 2000, /* bytes of one cell */
};

/* How a column of the statement is shown. */
enum column_kind {
    COLUMN_END, /* after the last one */
    COLUMN_KEY, /* not shown: completes the address of the column after it */
    COLUMN_TEXT,
    COLUMN_LATIN, /* codes, addresses */
    COLUMN_INT,
    COLUMN_REAL,
    COLUMN_WHEN, /* epoch milliseconds, shown as a date */
    COLUMN_WORD, /* a slug or number that column.word translates */
};

typedef const char *column_word(struct arena *arena, const struct store_value *value,
                                enum store_type type);

struct provider_column {
    const char *label; /* English source string; NULL for a key */
    enum column_kind kind;
    const char *prefix; /* address before the key, e.g. "/services/"; NULL: no link */
    column_word *word;
};

/* How the value of a number is made. */
enum provider_value {
    VALUE_NONE,  /* a table or figure */
    VALUE_COUNT, /* of the rows */
    VALUE_SUM,   /* of the known cells of a column; unknown if none is known */
    VALUE_CELL,  /* the only row's cell of a column (text or number) */
};

enum provider_chart { CHART_NONE, CHART_BARS, CHART_HEAT };

/* Whose newest change dates the data of a provider; see source_dates in sql/source.sql. */
enum provider_source {
    SOURCE_NONE,
    SOURCE_SERVICES,
    SOURCE_AGENCIES,
    SOURCE_COUNTIES,
    SOURCE_UPSTREAM,
    SOURCE_GLOSSARY,
    SOURCE_PLAN,
    SOURCE_LIBRARY,
    SOURCE_COUNT
};

struct provider_run;
/* For data that a room derives in C: fills the rows through provider_row() and the cell functions.
   statement then names the query the derivation starts from. */
typedef enum err provider_fill(struct provider_run *run);

struct provider {
    const char *name;        /* "services.count" */
    const char *title;       /* English source string: caption of a table, name of a number */
    const char *description; /* English source string: what exactly is counted */
    const char *statement;   /* name in the store's catalogue */
    const char *rooms;       /* whose tables it reads */
    enum provider_source source;
    enum provider_value value;
    size_t value_column; /* index into columns */
    enum provider_chart chart;
    provider_fill *fill; /* NULL: the statement gives the rows */
    struct provider_column columns[PROVIDER_COLUMNS_MAX];
};

/* The tables providers_*.c; each ends with a provider without a name. */
enum { PROVIDER_TABLES = 5 };
extern const struct provider *const provider_tables[PROVIDER_TABLES];
/* NULL when there is none. */
const struct provider *provider_find(const char *name);
/* The nearest name, for the sentence about an unknown one; NULL when none is near. */
const char *provider_nearest(const char *name);

/* ---- what a provider gave ---- */
enum cell_state { CELL_UNKNOWN, CELL_KNOWN };
struct cell {
    enum cell_state state;
    const char *text; /* as it is shown */
    double number;    /* of COLUMN_INT, COLUMN_REAL */
    const char *href; /* NULL: no link */
};

struct provider_result {
    const struct provider *provider;
    const char *query;  /* text of the statement that ran */
    const char *source; /* the files it was taken from; NULL: rows of the database */
    int64_t as_of_ms;   /* newest change of the source; 0: not dated */
    bool known;         /* the value */
    double value;
    const char *text;    /* the value as it is shown; «گزارش نشده» if unknown */
    size_t column_count; /* shown columns */
    const char *labels[PROVIDER_COLUMNS_MAX];
    enum column_kind kinds[PROVIDER_COLUMNS_MAX];
    struct cell *cells; /* row major */
    size_t row_count;   /* kept: at most PROVIDER_ROWS_MAX */
    int64_t total;      /* all rows of the query */
    int64_t unknown;    /* unknown cells in the column the value is made of */
};

/* The process that is asked about, and the files that the answer is taken from. */
struct provider_about {
    const struct pair *pair; /* pair.h; NULL: there is none */
    size_t side;             /* for what concerns one side */
    const char *source;
    int64_t as_of_ms;
};

/* One run of one provider. */
struct provider_run {
    struct store_db *db;
    struct arena *arena; /* of the result */
    int64_t now_ms;
    const int64_t *dates; /* newest change by enum provider_source */
    const struct provider *provider;
    const struct provider_about *about; /* of what is asked about one process; else NULL */
    struct provider_result *out;
    size_t capacity; /* rows */
};
/* Asks the provider; everything in *out lives in run->arena. */
enum err provider_ask(struct provider_run *run, struct provider_result *out) WARN_UNUSED;
/* For fill functions: a new row of unknown cells, or NULL when it is only counted. */
struct cell *provider_row(struct provider_run *run);
struct cell cell_text(const char *text); /* "" and NULL: unknown */
struct cell cell_int(struct arena *arena, int64_t value);
struct cell cell_real(struct arena *arena, struct maybe_real value);
struct cell cell_link(struct cell cell, const char *href);
/* Newest change of every source. */
enum err provider_dates(struct store_db *db, int64_t dates[SOURCE_COUNT]) WARN_UNUSED;

/* The result as canonical JSON text (sorted keys): what is frozen, hashed and shown later. */
const char *provider_freeze(struct arena *arena, const struct provider_result *result);

#endif
