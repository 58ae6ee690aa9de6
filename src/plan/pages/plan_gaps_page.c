/* Gaps: every service, what it lacks, as a page, a CSV file and JSON. */
#include "plan_filter_html.h"
#include "plan_gaps_html.h"
#include "plan_page.h"

#include <string.h>

/* "all", the seven levels, not assessed, assessed only in part */
enum { STAGE_CHOICES = MATURITY_MAX + 4 };

static struct plan_gap_filter filter_of(struct page *page) {
    return (struct plan_gap_filter){.agency_id = page_query(page, "agency"),
                                    .stage = plan_query_int(page, "stage", STAGE_CHOICES - 1),
                                    .criterion = plan_query_int(page, "criterion", CRITERION_COUNT),
                                    .queue = plan_query_int(page, "queue", QUEUE_END - 1),
                                    .open_only = plan_query_int(page, "open", 1) == 1,
                                    .today = plan_page_today(page),
                                    .after = page_query(page, "after"),
                                    .limit = 50};
}

static void csv_gap(struct plan_csv *csv, struct arena *arena, const struct plan_gap *gap) {
    plan_csv_row(csv, gap->number, gap->title, gap->agency_name,
                 plan_level_text(arena, gap->stage, gap->at_most),
                 plan_level_text(arena, known_int(gap->target), false),
                 plan_day_text(arena, gap->due_day), gap->suggested ? tr("suggested") : "",
                 gap->gap.known ? tr_fmt(arena, "{1}", gap->gap.value) : tr("not reported"),
                 gap->blocking >= 0 ? plan_criterion_text(gap->blocking) : "",
                 plan_queue_text(gap->queue), plan_real_text(arena, gap->debt),
                 plan_real_text(arena, gap->saving), gap->demonstration ? tr("demonstration") : "",
                 NULL);
}

static enum err export_csv(struct page *page) {
    struct plan_csv csv;
    struct plan_gap_filter filter = filter_of(page);
    struct plan_gap_list list = {0};
    struct arena *each = arena_create(16 << 20);
    if (each == NULL) {
        return err_failed();
    }
    filter.after = NULL;
    filter.limit = REGISTRY_PAGE_MAX;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Number"), tr("Service"), tr("Agency"), tr("Now"), tr("Wanted"),
                 tr("Due"), tr("Target"), tr("Gap"), tr("What holds it back"),
                 tr("Who can remove the visits"), tr("Visits a year"),
                 tr("Rial people would save in a year"), tr("Demonstration"), NULL);
    enum err err;
    do {
        err = plan_gaps(page->db, each, &filter, &list);
        for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
            csv_gap(&csv, each, &list.rows[i]);
        }
        filter.after = list.next != NULL ? arena_strdup(page->arena, list.next) : NULL;
        arena_reset(each);
    } while (err == ERR_NONE && filter.after != NULL);
    arena_destroy(each);
    if (err != ERR_NONE) {
        buf_finish(&csv.buf);
        return err;
    }
    return plan_csv_reply(page, &csv, "gaps.csv");
}

static const char *numbered(struct arena *arena, int value) {
    return arena_printf(arena, "%d", value);
}

/* Stage, criterion and queue: choice 0 is "all". */
static enum err selects_of(struct page *page, const struct plan_gap_filter *filter,
                           struct plan_select out[4]) {
    struct arena *arena = page->arena;
    struct plan_choice *stages = ARENA_ARRAY(arena, STAGE_CHOICES, struct plan_choice);
    struct plan_choice *criteria = ARENA_ARRAY(arena, CRITERION_COUNT + 1, struct plan_choice);
    struct plan_choice *queues = ARENA_ARRAY(arena, QUEUE_END, struct plan_choice);
    if (stages == NULL || criteria == NULL || queues == NULL) {
        return err_failed();
    }
    for (int i = 0; i < STAGE_CHOICES; i++) {
        const char *label =
            i == 0   ? tr("All levels")
            : i == 9 ? tr("Assessed only in part")
                     : plan_level_text(arena, i == 8 ? UNKNOWN_INT : known_int(i - 1), false);
        stages[i] = (struct plan_choice){numbered(arena, i), label, filter->stage == i};
    }
    for (int i = 0; i <= CRITERION_COUNT; i++) {
        criteria[i] = (struct plan_choice){numbered(arena, i),
                                           i == 0 ? tr("All criteria") : plan_criterion_text(i - 1),
                                           filter->criterion == i};
    }
    for (int i = 0; i < QUEUE_END; i++) {
        queues[i] = (struct plan_choice){numbered(arena, i),
                                         i == 0 ? tr("All") : plan_queue_text((enum queue)i),
                                         filter->queue == i};
    }
    out[1] = (struct plan_select){"stage", tr("Level now"), stages, STAGE_CHOICES};
    out[2] =
        (struct plan_select){"criterion", tr("What holds it back"), criteria, CRITERION_COUNT + 1};
    out[3] = (struct plan_select){"queue", tr("Who can remove the visits"), queues, QUEUE_END};
    return plan_agency_choices(page, filter->agency_id, &out[0]);
}

static enum err draw(struct page *page) {
    if (plan_wants_csv(page)) {
        return export_csv(page);
    }
    const struct plan_gap_filter filter = filter_of(page);
    struct plan_gap_list gaps;
    struct plan_select selects[4];
    enum err err = plan_gaps(page->db, page->arena, &filter, &gaps);
    if (err == ERR_NONE) {
        err = selects_of(page, &filter, selects);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const struct plan_list_links links = plan_links(page, gaps.next);
    struct html *out = plan_page_begin(page, tr("Gaps"), "/plan/gaps");
    plan_gaps_html(out, &gaps, &(struct plan_filter){"/plan/gaps", selects, 4}, &links);
    return page_end(page);
}

// The gap of every service: level now, level wanted, what holds it back.
PAGE(GET, "/plan/gaps", plan_gaps_page, CAN(plan_read))
enum err plan_gaps_page(struct page *page) {
    return plan_page_fresh(page, draw);
}
