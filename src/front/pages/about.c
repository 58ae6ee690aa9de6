/* What this site is, and what one may do with its data. */
#include "about_data_html.h"
#include "about_html.h"
#include "page.h"
#include "registry.h"

// What this site is for, how numbers are made, and what it does not know.
PAGE(GET, "/about", about_show, CAN(public_read))
enum err about_show(struct page *page) {
    struct registry_totals totals;
    enum err err = registry_totals(page->db, page->arena, &totals);
    if (err != ERR_NONE) {
        return err;
    }
    http_cacheable(page->req);
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("About this site"), .section = "about"});
    about_html(out, &totals);
    return page_end(page);
}

// The open data: lists as JSON, the description of the API, where the data comes from.
PAGE(GET, "/about/data", about_data, CAN(public_read))
enum err about_data(struct page *page) {
    http_cacheable(page->req);
    struct html *out =
        page_begin(page, &(struct page_head){
                             .title = tr("Data and programs"),
                             .section = "about",
                             .crumbs = (const struct web_crumb[]){{tr("About this site"), "/about"},
                                                                  {tr("Data and programs"), NULL}},
                             .crumb_count = 2,
                         });
    about_data_html(out);
    return page_end(page);
}
