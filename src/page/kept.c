/* Entries in a ring; each is one allocation that holds all its texts, one after the other. */
#include "kept.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEPT_ENTRIES = 64,
    KEPT_BYTES_MAX = 2 << 20, /* of one form */
    KEPT_TOTAL_MAX = 32 << 20,
    KEPT_MS = 2 * 3600 * 1000,
};

struct kept_entry {
    char id[KEPT_ID_SIZE];
    int64_t until_ms;
    bool had_files;
    size_t count;
    size_t bytes;
    char *texts; /* path, token, then name and value of each field */
};

struct kept {
    pthread_mutex_t lock;
    size_t next;  /* the oldest */
    size_t total; /* bytes */
    struct kept_entry entries[KEPT_ENTRIES];
};

enum err kept_create(struct kept **out) {
    *out = calloc(1, sizeof **out);
    if (*out == NULL) {
        return err_memory();
    }
    (void)pthread_mutex_init(&(*out)->lock, NULL);
    return ERR_NONE;
}

void kept_destroy(struct kept *kept) {
    if (kept == NULL) {
        return;
    }
    for (size_t i = 0; i < KEPT_ENTRIES; i++) {
        free(kept->entries[i].texts);
    }
    (void)pthread_mutex_destroy(&kept->lock);
    free(kept);
}

static void entry_drop(struct kept *kept, struct kept_entry *entry) {
    kept->total -= entry->bytes;
    free(entry->texts);
    *entry = (struct kept_entry){0};
}

/* The place for a new form; the oldest make room. */
static struct kept_entry *entry_make(struct kept *kept, size_t bytes) {
    struct kept_entry *entry = &kept->entries[kept->next];
    kept->next = (kept->next + 1) % KEPT_ENTRIES;
    entry_drop(kept, entry);
    for (size_t i = 0; i < KEPT_ENTRIES && kept->total + bytes > KEPT_TOTAL_MAX; i++) {
        entry_drop(kept, &kept->entries[(kept->next + i) % KEPT_ENTRIES]);
    }
    return entry;
}

static size_t form_bytes(const struct kept_form *form) {
    size_t bytes = strlen(form->path) + strlen(form->token) + 2;
    for (size_t i = 0; i < form->count; i++) {
        bytes += strlen(form->fields[i].name) + strlen(form->fields[i].value) + 2;
    }
    return bytes;
}

static char *text_put(char *at, const char *text) {
    size_t size = strlen(text) + 1;
    memcpy(at, text, size);
    return at + size;
}

enum err kept_put(struct kept *kept, const struct kept_form *form, int64_t now_ms,
                  char id_out[KEPT_ID_SIZE]) {
    size_t bytes = form_bytes(form);
    char *texts = bytes <= KEPT_BYTES_MAX ? malloc(bytes) : NULL;
    if (texts == NULL) {
        return err_set(ERR_LIMIT, "PAGE-2", "The form is too large to be kept.", NULL);
    }
    char *at = text_put(text_put(texts, form->path), form->token);
    for (size_t i = 0; i < form->count; i++) {
        at = text_put(text_put(at, form->fields[i].name), form->fields[i].value);
    }
    unsigned char random[(KEPT_ID_SIZE - 1) / 2];
    randombytes_buf(random, sizeof random);
    (void)sodium_bin2hex(id_out, KEPT_ID_SIZE, random, sizeof random);
    (void)pthread_mutex_lock(&kept->lock);
    struct kept_entry *entry = entry_make(kept, bytes);
    kept->total += bytes;
    *entry = (struct kept_entry){.until_ms = now_ms + KEPT_MS,
                                 .had_files = form->had_files,
                                 .count = form->count,
                                 .bytes = bytes,
                                 .texts = texts};
    memcpy(entry->id, id_out, KEPT_ID_SIZE);
    (void)pthread_mutex_unlock(&kept->lock);
    return ERR_NONE;
}

static enum err entry_read(const struct kept_entry *entry, struct arena *arena,
                           struct kept_form *out) {
    char *texts = arena_alloc(arena, entry->bytes);
    struct http_field *fields = ARENA_ARRAY(arena, entry->count + 1, struct http_field);
    if (texts == NULL || fields == NULL) {
        return err_failed();
    }
    memcpy(texts, entry->texts, entry->bytes);
    const char *at = texts;
    *out = (struct kept_form){
        .path = at, .fields = fields, .count = entry->count, .had_files = entry->had_files};
    at += strlen(at) + 1;
    out->token = at;
    for (size_t i = 0; i < entry->count; i++) {
        at += strlen(at) + 1;
        fields[i].name = at;
        at += strlen(at) + 1;
        fields[i].value = at;
    }
    return ERR_NONE;
}

enum err kept_find(struct kept *kept, struct arena *arena, const char *id, int64_t now_ms,
                   struct kept_form *out) {
    enum err err = ERR_NOT_FOUND;
    (void)pthread_mutex_lock(&kept->lock);
    for (size_t i = 0; i < KEPT_ENTRIES && err == ERR_NOT_FOUND; i++) {
        const struct kept_entry *entry = &kept->entries[i];
        if (entry->texts != NULL && strcmp(entry->id, id) == 0 && now_ms < entry->until_ms) {
            err = entry_read(entry, arena, out);
        }
    }
    (void)pthread_mutex_unlock(&kept->lock);
    return err != ERR_NOT_FOUND
               ? err
               : err_set(ERR_NOT_FOUND, "PAGE-3",
                         "The form that was kept for you is no longer here.", NULL);
}
