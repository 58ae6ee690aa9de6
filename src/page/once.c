/* A small table searched in sequence: a thousand keys of 16 bytes take a microsecond or two, once
   per form. */
#include "once.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ONCE_ENTRIES = 1024, ONCE_KEPT_MS = 10 * 60 * 1000 };

enum once_state { ENTRY_FREE, ENTRY_RUNNING, ENTRY_DONE };

struct once_entry {
    enum once_state state;
    unsigned char key[ONCE_KEY_SIZE];
    int64_t until_ms;
    struct once_waiter *waiters;
    struct once_result *result;
};

struct once {
    pthread_mutex_t lock;
    struct once_entry entries[ONCE_ENTRIES];
};

enum err once_create(struct once **out) {
    *out = calloc(1, sizeof **out);
    if (*out == NULL) {
        return err_memory();
    }
    (void)pthread_mutex_init(&(*out)->lock, NULL);
    return ERR_NONE;
}

void once_destroy(struct once *once) {
    if (once == NULL) {
        return;
    }
    for (size_t i = 0; i < ONCE_ENTRIES; i++) {
        free(once->entries[i].result);
    }
    (void)pthread_mutex_destroy(&once->lock);
    free(once);
}

static void entry_clear(struct once_entry *entry) {
    free(entry->result);
    *entry = (struct once_entry){.state = ENTRY_FREE};
}

/* The entry of this key, or a free one (its key differs), or NULL. */
static struct once_entry *entry_find(struct once *once, const unsigned char key[ONCE_KEY_SIZE],
                                     int64_t now_ms) {
    struct once_entry *empty = NULL;
    for (size_t i = 0; i < ONCE_ENTRIES; i++) {
        struct once_entry *entry = &once->entries[i];
        if (entry->state == ENTRY_DONE && now_ms > entry->until_ms) {
            entry_clear(entry);
        }
        if (entry->state == ENTRY_FREE) {
            empty = empty != NULL ? empty : entry;
        } else if (memcmp(entry->key, key, ONCE_KEY_SIZE) == 0) {
            return entry;
        }
    }
    return empty;
}

enum once_turn once_begin(struct once *once, const unsigned char key[ONCE_KEY_SIZE], int64_t now_ms,
                          struct once_waiter *waiter, void (*before_wait)(void *context),
                          struct once_entry **entry_out, struct once_result *result) {
    (void)pthread_mutex_lock(&once->lock);
    struct once_entry *entry = entry_find(once, key, now_ms);
    enum once_turn turn = ONCE_FIRST;
    *entry_out = entry;
    if (entry != NULL && entry->state == ENTRY_FREE) {
        entry->state = ENTRY_RUNNING;
        memcpy(entry->key, key, ONCE_KEY_SIZE);
    } else if (entry != NULL && entry->state == ENTRY_DONE) {
        *result = *entry->result;
        turn = ONCE_AGAIN;
    } else if (entry != NULL) {
        before_wait(waiter->context);
        waiter->next = entry->waiters;
        entry->waiters = waiter;
        turn = ONCE_WAIT;
    }
    (void)pthread_mutex_unlock(&once->lock);
    return turn;
}

/* Wakes outside the lock: the woken ask again. A waiter may be gone as soon as it is woken. */
static void waiters_wake(struct once_waiter *waiter) {
    while (waiter != NULL) {
        struct once_waiter *next = waiter->next;
        waiter->wake(waiter->context);
        waiter = next;
    }
}

void once_done(struct once *once, struct once_entry *entry, int64_t now_ms,
               const struct once_result *result) {
    struct once_result *kept = malloc(sizeof *kept);
    (void)pthread_mutex_lock(&once->lock);
    struct once_waiter *waiters = entry->waiters;
    entry->waiters = NULL;
    if (kept != NULL) {
        *kept = *result;
        entry->state = ENTRY_DONE;
        entry->until_ms = now_ms + ONCE_KEPT_MS;
        entry->result = kept;
    } else {
        entry_clear(entry);
    }
    (void)pthread_mutex_unlock(&once->lock);
    waiters_wake(waiters);
}

void once_failed(struct once *once, struct once_entry *entry) {
    (void)pthread_mutex_lock(&once->lock);
    struct once_waiter *waiters = entry->waiters;
    entry_clear(entry);
    (void)pthread_mutex_unlock(&once->lock);
    waiters_wake(waiters);
}
