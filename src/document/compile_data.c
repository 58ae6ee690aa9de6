/* Live blocks with data: asks the provider, judges the answer, freezes it, draws it. */
#include "document_compile_internal.h"

#include "block_number_html.h"
#include "calendar.h"
#include "text.h"
#include "tr.h"
#include <string.h>

/* The same number said twice is one piece of evidence. */
static struct document_evidence *find_same(struct compiler *compiler, const char *kind,
                                           const char *provider) {
    for (size_t i = 0; i < compiler->out->block_count; i++) {
        struct document_evidence *block = &compiler->out->blocks[i];
        if (strcmp(block->provider, provider) == 0 && strcmp(block->kind, kind) == 0) {
            return block;
        }
    }
    return NULL;
}

static const char *value_words(struct compiler *compiler, const struct provider_result *result) {
    return arena_strdup(compiler->arena, result->text);
}

/* What is wrong with the answer: nothing there, too old, resting on unknown inputs. */
static void judge(struct compiler *compiler, const struct template_block *block,
                  const struct provider_result *result) {
    struct arena *arena = compiler->arena;
    const struct provider *provider = result->provider;
    const char *title = tr(provider->title);
    bool inline_value = provider->value != VALUE_NONE && !block->alone;
    if (inline_value && !result->known) {
        compile_problem(compiler, PROBLEM_unknown_number, block->line,
                        tr_fmt(arena,
                               "The number «{1}» ({2}) is not known: what it is made of was not "
                               "reported.",
                               title, provider->name));
    } else if (inline_value && result->unknown > 0) {
        compile_problem(compiler, PROBLEM_unknown_number, block->line,
                        tr_fmt(arena,
                               "The number «{1}» leaves out {2} rows of which the figure was not "
                               "reported.",
                               title, result->unknown));
    }
    if (block->alone && result->total == 0) {
        compile_problem(
            compiler, PROBLEM_no_data, block->line,
            tr_fmt(arena, "There are no rows for «{1}» ({2}) yet.", title, provider->name));
    }
    int64_t age = result->as_of_ms == 0 ? 0
                                        : calendar_day_of_ms(compiler->job->now_ms) -
                                              calendar_day_of_ms(result->as_of_ms);
    if (age > COMPILE_STALE_DAYS) {
        compile_problem(
            compiler, PROBLEM_stale, block->line,
            tr_fmt(arena, "The data of «{1}» has not changed for {2} days.", title, age));
    }
}

/* The caption: the author's own, else the provider's title. */
static const char *caption_of(const struct template_block *block, const struct provider *provider) {
    const char *own = template_option(block, "caption");
    return own != NULL ? own : tr(provider->title);
}

static size_t limit_of(struct compiler *compiler, const struct template_block *block, size_t rows) {
    const char *text = template_option(block, "limit");
    int64_t limit = DRAWN_TABLE_ROWS;
    if (block->verb == VERB_FIGURE) {
        limit = DRAWN_CHART_ROWS;
    }
    if (text != NULL && (!text_int(text, &limit) || limit < 1 || limit > PROVIDER_ROWS_MAX)) {
        compile_problem(compiler, PROBLEM_syntax, block->line,
                        tr_fmt(compiler->arena, "limit={1} is not a number from 1 to {2}.", text,
                               PROVIDER_ROWS_MAX));
        limit = DRAWN_TABLE_ROWS;
    }
    return rows < (size_t)limit ? rows : (size_t)limit;
}

static const char *label_of(struct compiler *compiler, enum template_verb verb) {
    if (verb == VERB_TABLE) {
        return tr_fmt(compiler->arena, "Table {1}.", ++compiler->tables);
    }
    if (verb == VERB_FIGURE) {
        return tr_fmt(compiler->arena, "Figure {1}.", ++compiler->figures);
    }
    return "";
}

struct document_evidence *compile_freeze(struct compiler *compiler,
                                         const struct compile_freezing *what,
                                         const struct provider_result *result) {
    struct content *out = compiler->out;
    const char *frozen = provider_freeze(compiler->scratch, result);
    if (frozen == NULL) {
        return NULL;
    }
    if (out->block_count == CONTENT_BLOCKS_MAX) {
        err_set(ERR_LIMIT, "DOC-14", "The document has too many live blocks.", NULL);
        return NULL;
    }
    struct document_evidence *evidence = &out->blocks[out->block_count++];
    *evidence = (struct document_evidence){.k = (int64_t)out->block_count,
                                           .line = what->line,
                                           .total = result->total,
                                           .kind = template_verb_name(what->verb),
                                           .provider = result->provider->name,
                                           .label = label_of(compiler, what->verb),
                                           .caption = what->caption,
                                           .chapter = compiler->chapter->slug,
                                           .value = what->value,
                                           .content = arena_strdup(compiler->arena, frozen)};
    return arena_failed(compiler->arena) ? NULL : evidence;
}

static enum err draw_inline(struct compiler *compiler, const struct document_evidence *evidence,
                            struct drawn_block *out) {
    struct html html = {.arena = compiler->arena};
    buf_init(&html.buf, 64 * 1024);
    block_number_html(&html, arena_printf(compiler->arena, "#number-%lld", (long long)evidence->k),
                      evidence->caption, evidence->value);
    out->markup = draw_inline_text(compiler->arena, &html);
    out->words = evidence->value;
    enum err err = html.buf.failed;
    buf_finish(&html.buf);
    return err;
}

static enum err draw_alone(struct compiler *compiler, const struct template_block *block,
                           const struct document_evidence *evidence,
                           const struct provider_result *result, struct drawn_block *out) {
    struct arena *arena = compiler->arena;
    struct drawn_table table = {.result = result,
                                .label = evidence->label,
                                .caption = evidence->caption,
                                .anchor = arena_printf(arena, "block-%lld", (long long)evidence->k),
                                .href = arena_printf(arena, "#number-%lld", (long long)evidence->k),
                                .why = tr(result->provider->description),
                                .shown = limit_of(compiler, block, result->row_count)};
    /* without its number, which every table before it moves */
    out->words = arena_printf(arena, "[%s]", evidence->caption);
    const char *markup = NULL;
    enum err err = block->verb == VERB_FIGURE ? draw_figure(compiler->scratch, &table, &markup)
                                              : draw_table(compiler->scratch, &table, &markup);
    out->markup = arena_strdup(arena, markup);
    return err;
}

enum err compile_data(struct compiler *compiler, const struct template_block *block,
                      struct drawn_block *out) {
    struct arena *arena = compiler->arena;
    const struct provider *provider = provider_find(block->words[0]);
    bool value = !block->alone;
    if (provider == NULL) {
        const char *near = provider_nearest(block->words[0]);
        compile_problem(
            compiler, PROBLEM_unknown_provider, block->line,
            near != NULL ? tr_fmt(arena, "There is no data called «{1}»; perhaps «{2}» is meant.",
                                  block->words[0], near)
                         : tr_fmt(arena, "There is no data called «{1}».", block->words[0]));
        return ERR_NONE;
    }
    if ((value && provider->value == VALUE_NONE) ||
        (block->verb == VERB_FIGURE && provider->chart == CHART_NONE)) {
        compile_problem(compiler, PROBLEM_unknown_provider, block->line,
                        tr_fmt(arena, "«{1}» cannot be shown as «{2}».", provider->name,
                               template_verb_name(block->verb)));
        return ERR_NONE;
    }
    const struct document_evidence *known =
        value ? find_same(compiler, template_verb_name(block->verb), provider->name) : NULL;
    if (known != NULL) {
        return draw_inline(compiler, known, out);
    }
    struct provider_result result;
    struct provider_run run = {.db = compiler->job->db,
                               .arena = compiler->scratch,
                               .now_ms = compiler->job->now_ms,
                               .dates = compiler->dates,
                               .provider = provider};
    enum err err = provider_ask(&run, &result);
    if (err != ERR_NONE) {
        return err;
    }
    judge(compiler, block, &result);
    const struct compile_freezing what = {.verb = block->verb,
                                          .line = block->line,
                                          .caption = caption_of(block, provider),
                                          .value = value ? value_words(compiler, &result) : ""};
    const struct document_evidence *evidence = compile_freeze(compiler, &what, &result);
    if (evidence == NULL) {
        return err_failed();
    }
    return value ? draw_inline(compiler, evidence, out)
                 : draw_alone(compiler, block, evidence, &result, out);
}
