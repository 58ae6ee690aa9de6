/* Upstream documents with their clauses, and the glossary. */
#include "glossary_html.h"
#include "page.h"
#include "upstream.h"
#include "upstream_list_html.h"
#include "upstream_show_html.h"

enum { CLAUSES_A_PAGE = 200 };

// The upstream documents on which the development document stands.
PAGE(GET, "/upstream", upstream_list, CAN(public_read))
enum err upstream_list(struct page *page) {
    struct registry_document_list documents;
    enum err err = registry_documents(page->db, page->arena, &documents);
    if (err != ERR_NONE) {
        return err;
    }
    http_cacheable(page->req);
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Upstream documents"), .section = "upstream"});
    upstream_list_html(out, &documents);
    return page_end(page);
}

// One upstream document with the paraphrases of its clauses.
PAGE(GET, "/upstream/{id}", upstream_show, CAN(public_read))
enum err upstream_show(struct page *page) {
    struct registry_document document;
    struct registry_clause_list clauses;
    enum err err = registry_document_get(page->db, page->arena, page_param(page, "id"), &document);
    if (err == ERR_NONE) {
        err = registry_clauses(page->db, page->arena,
                               &(struct registry_clause_filter){.document_id = document.id,
                                                                .after = page_query(page, "after"),
                                                                .limit = CLAUSES_A_PAGE},
                               &clauses);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const char *path = arena_printf(page->arena, "/upstream/%s", document.id);
    const char *next =
        clauses.next == NULL
            ? NULL
            : page_href(page, path, &(struct page_query_pair){"after", clauses.next}, 1);
    http_cacheable(page->req);
    struct html *out = page_begin(
        page, &(struct page_head){
                  .title = document.title,
                  .section = "upstream",
                  .crumbs = (const struct web_crumb[]){{tr("Upstream documents"), "/upstream"},
                                                       {document.title, NULL}},
                  .crumb_count = 2,
              });
    upstream_show_html(out, &document, &clauses, next);
    return page_end(page);
}

// The glossary: what the terms of the document mean.
PAGE(GET, "/glossary", glossary_list, CAN(public_read))
enum err glossary_list(struct page *page) {
    struct registry_term_list terms;
    enum err err = registry_terms(page->db, page->arena, page_query(page, "q"), &terms);
    if (err != ERR_NONE) {
        return err;
    }
    http_cacheable(page->req);
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Glossary"), .section = "glossary"});
    const char *query = page_query(page, "q");
    glossary_html(out, &terms, query != NULL ? query : "");
    return page_end(page);
}
