/* Reading upstream documents, clauses, the glossary and the holidays. */
#include "upstream.h"

#include <string.h>
#include "registry_internal.h"

#define DOCUMENT_OF(row) \
    (struct registry_document) { \
        .id = (row)->id, .title = (row)->title, .title_en = (row)->title_en, \
        .issuer = (row)->issuer, .issuer_en = (row)->issuer_en, .number = (row)->number, \
        .approved = (row)->approved, .approved_gregorian = (row)->approved_gregorian, \
        .other_dates = (row)->other_dates, .url = (row)->url, .note = (row)->note, \
        .verified = (row)->verified != 0, .facts = (row)->facts != 0, .clauses = (row)->clauses \
    }

enum err registry_documents(struct store_db *db, struct arena *arena,
                            struct registry_document_list *out) {
    struct registry_document_rows_rows rows;
    *out = (struct registry_document_list){0};
    enum err err = registry_document_rows(db, arena, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_document *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_document);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = DOCUMENT_OF(&rows.rows[i]);
    }
    *out = (struct registry_document_list){items, rows.count};
    return ERR_NONE;
}

enum err registry_document_get(struct store_db *db, struct arena *arena, const char *id,
                               struct registry_document *out) {
    struct registry_document_by_id_row row;
    bool found = false;
    enum err err =
        registry_document_by_id(db, arena, &(struct registry_document_by_id_in){id}, &row, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (!found) {
        return err_set(ERR_NOT_FOUND, "REG-17", "There is no such document.", NULL);
    }
    *out = DOCUMENT_OF(&row);
    return ERR_NONE;
}

#define CLAUSE_OF(row) \
    (struct registry_clause) { \
        .id = (row)->id, .document_id = (row)->document_id, \
        .document_title = (row)->document_title, .clause = (row)->clause, \
        .paraphrase = (row)->paraphrase, .paraphrase_en = (row)->paraphrase_en, \
        .obliged = (row)->obliged, .obliged_en = (row)->obliged_en, .deadline = (row)->deadline, \
        .url = (row)->url, .note = (row)->note, .verified = (row)->verified != 0, \
        .amount = (row)->deadline_amount, .unit = time_unit_value((row)->deadline_unit), \
        .working = (row)->deadline_working != 0, .every = (row)->deadline_every != 0, \
        .until = (row)->deadline_until \
    }

enum err registry_clauses(struct store_db *db, struct arena *arena,
                          const struct registry_clause_filter *filter,
                          struct registry_clause_list *out) {
    struct registry_clause_rows_rows rows;
    struct registry_clause_by_id_row last = {.position = -1, .id = ""};
    bool found = true;
    *out = (struct registry_clause_list){0};
    enum err err = ERR_NONE;
    if (filter->after != NULL) {
        err = registry_clause_by_id(db, arena, &(struct registry_clause_by_id_in){filter->after},
                                    &last, &found);
    }
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    const char *pattern = err == ERR_NONE ? registry_pattern(arena, filter->text) : NULL;
    if (pattern == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    int64_t limit = registry_limit(filter->limit);
    err = registry_clause_rows(db, arena,
                               &(struct registry_clause_rows_in){registry_text(filter->document_id),
                                                                 pattern, filter->with_deadline,
                                                                 last.position, last.id, limit},
                               &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_clause *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_clause);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = CLAUSE_OF(&rows.rows[i]);
    }
    out->rows = items;
    out->count = rows.count;
    out->next = rows.count == (size_t)limit ? items[rows.count - 1].id : NULL;
    return ERR_NONE;
}

enum err registry_terms(struct store_db *db, struct arena *arena, const char *text,
                        struct registry_term_list *out) {
    struct registry_term_rows_rows rows;
    *out = (struct registry_term_list){0};
    const char *pattern = registry_pattern(arena, text);
    if (pattern == NULL) {
        return err_failed();
    }
    enum err err = registry_term_rows(
        db, arena, &(struct registry_term_rows_in){pattern, REGISTRY_TERMS_MAX}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_term *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_term);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = (struct registry_term){rows.rows[i].term, rows.rows[i].term_en,
                                          rows.rows[i].meaning, rows.rows[i].meaning_en};
    }
    *out = (struct registry_term_list){items, rows.count};
    return ERR_NONE;
}

enum err registry_holidays(struct store_db *db, struct arena *arena,
                           struct registry_holidays *out) {
    struct registry_holiday_version_last_row last;
    struct registry_holiday_rows_rows rows;
    bool found = false;
    *out = (struct registry_holidays){0};
    enum err err = registry_holiday_version_last(db, arena, &last, &found);
    if (err != ERR_NONE || !found) {
        return err;
    }
    err = registry_holiday_rows(db, arena, &(struct registry_holiday_rows_in){last.version}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_holiday *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_holiday);
    int64_t *days = ARENA_ARRAY(arena, rows.count + 1, int64_t);
    if (items == NULL || days == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct registry_holiday_rows_row *row = &rows.rows[i];
        items[i] = (struct registry_holiday){row->day, row->date, row->name, row->confidence};
        days[i] = row->day;
    }
    *out = (struct registry_holidays){last.version, items, days, rows.count};
    return ERR_NONE;
}
