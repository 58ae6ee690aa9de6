/* The room as a whole: made by cli, plugged into the server. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "calendar.h"
#include "dispatch.h"

/* More threads would only make each other slow, and hold memory. */
enum {
    PAGE_LONG_THREADS = 3,
    PAGE_LONG_WAITING = 8,
    PAGE_BRIEF_THREADS = 2,
    PAGE_BRIEF_WAITING = 64,
};

enum err page_app_create(const struct page_options *options, struct page_app **out) {
    if (sodium_init() < 0) {
        return err_set(ERR_UNAVAILABLE, "HTTP-28", "The system gives no random numbers.", NULL);
    }
    struct page_app *app = calloc(1, sizeof *app);
    if (app == NULL) {
        return err_memory();
    }
    app->options = *options;
    enum err err = once_create(&app->once);
    if (err == ERR_NONE) {
        err = kept_create(&app->kept);
    }
    if (err == ERR_NONE) {
        err = kept_files_create(&app->kept_files);
    }
    if (err == ERR_NONE) {
        err = work_create(PAGE_LONG_THREADS, PAGE_LONG_WAITING, &app->long_work);
    }
    if (err == ERR_NONE) {
        err = work_create(PAGE_BRIEF_THREADS, PAGE_BRIEF_WAITING, &app->brief_work);
    }
    if (err != ERR_NONE) {
        page_app_destroy(app);
        return err;
    }
    *out = app;
    return ERR_NONE;
}

void page_app_destroy(struct page_app *app) {
    if (app != NULL) {
        work_destroy(app->long_work);
        work_destroy(app->brief_work);
        once_destroy(app->once);
        kept_destroy(app->kept);
        kept_files_destroy(app->kept_files);
        sodium_memzero(app, sizeof *app);
        free(app);
    }
}

/* The cache serves those who are not signed in and have no notice waiting. What a page says may
   depend on the day (deadlines), so the day is part of the version. */
static bool page_version(void *context, struct http_req *req, uint64_t *out) {
    struct page_app *app = context;
    if (http_has_cookie(req, PEOPLE_SESSION_COOKIE) || http_has_cookie(req, PAGE_NOTICE_COOKIE)) {
        return false;
    }
    struct store_db *reader = NULL;
    if (store_reader_acquire(app->options.store, &reader) != ERR_NONE) {
        return false;
    }
    uint64_t version = 0;
    enum err err = store_version(reader, &version);
    store_reader_release(reader);
    *out = version * 1000003u + (uint64_t)calendar_day_of_ms(http_now_ms(req));
    return err == ERR_NONE;
}

struct http_hooks page_app_hooks(struct page_app *app) {
    return (struct http_hooks){
        .context = app,
        .dispatch = page_dispatch,
        .failed = page_failed,
        .version = page_version,
        .admit = page_admit,
    };
}

static enum err key_error(const char *path) {
    return err_set(errno == ENOSPC ? ERR_FULL : ERR_IO, "PAGE-4",
                   "The key file {1} cannot be read or made: {2}", path, strerror(errno), NULL);
}

/* Writes a new key so that it is either whole or not there. */
static enum err key_make(const char *path, unsigned char key[PAGE_KEY_SIZE]) {
    if (sodium_init() < 0) {
        return err_set(ERR_UNAVAILABLE, "HTTP-28", "The system gives no random numbers.", NULL);
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return key_error(path);
    }
    randombytes_buf(key, PAGE_KEY_SIZE);
    bool ok = write(fd, key, PAGE_KEY_SIZE) == PAGE_KEY_SIZE && fsync(fd) == 0;
    enum err err = ok ? ERR_NONE : key_error(path);
    (void)close(fd);
    if (!ok) {
        (void)unlink(path);
    }
    return err;
}

enum err page_key_load(const char *path, unsigned char key[PAGE_KEY_SIZE]) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        return key_make(path, key);
    }
    if (fd < 0) {
        return key_error(path);
    }
    ssize_t size = read(fd, key, PAGE_KEY_SIZE);
    (void)close(fd);
    if (size != PAGE_KEY_SIZE) {
        return err_set(ERR_INVALID, "PAGE-5",
                       "The key file {1} is damaged. Remove it; a new one is made, and open forms "
                       "have to be loaded again.",
                       path, NULL);
    }
    return ERR_NONE;
}
