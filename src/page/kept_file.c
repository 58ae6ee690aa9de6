/* A few open files behind a lock. */
#include "kept_file.h"

#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "page_internal.h"

enum { FILES_MAX = 16, NAME_MAX_BYTES = 256, KEPT_FILE_MS = 30 * 60 * 1000 };

struct kept_file {
    char id[KEPT_FILE_ID_SIZE]; /* "": free */
    char session[ID_SIZE];
    char name[NAME_MAX_BYTES];
    int64_t until_ms;
    int fd;
};

struct kept_files {
    pthread_mutex_t lock;
    struct kept_file files[FILES_MAX];
};

enum err kept_files_create(struct kept_files **out) {
    *out = calloc(1, sizeof **out);
    if (*out == NULL) {
        return err_memory();
    }
    (void)pthread_mutex_init(&(*out)->lock, NULL);
    return ERR_NONE;
}

static void file_drop(struct kept_file *file) {
    if (file->id[0] != '\0') {
        (void)close(file->fd);
        *file = (struct kept_file){0};
    }
}

void kept_files_destroy(struct kept_files *files) {
    if (files == NULL) {
        return;
    }
    for (size_t i = 0; i < FILES_MAX; i++) {
        file_drop(&files->files[i]);
    }
    (void)pthread_mutex_destroy(&files->lock);
    free(files);
}

/* Lets go what is old or the session's, then finds a free place, or that of the oldest. */
static struct kept_file *place_make(struct kept_files *files, const char *session, int64_t now_ms) {
    struct kept_file *place = &files->files[0];
    for (size_t i = 0; i < FILES_MAX; i++) {
        struct kept_file *file = &files->files[i];
        if (now_ms >= file->until_ms || strcmp(file->session, session) == 0) {
            file_drop(file);
        }
        place = file->until_ms < place->until_ms ? file : place;
    }
    file_drop(place);
    return place;
}

enum err kept_files_put(struct kept_files *files, const char *session, const char *path,
                        const char *name, int64_t now_ms, char id_out[KEPT_FILE_ID_SIZE]) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_set(ERR_IO, "PAGE-13", "The uploaded file cannot be kept.", NULL);
    }
    unsigned char random[(KEPT_FILE_ID_SIZE - 1) / 2];
    randombytes_buf(random, sizeof random);
    (void)sodium_bin2hex(id_out, KEPT_FILE_ID_SIZE, random, sizeof random);
    (void)pthread_mutex_lock(&files->lock);
    struct kept_file *file = place_make(files, session, now_ms);
    *file = (struct kept_file){.until_ms = now_ms + KEPT_FILE_MS, .fd = fd};
    memcpy(file->id, id_out, KEPT_FILE_ID_SIZE);
    (void)snprintf(file->session, sizeof file->session, "%s", session);
    memcpy(file->name, name, strnlen(name, sizeof file->name - 1));
    (void)pthread_mutex_unlock(&files->lock);
    return ERR_NONE;
}

/* A descriptor with a position of its own, so that two requests do not read from one. */
static FILE *reopen(const struct kept_file *file) {
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", file->fd);
    return fopen(path, "rbe");
}

enum err kept_files_open(struct kept_files *files, struct arena *arena, const char *session,
                         const char *id, int64_t now_ms, FILE **out, const char **name_out) {
    *out = NULL;
    (void)pthread_mutex_lock(&files->lock);
    for (size_t i = 0; i < FILES_MAX && *out == NULL; i++) {
        const struct kept_file *file = &files->files[i];
        if (file->id[0] != '\0' && strcmp(file->id, id) == 0 && now_ms < file->until_ms &&
            strcmp(file->session, session) == 0) {
            *out = reopen(file);
            *name_out = arena_strdup(arena, file->name);
        }
    }
    (void)pthread_mutex_unlock(&files->lock);
    if (*out == NULL) {
        return err_set(ERR_NOT_FOUND, "PAGE-12",
                       "The file that was checked is no longer here. Please choose it again.",
                       NULL);
    }
    if (*name_out == NULL) {
        (void)fclose(*out);
        *out = NULL;
        return err_failed();
    }
    return ERR_NONE;
}

enum err page_file_keep(struct page *page, const struct http_upload *upload, const char **id_out) {
    char id[KEPT_FILE_ID_SIZE];
    enum err err = kept_files_put(page_state_of(page)->app->kept_files, page->person->session_id,
                                  upload->path, upload->filename, page->now_ms, id);
    *id_out = err == ERR_NONE ? arena_strdup(page->arena, id) : NULL;
    return err == ERR_NONE && *id_out == NULL ? err_failed() : err;
}

static void stream_close(void *stream) {
    (void)fclose(stream);
}

enum err page_close_later(struct page *page, FILE *stream) {
    return arena_defer(page->arena, stream_close, stream) ? ERR_NONE : err_failed();
}

enum err page_file_open(struct page *page, const char *id, FILE **out, const char **name_out) {
    enum err err = kept_files_open(page_state_of(page)->app->kept_files, page->arena,
                                   page->person->session_id, id, page->now_ms, out, name_out);
    return err != ERR_NONE ? err : page_close_later(page, *out);
}
