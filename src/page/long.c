/* Work that is no command: on a work thread, while the connection sleeps. */
#include "page_internal.h"

#include <stddef.h>

static struct page_state *task_do(struct work_task *task) {
    struct page_state *state =
        (struct page_state *)(void *)((char *)task - offsetof(struct page_state, task));
    err_clear();
    state->job.result = state->work(state->page.store, state->after_context);
    state->job.detail = *err_last();
    return state;
}

static void brief_run(struct work_task *task) {
    http_resume(task_do(task)->page.req);
}

/* Long work writes what it made, so that it counts as a write to those who send it twice. */
static void long_run(struct work_task *task) {
    struct page_state *state = task_do(task);
    state->written = state->written || state->job.result == ERR_NONE;
    http_resume(state->page.req);
}

static enum err task_begin(struct page_state *state, struct work *pool, page_work *work,
                           void *context, page_after *after) {
    state->work = work;
    page_wait(state, context, after);
    enum err err = work_submit(pool, &state->task);
    if (err != ERR_NONE) {
        state->job.result = err;
        state->job.detail = *err_last();
        http_resume(state->page.req);
    }
    return ERR_NONE;
}

enum err page_long(struct page *page, page_work *work, void *context, page_after *after) {
    struct page_state *state = page_state_of(page);
    state->task.run = long_run;
    return task_begin(state, state->app->long_work, work, context, after);
}

enum err page_brief(struct page *page, page_work *work, void *context, page_after *after) {
    struct page_state *state = page_state_of(page);
    state->task.run = brief_run;
    return task_begin(state, state->app->brief_work, work, context, after);
}
