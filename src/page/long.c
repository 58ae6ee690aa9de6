/* Long work that is no command: a thread of its own while the connection sleeps. */
#include "page_internal.h"

#include <pthread.h>
#include <stdatomic.h>

/* more would only make each other slow, and hold memory */
enum { PAGE_LONG_MAX = 3 };
static atomic_int running;

static void *long_run(void *argument) {
    struct page_state *state = argument;
    err_clear();
    state->job.result = state->work(state->page.store, state->after_context);
    state->job.detail = *err_last();
    atomic_fetch_sub(&running, 1);
    http_resume(state->page.req);
    return NULL;
}

static bool long_start(struct page_state *state) {
    pthread_t thread;
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) {
        return false;
    }
    bool started = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0 &&
                   pthread_create(&thread, &attributes, long_run, state) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

enum err page_long(struct page *page, page_work *work, void *context, page_after *after) {
    struct page_state *state = page_state_of(page);
    if (atomic_fetch_add(&running, 1) >= PAGE_LONG_MAX) {
        atomic_fetch_sub(&running, 1);
        return err_set(ERR_UNAVAILABLE, "PAGE-20",
                       "The server is busy with other long work. Please try again in a minute.",
                       NULL);
    }
    state->work = work;
    page_wait(state, context, after);
    if (!long_start(state)) {
        atomic_fetch_sub(&running, 1);
        state->job.result = err_set(ERR_UNAVAILABLE, "PAGE-21", "The work could not be started.",
                                    NULL);
        state->job.detail = *err_last();
        http_resume(page->req);
    }
    return ERR_NONE;
}
