/*
 * Services out of their file. A service is known again by who publishes it and its title; its row
 * by a digest. A row that changed is merged: what the file changed since its last import is taken,
 * what people changed by hand since then stays.
 */
#include "import_service.h"

#include <stdio.h>
#include <string.h>
#include "text.h"

enum { PROVIDERS_OF_ROW_MAX = 10, FACET_BATCH_MEMORY = 8 << 20, FACET_MEMORY_MAX = 64 << 20 };

static const struct import_column columns[] = {
#define X(name, column, aliases, required) {column, aliases, required},
    SERVICE_COLUMNS(X)
#undef X
};

struct services_import {
    struct agency_book book;
    struct search_index index;
    struct service_rows rows; /* of services that wait to be written */
    const char *province; /* «اصفهان» of «استانداری اصفهان»; "" if there is none */
    int64_t first_serial, last_serial; /* before the import, and now */
    bool book_ready, index_ready;
};

/* One row on its way. */
struct service_row {
    const char *providers[PROVIDERS_OF_ROW_MAX];
    size_t provider_count;
    bool own;
    char key[REGISTRY_DIGEST_SIZE];    /* of who publishes it and its title */
    char digest[REGISTRY_DIGEST_SIZE]; /* of the whole row */
    struct profile profile;
};

static enum err begin(struct import_run *run) {
    struct services_import *state = ARENA_NEW(run->file_arena, struct services_import);
    struct registry_agency_of_kind_row governor;
    struct registry_service_serial_last_row last;
    bool found = false;
    run->state = state;
    if (state == NULL) {
        return err_failed();
    }
    state->province = "";
    enum err err = agency_book_init(run->db, run->file_arena, &state->book);
    state->book_ready = err == ERR_NONE;
    err = err == ERR_NONE
              ? registry_agency_of_kind(run->db, run->file_arena,
                                        &(struct registry_agency_of_kind_in){"governorate"},
                                        &governor, &found)
              : err;
    if (err == ERR_NONE && found) {
        const char *space = strchr(governor.name, ' ');
        state->province = space == NULL ? "" : space + 1;
    }
    err = err == ERR_NONE ? registry_service_serial_last(run->db, run->file_arena, &last) : err;
    if (err == ERR_NONE) {
        state->first_serial = last.serial;
        state->last_serial = last.serial;
    }
    if (err == ERR_NONE && run->apply) {
        err = search_index_init(&state->index, run->db);
        state->index_ready = err == ERR_NONE;
        state->rows.facet_arena = arena_create(FACET_MEMORY_MAX);
        err = err == ERR_NONE && state->rows.facet_arena == NULL ? err_failed() : err;
    }
    return err;
}

static enum err write_facets(struct import_run *run) {
    struct services_import *state = run->state;
    enum err err = service_facets_write(run->db, &state->rows);
    arena_reset(state->rows.facet_arena);
    return err;
}

static enum err batch(struct import_run *run) {
    struct services_import *state = run->state;
    if (!run->apply) {
        return ERR_NONE;
    }
    enum err err = service_rows_write(run->db, &state->rows);
    return err == ERR_NONE && arena_used(state->rows.facet_arena) > FACET_BATCH_MEMORY
               ? write_facets(run)
               : err;
}

static enum err end(struct import_run *run) {
    struct services_import *state = run->state;
    if (!run->apply) {
        return ERR_NONE;
    }
    enum err err = write_facets(run);
    return err == ERR_NONE ? search_index_flush(&state->index) : err;
}

static void finish(struct import_run *run) {
    struct services_import *state = run->state;
    if (state != NULL && state->book_ready) {
        agency_book_finish(&state->book);
    }
    if (state != NULL && state->index_ready) {
        search_index_finish(&state->index);
    }
    if (state != NULL) {
        arena_destroy(state->rows.facet_arena);
    }
}

/* One name of «الف / ب». */
static enum err add_provider(struct import_run *run, int column, const char *name,
                             struct service_row *row) {
    const struct services_import *state = run->state;
    const char *nearest = "";
    const char *clean = text_clean(run->row_arena, name, false);
    if (clean == NULL) {
        return err_failed();
    }
    const char *id = agency_book_find(run->row_arena, &state->book, clean);
    if (id != NULL && row->provider_count < PROVIDERS_OF_ROW_MAX) {
        row->providers[row->provider_count++] = id;
        return ERR_NONE;
    }
    enum err err =
        agency_nearest(run->row_arena, state->book.rows, state->book.count, clean, &nearest);
    return err != ERR_NONE ? err
                           : import_issue(run, IMPORT_ERROR, column, "IMP-60", nearest,
                                          TR_NOOP("No agency is called \"{1}\". Correct the "
                                                  "name, or import the agency first."),
                                          clean, NULL);
}

/* Who offers the service here: the counterpart if there is one, else the agency of the row. */
static enum err read_providers(struct import_run *run, struct service_row *row) {
    static const char separator[] = " / ";
    const struct services_import *state = run->state;
    bool counterpart = !text_is_blank(import_raw(run, SERVICE_COLUMN_COUNTERPART));
    int column = counterpart ? SERVICE_COLUMN_COUNTERPART : SERVICE_COLUMN_AGENCY;
    const char *publisher_id =
        agency_book_find(run->row_arena, &state->book, import_raw(run, SERVICE_COLUMN_AGENCY));
    const char *at = import_cell(run, column);
    enum err err = at == NULL ? err_failed() : ERR_NONE;
    while (err == ERR_NONE && at != NULL) {
        const char *next = strstr(at, separator);
        const char *name =
            next == NULL ? at : arena_strndup(run->row_arena, at, (size_t)(next - at));
        err = name == NULL ? err_failed() : add_provider(run, column, name, row);
        at = next == NULL ? NULL : next + sizeof separator - 1;
    }
    for (size_t i = 0; i < row->provider_count && publisher_id != NULL; i++) {
        row->own = row->own || strcmp(row->providers[i], publisher_id) == 0;
    }
    return err;
}

static enum err check_required(struct import_run *run) {
    static const int required[] = {SERVICE_COLUMN_TITLE, SERVICE_COLUMN_AGENCY};
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < COUNT_OF(required); i++) {
        if (text_is_blank(import_raw(run, required[i]))) {
            err = import_issue(run, IMPORT_ERROR, required[i], "IMP-21", "",
                               TR_NOOP("This cell must not be empty."), NULL);
        }
    }
    return err;
}

static enum err make_key(struct import_run *run, struct service_row *row) {
    const char *parts[] = {text_fold(run->row_arena, import_raw(run, SERVICE_COLUMN_AGENCY)),
                           text_fold(run->row_arena, import_raw(run, SERVICE_COLUMN_TITLE))};
    registry_digest(parts, COUNT_OF(parts), row->key);
    return parts[0] == NULL || parts[1] == NULL ? err_failed() : ERR_NONE;
}

/* The same identifier twice: from one publisher it is a mistake; two bodies of two provinces may
   well publish the same national service. */
static enum err check_code(struct import_run *run, const struct service_row *row) {
    const struct services_import *state = run->state;
    struct registry_service_other_with_code_row other;
    bool found = false;
    int64_t before = 0;
    if (row->profile.code[0] == '\0') {
        return ERR_NONE;
    }
    const char *key =
        arena_printf(run->row_arena, "#%s|%s", row->profile.code, row->profile.provider);
    if (key == NULL) {
        return err_failed();
    }
    if (registry_map_get(&run->seen, key, &before)) {
        char line[24];
        (void)snprintf(line, sizeof line, "%lld", (long long)before);
        return import_issue(run, IMPORT_ERROR, SERVICE_COLUMN_CODE, "IMP-61", "",
                            TR_NOOP("Line {1} gives this identifier to another service of the "
                                    "same agency."),
                            line, NULL);
    }
    enum err err = registry_map_put(&run->seen, key, (int64_t)run->row->line);
    err = err == ERR_NONE ? registry_service_other_with_code(
                                run->db, run->row_arena,
                                &(struct registry_service_other_with_code_in){
                                    row->profile.code, row->key, state->first_serial},
                                &other, &found)
                          : err;
    return err == ERR_NONE && found
               ? import_issue(run, IMPORT_WARNING, SERVICE_COLUMN_CODE, "IMP-62", "",
                              TR_NOOP("Another service has this identifier already: {1} ({2})."),
                              other.title, other.agency_name, NULL)
               : err;
}

static const char *joined_providers(struct import_run *run, const struct service_row *row) {
    const char *out = "";
    for (size_t i = 0; i < row->provider_count && out != NULL; i++) {
        out = arena_printf(run->row_arena, "%s%s%s", out, i > 0 ? " " : "", row->providers[i]);
    }
    return out;
}

/* What the file changed since its last import, on top of what people changed since. */
static enum err merge(struct import_run *run, const char *service_id, struct service_row *row) {
    struct arena *arena = run->row_arena;
    struct registry_version_imported_last_row last;
    struct registry_service_head_row head;
    bool found = false;
    bool imported = false;
    struct profile *base = ARENA_NEW(arena, struct profile);
    struct profile *current = ARENA_NEW(arena, struct profile);
    struct profile *out = ARENA_NEW(arena, struct profile);
    enum err err = base == NULL || current == NULL || out == NULL ? err_failed() : ERR_NONE;
    err = err == ERR_NONE
              ? registry_version_imported_last(
                    run->db, arena, &(struct registry_version_imported_last_in){service_id}, &last,
                    &imported)
              : err;
    err = err == ERR_NONE
              ? registry_service_head(run->db, arena,
                                      &(struct registry_service_head_in){service_id}, &head, &found)
              : err;
    if (err != ERR_NONE || !found || !imported || last.version == head.version) {
        return err;
    }
    err = profile_read(arena, last.profile, base);
    err = err == ERR_NONE ? profile_read(arena, head.profile, current) : err;
    err = err == ERR_NONE ? profile_merge(arena, base, current, &row->profile, out) : err;
    if (err == ERR_NONE) {
        row->profile = *out;
    }
    return err;
}

static enum err apply(struct import_run *run, struct service_row *row, const char *service_id,
                      int64_t version) {
    struct services_import *state = run->state;
    struct registry_saved saved;
    struct projection projection = {run->db,       run->row_arena, &state->book,
                                    &state->index, &state->rows,   &state->last_serial};
    enum err err = service_id == NULL ? ERR_NONE : merge(run, service_id, row);
    struct registry_edit edit = {.service_id = service_id,
                                 .expected_version = version,
                                 .agency_ids = row->providers,
                                 .agency_count = row->provider_count,
                                 .state = service_id == NULL ? SERVICE_PUBLISHED : -1,
                                 .profile = &row->profile,
                                 .who = run->request->who,
                                 .now_ms = run->request->now_ms,
                                 .source_file = run->request->file_name,
                                 .source_line = (int64_t)run->row->line,
                                 .import_key = row->key};
    return err == ERR_NONE ? service_save(&projection, &edit, row->digest, &saved) : err;
}

/* Compares with what is stored, counts and writes. */
static enum err settle(struct import_run *run, struct service_row *row) {
    struct registry_service_by_import_key_row old;
    bool found = false;
    enum err err = registry_service_by_import_key(
        run->db, run->row_arena, &(struct registry_service_by_import_key_in){row->key}, &old,
        &found);
    const char *providers = err == ERR_NONE ? joined_providers(run, row) : NULL;
    if (providers == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    if (found && strcmp(old.import_digest, row->digest) == 0 &&
        strcmp(old.providers, providers) == 0) {
        import_count(run, IMPORT_SAME);
        return ERR_NONE;
    }
    import_count(run, found ? IMPORT_CHANGED : IMPORT_FRESH);
    return run->apply ? apply(run, row, found ? old.id : NULL, found ? old.version : 0) : ERR_NONE;
}

static enum err service_row(struct import_run *run) {
    struct services_import *state = run->state;
    struct service_row *row = ARENA_NEW(run->row_arena, struct service_row);
    bool again = false;
    enum err err = row == NULL ? err_failed() : check_required(run);
    if (err != ERR_NONE || run->row_refused) {
        return err;
    }
    err = make_key(run, row);
    err = err == ERR_NONE ? import_once(run, SERVICE_COLUMN_TITLE, row->key, &again) : err;
    if (err != ERR_NONE || again) {
        return err;
    }
    memcpy(row->digest, import_row_digest(run), sizeof row->digest);
    err = read_providers(run, row);
    err = err == ERR_NONE ? import_service_profile(run, row->own, state->province, &row->profile)
                          : err;
    err = err == ERR_NONE ? check_code(run, row) : err;
    if (err != ERR_NONE || run->row_refused) {
        return err;
    }
    enum profile_field wrong = FIELD_title;
    if (profile_check(&row->profile, &wrong) != ERR_NONE) {
        return import_issue(run, IMPORT_ERROR, -1, "IMP-63", "",
                            TR_NOOP("The value of \"{1}\" cannot be right."),
                            tr(profile_fields[wrong].label), NULL);
    }
    return settle(run, row);
}

const struct import_handler import_services_handler = {.columns = columns,
                                                       .column_count = COUNT_OF(columns),
                                                       .begin = begin,
                                                       .row = service_row,
                                                       .batch = batch,
                                                       .end = end,
                                                       .finish = finish};
