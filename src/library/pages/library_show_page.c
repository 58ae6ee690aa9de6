/* One model: its picture, what the checker says, its versions; and its files. */
#include "library_show_html.h"
#include "library_show_page.h"
#include "library_show_view.h"
#include "text.h"
#include "urlcode.h"

static enum err versions_load(struct page *page, const struct library_opened *opened,
                              struct library_show *view) {
    const char *typed = page_query(page, "before");
    int64_t before = 0;
    if (typed != NULL && !text_int(typed, &before)) {
        before = 0;
    }
    enum err err =
        library_versions(page->db, page->arena, opened->model.id, before, &view->versions);
    if (err == ERR_NONE && view->versions.next != 0) {
        const struct page_query_pair pairs[] = {
            {"before", arena_printf(page->arena, "%lld", (long long)view->versions.next)}};
        view->older_href = page_href(page, http_path(page->req), pairs, 1);
    }
    return err;
}

enum err library_show_draw(struct page *page, const char *refused) {
    struct library_opened opened = {0};
    struct library_show view = {.opened = &opened, .refused = refused};
    enum err err = library_open(page, &opened);
    if (err == ERR_NONE) {
        err = versions_load(page, &opened, &view);
    }
    if (err != ERR_NONE) {
        return err;
    }
    view.csrf = library_may_write(page) ? page_csrf(page) : NULL;
    struct html *out = library_page_begin(page, opened.model.title, &opened.model, true,
                                          refused != NULL ? 422 : 0);
    library_show_html(out, &view);
    return page_end(page);
}

// A process or decision in its newest version.
PAGE(GET, "/desk/models/{id}", library_model_page, CAN(model_read))
enum err library_model_page(struct page *page) {
    return library_show_draw(page, NULL);
}

// One version of a process or decision.
PAGE(GET, "/desk/models/{id}/versions/{number}", library_version_page, CAN(model_read))
enum err library_version_page(struct page *page) {
    return library_show_draw(page, NULL);
}

/* A name for the file on somebody's disk; what is missing is made up. */
static const char *download_name(struct arena *arena, const struct library_opened *opened) {
    const char *name = opened->version.file_name;
    if (name[0] != '\0') {
        return name;
    }
    return arena_printf(arena, "%s-%lld.%s", opened->model.id, (long long)opened->version.number,
                        opened->model.kind == LIBRARY_PROCESS ? "bpmn" : "dmn");
}

enum err library_send(struct page *page, const char *name, const char *type, const void *bytes,
                      size_t size) {
    const char *encoded = url_component_encode(page->arena, name);
    const char *header = encoded != NULL
                             ? arena_printf(page->arena, "attachment; filename*=UTF-8''%s", encoded)
                             : NULL;
    if (header == NULL) {
        return err_failed();
    }
    http_private(page->req);
    http_set_header(page->req, "Cache-Control", "private, no-store");
    http_set_header(page->req, "Content-Disposition", header);
    return http_reply(page->req, 200, type, bytes, size);
}

// The file of a version, byte for byte as it was sent.
PAGE(GET, "/desk/models/{id}/versions/{number}/file", library_version_file, CAN(model_read))
enum err library_version_file(struct page *page) {
    struct library_opened opened = {0};
    enum err err = library_open_bytes(page, &opened);
    const char *name = err == ERR_NONE ? download_name(page->arena, &opened) : NULL;
    if (name == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    return library_send(page, name, "application/xml", opened.bytes.data, opened.bytes.size);
}
