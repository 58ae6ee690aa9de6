/* Draws tables, figures and chapters into markup, through the fragments. See markup.h. */
#include "markup.h"

#include "block_cell_html.h"
#include "block_figure_html.h"
#include "block_heading_html.h"
#include "block_table_html.h"
#include "chart.h"
#include "problem.h"
#include "text.h"
#include "tr.h"
#include "web.h"
#include <string.h>

enum { CHAPTER_HTML_MAX = 16 << 20 };

bool drawn_is_number(const struct provider_result *result, size_t column) {
    return result->kinds[column] == COLUMN_INT || result->kinds[column] == COLUMN_REAL;
}

void drawn_row(struct html *out, const struct provider_result *result, size_t row) {
    for (size_t i = 0; i < result->column_count; i++) {
        const struct cell *cell = &result->cells[row * result->column_count + i];
        bool is_latin = result->kinds[i] == COLUMN_LATIN;
        block_cell_html(out, cell, result->labels[i], i == 0, drawn_is_number(result, i), is_latin);
    }
}

/* Gives what was drawn to the arena. */
static enum err finish(struct arena *arena, struct html *html, const char **out) {
    enum err err = html->buf.failed;
    *out = err == ERR_NONE ? arena_strdup(arena, buf_text(&html->buf)) : NULL;
    buf_finish(&html->buf);
    return err != ERR_NONE ? err : *out == NULL ? err_failed() : ERR_NONE;
}

enum err draw_table(struct arena *arena, const struct drawn_table *table, const char **out) {
    struct html html = {.arena = arena};
    buf_init(&html.buf, CHAPTER_HTML_MAX);
    block_table_html(&html, table);
    return finish(arena, &html, out);
}

enum err draw_figure(struct arena *arena, const struct drawn_table *table, const char **out) {
    struct html html = {.arena = arena};
    buf_init(&html.buf, CHAPTER_HTML_MAX);
    block_figure_html(&html, table, chart_draw(arena, table->caption, table->result));
    return finish(arena, &html, out);
}

const char *draw_inline_text(struct arena *arena, const struct html *html) {
    const char *text = buf_text(&html->buf);
    size_t start = strspn(text, " \n");
    size_t end = html->buf.length;
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\n')) {
        end--;
    }
    return arena_strndup(arena, text + start, end - start);
}

const char *drawn_anchor(struct arena *arena, const char *slug, size_t heading) {
    return heading == 0 ? arena_printf(arena, "chapter-%s", slug)
                        : arena_printf(arena, "%s-%zu", slug, heading);
}

/* ---- a chapter ---- */

struct drawing {
    struct arena *arena;
    const struct template *template;
    const struct drawn_block *blocks;
    struct html html;
    struct buf reading;
    size_t drawn; /* inline blocks that came out */
    size_t headings;
    int position;
    int section; /* number of the last heading of level 2 */
    const char *slug;
};

/* Copies text and puts each block in the place of its mark; piece() writes what is between. */
static void replace_marks(struct drawing *drawing, const char *text,
                          void (*piece)(struct html *out, const char *text, struct arena *arena)) {
    const char *start = text;
    for (const char *at = text; *at != '\0';) {
        size_t index = 0;
        size_t length = template_mark(at, &index);
        if (length == 0 || index >= drawing->template->block_count) {
            at++;
            continue;
        }
        piece(&drawing->html, arena_strndup(drawing->arena, start, (size_t)(at - start)),
              drawing->arena);
        const char *markup = drawing->blocks[index].markup;
        if (markup != NULL) {
            html_text_raw(&drawing->html, (struct html_raw){markup});
        }
        drawing->drawn++;
        at += length;
        start = at;
    }
    piece(&drawing->html, start, drawing->arena);
}

static void piece_text(struct html *out, const char *text, struct arena *arena) {
    if (text != NULL && text[0] != '\0') {
        html_text_str(out, text);
    }
}

/* What lies between two marks in what web made of the Markdown. */
static void piece_markup(struct html *out, const char *text, struct arena *arena) {
    if (text != NULL && text[0] != '\0') {
        html_text_raw(out, (struct html_raw){text});
    }
}

/* The words of a text, for comparing versions: marks become the words of their blocks. */
static void read_words(struct arena *arena, const char *text, const struct drawn_block *blocks,
                       size_t block_count, struct buf *out) {
    for (const char *at = text; *at != '\0';) {
        size_t index = 0;
        size_t length = template_mark(at, &index);
        if (length > 0 && index < block_count) {
            buf_str(out, blocks[index].words);
            at += length;
        } else {
            buf_char(out, *at++);
        }
    }
}

const char *drawn_heading_words(struct arena *arena, const char *text,
                                const struct drawn_block *blocks) {
    struct buf out;
    buf_init(&out, 4096);
    for (const char *at = text; *at != '\0';) {
        size_t index = 0;
        size_t length = template_mark(at, &index);
        if (length > 0) {
            buf_str(&out, blocks != NULL ? blocks[index].words : "…");
            at += length;
        } else {
            buf_char(&out, *at++);
        }
    }
    const char *words_out = arena_strdup(arena, buf_text(&out));
    buf_finish(&out);
    return words_out;
}

/* «۳» for a chapter, «۳-۲» for a section: read from right to left, chapter first. */
static const char *heading_number(struct drawing *drawing, int level) {
    struct arena *arena = drawing->arena;
    if (level == 1) {
        return tr_fmt(arena, "Chapter {1}:", drawing->position);
    }
    return level != 2
               ? ""
               : arena_printf(arena, "%s\u200f-\u200f%s", text_number(arena, drawing->position),
                              text_number(arena, drawing->section));
}

static void draw_heading(struct drawing *drawing, const struct template_part *part) {
    struct arena *arena = drawing->arena;
    drawing->section += part->level == 2;
    /* the words of the heading are drawn aside, because the fragment takes them as one piece */
    struct html whole = drawing->html;
    drawing->html = (struct html){.arena = arena};
    buf_init(&drawing->html.buf, 64 * 1024);
    replace_marks(drawing, part->text, piece_text);
    const char *markup = arena_strdup(arena, buf_text(&drawing->html.buf));
    buf_finish(&drawing->html.buf);
    drawing->html = whole;
    if (markup == NULL) {
        return;
    }
    block_heading_html(&drawing->html, part->level,
                       drawn_anchor(arena, drawing->slug, drawing->headings++),
                       heading_number(drawing, part->level), (struct html_raw){markup});
}

static void draw_part(struct drawing *drawing, const struct template_part *part) {
    struct arena *arena = drawing->arena;
    size_t count = drawing->template->block_count;
    switch (part->kind) {
    case PART_HEADING:
        draw_heading(drawing, part);
        read_words(arena, part->text, drawing->blocks, count, &drawing->reading);
        break;
    case PART_PROSE: {
        struct html_raw markup = web_markdown(arena, part->text);
        if (markup.markup != NULL) {
            replace_marks(drawing, markup.markup, piece_markup);
        }
        read_words(arena, part->text, drawing->blocks, count, &drawing->reading);
        break;
    }
    case PART_BLOCK: {
        const struct drawn_block *block = &drawing->blocks[part->block];
        if (block->markup != NULL) {
            html_text_raw(&drawing->html, (struct html_raw){block->markup});
        }
        buf_str(&drawing->reading, block->words);
        break;
    }
    }
    buf_str(&drawing->reading, "\n");
}

enum err draw_chapter(struct arena *arena, const char *slug, int position,
                      const struct template *template, const struct drawn_block *blocks,
                      struct document_problems *problems, struct drawn_chapter *out) {
    struct drawing drawing = {.arena = arena,
                              .template = template,
                              .blocks = blocks,
                              .html = {.arena = arena},
                              .position = position,
                              .slug = slug};
    size_t inline_blocks = 0;
    for (size_t i = 0; i < template->block_count; i++) {
        inline_blocks += !template->blocks[i].alone;
    }
    buf_init(&drawing.html.buf, CHAPTER_HTML_MAX);
    buf_init(&drawing.reading, CHAPTER_HTML_MAX);
    for (size_t i = 0; i < template->part_count; i++) {
        draw_part(&drawing, &template->parts[i]);
    }
    if (drawing.drawn < inline_blocks) {
        document_problem_report(
            problems, PROBLEM_misplaced, slug, 0,
            tr("A live block stands where it cannot be drawn, for example inside an address."));
    }
    enum err err = drawing.reading.failed;
    out->reading = arena_strdup(arena, buf_text(&drawing.reading));
    buf_finish(&drawing.reading);
    enum err drawn = finish(arena, &drawing.html, &out->html);
    return err != ERR_NONE ? err : drawn;
}
