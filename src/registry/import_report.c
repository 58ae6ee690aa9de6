/* Problems found while importing; reports stored and read again. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "registry_import_internal.h"
#include "text.h"

static const char *const kind_slugs[] = {
#define X(name, slug, label) slug,
    IMPORT_KINDS(X)
#undef X
};
static const char *const kind_labels[] = {
#define X(name, slug, label) label,
    IMPORT_KINDS(X)
#undef X
};

bool import_kind_read(const char *slug, enum import_kind *out) {
    for (size_t i = 0; slug != NULL && i < COUNT_OF(kind_slugs); i++) {
        if (strcmp(kind_slugs[i], slug) == 0) {
            *out = (enum import_kind)i;
            return true;
        }
    }
    return false;
}

const char *import_kind_slug(enum import_kind kind) {
    return kind_slugs[kind];
}

const char *import_kind_label(enum import_kind kind) {
    return tr(kind_labels[kind]);
}

/* Keeps a problem, counts it always. */
static enum err keep(struct import_run *run, const struct import_issue *issue) {
    struct import_report *report = run->report;
    report->counts.notes += issue->severity == IMPORT_NOTE;
    report->counts.warnings += issue->severity == IMPORT_WARNING;
    report->counts.errors += issue->severity == IMPORT_ERROR;
    if (report->issue_count == IMPORT_ISSUES_MAX) {
        report->issues_cut = true;
        return ERR_NONE;
    }
    if (report->issue_count == run->issue_capacity) {
        size_t capacity = run->issue_capacity == 0 ? 64 : run->issue_capacity * 4;
        struct import_issue *issues = ARENA_ARRAY(run->arena, capacity, struct import_issue);
        if (issues == NULL) {
            return err_failed();
        }
        if (report->issue_count > 0) {
            memcpy(issues, run->issues, report->issue_count * sizeof *issues);
        }
        run->issues = issues;
        run->issue_capacity = capacity;
        report->issues = issues;
    }
    run->issues[report->issue_count++] = *issue;
    return ERR_NONE;
}

/* What a report repeats of a cell: cleaned, cut at a whole letter. */
static const char *shown(struct import_run *run, const char *raw) {
    size_t length = strlen(raw);
    const char *cut =
        length <= IMPORT_SOURCE_SHOWN
            ? raw
            : arena_strndup(run->row_arena, raw, text_utf8_valid(raw, IMPORT_SOURCE_SHOWN));
    return cut == NULL ? NULL : text_clean(run->arena, cut, false);
}

enum err import_issue(struct import_run *run, enum import_severity severity, int column,
                      const char *code, const char *repair, const char *msgid, ...) {
    struct tr_arg args[3];
    size_t count = 0;
    va_list list;
    run->row_refused = run->row_refused || severity == IMPORT_ERROR;
    run->apply = run->apply && severity != IMPORT_ERROR;
    va_start(list, msgid);
    for (const char *arg = va_arg(list, const char *); arg != NULL && count < COUNT_OF(args);
         arg = va_arg(list, const char *)) {
        args[count++] = tr_text(arg);
    }
    va_end(list);
    struct import_issue issue = {
        .severity = severity,
        .line = run->row == NULL ? 0 : (int64_t)run->row->line,
        .column = column < 0 ? "" : run->handler->columns[column].name,
        .code = code,
        .message = tr_format(run->arena, msgid, count, args),
        .source = column < 0 ? "" : shown(run, import_raw(run, column)),
        .repair = arena_strdup(run->arena, repair),
    };
    if (issue.message == NULL || issue.source == NULL || issue.repair == NULL) {
        return err_failed();
    }
    return keep(run, &issue);
}

enum err import_issue_at(struct import_run *run, int64_t line, const char *code,
                         const char *message) {
    struct import_issue issue = {.severity = IMPORT_ERROR,
                                 .line = line,
                                 .column = "",
                                 .code = arena_strdup(run->arena, code),
                                 .message = arena_strdup(run->arena, message),
                                 .source = "",
                                 .repair = ""};
    run->apply = false;
    return issue.code == NULL || issue.message == NULL ? err_failed() : keep(run, &issue);
}

void import_count(struct import_run *run, enum import_outcome outcome) {
    run->report->counts.fresh += outcome == IMPORT_FRESH;
    run->report->counts.changed += outcome == IMPORT_CHANGED;
    run->report->counts.same += outcome == IMPORT_SAME;
}

enum err import_once(struct import_run *run, int column, const char *key, bool *again) {
    char digest[9];
    int64_t before = 0;
    (void)snprintf(digest, sizeof digest, "%.8s", import_row_digest(run));
    /* line in the upper half, part of the digest in the lower */
    int64_t now = (int64_t)(run->row->line << 32) | (int64_t)strtoul(digest, NULL, 16);
    *again = registry_map_get(&run->seen, key, &before);
    if (!*again) {
        return registry_map_put(&run->seen, key, now);
    }
    char line[24];
    (void)snprintf(line, sizeof line, "%lld", (long long)(before >> 32));
    if ((uint32_t)before == (uint32_t)now) {
        import_count(run, IMPORT_SAME);
        return import_issue(run, IMPORT_WARNING, column, "IMP-5", "",
                            TR_NOOP("The same row stands in line {1} already; this one was left "
                                    "out."),
                            line, NULL);
    }
    return import_issue(run, IMPORT_ERROR, column, "IMP-6", "",
                        TR_NOOP("Line {1} already says something else about this. Keep one of "
                                "the two."),
                        line, NULL);
}

/* ---- stored ---- */

enum { ISSUES_AT_ONCE = 112 }; /* eight statements */

enum err import_report_store(struct store_db *db, struct import_report *report) {
    const struct import_counts *c = &report->counts;
    enum err err =
        registry_import_insert(db,
                               &(struct registry_import_insert_in){.id = report->id,
                                                                   .kind = kind_slugs[report->kind],
                                                                   .file_name = report->file_name,
                                                                   .author = report->author,
                                                                   .started_at = report->started_at,
                                                                   .applied = report->applied,
                                                                   .total = c->rows,
                                                                   .fresh = c->fresh,
                                                                   .changed = c->changed,
                                                                   .same = c->same,
                                                                   .refused = c->refused,
                                                                   .notes = c->notes,
                                                                   .warnings = c->warnings,
                                                                   .errors = c->errors,
                                                                   .issues_cut = report->issues_cut,
                                                                   .dry_run = report->dry_run},
                               NULL);
    struct registry_import_issue_insert_in rows[ISSUES_AT_ONCE];
    for (size_t i = 0; err == ERR_NONE && i < report->issue_count;) {
        size_t count = 0;
        for (; i < report->issue_count && count < ISSUES_AT_ONCE; i++, count++) {
            const struct import_issue *issue = &report->issues[i];
            rows[count] = (struct registry_import_issue_insert_in){
                report->id,  (int64_t)i + 1, issue->severity, issue->line,  issue->column,
                issue->code, issue->message, issue->source,   issue->repair};
        }
        err = registry_import_issue_insert(db, rows, count);
    }
    return err;
}

#define REPORT_OF(row) \
    (struct import_report) { \
        .id = (row)->id, .file_name = (row)->file_name, .applied = (row)->applied != 0, \
        .started_at = (row)->started_at, .author = (row)->author, \
        .counts = {(row)->total,   (row)->fresh, (row)->changed,  (row)->same, \
                   (row)->refused, (row)->notes, (row)->warnings, (row)->errors}, \
        .issues_cut = (row)->issues_cut != 0, .dry_run = (row)->dry_run != 0 \
    }

enum err import_list(struct store_db *db, struct arena *arena, const char *before, size_t limit,
                     struct import_list *out) {
    struct registry_import_rows_rows rows;
    int64_t most = registry_limit(limit);
    *out = (struct import_list){0};
    enum err err = registry_import_rows(
        db, arena, &(struct registry_import_rows_in){before == NULL ? "~" : before, most}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct import_report *items = ARENA_ARRAY(arena, rows.count + 1, struct import_report);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = REPORT_OF(&rows.rows[i]);
        (void)import_kind_read(rows.rows[i].kind, &items[i].kind);
    }
    out->items = items;
    out->count = rows.count;
    out->next = rows.count == (size_t)most ? items[rows.count - 1].id : NULL;
    return ERR_NONE;
}

enum err import_get(struct store_db *db, struct arena *arena, const char *id, int64_t after,
                    size_t limit, struct import_report *out) {
    struct registry_import_by_id_row row;
    struct registry_import_issue_rows_rows rows;
    bool found = false;
    enum err err =
        registry_import_by_id(db, arena, &(struct registry_import_by_id_in){id}, &row, &found);
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_NOT_FOUND, "IMP-7", "There is no such report of an import.", NULL);
    }
    err =
        err == ERR_NONE
            ? registry_import_issue_rows(
                  db, arena,
                  &(struct registry_import_issue_rows_in){id, after, registry_limit(limit)}, &rows)
            : err;
    if (err != ERR_NONE) {
        return err;
    }
    struct import_issue *issues = ARENA_ARRAY(arena, rows.count + 1, struct import_issue);
    if (issues == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct registry_import_issue_rows_row *from = &rows.rows[i];
        issues[i] = (struct import_issue){(enum import_severity)from->severity,
                                          from->line,
                                          from->column_name,
                                          from->code,
                                          from->message,
                                          from->source,
                                          from->repair};
    }
    *out = REPORT_OF(&row);
    (void)import_kind_read(row.kind, &out->kind);
    out->issues = issues;
    out->issue_count = rows.count;
    return ERR_NONE;
}
