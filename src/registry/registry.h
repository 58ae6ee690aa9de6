/*
 * The registry: counties, agencies, services with their profiles and versions, what agencies report
 * about a year, upstream documents with their clauses, the glossary, holidays.
 *
 * Reading functions take a reader (or the inside of a command) and an arena in which the answer
 * lives. Writing functions are called inside a command. Lists are bounded and paged by a cursor
 * (opaque text; NULL = the first page, NULL back = the end). Texts are never NULL: "" is "not
 * stated". Maturity is in maturity.h, the form in profile.h, search in search.h, files in import.h.
 */
#ifndef KHAJU_REGISTRY_H
#define KHAJU_REGISTRY_H

#include "arena.h"
#include "err.h"
#include "maturity.h"
#include "people.h"
#include "profile.h"
#include "profile_change.h"
#include "store.h"

enum { REGISTRY_PAGE = 20, REGISTRY_PAGE_MAX = 500 };

/* ---- counties ---- */
struct registry_county {
    const char *id; /* stable; slug of its English name: "semirom" */
    const char *name, *name_en, *census_code, *since, *centre, *centre_status, *note, *source;
    struct maybe_int population, men, women, households;
    bool counted_elsewhere; /* made after the census: already inside another; never add */
    struct maybe_real area_km2, latitude, longitude;
};
struct registry_county_list {
    const struct registry_county *rows;
    size_t count;
};
enum err registry_counties(struct store_db *db, struct arena *arena,
                           struct registry_county_list *out) WARN_UNUSED;
enum err registry_county_get(struct store_db *db, struct arena *arena, const char *id,
                             struct registry_county *out) WARN_UNUSED;

/* ---- agencies ---- */
enum coverage { COVERAGE_PROVINCE, COVERAGE_COUNTY, COVERAGE_PART };
struct registry_agency {
    const char *id, *name, *kind /* "agency", "company", … */, *aliases /* «a؛ b» */;
    enum coverage coverage;
    const char *county_id, *county_name, *part /* words when coverage is a part */;
    bool expected; /* general knowledge, to be confirmed by the province */
    const char *parent_id;
    int64_t services; /* published */
};
struct registry_agency_list {
    const struct registry_agency *rows;
    size_t count;
    const char *next;
};
/* All agencies by name; county NULL or an id: only those that serve it. */
enum err registry_agencies(struct store_db *db, struct arena *arena, const char *county_id,
                           const char *after, size_t limit,
                           struct registry_agency_list *out) WARN_UNUSED;
enum err registry_agency_get(struct store_db *db, struct arena *arena, const char *id,
                             struct registry_agency *out) WARN_UNUSED;
/* By name or alias, forgiving spelling; *id_out NULL if none. */
enum err registry_agency_find(struct store_db *db, struct arena *arena, const char *name,
                              const char **id_out) WARN_UNUSED;
/* The three nearest known names, «a؛ b؛ c»; "" if nothing is near. */
enum err registry_agency_nearest(struct store_db *db, struct arena *arena, const char *name,
                                 const char **out) WARN_UNUSED;

/* ---- services ---- */
#define REGISTRY_STATES(X) \
    X(DRAFT, "draft", TR_NOOP("Draft")) \
    X(PUBLISHED, "published", TR_NOOP("Published")) \
    X(RETIRED, "retired", TR_NOOP("Retired"))
enum service_state {
#define X(name, slug, label) SERVICE_##name,
    REGISTRY_STATES(X)
#undef X
        SERVICE_STATES
};
const char *service_state_slug(enum service_state state);
const char *service_state_label(enum service_state state); /* translated */

/* One line of a list. */
struct registry_service_row {
    const char *id, *number, *code, *title;
    const char *agency_id, *agency_name; /* the first provider */
    enum service_state state;
    int64_t version, updated_at;
    enum maturity_certainty certainty;
    int stage; /* see maturity.h */
    struct maybe_int declared_stage, verified_stage, visits;
    struct maybe_int minutes_least, minutes_most; /* of the mean time; see time_minutes */
    struct maybe_int fee_least, fee_most;         /* rial over all cases; both 0 = free */
    const char *time_text, *fee_text;             /* as written */
    uint32_t types, levels, life_events;          /* stated, else our classification */
    enum origin origin;                           /* whose page most of it was read from */
};
struct registry_service_filter { /* NULL and 0 filter nothing */
    const char *agency_id, *county_id;
    int life_event, level, type; /* values of the vocabulary */
    int stage;                   /* 1 + the stage 0..6; 8 = not assessed */
    bool all_states;             /* else published only */
    const char *after;
    size_t limit;
};
struct registry_service_list {
    const struct registry_service_row *rows;
    size_t count;
    const char *next;
};
/* By title in Persian order. */
enum err registry_services(struct store_db *db, struct arena *arena,
                           const struct registry_service_filter *filter,
                           struct registry_service_list *out) WARN_UNUSED;

struct registry_provider {
    const char *id, *name;
};
struct registry_service {
    struct registry_service_row row;
    const struct registry_provider *providers; /* one, or several: «A / B» */
    size_t provider_count;
    struct profile profile;
    struct maturity maturity;         /* from the profile */
    struct profile_criteria verified; /* by IT management; unknown where not */
    const char *verified_by, *verified_note;
    int64_t verified_at;                             /* 0 = never */
    const char *author, *version_note, *source_file; /* of the current version */
    int64_t source_line, version_at;
};
/* key: id, public number, or the whole 11-digit code when only one service has it. */
enum err registry_service_get(struct store_db *db, struct arena *arena, const char *key,
                              struct registry_service *out) WARN_UNUSED;
/* Every service of a state, by id, streamed with its profile; arena is reset between rows. */
typedef enum err registry_service_visit(void *context, struct arena *arena,
                                        const struct registry_service *service);
enum err registry_service_each(struct store_db *db, bool all_states, registry_service_visit *visit,
                               void *context) WARN_UNUSED;
/* The same for services of any state with after < id <= last. */
enum err registry_service_range(struct store_db *db, const char *after_id, const char *last_id,
                                registry_service_visit *visit, void *context) WARN_UNUSED;
/* Sub-services and parent by serial of the code; bounded. */
enum err registry_service_family(struct store_db *db, struct arena *arena, const char *service_id,
                                 struct registry_service_list *out) WARN_UNUSED;

/* ---- writing a service (inside a command) ---- */
struct registry_edit {
    const char *service_id;        /* NULL: a new service */
    int64_t expected_version;      /* the version the editor started from */
    const char *const *agency_ids; /* NULL: as before */
    size_t agency_count;
    int state;                     /* enum service_state; -1 = as before (new: draft) */
    const struct profile *profile; /* sources already attributed */
    const struct person *who;      /* NULL: the system */
    int64_t now_ms;
    const char *note, *source_file, *import_key; /* may be NULL */
    int64_t source_line;
};
struct registry_saved {
    const char *id, *number;
    int64_t version;
    bool created, changed;        /* same content: neither, and no version is made */
    struct profile_diff conflict; /* ERR_CONFLICT: what changed since expected_version */
    const char *conflict_author;
    int64_t conflict_at;
};
enum err registry_service_save(struct store_db *db, struct arena *arena,
                               const struct registry_edit *edit,
                               struct registry_saved *out) WARN_UNUSED;
/* What IT management verified; the history stays. */
enum err registry_service_verify(struct store_db *db, struct arena *arena, const char *service_id,
                                 const struct profile_criteria *levels, const char *note,
                                 const struct person *who, int64_t now_ms) WARN_UNUSED;

/* ---- whoever derives something from services ---- */
/* Told inside the command of every service of which something changed: content, state, what was
   verified, a report. An error undoes the command. Plugged in once, by cli/hooks.c. */
typedef enum err registry_listener(struct store_db *db, const char *service_id);
void registry_set_listener(registry_listener *listener);

/* ---- history ---- */
struct registry_version {
    int64_t version, at, source_line;
    const char *author, *note, *source_file;
};
struct registry_version_list {
    const struct registry_version *rows;
    size_t count;
};
/* Newest first; before 0 = from the newest. */
enum err registry_versions(struct store_db *db, struct arena *arena, const char *service_id,
                           int64_t before, size_t limit,
                           struct registry_version_list *out) WARN_UNUSED;
enum err registry_version_get(struct store_db *db, struct arena *arena, const char *service_id,
                              int64_t version, struct profile *out) WARN_UNUSED;

/* ---- counts ---- */
struct registry_totals {
    int64_t counties, agencies, services, drafts, documents, clauses, terms;
    /* of the published services */
    int64_t known_time, known_fee, free_fee, known_visits, known_volume, known_code,
        known_documents, known_channels;
    struct maybe_int population; /* sum of what may be added */
};
enum err registry_totals(struct store_db *db, struct arena *arena,
                         struct registry_totals *out) WARN_UNUSED;
/* Published services by a facet: "life_event", "agency", "level", "type", "stage". */
struct registry_count {
    const char *value;
    int64_t services;
};
struct registry_count_list {
    const struct registry_count *rows;
    size_t count;
};
enum err registry_counts(struct store_db *db, struct arena *arena, const char *facet,
                         struct registry_count_list *out) WARN_UNUSED;

#endif
