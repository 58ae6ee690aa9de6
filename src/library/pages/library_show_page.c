/* One model: its picture, what the checker says, its versions; and its files. */
#include "library_compare_view.h"
#include "library_show_html.h"
#include "library_show_page.h"
#include "library_show_view.h"
#include "text.h"
#include "urlcode.h"
#include "vocabulary.h"

enum { DIAGRAMS_MAX = 40 };

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

/* ---- the drawing ---- */

static enum err tabs_make(struct page *page, const struct library_opened *opened,
                          struct library_show *view) {
    size_t count = view->picture.count < DIAGRAMS_MAX ? view->picture.count : DIAGRAMS_MAX;
    struct web_crumb *tabs = ARENA_ARRAY(page->arena, count + 1, struct web_crumb);
    for (size_t i = 0; tabs != NULL && i < count; i++) {
        const struct page_query_pair pairs[] = {
            {"diagram", arena_printf(page->arena, "%zu", i + 1)}};
        tabs[i] = (struct web_crumb){library_diagram_name(page->arena, opened, i),
                                     page_href(page, http_path(page->req), pairs, 1)};
    }
    view->tabs = tabs;
    view->tab_count = count > 1 ? count : 0;
    view->tab = view->picture.chosen < count && tabs != NULL ? tabs[view->picture.chosen].href : "";
    return tabs != NULL ? ERR_NONE : err_failed();
}

static enum err picture_make(struct page *page, const struct library_opened *opened,
                             struct library_show *view) {
    struct library_marks marks;
    enum err err = library_marks(opened, &marks);
    if (err == ERR_NONE) {
        err = library_draw(opened, library_diagram_asked(page), LIBRARY_ELEMENT, &marks,
                           &view->picture);
    }
    return err == ERR_NONE ? tabs_make(page, opened, view) : err;
}

static struct library_visit_row visit_row(const struct journey_visit *visit) {
    int reason =
        visit->reason != NULL ? vocabulary_value(VOCABULARY_VISIT_REASON, visit->reason) : 0;
    enum queue queue = reason != 0 ? visit_reason_queue((enum visit_reason)reason) : QUEUE_NONE;
    return (struct library_visit_row){
        .id = visit->element->id,
        .step = library_element_name(visit->element),
        .reason = library_visit_reason(visit),
        .clause = visit->clause,
        .queue = queue != QUEUE_NONE ? vocabulary_label(VOCABULARY_QUEUE, (int)queue) : NULL};
}

static enum err measure(const struct library_opened *opened, struct library_show *view) {
    enum err err = journey_measure(opened->arena, opened->file.bpmn, NULL, &view->journey);
    struct library_visit_row *rows =
        err == ERR_NONE
            ? ARENA_ARRAY(opened->arena, view->journey->visit_count + 1, struct library_visit_row)
            : NULL;
    if (rows == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    for (size_t i = 0; i < view->journey->visit_count; i++) {
        rows[i] = visit_row(&view->journey->visits[i]);
    }
    view->visits = rows;
    view->visit_count = view->journey->visit_count;
    return ERR_NONE;
}

enum err library_show_draw(struct page *page, const char *refused) {
    struct library_opened opened = {0};
    struct library_show view = {.opened = &opened, .refused = refused};
    enum err err = library_open(page, &opened);
    if (err == ERR_NONE) {
        err = picture_make(page, &opened, &view);
    }
    if (err == ERR_NONE) {
        err = opened.file.bpmn != NULL
                  ? measure(&opened, &view)
                  : decision_view(opened.arena, opened.file.decision, &view.decision);
    }
    for (size_t i = 0; err == ERR_NONE && i < view.decision.count; i++) {
        view.input_count += view.decision.elements[i].part == DECISION_PART_INPUT;
    }
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

// The drawing of a version as an SVG file, with complaints and visits marked.
PAGE(GET, "/desk/models/{id}/versions/{number}/drawing.svg", library_version_svg, CAN(model_read))
enum err library_version_svg(struct page *page) {
    struct library_opened opened = {0};
    struct library_marks marks;
    struct buf svg;
    buf_init(&svg, DRAWING_BYTES_MAX);
    enum err err = library_open(page, &opened);
    if (err == ERR_NONE) {
        err = library_marks(&opened, &marks);
    }
    if (err == ERR_NONE) {
        err = library_draw_file(&opened, library_diagram_asked(page), &marks, &svg);
    }
    const char *name = err == ERR_NONE ? arena_printf(page->arena, "%s-%lld.svg", opened.model.id,
                                                      (long long)opened.version.number)
                                       : NULL;
    if (err == ERR_NONE) {
        err = name != NULL ? library_send(page, name, "image/svg+xml", buf_text(&svg), svg.length)
                           : err_failed();
    }
    buf_finish(&svg);
    return err;
}
