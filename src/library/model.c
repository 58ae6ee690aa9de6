/* Reading models and their versions. */
#include <inttypes.h>
#include <string.h>

#include "library.h"
#include "library_internal.h"
#include "library_sql.h"
#include "text.h"

const char *library_or_empty(const char *text) {
    return text != NULL ? text : "";
}

static struct library_model model_of(const struct library_model_rows_row *row) {
    return (struct library_model){
        .id = row->id,
        .title = row->title,
        .kind = (enum library_kind)row->kind,
        .role = (enum library_role)row->role,
        .agency_id = library_or_empty(row->agency_id),
        .agency_name = library_or_empty(row->agency_name),
        .service_id = library_or_empty(row->service_id),
        .service_number = library_or_empty(row->service_number),
        .service_title = library_or_empty(row->service_title),
        .demonstration = row->demonstration != 0,
        .edition = row->edition,
        .newest = row->newest,
        .created_at = row->created_at,
        .changed_at = row->changed_at,
        .published = row->published,
        .last = {.number = row->newest,
                 .size = row->size,
                 .made_at = row->made_at,
                 .state_at = row->state_at,
                 .state = (enum library_state)row->state,
                 .found = {row->errors, row->warnings, row->notes},
                 .hash = row->hash,
                 .file_name = row->file_name,
                 .note = row->note,
                 .made_by = row->made_by,
                 .state_by = row->state_by},
    };
}

/* What the words are looked for as: folded, each in its place; wild cards are folded away. */
static const char *pattern_of(struct arena *arena, const char *words) {
    const char *folded = text_fold(arena, library_or_empty(words));
    return folded == NULL || folded[0] == '\0' ? folded : arena_printf(arena, "%%%s%%", folded);
}

/* A cursor is "time.id" of the last row; what is none is the beginning. */
static void cursor_read(struct arena *arena, const char *after, int64_t *time, const char **id) {
    const char *dot = after != NULL ? strchr(after, '.') : NULL;
    const char *number = dot != NULL ? arena_strndup(arena, after, (size_t)(dot - after)) : NULL;
    *time = INT64_MAX;
    *id = "";
    if (number != NULL && id_valid(dot + 1) && text_int(number, time)) {
        *id = dot + 1;
    }
}

enum err library_models(struct store_db *db, struct arena *arena,
                        const struct library_filter *filter, struct library_list *out) {
    struct library_model_rows_rows rows;
    size_t limit = filter->limit == 0                 ? LIBRARY_PAGE
                   : filter->limit > LIBRARY_PAGE_MAX ? LIBRARY_PAGE_MAX
                                                      : filter->limit;
    struct library_model_rows_in in = {.id = "",
                                       .kind = filter->kind,
                                       .role = filter->role,
                                       .state = filter->state,
                                       .complaints = filter->complaints,
                                       .agency = library_or_empty(filter->agency_id),
                                       .service = library_or_empty(filter->service_id),
                                       .pattern = pattern_of(arena, filter->words),
                                       .limit = (int64_t)limit + 1};
    cursor_read(arena, filter->after, &in.before, &in.before_id);
    enum err err = in.pattern == NULL ? err_failed() : library_model_rows(db, arena, &in, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    size_t count = rows.count < limit ? rows.count : limit;
    struct library_model *list = ARENA_ARRAY(arena, count + 1, struct library_model);
    if (list == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = model_of(&rows.rows[i]);
    }
    *out = (struct library_list){.rows = list, .count = count};
    if (rows.count > limit) {
        const struct library_model *last = &list[count - 1];
        out->next = arena_printf(arena, "%" PRId64 ".%s", last->changed_at, last->id);
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err library_get(struct store_db *db, struct arena *arena, const char *id,
                     struct library_model *out) {
    struct library_model_rows_rows rows = {0};
    const struct library_model_rows_in in = {.id = id,
                                             .agency = "",
                                             .service = "",
                                             .pattern = "",
                                             .before = INT64_MAX,
                                             .before_id = "",
                                             .limit = 1};
    enum err err = id_valid(id) ? library_model_rows(db, arena, &in, &rows) : ERR_NONE;
    if (err == ERR_NONE && rows.count == 0) {
        err = err_set(ERR_NOT_FOUND, "LIB-1", "There is no such process or decision.", NULL);
    }
    if (err == ERR_NONE) {
        *out = model_of(&rows.rows[0]);
    }
    return err;
}

enum err library_count(struct store_db *db, struct arena *arena, struct library_totals *out) {
    struct library_model_totals_rows rows;
    enum err err = library_model_totals(db, arena, &rows);
    *out = (struct library_totals){0};
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        const struct library_model_totals_row *row = &rows.rows[i];
        if (row->kind >= 0 && row->kind < LIBRARY_KIND_COUNT) {
            out->models[row->kind] = row->count;
        }
        out->published += row->published;
        out->with_errors += row->with_errors;
    }
    return err;
}

static enum err versions_read(struct store_db *db, struct arena *arena,
                              const struct library_version_rows_in *in,
                              struct library_version **out, size_t *count) {
    struct library_version_rows_rows rows;
    enum err err = library_version_rows(db, arena, in, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct library_version *list = ARENA_ARRAY(arena, rows.count + 1, struct library_version);
    if (list == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct library_version_rows_row *row = &rows.rows[i];
        list[i] = (struct library_version){.number = row->number,
                                           .size = row->size,
                                           .made_at = row->made_at,
                                           .state_at = row->state_at,
                                           .state = (enum library_state)row->state,
                                           .found = {row->errors, row->warnings, row->notes},
                                           .hash = row->hash,
                                           .file_name = row->file_name,
                                           .note = row->note,
                                           .made_by = row->made_by,
                                           .state_by = row->state_by};
    }
    *out = list;
    *count = rows.count;
    return ERR_NONE;
}

enum err library_versions(struct store_db *db, struct arena *arena, const char *id, int64_t before,
                          struct library_version_list *out) {
    struct library_version *list = NULL;
    const struct library_version_rows_in in = {
        .id = id, .before = before > 0 ? before : INT64_MAX, .limit = LIBRARY_PAGE + 1};
    size_t count = 0;
    enum err err = versions_read(db, arena, &in, &list, &count);
    bool more = count > LIBRARY_PAGE;
    count = more ? LIBRARY_PAGE : count;
    *out = (struct library_version_list){list, count, more ? list[count - 1].number : 0};
    return err;
}

enum err library_version_get(struct store_db *db, struct arena *arena, const char *id,
                             int64_t number, struct library_version *out) {
    struct library_version *list = NULL;
    const struct library_version_rows_in in = {
        .id = id, .number = number, .before = INT64_MAX, .limit = 1};
    size_t count = 0;
    enum err err = number > 0 ? versions_read(db, arena, &in, &list, &count) : ERR_NONE;
    if (err == ERR_NONE && count == 0) {
        err = err_set(ERR_NOT_FOUND, "LIB-2", "There is no such version.", NULL);
    }
    if (err == ERR_NONE) {
        *out = list[0];
    }
    return err;
}

enum err library_bytes(struct store_db *db, struct arena *arena, const char *id, int64_t number,
                       struct store_blob *out) {
    struct library_version_bytes_row row;
    bool found = false;
    enum err err = library_version_bytes(db, arena, &(struct library_version_bytes_in){id, number},
                                         &row, &found);
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_NOT_FOUND, "LIB-2", "There is no such version.", NULL);
    }
    if (err == ERR_NONE) {
        *out = row.bytes;
    }
    return err;
}

enum err library_service_titled(struct store_db *db, struct arena *arena, const char *title,
                                const char **id) {
    struct library_services_titled_rows rows;
    const struct library_services_titled_in in = {title};
    enum err err = library_services_titled(db, arena, &in, &rows);
    *id = err == ERR_NONE && rows.count == 1 ? rows.rows[0].id : NULL;
    return err;
}
