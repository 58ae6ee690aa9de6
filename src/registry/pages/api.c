/* The registry as JSON: lists paged by key, with filters; unknown is null, never zero. */
#include "api.h"

#include <string.h>

#include "api_json.h"
#include "page.h"
#include "registry.h"
#include "upstream.h"
#include "vocabulary.h"

/* The cursor of a registry list is one key of the API's cursor. */
static enum err reply(struct page *page, const struct api_paging *paging, json_t *items,
                      const char *next) {
    return api_list(page, paging, items, next != NULL ? &next : NULL);
}

/* A vocabulary word of a query: 0 when absent, ERR_INVALID when it is not in the list. */
static enum err query_word(struct page *page, const char *name, enum vocabulary list, int *out) {
    const char *text = page_query(page, name);
    *out = text == NULL || text[0] == '\0' ? 0 : vocabulary_value(list, text);
    if (text != NULL && text[0] != '\0' && *out == 0) {
        return err_set(ERR_INVALID, "API-20", "{1} is not a value of {2}.", text, name, NULL);
    }
    return ERR_NONE;
}

/* Where a page of a short, whole list begins: behind the row with this id. */
static size_t county_after(const struct registry_county_list *all, const char *after) {
    size_t at = 0;
    while (after != NULL && at < all->count && strcmp(all->rows[at++].id, after) != 0) {}
    return at;
}

static size_t document_after(const struct registry_document_list *all, const char *after) {
    size_t at = 0;
    while (after != NULL && at < all->count && strcmp(all->rows[at++].id, after) != 0) {}
    return at;
}

static size_t page_end_of(size_t first, size_t count, int64_t limit) {
    return count - first > (size_t)limit ? first + (size_t)limit : count;
}

// Services that are published, by title.
// query: agency text? - id of the agency
// query: county text? - id of the county
// query: event text? - life event, for example birth
// query: level text? - level of the service, for example provincial
// query: stage int? - maturity from 0 to 6
// query: limit int? - rows of one page
// query: after text? - cursor of the page before
// reply: ServiceList
PAGE(GET, "/api/v1/services", api_service_list, CAN(public_read))
enum err api_service_list(struct page *page) {
    struct api_paging paging;
    struct registry_service_list found;
    struct registry_service_filter filter = {.agency_id = page_query(page, "agency"),
                                             .county_id = page_query(page, "county")};
    int64_t stage = -1;
    enum err err = api_paging_read(page, 1, &paging);
    if (err == ERR_NONE) {
        err = query_word(page, "event", VOCABULARY_LIFE_EVENT, &filter.life_event);
    }
    if (err == ERR_NONE) {
        err = query_word(page, "level", VOCABULARY_LEVEL, &filter.level);
    }
    if (err == ERR_NONE) {
        err = api_query_int(page, "stage", 0, MATURITY_MAX, -1, &stage);
    }
    if (err == ERR_NONE) {
        filter.stage = (int)stage + 1;
        filter.after = paging.after[0];
        filter.limit = (size_t)paging.limit;
        err = registry_services(page->db, page->arena, &filter, &found);
    }
    if (err != ERR_NONE) {
        return err;
    }
    json_t *items = json_array();
    for (size_t i = 0; i < found.count; i++) {
        json_array_append_new(items, api_service_row(&found.rows[i]));
    }
    return reply(page, &paging, items, found.next);
}

// One service with its whole profile and where each fact was read.
// path: id text - id, public number or 11-digit code
// reply: Service
PAGE(GET, "/api/v1/services/{id}", api_service, CAN(public_read))
enum err api_service(struct page *page) {
    struct registry_service service;
    json_t *object = NULL;
    enum err err = registry_service_get(page->db, page->arena, page_param(page, "id"), &service);
    if (err == ERR_NONE && service.row.state != SERVICE_PUBLISHED) {
        err = err_set(ERR_NOT_FOUND, "REG-40", "There is no published service at this address.",
                      NULL);
    }
    if (err == ERR_NONE) {
        err = api_service_whole(page->arena, &service, &object);
    }
    return err == ERR_NONE ? api_object(page, object) : err;
}

// Agencies of the province, by name.
// query: county text? - only those that serve this county
// query: limit int? - rows of one page
// query: after text? - cursor of the page before
// reply: AgencyList
PAGE(GET, "/api/v1/agencies", api_agency_list, CAN(public_read))
enum err api_agency_list(struct page *page) {
    struct api_paging paging;
    struct registry_agency_list found;
    enum err err = api_paging_read(page, 1, &paging);
    if (err == ERR_NONE) {
        err = registry_agencies(page->db, page->arena, page_query(page, "county"), paging.after[0],
                                (size_t)paging.limit, &found);
    }
    if (err != ERR_NONE) {
        return err;
    }
    json_t *items = json_array();
    for (size_t i = 0; i < found.count; i++) {
        json_array_append_new(items, api_agency(&found.rows[i]));
    }
    return reply(page, &paging, items, found.next);
}

// Counties with their figures.
// query: limit int? - rows of one page
// query: after text? - cursor of the page before
// reply: CountyList
PAGE(GET, "/api/v1/counties", api_county_list, CAN(public_read))
enum err api_county_list(struct page *page) {
    struct api_paging paging;
    struct registry_county_list all;
    enum err err = api_paging_read(page, 1, &paging);
    if (err == ERR_NONE) {
        err = registry_counties(page->db, page->arena, &all);
    }
    if (err != ERR_NONE) {
        return err;
    }
    size_t first = county_after(&all, paging.after[0]);
    size_t end = page_end_of(first, all.count, paging.limit);
    json_t *items = json_array();
    for (size_t i = first; i < end; i++) {
        json_array_append_new(items, api_county(&all.rows[i]));
    }
    return reply(page, &paging, items, end < all.count ? all.rows[end - 1].id : NULL);
}

// Upstream documents, by code.
// query: limit int? - rows of one page
// query: after text? - cursor of the page before
// reply: UpstreamList
PAGE(GET, "/api/v1/upstream", api_upstream_list, CAN(public_read))
enum err api_upstream_list(struct page *page) {
    struct api_paging paging;
    struct registry_document_list all;
    enum err err = api_paging_read(page, 1, &paging);
    if (err == ERR_NONE) {
        err = registry_documents(page->db, page->arena, &all);
    }
    if (err != ERR_NONE) {
        return err;
    }
    size_t first = document_after(&all, paging.after[0]);
    size_t end = page_end_of(first, all.count, paging.limit);
    json_t *items = json_array();
    for (size_t i = first; i < end; i++) {
        json_array_append_new(items, api_document(&all.rows[i]));
    }
    return reply(page, &paging, items, end < all.count ? all.rows[end - 1].id : NULL);
}

// One upstream document with the paraphrases of its clauses (never the text of the law).
// path: id text - code of the document
// reply: Upstream
PAGE(GET, "/api/v1/upstream/{id}", api_upstream, CAN(public_read))
enum err api_upstream(struct page *page) {
    struct registry_document document;
    struct registry_clause_list clauses;
    enum err err = registry_document_get(page->db, page->arena, page_param(page, "id"), &document);
    if (err == ERR_NONE) {
        err = registry_clauses(page->db, page->arena,
                               &(struct registry_clause_filter){.document_id = document.id,
                                                                .limit = REGISTRY_PAGE_MAX},
                               &clauses);
    }
    if (err != ERR_NONE) {
        return err;
    }
    json_t *object = api_document(&document);
    json_t *items = json_array();
    for (size_t i = 0; i < clauses.count; i++) {
        json_array_append_new(items, api_clause(&clauses.rows[i]));
    }
    json_object_set_new(object, "clauses", items);
    return api_object(page, object);
}
