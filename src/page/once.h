/*
 * A form that is sent twice (a double click, a reload) is written once. The key is the form's
 * token, address and fields together: the same form with other words is another one. While the
 * first is under way the second waits without a thread; when the first has led to a redirect, the
 * second is sent to the same place; when it failed, the second is tried.
 *
 * Remembered in this process only, for ten minutes, for a bounded number of forms.
 */
#ifndef KHAJU_PAGE_ONCE_H
#define KHAJU_PAGE_ONCE_H

#include <stdbool.h>
#include <stdint.h>
#include "err.h"

struct once;
struct once_entry;

enum { ONCE_KEY_SIZE = 16, ONCE_LOCATION_MAX = 512, ONCE_NOTICE_MAX = 640 };

/* What a second sender is told. */
struct once_result {
    bool unknown; /* written, but the first sender left before its answer */
    char location[ONCE_LOCATION_MAX];
    char notice[ONCE_NOTICE_MAX]; /* "": none */
};

/* Called once when the entry that is waited for has ended; must be quick. */
struct once_waiter {
    void (*wake)(void *context);
    void *context;
    struct once_waiter *next;
};

enum once_turn {
    ONCE_FIRST, /* go on; then once_done or once_failed. entry NULL: the table is full */
    ONCE_AGAIN, /* *result says where the first led */
    ONCE_WAIT,  /* waiter will be woken; ask again then */
};

enum err once_create(struct once **out) WARN_UNUSED;
void once_destroy(struct once *once);

/* before_wait(context) runs under the lock before the waiter is registered: suspend there. */
enum once_turn once_begin(struct once *once, const unsigned char key[ONCE_KEY_SIZE], int64_t now_ms,
                          struct once_waiter *waiter, void (*before_wait)(void *context),
                          struct once_entry **entry, struct once_result *result);
void once_done(struct once *once, struct once_entry *entry, int64_t now_ms,
               const struct once_result *result);
void once_failed(struct once *once, struct once_entry *entry);

#endif
