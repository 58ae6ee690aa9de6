/*
 * HTML in one file, PDF by WeasyPrint, DOCX by pandoc. The programs are run by two small scripts
 * (export/), which the program carries and puts into the folder. See export_make.h.
 */
#include "export_make.h"

#include "document_files.h"
#include "export_file.h"
#include "tool.h"
#include "web.h"
#include <sodium.h>
#include <string.h>
#include <unistd.h>

enum {
    EXPORT_FILE_MAX = 256 << 20,
    EXPORT_TIMEOUT_MS = 5 * 60 * 1000,
    PYTHON_NO_TOOL = 3,
};

/* ---- HTML ---------------------------------------------------------------------------------- */

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
        err = export_file_write(path, buf_text(&whole), whole.length);
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
    struct tool run = {.program = python,
                       .directory = folder,
                       .package = "python3",
                       .arguments = {"-I", script, "document.html", target, NULL},
                       .timeout_ms = EXPORT_TIMEOUT_MS,
                       .output_max = EXPORT_FILE_MAX};
    int code = 0;
    enum err err = tool_run(&run, &code);
    if (err == ERR_IO && code == PYTHON_NO_TOOL) {
        return err_set(ERR_UNAVAILABLE, "DOC-21",
                       "The program {1} is not installed on this machine. Install the package {2}.",
                       tool, package, NULL);
    }
    return err;
}

/* The style sheet and the makers themselves, as the program carries them. */
static enum err put_tools(struct arena *arena, const char *folder) {
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < document_count; i++) {
        const struct embed *file = &document_files[i];
        const char *ending = strrchr(file->name, '.');
        if (strcmp(ending, ".py") == 0 || strcmp(ending, ".css") == 0) {
            const char *path = arena_printf(arena, "%s/%s", folder, file->name);
            err = path == NULL ? err_failed() : export_file_write(path, file->data, file->size);
        }
    }
    return err;
}

static enum err make_in(struct arena *arena, const char *folder, const struct buf *html, bool pdf,
                        const char **made_out) {
    const char *target = pdf ? "out.pdf" : "out.docx";
    const struct web_file *regular = web_file_named("vazirmatn-regular.ttf");
    const struct web_file *bold = web_file_named("vazirmatn-bold.ttf");
    const struct {
        const char *name;
        const void *data;
        size_t size;
    } files[] = {
        {"document.html", buf_text(html), html->length},
        {regular->name, regular->data, regular->size},
        {bold->name, bold->data, bold->size},
    };
    enum err err = put_tools(arena, folder);
    for (size_t i = 0; err == ERR_NONE && i < COUNT_OF(files); i++) {
        const char *path = arena_printf(arena, "%s/%s", folder, files[i].name);
        err = path == NULL ? err_failed() : export_file_write(path, files[i].data, files[i].size);
    }
    if (err == ERR_NONE) {
        err = pdf ? run_maker(folder, "pdf.py", target, "WeasyPrint", "weasyprint")
                  : run_maker(folder, "docx.py", target, "pandoc", "pandoc");
    }
    *made_out = arena_printf(arena, "%s/%s", folder, target);
    return err != ERR_NONE ? err : *made_out == NULL ? err_failed() : ERR_NONE;
}

/* WeasyPrint needs the text of charts prepared; pictures for the DOCX need it as it is. */
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

enum err export_make(struct arena *arena, const struct buf *html, enum document_format format,
                     const char *path) {
    char folder[EXPORT_FOLDER_MAX];
    const char *made = NULL;
    enum err err = export_folder_make(folder);
    if (err != ERR_NONE) {
        return err;
    }
    if (format == DOCUMENT_HTML) {
        made = arena_printf(arena, "%s/document.html", folder);
        err = made == NULL ? err_failed() : write_single(made, html);
    } else {
        err = make_from(arena, folder, html, format == DOCUMENT_PDF, &made);
    }
    if (err == ERR_NONE) {
        err = export_file_place(arena, made, path);
    }
    export_folder_remove(folder);
    return err;
}
