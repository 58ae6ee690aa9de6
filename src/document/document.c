/* Compiling as a whole: reads on one snapshot, then freezes inside one command. See document.h. */
#include "document.h"

#include "chapter.h"
#include "compile.h"
#include "document_sql.h"
#include "pack.h"
#include "plan.h"
#include <string.h>

enum { CONTENT_MEMORY_MAX = 512 << 20 };

/* What the freezing command needs; it may run more than once. */
struct freezing {
    const struct content *content;
    const struct document_compile *how;
    const struct store_blob *packed;
    const char *hash;
    int64_t bytes;
    int64_t number; /* out */
};

static enum err freeze_rows(struct store_db *db, const struct freezing *freezing) {
    const struct content *content = freezing->content;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < content->chapter_count; i++) {
        const struct document_page *page = &content->chapters[i];
        err = document_version_chapter_insert(
            db,
            &(struct document_version_chapter_insert_in){freezing->number, page->position,
                                                         page->slug, page->title, page->source,
                                                         page->html, page->reading},
            NULL);
    }
    for (size_t i = 0; err == ERR_NONE && i < content->block_count; i++) {
        const struct document_evidence *block = &content->blocks[i];
        err = document_version_block_insert(db,
                                            &(struct document_version_block_insert_in){
                                                .number = freezing->number,
                                                .k = block->k,
                                                .kind = block->kind,
                                                .provider = block->provider,
                                                .label = block->label,
                                                .caption = block->caption,
                                                .chapter = block->chapter,
                                                .line = block->line,
                                                .value = block->value,
                                                .total = block->total,
                                                .content = freezing->packed[i],
                                                .content_size = (int64_t)strlen(block->content)},
                                            NULL);
    }
    for (size_t i = 0; err == ERR_NONE && i < content->problems.count; i++) {
        const struct document_problem *problem = &content->problems.items[i];
        err = document_version_problem_insert(db,
                                              &(struct document_version_problem_insert_in){
                                                  freezing->number, (int64_t)i, problem->severity,
                                                  problem->code, problem->chapter, problem->line,
                                                  problem->message},
                                              NULL);
    }
    return err;
}

static enum err freeze_command(struct store_db *db, void *context) {
    struct freezing *freezing = context;
    const struct document_compile *how = freezing->how;
    const struct content *content = freezing->content;
    struct arena *arena = arena_create(1 << 20);
    struct document_version_last_row last;
    if (arena == NULL) {
        return err_failed();
    }
    enum err err = document_version_last(db, arena, &last);
    if (err == ERR_NONE) {
        freezing->number = last.number + 1;
        err = document_version_insert(
            db,
            &(struct document_version_insert_in){.number = freezing->number,
                                                 .state = "draft",
                                                 .as_of = content->as_of,
                                                 .author = content->author,
                                                 .note = content->note,
                                                 .hash = freezing->hash,
                                                 .bytes = freezing->bytes,
                                                 .warnings = (int64_t)content->problems.warnings,
                                                 .notes = (int64_t)content->problems.notes},
            NULL);
    }
    if (err == ERR_NONE) {
        err = freeze_rows(db, freezing);
    }
    if (err == ERR_NONE) {
        err = people_audit(db, how->now_ms, how->who, "document.compile", "document_version",
                           arena_printf(arena, "%lld", (long long)freezing->number), NULL,
                           arena_printf(arena, "{\"hash\":\"%s\"}", freezing->hash));
    }
    arena_destroy(arena);
    return err;
}

static enum err freeze(struct store *store, struct arena *arena, const struct content *content,
                       const struct document_compile *how, struct document_compiled *out) {
    struct store_blob *packed = ARENA_ARRAY(arena, content->block_count + 1, struct store_blob);
    struct freezing freezing = {
        .content = content, .how = how, .packed = packed, .hash = out->hash};
    enum err err =
        packed != NULL ? content_hash(content, out->hash, &freezing.bytes) : err_failed();
    for (size_t i = 0; err == ERR_NONE && i < content->block_count; i++) {
        err = pack_text(arena, content->blocks[i].content, &packed[i]);
    }
    if (err == ERR_NONE) {
        err = store_write(store, freeze_command, &freezing);
    }
    if (err == ERR_NONE) {
        out->number = freezing.number;
    }
    return err;
}

static void count_blocks(const struct content *content, struct document_compiled *out) {
    out->chapters = content->chapter_count;
    for (size_t i = 0; i < content->block_count; i++) {
        const char *kind = content->blocks[i].kind;
        out->tables += strcmp(kind, "table") == 0;
        out->figures += strcmp(kind, "figure") == 0;
        out->numbers += strcmp(kind, "number") == 0 || strcmp(kind, "text") == 0;
    }
}

/* Copies the problems out of the memory of the compile. */
static void hand_over(struct arena *arena, struct document_problems *problems) {
    for (size_t i = 0; i < problems->count; i++) {
        problems->items[i].chapter = arena_strdup(arena, problems->items[i].chapter);
        problems->items[i].message = arena_strdup(arena, problems->items[i].message);
    }
}

enum err document_compile(struct store *store, struct arena *arena,
                          const struct document_compile *how, struct document_problems *problems,
                          struct document_compiled *out) {
    *out = (struct document_compiled){0};
    document_problems_init(problems, arena);
    struct store_db *db = NULL;
    struct document_chapter_list chapters;
    struct content content;
    struct arena *work = arena_create(CONTENT_MEMORY_MAX);
    if (work == NULL) {
        return err_failed();
    }
    /* what the plan derives must be as new as the facts */
    enum err err = plan_refresh_all(store, how->now_ms, NULL, NULL);
    if (err == ERR_NONE) {
        err = store_reader_acquire(store, &db);
    }
    if (err == ERR_NONE) {
        err = chapter_list(db, work, &chapters);
    }
    if (err == ERR_NONE) {
        err = compile_run(&(struct compile_job){.db = db,
                                                .arena = work,
                                                .now_ms = how->now_ms,
                                                .progress = how->progress,
                                                .progress_context = how->progress_context},
                          &chapters, problems, &content);
    }
    if (db != NULL) {
        store_reader_release(db);
    }
    if (err == ERR_NONE) {
        count_blocks(&content, out);
        content.author = how->who != NULL ? how->who->name : "";
        content.note = how->note != NULL ? how->note : "";
        content.problems = *problems;
        if (problems->errors > 0) {
            err = err_set(ERR_INVALID, "DOC-6",
                          "The chapters have errors; no version was made. Mend them and compile "
                          "again.",
                          NULL);
        } else if (!how->dry_run) {
            err = freeze(store, work, &content, how, out);
        }
    }
    hand_over(arena, problems);
    arena_destroy(work);
    return err;
}

enum err document_chapter_problems(struct store_db *db, struct arena *arena, const char *slug,
                                   const char *source, int64_t now_ms,
                                   struct document_problems *problems) {
    struct document_chapter_list chapters;
    struct content content;
    document_problems_init(problems, arena);
    struct arena *work = arena_create(CONTENT_MEMORY_MAX);
    if (work == NULL) {
        return err_failed();
    }
    enum err err = chapter_list(db, work, &chapters);
    for (size_t i = 0; err == ERR_NONE && i < chapters.count; i++) {
        if (strcmp(chapters.rows[i].slug, slug) == 0) {
            chapters.rows[i].source = source;
        }
    }
    if (err == ERR_NONE) {
        err = compile_run(
            &(struct compile_job){.db = db, .arena = work, .now_ms = now_ms, .only = slug},
            &chapters, problems, &content);
    }
    hand_over(arena, problems);
    arena_destroy(work);
    return err;
}
