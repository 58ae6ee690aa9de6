/*
 * Writers: threads that take commands from one bounded queue.
 *
 * On SQLite one thread runs all commands that are waiting in one transaction, each in a savepoint,
 * and acknowledges them after the commit has reached the disk. On PostgreSQL a few threads run one
 * command a transaction and repeat it when it collided with another.
 */
#include "store_internal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fault.h"
#include "store_sql.h"

enum { QUEUE_MAX = 8192, ATTEMPTS_MAX = 12 };

static _Thread_local bool inside_writer;

/* ---- version -------------------------------------------------------------------------------- */

static enum err bump(struct store_writer *writer) {
    size_t slot = (size_t)(writer - writer->db.store->writers);
    const struct store_content_bump_in in = {.slot = (int64_t)slot};
    return store_content_bump(&writer->db, &in, NULL);
}

/* ---- one transaction ------------------------------------------------------------------------ */

static void job_failed(struct store_job *job, enum err err) {
    job->result = err;
    job->detail = *err_last();
    job->detail.err = err;
}

/* Runs a command. A command that swallowed a failed statement has failed all the same. */
static enum err command_run(struct store_writer *writer, struct store_job *job) {
    store_db_reset(&writer->db);
    enum err err = job->command(&writer->db, job->context);
    if (err == ERR_NONE && writer->db.failure.err != ERR_NONE) {
        err_restore(&writer->db.failure);
        err = writer->db.failure.err;
    }
    return err;
}

static enum err step(enum err (*act)(struct store_connection *), struct store_writer *writer) {
    if (FAULT_POINT(FAULT_STORE)) {
        return err_set(ERR_IO, "STO-30", "The store failed on purpose (test).", NULL);
    }
    return act(writer->db.connection);
}

static enum err begin(struct store_writer *writer) {
    if (FAULT_POINT(FAULT_STORE)) {
        return err_set(ERR_IO, "STO-30", "The store failed on purpose (test).", NULL);
    }
    return writer->db.connection->driver->begin(writer->db.connection, true);
}

static enum err commit(struct store_writer *writer, bool touched) {
    const struct store_driver *driver = writer->db.connection->driver;
    store_db_reset(&writer->db);
    enum err err = touched ? bump(writer) : ERR_NONE;
    if (err == ERR_NONE) {
        err = step(driver->commit, writer);
    }
    if (err != ERR_NONE) {
        driver->rollback(writer->db.connection);
    }
    return err;
}

/* One command in a transaction of its own, repeated after a collision. */
static void run_alone(struct store_writer *writer, struct store_job *job) {
    const struct store_driver *driver = writer->db.connection->driver;
    for (int attempt = 1;; attempt++) {
        enum err err = begin(writer);
        if (err == ERR_NONE) {
            err = command_run(writer, job);
            if (err == ERR_NONE) {
                err = commit(writer, writer->db.touched);
            }
        }
        if (err == ERR_NONE) {
            job->result = ERR_NONE;
            return;
        }
        job_failed(job, err);
        driver->rollback(writer->db.connection);
        if (attempt == ATTEMPTS_MAX || !driver->repeatable(writer->db.connection)) {
            return;
        }
        /* the longer it collides, the longer it stands back; at most a tenth of a second */
        long wait_us = (1000L << (attempt < 6 ? attempt : 6)) + (long)(random() % 1000);
        nanosleep(&(struct timespec){.tv_nsec = wait_us * 1000}, NULL);
    }
}

/* Runs the commands of a batch in one open transaction, a savepoint each. false: the transaction
   was lost on the way, and nothing of it remains. */
static bool run_commands(struct store_writer *writer, struct store_job *first, bool *touched_out) {
    const struct store_driver *driver = writer->db.connection->driver;
    for (struct store_job *job = first; job != NULL; job = job->next) {
        job->result = ERR_NONE;
        enum err err = step(driver->savepoint, writer);
        if (err == ERR_NONE) {
            err = command_run(writer, job);
            bool touched = writer->db.touched;
            if (err == ERR_NONE) {
                err = step(driver->savepoint_keep, writer);
                *touched_out |= touched && err == ERR_NONE;
            }
        }
        if (err != ERR_NONE) {
            job_failed(job, err);
            if (driver->lost(writer->db.connection) || step(driver->savepoint_undo, writer)) {
                return false;
            }
        }
    }
    return true;
}

/* All commands in one transaction. If the engine throws the transaction away because of one of
   them (a full disk, say), each is run again alone, so that only the guilty one fails. */
static void run_together(struct store_writer *writer, struct store_job *first) {
    const struct store_driver *driver = writer->db.connection->driver;
    bool touched = false;
    enum err err = begin(writer);
    if (err == ERR_NONE && !run_commands(writer, first, &touched)) {
        driver->rollback(writer->db.connection);
        for (struct store_job *job = first; job != NULL; job = job->next) {
            run_alone(writer, job);
        }
        return;
    }
    if (err == ERR_NONE) {
        err = commit(writer, touched);
    }
    if (err != ERR_NONE) {
        for (struct store_job *job = first; job != NULL; job = job->next) {
            if (job->result == ERR_NONE) {
                job_failed(job, err);
            }
        }
    }
}

/* ---- the queue ------------------------------------------------------------------------------ */

/* Waits for work; NULL when the store closes and nothing is left. */
static struct store_job *queue_take(struct store_queue *queue, size_t most) {
    pthread_mutex_lock(&queue->mutex);
    while (queue->first == NULL && !queue->closing) {
        pthread_cond_wait(&queue->filled, &queue->mutex);
    }
    struct store_job *first = queue->first;
    struct store_job *last = first;
    if (first != NULL) {
        size_t count = 1;
        for (; count < most && last->next != NULL; count++) {
            last = last->next;
        }
        queue->length -= count;
        queue->first = last->next;
        if (queue->first == NULL) {
            queue->last = NULL;
        }
        last->next = NULL;
    }
    pthread_mutex_unlock(&queue->mutex);
    return first;
}

static void *writer_main(void *argument) {
    struct store_writer *writer = argument;
    struct store *store = writer->db.store;
    inside_writer = true;
    struct store_job *first;
    while ((first = queue_take(&store->queue, store->driver->batch)) != NULL) {
        if (first->next == NULL) {
            run_alone(writer, first);
        } else {
            run_together(writer, first);
        }
        while (first != NULL) {
            /* done() may free the job */
            struct store_job *next = first->next;
            first->done(first);
            first = next;
        }
    }
    return NULL;
}

enum err store_submit(struct store *store, struct store_job *job) {
    struct store_queue *queue = &store->queue;
    job->next = NULL;
    job->result = ERR_NONE;
    pthread_mutex_lock(&queue->mutex);
    bool refused = queue->closing || queue->length == QUEUE_MAX;
    if (!refused) {
        if (queue->last != NULL) {
            queue->last->next = job;
        } else {
            queue->first = job;
        }
        queue->last = job;
        queue->length++;
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->mutex);
    return refused ? err_set(ERR_UNAVAILABLE, "STO-35",
                             "Too much is waiting to be saved; please try again.", NULL)
                   : ERR_NONE;
}

/* ---- waiting for one command ---------------------------------------------------------------- */

struct waiting {
    pthread_mutex_t mutex;
    pthread_cond_t finished;
    bool done;
};

static void wake(struct store_job *job) {
    struct waiting *waiting = job->owner;
    pthread_mutex_lock(&waiting->mutex);
    waiting->done = true;
    pthread_cond_signal(&waiting->finished);
    pthread_mutex_unlock(&waiting->mutex);
}

enum err store_write(struct store *store, store_command *command, void *context) {
    if (inside_writer) {
        return err_set(ERR_INTERNAL, "STO-36", "A command tried to wait for another command.",
                       NULL);
    }
    struct waiting waiting = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};
    struct store_job job = {
        .command = command, .context = context, .done = wake, .owner = &waiting};
    enum err err = store_submit(store, &job);
    if (err != ERR_NONE) {
        return err;
    }
    pthread_mutex_lock(&waiting.mutex);
    while (!waiting.done) {
        pthread_cond_wait(&waiting.finished, &waiting.mutex);
    }
    pthread_mutex_unlock(&waiting.mutex);
    if (job.result != ERR_NONE) {
        err_restore(&job.detail);
    }
    return job.result;
}

/* ---- opening and closing -------------------------------------------------------------------- */

enum err store_writers_init(struct store *store, bool create) {
    pthread_mutex_init(&store->queue.mutex, NULL);
    pthread_cond_init(&store->queue.filled, NULL);
    const struct store_location location = {
        .address = store->address, .write = true, .create = create};
    for (size_t i = 0; i < store->driver->writers; i++) {
        struct store_writer *writer = &store->writers[i];
        writer->db.store = store;
        writer->db.writer = true;
        enum err err = store->driver->open(&location, &writer->db.connection);
        if (err != ERR_NONE) {
            return err;
        }
        if (pthread_create(&writer->thread, NULL, writer_main, writer) != 0) {
            return err_set(ERR_MEMORY, "STO-37", "A thread of the store could not be started.",
                           NULL);
        }
        writer->running = true;
    }
    return ERR_NONE;
}

void store_writers_finish(struct store *store) {
    struct store_queue *queue = &store->queue;
    pthread_mutex_lock(&queue->mutex);
    queue->closing = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->mutex);
    for (size_t i = 0; i < store->driver->writers; i++) {
        struct store_writer *writer = &store->writers[i];
        if (writer->running) {
            pthread_join(writer->thread, NULL);
        }
        if (writer->db.connection != NULL) {
            store->driver->close(writer->db.connection);
        }
    }
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->mutex);
}
