/* Compiling from the desk: beginning it, and how far it is. */
#include "document_failed_html.h"
#include "document_job.h"
#include "document_job_html.h"
#include "document_page.h"

#include "text.h"

// Begins to compile the chapters into a new version, or joins the compile under way.
PAGE(POST, "/desk/document/compile", document_compile_run, CAN(document_edit))
enum err document_compile_run(struct page *page) {
    int64_t id = 0;
    bool joined = false;
    const char *note = http_field(page->req, "note");
    enum err err = document_job_compile(
        &(struct document_compile){.now_ms = page->now_ms,
                                   .who = page->person,
                                   .note =
                                       note != NULL ? text_clean(page->arena, note, false) : NULL},
        &id, &joined);
    if (err != ERR_NONE) {
        return err;
    }
    if (joined) {
        page_notice(page, tr("A version is being made already; this is how far it is. Your request "
                             "began no second one."));
    }
    return page_redirect(page,
                         arena_printf(page->arena, "/desk/document/jobs/%lld", (long long)id));
}

static enum err show_made(struct page *page, const struct document_compiled *made) {
    page_notice(page, tr_fmt(page->arena,
                             "Version {1} was made: {2} chapters, {3} numbers, {4} tables, {5} "
                             "figures.",
                             made->number, (int64_t)made->chapters, (int64_t)made->numbers,
                             (int64_t)made->tables, (int64_t)made->figures));
    return page_redirect(page, document_page_base(page, made->number));
}

static enum err show_failed(struct page *page, const struct document_job *job) {
    if (job->problems.errors == 0) {
        err_restore(&job->detail);
        return job->detail.err;
    }
    struct html *out = page_begin(
        page,
        &(struct page_head){.title = tr("No version was made"), .section = "desk", .status = 422});
    document_failed_html(out, &job->problems);
    return page_end(page);
}

static enum err show_progress(struct page *page, const struct document_job *job) {
    http_set_header(page->req, "Refresh", "1");
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("A version is being made"), .section = "desk"});
    document_job_html(out, job);
    return page_end(page);
}

// How far a compile is; when it is done, the version it made.
PAGE(GET, "/desk/document/jobs/{id}", document_job_show, CAN(document_edit))
enum err document_job_show(struct page *page) {
    struct document_job job;
    int64_t id = 0;
    if (!text_int(page_param(page, "id"), &id)) {
        id = 0;
    }
    enum err err = document_job_get(page->arena, id, &job);
    if (err != ERR_NONE) {
        return err;
    }
    switch (job.state) {
    case DOCUMENT_JOB_DONE:
        return show_made(page, &job.made);
    case DOCUMENT_JOB_FAILED:
        return show_failed(page, &job);
    case DOCUMENT_JOB_WAITING:
    case DOCUMENT_JOB_RUNNING:
        break;
    }
    return show_progress(page, &job);
}
