/* Compiles chapters into the content of a version. See compile.h. */
#include "document_compile_internal.h"

#include "structure.h"
#include "problem.h"
#include "tr.h"
#include <string.h>

enum { SCRATCH_MAX = 64 << 20 };

void compile_problem(struct compiler *compiler, enum document_problem_code code, unsigned line,
                     const char *message) {
    document_problem_report(compiler->problems, code, compiler->chapter->slug, line, message);
}

static enum err compile_block(struct compiler *compiler, const struct template_block *block,
                              struct drawn_block *out) {
    *out = (struct drawn_block){.markup = NULL, .words = ""};
    switch (block->verb) {
    case VERB_NUMBER:
    case VERB_TEXT:
    case VERB_TABLE:
    case VERB_FIGURE:
        return compile_data(compiler, block, out);
    case VERB_CLAUSE:
    case VERB_PARAPHRASE:
    case VERB_TERM:
    case VERB_SEE:
        return compile_reference(compiler, block, out);
    case VERB_PROCESSES:
        return compile_processes(compiler, block, out);
    case VERB_COUNT:
        break;
    }
    return ERR_NONE;
}

static enum err compile_chapter(struct compiler *compiler) {
    const struct document_chapter *chapter = compiler->chapter;
    struct arena *arena = compiler->arena;
    struct template template;
    enum err err =
        template_read(arena, chapter->slug, chapter->source, compiler->problems, &template);
    if (err != ERR_NONE) {
        return err;
    }
    structure_check(arena, chapter->slug, &template, compiler->problems);
    struct drawn_block *blocks = ARENA_ARRAY(arena, template.block_count + 1, struct drawn_block);
    if (blocks == NULL) {
        return err_failed();
    }
    for (size_t i = 0; err == ERR_NONE && i < template.block_count; i++) {
        err = compile_block(compiler, &template.blocks[i], &blocks[i]);
        arena_reset(compiler->scratch);
    }
    struct drawn_chapter drawn;
    if (err == ERR_NONE) {
        err = draw_chapter(arena, chapter->slug, chapter->position, &template, blocks,
                           compiler->problems, &drawn);
    }
    if (err == ERR_NONE) {
        struct content *out = compiler->out;
        out->chapters[out->chapter_count++] =
            (struct document_page){.position = chapter->position,
                                   .slug = chapter->slug,
                                   .title = drawn_heading_words(arena, template.title, blocks),
                                   .source = chapter->source,
                                   .html = drawn.html,
                                   .reading = drawn.reading};
    }
    return err;
}

enum err compile_run(const struct compile_job *job, const struct document_chapter_list *chapters,
                     struct document_problems *problems, struct content *out) {
    struct arena *scratch = arena_create(SCRATCH_MAX);
    if (scratch == NULL) {
        return err_failed();
    }
    struct compiler compiler = {.job = job,
                                .chapters = chapters,
                                .arena = job->arena,
                                .scratch = scratch,
                                .problems = problems,
                                .out = out};
    *out = (struct content){.as_of = job->now_ms};
    out->chapters = ARENA_ARRAY(job->arena, chapters->count + 1, struct document_page);
    out->blocks = ARENA_ARRAY(job->arena, CONTENT_BLOCKS_MAX, struct document_evidence);
    enum err err =
        arena_failed(job->arena) ? err_failed() : provider_dates(job->db, compiler.dates);
    for (size_t i = 0; err == ERR_NONE && i < chapters->count; i++) {
        compiler.chapter = &chapters->rows[i];
        if (job->only != NULL && strcmp(job->only, compiler.chapter->slug) != 0) {
            continue;
        }
        if (job->progress != NULL) {
            job->progress(job->progress_context, compiler.chapter->title, i, chapters->count);
        }
        err = compile_chapter(&compiler);
    }
    arena_destroy(scratch);
    document_problems_sort(problems);
    return err;
}
