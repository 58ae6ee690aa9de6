/*
 * The library of processes (BPMN) and decisions (DMN). A model is what people speak of, "issuing a
 * licence, as-is"; its versions are files, kept byte for byte, and never change but for their
 * state. At most one version of a model is published; publishing another replaces it. Whoever adds
 * a version says which one it stands on, so that of two people who save nobody's work is hidden.
 *
 * Reading functions take a reader and an arena; commands run in the store's writer. Texts are never
 * NULL: "" is "not stated". Reading and checking a file is in library_file.h.
 *
 * Errors: LIB-1 no such model, LIB-2 no such version, LIB-3 a heading that is not acceptable, LIB-4
 * the heading was changed meanwhile, LIB-5 there is a newer version, LIB-6 the same file, LIB-7 it
 * has errors, LIB-8 this state cannot follow, LIB-9 neither BPMN nor DMN, LIB-10 too large, LIB-11
 * empty, LIB-12 a process where a decision was (or the reverse), LIB-13 too many versions.
 */
#ifndef KHAJU_LIBRARY_H
#define KHAJU_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "id.h"
#include "maybe.h"
#include "people.h"
#include "store.h"

enum {
    LIBRARY_FILE_MAX = 5 << 20,  /* bytes of one file */
    LIBRARY_TITLE_MAX = 200,     /* characters */
    LIBRARY_NOTE_MAX = 500,      /* characters */
    LIBRARY_VERSIONS_MAX = 1000, /* of one model */
    LIBRARY_PAGE = 25,
    LIBRARY_PAGE_MAX = 200,
    LIBRARY_HASH_SIZE = 65, /* SHA-256 as hexadecimal digits, with the NUL */
};

/* X(name, slug, label) */
#define LIBRARY_KINDS(X) \
    X(PROCESS, "process", TR_NOOP("Process (BPMN)")) \
    X(DECISION, "decision", TR_NOOP("Decision (DMN)"))
#define LIBRARY_ROLES(X) \
    X(AS_IS, "as-is", TR_NOOP("As-is")) \
    X(TO_BE, "to-be", TR_NOOP("To-be")) \
    X(IN_FORCE, "in-force", TR_NOOP("Rule in force")) \
    X(SAMPLE, "sample", TR_NOOP("Sample for learning"))
#define LIBRARY_STATES(X) \
    X(DRAFT, "draft", TR_NOOP("Draft")) \
    X(PUBLISHED, "published", TR_NOOP("Published")) \
    X(REPLACED, "replaced", TR_NOOP("Replaced by another version")) \
    X(WITHDRAWN, "withdrawn", TR_NOOP("Withdrawn"))

enum library_kind {
#define X(name, slug, label) LIBRARY_##name,
    LIBRARY_KINDS(X)
#undef X
        LIBRARY_KIND_COUNT
};
enum library_role {
#define X(name, slug, label) LIBRARY_IS_##name,
    LIBRARY_ROLES(X)
#undef X
        LIBRARY_ROLE_COUNT
};
enum library_state {
#define X(name, slug, label) LIBRARY_STATE_##name,
    LIBRARY_STATES(X)
#undef X
        LIBRARY_STATE_COUNT
};
/* The lists of words: slugs are kept and typed, labels are translated. Values outside a list are
   "" here; a slug that is not in it gives false. */
enum library_words { LIBRARY_OF_KIND, LIBRARY_OF_ROLE, LIBRARY_OF_STATE };
const char *library_slug(enum library_words list, int value);
const char *library_label(enum library_words list, int value);
bool library_value(enum library_words list, const char *slug, int *out);

struct library_counts {
    int64_t errors, warnings, notes;
};

struct library_version {
    int64_t number, size, made_at, state_at;
    enum library_state state;
    struct library_counts found; /* by the checker when it was added or published */
    const char *hash, *file_name, *note, *made_by, *state_by;
};

struct library_model {
    const char *id, *title;
    enum library_kind kind;
    enum library_role role;
    const char *agency_id, *agency_name;
    const char *service_id, *service_number, *service_title;
    bool demonstration;
    int64_t edition; /* of this heading: what a form that changes it started from */
    int64_t newest;  /* number of its newest version */
    int64_t created_at, changed_at;
    struct maybe_int published;  /* number of the published version */
    struct library_version last; /* the newest version */
};
struct library_list {
    const struct library_model *rows;
    size_t count;
    const char *next; /* cursor; NULL: the end */
};

/* 0 and NULL filter nothing; enumerations are 1 + value. */
struct library_filter {
    int kind, role;
    int state;      /* published: has a published version; others: of the newest version */
    int complaints; /* 1 with errors, 2 with errors or warnings, 3 without either */
    const char *agency_id, *service_id;
    const char *words; /* in the title, forgiving spelling */
    const char *after;
    size_t limit;
};
/* What was changed last comes first. */
enum err library_models(struct store_db *db, struct arena *arena,
                        const struct library_filter *filter, struct library_list *out) WARN_UNUSED;
enum err library_get(struct store_db *db, struct arena *arena, const char *id,
                     struct library_model *out) WARN_UNUSED;

struct library_totals {
    int64_t models[LIBRARY_KIND_COUNT], published, with_errors;
};
enum err library_count(struct store_db *db, struct arena *arena,
                       struct library_totals *out) WARN_UNUSED;

struct library_version_list {
    const struct library_version *rows;
    size_t count;
    int64_t next; /* continue before this number; 0: the end */
};
/* Newest first; before 0: from the newest. */
enum err library_versions(struct store_db *db, struct arena *arena, const char *id, int64_t before,
                          struct library_version_list *out) WARN_UNUSED;
enum err library_version_get(struct store_db *db, struct arena *arena, const char *id,
                             int64_t number, struct library_version *out) WARN_UNUSED;
/* The bytes as they were sent. */
enum err library_bytes(struct store_db *db, struct arena *arena, const char *id, int64_t number,
                       struct store_blob *out) WARN_UNUSED;

/* The one service of exactly this title; *id NULL: there is none, or several. */
enum err library_service_titled(struct store_db *db, struct arena *arena, const char *title,
                                const char **id) WARN_UNUSED;

/* ---- writing ---- */
struct library_heading {
    const char *title;
    enum library_role role;
    const char *agency_id, *service_id; /* NULL or "": none */
};
struct library_upload {
    const void *bytes;
    size_t size;
    const char *file_name, *note;
    struct library_counts found;
};
/* Who writes, when, with what memory. */
struct library_act {
    const struct person *who; /* NULL: the command line */
    int64_t now_ms;
    struct arena *arena;
};

/* A new model with its first version, a draft. */
struct library_add {
    struct library_act act;
    enum library_kind kind;
    bool demonstration;
    struct library_heading heading;
    struct library_upload upload;
    char id_out[ID_SIZE];
};
store_command library_add;

/* Another version, a draft. ERR_CONFLICT: LIB-5 with the newest one in number_out, LIB-6. */
struct library_save {
    struct library_act act;
    const char *id;
    int64_t stands_on; /* the number of the version it was made from */
    struct library_upload upload;
    int64_t number_out;
};
store_command library_save;

struct library_change {
    struct library_act act;
    const char *id;
    int64_t edition;
    struct library_heading heading;
};
store_command library_change;

/* Publishes or withdraws. found: what the checker says now; ERR_INVALID if there are errors. */
struct library_move {
    struct library_act act;
    const char *id;
    int64_t number;
    enum library_state to;
    struct library_counts found;
};
store_command library_move;

#endif
