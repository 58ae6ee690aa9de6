/* Services: all, by life event, agency, county, level, or by words. */
#include <string.h>

#include "page.h"
#include "registry.h"
#include "search.h"
#include "service_list_html.h"
#include "service_list_view.h"
#include "vocabulary.h"

enum { AGENCIES_BESIDE_SEARCH = 3, STAGE_CHOICES = MATURITY_MAX + 2 };

static const char *given(struct page *page, const char *name) {
    const char *value = page_query(page, name);
    return value != NULL ? value : "";
}

/* The words of a list as options of a filter. */
static enum err choices(struct page *page, enum vocabulary list, const char *chosen,
                        struct service_choices *out) {
    size_t count;
    const struct vocabulary_word *words = vocabulary_words(list, &count);
    out->items = ARENA_ARRAY(page->arena, count, struct service_choice);
    if (out->items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        out->items[i] = (struct service_choice){words[i].slug, tr(words[i].label),
                                                strcmp(words[i].slug, chosen) == 0};
    }
    out->count = count;
    return ERR_NONE;
}

static enum err stage_choices(struct page *page, int chosen, struct service_choices *out) {
    out->items = ARENA_ARRAY(page->arena, STAGE_CHOICES, struct service_choice);
    if (out->items == NULL) {
        return err_failed();
    }
    for (int i = 0; i < STAGE_CHOICES; i++) {
        bool assessed = i <= MATURITY_MAX;
        out->items[i] = (struct service_choice){
            arena_printf(page->arena, "%d", i + 1),
            assessed ? maturity_stage_label(i) : tr("Not assessed"), chosen == i + 1};
    }
    out->count = STAGE_CHOICES;
    return ERR_NONE;
}

/* The address of the page after this one: the same question with another cursor. */
static const char *next_href(struct page *page, const char *cursor) {
    static const char *const names[] = {"q", "event", "agency", "county", "level", "stage"};
    if (cursor == NULL) {
        return NULL;
    }
    struct page_query_pair pairs[COUNT_OF(names) + 1];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (given(page, names[i])[0] != '\0') {
            pairs[count++] = (struct page_query_pair){names[i], given(page, names[i])};
        }
    }
    pairs[count++] = (struct page_query_pair){"after", cursor};
    return page_href(page, "/services", pairs, count);
}

static enum err search(struct page *page, struct service_list_view *view, const char **next) {
    struct search_result result;
    struct registry_agency_found agencies;
    enum err err = registry_search(
        page->db, page->arena,
        &(struct search_query){.text = view->query, .after = page_query(page, "after")}, &result);
    if (err != ERR_NONE) {
        return err;
    }
    view->rows = result.rows;
    view->count = result.count;
    view->corrected = result.corrected;
    view->unknown = result.unknown;
    view->cut = result.cut;
    *next = result.next;
    if (page_query(page, "after") == NULL) {
        err = registry_search_agencies(page->db, page->arena, view->query, AGENCIES_BESIDE_SEARCH,
                                       &agencies);
        view->agencies = agencies.rows;
        view->agency_count = err == ERR_NONE ? agencies.count : 0;
    }
    return err;
}

static enum err list(struct page *page, struct service_list_view *view, int stage,
                     const char **next) {
    struct registry_service_list found;
    enum err err = registry_services(
        page->db, page->arena,
        &(struct registry_service_filter){
            .agency_id = view->agency_id[0] != '\0' ? view->agency_id : NULL,
            .county_id = view->county_id[0] != '\0' ? view->county_id : NULL,
            .life_event = vocabulary_value(VOCABULARY_LIFE_EVENT, given(page, "event")),
            .level = vocabulary_value(VOCABULARY_LEVEL, given(page, "level")),
            .stage = stage,
            .after = page_query(page, "after"),
        },
        &found);
    if (err == ERR_NONE) {
        view->rows = found.rows;
        view->count = found.count;
        *next = found.next;
    }
    return err;
}

/* Names of the filters that are ids. */
static enum err read_places(struct page *page, struct service_list_view *view) {
    struct registry_agency agency;
    struct registry_county county;
    enum err err = ERR_NONE;
    if (view->agency_id[0] != '\0') {
        err = registry_agency_get(page->db, page->arena, view->agency_id, &agency);
        view->agency_name = err == ERR_NONE ? agency.name : "";
    }
    if (err == ERR_NONE && view->county_id[0] != '\0') {
        err = registry_county_get(page->db, page->arena, view->county_id, &county);
        view->county_name = err == ERR_NONE ? county.name : "";
    }
    return err;
}

// The services: search that forgives, filters by life event, agency, county and level.
PAGE(GET, "/services", service_list, CAN(public_read))
enum err service_list(struct page *page) {
    struct service_list_view view = {
        .query = given(page, "q"),
        .agency_id = given(page, "agency"),
        .county_id = given(page, "county"),
        .agency_name = "",
        .county_name = "",
    };
    const char *stage_text = given(page, "stage");
    int stage = stage_text[0] >= '1' && stage_text[0] <= '8' && stage_text[1] == '\0'
                    ? stage_text[0] - '0'
                    : 0;
    const char *next = NULL;
    enum err err = read_places(page, &view);
    if (err == ERR_NONE) {
        err = choices(page, VOCABULARY_LIFE_EVENT, given(page, "event"), &view.events);
    }
    if (err == ERR_NONE) {
        err = choices(page, VOCABULARY_LEVEL, given(page, "level"), &view.levels);
    }
    if (err == ERR_NONE) {
        err = stage_choices(page, stage, &view.stages);
    }
    if (err == ERR_NONE) {
        err = view.query[0] != '\0' ? search(page, &view, &next) : list(page, &view, stage, &next);
    }
    if (err != ERR_NONE) {
        return err;
    }
    view.next_href = next_href(page, next);
    view.filtered = view.agency_id[0] != '\0' || view.county_id[0] != '\0' || stage != 0 ||
                    given(page, "event")[0] != '\0' || given(page, "level")[0] != '\0';
    http_cacheable(page->req);
    struct html *out = page_begin(
        page, &(struct page_head){
                  .title = view.query[0] != '\0' ? tr_fmt(page->arena, "Search: {1}", view.query)
                                                 : tr("Services"),
                  .section = "services",
              });
    service_list_html(out, &view);
    return page_end(page);
}
