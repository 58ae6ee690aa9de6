/*
 * Drawing one compiled chapter: parts and answered blocks in, HTML and reading text out. Addresses
 * inside are anchors of the whole document (#number-7, #chapter-gap), so that the same HTML serves
 * one page, a page per chapter (document_relink) and every export.
 */
#ifndef KHAJU_DOCUMENT_MARKUP_H
#define KHAJU_DOCUMENT_MARKUP_H

#include "html.h"
#include "provider.h"
#include "template.h"

enum { DRAWN_TABLE_ROWS = 25 /* printed when the author names no limit */, DRAWN_CHART_ROWS = 30 };

/* A table or figure about to be drawn. */
struct drawn_table {
    const struct provider_result *result;
    const char *anchor; /* "block-7" */
    const char *href;   /* "#number-7": the evidence */
    const char *label;  /* «جدول ۳» */
    const char *caption;
    const char *why; /* what would be counted: for the sentence when there is no data */
    size_t shown;    /* rows printed */
    bool keep;       /* stays a table on a phone: few columns of few words */
};

bool drawn_is_number(const struct provider_result *result, size_t column);
void drawn_row(struct html *out, const struct provider_result *result, size_t row);

/* An answered block of a chapter: markup and words, drawn before the chapter is. */
struct drawn_block {
    const char *markup; /* NULL: nothing could be drawn, a problem was reported */
    const char *words;  /* in the reading text */
};

struct drawn_chapter {
    const char *html;
    const char *reading;
};

/* The markup of a table or figure; the answer lives in the arena. */
enum err draw_table(struct arena *arena, const struct drawn_table *table,
                    const char **out) WARN_UNUSED;
enum err draw_figure(struct arena *arena, const struct drawn_table *table,
                     const char **out) WARN_UNUSED;

/* What was drawn, without the space that a fragment leaves around it: it stands in a sentence. */
const char *draw_inline_text(struct arena *arena, const struct html *html);

/* Draws a chapter; blocks[i] belongs to template->blocks[i]. position: number of the chapter. A
   block that the Markdown swallowed (inside a link's address) is reported. */
enum err draw_chapter(struct arena *arena, const char *slug, int position,
                      const struct template *template, const struct drawn_block *blocks,
                      struct document_problems *problems, struct drawn_chapter *out) WARN_UNUSED;

/* The anchor of the nth heading (from 0) of a chapter: "chapter-gap", "gap-2". */
const char *drawn_anchor(struct arena *arena, const char *slug, size_t heading);
/* A heading's text without its marks. */
const char *drawn_heading_words(struct arena *arena, const char *text,
                                const struct drawn_block *blocks);

#endif
