/* The history of a service: who, when, from which line of which file; any version; any two. */
#include "desk_edit_view.h"
#include "desk_history_html.h"
#include "desk_history_view.h"
#include "desk_scope.h"
#include "desk_version_html.h"
#include "page.h"
#include "text.h"
#include "profile_change.h"

// The versions of a service, newest first.
PAGE(GET, "/desk/services/{id}/history", desk_history, CAN(service_edit))
enum err desk_history(struct page *page) {
    struct registry_service *service = ARENA_NEW(page->arena, struct registry_service);
    struct registry_version_list versions = {0};
    int64_t before = 0;
    const char *given = page_query(page, "before");
    enum err err =
        service == NULL ? err_failed() : desk_service_load(page, CAN_service_edit, service);
    if (err == ERR_NONE && given != NULL && !text_int(given, &before)) {
        err = err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    err = err == ERR_NONE ? registry_versions(page->db, page->arena, service->row.id, before,
                                              REGISTRY_PAGE, &versions)
                          : err;
    if (err != ERR_NONE) {
        return err;
    }
    struct desk_history_view view = {.service = service, .versions = &versions};
    if (versions.count == REGISTRY_PAGE && versions.rows[versions.count - 1].version > 1) {
        view.next_href =
            arena_printf(page->arena, "/desk/services/%s/history?before=%lld", service->row.id,
                         (long long)versions.rows[versions.count - 1].version);
    }
    struct desk_crumbs crumbs = desk_service_crumbs(page, service, tr("History"));
    struct html *out = page_begin(page, &(struct page_head){.title = tr("History"),
                                                            .section = "desk",
                                                            .crumbs = crumbs.items,
                                                            .crumb_count = crumbs.count});
    desk_history_html(out, &view);
    return page_end(page);
}

static enum err facts_make(struct arena *arena, const struct profile *profile,
                           struct desk_version_view *view) {
    struct desk_version_fact *facts = ARENA_ARRAY(arena, FIELD_COUNT, struct desk_version_fact);
    size_t count = 0;
    view->facts = facts;
    for (int section = 0; facts != NULL && section < SECTION_COUNT; section++) {
        struct desk_version_section *part = &view->sections[section];
        *part = (struct desk_version_section){profile_section_label((enum profile_section)section),
                                              count, 0};
        for (int i = 0; i < FIELD_COUNT; i++) {
            enum profile_field field = (enum profile_field)i;
            if ((int)profile_fields[i].section != section || !profile_field_known(profile, field)) {
                continue;
            }
            facts[count++] = (struct desk_version_fact){tr(profile_fields[i].label),
                                                        profile_field_text(arena, profile, field),
                                                        desk_source_text(arena, profile, field)};
            part->count++;
        }
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

/* Which version this one is compared with: the one asked for, else the one before. */
static enum err against_read(struct page *page, struct desk_version_view *view) {
    const char *given = page_query(page, "against");
    view->against = view->version.version - 1;
    if (given != NULL && given[0] != '\0' &&
        (!text_int(given, &view->against) || view->against < 1)) {
        return err_set(ERR_INVALID, "REG-64", "A version is a number from 1 on.", NULL);
    }
    return ERR_NONE;
}

static enum err version_load(struct page *page, struct desk_version_view *view,
                             struct profile *profile) {
    struct registry_version_list one;
    const char *id = view->service->row.id;
    enum err err = ERR_NONE;
    if (!text_int(page_param(page, "version"), &view->version.version) ||
        view->version.version < 1) {
        return err_set(ERR_NOT_FOUND, "REG-65", "There is no such version.", NULL);
    }
    err = registry_version_get(page->db, page->arena, id, view->version.version, profile);
    err = err == ERR_NONE
              ? registry_versions(page->db, page->arena, id, view->version.version + 1, 1, &one)
              : err;
    if (err == ERR_NONE && one.count == 1) {
        view->version = one.rows[0];
    }
    return err == ERR_NONE ? against_read(page, view) : err;
}

// One version of a service in full, and what differs from the one before or from any other.
PAGE(GET, "/desk/services/{id}/history/{version}", desk_version, CAN(service_edit))
enum err desk_version(struct page *page) {
    struct registry_service *service = ARENA_NEW(page->arena, struct registry_service);
    struct profile *profile = ARENA_NEW(page->arena, struct profile);
    struct profile *other = ARENA_NEW(page->arena, struct profile);
    struct desk_version_view *view = ARENA_NEW(page->arena, struct desk_version_view);
    struct profile_diff diff = {0};
    if (service == NULL || profile == NULL || other == NULL || view == NULL) {
        return err_failed();
    }
    view->service = service;
    enum err err = desk_service_load(page, CAN_service_edit, service);
    err = err == ERR_NONE ? version_load(page, view, profile) : err;
    if (err == ERR_NONE && view->against > 0) {
        err = registry_version_get(page->db, page->arena, service->row.id, view->against, other);
        err = err == ERR_NONE ? registry_profile_diff(page->arena, other, profile, &diff) : err;
        view->diff = &diff;
    }
    err = err == ERR_NONE ? facts_make(page->arena, profile, view) : err;
    if (err != ERR_NONE) {
        return err;
    }
    const char *title = tr_fmt(page->arena, "Version {1}", (long long)view->version.version);
    struct desk_crumbs crumbs = desk_service_crumbs(page, service, title);
    struct html *out = page_begin(page, &(struct page_head){.title = title,
                                                            .section = "desk",
                                                            .crumbs = crumbs.items,
                                                            .crumb_count = crumbs.count});
    desk_version_html(out, view);
    return page_end(page);
}
