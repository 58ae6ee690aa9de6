/* Counties and agencies. */
#include <stdlib.h>
#include <string.h>
#include "registry_internal.h"
#include "text.h"

static struct registry_county county_of(const struct registry_county_rows_row *row) {
    return (struct registry_county){.id = row->id,
                                    .name = row->name,
                                    .name_en = row->name_en,
                                    .census_code = row->census_code,
                                    .since = row->since,
                                    .centre = row->centre,
                                    .centre_status = row->centre_status,
                                    .note = row->note,
                                    .source = row->source,
                                    .population = row->population,
                                    .men = row->men,
                                    .women = row->women,
                                    .households = row->households,
                                    .counted_elsewhere = row->counted_elsewhere != 0,
                                    .area_km2 = row->area_km2,
                                    .latitude = row->latitude,
                                    .longitude = row->longitude};
}

enum err registry_counties(struct store_db *db, struct arena *arena,
                           struct registry_county_list *out) {
    struct registry_county_rows_rows rows;
    *out = (struct registry_county_list){0};
    enum err err = registry_county_rows(db, arena, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_county *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_county);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = county_of(&rows.rows[i]);
    }
    *out = (struct registry_county_list){items, rows.count};
    return ERR_NONE;
}

enum err registry_county_get(struct store_db *db, struct arena *arena, const char *id,
                             struct registry_county *out) {
    struct registry_county_list all;
    enum err err = registry_counties(db, arena, &all);
    if (err != ERR_NONE) {
        return err;
    }
    for (size_t i = 0; i < all.count; i++) {
        if (strcmp(all.rows[i].id, id) == 0) {
            *out = all.rows[i];
            return ERR_NONE;
        }
    }
    return err_set(ERR_NOT_FOUND, "REG-8", "There is no such county.", NULL);
}

#define AGENCY_OF(row) \
    (struct registry_agency) { \
        .id = (row)->id, .name = (row)->name, .kind = (row)->kind, .aliases = (row)->aliases, \
        .coverage = (enum coverage)(row)->coverage, .county_id = registry_text((row)->county_id), \
        .county_name = registry_text((row)->county_name), .part = (row)->part, \
        .expected = (row)->expected != 0, .parent_id = registry_text((row)->parent_id), \
        .services = (row)->services \
    }

enum err registry_agencies(struct store_db *db, struct arena *arena, const char *county_id,
                           const char *after, size_t limit, struct registry_agency_list *out) {
    struct registry_agency_rows_rows rows;
    struct registry_agency_by_id_row last = {.sort_key = "", .id = ""};
    bool found = true;
    *out = (struct registry_agency_list){0};
    if (after != NULL) {
        enum err err = registry_agency_by_id(db, arena, &(struct registry_agency_by_id_in){after},
                                             &last, &found);
        if (err != ERR_NONE) {
            return err;
        }
    }
    if (!found) {
        return err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    int64_t most = registry_limit(limit);
    enum err err = registry_agency_rows(
        db, arena,
        &(struct registry_agency_rows_in){registry_text(county_id), last.sort_key, last.id, most},
        &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_agency *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_agency);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = AGENCY_OF(&rows.rows[i]);
    }
    out->rows = items;
    out->count = rows.count;
    out->next = rows.count == (size_t)most ? items[rows.count - 1].id : NULL;
    return ERR_NONE;
}

enum err registry_agency_get(struct store_db *db, struct arena *arena, const char *id,
                             struct registry_agency *out) {
    struct registry_agency_by_id_row row;
    bool found = false;
    enum err err =
        registry_agency_by_id(db, arena, &(struct registry_agency_by_id_in){id}, &row, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (!found) {
        return err_set(ERR_NOT_FOUND, "REG-10", "There is no such agency.", NULL);
    }
    *out = AGENCY_OF(&row);
    return ERR_NONE;
}

enum err registry_agency_find(struct store_db *db, struct arena *arena, const char *name,
                              const char **id_out) {
    struct registry_agency_by_name_rows rows;
    const char *folded = text_fold(arena, name);
    *id_out = NULL;
    if (folded == NULL) {
        return err_failed();
    }
    enum err err =
        registry_agency_by_name(db, arena, &(struct registry_agency_by_name_in){folded}, &rows);
    /* an alias that two agencies share names neither */
    if (err == ERR_NONE && rows.count == 1) {
        *id_out = rows.rows[0].agency_id;
    }
    return err;
}

enum { NEAREST_MAX = 3, NEAREST_DISTANCE_MAX = 12 };

struct near_name {
    size_t distance;
    const char *name;
};

static void keep_nearest(struct near_name best[NEAREST_MAX], size_t distance, const char *name) {
    for (size_t i = 0; i < NEAREST_MAX; i++) {
        if (best[i].name != NULL && strcmp(best[i].name, name) == 0) {
            return;
        }
        if (best[i].name == NULL || distance < best[i].distance) {
            memmove(&best[i + 1], &best[i], (NEAREST_MAX - 1 - i) * sizeof best[0]);
            best[i] = (struct near_name){distance, name};
            return;
        }
    }
}

enum err agency_nearest(struct arena *arena, const struct registry_agency_names_row *rows,
                        size_t count, const char *name, const char **out) {
    struct near_name best[NEAREST_MAX] = {0};
    const char *folded = text_fold(arena, name);
    *out = "";
    if (folded == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        size_t limit = NEAREST_DISTANCE_MAX;
        size_t distance = text_distance(folded, rows[i].folded, limit);
        /* «ثبت احوال» is near «اداره کل ثبت احوال استان …» although it is much shorter */
        if (distance > limit && text_length(folded) >= 4 &&
            strstr(rows[i].folded, folded) != NULL) {
            distance = limit;
        }
        if (distance <= limit && distance * 2 <= text_length(rows[i].folded)) {
            keep_nearest(best, distance, rows[i].name);
        }
    }
    for (size_t i = 0; i < NEAREST_MAX && best[i].name != NULL; i++) {
        *out = i == 0 ? best[i].name : arena_printf(arena, "%s؛ %s", *out, best[i].name);
        if (*out == NULL) {
            return err_failed();
        }
    }
    return ERR_NONE;
}

enum err registry_agency_nearest(struct store_db *db, struct arena *arena, const char *name,
                                 const char **out) {
    struct registry_agency_names_rows rows;
    enum err err = registry_agency_names(
        db, arena, &(struct registry_agency_names_in){REGISTRY_AGENCIES_MAX}, &rows);
    return err == ERR_NONE ? agency_nearest(arena, rows.rows, rows.count, name, out) : err;
}

enum err agency_book_init(struct store_db *db, struct arena *arena, struct agency_book *book) {
    struct registry_agency_names_rows rows;
    *book = (struct agency_book){0};
    enum err err = registry_agency_names(
        db, arena, &(struct registry_agency_names_in){REGISTRY_AGENCIES_MAX}, &rows);
    err = err == ERR_NONE ? registry_map_init(&book->names, REGISTRY_AGENCIES_MAX) : err;
    err = err == ERR_NONE ? registry_map_init(&book->ids, REGISTRY_AGENCIES_MAX) : err;
    if (err != ERR_NONE) {
        agency_book_finish(book);
        return err;
    }
    book->rows = rows.rows;
    book->count = rows.count;
    for (size_t i = 0; i < rows.count && err == ERR_NONE; i++) {
        /* rows come sorted by name: the same name twice is shared, and names nobody (-1) */
        bool shared = i > 0 && strcmp(rows.rows[i - 1].folded, rows.rows[i].folded) == 0;
        err = registry_map_put(&book->names, rows.rows[i].folded, shared ? -1 : (int64_t)i);
        err = err == ERR_NONE ? registry_map_put(&book->ids, rows.rows[i].agency_id, (int64_t)i)
                              : err;
    }
    if (err != ERR_NONE) {
        agency_book_finish(book);
    }
    return err;
}

void agency_book_finish(struct agency_book *book) {
    registry_map_finish(&book->names);
    registry_map_finish(&book->ids);
}

const char *agency_book_find(struct arena *arena, const struct agency_book *book,
                             const char *name) {
    int64_t index = 0;
    const char *folded = text_fold(arena, name);
    return folded != NULL && registry_map_get(&book->names, folded, &index) && index >= 0
               ? book->rows[index].agency_id
               : NULL;
}
