/* Where a number comes from: its query, its date, its rows as they were frozen. */
#include "document_evidence.h"
#include "document_number_html.h"
#include "document_numbers_html.h"
#include "document_page.h"

static struct evidence_cell cell_of(const json_t *json) {
    if (json_is_string(json)) {
        return (struct evidence_cell){json_string_value(json), NULL};
    }
    if (json_is_array(json)) {
        return (struct evidence_cell){json_string_value(json_array_get(json, 0)),
                                      json_string_value(json_array_get(json, 1))};
    }
    return (struct evidence_cell){NULL, NULL};
}

static const char *text_or_empty(const json_t *json, const char *key) {
    const char *text = json_text(json, key);
    return text != NULL ? text : "";
}

static enum err open_content(struct page *page, struct evidence_view *view) {
    json_t *json = NULL;
    enum err err = json_read(page->arena, view->head.content, &json);
    if (err != ERR_NONE) {
        return err;
    }
    view->definition = text_or_empty(json, "definition");
    view->statement = text_or_empty(json, "statement");
    view->query = text_or_empty(json, "query");
    view->source = text_or_empty(json, "source");
    view->rooms = text_or_empty(json, "rooms");
    view->known = json_is_true(json_object_get(json, "known"));
    view->has_value = view->head.value[0] != '\0';
    if (!json_int(json, "as_of", &view->as_of) || !json_int(json, "unknown", &view->unknown)) {
        return err_set(ERR_INTERNAL, "DOC-13", "The rows kept behind a number are damaged.", NULL);
    }
    const json_t *columns = json_object_get(json, "columns");
    const json_t *rows = json_object_get(json, "rows");
    view->column_count = json_array_size(columns);
    view->row_count = json_array_size(rows);
    const char **labels = ARENA_ARRAY(page->arena, view->column_count + 1, const char *);
    view->cells =
        ARENA_ARRAY(page->arena, view->row_count * view->column_count + 1, struct evidence_cell);
    if (labels == NULL || view->cells == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < view->column_count; i++) {
        labels[i] = json_string_value(json_array_get(columns, i));
    }
    view->labels = labels;
    for (size_t i = 0; i < view->row_count; i++) {
        const json_t *row = json_array_get(rows, i);
        for (size_t k = 0; k < view->column_count; k++) {
            view->cells[i * view->column_count + k] = cell_of(json_array_get(row, k));
        }
    }
    return ERR_NONE;
}

// Every number, table and figure of a version.
PAGE(GET, "/document/versions/{number}/numbers", document_numbers_show, CAN(public_read))
enum err document_numbers_show(struct page *page) {
    struct document_version version;
    struct document_evidence_list list;
    enum err err = document_page_version(page, &version);
    if (err == ERR_NONE) {
        err = document_evidences(page->db, page->arena, version.number, &list);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Numbers, tables and figures of the document"),
                                  .section = "document"});
    document_numbers_html(out, &version, document_page_base(page, version.number), &list);
    return page_end(page);
}

// One number of a version: what it counts, its query, its date and the rows behind it.
PAGE(GET, "/document/versions/{number}/numbers/{k}", document_number_show, CAN(public_read))
enum err document_number_show(struct page *page) {
    struct evidence_view view = {0};
    int64_t k = 0;
    enum err err = document_page_version(page, &view.version);
    if (err == ERR_NONE) {
        err = document_page_number(page, "k", &k);
    }
    if (err == ERR_NONE) {
        err = document_evidence_get(page->db, page->arena, view.version.number, k, &view.head);
    }
    if (err == ERR_NONE) {
        err = open_content(page, &view);
    }
    if (err != ERR_NONE) {
        return err;
    }
    view.base = document_page_base(page, view.version.number);
    struct web_crumb crumbs[] = {
        {tr_fmt(page->arena, "Version {1}", view.version.number), view.base},
        {tr("Numbers, tables and figures of the document"),
         arena_printf(page->arena, "%s/numbers", view.base)},
        {view.head.caption, NULL}};
    struct html *out = page_begin(page, &(struct page_head){.title = view.head.caption,
                                                            .section = "document",
                                                            .crumbs = crumbs,
                                                            .crumb_count = 3});
    document_number_html(out, &view);
    return page_end(page);
}
