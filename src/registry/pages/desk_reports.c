/* The worklist of a year: which services have been reported, which are missing or returned. */
#include "desk_reports_html.h"

#include <string.h>
#include "desk_reports_view.h"
#include "desk_scope.h"
#include "desk_year.h"
#include "page.h"
#include "registry_sql.h"
#include "text.h"

enum { YEARS_OFFERED = 4, WANT_ALL = -2, WANT_MISSING = -1 };

struct listing {
    const char *scope, *agency, *after_key, *after_id;
    int year, want;
};

#define ROWS_FROM(page, from, view) \
    do { \
        struct desk_reports_row *items = \
            ARENA_ARRAY((page)->arena, (from).count + 1, struct desk_reports_row); \
        if (items == NULL) { \
            return err_failed(); \
        } \
        for (size_t i = 0; i < (from).count; i++) { \
            items[i] = (struct desk_reports_row){.id = (from).rows[i].id, \
                                                 .title = (from).rows[i].title, \
                                                 .agency = (from).rows[i].agency_name, \
                                                 .reason = (from).rows[i].reason, \
                                                 .state = (int)(from).rows[i].report_state, \
                                                 .months = (int)(from).rows[i].months, \
                                                 .volume = (from).rows[i].volume, \
                                                 .demo = (from).rows[i].demo != 0}; \
        } \
        (view)->rows = items; \
        (view)->count = (from).count; \
    } while (0)

static enum err rows_load(struct page *page, const struct listing *l,
                          struct desk_reports_view *view) {
    enum err err;
    if (l->agency[0] != '\0') {
        struct registry_desk_reports_of_agency_rows rows;
        err = registry_desk_reports_of_agency(
            page->db, page->arena,
            &(struct registry_desk_reports_of_agency_in){l->agency, l->scope, l->year, l->want,
                                                         l->after_key, l->after_id, REGISTRY_PAGE},
            &rows);
        if (err == ERR_NONE) {
            ROWS_FROM(page, rows, view);
        }
        return err;
    }
    struct registry_desk_reports_rows rows;
    err = registry_desk_reports(page->db, page->arena,
                                &(struct registry_desk_reports_in){l->scope, l->year, l->want,
                                                                   l->after_key, l->after_id,
                                                                   REGISTRY_PAGE},
                                &rows);
    if (err == ERR_NONE) {
        ROWS_FROM(page, rows, view);
    }
    return err;
}

static enum err want_select(struct page *page, int *want, struct desk_select *out) {
    static const struct {
        const char *slug;
        int value;
    } wants[] = {{"missing", WANT_MISSING},
                 {"reported", REPORT_REPORTED},
                 {"returned", REPORT_RETURNED},
                 {"confirmed", REPORT_CONFIRMED}};
    struct desk_choice *choices = ARENA_ARRAY(page->arena, COUNT_OF(wants), struct desk_choice);
    *want = WANT_ALL;
    for (size_t i = 0; choices != NULL && i < COUNT_OF(wants); i++) {
        bool chosen = strcmp(desk_given(page, "want"), wants[i].slug) == 0;
        choices[i] = (struct desk_choice){
            wants[i].slug,
            wants[i].value == WANT_MISSING ? tr("Not reported yet")
                                           : report_state_label((enum report_state)wants[i].value),
            chosen};
        *want = chosen ? wants[i].value : *want;
    }
    *out = (struct desk_select){"want", tr("State"), tr("Any state"), choices, COUNT_OF(wants)};
    return choices == NULL ? err_failed() : ERR_NONE;
}

static enum err year_select(struct page *page, int *year, struct desk_select *out) {
    struct desk_choice *choices = ARENA_ARRAY(page->arena, YEARS_OFFERED, struct desk_choice);
    int now = desk_year_of(page->now_ms);
    *year = now;
    for (int i = 0; choices != NULL && i < YEARS_OFFERED; i++) {
        const char *text = arena_printf(page->arena, "%d", now - i);
        bool chosen = text != NULL && strcmp(desk_given(page, "year"), text) == 0;
        choices[i] = (struct desk_choice){text, text_persian_digits(page->arena, text), chosen};
        *year = chosen ? now - i : *year;
    }
    *out = (struct desk_select){"year", tr("Year"), NULL, choices, YEARS_OFFERED};
    return choices == NULL ? err_failed() : ERR_NONE;
}

// The services whose figures of a year are missing, reported, returned or confirmed.
PAGE(GET, "/desk/reports", desk_reports, CAN(report_enter))
enum err desk_reports(struct page *page) {
    struct desk_reports_view view = {.may_review = page_may(page, CAN_service_confirm, NULL)};
    struct listing l = {.scope = desk_scope_text(page, CAN_report_enter),
                        .agency = desk_given(page, "agency")};
    enum err err = want_select(page, &l.want, &view.want);
    err = err == ERR_NONE ? year_select(page, &l.year, &view.years) : err;
    err = err == ERR_NONE ? desk_agency_select(page, CAN_report_enter, &view.agency) : err;
    err = err == ERR_NONE ? desk_cursor(page, &l.after_key, &l.after_id) : err;
    err = err == ERR_NONE && l.scope == NULL ? err_failed() : err;
    err = err == ERR_NONE ? rows_load(page, &l, &view) : err;
    if (err != ERR_NONE) {
        return err;
    }
    view.year = l.year;
    view.year_text = text_persian_digits(page->arena, arena_printf(page->arena, "%d", l.year));
    if (view.count == REGISTRY_PAGE) {
        const struct page_query_pair pairs[] = {{"want", desk_given(page, "want")},
                                                {"year", desk_given(page, "year")},
                                                {"agency", l.agency},
                                                {"after", view.rows[view.count - 1].id}};
        view.next_href = page_href(page, "/desk/reports", pairs, COUNT_OF(pairs));
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Yearly figures"), .section = "desk"});
    desk_reports_html(out, &view);
    return page_end(page);
}
