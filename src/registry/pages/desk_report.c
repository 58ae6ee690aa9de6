/* Reporting the figures of one service and one Jalali year. */
#include "desk_report_form.h"
#include "desk_report_html.h"
#include "desk_report_view.h"
#include "desk_scope.h"
#include "desk_year.h"
#include "page.h"
#include "text.h"

struct reporting {
    struct page *page;
    struct registry_service service;
    struct registry_report stored; /* id NULL: none yet */
    struct registry_report report; /* what is being saved */
    struct form *form;
    int year;
    const char *id;
};

static enum err year_read(struct page *page, int *out) {
    int64_t year = 0;
    if (!text_int(page_param(page, "year"), &year) || year < DESK_YEAR_LEAST ||
        year > desk_year_of(page->now_ms)) {
        return err_set(ERR_NOT_FOUND, "REG-66",
                       "Figures can be reported for years from {1} to the present one.", "1380",
                       NULL);
    }
    *out = (int)year;
    return ERR_NONE;
}

static enum err stored_load(struct reporting *reporting) {
    struct page *page = reporting->page;
    struct registry_report_list reports;
    enum err err =
        registry_reports_of_service(page->db, page->arena, reporting->service.row.id, &reports);
    for (size_t i = 0; err == ERR_NONE && i < reports.count; i++) {
        if (reports.rows[i].year == reporting->year) {
            reporting->stored = reports.rows[i];
        }
    }
    return err;
}

static enum err begin(struct page *page, struct reporting **out) {
    struct reporting *reporting = ARENA_NEW(page->arena, struct reporting);
    *out = reporting;
    if (reporting == NULL) {
        return err_failed();
    }
    reporting->page = page;
    enum err err = year_read(page, &reporting->year);
    err = err == ERR_NONE ? desk_service_load(page, CAN_report_enter, &reporting->service) : err;
    err = err == ERR_NONE ? stored_load(reporting) : err;
    reporting->form = desk_report_form(page->arena);
    return err == ERR_NONE && reporting->form == NULL ? err_failed() : err;
}

static enum err draw(struct reporting *reporting, int64_t version, int status) {
    struct page *page = reporting->page;
    bool confirmed = reporting->stored.id != NULL && reporting->stored.state == REPORT_CONFIRMED;
    const struct desk_report_view view = {
        .service = &reporting->service,
        .report = &reporting->stored,
        .form = confirmed ? NULL : reporting->form,
        .csrf = page_csrf(page),
        .year = text_persian_digits(page->arena, arena_printf(page->arena, "%d", reporting->year)),
        .version = version,
        .may_decide = desk_may(page, CAN_service_confirm, &reporting->service)};
    const char *title = tr_fmt(page->arena, "Figures of the year {1}", view.year);
    struct desk_crumbs crumbs = desk_service_crumbs(page, &reporting->service, title);
    struct html *out = page_begin(page, &(struct page_head){.title = title,
                                                            .section = "desk",
                                                            .status = status,
                                                            .crumbs = crumbs.items,
                                                            .crumb_count = crumbs.count});
    desk_report_html(out, &view, reporting->year);
    return page_end(page);
}

// The figures of a service and a year, as reported so far.
PAGE(GET, "/desk/services/{id}/report/{year}", desk_report, CAN(report_enter))
enum err desk_report(struct page *page) {
    struct reporting *reporting;
    enum err err = begin(page, &reporting);
    if (err != ERR_NONE) {
        return err;
    }
    if (reporting->stored.id != NULL) {
        desk_report_fill(page->arena, reporting->form, &reporting->stored);
    } else {
        form_set_int(reporting->form, "months", 12);
    }
    return draw(reporting, reporting->stored.version, 0);
}

static enum err save(struct store_db *db, void *context) {
    struct reporting *reporting = context;
    struct page *page = reporting->page;
    return registry_report_save(db, page->arena, &reporting->report, page->person, page->now_ms,
                                &reporting->id);
}

static enum err saved(struct page *page, void *context, enum err result) {
    struct reporting *reporting = context;
    const char *message = arena_strdup(page->arena, err_last()->message);
    if (result == ERR_INVALID || result == ERR_CONFLICT) {
        /* what was typed stays; it may be sent again on top of what is there now */
        enum err err = stored_load(reporting);
        form_error(reporting->form, NULL, message);
        return err != ERR_NONE
                   ? err
                   : draw(reporting, reporting->stored.version, result == ERR_CONFLICT ? 409 : 422);
    }
    if (result != ERR_NONE) {
        return result;
    }
    page_notice(page, tr("Thank you. The figures are reported; IT management confirms them."));
    return page_redirect(page, "/desk/reports");
}

// Reports the figures of a service and a year.
PAGE(POST, "/desk/services/{id}/report/{year}", desk_report_save, CAN(report_enter))
enum err desk_report_save(struct page *page) {
    struct reporting *reporting;
    int64_t version = 0;
    const char *typed = http_field(page->req, "version");
    enum err err = begin(page, &reporting);
    if (err == ERR_NONE && (typed == NULL || !text_int(typed, &version))) {
        err =
            err_set(ERR_INVALID, "REG-62",
                    "The form does not say which version it was drawn from. Open it again.", NULL);
    }
    if (err != ERR_NONE) {
        return err;
    }
    err = form_read(reporting->form, page->req);
    if (err != ERR_NONE && err != ERR_INVALID) {
        return err;
    }
    err = err == ERR_NONE ? desk_report_take(reporting->form, &reporting->report) : err;
    if (err == ERR_INVALID) {
        return draw(reporting, version, 422);
    }
    reporting->report.service_id = reporting->service.row.id;
    reporting->report.year = reporting->year;
    reporting->report.version = version;
    return page_write(page, save, reporting, saved);
}
