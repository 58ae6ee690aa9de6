/* The public home page: search first. */
#include "front.h"
#include "home_html.h"
#include "page.h"

// The home page: search, life events, agencies, and what the province knows of itself.
PAGE(GET, "/", home_show, CAN(public_read))
enum err home_show(struct page *page) {
    struct front_home home;
    enum err err = front_home_read(page->db, page->arena, &home);
    if (err != ERR_NONE) {
        return err;
    }
    http_cacheable(page->req);
    struct html *out = page_begin(
        page,
        &(struct page_head){
            .title = tr("Public services of the province"),
            .description = tr("Find a public service and see what it takes before you set out."),
            .section = "home",
            .bare = true,
        });
    home_html(out, &home);
    return page_end(page);
}
