/* Upstream documents with clauses, the glossary and the holidays out of their files. */
#include <stdlib.h>
#include <string.h>
#include "calendar.h"
#include "registry_import_internal.h"
#include "text.h"
#include "upstream.h"

/* ---- documents and clauses: one row a clause, the document repeated in each ---- */

#define UPSTREAM_COLUMNS(X) \
    X(ROW, "row_id", "ردیف", true) \
    X(DOCUMENT, "doc_id", "شناسه سند", true) \
    X(TITLE, "doc_title_fa", "عنوان سند", true) \
    X(TITLE_EN, "doc_title_en", "", false) \
    X(ISSUER, "issuer_fa", "مرجع تصویب", false) \
    X(ISSUER_EN, "issuer_en", "", false) \
    X(NUMBER, "doc_number", "شماره", false) \
    X(APPROVED, "approved_jalali", "تاریخ تصویب", false) \
    X(APPROVED_GREGORIAN, "approved_gregorian", "", false) \
    X(OTHER_DATES, "other_dates", "", false) \
    X(DOCUMENT_URL, "doc_url", "نشانی سند", false) \
    X(DOCUMENT_CONFIDENCE, "doc_confidence", "", false) \
    X(DOCUMENT_NOTE, "doc_note", "", false) \
    X(CLAUSE, "clause", "ماده|بند", true) \
    X(PARAPHRASE, "paraphrase_fa", "برداشت", true) \
    X(PARAPHRASE_EN, "paraphrase_en", "", false) \
    X(OBLIGED, "obliged_fa", "مکلف", false) \
    X(OBLIGED_EN, "obliged_en", "", false) \
    X(DEADLINE, "deadline", "مهلت", false) \
    X(URL, "source_url", "نشانی منبع", false) \
    X(CONFIDENCE, "confidence", "اطمینان", false) \
    X(NOTE, "note", "توضیح", false)
enum upstream_column {
#define X(name, column, aliases, required) UPSTREAM_##name,
    UPSTREAM_COLUMNS(X)
#undef X
};
static const struct import_column upstream_columns[] = {
#define X(name, column, aliases, required) {column, aliases, required},
    UPSTREAM_COLUMNS(X)
#undef X
};

struct upstream_state {
    struct registry_map documents; /* id → part of the digest of its columns */
    int64_t position;
};

static enum err upstream_begin(struct import_run *run) {
    struct upstream_state *state = ARENA_NEW(run->file_arena, struct upstream_state);
    run->state = state;
    return state == NULL ? err_failed() : registry_map_init(&state->documents, IMPORT_ROWS_MAX);
}

static void upstream_finish(struct import_run *run) {
    struct upstream_state *state = run->state;
    if (state != NULL) {
        registry_map_finish(&state->documents);
    }
}

static bool seen_in_source(const char *confidence) {
    return strcmp(confidence, "seen in source") == 0 || strcmp(confidence, "seen") == 0;
}

/* «—» in these files means nothing. */
static const char *unless_dash(const char *text) {
    return text != NULL && (strcmp(text, "—") == 0 || strcmp(text, "-") == 0) ? "" : text;
}

static enum err address(struct import_run *run, int column, const char **out) {
    *out = unless_dash(import_cell(run, column));
    if (*out == NULL) {
        return err_failed();
    }
    if (**out == '\0' || text_starts_with(*out, "http://") || text_starts_with(*out, "https://")) {
        return ERR_NONE;
    }
    *out = "";
    return import_issue(run, IMPORT_WARNING, column, "IMP-30", "",
                        TR_NOOP("This is not a web address and was left out."), NULL);
}

static void document_digest(const struct import_run *run, char out[REGISTRY_DIGEST_SIZE]) {
    const char *cells[UPSTREAM_CLAUSE - UPSTREAM_DOCUMENT];
    for (int c = UPSTREAM_DOCUMENT; c < UPSTREAM_CLAUSE; c++) {
        cells[c - UPSTREAM_DOCUMENT] = import_raw(run, c);
    }
    registry_digest(cells, COUNT_OF(cells), out);
}

/* The document of the row: written once, and the same in every row of the file. */
static enum err put_document(struct import_run *run, const char *id, enum import_outcome *outcome) {
    struct upstream_state *state = run->state;
    struct registry_document_by_id_row old;
    char digest[REGISTRY_DIGEST_SIZE];
    int64_t before = 0;
    bool found = false;
    document_digest(run, digest);
    char part[9] = {0};
    memcpy(part, digest, sizeof part - 1);
    int64_t now = (int64_t)strtoul(part, NULL, 16);
    *outcome = IMPORT_SAME;
    if (registry_map_get(&state->documents, id, &before)) {
        return before == now
                   ? ERR_NONE
                   : import_issue(run, IMPORT_ERROR, UPSTREAM_DOCUMENT, "IMP-31", "",
                                  TR_NOOP("An earlier row describes this document differently."),
                                  NULL);
    }
    enum err err = registry_map_put(&state->documents, id, now);
    err = err == ERR_NONE
              ? registry_document_by_id(run->db, run->row_arena,
                                        &(struct registry_document_by_id_in){id}, &old, &found)
              : err;
    if (err != ERR_NONE || (found && strcmp(old.digest, digest) == 0)) {
        return err;
    }
    *outcome = found ? IMPORT_CHANGED : IMPORT_FRESH;
    const char *note = import_cell(run, UPSTREAM_DOCUMENT_NOTE);
    const char *confidence = import_cell(run, UPSTREAM_DOCUMENT_CONFIDENCE);
    struct registry_document_put_in in = {.id = id,
                                          .position = state->position,
                                          .title = import_cell(run, UPSTREAM_TITLE),
                                          .title_en = import_cell(run, UPSTREAM_TITLE_EN),
                                          .issuer = import_cell(run, UPSTREAM_ISSUER),
                                          .issuer_en = import_cell(run, UPSTREAM_ISSUER_EN),
                                          .number = unless_dash(import_cell(run, UPSTREAM_NUMBER)),
                                          .approved = import_cell(run, UPSTREAM_APPROVED),
                                          .approved_gregorian =
                                              import_cell(run, UPSTREAM_APPROVED_GREGORIAN),
                                          .other_dates = import_cell(run, UPSTREAM_OTHER_DATES),
                                          .note = note,
                                          .digest = digest};
    err = address(run, UPSTREAM_DOCUMENT_URL, &in.url);
    if (err != ERR_NONE || arena_failed(run->row_arena)) {
        return err != ERR_NONE ? err : err_failed();
    }
    in.verified = seen_in_source(confidence);
    in.facts = strstr(note, "reported facts") != NULL || text_starts_with(id, "FACTS-");
    return run->apply ? registry_document_put(run->db, &in, NULL) : ERR_NONE;
}

static enum err put_clause(struct import_run *run, const char *id, const char *document_id,
                           const char *digest) {
    const struct upstream_state *state = run->state;
    struct registry_clause deadline;
    struct registry_clause_put_in in = {.id = id,
                                        .document_id = document_id,
                                        .position = state->position,
                                        .clause = import_cell(run, UPSTREAM_CLAUSE),
                                        .paraphrase = import_cell(run, UPSTREAM_PARAPHRASE),
                                        .paraphrase_en = import_cell(run, UPSTREAM_PARAPHRASE_EN),
                                        .obliged = unless_dash(import_cell(run, UPSTREAM_OBLIGED)),
                                        .obliged_en =
                                            unless_dash(import_cell(run, UPSTREAM_OBLIGED_EN)),
                                        .deadline = import_cell(run, UPSTREAM_DEADLINE),
                                        .note = import_cell(run, UPSTREAM_NOTE),
                                        .digest = digest};
    enum err err = address(run, UPSTREAM_URL, &in.url);
    const char *confidence = import_cell(run, UPSTREAM_CONFIDENCE);
    if (err != ERR_NONE || arena_failed(run->row_arena)) {
        return err != ERR_NONE ? err : err_failed();
    }
    err = registry_deadline_read(run->row_arena, in.deadline, &deadline);
    if (err == ERR_NONE && in.deadline[0] != '\0' && deadline.unit == 0 &&
        deadline.until[0] == '\0') {
        err = import_issue(run, IMPORT_NOTE, UPSTREAM_DEADLINE, "IMP-32", "",
                           TR_NOOP("The deadline is kept as words; no time could be read from it."),
                           NULL);
    }
    const char *all =
        arena_printf(run->row_arena, "%s %s %s", in.clause, in.paraphrase, in.obliged);
    in.folded = all == NULL ? NULL : text_fold(run->row_arena, all);
    if (err != ERR_NONE || in.folded == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    in.deadline_amount = deadline.amount;
    in.deadline_unit = time_unit_slug(deadline.unit);
    in.deadline_working = deadline.working;
    in.deadline_every = deadline.every;
    in.deadline_until = deadline.until;
    in.verified = seen_in_source(confidence);
    return run->apply ? registry_clause_put(run->db, &in, NULL) : ERR_NONE;
}

static enum err upstream_row(struct import_run *run) {
    struct upstream_state *state = run->state;
    struct registry_clause_digest_row old;
    enum import_outcome outcome = IMPORT_SAME;
    bool found = false;
    bool again = false;
    const char *document_id = import_cell(run, UPSTREAM_DOCUMENT);
    const char *row_id = import_cell(run, UPSTREAM_ROW);
    if (document_id == NULL || row_id == NULL) {
        return err_failed();
    }
    if (document_id[0] == '\0' || row_id[0] == '\0') {
        return import_issue(run, IMPORT_ERROR, row_id[0] == '\0' ? UPSTREAM_ROW : UPSTREAM_DOCUMENT,
                            "IMP-21", "", TR_NOOP("This cell must not be empty."), NULL);
    }
    state->position++;
    const char *id = arena_printf(run->row_arena, "%s/%s", document_id, row_id);
    enum err err = id == NULL ? err_failed() : import_once(run, UPSTREAM_ROW, id, &again);
    if (err != ERR_NONE || again) {
        return err;
    }
    err = put_document(run, document_id, &outcome);
    if (err == ERR_NONE && text_is_blank(import_raw(run, UPSTREAM_PARAPHRASE))) {
        import_count(run, outcome);
        return import_issue(run, IMPORT_NOTE, UPSTREAM_CLAUSE, "IMP-34", "",
                            TR_NOOP("This row names the document only; it records no clause."),
                            NULL);
    }
    const char *digest = import_row_digest(run);
    err = err == ERR_NONE
              ? registry_clause_digest(run->db, run->row_arena,
                                       &(struct registry_clause_digest_in){id}, &old, &found)
              : err;
    if (err != ERR_NONE) {
        return err;
    }
    if (found && strcmp(old.digest, digest) == 0) {
        import_count(run, IMPORT_SAME);
        return ERR_NONE;
    }
    import_count(run, found ? IMPORT_CHANGED : IMPORT_FRESH);
    return put_clause(run, id, document_id, digest);
}

const struct import_handler import_upstream_handler = {.columns = upstream_columns,
                                                       .column_count = COUNT_OF(upstream_columns),
                                                       .begin = upstream_begin,
                                                       .row = upstream_row,
                                                       .finish = upstream_finish};

/* ---- glossary ---- */

enum term_column { TERM_FA, TERM_EN, TERM_MEANING_EN, TERM_MEANING_FA };
static const struct import_column term_columns[] = {
    {"term_fa", "اصطلاح|واژه", true},
    {"term_en", "معادل انگلیسی", false},
    {"meaning_en", "", false},
    {"meaning_fa", "معنا|تعریف", false},
};

static enum err nothing_to_begin(struct import_run *run) {
    (void)run;
    return ERR_NONE;
}

static enum err glossary_row(struct import_run *run) {
    struct registry_term_by_folded_row old;
    bool found = false;
    bool again = false;
    struct registry_term_put_in in = {.term = import_cell(run, TERM_FA),
                                      .term_en = import_cell(run, TERM_EN),
                                      .meaning = import_cell(run, TERM_MEANING_FA),
                                      .meaning_en = import_cell(run, TERM_MEANING_EN)};
    if (arena_failed(run->row_arena)) {
        return err_failed();
    }
    in.folded = text_fold(run->row_arena, in.term);
    in.sort_key = registry_sort_key(run->row_arena, in.term);
    const char *all = arena_printf(run->row_arena, "%s %s %s", in.term, in.term_en, in.meaning);
    in.searched = all == NULL ? NULL : text_fold(run->row_arena, all);
    if (in.folded == NULL || in.sort_key == NULL || in.searched == NULL) {
        return err_failed();
    }
    if (in.folded[0] == '\0') {
        return import_issue(run, IMPORT_ERROR, TERM_FA, "IMP-21", "",
                            TR_NOOP("This cell must not be empty."), NULL);
    }
    enum err err = import_once(run, TERM_FA, in.folded, &again);
    err =
        err == ERR_NONE && !again
            ? registry_term_by_folded(run->db, run->row_arena,
                                      &(struct registry_term_by_folded_in){in.folded}, &old, &found)
            : err;
    if (err != ERR_NONE || again) {
        return err;
    }
    bool same = found && strcmp(old.term, in.term) == 0 && strcmp(old.term_en, in.term_en) == 0 &&
                strcmp(old.meaning, in.meaning) == 0 && strcmp(old.meaning_en, in.meaning_en) == 0;
    import_count(run, same ? IMPORT_SAME : found ? IMPORT_CHANGED : IMPORT_FRESH);
    return run->apply && !same ? registry_term_put(run->db, &in, NULL) : ERR_NONE;
}

const struct import_handler import_glossary_handler = {.columns = term_columns,
                                                       .column_count = COUNT_OF(term_columns),
                                                       .begin = nothing_to_begin,
                                                       .row = glossary_row};

/* ---- holidays: the file is the whole table; another table is another version ---- */

enum holiday_column { HOLIDAY_DATE, HOLIDAY_NAME, HOLIDAY_CONFIDENCE };
static const struct import_column holiday_columns[] = {
    {"date_jalali", "date|تاریخ", true},
    {"name_fa", "name|مناسبت", true},
    {"confidence", "اطمینان", false},
};

struct holiday_state {
    struct registry_holiday_add_in *rows;
    size_t count;
};

static enum err holidays_begin(struct import_run *run) {
    struct holiday_state *state = ARENA_NEW(run->file_arena, struct holiday_state);
    run->state = state;
    if (state == NULL) {
        return err_failed();
    }
    state->rows =
        ARENA_ARRAY(run->file_arena, REGISTRY_HOLIDAYS_MAX, struct registry_holiday_add_in);
    return state->rows == NULL ? err_failed() : ERR_NONE;
}

static enum err holidays_row(struct import_run *run) {
    struct holiday_state *state = run->state;
    struct jalali date;
    int64_t day = 0;
    bool again = false;
    const char *cell = import_cell(run, HOLIDAY_DATE);
    if (cell == NULL) {
        return err_failed();
    }
    if (!calendar_parse_jalali(cell, &date) || !calendar_day(date, &day)) {
        return import_issue(run, IMPORT_ERROR, HOLIDAY_DATE, "IMP-33", "",
                            TR_NOOP("This is not a Jalali date such as 1404/01/01."), NULL);
    }
    const char *key = arena_printf(run->row_arena, "%lld", (long long)day);
    enum err err = key == NULL ? err_failed() : import_once(run, HOLIDAY_DATE, key, &again);
    if (err != ERR_NONE || again || run->row_refused) {
        return err;
    }
    if (state->count == REGISTRY_HOLIDAYS_MAX) {
        return err_set(ERR_LIMIT, "IMP-12", "The file has too many rows. Split it.", NULL);
    }
    struct registry_holiday_add_in *row = &state->rows[state->count++];
    row->day = day;
    row->date = arena_printf(run->file_arena, "%04d/%02d/%02d", date.year, date.month, date.day);
    row->name = text_clean(run->file_arena, import_raw(run, HOLIDAY_NAME), false);
    row->confidence = text_clean(run->file_arena, import_raw(run, HOLIDAY_CONFIDENCE), false);
    return arena_failed(run->file_arena) ? err_failed() : ERR_NONE;
}

static int by_day(const void *a, const void *b) {
    const struct registry_holiday_add_in *left = a;
    const struct registry_holiday_add_in *right = b;
    return left->day < right->day ? -1 : left->day > right->day;
}

static enum err table_digest(struct import_run *run, char out[REGISTRY_DIGEST_SIZE]) {
    const struct holiday_state *state = run->state;
    const char **texts = ARENA_ARRAY(run->file_arena, state->count * 3 + 1, const char *);
    if (texts == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < state->count; i++) {
        texts[i * 3] = state->rows[i].date;
        texts[i * 3 + 1] = state->rows[i].name;
        texts[i * 3 + 2] = state->rows[i].confidence;
    }
    registry_digest(texts, state->count * 3, out);
    return ERR_NONE;
}

static enum err holidays_end(struct import_run *run) {
    struct holiday_state *state = run->state;
    struct registry_holiday_version_last_row last = {.version = 0, .digest = ""};
    char digest[REGISTRY_DIGEST_SIZE];
    bool found = false;
    qsort(state->rows, state->count, sizeof state->rows[0], by_day);
    enum err err = table_digest(run, digest);
    err = err == ERR_NONE ? registry_holiday_version_last(run->db, run->file_arena, &last, &found)
                          : err;
    if (err != ERR_NONE) {
        return err;
    }
    bool same = found && strcmp(last.digest, digest) == 0;
    for (size_t i = 0; i < state->count; i++) {
        import_count(run, same ? IMPORT_SAME : found ? IMPORT_CHANGED : IMPORT_FRESH);
    }
    if (same || !run->apply) {
        return ERR_NONE;
    }
    int64_t version = found ? last.version + 1 : 1;
    err = registry_holiday_version_add(
        run->db,
        &(struct registry_holiday_version_add_in){version, digest, run->request->now_ms,
                                                  registry_author(run->request->who)},
        NULL);
    for (size_t i = 0; err == ERR_NONE && i < state->count; i++) {
        state->rows[i].version = version;
        err = registry_holiday_add(run->db, &state->rows[i], NULL);
    }
    return err;
}

const struct import_handler import_holidays_handler = {.columns = holiday_columns,
                                                       .column_count = COUNT_OF(holiday_columns),
                                                       .begin = holidays_begin,
                                                       .row = holidays_row,
                                                       .end = holidays_end};
