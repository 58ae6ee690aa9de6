/* Which role may do what: drawn from the table that the check itself reads. */
#include "desk_roles_html.h"
#include "page.h"

// Roles and what each may do.
PAGE(GET, "/desk/roles", desk_roles, CAN(desk_read))
enum err desk_roles(struct page *page) {
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Roles"), .section = "desk", .wide = true});
    desk_roles_html(out);
    return page_end(page);
}
