/* A file of a version on its way: being made, or ready to be taken. Needs no script: the page asks
   again by itself. */
#include "document_file.h"
#include "document_file_html.h"
#include "document_job.h"

#include <sys/stat.h>

static void ask_again(struct page *page, const char *when) {
    http_private(page->req);
    http_set_header(page->req, "Cache-Control", "no-store");
    http_set_header(page->req, "Refresh", when);
}

const char *document_file_href(struct page *page, const struct document_version *version,
                               enum document_format format) {
    const char *base = document_page_base(page, version->number);
    const char *path;
    /* an HTML file is made within a blink */
    bool ready = format == DOCUMENT_HTML ||
                 document_export_cached(page->arena, document_cache_dir(), version, format, &path);
    return ready ? arena_printf(page->arena, "%s/khaju-document.%s", base,
                                document_format_name(format))
                 : arena_printf(page->arena, "%s/files/%s", base, document_format_name(format));
}

// A file of a version: is it ready, or how far is it?
PAGE(GET, "/document/versions/{number}/files/{format}", document_file_show, CAN(public_read))
enum err document_file_show(struct page *page) {
    struct file_view view = {0};
    struct document_job job;
    struct stat status;
    const char *path = NULL;
    int64_t id = 0;
    enum err err = document_page_version(page, &view.version);
    if (err == ERR_NONE && !document_format_read(page_param(page, "format"), &view.format)) {
        err = err_set(ERR_NOT_FOUND, "DOC-44", "The document has no such file.", NULL);
    }
    if (err != ERR_NONE) {
        return err;
    }
    view.base = document_page_base(page, view.version.number);
    view.ready = document_export_cached(page->arena, document_cache_dir(), &view.version,
                                        view.format, &path) &&
                 stat(path, &status) == 0;
    if (view.ready) {
        view.href = document_file_href(page, &view.version, view.format);
        view.kilobytes = ((int64_t)status.st_size + 1023) / 1024;
        ask_again(page, arena_printf(page->arena, "1; url=%s", view.href));
    } else {
        err = document_job_export(view.version.number, view.format, &id);
        if (err == ERR_NONE) {
            err = document_job_get(page->arena, id, &job);
        }
        if (err != ERR_NONE) {
            return err;
        }
        view.waiting = job.state == DOCUMENT_JOB_WAITING;
        ask_again(page, "2");
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = view.ready ? tr("The file is ready")
                                                                 : tr("The file is being made"),
                                             .section = "document"});
    document_file_html(out, &view);
    return page_end(page);
}
