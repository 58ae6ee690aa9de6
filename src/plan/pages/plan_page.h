/* What the pages of the plan share: freshness, tabs, filters, words, CSV. */
#ifndef KHAJU_PLAN_PAGE_H
#define KHAJU_PLAN_PAGE_H

#include "page.h"
#include "plan.h"

/* Reads a step of the changed services again, if there are any, and draws. */
enum err plan_page_fresh(struct page *page, page_handler *draw);
/* The same for a page that shows ranks. */
enum err plan_page_ranked(struct page *page, page_handler *draw);

/* Begins a page of the plan: tabs, and a word about services still to be read. */
struct html *plan_page_begin(struct page *page, const char *title, const char *tab);

int64_t plan_page_today(const struct page *page);
bool plan_page_may_edit(struct page *page);
/* A number in words: "1,842,000", or "not reported". */
const char *plan_real_text(struct arena *arena, struct maybe_real value);
/* "of 61 services; 124 not reported; 3 for demonstration" */
const char *plan_sum_note(struct arena *arena, const struct plan_sum *sum);
const char *plan_level_text(struct arena *arena, struct maybe_int level, bool at_most);
const char *plan_day_text(struct arena *arena, int64_t day);
const char *plan_queue_text(enum queue queue);
const char *plan_criterion_text(int criterion); /* -1: the whole service */

/* The filter of a list: the agency, and what else the list knows. */
struct plan_choice {
    const char *value, *label;
    bool chosen;
};
struct plan_select {
    const char *name, *label;
    const struct plan_choice *choices;
    size_t count;
};
struct plan_filter {
    const char *action;
    const struct plan_select *selects;
    size_t count;
};
/* Agencies that have services, the first choice being all of them. */
enum err plan_agency_choices(struct page *page, const char *chosen, struct plan_select *out);
/* A number of the query within 0..most, else 0. */
int plan_query_int(struct page *page, const char *name, int most);

/* The address of this list with one more parameter, the others kept; NULL value drops it. */
const char *plan_list_href(struct page *page, const char *name, const char *value);
/* Links "next page" and "as CSV" under a list. */
struct plan_list_links {
    const char *first, *next, *csv;
};
struct plan_list_links plan_links(struct page *page, const char *next);

/* ---- CSV: UTF-8 with BOM, every cell quoted, formulas defused ---- */
bool plan_wants_csv(struct page *page);
struct plan_csv {
    struct buf buf;
};
void plan_csv_begin(struct plan_csv *csv);
/* Cells up to NULL. */
void plan_csv_row(struct plan_csv *csv, ...) SENTINEL;
enum err plan_csv_reply(struct page *page, struct plan_csv *csv, const char *filename);

/* ---- forms ---- */
/* Runs a save command, then goes to `location` with a notice, or draws the form again with the
   error in it. The form, the command's context and the texts live in the request's arena. */
struct plan_submit {
    store_command *command;
    void *context;
    struct form *form;
    const char *location, *notice;
    enum err (*draw)(struct page *page, struct plan_submit *submit);
    /* When somebody else has saved meanwhile: an empty form of the same fields, to be filled with
       what is saved now; the version of the context becomes the saved one, so that saving again
       replaces it knowingly. NULL: the message alone. */
    enum err (*saved)(struct page *page, struct plan_submit *submit, struct form **out);
    const struct form_field *fields;
    size_t field_count;
};
enum err plan_page_submit(struct page *page, struct plan_submit *submit);
/* "1405/06/31" of a form's date field as a day; false: none, or not a date. */
bool plan_form_day(const struct form *form, const char *name, int64_t *out);
void plan_form_set_day(struct arena *arena, struct form *form, const char *name, int64_t day);

#endif
