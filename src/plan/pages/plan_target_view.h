/* Targets: the form, and what the page of a service draws. */
#ifndef KHAJU_PLAN_TARGET_VIEW_H
#define KHAJU_PLAN_TARGET_VIEW_H

#include "plan_page.h"

struct plan_service_view {
    struct registry_service service;
    const struct plan_gap *gap;
    struct plan_criterion_gap criteria[CRITERION_COUNT];
    struct plan_finding_list findings;
    struct plan_target_list targets;
    struct plan_requirement_list requirements;
    bool may_edit;
    struct form *form;
    const char *csrf;
};

/* Agencies as options of a select. */
enum err plan_agency_options(struct page *page, const struct form_option **out, size_t *count_out);
/* criterion, stage, due, responsible, note */
enum err plan_target_form(struct page *page, struct form **out);
/* The page of a service with this form in it; NULL: with the suggested target. */
enum err plan_service_draw(struct page *page, const char *key, struct form *form);

#endif
