/* One agency, one county: the same picture, narrowed. */
#include "plan_agency_html.h"
#include "plan_county_html.h"
#include "plan_page.h"
#include "plan_view.h"

#include <string.h>

static enum err draw_agency(struct page *page) {
    struct registry_agency agency;
    struct plan_overview overview;
    struct plan_rule_list rules;
    struct plan_gap_list gaps;
    const char *id = page_param(page, "id");
    const struct plan_gap_filter filter = {.agency_id = id,
                                           .limit = 50,
                                           .after = page_query(page, "after"),
                                           .today = plan_page_today(page)};
    enum err err = registry_agency_get(page->db, page->arena, id, &agency);
    if (err == ERR_NONE) {
        err = plan_overview(page->db, page->arena, agency.id, filter.today, &overview);
    }
    if (err == ERR_NONE) {
        err = plan_rules(page->db, page->arena, agency.id, &rules);
    }
    if (err == ERR_NONE) {
        err = plan_gaps(page->db, page->arena, &filter, &gaps);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct plan_overview_view view = plan_overview_view(page->arena, &overview);
    struct plan_list_links links = plan_links(page, gaps.next);
    const char *csv = arena_printf(page->arena, "/plan/gaps?agency=%s&format=csv", agency.id);
    links.csv = csv != NULL ? csv : links.csv;
    struct html *out = plan_page_begin(page, agency.name, "/plan/as-is");
    plan_agency_html(out, &agency, &view, &rules, &gaps, &links);
    return page_end(page);
}

// One agency: its levels, findings and gaps.
PAGE(GET, "/plan/agencies/{id}", plan_agency_page, CAN(plan_read))
enum err plan_agency_page(struct page *page) {
    return plan_page_fresh(page, draw_agency);
}

static enum err draw_county(struct page *page) {
    struct plan_county_list counties;
    struct registry_county county;
    struct registry_agency_list agencies;
    const char *id = page_param(page, "id");
    enum err err = registry_county_get(page->db, page->arena, id, &county);
    if (err == ERR_NONE) {
        err = plan_counties(page->db, page->arena, &counties);
    }
    if (err == ERR_NONE) {
        err =
            registry_agencies(page->db, page->arena, county.id, NULL, REGISTRY_PAGE_MAX, &agencies);
    }
    if (err != ERR_NONE) {
        return err;
    }
    size_t at = 0;
    while (at + 1 < counties.count && strcmp(counties.rows[at].county.id, county.id) != 0) {
        at++;
    }
    struct html *out = plan_page_begin(page, county.name, "/plan/as-is");
    plan_county_html(out, &counties.rows[at], &agencies);
    return page_end(page);
}

// One county: its population, who serves it, and at which level.
PAGE(GET, "/plan/counties/{id}", plan_county_page, CAN(plan_read))
enum err plan_county_page(struct page *page) {
    return plan_page_fresh(page, draw_county);
}
