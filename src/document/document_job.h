/*
 * Long work on the document: compiling it, making the files of a version. One thread does one job
 * after the other; who asks for work that is waiting or under way gets the same job. Jobs are known
 * in this process only: nothing is lost with them, because a version is frozen in one command and a
 * file comes to its place whole.
 */
#ifndef KHAJU_DOCUMENT_JOB_H
#define KHAJU_DOCUMENT_JOB_H

#include "document.h"

/* Called by cli around serving. Stopping waits for a compile that is under way, ends the program
   that makes a file, and lets everything that waits fail with ERR_UNAVAILABLE. */
enum err document_jobs_start(struct store *store) WARN_UNUSED;
void document_jobs_stop(void);

enum document_job_state {
    DOCUMENT_JOB_WAITING,
    DOCUMENT_JOB_RUNNING,
    DOCUMENT_JOB_DONE,
    DOCUMENT_JOB_FAILED,
};

enum { DOCUMENT_JOB_WHAT_MAX = 200 };

/* A job as it stands at the moment of asking. */
struct document_job {
    int64_t id;
    enum document_job_state state;
    char chapter[DOCUMENT_JOB_WHAT_MAX]; /* compiling: the title of the chapter in work, or "" */
    uint64_t position, total;            /* it is chapter `position` of `total`; 0: not begun */
    struct document_compiled made;       /* of a compile that is done */
    struct document_problems problems;   /* of a compile that failed because of its chapters */
    struct err_detail detail;            /* of one that failed */
};

/* Begins a compile, or joins the one under way (*joined_out). */
enum err document_job_compile(const struct document_compile *how, int64_t *id_out,
                              bool *joined_out) WARN_UNUSED;
/* Begins making a file into the cache, or joins. The failure of a try just before is told once
   instead of trying again. */
enum err document_job_export(int64_t number, enum document_format format,
                             int64_t *id_out) WARN_UNUSED;
/* ERR_NOT_FOUND: no such job, or it is long over. The problems live in the arena. */
enum err document_job_get(struct arena *arena, int64_t id, struct document_job *out) WARN_UNUSED;
/* Sleeps until the job is over; its result. */
enum err document_job_wait(int64_t id) WARN_UNUSED;

#endif
