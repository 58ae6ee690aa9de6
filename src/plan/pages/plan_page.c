/* What the pages of the plan share. */
#include "plan_page.h"

#include <string.h>
#include "calendar.h"
#include "plan_sql.h"
#include "plan_stale_html.h"
#include "text.h"

static const struct {
    const char *href, *label;
} tabs[] = {
    {"/plan", TR_NOOP("At a glance")},
    {"/plan/as-is", TR_NOOP("Present state")},
    {"/plan/diagnosis", TR_NOOP("Diagnosis")},
    {"/plan/targets", TR_NOOP("Wanted state")},
    {"/plan/gaps", TR_NOOP("Gaps")},
    {"/plan/ranking", TR_NOOP("Priorities")},
    {"/plan/requirements", TR_NOOP("Requirements")},
    {"/plan/duties", TR_NOOP("Duties of agencies")},
    {"/plan/roadmap", TR_NOOP("Roadmap")},
    {"/plan/settings", TR_NOOP("Assumptions")},
};

struct fresh {
    struct plan_refresh refresh;
    page_handler *draw;
};

/* Few enough that nobody else's write waits long behind them. */
enum { PAGE_STEP = 1000 };

static enum err refreshed(struct page *page, void *context, enum err result) {
    struct fresh *fresh = context;
    return result != ERR_NONE ? result : fresh->draw(page);
}

static enum err draw_fresh(struct page *page, bool ranking, page_handler *draw) {
    struct plan_stale stale;
    enum err err = plan_stale(page->db, page->arena, page->now_ms, &stale);
    if (err != ERR_NONE || (stale.services == 0 && !(ranking && stale.ranking))) {
        return err != ERR_NONE ? err : draw(page);
    }
    struct fresh *fresh = ARENA_NEW(page->arena, struct fresh);
    if (fresh == NULL) {
        return err_failed();
    }
    *fresh = (struct fresh){.refresh = {.now_ms = page->now_ms,
                                        .limit = PAGE_STEP,
                                        .pictures = true,
                                        .ranking = ranking},
                            .draw = draw};
    return page_write(page, plan_refresh_command, &fresh->refresh, refreshed);
}

enum err plan_page_fresh(struct page *page, page_handler *draw) {
    return draw_fresh(page, false, draw);
}

enum err plan_page_ranked(struct page *page, page_handler *draw) {
    return draw_fresh(page, true, draw);
}

struct html *plan_page_begin(struct page *page, const char *title, const char *tab) {
    struct web_crumb entries[COUNT_OF(tabs)];
    struct plan_stale stale;
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        entries[i] = (struct web_crumb){tr(tabs[i].label), tabs[i].href};
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = title, .section = "plan", .wide = true});
    web_tabs(out, tr("Parts of the plan"), entries, COUNT_OF(tabs), tab);
    if (plan_stale(page->db, page->arena, page->now_ms, &stale) == ERR_NONE && stale.services > 0) {
        plan_stale_html(out, stale.services);
    }
    return out;
}

int64_t plan_page_today(const struct page *page) {
    return calendar_day_of_ms(page->now_ms);
}

bool plan_page_may_edit(struct page *page) {
    return page_may(page, CAN(plan_edit), NULL);
}

const char *plan_real_text(struct arena *arena, struct maybe_real value) {
    if (!value.known) {
        return tr("not reported");
    }
    if (value.value >= 100.0 && value.value < 9e18) {
        return text_number(arena, (int64_t)(value.value + 0.5));
    }
    return text_decimal(arena, value.value, 1);
}

const char *plan_sum_note(struct arena *arena, const struct plan_sum *sum) {
    if (sum->demonstration > 0) {
        return tr_fmt(arena,
                      "{1} services reported, {2} not reported; {3} are demonstration figures",
                      sum->known, sum->unknown, sum->demonstration);
    }
    return tr_fmt(arena, "{1} services reported, {2} not reported", sum->known, sum->unknown);
}

const char *plan_level_text(struct arena *arena, struct maybe_int level, bool at_most) {
    if (!level.known) {
        return tr("Not assessed");
    }
    return at_most ? tr_fmt(arena, "Level {1} at most", level.value)
                   : tr_fmt(arena, "Level {1}", level.value);
}

const char *plan_day_text(struct arena *arena, int64_t day) {
    return calendar_format(arena, calendar_ms_of_day(day), false);
}

const char *plan_queue_text(enum queue queue) {
    return queue == QUEUE_NONE ? tr("Not known") : vocabulary_label(VOCABULARY_QUEUE, (int)queue);
}

const char *plan_criterion_text(int criterion) {
    return criterion < 0 ? tr("Whole service") : criterion_label((enum criterion)criterion);
}

enum err plan_agency_choices(struct page *page, const char *chosen, struct plan_select *out) {
    struct plan_agencies_served_rows agencies;
    const struct plan_agencies_served_in in = {REGISTRY_PAGE_MAX};
    enum err err = plan_agencies_served(page->db, page->arena, &in, &agencies);
    if (err != ERR_NONE) {
        return err;
    }
    struct plan_choice *list = ARENA_ARRAY(page->arena, agencies.count + 1, struct plan_choice);
    if (list == NULL) {
        return err_failed();
    }
    list[0] = (struct plan_choice){"", tr("All agencies"), chosen == NULL || *chosen == '\0'};
    for (size_t i = 0; i < agencies.count; i++) {
        const struct plan_agencies_served_row *agency = &agencies.rows[i];
        list[i + 1] = (struct plan_choice){agency->id, agency->name,
                                           chosen != NULL && strcmp(chosen, agency->id) == 0};
    }
    *out = (struct plan_select){"agency", tr("Agency"), list, agencies.count + 1};
    return ERR_NONE;
}

int plan_query_int(struct page *page, const char *name, int most) {
    const char *text = page_query(page, name);
    int64_t value = 0;
    return text != NULL && text_int(text, &value) && value >= 0 && value <= most ? (int)value : 0;
}

static void append_encoded(struct buf *buf, const char *text) {
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                     (*at >= '0' && *at <= '9') || strchr("-_.~", *at) != NULL;
        if (plain) {
            buf_char(buf, (char)*at);
        } else {
            buf_printf(buf, "%%%02X", *at);
        }
    }
}

const char *plan_list_href(struct page *page, const char *name, const char *value) {
    static const char *const kept[] = {"agency", "stage", "criterion", "queue",    "open",   "late",
                                       "kind",   "state", "coverage",  "document", "blocked"};
    struct buf buf;
    buf_init(&buf, 4096);
    buf_str(&buf, http_path(page->req));
    char mark = '?';
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        const char *other = page_query(page, kept[i]);
        if (other != NULL && *other != '\0' && strcmp(kept[i], name) != 0) {
            buf_printf(&buf, "%c%s=", mark, kept[i]);
            append_encoded(&buf, other);
            mark = '&';
        }
    }
    if (value != NULL) {
        buf_printf(&buf, "%c%s=", mark, name);
        append_encoded(&buf, value);
    }
    const char *href = arena_strdup(page->arena, buf_text(&buf));
    buf_finish(&buf);
    return href;
}

struct plan_list_links plan_links(struct page *page, const char *next) {
    return (struct plan_list_links){
        .first = page_query(page, "after") != NULL ? plan_list_href(page, "after", NULL) : NULL,
        .next = next != NULL ? plan_list_href(page, "after", next) : NULL,
        .csv = plan_list_href(page, "format", "csv")};
}
