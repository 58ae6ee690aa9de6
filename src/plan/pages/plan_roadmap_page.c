/* The roadmap by half-years. */
#include "plan_page.h"
#include "plan_roadmap_html.h"

static enum err export_csv(struct page *page, const struct plan_milestone_list *list) {
    struct plan_csv csv;
    struct arena *arena = page->arena;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Half-year"), tr("Targets set"), tr("Suggested"),
                 tr("Services without any visit"), tr("In all until then"),
                 tr("Visits a year removed"), tr("Services without reported figures"), NULL);
    for (size_t i = 0; i < list->count; i++) {
        const struct plan_milestone *row = &list->rows[i];
        plan_csv_row(&csv, plan_half_text(arena, row->half), tr_fmt(arena, "{1}", row->targets),
                     tr_fmt(arena, "{1}", row->suggested), tr_fmt(arena, "{1}", row->zero_visit),
                     tr_fmt(arena, "{1}", row->zero_visit_total),
                     plan_real_text(arena, row->debt_removed),
                     tr_fmt(arena, "{1}", row->debt_unknown), NULL);
    }
    return plan_csv_reply(page, &csv, "roadmap.csv");
}

static enum err draw(struct page *page) {
    struct plan_milestone_list list;
    struct plan_select agencies;
    const char *agency = page_query(page, "agency");
    enum err err = plan_roadmap(page->db, page->arena, agency, plan_page_today(page), &list);
    if (err == ERR_NONE && plan_wants_csv(page)) {
        return export_csv(page, &list);
    }
    if (err == ERR_NONE) {
        err = plan_agency_choices(page, agency, &agencies);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out = plan_page_begin(page, tr("Roadmap"), "/plan/roadmap");
    plan_roadmap_html(out, &list, &(struct plan_filter){"/plan/roadmap", &agencies, 1},
                      plan_list_href(page, "format", "csv"));
    return page_end(page);
}

// The roadmap to zero visits, by half-years.
PAGE(GET, "/plan/roadmap", plan_roadmap_page, CAN(plan_read))
enum err plan_roadmap_page(struct page *page) {
    return plan_page_fresh(page, draw);
}
