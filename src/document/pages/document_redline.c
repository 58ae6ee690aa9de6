/* What changed between two versions, word by word. */
#include "document_redline.h"
#include "document_page.h"
#include "document_redline_html.h"
#include "text.h"

#include <string.h>

enum { CONTEXT_WORDS = 30 };

/* The first words of a text (or the last, from its end). */
static const char *some_words(struct arena *arena, const char *text, bool last) {
    const char *at = last ? text + strlen(text) : text;
    for (size_t words = 0; words < CONTEXT_WORDS && (last ? at > text : *at != '\0');) {
        at += last ? -1 : 1;
        words += at[last ? 0 : -1] == ' ';
    }
    return last ? arena_strdup(arena, at) : arena_strndup(arena, text, (size_t)(at - text));
}

/* Runs as they are shown: what is the same for long is shortened on both sides of a gap. */
static enum err shorten(struct arena *arena, const struct document_compared_chapter *chapter,
                        struct redline_chapter *out) {
    const struct redline *redline = &chapter->redline;
    *out = (struct redline_chapter){.title = chapter->title,
                                    .added = (int64_t)redline->added,
                                    .removed = (int64_t)redline->removed};
    out->pieces = ARENA_ARRAY(arena, 2 * redline->run_count + 1, struct redline_piece);
    if (out->pieces == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < redline->run_count; i++) {
        const struct redline_run *run = &redline->runs[i];
        if (run->kind != REDLINE_SAME || run->words <= 3 * CONTEXT_WORDS) {
            out->pieces[out->count++] = (struct redline_piece){run->kind, run->text, 0};
            continue;
        }
        if (i > 0) {
            out->pieces[out->count++] =
                (struct redline_piece){run->kind, some_words(arena, run->text, false), 0};
        }
        out->pieces[out->count++] = (struct redline_piece){
            run->kind, i + 1 < redline->run_count ? some_words(arena, run->text, true) : "",
            (int64_t)run->words};
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

/* The version to compare with: the one asked for, else the one before. Readable, or not there. */
static enum err find_before(struct page *page, int64_t after, int64_t *before) {
    struct document_version version;
    const char *asked = page_query(page, "with");
    *before = after - 1;
    if (asked != NULL && (!text_int(asked, before) || *before < 1 || *before >= after)) {
        return err_set(ERR_INVALID, "DOC-18", "A version is compared with an earlier one.", NULL);
    }
    if (*before < 1) {
        return err_set(ERR_NOT_FOUND, "DOC-17", "There is no earlier version to compare with.",
                       NULL);
    }
    enum err err = document_version_get(page->db, page->arena, *before, &version);
    if (err == ERR_NONE && !document_state_public(version.state) &&
        !page_may(page, CAN_document_read_draft, NULL)) {
        err = err_set(ERR_NOT_FOUND, "DOC-7", "There is no such version of the document.", NULL);
    }
    return err;
}

// What changed between a version and an earlier one, word by word.
PAGE(GET, "/document/versions/{number}/redline", document_redline_show, CAN(public_read))
enum err document_redline_show(struct page *page) {
    struct document_version version;
    struct document_comparison comparison;
    int64_t before = 0;
    enum err err = document_page_version(page, &version);
    if (err == ERR_NONE) {
        err = find_before(page, version.number, &before);
    }
    if (err == ERR_NONE) {
        err = document_compare(page->db, page->arena, before, version.number, &comparison);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct redline_view view = {.comparison = &comparison,
                                .base = document_page_base(page, version.number)};
    view.chapters = ARENA_ARRAY(page->arena, comparison.chapter_count + 1, struct redline_chapter);
    for (size_t i = 0; view.chapters != NULL && err == ERR_NONE && i < comparison.chapter_count;
         i++) {
        const struct redline *redline = &comparison.chapters[i].redline;
        if (redline->added + redline->removed > 0) {
            err = shorten(page->arena, &comparison.chapters[i], &view.chapters[view.count++]);
        }
    }
    if (err != ERR_NONE || view.chapters == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("What changed in the document"),
                                             .section = "document"});
    document_redline_html(out, &view);
    return page_end(page);
}
