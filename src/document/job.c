/* Long work on the document, on a thread of its own. See document_job.h. */
#include "document_job.h"

#include "arena.h"
#include "problem.h"
#include "tool.h"
#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum {
    JOBS_MAX = 16,
    JOB_MEMORY_MAX = 16 << 20,
    FAILURE_TOLD_S = 60, /* a failure older than this is not told; it is tried again */
};

/* A job with what it needs to run; guarded by the lock, but for `how` and `arena` while running. */
struct slot {
    struct document_job job; /* id 0: free */
    bool compiles;
    struct document_compile how; /* of a compile; its words live in the arena */
    struct person who;
    struct arena *arena;
    int64_t number; /* of an export */
    enum document_format format;
    time_t over_at;
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t change; /* a job was put in, or is over */
    pthread_t thread;
    struct store *store; /* NULL: not started */
    bool stopping;
    int64_t last_id;
    struct slot slots[JOBS_MAX];
} jobs = {.lock = PTHREAD_MUTEX_INITIALIZER, .change = PTHREAD_COND_INITIALIZER};

static bool is_over(const struct slot *slot) {
    return slot->job.state == DOCUMENT_JOB_DONE || slot->job.state == DOCUMENT_JOB_FAILED;
}

static void slot_clear(struct slot *slot) {
    arena_destroy(slot->arena);
    *slot = (struct slot){.job.id = 0};
}

static struct slot *find_id(int64_t id) {
    for (size_t i = 0; id > 0 && i < JOBS_MAX; i++) {
        if (jobs.slots[i].job.id == id) {
            return &jobs.slots[i];
        }
    }
    return NULL;
}

/* The same work that is waiting or under way, or an export that was tried. */
static struct slot *find_same(bool compiles, int64_t number, enum document_format format) {
    for (size_t i = 0; i < JOBS_MAX; i++) {
        struct slot *slot = &jobs.slots[i];
        if (slot->job.id != 0 && slot->compiles == compiles &&
            (compiles ? !is_over(slot) : slot->number == number && slot->format == format)) {
            return slot;
        }
    }
    return NULL;
}

/* A free slot, or that of the job that was over first; NULL when all are under way. */
static struct slot *take_slot(void) {
    struct slot *oldest = NULL;
    for (size_t i = 0; i < JOBS_MAX; i++) {
        struct slot *slot = &jobs.slots[i];
        if (slot->job.id == 0) {
            return slot;
        }
        if (is_over(slot) && (oldest == NULL || slot->job.id < oldest->job.id)) {
            oldest = slot;
        }
    }
    if (oldest != NULL) {
        slot_clear(oldest);
    }
    return oldest;
}

static enum err put(struct slot **out) {
    struct slot *slot = jobs.store != NULL && !jobs.stopping ? take_slot() : NULL;
    if (slot == NULL) {
        return err_set(ERR_UNAVAILABLE, "DOC-40",
                       "The server is busy with other long work. Please try again in a minute.",
                       NULL);
    }
    slot->job = (struct document_job){.id = ++jobs.last_id, .state = DOCUMENT_JOB_WAITING};
    *out = slot;
    (void)pthread_cond_broadcast(&jobs.change);
    return ERR_NONE;
}

/* ---- the thread ---------------------------------------------------------------------------- */

static void progress(void *context, const char *what, uint64_t done, uint64_t total) {
    struct slot *slot = context;
    (void)pthread_mutex_lock(&jobs.lock);
    snprintf(slot->job.chapter, sizeof(slot->job.chapter), "%s", what);
    slot->job.position = done + 1;
    slot->job.total = total;
    (void)pthread_mutex_unlock(&jobs.lock);
}

static enum err run(struct slot *slot, struct document_problems *problems,
                    struct document_compiled *made) {
    if (slot->compiles) {
        return document_compile(jobs.store, slot->arena, &slot->how, problems, made);
    }
    return document_export(jobs.store, slot->number, slot->format, document_cache_dir(), NULL);
}

static void close_job(struct slot *slot, enum err result) {
    slot->job.state = result == ERR_NONE ? DOCUMENT_JOB_DONE : DOCUMENT_JOB_FAILED;
    slot->job.detail = *err_last();
    slot->over_at = time(NULL);
    (void)pthread_cond_broadcast(&jobs.change);
}

static struct slot *next_waiting(void) {
    struct slot *next = NULL;
    for (size_t i = 0; i < JOBS_MAX; i++) {
        struct slot *slot = &jobs.slots[i];
        if (slot->job.id != 0 && slot->job.state == DOCUMENT_JOB_WAITING &&
            (next == NULL || slot->job.id < next->job.id)) {
            next = slot;
        }
    }
    return next;
}

static void *jobs_main(void *context) {
    (void)context;
    (void)pthread_mutex_lock(&jobs.lock);
    while (!jobs.stopping) {
        struct slot *slot = next_waiting();
        if (slot == NULL) {
            (void)pthread_cond_wait(&jobs.change, &jobs.lock);
            continue;
        }
        struct document_problems problems = {0};
        struct document_compiled made = {0};
        slot->job.state = DOCUMENT_JOB_RUNNING;
        (void)pthread_mutex_unlock(&jobs.lock);
        err_clear();
        enum err result = run(slot, &problems, &made);
        (void)pthread_mutex_lock(&jobs.lock);
        slot->job.problems = problems;
        slot->job.made = made;
        close_job(slot, result);
    }
    (void)pthread_mutex_unlock(&jobs.lock);
    return NULL;
}

enum err document_jobs_start(struct store *store) {
    tool_stop(false);
    jobs.store = store;
    jobs.stopping = false;
    if (pthread_create(&jobs.thread, NULL, jobs_main, NULL) != 0) {
        jobs.store = NULL;
        return err_set(ERR_UNAVAILABLE, "DOC-41", "The server cannot start its threads.", NULL);
    }
    return ERR_NONE;
}

void document_jobs_stop(void) {
    if (jobs.store == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&jobs.lock);
    jobs.stopping = true;
    (void)pthread_cond_broadcast(&jobs.change);
    (void)pthread_mutex_unlock(&jobs.lock);
    tool_stop(true);
    (void)pthread_join(jobs.thread, NULL);
    (void)pthread_mutex_lock(&jobs.lock);
    jobs.store = NULL;
    for (struct slot *slot = next_waiting(); slot != NULL; slot = next_waiting()) {
        close_job(slot, err_set(ERR_UNAVAILABLE, "DOC-42", "The server is stopping.", NULL));
    }
    (void)pthread_mutex_unlock(&jobs.lock);
}

/* ---- asking -------------------------------------------------------------------------------- */

/* The job outlives the request: it keeps its own copy of who asked and why. */
static enum err keep_how(struct slot *slot, const struct document_compile *how) {
    slot->arena = arena_create(JOB_MEMORY_MAX);
    if (slot->arena == NULL) {
        return err_failed();
    }
    slot->how = *how;
    slot->how.note = how->note != NULL ? arena_strdup(slot->arena, how->note) : NULL;
    slot->how.progress = progress;
    slot->how.progress_context = slot;
    if (how->who != NULL) {
        slot->who = (struct person){.id = arena_strdup(slot->arena, how->who->id),
                                    .username = arena_strdup(slot->arena, how->who->username),
                                    .name = arena_strdup(slot->arena, how->who->name),
                                    .session_id = arena_strdup(slot->arena, how->who->session_id),
                                    .roles = how->who->roles};
        slot->how.who = &slot->who;
    }
    return arena_failed(slot->arena) ? err_failed() : ERR_NONE;
}

enum err document_job_compile(const struct document_compile *how, int64_t *id_out,
                              bool *joined_out) {
    (void)pthread_mutex_lock(&jobs.lock);
    struct slot *slot = find_same(true, 0, DOCUMENT_HTML);
    *joined_out = slot != NULL;
    enum err err = ERR_NONE;
    if (slot == NULL) {
        err = put(&slot);
        if (err == ERR_NONE) {
            slot->compiles = true;
            err = keep_how(slot, how);
            if (err != ERR_NONE) {
                slot_clear(slot);
            }
        }
    }
    *id_out = err == ERR_NONE ? slot->job.id : 0;
    (void)pthread_mutex_unlock(&jobs.lock);
    return err;
}

/* The result of a job that is over: its own failure, again. */
static enum err result_of(const struct slot *slot) {
    if (slot->job.state == DOCUMENT_JOB_DONE) {
        return ERR_NONE;
    }
    err_restore(&slot->job.detail);
    return slot->job.detail.err;
}

enum err document_job_export(int64_t number, enum document_format format, int64_t *id_out) {
    enum err err = ERR_NONE;
    (void)pthread_mutex_lock(&jobs.lock);
    struct slot *slot = find_same(false, number, format);
    if (slot != NULL && is_over(slot)) {
        if (slot->job.state == DOCUMENT_JOB_FAILED && time(NULL) - slot->over_at < FAILURE_TOLD_S) {
            err = result_of(slot);
        }
        slot_clear(slot);
        slot = NULL;
    }
    if (err == ERR_NONE && slot == NULL) {
        err = put(&slot);
        if (err == ERR_NONE) {
            slot->number = number;
            slot->format = format;
        }
    }
    *id_out = err == ERR_NONE ? slot->job.id : 0;
    (void)pthread_mutex_unlock(&jobs.lock);
    return err;
}

enum err document_job_get(struct arena *arena, int64_t id, struct document_job *out) {
    (void)pthread_mutex_lock(&jobs.lock);
    const struct slot *slot = find_id(id);
    enum err err = ERR_NONE;
    if (slot == NULL) {
        err = err_set(ERR_NOT_FOUND, "DOC-43", "This work is not known here; it may be long over.",
                      NULL);
    } else {
        *out = slot->job;
        document_problems_init(&out->problems, arena);
        for (size_t i = 0; is_over(slot) && i < slot->job.problems.count; i++) {
            const struct document_problem *one = &slot->job.problems.items[i];
            document_problem_add(&out->problems, one->severity, one->code,
                                 arena_strdup(arena, one->chapter), one->line,
                                 arena_strdup(arena, one->message));
        }
        out->problems.left_out = slot->job.problems.left_out;
    }
    (void)pthread_mutex_unlock(&jobs.lock);
    return err;
}

enum err document_job_wait(int64_t id) {
    (void)pthread_mutex_lock(&jobs.lock);
    const struct slot *slot = find_id(id);
    while (slot != NULL && !is_over(slot)) {
        (void)pthread_cond_wait(&jobs.change, &jobs.lock);
        slot = find_id(id);
    }
    /* one that is gone was over; what it made is in its place or is made again */
    enum err err = slot == NULL ? ERR_NONE : result_of(slot);
    (void)pthread_mutex_unlock(&jobs.lock);
    return err;
}
