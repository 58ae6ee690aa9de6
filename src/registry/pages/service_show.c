/* The public page of one service. */
#include "page.h"
#include "registry.h"
#include "service_show_html.h"
#include "service_view.h"

// One service: what it takes, how long, what it costs, where, and where each fact was read.
PAGE(GET, "/services/{id}", service_show, CAN(public_read))
enum err service_show(struct page *page) {
    struct registry_service service;
    struct service_view view;
    enum err err = registry_service_get(page->db, page->arena, page_param(page, "id"), &service);
    if (err == ERR_NONE && service.row.state != SERVICE_PUBLISHED &&
        !page_may(page, CAN_service_edit, service.row.agency_id)) {
        err = err_set(ERR_NOT_FOUND, "REG-40", "There is no published service at this address.",
                      NULL);
    }
    if (err == ERR_NONE) {
        err = service_view_make(page->arena, &service, &view);
    }
    if (err != ERR_NONE) {
        return err;
    }
    http_cacheable(page->req);
    struct html *out = page_begin(
        page, &(struct page_head){
                  .title = service.row.title,
                  .description = service.profile.description,
                  .section = "services",
                  .crumbs = (const struct web_crumb[]){{tr("Services"), "/services"},
                                                       {service.row.agency_name,
                                                        arena_printf(page->arena, "/agencies/%s",
                                                                     service.row.agency_id)},
                                                       {service.row.title, NULL}},
                  .crumb_count = 3,
              });
    service_show_html(out, &view, page_may(page, CAN_service_edit, service.row.agency_id));
    return page_end(page);
}
