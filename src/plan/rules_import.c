/*
 * Reads data/rules into the database: the rules of diagnosis, the held documents, the groups of
 * agencies and who a clause obliges. One command: all or nothing.
 */
#include <string.h>
#include "csv.h"
#include "plan_internal.h"
#include "plan_sql.h"
#include "text.h"

struct file {
    struct csv *csv;
    const struct csv_row *row;
    const int *columns;
};

static const char *cell(const struct file *file, int column) {
    return file->row->cells[file->columns[column]];
}

typedef enum err read_row(struct store_db *db, struct arena *arena, const struct file *file,
                          struct plan_rules_import *import);

static enum err bad_row(const struct file *file, const char *name) {
    char line[24];
    struct buf text;
    buf_init(&text, sizeof line);
    buf_int(&text, (int64_t)file->row->line);
    enum err err = err_set(ERR_INVALID, "PLN-30", "Line {1}: the column {2} cannot be read.",
                           buf_text(&text), name, NULL);
    buf_finish(&text);
    return err;
}

/* Calls read() for each row of a file that has these columns. */
static enum err each_row(struct store_db *db, FILE *stream, const char *const *names, size_t count,
                         read_row *read, struct plan_rules_import *import) {
    int columns[16];
    struct file file = {.columns = columns};
    if (!stream) {
        return ERR_NONE;
    }
    enum err err = csv_create(stream, &file.csv);
    if (err) {
        return err;
    }
    for (size_t i = 0; !err && i < count; i++) {
        columns[i] = csv_column(file.csv, names[i]);
        if (columns[i] < 0) {
            err = err_set(ERR_INVALID, "PLN-31", "The file has no column {1}.", names[i], NULL);
        }
    }
    struct arena *arena = arena_create(4 << 20);
    err = !err && !arena ? err_failed() : err;
    while (!err) {
        err = csv_next(file.csv, &file.row);
        if (err || !file.row) {
            break;
        }
        err = read(db, arena, &file, import);
        arena_reset(arena);
    }
    arena_destroy(arena);
    csv_destroy(file.csv);
    return err;
}

static void count_change(struct plan_rules_import *import, int64_t changed) {
    if (changed > 0) {
        import->changed++;
    } else {
        import->same++;
    }
}

enum { R_CODE, R_TITLE, R_CAUSE, R_SEVERITY, R_LEGAL, R_CONDITION, R_EXPLANATION, R_REMEDY };
static const char *const rule_columns[] = {"code",           "title_fa",    "root_cause",
                                           "severity",       "legal_basis", "condition",
                                           "explanation_fa", "remedy_fa"};

static enum err read_rule(struct store_db *db, struct arena *arena, const struct file *file,
                          struct plan_rules_import *import) {
    int64_t severity;
    struct plan_rule rule = {.code = cell(file, R_CODE),
                             .title = text_clean(arena, cell(file, R_TITLE), false),
                             .explanation = text_clean(arena, cell(file, R_EXPLANATION), true),
                             .remedy = text_clean(arena, cell(file, R_REMEDY), true),
                             .condition = cell(file, R_CONDITION),
                             .legal_basis = cell(file, R_LEGAL),
                             .enabled = true};
    if (arena_failed(arena)) {
        return err_failed();
    }
    if (!plan_cause_read(cell(file, R_CAUSE), &rule.cause)) {
        return bad_row(file, rule_columns[R_CAUSE]);
    }
    if (!text_int(cell(file, R_SEVERITY), &severity)) {
        return bad_row(file, rule_columns[R_SEVERITY]);
    }
    rule.severity = (int)severity;
    enum err err = plan_rule_check(db, arena, &rule);
    struct plan_rule before;
    if (!err) {
        err = plan_rule_get(db, arena, rule.code, &before);
    }
    if (err == ERR_NOT_FOUND) {
        err_clear();
        import->created++;
        return plan_rule_write(db, arena, &rule, false, import->who, import->now_ms);
    }
    if (err) {
        return err;
    }
    if (before.edited) {
        import->kept++;
        return ERR_NONE;
    }
    rule.version = before.version;
    if (plan_rule_same(&before, &rule)) {
        import->same++;
        return ERR_NONE;
    }
    import->changed++;
    return plan_rule_write(db, arena, &rule, false, import->who, import->now_ms);
}

static const char *const held_columns[] = {"term_fa", "holder_fa"};

static enum err read_held(struct store_db *db, struct arena *arena, const struct file *file,
                          struct plan_rules_import *import) {
    const struct plan_held_put_in in = {text_fold(arena, cell(file, 0)),
                                        text_clean(arena, cell(file, 1), false)};
    if (!in.term || !in.holder) {
        return err_failed();
    }
    if (!*in.term || !*in.holder) {
        return bad_row(file, held_columns[*in.term ? 1 : 0]);
    }
    int64_t changed = 0;
    enum err err = plan_held_put(db, &in, &changed);
    if (!err && changed > 0) {
        err = plan_mark_raise(db, &(struct plan_mark_raise_in){"basis"}, NULL);
    }
    count_change(import, changed);
    return err;
}

static const char *const group_columns[] = {"group", "title_fa", "kinds"};

static enum err read_group(struct store_db *db, struct arena *arena, const struct file *file,
                           struct plan_rules_import *import) {
    const char *id = cell(file, 0), *kinds = cell(file, 2);
    const char *title = text_clean(arena, cell(file, 1), false);
    if (!title) {
        return err_failed();
    }
    if (!*id || !*title) {
        return bad_row(file, group_columns[*id ? 1 : 0]);
    }
    const struct plan_group_put_in in = {id, (int64_t)file->row->line, title, kinds};
    int64_t changed = 0;
    enum err err = plan_group_put(db, &in, &changed);
    if (!err) {
        err = plan_group_kind_clear(db, &(struct plan_group_kind_clear_in){id}, NULL);
    }
    for (const char *at = kinds; !err && *at;) {
        size_t length = strcspn(at, "|");
        const struct plan_group_kind_add_in kind = {id, arena_strndup(arena, at, length)};
        err = kind.kind ? plan_group_kind_add(db, &kind, NULL) : err_failed();
        at += length + (at[length] == '|');
    }
    count_change(import, changed);
    return err;
}

static const char *const obliged_columns[] = {"obliged_fa", "group"};

static enum err read_obliged(struct store_db *db, struct arena *arena, const struct file *file,
                             struct plan_rules_import *import) {
    const struct plan_obliged_put_in in = {text_fold(arena, cell(file, 0)), cell(file, 1)};
    if (!in.folded) {
        return err_failed();
    }
    if (!*in.group_id) {
        return bad_row(file, obliged_columns[1]);
    }
    int64_t changed = 0;
    enum err err = plan_obliged_put(db, &in, &changed);
    count_change(import, changed);
    return err;
}

enum err plan_rules_import(struct store_db *db, void *context) {
    struct plan_rules_import *import = context;
    import->created = import->changed = import->same = import->kept = 0;
    enum err err =
        each_row(db, import->rules, rule_columns, COUNT_OF(rule_columns), read_rule, import);
    if (!err) {
        err = each_row(db, import->held, held_columns, COUNT_OF(held_columns), read_held, import);
    }
    if (!err) {
        err = each_row(db, import->groups, group_columns, COUNT_OF(group_columns), read_group,
                       import);
    }
    if (!err) {
        err = each_row(db, import->obliged, obliged_columns, COUNT_OF(obliged_columns),
                       read_obliged, import);
    }
    return err;
}
