/* Agencies: the list, and one with its services. */
#include "agency_list_html.h"
#include "agency_show_html.h"
#include "page.h"
#include "registry.h"

enum { AGENCIES_MAX = 500, AGENCY_SERVICES = 50 };

// The agencies of the province, by name, with the number of their services.
PAGE(GET, "/agencies", agency_list, CAN(public_read))
enum err agency_list(struct page *page) {
    struct registry_agency_list agencies;
    enum err err = registry_agencies(page->db, page->arena, NULL, page_query(page, "after"),
                                     AGENCIES_MAX, &agencies);
    if (err != ERR_NONE) {
        return err;
    }
    const char *next =
        agencies.next == NULL
            ? NULL
            : page_href(page, "/agencies", &(struct page_query_pair){"after", agencies.next}, 1);
    http_cacheable(page->req);
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Agencies"), .section = "agencies"});
    agency_list_html(out, &agencies, next);
    return page_end(page);
}

// One agency: what it is, whom it serves, its services.
PAGE(GET, "/agencies/{id}", agency_show, CAN(public_read))
enum err agency_show(struct page *page) {
    struct registry_agency agency;
    struct registry_service_list services;
    enum err err = registry_agency_get(page->db, page->arena, page_param(page, "id"), &agency);
    if (err == ERR_NONE) {
        err =
            registry_services(page->db, page->arena,
                              &(struct registry_service_filter){.agency_id = agency.id,
                                                                .after = page_query(page, "after"),
                                                                .limit = AGENCY_SERVICES},
                              &services);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const char *path = arena_printf(page->arena, "/agencies/%s", agency.id);
    const char *next =
        services.next == NULL
            ? NULL
            : page_href(page, path, &(struct page_query_pair){"after", services.next}, 1);
    http_cacheable(page->req);
    struct html *out =
        page_begin(page, &(struct page_head){
                             .title = agency.name,
                             .section = "agencies",
                             .crumbs = (const struct web_crumb[]){{tr("Agencies"), "/agencies"},
                                                                  {agency.name, NULL}},
                             .crumb_count = 2,
                         });
    agency_show_html(out, &agency, &services, next);
    return page_end(page);
}
