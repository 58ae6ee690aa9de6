/*
 * Saving a service. The profile's JSON is the fact; head, projections and index follow it. The same
 * content makes no version; somebody else's newer version is a conflict, told field by field.
 */
#include <string.h>
#include "id.h"
#include "registry_internal.h"
#include "text.h"
#include "profile_change.h"

/* The service as it is, before the save. */
struct current {
    bool exists;
    const char *id, *number, *import_key, *import_digest, *providers, *profile_json, *author;
    struct profile *profile; /* read when there is something to save */
    int64_t serial, version, at;
    enum service_state state;
};

static enum err load(const struct projection *projection, const struct registry_edit *edit,
                     struct current *out) {
    struct registry_service_head_row row;
    bool found = false;
    *out = (struct current){.import_digest = "", .providers = "", .state = SERVICE_DRAFT};
    if (edit->service_id == NULL) {
        return ERR_NONE;
    }
    enum err err =
        registry_service_head(projection->db, projection->arena,
                              &(struct registry_service_head_in){edit->service_id}, &row, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (!found) {
        return err_set(ERR_NOT_FOUND, "REG-11", "There is no such service.", NULL);
    }
    *out = (struct current){.exists = true,
                            .id = edit->service_id,
                            .number = row.number,
                            .import_key = row.import_key,
                            .import_digest = row.import_digest,
                            .providers = row.providers,
                            .profile_json = row.profile,
                            .author = row.author,
                            .serial = row.serial,
                            .version = row.version,
                            .at = row.at,
                            .state = (enum service_state)row.state};
    return ERR_NONE;
}

/* Somebody saved in between: says what they changed since the version this editor started from. */
static enum err conflict(const struct projection *projection, const struct registry_edit *edit,
                         const struct current *current, struct registry_saved *out) {
    struct arena *arena = projection->arena;
    struct profile *base = ARENA_NEW(arena, struct profile);
    struct profile *now = ARENA_NEW(arena, struct profile);
    out->conflict_author = current->author;
    out->conflict_at = current->at;
    out->version = current->version;
    enum err err = base == NULL || now == NULL ? err_failed() : ERR_NONE;
    err = err == ERR_NONE ? profile_read(arena, current->profile_json, now) : err;
    err = err == ERR_NONE ? registry_version_get(projection->db, arena, current->id,
                                                 edit->expected_version, base)
                          : err;
    err = err == ERR_NONE ? registry_profile_diff(arena, base, now, &out->conflict) : err;
    return err != ERR_NONE
               ? err
               : err_set(ERR_CONFLICT, "REG-12",
                         "Somebody else has changed this service meanwhile. See what was changed, "
                         "then save again.",
                         NULL);
}

static enum err providers_text(struct arena *arena, const struct registry_edit *edit,
                               const struct current *current, const char **out) {
    if (edit->agency_ids == NULL) {
        *out = current->providers;
    } else {
        *out = "";
        for (size_t i = 0; i < edit->agency_count && *out != NULL; i++) {
            *out = arena_printf(arena, "%s%s%s", *out, i > 0 ? " " : "", edit->agency_ids[i]);
        }
    }
    if (*out == NULL) {
        return err_failed();
    }
    return (*out)[0] != '\0' ? ERR_NONE
                             : err_set(ERR_INVALID, "REG-13",
                                       "Choose the agency that provides the service.", NULL);
}

enum { PROVIDERS_MAX = 10 };

/* Name and words of one provider, from the import's book or from the table. */
static enum err provider_words(struct store_db *db, struct arena *arena,
                               const struct agency_book *book, const char *id,
                               struct registry_agency_words_row *out) {
    int64_t index = 0;
    bool found = false;
    if (book != NULL && registry_map_get(&book->ids, id, &index)) {
        const struct registry_agency_names_row *row = &book->rows[index];
        *out = (struct registry_agency_words_row){row->name, row->aliases, row->county_name};
        return ERR_NONE;
    }
    enum err err =
        registry_agency_words(db, arena, &(struct registry_agency_words_in){id}, out, &found);
    return err != ERR_NONE || found
               ? err
               : err_set(ERR_NOT_FOUND, "REG-10", "There is no such agency.", NULL);
}

/* The providers of «id id» and, if wanted, the words by which they are found. */
static enum err read_providers(struct store_db *db, struct arena *arena,
                               const struct agency_book *book, const char *providers,
                               struct registry_provider *items, size_t *count, const char **words) {
    *count = 0;
    *words = "";
    for (const char *at = providers; *at != '\0' && *count < PROVIDERS_MAX;) {
        size_t length = strcspn(at, " ");
        struct registry_agency_words_row row;
        const char *id = arena_strndup(arena, at, length);
        enum err err = id == NULL ? err_failed() : provider_words(db, arena, book, id, &row);
        if (err != ERR_NONE) {
            return err;
        }
        items[(*count)++] = (struct registry_provider){id, row.name};
        *words = arena_printf(arena, "%s %s %s %s", *words, row.name, row.aliases,
                              registry_text(row.county_name));
        if (*words == NULL) {
            return err_failed();
        }
        at += length + (at[length] == ' ' ? 1 : 0);
    }
    return ERR_NONE;
}

enum err service_providers(struct store_db *db, struct arena *arena, const struct agency_book *book,
                           const char *providers, const struct registry_provider **out,
                           size_t *count_out) {
    const char *words = "";
    struct registry_provider *items = ARENA_ARRAY(arena, PROVIDERS_MAX, struct registry_provider);
    *out = items;
    return items == NULL ? err_failed()
                         : read_providers(db, arena, book, providers, items, count_out, &words);
}

/* The words by which a service is found. */
static enum err service_words(const struct projection *projection, const struct profile *profile,
                              const char *providers, struct search_words **out) {
    struct search_words *words = ARENA_NEW(projection->arena, struct search_words);
    struct registry_provider items[PROVIDERS_MAX];
    size_t count = 0;
    const char *names = "";
    *out = words;
    enum err err = words == NULL
                       ? err_failed()
                       : read_providers(projection->db, projection->arena, projection->book,
                                        providers, items, &count, &names);
    return err == ERR_NONE ? search_words_of(projection->arena, profile, names, words) : err;
}

enum err service_index_change(const struct projection *projection, int64_t serial,
                              const struct profile *profile, const char *providers, bool add) {
    struct search_words *words = NULL;
    enum err err = service_words(projection, profile, providers, &words);
    return err == ERR_NONE ? (add ? search_index_put : search_index_remove)(
                                 projection->index, projection->arena, serial, words)
                           : err;
}

/* All that is written for one new version. */
struct writing {
    const struct projection *projection;
    const struct registry_edit *edit;
    const struct current *current;
    const char *json, *providers, *sort_key, *import_digest;
    enum service_state state;
    struct service_digest digest;
    const struct registry_provider *provider_list;
    size_t provider_count;
};

/* The columns that a new head and a changed one share. */
#define HEAD_COLUMNS(w, id_, key_, version_) \
    .id = (id_), .import_key = (key_), .import_digest = (w)->import_digest, \
    .code = (w)->digest.code, .code_serial = (w)->digest.code_serial, \
    .title = (w)->edit->profile->title, .sort_key = (w)->sort_key, \
    .agency_id = (w)->provider_list[0].id, .agency_name = (w)->provider_list[0].name, \
    .providers = (w)->providers, .state = (w)->state, .version = (version_), \
    .now = (w)->edit->now_ms, .generation = (w)->edit->profile->generation, \
    .certainty = (w)->digest.maturity.certainty, .stage = (w)->digest.maturity.stage, \
    .declared_stage = (w)->digest.declared_stage, .visits = (w)->digest.visits, \
    .minutes_least = (w)->digest.minutes_least, .minutes_most = (w)->digest.minutes_most, \
    .fee_least = (w)->digest.fee_least, .fee_most = (w)->digest.fee_most, \
    .time_text = (w)->digest.time_text, .fee_text = (w)->digest.fee_text, \
    .types = (w)->edit->profile->types, .levels = (w)->edit->profile->levels, \
    .life_events = (w)->edit->profile->life_events, .origin = (w)->digest.origin, \
    .known = (w)->digest.known

static enum err insert_head(const struct writing *w, const char *id, const char *key,
                            const char *number, int64_t serial, int64_t version) {
    return service_rows_add_service(
        w->projection->rows, w->projection->arena,
        &(struct registry_service_insert_in){HEAD_COLUMNS(w, id, key, version), .serial = serial,
                                             .number = number});
}

static enum err update_head(const struct writing *w, const char *id, const char *key,
                            int64_t version) {
    int64_t changed = 0;
    enum err err = registry_service_update(
        w->projection->db,
        &(struct registry_service_update_in){HEAD_COLUMNS(w, id, key, version),
                                             .expected_version = w->current->version},
        &changed);
    if (err == ERR_NONE && changed != 1) {
        err = err_set(ERR_CONFLICT, "REG-12",
                      "Somebody else has changed this service meanwhile. See what was changed, "
                      "then save again.",
                      NULL);
    }
    return err;
}

static enum err write_head(const struct writing *w, const char *id, const char *number,
                           int64_t serial, int64_t version) {
    const char *key = w->edit->import_key != NULL ? w->edit->import_key : w->current->import_key;
    return w->current->exists ? update_head(w, id, key, version)
                              : insert_head(w, id, key, number, serial, version);
}

static enum err write_index(const struct writing *w, int64_t serial) {
    const struct current *current = w->current;
    const struct projection *p = w->projection;
    struct search_words none = {.count = 0};
    struct search_words *before = &none;
    struct search_words *after = &none;
    enum err err = ERR_NONE;
    if (current->exists && current->state == SERVICE_PUBLISHED) {
        err = service_words(p, current->profile, current->providers, &before);
    }
    if (err == ERR_NONE && w->state == SERVICE_PUBLISHED) {
        err = service_words(p, w->edit->profile, w->providers, &after);
    }
    if (err != ERR_NONE) {
        return err;
    }
    search_words_differ(before, after);
    err = search_index_remove(p->index, p->arena, serial, before);
    return err == ERR_NONE ? search_index_put(p->index, p->arena, serial, after) : err;
}

/* The rows of the service as they are to be, given those that are there. */
static enum err write_projection(const struct writing *w, const char *id) {
    const struct current *current = w->current;
    struct projected after = {id,       w->sort_key,      w->providers,
                              w->state, w->edit->profile, &w->digest.maturity};
    if (!current->exists) {
        return projection_write(w->projection, &after, NULL);
    }
    struct maturity maturity = maturity_from_profile(current->profile);
    struct projected before = {id,
                               registry_sort_key(w->projection->arena, current->profile->title),
                               current->providers,
                               current->state,
                               current->profile,
                               &maturity};
    return before.sort_key == NULL ? err_failed()
                                   : projection_write(w->projection, &after, &before);
}

static enum err next_serial(const struct projection *projection, int64_t *out) {
    struct registry_service_serial_last_row last = {0};
    int64_t *kept = projection->last_serial;
    if (kept != NULL && *kept > 0) {
        *out = ++*kept;
        return ERR_NONE;
    }
    enum err err = registry_service_serial_last(projection->db, projection->arena, &last);
    *out = last.serial + 1;
    if (err == ERR_NONE && kept != NULL) {
        *kept = *out;
    }
    return err;
}

static enum err write_version(const struct writing *w, struct registry_saved *out) {
    const struct registry_edit *edit = w->edit;
    struct arena *arena = w->projection->arena;
    int64_t serial = w->current->serial;
    char id[ID_SIZE];
    char number[REGISTRY_NUMBER_SIZE];
    enum err err = ERR_NONE;
    if (!w->current->exists) {
        err = next_serial(w->projection, &serial);
        if (err != ERR_NONE) {
            return err;
        }
        id_make(edit->now_ms, id);
        registry_number(serial, number);
        out->id = arena_strdup(arena, id);
        out->number = arena_strdup(arena, number);
    } else {
        out->id = w->current->id;
        out->number = w->current->number;
    }
    if (out->id == NULL || out->number == NULL) {
        return err_failed();
    }
    out->version = w->current->version + 1;
    err = write_head(w, out->id, out->number, serial, out->version);
    err = err == ERR_NONE ? service_rows_add_version(
                                w->projection->rows, arena,
                                &(struct registry_version_insert_in){
                                    out->id, out->version, w->json, registry_author(edit->who),
                                    edit->now_ms, registry_text(edit->source_file),
                                    edit->source_line, registry_text(edit->note)})
                          : err;
    err = err == ERR_NONE ? write_projection(w, out->id) : err;
    err = err == ERR_NONE ? write_index(w, serial) : err;
    return err == ERR_NONE ? registry_changed(w->projection->db, out->id) : err;
}

enum err service_save(const struct projection *projection, const struct registry_edit *edit,
                      const char *import_digest, struct registry_saved *out) {
    struct arena *arena = projection->arena;
    struct current current;
    enum profile_field wrong = FIELD_title;
    struct writing w = {.projection = projection, .edit = edit, .current = &current};
    *out = (struct registry_saved){.conflict_author = ""};
    enum err err = profile_check(edit->profile, &wrong);
    err = err == ERR_NONE ? load(projection, edit, &current) : err;
    if (err != ERR_NONE) {
        return err;
    }
    if (current.exists && current.version != edit->expected_version) {
        return conflict(projection, edit, &current, out);
    }
    w.state = edit->state < 0 ? current.state : (enum service_state)edit->state;
    w.import_digest = import_digest != NULL ? import_digest : current.import_digest;
    err = profile_write(arena, edit->profile, &w.json);
    err = err == ERR_NONE ? providers_text(arena, edit, &current, &w.providers) : err;
    if (err != ERR_NONE) {
        return err;
    }
    if (current.exists && w.state == current.state && strcmp(w.json, current.profile_json) == 0 &&
        strcmp(w.providers, current.providers) == 0) {
        out->id = current.id;
        out->number = current.number;
        out->version = current.version;
        return strcmp(w.import_digest, current.import_digest) == 0
                   ? ERR_NONE
                   : registry_service_set_digest(
                         projection->db,
                         &(struct registry_service_set_digest_in){current.id, w.import_digest},
                         NULL);
    }
    w.sort_key = registry_sort_key(arena, edit->profile->title);
    err = w.sort_key == NULL ? err_failed() : service_digest_make(arena, edit->profile, &w.digest);
    if (err == ERR_NONE && current.exists) {
        current.profile = ARENA_NEW(arena, struct profile);
        err = current.profile == NULL ? err_failed()
                                      : profile_read(arena, current.profile_json, current.profile);
    }
    err = err == ERR_NONE ? service_providers(projection->db, arena, projection->book, w.providers,
                                              &w.provider_list, &w.provider_count)
                          : err;
    err = err == ERR_NONE ? write_version(&w, out) : err;
    out->created = err == ERR_NONE && !current.exists;
    out->changed = err == ERR_NONE;
    return err;
}

static enum err audit(struct store_db *db, struct arena *arena, const struct registry_edit *edit,
                      const struct registry_saved *saved) {
    const char *detail = arena_printf(arena, "{\"version\":%lld}", (long long)saved->version);
    const char *agency =
        edit->agency_ids != NULL && edit->agency_count > 0 ? edit->agency_ids[0] : NULL;
    return detail == NULL ? err_failed()
                          : people_audit(db, edit->now_ms, edit->who,
                                         saved->created ? "service.create" : "service.edit",
                                         "service", saved->id, agency, detail);
}

enum err registry_service_save(struct store_db *db, struct arena *arena,
                               const struct registry_edit *edit, struct registry_saved *out) {
    struct search_index index;
    struct service_rows rows = {.facet_arena = arena};
    enum err err = search_index_init(&index, db);
    if (err != ERR_NONE) {
        return err;
    }
    struct projection projection = {db, arena, NULL, &index, &rows, NULL};
    err = service_save(&projection, edit, NULL, out);
    err = err == ERR_NONE ? service_rows_write(db, &rows) : err;
    err = err == ERR_NONE ? service_facets_write(db, &rows) : err;
    err = err == ERR_NONE ? search_index_flush(&index) : err;
    search_index_finish(&index);
    return err == ERR_NONE && out->changed ? audit(db, arena, edit, out) : err;
}
