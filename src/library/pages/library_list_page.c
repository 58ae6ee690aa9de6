/* The list of processes and decisions. */
#include <string.h>

#include "library_list_html.h"
#include "library_list_view.h"
#include "library_sql.h"

enum { CHOICES_MAX = 400, COMPLAINT_CHOICES = 3 };

static const struct {
    const char *slug, *label;
} complaints[COMPLAINT_CHOICES] = {
    {"errors", TR_NOOP("With errors")},
    {"warnings", TR_NOOP("With errors or warnings")},
    {"none", TR_NOOP("Without errors and warnings")},
};

static const char *given(struct page *page, const char *name) {
    const char *value = page_query(page, name);
    return value != NULL ? value : "";
}

static enum err complaint_select(struct page *page, int *chosen, struct library_select *out) {
    struct library_choice *choices =
        ARENA_ARRAY(page->arena, COMPLAINT_CHOICES, struct library_choice);
    *chosen = 0;
    for (int i = 0; choices != NULL && i < COMPLAINT_CHOICES; i++) {
        bool is = strcmp(complaints[i].slug, given(page, "complaints")) == 0;
        choices[i] = (struct library_choice){complaints[i].slug, tr(complaints[i].label), is};
        *chosen = is ? i + 1 : *chosen;
    }
    *out = (struct library_select){"complaints", tr("Complaints"), tr("All"), choices,
                                   COMPLAINT_CHOICES};
    return choices != NULL ? ERR_NONE : err_failed();
}

static enum err agency_select(struct page *page, struct library_select *out) {
    struct library_agencies_used_rows rows;
    enum err err = library_agencies_used(page->db, page->arena,
                                         &(struct library_agencies_used_in){CHOICES_MAX}, &rows);
    struct library_choice *choices =
        err == ERR_NONE ? ARENA_ARRAY(page->arena, rows.count + 1, struct library_choice) : NULL;
    for (size_t i = 0; choices != NULL && i < rows.count; i++) {
        choices[i] = (struct library_choice){rows.rows[i].id, rows.rows[i].name,
                                             strcmp(rows.rows[i].id, given(page, "agency")) == 0};
    }
    *out = (struct library_select){"agency", tr("Agency"), tr("All agencies"), choices,
                                   choices != NULL ? rows.count : 0};
    return choices != NULL || err != ERR_NONE ? err : err_failed();
}

static enum err service_select(struct page *page, struct library_select *out) {
    struct library_services_used_rows rows;
    enum err err = library_services_used(page->db, page->arena,
                                         &(struct library_services_used_in){CHOICES_MAX}, &rows);
    struct library_choice *choices =
        err == ERR_NONE ? ARENA_ARRAY(page->arena, rows.count + 1, struct library_choice) : NULL;
    for (size_t i = 0; choices != NULL && i < rows.count; i++) {
        choices[i] = (struct library_choice){rows.rows[i].id, rows.rows[i].title,
                                             strcmp(rows.rows[i].id, given(page, "service")) == 0};
    }
    *out = (struct library_select){"service", tr("Service"), tr("All services"), choices,
                                   choices != NULL ? rows.count : 0};
    return choices != NULL || err != ERR_NONE ? err : err_failed();
}

static enum err selects_make(struct page *page, struct library_filter *filter,
                             struct library_list_view *view) {
    struct library_select *at = view->selects;
    enum err err = library_select_words(page, "kind", tr("Kind"), tr("All kinds"), LIBRARY_OF_KIND,
                                        LIBRARY_KIND_COUNT, at++);
    if (err == ERR_NONE) {
        err = library_select_words(page, "role", tr("What it shows"), tr("All"), LIBRARY_OF_ROLE,
                                   LIBRARY_ROLE_COUNT, at++);
    }
    if (err == ERR_NONE) {
        err = library_select_words(page, "state", tr("State"), tr("All states"), LIBRARY_OF_STATE,
                                   LIBRARY_STATE_COUNT, at++);
    }
    if (err == ERR_NONE) {
        err = complaint_select(page, &filter->complaints, at++);
    }
    if (err == ERR_NONE) {
        err = agency_select(page, at);
    }
    at += at->count > 0;
    if (err == ERR_NONE) {
        err = service_select(page, at);
    }
    at += at->count > 0;
    view->select_count = (size_t)(at - view->selects);
    return err;
}

static const char *href(struct page *page, const char *after) {
    static const char *const kept[] = {"q",          "kind",   "role",   "state",
                                       "complaints", "agency", "service"};
    struct page_query_pair pairs[COUNT_OF(kept) + 1];
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        pairs[i] = (struct page_query_pair){kept[i], page_query(page, kept[i])};
    }
    pairs[COUNT_OF(kept)] = (struct page_query_pair){"after", after};
    return page_href(page, "/desk/models", pairs, COUNT_OF(pairs));
}

// Processes and decisions: what is there, in which state, with how many complaints.
PAGE(GET, "/desk/models", library_list_page, CAN(model_read))
enum err library_list_page(struct page *page) {
    struct library_list_view view = {.words = given(page, "q"),
                                     .may_write = library_may_write(page)};
    struct library_filter filter = {.kind = library_query_word(page, "kind", LIBRARY_OF_KIND),
                                    .role = library_query_word(page, "role", LIBRARY_OF_ROLE),
                                    .state = library_query_word(page, "state", LIBRARY_OF_STATE),
                                    .agency_id = given(page, "agency"),
                                    .service_id = given(page, "service"),
                                    .words = view.words,
                                    .after = page_query(page, "after")};
    enum err err = selects_make(page, &filter, &view);
    if (err == ERR_NONE) {
        err = library_models(page->db, page->arena, &filter, &view.list);
    }
    if (err == ERR_NONE) {
        err = library_count(page->db, page->arena, &view.totals);
    }
    if (err != ERR_NONE) {
        return err;
    }
    view.filtered = filter.kind != 0 || filter.role != 0 || filter.state != 0 ||
                    filter.complaints != 0 || filter.agency_id[0] != '\0' ||
                    filter.service_id[0] != '\0' || view.words[0] != '\0';
    view.first_href = filter.after != NULL ? href(page, NULL) : NULL;
    view.next_href = view.list.next != NULL ? href(page, view.list.next) : NULL;
    struct html *out =
        page_begin(page,
                   &(struct page_head){
                       .title = tr("Processes and decisions"),
                       .section = "desk",
                       .crumbs = (const struct web_crumb[]){{tr("Desk"), "/desk"},
                                                            {tr("Processes and decisions"), NULL}},
                       .crumb_count = 2});
    library_list_html(out, &view);
    return page_end(page);
}
