/* The document as the public reads it: the newest published version, all versions, one version. */
#include "document_empty_html.h"
#include "document_page.h"
#include "document_verify_html.h"
#include "document_versions_html.h"

// The newest published version of the development document.
PAGE(GET, "/document", document_latest, CAN(public_read))
enum err document_latest(struct page *page) {
    int64_t number = 0;
    struct document_version version;
    enum err err = document_published(page->db, page->arena, &number);
    if (err == ERR_NONE && number > 0) {
        err = document_version_get(page->db, page->arena, number, &version);
        return err == ERR_NONE ? document_page_show(page, &version) : err;
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out = page_begin(
        page,
        &(struct page_head){.title = tr("Development document for electronic services to citizens"),
                            .section = "document"});
    document_empty_html(out, page_may(page, CAN_document_read_draft, NULL));
    return page_end(page);
}

// Every version of the document that one may read.
PAGE(GET, "/document/versions", document_versions_show, CAN(public_read))
enum err document_versions_show(struct page *page) {
    struct document_version_list list;
    bool staff = page_may(page, CAN_document_read_draft, NULL);
    enum err err = document_list(page->db, page->arena, 0, 100, &list);
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Versions of the document"), .section = "document"});
    document_versions_html(out, &list, staff);
    return page_end(page);
}

// One version: its contents, its state, its files.
PAGE(GET, "/document/versions/{number}", document_show, CAN(public_read))
enum err document_show(struct page *page) {
    struct document_version version;
    enum err err = document_page_version(page, &version);
    return err == ERR_NONE ? document_page_show(page, &version) : err;
}

// Recomputes the fingerprint of a version and says whether it is unchanged.
PAGE(GET, "/document/versions/{number}/verify", document_verify_show, CAN(public_read))
enum err document_verify_show(struct page *page) {
    struct document_version version;
    bool intact = false;
    char actual[65];
    enum err err = document_page_version(page, &version);
    if (err == ERR_NONE) {
        /* all evidence of a version at once is more than one request may hold */
        struct arena *arena = arena_create(DOCUMENT_CONTENT_MAX);
        err = arena == NULL ? err_failed()
                            : document_verify(page->db, arena, version.number, &intact, actual);
        arena_destroy(arena);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Is this version unchanged?"),
                                             .section = "document"});
    document_verify_html(out, &version, document_page_base(page, version.number), intact, actual);
    return page_end(page);
}
