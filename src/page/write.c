/* Writing: the command goes to the store, the connection sleeps, the thread goes on. */
#include "page_internal.h"

static enum err page_written(struct http_req *req, void *context) {
    (void)req;
    struct page_state *state = context;
    state->writing = false;
    enum err result = state->job.result;
    enum err err = page_reader_acquire(state);
    if (err == ERR_NONE) {
        if (result != ERR_NONE) {
            err_restore(&state->job.detail);
        }
        err = state->after(&state->page, state->after_context, result);
    }
    return page_settle(state, err);
}

static void job_done(struct store_job *job) {
    struct page_state *state = job->owner;
    state->written = state->written || job->result == ERR_NONE;
    http_resume(state->page.req);
}

void page_wait(struct page_state *state, void *context, page_after *after) {
    state->after = after;
    state->after_context = context;
    state->writing = true;
    /* a sleeping connection holds no reader, or a queue of writes would stop every page */
    page_reader_release(state);
    http_suspend(state->page.req, page_written, state);
}

enum err page_write(struct page *page, store_command *command, void *context, page_after *after) {
    struct page_state *state = page_state_of(page);
    state->job = (struct store_job){
        .command = command, .context = context, .done = job_done, .owner = state};
    page_wait(state, context, after);
    enum err err = store_submit(page->store, &state->job);
    if (err != ERR_NONE) {
        state->job.result = err;
        state->job.detail = *err_last();
        http_resume(page->req);
    }
    return ERR_NONE;
}
