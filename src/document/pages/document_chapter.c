/* Reading a version: a chapter a page, or all of it on one. */
#include "document_chapter_html.h"
#include "document_page.h"
#include "document_print_html.h"

#include <string.h>

// One chapter of a version.
PAGE(GET, "/document/versions/{number}/chapters/{slug}", document_chapter_show, CAN(public_read))
enum err document_chapter_show(struct page *page) {
    struct document_version version;
    struct document_page_list pages;
    enum err err = document_page_version(page, &version);
    if (err == ERR_NONE) {
        err = document_pages(page->db, page->arena, version.number, &pages);
    }
    if (err != ERR_NONE) {
        return err;
    }
    size_t at = 0;
    while (at < pages.count && strcmp(pages.rows[at].slug, page_param(page, "slug")) != 0) {
        at++;
    }
    if (at == pages.count) {
        return err_set(ERR_NOT_FOUND, "DOC-4", "There is no chapter called {1}.",
                       page_param(page, "slug"), NULL);
    }
    const char *base = document_page_base(page, version.number);
    struct document_page chapter = pages.rows[at];
    chapter.html = document_relink(page->arena, chapter.html, base);
    if (chapter.html == NULL) {
        return err_failed();
    }
    struct web_crumb crumbs[] = {{tr_fmt(page->arena, "Version {1}", version.number), base},
                                 {chapter.title, NULL}};
    struct html *out = page_begin(page, &(struct page_head){.title = chapter.title,
                                                            .section = "document",
                                                            .crumbs = crumbs,
                                                            .crumb_count = 2});
    document_chapter_html(out, &version, base, &chapter, at > 0 ? &pages.rows[at - 1] : NULL,
                          at + 1 < pages.count ? &pages.rows[at + 1] : NULL);
    return page_end(page);
}

// The whole version on one page, for reading through and for printing.
PAGE(GET, "/document/versions/{number}/print", document_print_show, CAN(public_read))
enum err document_print_show(struct page *page) {
    struct document_version version;
    struct document_page_list pages;
    enum err err = document_page_version(page, &version);
    if (err == ERR_NONE) {
        err = document_pages(page->db, page->arena, version.number, &pages);
    }
    const char *base = document_page_base(page, version.number);
    for (size_t i = 0; err == ERR_NONE && i < pages.count; i++) {
        pages.rows[i].html = document_relink(page->arena, pages.rows[i].html, base);
        err = pages.rows[i].html == NULL ? err_failed() : ERR_NONE;
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out = page_begin(
        page,
        &(struct page_head){.title = tr("Development document for electronic services to citizens"),
                            .section = "document"});
    document_print_html(out, &version, base, &pages);
    return page_end(page);
}
