/* Counties and agencies out of their files. */
#include <string.h>
#include "id.h"
#include "registry_import_internal.h"
#include "text.h"

/* ---- counties ---- */

#define COUNTY_COLUMNS(X) \
    X(NAME, "county_fa", "نام شهرستان|شهرستان", true) \
    X(NAME_EN, "county_en_osm", "county_en|name_en", true) \
    X(CODE, "census_code_1395", "census_code|کد آماری", false) \
    X(SINCE, "exists_since", "", false) \
    X(MEN, "pop_1395_male", "pop_male|مرد", false) \
    X(WOMEN, "pop_1395_female", "pop_female|زن", false) \
    X(TOTAL, "pop_1395_total", "pop_total|population|جمعیت", false) \
    X(HOUSEHOLDS, "households_1395", "households|خانوار", false) \
    X(CENTRE, "center_fa", "centre_fa|مرکز", false) \
    X(CENTRE_STATUS, "center_status", "centre_status", false) \
    X(AREA, "area_km2_from_osm", "area_km2|مساحت", false) \
    X(LATITUDE, "centroid_lat", "latitude", false) \
    X(LONGITUDE, "centroid_lon", "longitude", false) \
    X(RELATION, "osm_relation_id", "", false) \
    X(NOTE, "note_fa", "توضیح", false) \
    X(SOURCE, "source_pop", "source|منبع", false)
enum county_column {
#define X(name, column, aliases, required) COUNTY_##name,
    COUNTY_COLUMNS(X)
#undef X
};
static const struct import_column county_columns[] = {
#define X(name, column, aliases, required) {column, aliases, required},
    COUNTY_COLUMNS(X)
#undef X
};

struct place_state {
    int64_t position;
    struct registry_map counties; /* folded name → index */
    struct registry_county_list list;
    struct search_index index;
    bool index_ready;
};

static enum err counties_begin(struct import_run *run) {
    run->state = ARENA_NEW(run->file_arena, struct place_state);
    return run->state == NULL ? err_failed() : ERR_NONE;
}

/* "Khur and Biabanak County" → "khur-and-biabanak" */
static const char *county_slug(struct arena *arena, const char *name_en) {
    const char *folded = text_fold(arena, name_en);
    char *slug = folded == NULL ? NULL : arena_strdup(arena, folded);
    if (slug == NULL) {
        return NULL;
    }
    size_t length = strlen(slug);
    static const char suffix[] = " county";
    if (length > sizeof suffix - 1 && strcmp(slug + length - (sizeof suffix - 1), suffix) == 0) {
        slug[length - (sizeof suffix - 1)] = '\0';
    }
    for (char *at = slug; *at != '\0'; at++) {
        *at = *at == ' ' ? '-' : *at;
    }
    return slug;
}

static enum err check_sum(struct import_run *run, struct maybe_int men, struct maybe_int women,
                          struct maybe_int total) {
    if (men.known && women.known && total.known && men.value + women.value != total.value) {
        return import_issue(run, IMPORT_WARNING, COUNTY_TOTAL, "IMP-20", "",
                            TR_NOOP("Men and women together are not the total."), NULL);
    }
    return ERR_NONE;
}

static enum err put_county(struct import_run *run, const char *id, const char *folded,
                           const char *digest) {
    struct place_state *state = run->state;
    struct maybe_int men = import_int(run, COUNTY_MEN);
    struct maybe_int women = import_int(run, COUNTY_WOMEN);
    struct maybe_int total = import_int(run, COUNTY_TOTAL);
    const char *since = import_cell(run, COUNTY_SINCE);
    enum err err = check_sum(run, men, women, total);
    struct registry_county_put_in in = {
        .id = id,
        .position = state->position,
        .name = import_cell(run, COUNTY_NAME),
        .folded = folded,
        .name_en = import_cell(run, COUNTY_NAME_EN),
        .census_code = import_cell(run, COUNTY_CODE),
        .since = since,
        .centre = import_cell(run, COUNTY_CENTRE),
        .centre_status = import_cell(run, COUNTY_CENTRE_STATUS),
        .note = import_cell(run, COUNTY_NOTE),
        .source = import_cell(run, COUNTY_SOURCE),
        .population = total,
        .men = men,
        .women = women,
        .households = import_int(run, COUNTY_HOUSEHOLDS),
        /* «۱۴۰۰ (جدا از …)»: its people are counted in the county it was cut from */
        .counted_elsewhere = since != NULL && strstr(since, "جدا از") != NULL,
        .area_km2 = import_real(run, COUNTY_AREA),
        .latitude = import_real(run, COUNTY_LATITUDE),
        .longitude = import_real(run, COUNTY_LONGITUDE),
        .digest = digest};
    if (arena_failed(run->row_arena)) {
        return err_failed();
    }
    return err == ERR_NONE && run->apply ? registry_county_put(run->db, &in, NULL) : err;
}

static enum err counties_row(struct import_run *run) {
    struct place_state *state = run->state;
    struct registry_county_by_folded_row old;
    struct registry_county_id_taken_row taken;
    bool found = false;
    bool again = false;
    const char *folded = text_fold(run->row_arena, import_raw(run, COUNTY_NAME));
    const char *slug = county_slug(run->row_arena, import_raw(run, COUNTY_NAME_EN));
    if (folded == NULL || slug == NULL) {
        return err_failed();
    }
    if (folded[0] == '\0' || slug[0] == '\0') {
        return import_issue(run, IMPORT_ERROR, folded[0] == '\0' ? COUNTY_NAME : COUNTY_NAME_EN,
                            "IMP-21", "", TR_NOOP("This cell must not be empty."), NULL);
    }
    state->position++;
    enum err err = import_once(run, COUNTY_NAME, folded, &again);
    if (err != ERR_NONE || again) {
        return err;
    }
    const char *digest = import_row_digest(run);
    err = registry_county_by_folded(run->db, run->row_arena,
                                    &(struct registry_county_by_folded_in){folded}, &old, &found);
    if (err == ERR_NONE && found) {
        bool same = strcmp(old.digest, digest) == 0;
        import_count(run, same ? IMPORT_SAME : IMPORT_CHANGED);
        return same ? ERR_NONE : put_county(run, old.id, folded, digest);
    }
    err = err == ERR_NONE ? registry_county_id_taken(run->db, run->row_arena,
                                                     &(struct registry_county_id_taken_in){slug},
                                                     &taken, &found)
                          : err;
    if (err == ERR_NONE && found) {
        return import_issue(run, IMPORT_ERROR, COUNTY_NAME_EN, "IMP-22", "",
                            TR_NOOP("Another county already has this English name."), NULL);
    }
    import_count(run, IMPORT_FRESH);
    return err == ERR_NONE ? put_county(run, slug, folded, digest) : err;
}

const struct import_handler import_counties_handler = {.columns = county_columns,
                                                       .column_count = COUNT_OF(county_columns),
                                                       .begin = counties_begin,
                                                       .row = counties_row};

/* ---- agencies ---- */

#define AGENCY_COLUMNS(X) \
    X(NAME, "name_fa", "نام دستگاه|دستگاه|agency_fa", true) \
    X(KIND, "kind", "نوع", false) \
    X(COVERAGE, "coverage", "گستره|پوشش", false) \
    X(CONFIDENCE, "confidence", "اطمینان", false) \
    X(ALIASES, "aliases_fa", "aliases|نام‌های دیگر", false) \
    X(PARENT, "parent_fa", "parent|دستگاه مادر", false)
enum agency_column {
#define X(name, column, aliases, required) AGENCY_##name,
    AGENCY_COLUMNS(X)
#undef X
};
static const struct import_column agency_columns[] = {
#define X(name, column, aliases, required) {column, aliases, required},
    AGENCY_COLUMNS(X)
#undef X
};

static enum err agencies_begin(struct import_run *run) {
    struct place_state *state = ARENA_NEW(run->file_arena, struct place_state);
    if (state == NULL) {
        return err_failed();
    }
    run->state = state;
    enum err err = registry_counties(run->db, run->file_arena, &state->list);
    err = err == ERR_NONE ? registry_map_init(&state->counties, IMPORT_ROWS_MAX) : err;
    for (size_t i = 0; err == ERR_NONE && i < state->list.count; i++) {
        const char *folded = text_fold(run->file_arena, state->list.rows[i].name);
        err =
            folded == NULL ? err_failed() : registry_map_put(&state->counties, folded, (int64_t)i);
    }
    if (err == ERR_NONE && run->apply) {
        err = search_index_init(&state->index, run->db);
        state->index_ready = err == ERR_NONE;
    }
    return err;
}

static enum err agencies_end(struct import_run *run) {
    struct place_state *state = run->state;
    return state->index_ready ? search_index_flush(&state->index) : ERR_NONE;
}

static void agencies_finish(struct import_run *run) {
    struct place_state *state = run->state;
    if (state != NULL) {
        registry_map_finish(&state->counties);
        if (state->index_ready) {
            search_index_finish(&state->index);
        }
    }
}

/* "province", a county's name, or words: a part of the province. */
static enum err read_coverage(struct import_run *run, struct registry_agency_put_in *in) {
    const struct place_state *state = run->state;
    int64_t index = 0;
    const char *cell = import_cell(run, AGENCY_COVERAGE);
    const char *folded = cell == NULL ? NULL : text_fold(run->row_arena, cell);
    if (folded == NULL) {
        return err_failed();
    }
    in->coverage = COVERAGE_PROVINCE;
    in->part = "";
    if (folded[0] == '\0' || strcmp(folded, "province") == 0 || strcmp(folded, "استان") == 0) {
        return ERR_NONE;
    }
    if (registry_map_get(&state->counties, folded, &index)) {
        in->coverage = COVERAGE_COUNTY;
        in->county_id = state->list.rows[index].id;
        return ERR_NONE;
    }
    in->coverage = COVERAGE_PART;
    in->part = cell;
    return import_issue(run, IMPORT_WARNING, AGENCY_COVERAGE, "IMP-23", "",
                        TR_NOOP("No county has this name; it is kept as a part of the province."),
                        NULL);
}

/* A parent must be there already, in the database or earlier in the file. */
static enum err read_parent(struct import_run *run, struct registry_agency_put_in *in) {
    int64_t line = 0;
    const char *nearest = "";
    const char *cell = import_cell(run, AGENCY_PARENT);
    const char *folded = cell == NULL ? NULL : text_fold(run->row_arena, cell);
    if (folded == NULL) {
        return err_failed();
    }
    if (folded[0] == '\0') {
        return ERR_NONE;
    }
    enum err err = registry_agency_find(run->db, run->row_arena, cell, &in->parent_id);
    if (err != ERR_NONE || in->parent_id != NULL || registry_map_get(&run->seen, folded, &line)) {
        return err;
    }
    err = registry_agency_nearest(run->db, run->row_arena, cell, &nearest);
    return err != ERR_NONE ? err
                           : import_issue(run, IMPORT_ERROR, AGENCY_PARENT, "IMP-24", nearest,
                                          TR_NOOP("No agency of this name is known. Put it "
                                                  "before this "
                                                  "row, or correct the name."),
                                          NULL);
}

static enum err put_names(struct import_run *run, const struct registry_agency_put_in *in) {
    struct value_list aliases;
    enum err err = registry_agency_names_clear(
        run->db, &(struct registry_agency_names_clear_in){in->id}, NULL);
    err = err == ERR_NONE
              ? registry_agency_name_add(
                    run->db, &(struct registry_agency_name_add_in){in->folded, in->id}, NULL)
              : err;
    err = err == ERR_NONE ? value_read_list(run->row_arena, in->aliases, &aliases) : err;
    for (size_t i = 0; err == ERR_NONE && i < aliases.count; i++) {
        const char *folded = text_fold(run->row_arena, aliases.items[i]);
        err = folded == NULL
                  ? err_failed()
                  : registry_agency_name_add(
                        run->db, &(struct registry_agency_name_add_in){folded, in->id}, NULL);
    }
    return err;
}

/* Takes the agency's services out of the search index, or puts them in again. */
static enum err reindex(struct import_run *run, const char *agency_id, bool add) {
    struct place_state *state = run->state;
    struct registry_services_of_facet_in in = {.kind = "agency",
                                               .value = agency_id,
                                               .agency_id = "",
                                               .county_id = "",
                                               .life_event = "",
                                               .level = "",
                                               .service_type = "",
                                               .stage = "",
                                               .after_key = "",
                                               .after_id = "",
                                               .row_limit = REGISTRY_BATCH};
    struct arena *arena = arena_create(REGISTRY_ROW_MEMORY_MAX);
    char after_key[64] = "";
    char after_id[ID_SIZE] = "";
    enum err err = arena == NULL ? err_failed() : ERR_NONE;
    while (err == ERR_NONE) {
        struct registry_services_of_facet_rows rows;
        in.after_key = after_key;
        in.after_id = after_id;
        err = registry_services_of_facet(run->db, arena, &in, &rows);
        struct projection projection = {run->db, arena, NULL, &state->index, NULL, NULL};
        for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
            const struct registry_services_of_facet_row *row = &rows.rows[i];
            struct profile profile;
            err = registry_version_get(run->db, arena, row->id, row->version, &profile);
            err = err == ERR_NONE ? service_index_change(&projection, row->serial, &profile,
                                                         row->providers, add)
                                  : err;
            (void)snprintf(after_key, sizeof after_key, "%s", row->sort_key);
            (void)snprintf(after_id, sizeof after_id, "%s", row->id);
        }
        if (err != ERR_NONE || rows.count < REGISTRY_BATCH) {
            break;
        }
        arena_reset(arena);
    }
    arena_destroy(arena);
    return err;
}

static enum err put_agency(struct import_run *run, const struct registry_agency_put_in *in,
                           bool fresh) {
    if (!run->apply) {
        return ERR_NONE;
    }
    enum err err = fresh ? ERR_NONE : reindex(run, in->id, false);
    err = err == ERR_NONE ? registry_agency_put(run->db, in, NULL) : err;
    err = err == ERR_NONE ? put_names(run, in) : err;
    err = err == ERR_NONE && !fresh
              ? registry_services_rename_agency(
                    run->db, &(struct registry_services_rename_agency_in){in->id, in->name}, NULL)
              : err;
    return err == ERR_NONE && !fresh ? reindex(run, in->id, true) : err;
}

static bool same_text(const char *a, const char *b) {
    return strcmp(registry_text(a), registry_text(b)) == 0;
}

static bool same_agency(const struct registry_agency_by_folded_row *old,
                        const struct registry_agency_put_in *in) {
    return same_text(old->name, in->name) && same_text(old->kind, in->kind) &&
           same_text(old->aliases, in->aliases) && old->coverage == in->coverage &&
           same_text(old->county_id, in->county_id) && same_text(old->part, in->part) &&
           old->expected == in->expected && same_text(old->parent_id, in->parent_id);
}

static enum err agencies_row(struct import_run *run) {
    struct registry_agency_by_folded_row old;
    struct registry_agency_put_in in = {.updated_at = run->request->now_ms};
    char id[ID_SIZE];
    bool found = false;
    bool again = false;
    in.name = import_cell(run, AGENCY_NAME);
    in.folded = in.name == NULL ? NULL : text_fold(run->row_arena, in.name);
    in.kind = import_cell(run, AGENCY_KIND);
    in.aliases = import_cell(run, AGENCY_ALIASES);
    in.sort_key = in.name == NULL ? NULL : registry_sort_key(run->row_arena, in.name);
    const char *confidence = import_cell(run, AGENCY_CONFIDENCE);
    if (arena_failed(run->row_arena)) {
        return err_failed();
    }
    if (in.folded[0] == '\0') {
        return import_issue(run, IMPORT_ERROR, AGENCY_NAME, "IMP-21", "",
                            TR_NOOP("This cell must not be empty."), NULL);
    }
    in.expected = strcmp(confidence, "seen") != 0;
    in.kind = in.kind[0] == '\0' ? "agency" : in.kind;
    enum err err = read_coverage(run, &in);
    err = err == ERR_NONE ? read_parent(run, &in) : err;
    err = err == ERR_NONE ? import_once(run, AGENCY_NAME, in.folded, &again) : err;
    if (err != ERR_NONE || again || run->row_refused) {
        return err;
    }
    err = registry_agency_by_folded(
        run->db, run->row_arena, &(struct registry_agency_by_folded_in){in.folded}, &old, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (found && same_agency(&old, &in)) {
        import_count(run, IMPORT_SAME);
        return ERR_NONE;
    }
    import_count(run, found ? IMPORT_CHANGED : IMPORT_FRESH);
    id_make(run->request->now_ms, id);
    in.id = found ? old.id : id;
    return put_agency(run, &in, !found);
}

const struct import_handler import_agencies_handler = {.columns = agency_columns,
                                                       .column_count = COUNT_OF(agency_columns),
                                                       .begin = agencies_begin,
                                                       .row = agencies_row,
                                                       .end = agencies_end,
                                                       .finish = agencies_finish};
