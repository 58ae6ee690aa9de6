/*
 * IT management confirms what agencies reported, or returns it with the reason; several at once.
 * All of the chosen reports are decided, or none: one that somebody changed meanwhile stops it.
 */
#include <string.h>

#include "desk_reports_view.h"
#include "desk_review_html.h"
#include "desk_scope.h"
#include "page.h"
#include "text.h"

enum { CHOSEN_MAX = 200, REASON_LETTERS_MAX = 1000 };

struct choice {
    const char *id;
    int64_t version;
};
struct deciding {
    struct page *page;
    struct choice chosen[CHOSEN_MAX];
    size_t count;
    bool confirm;
    const char *reason;
};

static enum err draw(struct page *page, const char *wrong, const char *reason, int status) {
    struct registry_report_list reports;
    struct desk_review_view view = {.csrf = page_csrf(page), .wrong = wrong, .reason = reason};
    enum err err = registry_reports(page->db, page->arena, NULL, REPORT_REPORTED,
                                    page_query(page, "after"), REGISTRY_PAGE, &reports);
    if (err != ERR_NONE) {
        return err;
    }
    view.rows = reports.rows;
    view.count = reports.count;
    if (reports.next != NULL) {
        const struct page_query_pair pairs[] = {{"after", reports.next}};
        view.next_href = page_href(page, "/desk/reports/review", pairs, COUNT_OF(pairs));
    }
    struct html *out = page_begin(
        page, &(struct page_head){
                  .title = tr("Reports to confirm"),
                  .section = "desk",
                  .status = status,
                  .crumbs = (const struct web_crumb[]){{tr("Yearly figures"), "/desk/reports"},
                                                       {tr("Reports to confirm"), NULL}},
                  .crumb_count = 2});
    desk_review_html(out, &view);
    return page_end(page);
}

// The reports that wait for IT management.
PAGE(GET, "/desk/reports/review", desk_review, CAN(service_confirm))
enum err desk_review(struct page *page) {
    return draw(page, NULL, "", 0);
}

static enum err decide(struct store_db *db, void *context) {
    const struct deciding *deciding = context;
    struct page *page = deciding->page;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < deciding->count; i++) {
        err = registry_report_decide(db, page->arena, deciding->chosen[i].id,
                                     deciding->chosen[i].version, deciding->confirm,
                                     deciding->reason, page->person, page->now_ms);
    }
    return err;
}

static enum err decided(struct page *page, void *context, enum err result) {
    const struct deciding *deciding = context;
    if (result == ERR_INVALID || result == ERR_CONFLICT) {
        return draw(page, arena_strdup(page->arena, err_last()->message), deciding->reason,
                    result == ERR_CONFLICT ? 409 : 422);
    }
    if (result != ERR_NONE) {
        return result;
    }
    page_notice(page, deciding->confirm
                          ? tr_fmt(page->arena, "{1} reports are confirmed.", deciding->count)
                          : tr_fmt(page->arena, "{1} reports are returned.", deciding->count));
    return page_redirect(page, "/desk/reports/review");
}

/* "report" carries "id:version" of each that was ticked; a button of one row carries its own. */
static bool choice_read(struct arena *arena, const char *value, struct choice *out) {
    const char *colon = strchr(value, ':');
    *out = (struct choice){0};
    if (colon == NULL || !text_int(colon + 1, &out->version)) {
        return false;
    }
    out->id = arena_strndup(arena, value, (size_t)(colon - value));
    return out->id != NULL;
}

static bool choices_read(struct page *page, struct deciding *deciding) {
    const struct http_field *fields;
    size_t count = http_fields(page->req, &fields);
    const char *single = http_field(page->req, "confirm_one");
    if (single != NULL) {
        deciding->confirm = true;
        deciding->count = 1;
        return choice_read(page->arena, single, &deciding->chosen[0]);
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, "report") != 0) {
            continue;
        }
        if (deciding->count == CHOSEN_MAX ||
            !choice_read(page->arena, fields[i].value, &deciding->chosen[deciding->count++])) {
            return false;
        }
    }
    return true;
}

// Confirms or returns the chosen reports.
PAGE(POST, "/desk/reports/review", desk_review_save, CAN(service_confirm))
enum err desk_review_save(struct page *page) {
    struct deciding *deciding = ARENA_NEW(page->arena, struct deciding);
    const char *act = http_field(page->req, "act");
    const char *reason = http_field(page->req, "reason");
    if (deciding == NULL) {
        return err_failed();
    }
    deciding->page = page;
    deciding->confirm = act != NULL && strcmp(act, "confirm") == 0;
    deciding->reason = text_clean(page->arena, reason != NULL ? reason : "", true);
    if (deciding->reason == NULL) {
        return err_failed();
    }
    if (!choices_read(page, deciding)) {
        return err_set(ERR_INVALID, "REG-67", "The choice of reports cannot be read.", NULL);
    }
    if (deciding->count == 0) {
        return draw(page, tr("Choose at least one report."), deciding->reason, 422);
    }
    if (!deciding->confirm && text_length(deciding->reason) > REASON_LETTERS_MAX) {
        return draw(page, tr("The reason is too long; say it in fewer words."), deciding->reason,
                    422);
    }
    return page_write(page, decide, deciding, decided);
}
