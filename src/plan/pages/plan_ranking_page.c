/* Priorities: the ranking with its reasons, the blocked list, and how much is owed to assumptions.
 */
#include "plan_page.h"
#include "plan_ranking_html.h"
#include "plan_sensitivity_html.h"

static void csv_row(struct plan_csv *csv, struct arena *arena, const struct plan_ranked *row) {
    const struct plan_rank_item *item = &row->item;
    plan_csv_row(csv, tr_fmt(arena, "{1}", item->rank), row->number, row->title, row->agency_name,
                 row->satisfaction_published ? tr(plan_band_label(item->band))
                                             : tr("Satisfaction not published"),
                 plan_real_text(arena, item->unhappy), plan_real_text(arena, item->saving),
                 tr_fmt(arena, "{1}", item->transparency), plan_real_text(arena, item->visits),
                 plan_real_text(arena, item->volume), row->reason, row->requirement_title,
                 row->demonstration ? tr("demonstration") : "", NULL);
}

static enum err export_csv(struct page *page, struct plan_ranking_filter filter) {
    struct plan_csv csv;
    struct plan_ranked_list list = {0};
    struct arena *each = arena_create(16 << 20);
    if (each == NULL) {
        return err_failed();
    }
    filter.after = NULL;
    filter.limit = REGISTRY_PAGE_MAX;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Rank"), tr("Number"), tr("Service"), tr("Agency"), tr("Satisfaction"),
                 tr("Unhappy people a year"), tr("Rial people would save in a year"),
                 tr("Transparency band"), tr("Visits a case"), tr("Cases a year"), tr("Reason"),
                 tr("Blocked by"), tr("Demonstration"), NULL);
    enum err err;
    do {
        err = plan_ranking(page->db, each, &filter, &list);
        for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
            csv_row(&csv, each, &list.rows[i]);
        }
        filter.after = list.next != NULL ? arena_strdup(page->arena, list.next) : NULL;
        arena_reset(each);
    } while (err == ERR_NONE && filter.after != NULL);
    arena_destroy(each);
    if (err != ERR_NONE) {
        buf_finish(&csv.buf);
        return err;
    }
    return plan_csv_reply(page, &csv, "ranking.csv");
}

static enum err draw(struct page *page) {
    const struct plan_ranking_filter filter = {.agency_id = page_query(page, "agency"),
                                               .blocked_only =
                                                   plan_query_int(page, "blocked", 1) == 1,
                                               .after = page_query(page, "after"),
                                               .limit = 50};
    struct plan_ranked_list ranking;
    struct plan_select agencies;
    if (plan_wants_csv(page)) {
        return export_csv(page, filter);
    }
    enum err err = plan_ranking(page->db, page->arena, &filter, &ranking);
    if (err == ERR_NONE) {
        err = plan_agency_choices(page, filter.agency_id, &agencies);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const struct plan_list_links links = plan_links(page, ranking.next);
    struct html *out = plan_page_begin(page, tr("Priorities"), "/plan/ranking");
    plan_ranking_html(out, &ranking, filter.blocked_only,
                      &(struct plan_filter){"/plan/ranking", &agencies, 1}, &links);
    return page_end(page);
}

// The ranking of services for action, with the reason of every rank and the blocked list.
PAGE(GET, "/plan/ranking", plan_ranking_page, CAN(plan_read))
enum err plan_ranking_page(struct page *page) {
    return plan_page_ranked(page, draw);
}

static enum err draw_sensitivity(struct page *page) {
    const struct plan_sensitivity_options options = {
        .share = 0.25, .seed = 1400, .random_runs = 50, .top = 20};
    struct plan_sensitive_list list;
    struct arena *arena = arena_create((size_t)512 << 20);
    if (arena == NULL) {
        return err_failed();
    }
    enum err err = plan_ranking_sensitivity(page->db, arena, &options, &list);
    if (err == ERR_NONE) {
        struct html *out = plan_page_begin(page, tr("Sensitivity of the ranking"), "/plan/ranking");
        plan_sensitivity_html(out, &list, &options);
        err = page_end(page);
    }
    arena_destroy(arena);
    return err;
}

// How far the first ranks depend on the assumptions: every setting moved by a quarter.
PAGE(GET, "/plan/ranking/sensitivity", plan_sensitivity_page, CAN(plan_read))
enum err plan_sensitivity_page(struct page *page) {
    return plan_page_ranked(page, draw_sensitivity);
}
