/* Gaps as JSON: the same rows as the page, for other programs. */
#include "api.h"
#include "plan_page.h"

#include <string.h>

static json_t *json_of_int(struct maybe_int value) {
    return value.known ? json_integer((json_int_t)value.value) : json_null();
}

static json_t *json_of_real(struct maybe_real value) {
    return value.known ? json_real(value.value) : json_null();
}

static json_t *gap_json(const struct plan_gap *gap) {
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:o, s:b, s:i, s:b, s:I, s:o, s:o, s:o, s:o, s:o, "
        "s:b, s:I, s:I}",
        "id", gap->service_id, "number", gap->number, "title", gap->title, "agency_id",
        gap->agency_id, "agency", gap->agency_name, "stage", json_of_int(gap->stage), "at_most",
        (int)gap->at_most, "target", gap->target, "target_suggested", (int)gap->suggested,
        "due_day", (json_int_t)gap->due_day, "gap", json_of_int(gap->gap), "blocking_criterion",
        gap->blocking >= 0 ? json_string(criterion_slug((enum criterion)gap->blocking))
                           : json_null(),
        "queue",
        gap->queue != QUEUE_NONE ? json_string(vocabulary_slug(VOCABULARY_QUEUE, (int)gap->queue))
                                 : json_null(),
        "visit_debt", json_of_real(gap->debt), "saving_rial", json_of_real(gap->saving),
        "demonstration", (int)gap->demonstration, "findings", (json_int_t)gap->findings,
        "blocked_by", (json_int_t)gap->blocked_by);
}

static enum err read_filter(struct page *page, struct plan_gap_filter *out) {
    int64_t stage, open;
    enum err err = api_query_int(page, "stage", -1, MATURITY_MAX, INT64_MIN, &stage);
    if (err == ERR_NONE) {
        err = api_query_int(page, "open", 0, 1, 0, &open);
    }
    if (err != ERR_NONE) {
        return err;
    }
    out->stage = stage == INT64_MIN ? 0 : stage < 0 ? MATURITY_MAX + 2 : (int)stage + 1;
    out->open_only = open == 1;
    const char *criterion = page_query(page, "criterion");
    for (int i = 0; criterion != NULL && i < CRITERION_COUNT; i++) {
        if (strcmp(criterion, criterion_slug((enum criterion)i)) == 0) {
            out->criterion = i + 1;
        }
    }
    if (criterion != NULL && *criterion != '\0' && out->criterion == 0) {
        return err_set(ERR_INVALID, "PLN-52", "There is no such criterion.", NULL);
    }
    const char *queue = page_query(page, "queue");
    if (queue != NULL && *queue != '\0') {
        out->queue = vocabulary_value(VOCABULARY_QUEUE, queue);
        if (out->queue == 0) {
            return err_set(ERR_INVALID, "PLN-59", "There is no such queue.", NULL);
        }
    }
    return ERR_NONE;
}

static enum err draw(struct page *page) {
    struct api_paging paging;
    struct plan_gap_list gaps;
    struct plan_gap_filter filter = {.agency_id = page_query(page, "agency"),
                                     .service_id = page_query(page, "service"),
                                     .today = plan_page_today(page)};
    enum err err = api_paging_read(page, 1, &paging);
    if (err == ERR_NONE) {
        err = read_filter(page, &filter);
    }
    if (err == ERR_NONE) {
        filter.after = paging.after[0];
        filter.limit = (size_t)paging.limit;
        err = plan_gaps(page->db, page->arena, &filter, &gaps);
    }
    json_t *items = err == ERR_NONE ? json_array() : NULL;
    for (size_t i = 0; items != NULL && i < gaps.count; i++) {
        if (json_array_append_new(items, gap_json(&gaps.rows[i])) != 0) {
            json_decref(items);
            items = NULL;
        }
    }
    if (items == NULL) {
        return err != ERR_NONE ? err : err_memory();
    }
    return api_list(page, &paging, items, gaps.next != NULL ? &gaps.next : NULL);
}

// Gaps of services: level now, level wanted, what holds it back.
// Largest gap first; unknown is null, never zero.
// query: agency text? - id of an agency
// query: service text? - id of a service
// query: stage int? - level now, 0 to 6; -1 for services that are not assessed
// query: criterion text? - the criterion that holds the service back
// query: queue authority|integration|law? - who can remove the visits
// query: open int? - 1 leaves out services without a gap
// query: limit int? - rows of a page
// query: after text? - cursor of the next page
// reply: GapList
PAGE(GET, "/api/v1/gaps", plan_gaps_api, CAN(public_read))
enum err plan_gaps_api(struct page *page) {
    return plan_page_fresh(page, draw);
}
