/*
 * Frozen versions of the document: reading them, their states, comparing two of them, proving that
 * one is unchanged. Reading functions take a reader and an arena in which the answer lives.
 */
#ifndef KHAJU_DOCUMENT_VERSION_H
#define KHAJU_DOCUMENT_VERSION_H

#include "document.h"
#include "html.h"
#include "redline.h"

/* ---- versions ------------------------------------------------------------------------------ */

/* slug, label, may the public read it? */
#define DOCUMENT_STATES(X) \
    X(DRAFT, "draft", TR_NOOP("Draft"), false) \
    X(AGENCY_REVIEW, "agency_review", TR_NOOP("Review by the agencies"), false) \
    X(WORKING_GROUP, "working_group_review", TR_NOOP("Review by the working group"), false) \
    X(CONSULTATION, "consultation", TR_NOOP("Public consultation"), true) \
    X(APPROVED, "approved", TR_NOOP("Approved"), true) \
    X(NOTIFIED, "notified", TR_NOOP("Notified"), true) \
    X(SUPERSEDED, "superseded", TR_NOOP("Superseded"), true)
enum document_state {
#define X(name, slug, label, open) DOCUMENT_##name,
    DOCUMENT_STATES(X)
#undef X
        DOCUMENT_STATE_COUNT
};
const char *document_state_slug(enum document_state state);
const char *document_state_label(enum document_state state); /* translated */
bool document_state_read(const char *slug, enum document_state *out);
bool document_state_public(enum document_state state);

struct document_version {
    int64_t number, as_of, bytes, warnings, notes;
    enum document_state state;
    const char *author, *note, *hash;
};
struct document_version_list {
    const struct document_version *rows;
    size_t count;
    int64_t next;
};
/* Newest first; before 0: from the newest. next 0: the end. */
enum err document_list(struct store_db *db, struct arena *arena, int64_t before, size_t limit,
                       struct document_version_list *out) WARN_UNUSED;
enum err document_version_get(struct store_db *db, struct arena *arena, int64_t number,
                              struct document_version *out) WARN_UNUSED;
/* What the public reads: notified, else approved, else in consultation. 0: nothing yet. */
enum err document_published(struct store_db *db, struct arena *arena, int64_t *number) WARN_UNUSED;

struct document_page { /* a chapter as frozen */
    int64_t position;
    const char *slug, *title, *source, *html, *reading;
};
struct document_page_list {
    struct document_page *rows;
    size_t count;
};
enum err document_pages(struct store_db *db, struct arena *arena, int64_t number,
                        struct document_page_list *out) WARN_UNUSED;
/* Its markup as it was frozen, for templates. */
struct html_raw document_page_markup(const struct document_page *page);
/* Addresses inside a frozen chapter become addresses below base ("/document/versions/3"). */
const char *document_relink(struct arena *arena, const char *html, const char *base);

struct document_heading {
    int level;
    const char *text;
    const char *anchor;
};
struct document_heading_list {
    const struct document_heading *rows;
    size_t count;
};
enum err document_headings(struct arena *arena, const struct document_page *page,
                           struct document_heading_list *out) WARN_UNUSED;

/* A number, table or figure of a version with its evidence. */
struct document_evidence {
    int64_t k, line, total;
    const char *kind; /* "number", "table", "figure", "text" */
    const char *provider, *label, *caption, *chapter, *value;
    const char *content; /* frozen JSON; NULL in lists */
};
struct document_evidence_list {
    const struct document_evidence *rows;
    size_t count;
};
enum err document_evidences(struct store_db *db, struct arena *arena, int64_t number,
                            struct document_evidence_list *out) WARN_UNUSED;
enum err document_evidence_get(struct store_db *db, struct arena *arena, int64_t number, int64_t k,
                               struct document_evidence *out) WARN_UNUSED;
/* The problems that were known when the version was frozen. */
enum err document_problems(struct store_db *db, struct arena *arena, int64_t number,
                           struct document_problems *out) WARN_UNUSED;

/* Memory that the whole content of a version may take: the arena of the two below. */
enum { DOCUMENT_CONTENT_MAX = 256 << 20 };
/* Is the content still what was hashed? *intact_out; actual[65] gets the hash of what is there. */
enum err document_verify(struct store_db *db, struct arena *arena, int64_t number, bool *intact_out,
                         char actual[65]) WARN_UNUSED;
/* The canonical text itself: one JSON value a line; sha256sum of it is the hash. */
enum err document_canonical(struct store_db *db, struct arena *arena, int64_t number,
                            struct buf *out) WARN_UNUSED;

/* ---- states -------------------------------------------------------------------------------- */

struct document_transition {
    const char *from, *to, *author, *note;
    int64_t at;
};
struct document_transition_list {
    const struct document_transition *rows;
    size_t count;
};
enum err document_transitions(struct store_db *db, struct arena *arena, int64_t number,
                              struct document_transition_list *out) WARN_UNUSED;
/* The states a version may move to, for this person; returns how many were put into out. */
size_t document_next_states(enum document_state state, const struct person *who,
                            enum document_state out[DOCUMENT_STATE_COUNT]);
struct document_move {
    int64_t number;
    enum document_state from, to; /* from: as the person saw it */
    const char *note;
    const struct person *who; /* NULL: the system */
    int64_t now_ms;
};
/* Inside a command. ERR_INVALID: no such step; ERR_DENIED; ERR_CONFLICT: it moved meanwhile. A
   version that is notified supersedes the ones before. */
enum err document_state_move(struct store_db *db, struct arena *arena,
                             const struct document_move *move) WARN_UNUSED;

/* ---- comparing ----------------------------------------------------------------------------- */

struct document_change { /* a number that differs between two versions */
    const char *caption, *provider, *before, *after; /* "" = was not there */
    int64_t k;                                       /* in the newer one; 0 = gone */
};
struct document_compared_chapter {
    const char *title, *slug;
    struct redline redline;
};
struct document_comparison {
    int64_t before, after;
    struct document_compared_chapter *chapters;
    size_t chapter_count;
    struct document_change *changes;
    size_t change_count;
};
/* before 0: the version just before it (itself 0 when there is none: ERR_NOT_FOUND). */
enum err document_compare(struct store_db *db, struct arena *arena, int64_t before, int64_t after,
                          struct document_comparison *out) WARN_UNUSED;

#endif
