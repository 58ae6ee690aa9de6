/* Reads the tables of a database, and makes the three statements for each. */
#include "store_schema_internal.h"

#include <string.h>

#include "buf.h"
#include "embed.h"
#include "store_sql.h"

enum { STATEMENT_MAX = 64 << 10 };

extern const struct embed store_migration_files[];
extern const size_t store_migration_count;

static bool type_of(const char *name, enum store_type *out) {
    static const struct {
        const char *name;
        enum store_type type;
    } types[] = {
        {"TEXT", STORE_TEXT},
        {"INTEGER", STORE_INT},
        {"BIGINT", STORE_INT},
        {"REAL", STORE_REAL},
        {"BLOB", STORE_BLOB},
        {"BYTEA", STORE_BLOB},
        {"DOUBLE PRECISION", STORE_REAL},
    };
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (strcmp(types[i].name, name) == 0) {
            *out = types[i].type;
            return true;
        }
    }
    return false;
}

/* Does a migration of this program say INSERT INTO this table? */
static bool is_seeded(const char *table) {
    static const char verb[] = "INSERT INTO ";
    size_t length = strlen(table);
    for (size_t i = 0; i < store_migration_count; i++) {
        const char *at = (const char *)store_migration_files[i].data;
        while ((at = strstr(at, verb)) != NULL) {
            at += strlen(verb);
            if (strncmp(at, table, length) == 0 && strchr(" (\n", at[length]) != NULL) {
                return true;
            }
        }
    }
    return false;
}

struct reading {
    struct arena *arena;
    struct schema *schema;
};

static enum err add_table(struct reading *reading, const char *name, struct schema_table **out) {
    struct schema *schema = reading->schema;
    if (schema->count == SCHEMA_TABLES_MAX) {
        return err_set(ERR_LIMIT, "STO-50", "The database has too many tables.", NULL);
    }
    struct schema_table *table = ARENA_NEW(reading->arena, struct schema_table);
    if (table == NULL) {
        return err_failed();
    }
    table->name = arena_strdup(reading->arena, name);
    table->seeded = is_seeded(name);
    schema->tables[schema->count++] = table;
    *out = table;
    return ERR_NONE;
}

static enum err add_column(void *context, const struct store_schema_columns_row *row) {
    struct reading *reading = context;
    struct schema *schema = reading->schema;
    struct schema_table *table = schema->count > 0 ? schema->tables[schema->count - 1] : NULL;
    if (table == NULL || strcmp(table->name, row->table_name) != 0) {
        enum err err = add_table(reading, row->table_name, &table);
        if (err != ERR_NONE) {
            return err;
        }
    }
    enum store_type type;
    if (table->column_count == STORE_COLUMNS_MAX || !type_of(row->type, &type)) {
        return err_set(ERR_INTERNAL, "STO-51",
                       "The column {1} of {2} is of a type that cannot be "
                       "copied ({3}).",
                       row->column_name, row->table_name, row->type, NULL);
    }
    const char *name = arena_strdup(reading->arena, row->column_name);
    table->columns[table->column_count++] = (struct store_column){name, type, true};
    return arena_failed(reading->arena) ? err_failed() : ERR_NONE;
}

static void list_columns(struct buf *sql, const struct schema_table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        buf_printf(sql, "%s\"%s\"", i > 0 ? ", " : "", table->columns[i].name);
    }
}

static void list_positions(struct buf *sql, const struct schema_table *table, char mark) {
    for (size_t i = 0; i < table->column_count; i++) {
        buf_printf(sql, "%s%c%zu", i > 0 ? ", " : "", mark, i + 1);
    }
}

static const char *insert_text(struct arena *arena, const struct schema_table *table, char mark) {
    struct buf sql;
    buf_init(&sql, STATEMENT_MAX);
    buf_printf(&sql, "INSERT INTO \"%s\" (", table->name);
    list_columns(&sql, table);
    buf_str(&sql, ") VALUES (");
    list_positions(&sql, table, mark);
    buf_char(&sql, ')');
    const char *text = arena_strdup(arena, buf_text(&sql));
    buf_finish(&sql);
    return text;
}

static void make_statements(struct arena *arena, struct schema_table *table) {
    struct buf sql;
    buf_init(&sql, STATEMENT_MAX);
    buf_str(&sql, "SELECT ");
    list_columns(&sql, table);
    buf_printf(&sql, " FROM \"%s\"", table->name);
    const char *select = arena_strdup(arena, buf_text(&sql));
    buf_finish(&sql);
    const char *clear = arena_printf(arena, "DELETE FROM \"%s\"", table->name);
    table->select = (struct store_statement){.name = table->name,
                                             .sqlite = select,
                                             .postgres = select,
                                             .streamed = true,
                                             .outputs = table->columns,
                                             .output_count = table->column_count};
    table->insert = (struct store_statement){.name = table->name,
                                             .sqlite = insert_text(arena, table, '?'),
                                             .postgres = insert_text(arena, table, '$'),
                                             .writes = true,
                                             .inputs = table->columns,
                                             .input_count = table->column_count};
    table->clear = (struct store_statement){
        .name = table->name, .sqlite = clear, .postgres = clear, .writes = true};
}

enum err schema_read(struct store_db *db, struct arena *arena, struct schema *out) {
    *out = (struct schema){.count = 0};
    struct reading reading = {arena, out};
    enum err err = store_schema_columns(db, add_column, &reading);
    for (size_t i = 0; err == ERR_NONE && i < out->count; i++) {
        make_statements(arena, out->tables[i]);
        err = arena_failed(arena) ? err_failed() : ERR_NONE;
    }
    return err;
}

static bool same_table(const struct schema_table *a, const struct schema_table *b) {
    bool same = strcmp(a->name, b->name) == 0 && a->column_count == b->column_count;
    for (size_t i = 0; same && i < a->column_count; i++) {
        same = strcmp(a->columns[i].name, b->columns[i].name) == 0 &&
               a->columns[i].type == b->columns[i].type;
    }
    return same;
}

enum err schema_same(const struct schema *a, const struct schema *b) {
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        if (i >= a->count || i >= b->count || !same_table(a->tables[i], b->tables[i])) {
            return err_set(ERR_INVALID, "STO-52",
                           "The two databases do not have the same tables ({1}).",
                           i < a->count ? a->tables[i]->name : b->tables[i]->name, NULL);
        }
    }
    return ERR_NONE;
}
