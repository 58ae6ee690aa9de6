/* One service in the plan: gap by criterion, findings with evidence, targets, requirements. */
#include "plan_service_page_html.h"
#include "plan_target_view.h"

static enum err read_view(struct page *page, const char *key, struct plan_service_view *view) {
    struct arena *arena = page->arena;
    struct plan_gap_list gaps;
    int64_t today = plan_page_today(page);
    enum err err = registry_service_get(page->db, arena, key, &view->service);
    if (err != ERR_NONE) {
        return err;
    }
    const char *id = view->service.row.id;
    err = plan_gaps(page->db, arena, &(struct plan_gap_filter){.service_id = id, .today = today},
                    &gaps);
    if (err == ERR_NONE && gaps.count == 0) {
        return err_set(ERR_NOT_FOUND, "PLN-57",
                       "This service is not published, or the plan has not read it yet.", NULL);
    }
    view->gap = gaps.rows;
    if (err == ERR_NONE) {
        err = plan_gap_criteria(page->db, arena, id, view->criteria);
    }
    if (err == ERR_NONE) {
        const struct plan_finding_filter filter = {
            .service_id = id, .now_ms = page->now_ms, .limit = 100};
        err = plan_findings(page->db, arena, &filter, &view->findings);
    }
    if (err == ERR_NONE) {
        const struct plan_target_filter filter = {.service_id = id, .today = today, .limit = 100};
        err = plan_targets(page->db, arena, &filter, &view->targets);
    }
    if (err == ERR_NONE) {
        const struct plan_requirement_filter filter = {.service_id = id, .limit = 100};
        err = plan_requirements(page->db, arena, &filter, &view->requirements);
    }
    return err;
}

enum err plan_service_draw(struct page *page, const char *key, struct form *form) {
    struct plan_service_view view = {.may_edit = plan_page_may_edit(page)};
    enum err err = read_view(page, key, &view);
    if (err == ERR_NONE && view.may_edit && form == NULL) {
        err = plan_target_form(page, &form);
        if (err == ERR_NONE) {
            form_check(form, "criterion", "whole");
            form_set(form, "stage", arena_printf(page->arena, "%d", view.gap->target));
            plan_form_set_day(page->arena, form, "due", view.gap->due_day);
            form_set(form, "responsible", view.gap->agency_id);
        }
    }
    if (err != ERR_NONE) {
        return err;
    }
    view.form = form;
    view.csrf = view.may_edit ? page_csrf(page) : "";
    struct html *out = plan_page_begin(page, view.service.row.title, "/plan/gaps");
    plan_service_page_html(out, &view);
    return page_end(page);
}

static enum err draw(struct page *page) {
    return plan_service_draw(page, page_param(page, "id"), NULL);
}

// One service in the plan: its gap by criterion, its findings and their evidence, its targets.
PAGE(GET, "/plan/services/{id}", plan_service_page, CAN(plan_read))
enum err plan_service_page(struct page *page) {
    return plan_page_fresh(page, draw);
}
