/* Live blocks that point: clauses of upstream documents, terms of the glossary, chapters. */
#include "document_compile_internal.h"

#include "block_clause_html.h"
#include "block_paraphrase_html.h"
#include "block_see_html.h"
#include "block_term_html.h"
#include "document_sql.h"
#include "duty.h"
#include "text.h"
#include "tr.h"
#include "words.h"
#include "upstream.h"
#include <string.h>

static enum err keep(struct compiler *compiler, struct html *html, struct drawn_block *out) {
    enum err err = html->buf.failed;
    out->markup = draw_inline_text(compiler->arena, html);
    buf_finish(&html->buf);
    return err != ERR_NONE ? err : out->markup == NULL ? err_failed() : ERR_NONE;
}

/* Is this the first time that the clause is cited? Each is judged once. */
static bool first_time(struct compiler *compiler, const char *clause_id) {
    for (size_t i = 0; i < compiler->cited_count; i++) {
        if (strcmp(compiler->cited[i], clause_id) == 0) {
            return false;
        }
    }
    if (compiler->cited_count < COMPILE_CITED_MAX) {
        compiler->cited[compiler->cited_count++] = clause_id;
    }
    return true;
}

static enum err judge_clause(struct compiler *compiler, const struct template_block *block,
                             const struct document_clause_find_rows *found) {
    struct arena *arena = compiler->arena;
    const struct document_clause_find_row *clause = &found->rows[0];
    const char *label = arena_printf(arena, "%s، %s", registry_clause_label(arena, clause->clause),
                                     clause->document_title);
    if (!first_time(compiler, clause->id)) {
        return ERR_NONE;
    }
    if (found->count > 1) {
        compile_problem(compiler, PROBLEM_ambiguous_clause, block->line,
                        tr_fmt(arena,
                               "{1} rows of the register bear the label «{2}»; the first is taken.",
                               (int64_t)found->count, label));
    }
    if (!clause->verified) {
        compile_problem(
            compiler, PROBLEM_unverified, block->line,
            tr_fmt(arena, "«{1}» is written from memory; it is marked as not verified.", label));
    }
    bool owed = false;
    enum err err = duty_missing(compiler->job->db, compiler->scratch, clause->id, &owed);
    if (err == ERR_NONE && owed) {
        compile_problem(
            compiler, PROBLEM_clause_no_duty, block->line,
            tr_fmt(arena,
                   "«{1}» obliges bodies of the province, but no duty has been accepted for "
                   "it.",
                   label));
    }
    return err;
}

static enum err draw_clause(struct compiler *compiler, const struct template_block *block,
                            struct drawn_block *out) {
    struct arena *arena = compiler->arena;
    struct document_clause_find_rows found;
    enum err err = document_clause_find(
        compiler->job->db, arena,
        &(struct document_clause_find_in){block->words[0], block->words[1]}, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (found.count == 0) {
        compile_problem(compiler, PROBLEM_clause_missing, block->line,
                        tr_fmt(arena, "No clause «{2}» is registered for the document «{1}».",
                               block->words[0], block->words[1]));
        return ERR_NONE;
    }
    err = judge_clause(compiler, block, &found);
    if (err != ERR_NONE) {
        return err;
    }
    const struct document_clause_find_row *clause = &found.rows[0];
    const char *label = registry_clause_label(arena, clause->clause);
    struct html html = {.arena = arena};
    buf_init(&html.buf, 256 * 1024);
    if (block->verb == VERB_CLAUSE) {
        const char *own = template_option(block, "as");
        out->words =
            own != NULL ? own : arena_printf(arena, "%s «%s»", label, clause->document_title);
        block_clause_html(&html, clause->document_id, out->words, clause->verified != 0);
    } else {
        block_paraphrase_html(&html, clause->document_id, clause->document_title, label,
                              clause->paraphrase, clause->verified != 0);
        out->words = clause->paraphrase;
    }
    return keep(compiler, &html, out);
}

static enum err draw_term(struct compiler *compiler, const struct template_block *block,
                          struct drawn_block *out) {
    struct arena *arena = compiler->arena;
    const char *term = template_words(arena, block);
    struct document_term_find_row row;
    bool found = false;
    if (term == NULL) {
        return err_failed();
    }
    out->words = term;
    enum err err =
        document_term_find(compiler->job->db, arena,
                           &(struct document_term_find_in){text_fold(arena, term)}, &row, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (!found) {
        compile_problem(compiler, PROBLEM_undefined_term, block->line,
                        tr_fmt(arena, "The term «{1}» is not in the glossary.", term));
        return ERR_NONE;
    }
    struct html html = {.arena = arena};
    buf_init(&html.buf, 64 * 1024);
    block_term_html(&html, term, row.meaning);
    return keep(compiler, &html, out);
}

static enum err draw_see(struct compiler *compiler, const struct template_block *block,
                         struct drawn_block *out) {
    struct arena *arena = compiler->arena;
    const struct document_chapter *chapter = NULL;
    for (size_t i = 0; i < compiler->chapters->count; i++) {
        if (strcmp(compiler->chapters->rows[i].slug, block->words[0]) == 0) {
            chapter = &compiler->chapters->rows[i];
        }
    }
    if (chapter == NULL) {
        compile_problem(compiler, PROBLEM_no_chapter, block->line,
                        tr_fmt(arena, "There is no chapter called {1}.", block->words[0]));
        return ERR_NONE;
    }
    out->words = tr_fmt(arena, "chapter {1} ({2})", chapter->position, chapter->title);
    struct html html = {.arena = arena};
    buf_init(&html.buf, 64 * 1024);
    block_see_html(&html, arena_printf(arena, "chapter-%s", chapter->slug), out->words);
    return keep(compiler, &html, out);
}

enum err compile_reference(struct compiler *compiler, const struct template_block *block,
                           struct drawn_block *out) {
    switch (block->verb) {
    case VERB_TERM:
        return draw_term(compiler, block, out);
    case VERB_SEE:
        return draw_see(compiler, block, out);
    default:
        return draw_clause(compiler, block, out);
    }
}
