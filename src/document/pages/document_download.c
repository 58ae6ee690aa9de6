/* The files of a version. What is in the cache goes out at once; else a job makes it, for which the
   request waits. Browsers are led here by document_file.c, when the file is ready. */
#include "document_job.h"
#include "document_page.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct download {
    struct document_version version;
    enum document_format format;
    const char *path;
    int64_t job;
};

static enum err send_file(struct page *page, const struct download *download) {
    int fd = open(download->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_set(ERR_IO, "DOC-32", "The finished file could not be read.", NULL);
    }
    return http_reply_file(page->req, fd, document_format_type(download->format),
                           arena_printf(page->arena, "khaju-document-%lld.%s",
                                        (long long)download->version.number,
                                        document_format_name(download->format)));
}

static enum err make(struct store *store, void *context) {
    const struct download *download = context;
    return document_job_wait(download->job);
}

static enum err made(struct page *page, void *context, enum err result) {
    return result == ERR_NONE ? send_file(page, context) : result;
}

static enum err send_format(struct page *page, enum document_format format) {
    struct download *download = ARENA_NEW(page->arena, struct download);
    if (download == NULL) {
        return err_failed();
    }
    download->format = format;
    enum err err = document_page_version(page, &download->version);
    if (err != ERR_NONE) {
        return err;
    }
    if (document_export_cached(page->arena, document_cache_dir(), &download->version, format,
                               &download->path)) {
        return send_file(page, download);
    }
    err = document_job_export(download->version.number, format, &download->job);
    return err == ERR_NONE ? page_long(page, make, download, made) : err;
}

// A version as a PDF file.
PAGE(GET, "/document/versions/{number}/khaju-document.pdf", document_pdf, CAN(public_read))
enum err document_pdf(struct page *page) {
    return send_format(page, DOCUMENT_PDF);
}

// A version as a DOCX file, right-to-left.
PAGE(GET, "/document/versions/{number}/khaju-document.docx", document_docx, CAN(public_read))
enum err document_docx(struct page *page) {
    return send_format(page, DOCUMENT_DOCX);
}

// A version as one HTML file that needs nothing else.
PAGE(GET, "/document/versions/{number}/khaju-document.html", document_html, CAN(public_read))
enum err document_html(struct page *page) {
    return send_format(page, DOCUMENT_HTML);
}

// The canonical text of a version, of which the fingerprint is the SHA-256.
PAGE(GET, "/document/versions/{number}/khaju-document.txt", document_text, CAN(public_read))
enum err document_text(struct page *page) {
    struct document_version version;
    struct buf text;
    struct arena *arena = arena_create(DOCUMENT_CONTENT_MAX);
    if (arena == NULL) {
        return err_failed();
    }
    buf_init(&text, DOCUMENT_CONTENT_MAX);
    enum err err = document_page_version(page, &version);
    if (err == ERR_NONE) {
        err = document_canonical(page->db, arena, version.number, &text);
    }
    if (err == ERR_NONE) {
        err = http_reply_buf(page->req, 200, "text/plain; charset=utf-8", &text);
    }
    buf_finish(&text);
    arena_destroy(arena);
    return err;
}
