/* Reading services: one, many, their history, counts. */
#include <string.h>
#include "id.h"
#include "registry_internal.h"
#include "service_row.h"
#include "text.h"

static const char *const state_slugs[] = {
#define X(name, slug, label) slug,
    REGISTRY_STATES(X)
#undef X
};
static const char *const state_labels[] = {
#define X(name, slug, label) label,
    REGISTRY_STATES(X)
#undef X
};

const char *service_state_slug(enum service_state state) {
    return state_slugs[state];
}

const char *service_state_label(enum service_state state) {
    return tr(state_labels[state]);
}

/* ---- lists ---- */

static const char *stage_value(int stage) {
    static const char *const values[] = {"", "0", "1", "2", "3", "4", "5", "6", "none"};
    return stage >= 0 && (size_t)stage < COUNT_OF(values) ? values[stage] : "";
}

struct listing {
    const char *agency_id, *county_id, *life_event, *level, *type, *stage;
    const char *after_key, *after_id;
    int64_t limit;
};

/* Copies the rows of any of the list statements. */
#define LIST_FROM(arena, rows, out) \
    do { \
        struct registry_service_row *items = \
            ARENA_ARRAY((arena), (rows).count + 1, struct registry_service_row); \
        if (items == NULL) { \
            return err_failed(); \
        } \
        for (size_t i = 0; i < (rows).count; i++) { \
            items[i] = SERVICE_ROW_OF(&(rows).rows[i]); \
        } \
        (out)->rows = items; \
        (out)->count = (rows).count; \
    } while (0)

static enum err list_facet(struct store_db *db, struct arena *arena, const char *kind,
                           const char *value, const struct listing *l,
                           struct registry_service_list *out) {
    struct registry_services_of_facet_rows rows;
    enum err err = registry_services_of_facet(
        db, arena,
        &(struct registry_services_of_facet_in){kind, value, l->agency_id, l->county_id,
                                                l->life_event, l->level, l->type, l->stage,
                                                l->after_key, l->after_id, l->limit},
        &rows);
    if (err != ERR_NONE) {
        return err;
    }
    LIST_FROM(arena, rows, out);
    return ERR_NONE;
}

static enum err list_published(struct store_db *db, struct arena *arena, const struct listing *l,
                               struct registry_service_list *out) {
    struct registry_services_published_rows rows;
    enum err err =
        registry_services_published(db, arena,
                                    &(struct registry_services_published_in){
                                        l->agency_id, l->county_id, l->life_event, l->level,
                                        l->type, l->stage, l->after_key, l->after_id, l->limit},
                                    &rows);
    if (err != ERR_NONE) {
        return err;
    }
    LIST_FROM(arena, rows, out);
    return ERR_NONE;
}

static enum err list_any(struct store_db *db, struct arena *arena, const struct listing *l,
                         struct registry_service_list *out) {
    struct registry_services_any_rows rows;
    enum err err = registry_services_any(
        db, arena,
        &(struct registry_services_any_in){l->agency_id, l->county_id, l->life_event, l->level,
                                           l->type, l->stage, l->after_key, l->after_id, l->limit},
        &rows);
    if (err != ERR_NONE) {
        return err;
    }
    LIST_FROM(arena, rows, out);
    return ERR_NONE;
}

/* The filter that finds the fewest leads; the statement probes the others. */
static enum err list(struct store_db *db, struct arena *arena, struct listing *l, bool all_states,
                     struct registry_service_list *out) {
    const char *agency = l->agency_id;
    if (agency[0] != '\0') {
        l->agency_id = "";
        return list_facet(db, arena, all_states ? "any_agency" : "agency", agency, l, out);
    }
    if (all_states) {
        return list_any(db, arena, l, out);
    }
    const struct {
        const char *kind;
        const char **value;
    } leads[] = {{"life_event", &l->life_event},
                 {"stage", &l->stage},
                 {"level", &l->level},
                 {"type", &l->type}};
    for (size_t i = 0; i < COUNT_OF(leads); i++) {
        const char *value = *leads[i].value;
        if (value[0] != '\0') {
            *leads[i].value = "";
            return list_facet(db, arena, leads[i].kind, value, l, out);
        }
    }
    return list_published(db, arena, l, out);
}

static enum err cursor_key(struct store_db *db, struct arena *arena, const char *after,
                           struct listing *out) {
    struct registry_service_by_id_row row;
    bool found = false;
    if (after == NULL) {
        return ERR_NONE;
    }
    enum err err =
        registry_service_by_id(db, arena, &(struct registry_service_by_id_in){after}, &row, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (!found) {
        return err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    out->after_key = row.sort_key;
    out->after_id = row.id;
    return ERR_NONE;
}

enum err registry_services(struct store_db *db, struct arena *arena,
                           const struct registry_service_filter *filter,
                           struct registry_service_list *out) {
    struct listing l = {
        .agency_id = registry_text(filter->agency_id),
        .county_id = registry_text(filter->county_id),
        .life_event = vocabulary_slug(VOCABULARY_LIFE_EVENT, filter->life_event),
        .level = vocabulary_slug(VOCABULARY_LEVEL, filter->level),
        .type = vocabulary_slug(VOCABULARY_TYPE, filter->type),
        .stage = stage_value(filter->stage),
        .after_key = "",
        .after_id = "",
        .limit = registry_limit(filter->limit),
    };
    *out = (struct registry_service_list){0};
    enum err err = cursor_key(db, arena, filter->after, &l);
    err = err == ERR_NONE ? list(db, arena, &l, filter->all_states, out) : err;
    if (err == ERR_NONE && out->count == (size_t)l.limit) {
        out->next = out->rows[out->count - 1].id;
    }
    return err;
}

enum err service_row_by_serial(struct store_db *db, struct arena *arena, int64_t serial,
                               struct registry_service_row *out, bool *found) {
    struct registry_service_by_serial_row row;
    enum err err = registry_service_by_serial(
        db, arena, &(struct registry_service_by_serial_in){serial}, &row, found);
    if (err == ERR_NONE && *found) {
        *out = SERVICE_ROW_OF(&row);
    }
    return err;
}

enum err registry_service_family(struct store_db *db, struct arena *arena, const char *service_id,
                                 struct registry_service_list *out) {
    struct registry_service_by_id_row self;
    struct registry_services_by_code_serial_rows rows;
    bool found = false;
    *out = (struct registry_service_list){0};
    enum err err = registry_service_by_id(
        db, arena, &(struct registry_service_by_id_in){service_id}, &self, &found);
    if (err != ERR_NONE || !found || strlen(self.code) != IDENTIFIER_LENGTH_FULL) {
        return err;
    }
    const char *code_serial = arena_strndup(arena, self.code + 4, 4);
    err =
        code_serial == NULL
            ? err_failed()
            : registry_services_by_code_serial(
                  db, arena,
                  &(struct registry_services_by_code_serial_in){code_serial, REGISTRY_PAGE}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_service_row *items =
        ARENA_ARRAY(arena, rows.count + 1, struct registry_service_row);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        if (strcmp(rows.rows[i].id, service_id) != 0) {
            items[out->count++] = SERVICE_ROW_OF(&rows.rows[i]);
        }
    }
    out->rows = items;
    return ERR_NONE;
}

/* ---- one ---- */

static void nothing_verified(struct registry_service *out) {
    out->verified = (struct profile_criteria){0};
    for (int i = 0; i < CRITERION_COUNT; i++) {
        out->verified.items[i].note = "";
    }
    out->verified_by = out->verified_note = "";
    out->verified_at = 0;
}

static enum err read_verification(struct store_db *db, struct arena *arena,
                                  struct registry_service *out) {
    struct registry_verification_of_service_row row;
    bool found = false;
    enum err err = registry_verification_of_service(
        db, arena, &(struct registry_verification_of_service_in){out->row.id}, &row, &found);
    if (err != ERR_NONE || !found) {
        return err;
    }
    out->verified_by = row.author;
    out->verified_note = row.note;
    out->verified_at = row.at;
    return verification_read(arena, row.levels, &out->verified);
}

/* What a whole service is beyond its row: version, profile, providers, verification. */
static enum err complete(struct store_db *db, struct arena *arena, const struct agency_book *book,
                         const char *profile, const char *providers, bool verified,
                         struct registry_service *out) {
    nothing_verified(out);
    enum err err = profile_read(arena, profile, &out->profile);
    err = err == ERR_NONE
              ? service_providers(db, arena, book, providers, &out->providers, &out->provider_count)
              : err;
    if (err == ERR_NONE) {
        out->maturity = maturity_from_profile(&out->profile);
        err = verified ? read_verification(db, arena, out) : ERR_NONE;
    }
    return err;
}

static bool only_digits(const char *text) {
    return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* By id, by public number, or by the identifier when one service alone has it. */
static enum err find(struct store_db *db, struct arena *arena, const char *key,
                     struct registry_service_row *out, const char **providers, bool *found) {
    struct registry_service_by_id_row row;
    enum err err =
        registry_service_by_id(db, arena, &(struct registry_service_by_id_in){key}, &row, found);
    if (err == ERR_NONE && *found) {
        *out = SERVICE_ROW_OF(&row);
        *providers = row.providers;
        return ERR_NONE;
    }
    const char *digits = err == ERR_NONE ? text_latin_digits(arena, key) : NULL;
    if (digits == NULL || !only_digits(digits)) {
        return err != ERR_NONE ? err : digits == NULL ? err_failed() : ERR_NONE;
    }
    struct registry_service_any_by_serial_row numbered;
    int64_t serial = registry_number_serial(digits);
    err = registry_service_any_by_serial(
        db, arena, &(struct registry_service_any_by_serial_in){serial}, &numbered, found);
    if (err == ERR_NONE && *found) {
        *out = SERVICE_ROW_OF(&numbered);
        *providers = numbered.providers;
        return ERR_NONE;
    }
    struct registry_services_by_code_rows rows = {0};
    err = err == ERR_NONE ? registry_services_by_code(
                                db, arena, &(struct registry_services_by_code_in){digits, 2}, &rows)
                          : err;
    *found = err == ERR_NONE && rows.count == 1;
    if (*found) {
        *out = SERVICE_ROW_OF(&rows.rows[0]);
        *providers = rows.rows[0].providers;
    }
    return err;
}

enum err registry_service_get(struct store_db *db, struct arena *arena, const char *key,
                              struct registry_service *out) {
    struct registry_version_of_service_row version;
    const char *providers = "";
    bool found = false;
    memset(out, 0, sizeof *out);
    enum err err = find(db, arena, key, &out->row, &providers, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (!found) {
        return err_set(ERR_NOT_FOUND, "REG-11", "There is no such service.", NULL);
    }
    err = registry_version_of_service(
        db, arena, &(struct registry_version_of_service_in){out->row.id, out->row.version},
        &version, &found);
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_INTERNAL, "REG-15", "The current version of a service is missing.", NULL);
    }
    if (err != ERR_NONE) {
        return err;
    }
    out->author = version.author;
    out->version_note = version.note;
    out->source_file = version.source_file;
    out->source_line = version.source_line;
    out->version_at = version.at;
    return complete(db, arena, NULL, version.profile, providers, true, out);
}

/* ---- all ---- */

static enum err visit_batch(struct store_db *db, struct arena *row_arena,
                            const struct agency_book *book,
                            const struct registry_services_each_rows *rows,
                            registry_service_visit *visit, void *context) {
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < rows->count; i++) {
        const struct registry_services_each_row *row = &rows->rows[i];
        struct registry_service *service = ARENA_NEW(row_arena, struct registry_service);
        if (service == NULL) {
            return err_failed();
        }
        service->row = SERVICE_ROW_OF(row);
        service->author = row->author;
        service->version_note = row->note;
        service->source_file = row->source_file;
        service->source_line = row->source_line;
        service->version_at = row->version_at;
        err = complete(db, row_arena, book, row->profile, row->providers, row->verifications > 0,
                       service);
        err = err == ERR_NONE ? visit(context, row_arena, service) : err;
        arena_reset(row_arena);
    }
    return err;
}

/* Services with after < id <= last, batch by batch. */
static enum err stream_batches(struct store_db *db, struct arena *batch_arena,
                               struct arena *row_arena, const struct agency_book *book,
                               struct registry_services_each_in in, registry_service_visit *visit,
                               void *context) {
    char after[ID_SIZE] = "";
    memcpy(after, in.after_id, strnlen(in.after_id, ID_LENGTH));
    in.after_id = after;
    enum err err = ERR_NONE;
    while (err == ERR_NONE) {
        struct registry_services_each_rows rows;
        err = registry_services_each(db, batch_arena, &in, &rows);
        if (err != ERR_NONE || rows.count == 0) {
            break;
        }
        err = visit_batch(db, row_arena, book, &rows, visit, context);
        memcpy(after, rows.rows[rows.count - 1].id, ID_LENGTH);
        after[ID_LENGTH] = '\0';
        arena_reset(batch_arena);
    }
    return err;
}

static enum err stream(struct store_db *db, const struct registry_services_each_in *in,
                       registry_service_visit *visit, void *context) {
    struct agency_book book = {0};
    struct arena *book_arena = arena_create(REGISTRY_ROW_MEMORY_MAX);
    struct arena *batch_arena = arena_create(REGISTRY_ROW_MEMORY_MAX);
    struct arena *row_arena = arena_create(REGISTRY_ROW_MEMORY_MAX);
    bool have = book_arena != NULL && batch_arena != NULL && row_arena != NULL;
    enum err err = have ? agency_book_init(db, book_arena, &book) : err_failed();
    if (err == ERR_NONE) {
        err = stream_batches(db, batch_arena, row_arena, &book, *in, visit, context);
    }
    agency_book_finish(&book);
    arena_destroy(row_arena);
    arena_destroy(batch_arena);
    arena_destroy(book_arena);
    return err;
}

enum err registry_service_each(struct store_db *db, bool all_states, registry_service_visit *visit,
                               void *context) {
    const struct registry_services_each_in in = {
        .after_id = "",
        .last_id = "\x7f",
        .row_limit = REGISTRY_BATCH,
        .state_least = all_states ? SERVICE_DRAFT : SERVICE_PUBLISHED,
        .state_most = all_states ? SERVICE_RETIRED : SERVICE_PUBLISHED};
    return stream(db, &in, visit, context);
}

enum err registry_service_range(struct store_db *db, const char *after_id, const char *last_id,
                                registry_service_visit *visit, void *context) {
    const struct registry_services_each_in in = {.after_id = after_id,
                                                 .last_id = last_id,
                                                 .row_limit = REGISTRY_BATCH,
                                                 .state_least = SERVICE_DRAFT,
                                                 .state_most = SERVICE_RETIRED};
    return stream(db, &in, visit, context);
}

/* ---- history and counts ---- */

enum err registry_versions(struct store_db *db, struct arena *arena, const char *service_id,
                           int64_t before, size_t limit, struct registry_version_list *out) {
    struct registry_versions_of_service_rows rows;
    *out = (struct registry_version_list){0};
    enum err err = registry_versions_of_service(
        db, arena,
        &(struct registry_versions_of_service_in){service_id, before == 0 ? INT64_MAX : before,
                                                  registry_limit(limit)},
        &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_version *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_version);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct registry_versions_of_service_row *row = &rows.rows[i];
        items[i] = (struct registry_version){.version = row->version,
                                             .at = row->at,
                                             .source_line = row->source_line,
                                             .author = row->author,
                                             .note = row->note,
                                             .source_file = row->source_file};
    }
    *out = (struct registry_version_list){items, rows.count};
    return ERR_NONE;
}

enum err registry_version_get(struct store_db *db, struct arena *arena, const char *service_id,
                              int64_t version, struct profile *out) {
    struct registry_version_of_service_row row;
    bool found = false;
    enum err err = registry_version_of_service(
        db, arena, &(struct registry_version_of_service_in){service_id, version}, &row, &found);
    if (err != ERR_NONE) {
        return err;
    }
    return found
               ? profile_read(arena, row.profile, out)
               : err_set(ERR_NOT_FOUND, "REG-16", "There is no such version of the service.", NULL);
}

enum err registry_totals(struct store_db *db, struct arena *arena, struct registry_totals *out) {
    struct registry_service_totals_row s;
    struct registry_totals_row_row t;
    enum err err = registry_service_totals(db, arena, &s);
    err = err == ERR_NONE ? registry_totals_row(db, arena, &t) : err;
    if (err != ERR_NONE) {
        return err;
    }
    *out = (struct registry_totals){.counties = t.counties,
                                    .agencies = t.agencies,
                                    .services = s.services,
                                    .drafts = s.drafts,
                                    .documents = t.documents,
                                    .clauses = t.clauses,
                                    .terms = t.terms,
                                    .known_time = s.known_time,
                                    .known_fee = s.known_fee,
                                    .free_fee = s.free_fee,
                                    .known_visits = s.known_visits,
                                    .known_volume = s.known_volume,
                                    .known_code = s.known_code,
                                    .known_documents = s.known_documents,
                                    .known_channels = s.known_channels,
                                    .population = t.population};
    return ERR_NONE;
}

enum err registry_counts(struct store_db *db, struct arena *arena, const char *facet,
                         struct registry_count_list *out) {
    struct registry_facet_counts_rows rows;
    *out = (struct registry_count_list){0};
    enum err err =
        registry_facet_counts(db, arena, &(struct registry_facet_counts_in){facet}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_count *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_count);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = (struct registry_count){rows.rows[i].value, rows.rows[i].services};
    }
    *out = (struct registry_count_list){items, rows.count};
    return ERR_NONE;
}
