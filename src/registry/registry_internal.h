/* Private to the room: what its files share. */
#ifndef KHAJU_REGISTRY_INTERNAL_H
#define KHAJU_REGISTRY_INTERNAL_H

#include "registry.h"
#include "registry_map.h"
#include "registry_sql.h"
#include "search_index.h"
#include "service_rows.h"

enum {
    REGISTRY_DIGEST_SIZE = 33,
    REGISTRY_NUMBER_SIZE = 24,
    REGISTRY_AGENCIES_MAX = 20000,
    REGISTRY_HOLIDAYS_MAX = 5000,
    REGISTRY_TERMS_MAX = 5000,
    REGISTRY_BATCH = 50, /* services read at once while streaming */
    REGISTRY_ROW_MEMORY_MAX = 64 << 20,
};

/* The bits of registry_service.known; the SQL of service_totals counts them. */
enum service_known {
    KNOWN_TIME = 1,
    KNOWN_FEE = 2,
    KNOWN_FREE = 4,
    KNOWN_VISITS = 8,
    KNOWN_VOLUME = 16,
    KNOWN_CODE = 32,
    KNOWN_DOCUMENTS = 64,
    KNOWN_CHANNELS = 128,
};

/* Bytes that sort as a Persian reader expects; bounded, the rest of a long title is left out. */
const char *registry_sort_key(struct arena *arena, const char *text);
/* The public number of a serial: its digits and a check digit (Damm), to be read on the phone. */
void registry_number(int64_t serial, char out[REGISTRY_NUMBER_SIZE]);
/* The serial of a public number; -1 if the check digit is wrong. */
int64_t registry_number_serial(const char *digits);
/* One digest of several texts; NULL counts as "". */
void registry_digest(const char *const *texts, size_t count, char out[REGISTRY_DIGEST_SIZE]);
/* limit 0 = REGISTRY_PAGE; never more than REGISTRY_PAGE_MAX. */
int64_t registry_limit(size_t limit);
/* "" for NULL. */
const char *registry_text(const char *text);
const char *registry_author(const struct person *who);
/* Something about this service changed; every writer says so, last in its command. */
enum err registry_changed(struct store_db *db, const char *service_id) WARN_UNUSED;
/* A LIKE pattern for folded text, wild cards taken literally by leaving them out; "" for NULL. */
const char *registry_pattern(struct arena *arena, const char *text);

/* All names of agencies in memory, for imports. */
struct agency_book {
    struct registry_map names; /* folded → index of its row; -1: several agencies */
    struct registry_map ids;   /* agency id → index of one of its rows */
    const struct registry_agency_names_row *rows;
    size_t count;
};
enum err agency_book_init(struct store_db *db, struct arena *arena,
                          struct agency_book *book) WARN_UNUSED;
void agency_book_finish(struct agency_book *book);
/* NULL if there is none. */
const char *agency_book_find(struct arena *arena, const struct agency_book *book, const char *name);
enum err agency_nearest(struct arena *arena, const struct registry_agency_names_row *rows,
                        size_t count, const char *name, const char **out) WARN_UNUSED;

/* What a list shows of a profile. */
struct service_digest {
    struct maybe_int visits, minutes_least, minutes_most, fee_least, fee_most, declared_stage;
    const char *time_text, *fee_text, *code, *code_serial;
    enum origin origin;
    int64_t known;
    struct maturity maturity;
};
enum err service_digest_make(struct arena *arena, const struct profile *profile,
                             struct service_digest *out) WARN_UNUSED;

/* Where rows of a service are rebuilt. */
struct projection {
    struct store_db *db;
    struct arena *arena;
    const struct agency_book *book; /* NULL: agencies are looked up one by one */
    struct search_index *index;
    struct service_rows *rows; /* what is to be inserted waits here */
    int64_t *last_serial;      /* an import counts on; NULL: asked of the table */
};
struct projected {
    const char *id, *sort_key, *provider_ids;
    enum service_state state;
    const struct profile *profile;
    const struct maturity *maturity;
};
/* before: what the rows that are there say; NULL: there are none. */
enum err projection_write(const struct projection *projection, const struct projected *service,
                          const struct projected *before) WARN_UNUSED;

/* registry_service_save for one caller or for an import, which brings its book and index, and
   writes the rows that wait later. */
enum err service_save(const struct projection *projection, const struct registry_edit *edit,
                      const char *import_digest, struct registry_saved *out) WARN_UNUSED;
/* Puts the words of a service into the search index, or takes them out again. */
enum err service_index_change(const struct projection *projection, int64_t serial,
                              const struct profile *profile, const char *providers,
                              bool add) WARN_UNUSED;
/* The levels of a stored verification. */
enum err verification_read(struct arena *arena, const char *text,
                           struct profile_criteria *out) WARN_UNUSED;
/* The providers of «id id», with names; unknown ids are ERR_INVALID. */
enum err service_providers(struct store_db *db, struct arena *arena, const struct agency_book *book,
                           const char *providers, const struct registry_provider **out,
                           size_t *count_out) WARN_UNUSED;

/* A row was changed in a file after people had changed the service by hand: what the file changed
   against `base` is taken from `incoming`, all else stays as in `current`. */
enum err profile_merge(struct arena *arena, const struct profile *base,
                       const struct profile *current, const struct profile *incoming,
                       struct profile *out) WARN_UNUSED;

#endif
