/* One minute: where the province stands, with what is not known beside each number. */
#include "plan_overview_html.h"
#include "plan_page.h"
#include "plan_view.h"

static enum err draw(struct page *page) {
    struct plan_overview overview;
    struct plan_ranked_list ranking;
    struct plan_cause_count causes[PLAN_CAUSE_COUNT];
    const struct plan_ranking_filter first = {.limit = 5};
    enum err err = plan_overview(page->db, page->arena, NULL, plan_page_today(page), &overview);
    if (err == ERR_NONE) {
        err = plan_ranking(page->db, page->arena, &first, &ranking);
    }
    if (err == ERR_NONE) {
        err = plan_causes(page->db, page->arena, NULL, causes);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct plan_overview_view view = plan_overview_view(page->arena, &overview);
    struct html *out = plan_page_begin(page, tr("Where the province stands"), "/plan");
    plan_overview_html(out, &view, &ranking, causes);
    return page_end(page);
}

// The plan at a glance: levels, visit debt, findings, first services to act on.
PAGE(GET, "/plan", plan_overview_page, CAN(plan_read))
enum err plan_overview_page(struct page *page) {
    return plan_page_ranked(page, draw);
}
