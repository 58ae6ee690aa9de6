/* The live block {{processes}}: published processes, as-is and to-be, in drawings and tables. */
#include "document_compile_internal.h"

#include "document_sql.h"
#include "library_file.h"
#include "process_markup.h"
#include "provider_process.h"
#include "text.h"
#include "tr.h"
#include <string.h>

enum { PAIRS_SHOWN = 12, PAIRS_SHOWN_MAX = 100, MARKUP_MAX = 12 << 20 };

/* What a block asks for. */
struct asked {
    const char *service_id, *agency_id;
    const char *why; /* for the sentence when there is nothing */
    size_t limit;
};

/* A pair while its parts are asked for, frozen and drawn. */
struct pairing {
    struct compiler *compiler;
    const struct template_block *block;
    struct arena *arena; /* of this pair */
    struct pair pair;
    struct buf tables;
    bool no_visits;
    size_t shown, total; /* of the last pair: how many are shown of how many */
};

/* ---- what the author asks for ---- */

static bool understand_words(struct compiler *compiler, const struct template_block *block,
                             struct asked *asked) {
    const char *text = template_option(block, "limit");
    int64_t limit = PAIRS_SHOWN;
    if (block->word_count > 0) {
        compile_problem(compiler, PROBLEM_syntax, block->line,
                        tr_fmt(compiler->arena,
                               "«{1}» is not understood: write {{processes}} with service=, "
                               "agency= or limit=.",
                               block->words[0]));
        return false;
    }
    if (text != NULL && (!text_int(text, &limit) || limit < 1 || limit > PAIRS_SHOWN_MAX)) {
        compile_problem(compiler, PROBLEM_syntax, block->line,
                        tr_fmt(compiler->arena, "limit={1} is not a number from 1 to {2}.", text,
                               PAIRS_SHOWN_MAX));
        return false;
    }
    asked->limit = (size_t)limit;
    return true;
}

static enum err understand(struct compiler *compiler, const struct template_block *block,
                           struct asked *asked, bool *understood) {
    const char *service = template_option(block, "service");
    const char *agency = template_option(block, "agency");
    struct arena *arena = compiler->arena;
    struct store_db *db = compiler->job->db;
    struct document_process_service_row one = {0};
    struct document_process_agency_row who = {0};
    bool one_found = true, who_found = true;
    enum err err = ERR_NONE;
    *asked = (struct asked){"", "", tr("No process is published in the library."), PAIRS_SHOWN};
    if (service != NULL) {
        err = document_process_service(db, arena, &(struct document_process_service_in){service},
                                       &one, &one_found);
        asked->service_id = one_found && err == ERR_NONE ? one.id : "";
    }
    if (err == ERR_NONE && agency != NULL) {
        err = document_process_agency(db, arena, &(struct document_process_agency_in){agency}, &who,
                                      &who_found);
        asked->agency_id = who_found && err == ERR_NONE ? who.id : "";
    }
    if (err != ERR_NONE) {
        return err;
    }
    if (!one_found || !who_found) {
        compile_problem(compiler, PROBLEM_unknown_provider, block->line,
                        !one_found ? tr_fmt(arena, "There is no service «{1}».", service)
                                   : tr_fmt(arena, "There is no agency «{1}».", agency));
    } else if (service != NULL || agency != NULL) {
        asked->why = tr_fmt(arena, "No process of «{1}» is published in the library.",
                            service != NULL ? one.title : who.title);
    }
    *understood = one_found && who_found && understand_words(compiler, block, asked);
    return ERR_NONE;
}

/* ---- tables ---- */

static const char *caption_of(struct pairing *pairing, enum process_part part) {
    const char *title = tr(provider_process_parts[part].title);
    return tr_fmt(pairing->compiler->arena, "{1}: {2}", title, pairing->pair.title);
}

static enum err ask(struct pairing *pairing, enum process_part part, size_t side,
                    struct provider_result *out) {
    struct compiler *compiler = pairing->compiler;
    const struct pair *pair = &pairing->pair;
    const struct provider_about about = {
        pair, side, pair_source(pairing->arena, pair, part == PROCESS_STEPS ? side : PAIR_SIDES),
        part == PROCESS_STEPS ? pair->sides[side].published_at : pair_date(pair)};
    struct provider_run run = {.db = compiler->job->db,
                               .arena = pairing->arena,
                               .now_ms = compiler->job->now_ms,
                               .dates = compiler->dates,
                               .provider = &provider_process_parts[part],
                               .about = &about};
    return provider_ask(&run, out);
}

static enum err add_table(struct pairing *pairing, enum process_part part) {
    struct compiler *compiler = pairing->compiler;
    struct provider_result result;
    const char *markup = NULL;
    enum err err = ask(pairing, part, PAIR_SIDES, &result);
    if (err != ERR_NONE) {
        return err;
    }
    if (part == PROCESS_VISITS && result.total == 0) {
        pairing->no_visits = true; /* is said in a sentence: it is known that there are none */
        return ERR_NONE;
    }
    const struct compile_freezing what = {VERB_TABLE, pairing->block->line,
                                          caption_of(pairing, part), ""};
    const struct document_evidence *evidence = compile_freeze(compiler, &what, &result);
    if (evidence == NULL) {
        return err_failed();
    }
    const struct drawn_table table = {
        .result = &result,
        .label = evidence->label,
        .caption = evidence->caption,
        .anchor = arena_printf(pairing->arena, "block-%lld", (long long)evidence->k),
        .href = arena_printf(pairing->arena, "#number-%lld", (long long)evidence->k),
        .why = tr(result.provider->description),
        .shown = result.row_count,
        .keep = part == PROCESS_MEASURES};
    err = draw_table(pairing->arena, &table, &markup);
    if (err == ERR_NONE) {
        buf_str(&pairing->tables, markup);
        err = pairing->tables.failed;
    }
    return err;
}

/* ---- drawings ---- */

static enum err add_picture(struct pairing *pairing, size_t side, struct drawn_picture *picture) {
    struct compiler *compiler = pairing->compiler;
    struct arena *arena = pairing->arena;
    const struct pair *pair = &pairing->pair;
    struct provider_result result;
    enum err err = ask(pairing, PROCESS_STEPS, side, &result);
    if (err != ERR_NONE) {
        return err;
    }
    const struct compile_freezing what = {
        VERB_FIGURE, pairing->block->line,
        tr_fmt(compiler->arena, "{1}: {2}", pair_side_label(side), pair->title), ""};
    const struct document_evidence *evidence = compile_freeze(compiler, &what, &result);
    if (evidence == NULL) {
        return err_failed();
    }
    *picture =
        (struct drawn_picture){.label = evidence->label,
                               .caption = evidence->caption,
                               .anchor = arena_printf(arena, "block-%lld", (long long)evidence->k),
                               .href = arena_printf(arena, "#number-%lld", (long long)evidence->k)};
    return draw_picture(arena, pair, side,
                        arena_printf(arena, "drawing-%lld-", (long long)evidence->k), picture);
}

static enum err add_pair(struct pairing *pairing, size_t number, struct buf *out) {
    struct drawn_picture pictures[PAIR_SIDES];
    struct drawn_pair drawn = {.pair = &pairing->pair,
                               .pictures = pictures,
                               .shown = (int64_t)pairing->shown,
                               .total = (int64_t)pairing->total};
    struct compiler *compiler = pairing->compiler;
    enum err err = pair_open(compiler->job->db, pairing->arena, &pairing->pair);
    for (size_t side = 0; err == ERR_NONE && side < PAIR_SIDES; side++) {
        if (pair_has(&pairing->pair, side)) {
            struct drawn_picture *picture = &pictures[drawn.picture_count++];
            err = add_picture(pairing, side, picture);
            drawn.wide = drawn.wide || (err == ERR_NONE && picture->wide);
        }
    }
    for (int part = PROCESS_MEASURES; err == ERR_NONE && part < PROCESS_PARTS; part++) {
        err = add_table(pairing, (enum process_part)part);
    }
    if (err != ERR_NONE) {
        return err;
    }
    drawn.no_visits = pairing->no_visits;
    drawn.tables = (struct html_raw){buf_text(&pairing->tables)};
    drawn.anchor = arena_printf(pairing->arena, "processes-%s-%u-%zu", compiler->chapter->slug,
                                pairing->block->line, number);
    return drawn.anchor == NULL ? err_failed() : draw_pair(pairing->arena, &drawn, out);
}

/* ---- the block ---- */

/* A numbered place where the drawings would be, with the reason why there are none. */
static enum err draw_nothing(struct compiler *compiler, const struct template_block *block,
                             const struct asked *asked, struct buf *out) {
    struct pairing pairing = {.compiler = compiler, .block = block, .arena = compiler->scratch};
    const struct provider *provider = &provider_process_parts[PROCESS_MEASURES];
    const struct provider_about about = {.as_of_ms = compiler->dates[SOURCE_LIBRARY]};
    struct provider_result result;
    struct provider_run run = {.db = compiler->job->db,
                               .arena = pairing.arena,
                               .now_ms = compiler->job->now_ms,
                               .dates = compiler->dates,
                               .provider = provider,
                               .about = &about};
    enum err err = provider_ask(&run, &result);
    if (err != ERR_NONE) {
        return err;
    }
    compile_problem(compiler, PROBLEM_no_data, block->line, asked->why);
    const struct compile_freezing what = {VERB_TABLE, block->line, tr(provider->title), ""};
    const struct document_evidence *evidence = compile_freeze(compiler, &what, &result);
    if (evidence == NULL) {
        return err_failed();
    }
    const struct drawn_table table = {
        .result = &result,
        .label = evidence->label,
        .caption = evidence->caption,
        .anchor = arena_printf(compiler->scratch, "block-%lld", (long long)evidence->k),
        .href = arena_printf(compiler->scratch, "#number-%lld", (long long)evidence->k),
        .why = asked->why};
    const char *markup = NULL;
    err = draw_table(compiler->scratch, &table, &markup);
    buf_str(out, markup != NULL ? markup : "");
    return err;
}

static enum err draw_one(struct pairing *pairing, size_t number, struct buf *out) {
    pairing->arena = arena_create(LIBRARY_MEMORY_MAX);
    if (pairing->arena == NULL) {
        return err_failed();
    }
    buf_init(&pairing->tables, MARKUP_MAX);
    enum err err = add_pair(pairing, number, out);
    buf_finish(&pairing->tables);
    arena_destroy(pairing->arena);
    return err;
}

/* In the reading text a pair is its name and its versions: another version is another text. */
static const char *words_of(struct arena *arena, const struct pair_list *pairs, size_t shown) {
    const char *text = "";
    for (size_t i = 0; text != NULL && i < shown; i++) {
        text = arena_printf(arena, "%s[%s", text, pairs->rows[i].title);
        for (size_t side = 0; text != NULL && side < PAIR_SIDES; side++) {
            if (pair_has(&pairs->rows[i], side)) {
                text = tr_fmt(arena, "{1}, {2} version {3}", text, pair_side_label(side),
                              pairs->rows[i].sides[side].version);
            }
        }
        text = text == NULL ? NULL : arena_printf(arena, "%s]\n", text);
    }
    return text;
}

enum err compile_processes(struct compiler *compiler, const struct template_block *block,
                           struct drawn_block *out) {
    struct asked asked;
    struct pair_list pairs = {0};
    bool understood = false;
    enum err err = understand(compiler, block, &asked, &understood);
    if (err == ERR_NONE && understood) {
        err = pair_list(compiler->job->db, compiler->scratch, asked.service_id, asked.agency_id,
                        &pairs);
    }
    if (err != ERR_NONE || !understood) {
        return err;
    }
    struct buf markup;
    size_t shown = pairs.count < asked.limit ? pairs.count : asked.limit;
    buf_init(&markup, MARKUP_MAX);
    if (shown == 0) {
        err = draw_nothing(compiler, block, &asked, &markup);
    }
    for (size_t i = 0; err == ERR_NONE && i < shown; i++) {
        struct pairing pairing = {.compiler = compiler, .block = block, .pair = pairs.rows[i]};
        if (i + 1 == shown) {
            pairing.shown = shown;
            pairing.total = pairs.count;
        }
        err = draw_one(&pairing, i + 1, &markup);
    }
    err = err == ERR_NONE ? markup.failed : err;
    if (err == ERR_NONE) {
        out->markup = arena_strdup(compiler->arena, buf_text(&markup));
        out->words = shown > 0 ? words_of(compiler->arena, &pairs, shown)
                               : arena_printf(compiler->arena, "[%s]", asked.why);
        err = arena_failed(compiler->arena) ? err_failed() : ERR_NONE;
    }
    buf_finish(&markup);
    return err;
}
