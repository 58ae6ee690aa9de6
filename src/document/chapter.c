/* Chapters: brought by the program, edited by IT management, never lost. See chapter.h. */
#include "chapter.h"

#include "document_files.h"
#include "document_sql.h"
#include "json.h"
#include "problem.h"
#include "template.h"
#include "text.h"
#include <string.h>

/* "03-as-is.md" → "as-is"; NULL when the file is no chapter. */
static const char *slug_of(struct arena *arena, const char *name) {
    size_t length = strlen(name);
    bool chapter = length > 6 && strspn(name, "0123456789") == 2 && name[2] == '-' &&
                   strcmp(name + length - 3, ".md") == 0;
    return chapter ? arena_strndup(arena, name + 3, length - 6) : NULL;
}

enum err chapter_defaults(struct arena *arena, struct document_chapter_list *out) {
    *out = (struct document_chapter_list){0};
    struct document_chapter *rows = ARENA_ARRAY(arena, CHAPTERS_MAX, struct document_chapter);
    if (rows == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < document_count && out->count < CHAPTERS_MAX; i++) {
        const char *slug = slug_of(arena, document_files[i].name);
        if (slug != NULL) {
            rows[out->count++] = (struct document_chapter){
                .slug = slug, .source = (const char *)document_files[i].data, .author = ""};
        }
    }
    out->rows = rows;
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

/* The words of the first line that begins with "# ". */
static const char *title_of(struct arena *arena, const char *source) {
    for (const char *at = source; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        if (length > 2 && at[0] == '#' && at[1] == ' ') {
            return text_clean(arena, arena_strndup(arena, at + 2, length - 2), false);
        }
        at += length + (at[length] == '\n');
    }
    return "";
}

enum err chapter_list(struct store_db *db, struct arena *arena, struct document_chapter_list *out) {
    struct document_chapter_edited_rows edited;
    enum err err = chapter_defaults(arena, out);
    if (err == ERR_NONE) {
        err = document_chapter_edited(db, arena, &edited);
    }
    if (err != ERR_NONE) {
        return err;
    }
    for (size_t i = 0; i < out->count; i++) {
        struct document_chapter *chapter = &out->rows[i];
        for (size_t k = 0; k < edited.count; k++) {
            if (strcmp(edited.rows[k].slug, chapter->slug) == 0) {
                chapter->version = edited.rows[k].version;
                chapter->source = edited.rows[k].source;
                chapter->changed_at = edited.rows[k].changed_at;
                chapter->author = edited.rows[k].author;
            }
        }
        chapter->position = (int)i + 1;
        chapter->title = title_of(arena, chapter->source);
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err document_chapters(struct store_db *db, struct arena *arena,
                           struct document_chapter_list *out) {
    return chapter_list(db, arena, out);
}

enum err document_chapter_get(struct store_db *db, struct arena *arena, const char *slug,
                              struct document_chapter *out) {
    struct document_chapter_list all;
    enum err err = chapter_list(db, arena, &all);
    for (size_t i = 0; err == ERR_NONE && i < all.count; i++) {
        if (strcmp(all.rows[i].slug, slug) == 0) {
            *out = all.rows[i];
            return ERR_NONE;
        }
    }
    return err != ERR_NONE
               ? err
               : err_set(ERR_NOT_FOUND, "DOC-4", "There is no chapter called {1}.", slug, NULL);
}

/* Line ends become \n, a last line is closed; the words stay as they were typed. */
static const char *normalise(struct arena *arena, const char *source) {
    struct buf out;
    buf_init(&out, TEMPLATE_SOURCE_MAX + 2);
    for (const char *at = source; *at != '\0'; at++) {
        if (*at != '\r') {
            buf_char(&out, *at);
        }
    }
    const char *text = buf_text(&out);
    if (out.length > 0 && text[out.length - 1] != '\n') {
        buf_char(&out, '\n');
    }
    const char *kept = out.failed == ERR_NONE ? arena_strdup(arena, buf_text(&out)) : NULL;
    buf_finish(&out);
    return kept;
}

enum err document_chapter_save(struct store_db *db, struct arena *arena,
                               const struct document_chapter_edit *edit) {
    struct document_chapter now;
    struct template template;
    struct document_problems problems;
    document_problems_init(&problems, arena);
    enum err err = document_chapter_get(db, arena, edit->slug, &now);
    if (err == ERR_NONE) {
        err = template_read(arena, edit->slug, edit->source, &problems, &template);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const char *source = normalise(arena, edit->source);
    if (source == NULL) {
        return err_failed();
    }
    if (now.version != edit->expected_version) {
        return err_set(ERR_CONFLICT, "DOC-5",
                       "{1} has saved this chapter since you opened it. Your text is kept below; "
                       "compare it with the new one and save again.",
                       now.author, NULL);
    }
    if (strcmp(source, now.source) == 0) {
        return ERR_NONE; /* the same text makes no version */
    }
    int64_t version = now.version + 1;
    const char *author = edit->who != NULL ? edit->who->name : "";
    int64_t changed = 1;
    if (now.version == 0) {
        err = document_chapter_insert(
            db,
            &(struct document_chapter_insert_in){edit->slug, version, source, edit->now_ms, author},
            NULL);
    } else {
        err =
            document_chapter_update(db,
                                    &(struct document_chapter_update_in){.slug = edit->slug,
                                                                         .before = now.version,
                                                                         .version = version,
                                                                         .source = source,
                                                                         .changed_at = edit->now_ms,
                                                                         .author = author},
                                    &changed);
    }
    if (err == ERR_NONE && changed == 0) {
        return err_set(ERR_CONFLICT, "DOC-5",
                       "{1} has saved this chapter since you opened it. Your text is kept below; "
                       "compare it with the new one and save again.",
                       now.author, NULL);
    }
    if (err == ERR_NONE) {
        err = document_chapter_version_insert(db,
                                              &(struct document_chapter_version_insert_in){
                                                  edit->slug, version, source, edit->now_ms, author,
                                                  edit->note != NULL ? edit->note : ""},
                                              NULL);
    }
    if (err != ERR_NONE) {
        return err;
    }
    return people_audit(db, edit->now_ms, edit->who, "document.chapter_edit", "document_chapter",
                        edit->slug, NULL,
                        arena_printf(arena, "{\"version\":%lld}", (long long)version));
}
