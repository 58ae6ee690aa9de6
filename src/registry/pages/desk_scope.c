/* Scope of the desk's pages. The decision is people's; here it is asked for services and lists. */
#include "desk_scope.h"

#include <string.h>

bool desk_may(struct page *page, enum permission permission,
              const struct registry_service *service) {
    for (size_t i = 0; i < service->provider_count; i++) {
        if (page_may(page, permission, service->providers[i].id)) {
            return true;
        }
    }
    return false;
}

enum err desk_service_load(struct page *page, enum permission permission,
                           struct registry_service *out) {
    enum err err = registry_service_get(page->db, page->arena, page_param(page, "id"), out);
    if (err != ERR_NONE || desk_may(page, permission, out)) {
        return err;
    }
    return page_require(page, permission, out->row.agency_id);
}

bool desk_everywhere(struct page *page, enum permission permission) {
    return page_may(page, permission, "");
}

const char *desk_scope_text(struct page *page, enum permission permission) {
    const char *text = " ";
    if (desk_everywhere(page, permission)) {
        return "";
    }
    for (size_t i = 0; text != NULL && i < page->person->agency_count; i++) {
        text = arena_printf(page->arena, "%s%s ", text, page->person->agencies[i]);
    }
    return text;
}

enum err desk_agencies(struct page *page, enum permission permission, struct desk_agencies *out) {
    struct people_agencies all;
    *out = (struct desk_agencies){0};
    enum err err = people_agencies_list(page->db, page->arena, &all);
    if (err != ERR_NONE) {
        return err;
    }
    struct form_option *options = ARENA_ARRAY(page->arena, all.count + 1, struct form_option);
    if (options == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < all.count && out->count < FORM_OPTIONS_MAX; i++) {
        if (page_may(page, permission, all.rows[i].id)) {
            options[out->count++] = (struct form_option){all.rows[i].id, all.rows[i].name, NULL};
        }
    }
    out->options = options;
    return ERR_NONE;
}

struct desk_crumbs desk_service_crumbs(struct page *page, const struct registry_service *service,
                                       const char *here) {
    const char *href = arena_printf(page->arena, "/desk/services/%s", service->row.id);
    struct desk_crumbs crumbs = {{{tr("Services of the desk"), "/desk/services"},
                                  {service->row.title, here == NULL ? NULL : href},
                                  {here, NULL}},
                                 here == NULL ? 2 : 3};
    return crumbs;
}

const char *desk_given(struct page *page, const char *name) {
    const char *value = page_query(page, name);
    return value != NULL ? value : "";
}
