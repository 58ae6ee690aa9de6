/* A queue with a lock, and threads that take from it. */
#include "work.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { WORK_THREADS_MAX = 8 };

struct work {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct work_task *first, **last;
    size_t waiting, waiting_max;
    bool stopping;
    int thread_count;
    pthread_t threads[WORK_THREADS_MAX];
};

static struct work_task *task_take(struct work *work) {
    (void)pthread_mutex_lock(&work->lock);
    while (work->first == NULL && !work->stopping) {
        (void)pthread_cond_wait(&work->wake, &work->lock);
    }
    struct work_task *task = work->first;
    if (task != NULL) {
        work->first = task->next;
        work->last = work->first != NULL ? work->last : &work->first;
        work->waiting--;
    }
    (void)pthread_mutex_unlock(&work->lock);
    return task;
}

static void *work_main(void *context) {
    struct work *work = context;
    struct work_task *task = task_take(work);
    while (task != NULL) {
        task->run(task);
        task = task_take(work);
    }
    return NULL;
}

enum err work_create(int threads, size_t waiting_max, struct work **out) {
    struct work *work = calloc(1, sizeof *work);
    if (work == NULL) {
        return err_memory();
    }
    (void)pthread_mutex_init(&work->lock, NULL);
    (void)pthread_cond_init(&work->wake, NULL);
    work->last = &work->first;
    work->waiting_max = waiting_max;
    for (int i = 0; i < threads && i < WORK_THREADS_MAX; i++) {
        if (pthread_create(&work->threads[i], NULL, work_main, work) != 0) {
            work_destroy(work);
            return err_set(ERR_UNAVAILABLE, "HTTP-26", "The server cannot start its threads.",
                           NULL);
        }
        work->thread_count++;
    }
    *out = work;
    return ERR_NONE;
}

void work_destroy(struct work *work) {
    if (work == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&work->lock);
    work->stopping = true;
    (void)pthread_cond_broadcast(&work->wake);
    (void)pthread_mutex_unlock(&work->lock);
    for (int i = 0; i < work->thread_count; i++) {
        (void)pthread_join(work->threads[i], NULL);
    }
    (void)pthread_mutex_destroy(&work->lock);
    (void)pthread_cond_destroy(&work->wake);
    free(work);
}

enum err work_submit(struct work *work, struct work_task *task) {
    (void)pthread_mutex_lock(&work->lock);
    bool full = work->waiting >= work->waiting_max;
    if (!full) {
        task->next = NULL;
        *work->last = task;
        work->last = &task->next;
        work->waiting++;
        (void)pthread_cond_signal(&work->wake);
    }
    (void)pthread_mutex_unlock(&work->lock);
    return full ? err_set(ERR_UNAVAILABLE, "PAGE-20",
                          "The server is busy with other long work. Please try again in a minute.",
                          NULL)
                : ERR_NONE;
}
