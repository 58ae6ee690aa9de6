/*
 * Upstream documents and their clauses (paraphrases, never the text of the law), the glossary and
 * the holidays.
 */
#ifndef KHAJU_REGISTRY_UPSTREAM_H
#define KHAJU_REGISTRY_UPSTREAM_H

#include "registry.h"

struct registry_document {
    const char *id; /* as in the file: "FOIA-1387" */
    const char *title, *title_en, *issuer, *issuer_en, *number, *approved, *approved_gregorian,
        *other_dates, *url, *note;
    bool verified; /* seen in a source; false: from memory */
    bool facts;    /* a sheet of reported facts, not a law */
    int64_t clauses;
};
struct registry_document_list {
    const struct registry_document *rows;
    size_t count;
};
enum err registry_documents(struct store_db *db, struct arena *arena,
                            struct registry_document_list *out) WARN_UNUSED;
enum err registry_document_get(struct store_db *db, struct arena *arena, const char *id,
                               struct registry_document *out) WARN_UNUSED;

struct registry_clause {
    const char *id; /* "FOIA-1387/2": document and row of the file */
    const char *document_id, *document_title, *clause, *paraphrase, *paraphrase_en, *obliged,
        *obliged_en, *deadline, *url, *note;
    bool verified;
    /* the deadline as far as it could be read */
    struct maybe_int amount; /* 10 of «۱۰ روز کاری» */
    enum time_unit unit;     /* 0 = none */
    bool working, every;     /* working days; repeats («سالی یک بار») */
    const char *until;       /* Jalali date "1401/06/31" when it is a date, else "" */
};
struct registry_clause_list {
    const struct registry_clause *rows;
    size_t count;
    const char *next;
};
struct registry_clause_filter {
    const char *document_id; /* NULL: all */
    const char *text;        /* words that must occur; NULL: all */
    bool with_deadline;
    const char *after;
    size_t limit;
};
enum err registry_clauses(struct store_db *db, struct arena *arena,
                          const struct registry_clause_filter *filter,
                          struct registry_clause_list *out) WARN_UNUSED;
/* Reads «۱۰ روز کاری / 10 working days» into the fields above. Pure. */
enum err registry_deadline_read(struct arena *arena, const char *text,
                                struct registry_clause *out) WARN_UNUSED;

/* «Art. 37» → «ماده ۳۷»; what is not understood stays as it is. NULL only when memory is out. */
const char *registry_clause_label(struct arena *arena, const char *label);
/* «۱۰ روز / 10 days» → «۱۰ روز». NULL only when memory is out. */
const char *registry_deadline_text(struct arena *arena, const char *deadline);

struct registry_term {
    const char *term, *term_en, *meaning, *meaning_en;
};
struct registry_term_list {
    const struct registry_term *rows;
    size_t count;
};
/* In Persian order; text NULL: all. */
enum err registry_terms(struct store_db *db, struct arena *arena, const char *text,
                        struct registry_term_list *out) WARN_UNUSED;

/* The newest holiday table: sorted days for calendar_is_working(), with names and confidence. */
struct registry_holiday {
    int64_t day;
    const char *date, *name, *confidence;
};
struct registry_holidays {
    int64_t version; /* 0: no table was ever imported */
    const struct registry_holiday *rows;
    const int64_t *days;
    size_t count;
};
enum err registry_holidays(struct store_db *db, struct arena *arena,
                           struct registry_holidays *out) WARN_UNUSED;

#endif
