/*
 * Files of a version: HTML in one file, PDF by WeasyPrint, DOCX by pandoc. Everything happens in a
 * temporary folder; the finished file is renamed into its place, so that a half-made one is never
 * seen. With a cache folder a version is made once for each format.
 */
#include "document.h"

#include "document_files.h"
#include "document_version.h"
#include "export_document_html.h"
#include "export_view.h"
#include "fault.h"
#include "process.h"
#include "web.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    EXPORT_MEMORY_MAX = 256 << 20,
    EXPORT_HTML_MAX = 128 << 20,
    EXPORT_FILE_MAX = 256 << 20,
    EXPORT_TIMEOUT_MS = 5 * 60 * 1000,
    /* changes when the way a file is made changes, so that old files are not given out */
    EXPORT_GENERATION = 1,
    PYTHON_NO_TOOL = 3,
};

static const struct {
    const char *name, *type;
} formats[] = {
    [DOCUMENT_HTML] = {"html", "text/html; charset=utf-8"},
    [DOCUMENT_PDF] = {"pdf", "application/pdf"},
    [DOCUMENT_DOCX] = {"docx",
                       "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
};

const char *document_format_name(enum document_format format) {
    return formats[format].name;
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

/* ---- files --------------------------------------------------------------------------------- */

static enum err write_failed(const char *path) {
    return errno == ENOSPC || errno == EDQUOT
               ? err_set(ERR_FULL, "DOC-30", "The disk is full; {1} was not written.", path, NULL)
               : err_set(ERR_IO, "DOC-31", "The file {1} could not be written.", path, NULL);
}

static enum err write_file(const char *path, const void *data, size_t size) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        return write_failed(path);
    }
    const char *at = data;
    enum err err = FAULT_POINT(FAULT_IO) ? write_failed(path) : ERR_NONE;
    while (err == ERR_NONE && size > 0) {
        ssize_t wrote = write(fd, at, size);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            err = write_failed(path);
            break;
        }
        at += wrote;
        size -= (size_t)wrote;
    }
    if (err == ERR_NONE && fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP) {
        err = write_failed(path);
    }
    close(fd);
    return err;
}

/* Copies a finished file beside its place and renames it into it. */
static enum err place_file(struct arena *arena, const char *from, const char *to) {
    const char *part = arena_printf(arena, "%s.part-%d", to, (int)getpid());
    FILE *in = fopen(from, "rbe");
    if (in == NULL || part == NULL) {
        if (in != NULL) {
            fclose(in);
        }
        return err_set(ERR_IO, "DOC-32", "The finished file could not be read.", NULL);
    }
    enum err err = ERR_NONE;
    FILE *out = fopen(part, "wbe");
    if (out == NULL) {
        err = write_failed(to);
    } else {
        char chunk[65536];
        size_t got;
        while (err == ERR_NONE && (got = fread(chunk, 1, sizeof(chunk), in)) > 0) {
            err = fwrite(chunk, 1, got, out) == got ? ERR_NONE : write_failed(to);
        }
        if (err == ERR_NONE && fflush(out) != 0) {
            err = write_failed(to);
        }
        fclose(out);
        if (err == ERR_NONE && rename(part, to) != 0) {
            err = write_failed(to);
        }
        if (err != ERR_NONE) {
            unlink(part);
        }
    }
    fclose(in);
    return err;
}

/* Everything that may lie in the temporary folder. */
static const char *const workshop[] = {
    "document.html",      "document.css", "vazirmatn-regular.ttf",
    "vazirmatn-bold.ttf", "pdf.py",       "docx.py",
    "words.html",         "pandoc.docx",  "out.pdf",
    "out.docx",
};

static void clear_folder(struct arena *arena, const char *folder) {
    for (size_t i = 0; i < COUNT_OF(workshop); i++) {
        const char *path = arena_printf(arena, "%s/%s", folder, workshop[i]);
        if (path != NULL) {
            unlink(path);
        }
    }
    rmdir(folder);
}

/* ---- the HTML ------------------------------------------------------------------------------ */

static const struct embed *find_file(const char *name) {
    for (size_t i = 0; i < document_count; i++) {
        if (strcmp(document_files[i].name, name) == 0) {
            return &document_files[i];
        }
    }
    return NULL;
}

/* Appends data as base64. */
static void put_base64(struct buf *out, const unsigned char *data, size_t size) {
    char text[4 * 3072 / 3 + 5];
    for (size_t at = 0; at < size; at += 3072) {
        size_t length = size - at < 3072 ? size - at : 3072;
        sodium_bin2base64(text, sizeof(text), data + at, length, sodium_base64_VARIANT_ORIGINAL);
        buf_str(out, text);
    }
}

/* Copies text with every `name` replaced by a data address of the given bytes. */
static void put_inside(struct buf *out, const char *text, const char *name, const char *type,
                       const unsigned char *data, size_t size) {
    for (const char *found; (found = strstr(text, name)) != NULL; text = found + strlen(name)) {
        buf_append(out, text, (size_t)(found - text));
        buf_printf(out, "data:%s;base64,", type);
        put_base64(out, data, size);
    }
    buf_str(out, text);
}

/* The style sheet with both fonts inside. */
static void style_with_fonts(struct buf *out) {
    const struct embed *css = find_file("document.css");
    const struct web_file *regular = web_file_named("vazirmatn-regular.ttf");
    const struct web_file *bold = web_file_named("vazirmatn-bold.ttf");
    struct buf half;
    buf_init(&half, EXPORT_HTML_MAX);
    put_inside(&half, css != NULL ? (const char *)css->data : "", "vazirmatn-regular.ttf",
               "font/ttf", regular->data, regular->size);
    put_inside(out, buf_text(&half), "vazirmatn-bold.ttf", "font/ttf", bold->data, bold->size);
    buf_finish(&half);
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

/* One file that needs nothing else. */
static enum err write_single(const char *path, const struct buf *html) {
    struct buf style, whole;
    buf_init(&style, EXPORT_HTML_MAX);
    buf_init(&whole, EXPORT_HTML_MAX);
    style_with_fonts(&style);
    put_inside(&whole, buf_text(html), "document.css", "text/css",
               (const unsigned char *)buf_text(&style), style.length);
    enum err err = style.failed != ERR_NONE ? style.failed : whole.failed;
    if (err == ERR_NONE) {
        err = write_file(path, buf_text(&whole), whole.length);
    }
    buf_finish(&whole);
    buf_finish(&style);
    return err;
}

/* ---- PDF and DOCX -------------------------------------------------------------------------- */

static enum err run_maker(const char *folder, const char *script, const char *target,
                          const char *tool, const char *package) {
    /* Debian's own Python is the one that has WeasyPrint, whatever else is in the PATH */
    const char *python = access("/usr/bin/python3", X_OK) == 0 ? "/usr/bin/python3" : "python3";
    struct process process = {.program = python,
                              .directory = folder,
                              .package = "python3",
                              .arguments = {"-I", script, "document.html", target, NULL},
                              .timeout_ms = EXPORT_TIMEOUT_MS,
                              .output_max = EXPORT_FILE_MAX};
    int code = 0;
    enum err err = process_run(&process, &code);
    if (err == ERR_IO && code == PYTHON_NO_TOOL) {
        return err_set(ERR_UNAVAILABLE, "DOC-21",
                       "The program {1} is not installed on this machine. Install the package {2}.",
                       tool, package, NULL);
    }
    return err;
}

static enum err make_in(struct arena *arena, const char *folder, const struct buf *html, bool pdf,
                        const char **made_out) {
    const char *script = pdf ? "pdf.py" : "docx.py";
    const char *target = pdf ? "out.pdf" : "out.docx";
    const struct embed *css = find_file("document.css");
    const struct embed *maker = find_file(script);
    const struct web_file *regular = web_file_named("vazirmatn-regular.ttf");
    const struct web_file *bold = web_file_named("vazirmatn-bold.ttf");
    const struct {
        const char *name;
        const void *data;
        size_t size;
    } files[] = {
        {"document.html", buf_text(html), html->length},
        {"document.css", css->data, css->size},
        {"vazirmatn-regular.ttf", regular->data, regular->size},
        {"vazirmatn-bold.ttf", bold->data, bold->size},
        {script, maker->data, maker->size},
    };
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < COUNT_OF(files); i++) {
        const char *path = arena_printf(arena, "%s/%s", folder, files[i].name);
        err = path == NULL ? ERR_MEMORY : write_file(path, files[i].data, files[i].size);
    }
    if (err == ERR_NONE) {
        err = pdf ? run_maker(folder, script, target, "WeasyPrint", "weasyprint")
                  : run_maker(folder, script, target, "pandoc", "pandoc");
    }
    *made_out = arena_printf(arena, "%s/%s", folder, target);
    return err != ERR_NONE ? err : *made_out == NULL ? ERR_MEMORY : ERR_NONE;
}

/* WeasyPrint needs the text of charts prepared; pandoc leaves the charts out. */
static enum err make_from(struct arena *arena, const char *folder, const struct buf *html, bool pdf,
                          const char **made_out) {
    if (!pdf) {
        return make_in(arena, folder, html, false, made_out);
    }
    struct buf printed;
    buf_init(&printed, EXPORT_HTML_MAX);
    enum err err = web_charts_for_print(buf_text(html), &printed);
    if (err == ERR_NONE) {
        err = make_in(arena, folder, &printed, true, made_out);
    }
    buf_finish(&printed);
    return err;
}

static enum err make_file(struct arena *arena, const struct buf *html, enum document_format format,
                          const char *path) {
    const char *temporary = getenv("TMPDIR");
    char folder[1024];
    snprintf(folder, sizeof(folder), "%s/khaju-export-XXXXXX",
             temporary != NULL && temporary[0] == '/' ? temporary : "/tmp");
    if (mkdtemp(folder) == NULL) {
        return write_failed(folder);
    }
    const char *made = NULL;
    enum err err;
    if (format == DOCUMENT_HTML) {
        made = arena_printf(arena, "%s/document.html", folder);
        err = made == NULL ? ERR_MEMORY : write_single(made, html);
    } else {
        err = make_from(arena, folder, html, format == DOCUMENT_PDF, &made);
    }
    if (err == ERR_NONE) {
        err = place_file(arena, made, path);
    }
    clear_folder(arena, folder);
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
        return write_failed(path);
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
        return ERR_MEMORY;
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
        err = make_file(arena, &html.buf, format, cached != NULL ? cached : path);
    }
    if (err == ERR_NONE && cached != NULL && path != NULL) {
        err = place_file(arena, cached, path);
    }
    buf_finish(&html.buf);
    arena_destroy(arena);
    return err;
}
