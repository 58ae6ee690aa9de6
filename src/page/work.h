/*
 * A few threads for what takes long: hashing a password, drawing a PDF. On the server's own threads
 * it would hold up every connection they serve.
 */
#ifndef KHAJU_PAGE_WORK_H
#define KHAJU_PAGE_WORK_H

#include <stddef.h>
#include "err.h"

struct work;

/* run() is called once, on a work thread. The task lives until then. */
struct work_task {
    void (*run)(struct work_task *task);
    struct work_task *next;
};

enum err work_create(int threads, size_t waiting_max, struct work **out) WARN_UNUSED;
/* Finishes what was accepted. */
void work_destroy(struct work *work);
/* ERR_UNAVAILABLE when too much is waiting: run() is then not called. */
enum err work_submit(struct work *work, struct work_task *task) WARN_UNUSED;

#endif
