/*
 * Files of a version: HTML, PDF, DOCX. The finished file is renamed into its place, so that a
 * half-made one is never seen. With a cache folder a version is made once for each format.
 */
#include "document.h"

#include "document_version.h"
#include "export_document_html.h"
#include "export_file.h"
#include "export_make.h"
#include "export_view.h"
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    EXPORT_MEMORY_MAX = 256 << 20,
    /* changes when the way a file is made changes, so that old files are not given out */
    EXPORT_GENERATION = 3,
};

static const struct {
    const char *name, *label, *type;
} formats[] = {
    [DOCUMENT_HTML] = {"html", "HTML", "text/html; charset=utf-8"},
    [DOCUMENT_PDF] = {"pdf", "PDF", "application/pdf"},
    [DOCUMENT_DOCX] = {"docx", "DOCX",
                       "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
};

const char *document_format_name(enum document_format format) {
    return formats[format].name;
}

const char *document_format_label(enum document_format format) {
    return formats[format].label;
}

const char *document_format_type(enum document_format format) {
    return formats[format].type;
}

bool document_format_read(const char *name, enum document_format *out) {
    for (size_t i = 0; i < DOCUMENT_FORMATS; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            *out = (enum document_format)i;
            return true;
        }
    }
    return false;
}

/* document.html as WeasyPrint and pandoc read it: style and fonts lie beside it. */
static enum err draw_html(struct store_db *db, struct arena *arena, int64_t number,
                          struct html *html) {
    struct export_view view;
    enum err err = export_view_load(db, arena, number, &view);
    if (err == ERR_NONE) {
        export_document_html(html, &view);
        err = html->buf.failed;
    }
    return err;
}

static char cache_dir_path[1024] = "var/document";

void document_cache_dir_set(const char *path) {
    snprintf(cache_dir_path, sizeof(cache_dir_path), "%s", path);
}

const char *document_cache_dir(void) {
    return cache_dir_path;
}

/* ---- the cache and the whole --------------------------------------------------------------- */

static const char *cache_path(struct arena *arena, const char *cache_dir, const char *key,
                              enum document_format format) {
    return arena_printf(arena, "%s/document-%s-%d.%s", cache_dir, key, EXPORT_GENERATION,
                        formats[format].name);
}

/* What a file depends on: the content, and the number and state that its cover shows. */
static void cache_key(const struct document_version *version, char key[33]) {
    unsigned char digest[16];
    char text[200];
    int length = snprintf(text, sizeof(text), "%s %lld %d", version->hash,
                          (long long)version->number, (int)version->state);
    crypto_generichash(digest, sizeof(digest), (const unsigned char *)text, (size_t)length, NULL,
                       0);
    sodium_bin2hex(key, 33, digest, sizeof(digest));
}

bool document_export_cached(struct arena *arena, const char *cache_dir,
                            const struct document_version *version, enum document_format format,
                            const char **path_out) {
    char key[33];
    cache_key(version, key);
    *path_out = cache_path(arena, cache_dir, key, format);
    return *path_out != NULL && access(*path_out, R_OK) == 0;
}

static enum err make_folder(const char *path) {
    if (mkdir(path, 0750) != 0 && errno != EEXIST) {
        return export_write_failed(path);
    }
    return ERR_NONE;
}

static enum err newest_version(struct store_db *db, struct arena *arena,
                               struct document_version *out) {
    struct document_version_list list;
    enum err err = document_list(db, arena, 0, 1, &list);
    if (err == ERR_NONE && list.count == 0) {
        err = err_set(ERR_NOT_FOUND, "DOC-34",
                      "No version has been made yet; compile the document first.", NULL);
    }
    if (err == ERR_NONE) {
        *out = list.rows[0];
    }
    return err;
}

enum err document_export(struct store *store, int64_t number, enum document_format format,
                         const char *cache_dir, const char *path) {
    struct arena *arena = arena_create(EXPORT_MEMORY_MAX);
    struct html html = {.arena = arena};
    struct document_version version;
    struct store_db *db = NULL;
    const char *cached = NULL;
    bool ready = false;
    if (arena == NULL) {
        return err_failed();
    }
    buf_init(&html.buf, EXPORT_HTML_MAX);
    enum err err = store_reader_acquire(store, &db);
    if (err == ERR_NONE) {
        err = number > 0 ? document_version_get(db, arena, number, &version)
                         : newest_version(db, arena, &version);
    }
    if (err == ERR_NONE && cache_dir != NULL) {
        ready = document_export_cached(arena, cache_dir, &version, format, &cached);
        err = make_folder(cache_dir);
    }
    if (err == ERR_NONE && !ready) {
        err = draw_html(db, arena, version.number, &html);
    }
    if (db != NULL) {
        store_reader_release(db);
    }
    if (err == ERR_NONE && !ready) {
        err = export_make(arena, &html.buf, format, cached != NULL ? cached : path);
    }
    if (err == ERR_NONE && cached != NULL && path != NULL) {
        err = export_file_place(arena, cached, path);
    }
    buf_finish(&html.buf);
    arena_destroy(arena);
    return err;
}
