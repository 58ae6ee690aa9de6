/* Two versions side by side: the words of each chapter, and the numbers that changed. */
#include "document_version.h"

#include <string.h>

static const struct document_page *page_by_slug(const struct document_page_list *pages,
                                                const char *slug) {
    for (size_t i = 0; i < pages->count; i++) {
        if (strcmp(pages->rows[i].slug, slug) == 0) {
            return &pages->rows[i];
        }
    }
    return NULL;
}

static enum err compare_chapters(struct arena *arena, const struct document_page_list *before,
                                 const struct document_page_list *after,
                                 struct document_comparison *out) {
    size_t most = before->count + after->count;
    out->chapters = ARENA_ARRAY(arena, most + 1, struct document_compared_chapter);
    if (out->chapters == NULL) {
        return err_failed();
    }
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < most; i++) {
        /* the chapters of the newer version in order, then those that are gone */
        const struct document_page *page =
            i < after->count ? &after->rows[i] : &before->rows[i - after->count];
        const struct document_page *old = page_by_slug(before, page->slug);
        const struct document_page *new = page_by_slug(after, page->slug);
        if (i >= after->count && new != NULL) {
            continue;
        }
        struct document_compared_chapter *chapter = &out->chapters[out->chapter_count++];
        *chapter = (struct document_compared_chapter){.title = page->title, .slug = page->slug};
        err = redline_compare(arena, old != NULL ? old->reading : "",
                              new != NULL ? new->reading : "", &chapter->redline);
    }
    return err;
}

static bool is_number(const struct document_evidence *block) {
    return strcmp(block->kind, "number") == 0 || strcmp(block->kind, "text") == 0;
}

static const struct document_evidence *find_number(const struct document_evidence_list *list,
                                                   const struct document_evidence *like) {
    for (size_t i = 0; i < list->count; i++) {
        if (is_number(&list->rows[i]) && strcmp(list->rows[i].provider, like->provider) == 0 &&
            strcmp(list->rows[i].kind, like->kind) == 0) {
            return &list->rows[i];
        }
    }
    return NULL;
}

static enum err compare_numbers(struct arena *arena, const struct document_evidence_list *before,
                                const struct document_evidence_list *after,
                                struct document_comparison *out) {
    out->changes = ARENA_ARRAY(arena, before->count + after->count + 1, struct document_change);
    if (out->changes == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < after->count; i++) {
        const struct document_evidence *new = &after->rows[i];
        const struct document_evidence *old = is_number(new) ? find_number(before, new) : NULL;
        if (is_number(new) && (old == NULL || strcmp(old->value, new->value) != 0)) {
            out->changes[out->change_count++] = (struct document_change){
                new->caption, new->provider, old != NULL ? old->value : "", new->value, new->k};
        }
    }
    for (size_t i = 0; i < before->count; i++) {
        const struct document_evidence *old = &before->rows[i];
        if (is_number(old) && find_number(after, old) == NULL) {
            out->changes[out->change_count++] =
                (struct document_change){old->caption, old->provider, old->value, "", 0};
        }
    }
    return ERR_NONE;
}

enum err document_compare(struct store_db *db, struct arena *arena, int64_t before, int64_t after,
                          struct document_comparison *out) {
    struct document_version old, new;
    struct document_page_list old_pages, new_pages;
    struct document_evidence_list old_numbers, new_numbers;
    *out = (struct document_comparison){.before = before > 0 ? before : after - 1, .after = after};
    enum err err = document_version_get(db, arena, after, &new);
    if (err == ERR_NONE && out->before < 1) {
        err =
            err_set(ERR_NOT_FOUND, "DOC-17", "There is no earlier version to compare with.", NULL);
    }
    if (err == ERR_NONE) {
        err = document_version_get(db, arena, out->before, &old);
    }
    if (err == ERR_NONE) {
        err = document_pages(db, arena, out->before, &old_pages);
    }
    if (err == ERR_NONE) {
        err = document_pages(db, arena, after, &new_pages);
    }
    if (err == ERR_NONE) {
        err = document_evidences(db, arena, out->before, &old_numbers);
    }
    if (err == ERR_NONE) {
        err = document_evidences(db, arena, after, &new_numbers);
    }
    if (err == ERR_NONE) {
        err = compare_chapters(arena, &old_pages, &new_pages, out);
    }
    return err != ERR_NONE ? err : compare_numbers(arena, &old_numbers, &new_numbers, out);
}
