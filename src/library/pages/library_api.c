/* Processes and decisions as JSON, for other programs of people who are signed in. */
#include "api.h"
#include "library_page.h"
#include "library_picture.h"
#include "library_show_page.h"

static json_t *text_or_null(const char *text) {
    return text != NULL && text[0] != '\0' ? json_string(text) : json_null();
}

static json_t *version_json(const struct library_version *version) {
    return json_pack(
        "{s:I, s:s, s:s, s:I, s:s, s:o, s:I, s:o, s:I, s:I, s:I}", "number",
        (json_int_t)version->number, "state", library_slug(LIBRARY_OF_STATE, (int)version->state),
        "file_name", version->file_name, "size", (json_int_t)version->size, "sha256", version->hash,
        "note", text_or_null(version->note), "made_at", (json_int_t)version->made_at, "made_by",
        text_or_null(version->made_by), "errors", (json_int_t)version->found.errors, "warnings",
        (json_int_t)version->found.warnings, "notes", (json_int_t)version->found.notes);
}

static json_t *model_json(const struct library_model *model) {
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:b, s:o, s:I, s:o}", "id", model->id, "title",
        model->title, "kind", library_slug(LIBRARY_OF_KIND, (int)model->kind), "role",
        library_slug(LIBRARY_OF_ROLE, (int)model->role), "agency_id",
        text_or_null(model->agency_id), "agency", text_or_null(model->agency_name), "service_id",
        text_or_null(model->service_id), "service", text_or_null(model->service_title),
        "demonstration", (int)model->demonstration, "published",
        model->published.known ? json_integer(model->published.value) : json_null(), "changed_at",
        (json_int_t)model->changed_at, "newest", version_json(&model->last));
}

/* 1 + the value of a word of the query; one that is not in the list is ERR_INVALID. */
static enum err query_word(struct page *page, const char *name, enum library_words list, int *out) {
    const char *typed = page_query(page, name);
    *out = library_query_word(page, name, list);
    return *out == 0 && typed != NULL && typed[0] != '\0'
               ? err_set(ERR_INVALID, "API-20", "{1} is not a value of {2}.", typed, name, NULL)
               : ERR_NONE;
}

// Processes and decisions; what was changed last comes first.
// query: kind process|decision? - only these
// query: role as-is|to-be|in-force|sample? - what it shows
// query: state draft|published|replaced|withdrawn? - of the newest version
// query: agency text? - id of an agency
// query: service text? - id of a service
// query: q text? - words of the title
// query: limit int? - rows of one page
// query: after text? - cursor of the page before
// reply: ModelList
PAGE(GET, "/api/v1/models", library_api_list, CAN(model_read))
enum err library_api_list(struct page *page) {
    struct api_paging paging;
    struct library_list list;
    struct library_filter filter = {.agency_id = page_query(page, "agency"),
                                    .service_id = page_query(page, "service"),
                                    .words = page_query(page, "q")};
    enum err err = api_paging_read(page, 1, &paging);
    if (err == ERR_NONE) {
        err = query_word(page, "kind", LIBRARY_OF_KIND, &filter.kind);
    }
    if (err == ERR_NONE) {
        err = query_word(page, "role", LIBRARY_OF_ROLE, &filter.role);
    }
    if (err == ERR_NONE) {
        err = query_word(page, "state", LIBRARY_OF_STATE, &filter.state);
    }
    if (err == ERR_NONE) {
        filter.after = paging.after[0];
        filter.limit = (size_t)paging.limit;
        err = library_models(page->db, page->arena, &filter, &list);
    }
    json_t *items = err == ERR_NONE ? json_array() : NULL;
    for (size_t i = 0; items != NULL && i < list.count; i++) {
        if (json_array_append_new(items, model_json(&list.rows[i])) != 0) {
            json_decref(items);
            items = NULL;
        }
    }
    if (items == NULL) {
        return err != ERR_NONE ? err : err_memory();
    }
    return api_list(page, &paging, items, list.next != NULL ? &list.next : NULL);
}

static json_t *complaint_json(const struct library_complaint *complaint) {
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:s}", "severity",
                     check_severity_slug(complaint->severity), "rule", complaint->rule, "standard",
                     complaint->standard, "clause", complaint->clause, "element",
                     text_or_null(complaint->id), "name", text_or_null(complaint->name), "line",
                     complaint->line > 0 ? json_integer(complaint->line) : json_null(), "text",
                     complaint->text);
}

/* The parts of a whole model; NULL when memory is out. */
static json_t *whole_json(const struct library_opened *opened,
                          const struct library_version_list *versions) {
    json_t *object = model_json(&opened->model);
    json_t *list = json_array();
    json_t *complaints = json_array();
    for (size_t i = 0; i < versions->count; i++) {
        json_array_append_new(list, version_json(&versions->rows[i]));
    }
    for (size_t i = 0; i < opened->report.count; i++) {
        json_array_append_new(complaints, complaint_json(&opened->report.complaints[i]));
    }
    if (json_object_set_new(object, "versions", list) != 0 ||
        json_object_set_new(object, "complaints", complaints) != 0) {
        json_decref(object);
        return NULL;
    }
    return object;
}

// One process or decision, its versions, and what the checker says of the newest one.
// path: id text - id of the model
// reply: Model
PAGE(GET, "/api/v1/models/{id}", library_api_model, CAN(model_read))
enum err library_api_model(struct page *page) {
    struct library_opened opened = {0};
    struct library_version_list versions;
    enum err err = library_open(page, &opened);
    if (err == ERR_NONE) {
        err = library_versions(page->db, page->arena, opened.model.id, 0, &versions);
    }
    json_t *object = err == ERR_NONE ? whole_json(&opened, &versions) : NULL;
    if (object == NULL) {
        return err != ERR_NONE ? err : err_memory();
    }
    return api_object(page, object);
}

// The file of a version, byte for byte as it was sent.
// path: id text - id of the model
// path: number int - number of the version
// reply: application/xml
PAGE(GET, "/api/v1/models/{id}/versions/{number}/file", library_api_file, CAN(model_read))
enum err library_api_file(struct page *page) {
    return library_version_file(page);
}

// The drawing of a version, with complaints and visits marked.
// path: id text - id of the model
// path: number int - number of the version
// query: diagram int? - which diagram of the file, from 1
// reply: image/svg+xml
PAGE(GET, "/api/v1/models/{id}/versions/{number}/drawing.svg", library_api_drawing, CAN(model_read))
enum err library_api_drawing(struct page *page) {
    return library_version_svg(page);
}
