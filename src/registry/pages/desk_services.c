/* The worklist: the services somebody may edit, and what is still missing in each. */
#include <string.h>

#include "desk_scope.h"
#include "desk_services_html.h"
#include "desk_services_view.h"
#include "page.h"
#include "registry_internal.h"
#include "text.h"

/* Facts a citizen asks for first. */
static const struct {
    const char *slug;
    enum service_known known;
    const char *filter, *missing;
} facts[] = {
    {"time", KNOWN_TIME, TR_NOOP("No time stated"), TR_NOOP("time")},
    {"fee", KNOWN_FEE, TR_NOOP("No fee stated"), TR_NOOP("fee")},
    {"visits", KNOWN_VISITS, TR_NOOP("No number of visits stated"), TR_NOOP("visits")},
    {"documents", KNOWN_DOCUMENTS, TR_NOOP("No documents stated"), TR_NOOP("documents")},
};

struct listing {
    const char *scope, *agency, *pattern, *after_key, *after_id;
    int state;
    int64_t missing;
};

static const char *missing_text(struct arena *arena, int64_t known) {
    const char *text = "";
    for (size_t i = 0; text != NULL && i < COUNT_OF(facts); i++) {
        if ((known & facts[i].known) == 0) {
            text = text[0] == '\0' ? tr(facts[i].missing)
                                   : arena_printf(arena, "%s، %s", text, tr(facts[i].missing));
        }
    }
    return text;
}

#define ROWS_FROM(page, from, view) \
    do { \
        struct desk_services_row *items = \
            ARENA_ARRAY((page)->arena, (from).count + 1, struct desk_services_row); \
        if (items == NULL) { \
            return err_failed(); \
        } \
        for (size_t i = 0; i < (from).count; i++) { \
            items[i] = (struct desk_services_row){ \
                .id = (from).rows[i].id, \
                .title = (from).rows[i].title, \
                .agency = (from).rows[i].agency_name, \
                .code = (from).rows[i].code, \
                .number = (from).rows[i].number, \
                .state = (enum service_state)(from).rows[i].state, \
                .version = (from).rows[i].version, \
                .updated_at = (from).rows[i].updated_at, \
                .missing = missing_text((page)->arena, (from).rows[i].known), \
                .level = (from).rows[i].certainty == MATURITY_NOT_ASSESSED \
                             ? -1 \
                             : (int)(from).rows[i].stage}; \
        } \
        (view)->rows = items; \
        (view)->count = (from).count; \
    } while (0)

static enum err rows_load(struct page *page, const struct listing *l,
                          struct desk_services_view *view) {
    enum err err;
    if (l->agency[0] != '\0') {
        struct registry_desk_services_of_agency_rows rows;
        err = registry_desk_services_of_agency(
            page->db, page->arena,
            &(struct registry_desk_services_of_agency_in){l->agency, l->scope, l->state, l->missing,
                                                          l->pattern, l->after_key, l->after_id,
                                                          REGISTRY_PAGE},
            &rows);
        if (err == ERR_NONE) {
            ROWS_FROM(page, rows, view);
        }
        return err;
    }
    struct registry_desk_services_rows rows;
    err = registry_desk_services(page->db, page->arena,
                                 &(struct registry_desk_services_in){l->scope, l->state, l->missing,
                                                                     l->pattern, l->after_key,
                                                                     l->after_id, REGISTRY_PAGE},
                                 &rows);
    if (err == ERR_NONE) {
        ROWS_FROM(page, rows, view);
    }
    return err;
}

/* Words as they stand in a title, wild cards taken out, half-spaces as spaces. */
static const char *pattern_of(struct arena *arena, const char *query) {
    const char *words = text_latin_digits(arena, query);
    size_t length = words == NULL ? 0 : strlen(words);
    char *pattern = arena_alloc(arena, length + 3);
    if (words == NULL || pattern == NULL || length == 0) {
        return "";
    }
    char *to = pattern;
    *to++ = '%';
    for (const char *at = words; *at != '\0'; at++) {
        if (strncmp(at, "\u200c", 3) == 0) {
            *to++ = ' ';
            at += 2;
        } else if (*at != '%' && *at != '_') {
            *to++ = *at;
        }
    }
    *to++ = '%';
    *to = '\0';
    return pattern;
}

/* ---- the filter ---- */

static enum err state_select(struct page *page, int *state, struct desk_select *out) {
    struct desk_choice *choices = ARENA_ARRAY(page->arena, SERVICE_STATES, struct desk_choice);
    const char *given = desk_given(page, "state");
    *state = -1;
    for (int i = 0; choices != NULL && i < SERVICE_STATES; i++) {
        enum service_state one = (enum service_state)i;
        bool chosen = strcmp(service_state_slug(one), given) == 0;
        choices[i] =
            (struct desk_choice){service_state_slug(one), service_state_label(one), chosen};
        *state = chosen ? i : *state;
    }
    *out = (struct desk_select){"state", tr("State"), tr("Any state"), choices, SERVICE_STATES};
    return choices == NULL ? err_failed() : ERR_NONE;
}

static enum err missing_select(struct page *page, int64_t *missing, struct desk_select *out) {
    struct desk_choice *choices = ARENA_ARRAY(page->arena, COUNT_OF(facts), struct desk_choice);
    const char *given = desk_given(page, "missing");
    *missing = 0;
    for (size_t i = 0; choices != NULL && i < COUNT_OF(facts); i++) {
        bool chosen = strcmp(facts[i].slug, given) == 0;
        choices[i] = (struct desk_choice){facts[i].slug, tr(facts[i].filter), chosen};
        *missing = chosen ? (int64_t)facts[i].known : *missing;
    }
    *out = (struct desk_select){"missing", tr("What is missing"), tr("All services"), choices,
                                COUNT_OF(facts)};
    return choices == NULL ? err_failed() : ERR_NONE;
}

// The services somebody may edit: search, filters, what is missing.
PAGE(GET, "/desk/services", desk_services, CAN(service_edit))
enum err desk_services(struct page *page) {
    struct desk_services_view view = {.query = desk_given(page, "q")};
    struct listing l = {.scope = desk_scope_text(page, CAN_service_edit),
                        .agency = desk_given(page, "agency"),
                        .pattern = pattern_of(page->arena, view.query)};
    enum err err = state_select(page, &l.state, &view.state);
    err = err == ERR_NONE ? missing_select(page, &l.missing, &view.missing) : err;
    err = err == ERR_NONE ? desk_agency_select(page, CAN_service_edit, &view.agency) : err;
    err = err == ERR_NONE ? desk_cursor(page, &l.after_key, &l.after_id) : err;
    err = err == ERR_NONE && l.scope == NULL ? err_failed() : err;
    err = err == ERR_NONE ? rows_load(page, &l, &view) : err;
    if (err != ERR_NONE) {
        return err;
    }
    view.filtered = l.state >= 0 || l.missing != 0 || l.agency[0] != '\0' || l.pattern[0] != '\0';
    if (view.count == REGISTRY_PAGE) {
        const struct page_query_pair pairs[] = {{"q", view.query},
                                                {"state", desk_given(page, "state")},
                                                {"missing", desk_given(page, "missing")},
                                                {"agency", l.agency},
                                                {"after", view.rows[view.count - 1].id}};
        view.next_href = page_href(page, "/desk/services", pairs, COUNT_OF(pairs));
    }
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Services of the desk"), .section = "desk"});
    desk_services_html(out, &view);
    return page_end(page);
}
