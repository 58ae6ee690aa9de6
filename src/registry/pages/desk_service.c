/* One service at the desk: how complete, how mature, what to do next. */
#include <string.h>

#include "desk_scope.h"
#include "desk_section.h"
#include "desk_service_html.h"
#include "desk_service_view.h"
#include "desk_year.h"
#include "page.h"

static void parts_make(struct arena *arena, const struct profile *profile, const char *id,
                       struct desk_service_view *view) {
    for (int i = 0; i < SECTION_COUNT; i++) {
        enum profile_section section = (enum profile_section)i;
        if (!desk_section_applies(profile, section)) {
            continue;
        }
        struct desk_part *part = &view->parts[view->part_count++];
        *part = (struct desk_part){
            profile_section_label(section),
            arena_printf(arena, "/desk/services/%s/edit/%s", id, desk_section_slug(section)), 0, 0};
        for (int j = 0; j < FIELD_COUNT; j++) {
            enum profile_field field = (enum profile_field)j;
            if (profile_fields[j].section == section && desk_field_applies(profile, field)) {
                part->asked++;
                part->known += profile_field_known(profile, field) ? 1 : 0;
            }
        }
        view->known += part->known;
        view->asked += part->asked;
    }
}

static int level_or_none(struct maybe_int level) {
    return level.known ? (int)level.value : -1;
}

static void standings_make(const struct registry_service *service, struct desk_service_view *view) {
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct maturity_criterion *evidence = &service->maturity.criteria[i];
        view->standings[i] = (struct desk_standing){
            .label = criterion_label((enum criterion)i),
            .evidence = evidence->state == CRITERION_KNOWN ? evidence->level : -1,
            .declared = level_or_none(service->profile.criteria.items[i].level),
            .verified = level_or_none(service->verified.items[i].level),
            .applies = evidence->state != CRITERION_NOT_APPLICABLE,
            .blocking = evidence->blocking,
            .reason = evidence->reason != NULL && evidence->reason[0] != '\0' ? tr(evidence->reason)
                                                                              : NULL};
    }
    struct maybe_int declared = maturity_declared(&service->profile);
    view->declared = level_or_none(declared);
    view->verified = level_or_none(service->row.verified_stage);
    view->overclaim = maturity_overclaim(declared, service->row.verified_stage);
}

/* What a citizen cannot do without. */
static const char *publish_missing(const struct profile *profile) {
    return profile->description[0] == '\0'
               ? tr("Before it can be published, the service needs a description.")
               : NULL;
}

static const struct desk_damage *damage_of(struct arena *arena, const struct profile *profile) {
    struct identifier identifier = value_read_identifier(profile->code);
    const char *what = desk_damage_text(identifier.state);
    struct desk_damage *damage = what == NULL ? NULL : ARENA_NEW(arena, struct desk_damage);
    if (damage != NULL) {
        *damage = (struct desk_damage){"code", tr(profile_fields[FIELD_code].label), what,
                                       arena_strdup(arena, identifier.repair)};
    }
    return damage;
}

// One service at the desk: its form, its maturity, its history and its yearly figures.
PAGE(GET, "/desk/services/{id}", desk_service, CAN(service_edit))
enum err desk_service(struct page *page) {
    struct registry_service *service = ARENA_NEW(page->arena, struct registry_service);
    struct desk_service_view *view = ARENA_NEW(page->arena, struct desk_service_view);
    enum err err = service == NULL || view == NULL
                       ? err_failed()
                       : desk_service_load(page, CAN_service_edit, service);
    err = err == ERR_NONE
              ? registry_reports_of_service(page->db, page->arena, service->row.id, &view->reports)
              : err;
    if (err != ERR_NONE) {
        return err;
    }
    view->service = service;
    view->csrf = page_csrf(page);
    view->may_confirm = desk_may(page, CAN_service_confirm, service);
    view->may_report = desk_may(page, CAN_report_enter, service);
    view->stage_text = maturity_text(page->arena, &service->maturity);
    view->year = desk_year_of(page->now_ms);
    view->missing = publish_missing(&service->profile);
    view->damage = damage_of(page->arena, &service->profile);
    parts_make(page->arena, &service->profile, service->row.id, view);
    standings_make(service, view);
    struct desk_crumbs crumbs = desk_service_crumbs(page, service, NULL);
    struct html *out = page_begin(page, &(struct page_head){.title = service->row.title,
                                                            .section = "desk",
                                                            .crumbs = crumbs.items,
                                                            .crumb_count = crumbs.count});
    desk_service_html(out, view);
    return page_end(page);
}

/* ---- publishing and retiring ---- */

struct moving {
    struct arena *arena;
    const char *act, *done;
    struct registry_service service;
    struct registry_edit edit;
    struct registry_saved saved;
};

static enum err move_command(struct store_db *db, void *context) {
    struct moving *moving = context;
    const struct registry_edit *edit = &moving->edit;
    enum err err = registry_service_save(db, moving->arena, edit, &moving->saved);
    return err != ERR_NONE || !moving->saved.changed
               ? err
               : people_audit(db, edit->now_ms, edit->who, moving->act, "service",
                              moving->service.row.id, moving->service.row.agency_id, NULL);
}

static enum err moved(struct page *page, void *context, enum err result) {
    const struct moving *moving = context;
    if (result != ERR_NONE) {
        return result;
    }
    page_notice(page, moving->done);
    return page_redirect(page,
                         arena_printf(page->arena, "/desk/services/%s", moving->service.row.id));
}

static enum err move(struct page *page, enum service_state state, const char *act,
                     const char *done) {
    struct moving *moving = ARENA_NEW(page->arena, struct moving);
    enum err err =
        moving == NULL ? err_failed() : desk_service_load(page, CAN_service_edit, &moving->service);
    if (err != ERR_NONE) {
        return err;
    }
    const char *missing = publish_missing(&moving->service.profile);
    if (state == SERVICE_PUBLISHED && missing != NULL) {
        return err_set(ERR_INVALID, "REG-63",
                       "Before it can be published, the service needs a description.", NULL);
    }
    moving->arena = page->arena;
    moving->act = act;
    moving->done = done;
    moving->edit = (struct registry_edit){.service_id = moving->service.row.id,
                                          .expected_version = moving->service.row.version,
                                          .state = (int)state,
                                          .profile = &moving->service.profile,
                                          .who = page->person,
                                          .now_ms = page->now_ms,
                                          .note = service_state_label(state)};
    return page_write(page, move_command, moving, moved);
}

// Publishes a service, so that citizens see it.
PAGE(POST, "/desk/services/{id}/publish", desk_service_publish, CAN(service_edit))
enum err desk_service_publish(struct page *page) {
    return move(page, SERVICE_PUBLISHED, "service.publish", tr("The service is published."));
}

// Retires a service: citizens no longer see it; its history stays.
PAGE(POST, "/desk/services/{id}/retire", desk_service_retire, CAN(service_edit))
enum err desk_service_retire(struct page *page) {
    return move(page, SERVICE_RETIRED, "service.retire",
                tr("The service is retired; citizens no longer see it."));
}
