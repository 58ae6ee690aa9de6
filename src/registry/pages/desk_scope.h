/* Which services and agencies somebody's desk is about. */
#ifndef KHAJU_REGISTRY_DESK_SCOPE_H
#define KHAJU_REGISTRY_DESK_SCOPE_H

#include "page.h"
#include "registry.h"

/* May this person do it at a service? One of its providers in their scope is enough. */
bool desk_may(struct page *page, enum permission permission,
              const struct registry_service *service);
/* The service of the path's {id}, for somebody who may do this there; else ERR_DENIED. */
enum err desk_service_load(struct page *page, enum permission permission,
                           struct registry_service *out) WARN_UNUSED;

/* May they do it everywhere? */
bool desk_everywhere(struct page *page, enum permission permission);
/* " a b c " for the statements of desk.sql; "" when they may do it everywhere. */
const char *desk_scope_text(struct page *page, enum permission permission);

/* The agencies they may choose from, as options of a form. */
struct desk_agencies {
    const struct form_option *options;
    size_t count;
};
enum err desk_agencies(struct page *page, enum permission permission,
                       struct desk_agencies *out) WARN_UNUSED;

/* "Services" and the service itself, as crumbs of a page about one. */
struct desk_crumbs {
    struct web_crumb items[3];
    size_t count;
};
struct desk_crumbs desk_service_crumbs(struct page *page, const struct registry_service *service,
                                       const char *here);

/* What was chosen in the query, "" when nothing. */
const char *desk_given(struct page *page, const char *name);

#endif
