/* The report of an import: what was counted, and every line that needs a look. */
#include <string.h>

#include "csv.h"
#include "desk_import_report_html.h"
#include "desk_import_view.h"
#include "desk_scope.h"
#include "page.h"
#include "registry_sql.h"
#include "text.h"

enum { ROWS = 100, CSV_ROWS = 500, CSV_BYTES_MAX = 32 << 20, ANY = -1 };

static const struct {
    const char *slug;
    const char *label;
} severities[] = {
    [IMPORT_NOTE] = {"notes", TR_NOOP("Note")},
    [IMPORT_WARNING] = {"warnings", TR_NOOP("Warning")},
    [IMPORT_ERROR] = {"errors", TR_NOOP("Error")},
};

const char *desk_severity_label(enum import_severity severity) {
    return tr(severities[severity].label);
}

static enum err issues_load(struct page *page, const char *id, int severity, int64_t after,
                            int64_t limit, const struct desk_issue **out, size_t *count) {
    struct registry_desk_import_issues_rows rows;
    enum err err = registry_desk_import_issues(
        page->db, page->arena, &(struct registry_desk_import_issues_in){id, severity, after, limit},
        &rows);
    struct desk_issue *issues =
        err == ERR_NONE ? ARENA_ARRAY(page->arena, rows.count + 1, struct desk_issue) : NULL;
    if (issues == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        issues[i] =
            (struct desk_issue){rows.rows[i].position, (enum import_severity)rows.rows[i].severity,
                                rows.rows[i].line,     rows.rows[i].column_name,
                                rows.rows[i].code,     rows.rows[i].message,
                                rows.rows[i].source,   rows.rows[i].repair};
    }
    *out = issues;
    *count = rows.count;
    return ERR_NONE;
}

static int severity_given(struct page *page) {
    const char *given = desk_given(page, "show");
    for (size_t i = 0; i < COUNT_OF(severities); i++) {
        if (strcmp(severities[i].slug, given) == 0) {
            return (int)i;
        }
    }
    return ANY;
}

static enum err tabs_make(struct page *page, const char *id, int severity,
                          struct desk_report_page *view) {
    const struct import_counts *counts = &view->report->counts;
    const struct {
        const char *slug;
        const char *label;
        int severity;
    } kinds[] = {
        {NULL, tr("All"), ANY},
        {"errors", tr_fmt(page->arena, "Errors: {1}", counts->errors), IMPORT_ERROR},
        {"warnings", tr_fmt(page->arena, "Warnings: {1}", counts->warnings), IMPORT_WARNING},
        {"notes", tr_fmt(page->arena, "Notes: {1}", counts->notes), IMPORT_NOTE}};
    struct web_crumb *tabs = ARENA_ARRAY(page->arena, COUNT_OF(kinds), struct web_crumb);
    const char *path = arena_printf(page->arena, "/desk/import/%s", id);
    if (tabs == NULL || path == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const struct page_query_pair pairs[] = {{"show", kinds[i].slug},
                                                {"file", page_query(page, "file")}};
        tabs[i] = (struct web_crumb){kinds[i].label, page_href(page, path, pairs, 2)};
        view->tab = kinds[i].severity == severity ? tabs[i].href : view->tab;
    }
    view->tabs = tabs;
    view->tab_count = COUNT_OF(kinds);
    return ERR_NONE;
}

// The report of one import: counts, and the lines that need a look.
PAGE(GET, "/desk/import/{id}", desk_import_report, CAN(registry_import))
enum err desk_import_report(struct page *page) {
    struct import_report report;
    struct desk_report_page view = {.report = &report};
    const char *id = page_param(page, "id");
    int severity = severity_given(page);
    int64_t after = -1;
    if (desk_given(page, "after")[0] != '\0' && !text_int(desk_given(page, "after"), &after)) {
        return err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    enum err err = import_get(page->db, page->arena, id, 0, 1, &report);
    err = err == ERR_NONE ? issues_load(page, id, severity, after, ROWS, &view.issues, &view.count)
                          : err;
    err = err == ERR_NONE ? tabs_make(page, id, severity, &view) : err;
    if (err != ERR_NONE) {
        return err;
    }
    view.load_href = arena_printf(page->arena, "/desk/import/%s/load", id);
    view.file = page_query(page, "file");
    view.csrf = page_csrf(page);
    view.csv_href = arena_printf(page->arena, "/desk/import/%s/findings.csv", id);
    if (view.count == ROWS) {
        const struct page_query_pair pairs[] = {
            {"show", desk_given(page, "show")},
            {"file", view.file},
            {"after",
             arena_printf(page->arena, "%lld", (long long)view.issues[view.count - 1].position)}};
        view.next_href = page_href(page, arena_printf(page->arena, "/desk/import/%s", id), pairs,
                                   COUNT_OF(pairs));
    }
    struct html *out = page_begin(
        page, &(struct page_head){
                  .title = tr("Report of an import"),
                  .section = "desk",
                  .crumbs = (const struct web_crumb[]){{tr("Import of data files"), "/desk/import"},
                                                       {tr("Report of an import"), NULL}},
                  .crumb_count = 2});
    desk_import_report_html(out, &view);
    return page_end(page);
}

/* ---- the same as CSV ---- */

static void csv_cell(struct buf *out, const char *text, char end) {
    csv_write_cell(out, text, csv_may_run(text));
    buf_char(out, end);
}

static void csv_issue(struct buf *out, const struct desk_issue *issue) {
    buf_printf(out, "\"%lld\",", (long long)issue->line);
    csv_cell(out, issue->column, ',');
    csv_cell(out, desk_severity_label(issue->severity), ',');
    csv_cell(out, issue->code, ',');
    csv_cell(out, issue->message, ',');
    csv_cell(out, issue->source, ',');
    csv_cell(out, issue->repair, '\n');
}

static enum err csv_all(struct page *page, const char *id, struct buf *out) {
    static const char *const names[] = {TR_NOOP("Line"),           TR_NOOP("Column"),
                                        TR_NOOP("Kind"),           TR_NOOP("Code"),
                                        TR_NOOP("What was found"), TR_NOOP("What was written"),
                                        TR_NOOP("Offered repair")};
    buf_str(out, "\xEF\xBB\xBF"); /* so that spreadsheets take it for UTF-8 */
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        csv_cell(out, tr(names[i]), i + 1 < COUNT_OF(names) ? ',' : '\n');
    }
    int64_t after = -1;
    for (size_t count = CSV_ROWS; count == CSV_ROWS;) {
        const struct desk_issue *issues;
        enum err err = issues_load(page, id, ANY, after, CSV_ROWS, &issues, &count);
        if (err != ERR_NONE) {
            return err;
        }
        for (size_t i = 0; i < count; i++) {
            csv_issue(out, &issues[i]);
            after = issues[i].position;
        }
    }
    return out->failed;
}

// The report of one import as CSV.
PAGE(GET, "/desk/import/{id}/findings.csv", desk_import_csv, CAN(registry_import))
enum err desk_import_csv(struct page *page) {
    struct import_report report;
    struct buf out;
    const char *id = page_param(page, "id");
    enum err err = import_get(page->db, page->arena, id, 0, 1, &report);
    if (err != ERR_NONE) {
        return err;
    }
    buf_init(&out, CSV_BYTES_MAX);
    err = csv_all(page, id, &out);
    if (err == ERR_NONE) {
        http_private(page->req);
        http_set_header(page->req, "Content-Disposition",
                        "attachment; filename=\"import-report.csv\"");
        err = http_reply_buf(page->req, 200, "text/csv; charset=utf-8", &out);
    }
    buf_finish(&out);
    return err;
}
