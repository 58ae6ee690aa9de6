/* Counties: the map with the table beside it, and one county. */
#include "county_list_html.h"
#include "county_show_html.h"
#include "page.h"
#include "registry.h"
#include "text.h"

enum { COUNTY_AGENCIES = 100 };

static struct html_raw map_of(struct page *page, const struct registry_county_list *counties) {
    struct web_bubble *bubbles = ARENA_ARRAY(page->arena, counties->count, struct web_bubble);
    size_t count = 0;
    for (size_t i = 0; bubbles != NULL && i < counties->count; i++) {
        const struct registry_county *county = &counties->rows[i];
        if (!county->latitude.known || !county->longitude.known) {
            continue;
        }
        bubbles[count++] = (struct web_bubble){
            .label = county->name,
            .href = arena_printf(page->arena, "/counties/%s", county->id),
            .latitude = county->latitude.value,
            .longitude = county->longitude.value,
            .size = county->population.known ? (double)county->population.value : 0,
            .size_text =
                county->population.known ? text_number(page->arena, county->population.value) : "",
            .known = county->population.known,
            .level = -1,
        };
    }
    return web_chart_map(page->arena, tr("Counties of the province by population"),
                         tr("A bubble stands at the middle of each county; its area is the "
                            "population. The table below has the same figures."),
                         bubbles, count);
}

// The counties: a map by population and the table of figures.
PAGE(GET, "/counties", county_list, CAN(public_read))
enum err county_list(struct page *page) {
    struct registry_county_list counties;
    struct registry_totals totals;
    enum err err = registry_counties(page->db, page->arena, &counties);
    if (err == ERR_NONE) {
        err = registry_totals(page->db, page->arena, &totals);
    }
    if (err != ERR_NONE) {
        return err;
    }
    http_cacheable(page->req);
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Counties"), .section = "counties"});
    county_list_html(out, &counties, totals.population, map_of(page, &counties));
    return page_end(page);
}

// One county: its figures with their dates, and the agencies that serve it.
PAGE(GET, "/counties/{id}", county_show, CAN(public_read))
enum err county_show(struct page *page) {
    struct registry_county county;
    struct registry_agency_list agencies;
    enum err err = registry_county_get(page->db, page->arena, page_param(page, "id"), &county);
    if (err == ERR_NONE) {
        err = registry_agencies(page->db, page->arena, county.id, page_query(page, "after"),
                                COUNTY_AGENCIES, &agencies);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const char *path = arena_printf(page->arena, "/counties/%s", county.id);
    const char *next =
        agencies.next == NULL
            ? NULL
            : page_href(page, path, &(struct page_query_pair){"after", agencies.next}, 1);
    http_cacheable(page->req);
    struct html *out =
        page_begin(page, &(struct page_head){
                             .title = tr_fmt(page->arena, "County of {1}", county.name),
                             .section = "counties",
                             .crumbs = (const struct web_crumb[]){{tr("Counties"), "/counties"},
                                                                  {county.name, NULL}},
                             .crumb_count = 2,
                         });
    county_show_html(out, &county, &agencies, next);
    return page_end(page);
}
