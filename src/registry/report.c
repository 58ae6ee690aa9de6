/* What agencies report about a year: saving, confirming, returning, reading. */
#include "report.h"

#include "id.h"
#include "registry_internal.h"

enum { YEAR_LEAST = 1380, YEAR_MOST = 1450, MINUTES_MOST = 1000000, VISITS_MOST = 100 };

static const char *const state_labels[] = {
#define X(name, slug, label) label,
    REPORT_STATES(X)
#undef X
};

const char *report_state_label(enum report_state state) {
    return tr(state_labels[state]);
}

#define REPORT_OF(row) \
    (struct registry_report) { \
        .id = (row)->id, .service_id = (row)->service_id, .service_title = (row)->service_title, \
        .agency_id = (row)->agency_id, .agency_name = (row)->agency_name, \
        .year = (int)(row)->year, .months = (int)(row)->months, .version = (row)->version, \
        .state = (enum report_state)(row)->state, .demo = (row)->demo != 0, \
        .volume = (row)->volume, .visits = (row)->visits, \
        .zero_visit_share = (row)->zero_visit_share, .minutes = (row)->minutes, \
        .good = (row)->good, .medium = (row)->medium, .bad = (row)->bad, \
        .survey_source = (row)->survey_source, .note = (row)->note, .reason = (row)->reason, \
        .author = (row)->author, .decided_by = (row)->decided_by, \
        .reported_at = (row)->reported_at, .decided_at = (row)->decided_at \
    }

static enum err refuse(const char *sentence) {
    return err_set(ERR_INVALID, "REG-20", sentence, NULL);
}

static bool count_wrong(struct maybe_int count) {
    return count.known && count.value < 0;
}

static enum err check(const struct registry_report *r) {
    bool survey = r->good.known || r->medium.known || r->bad.known;
    if (r->year < YEAR_LEAST || r->year > YEAR_MOST) {
        return refuse(TR_NOOP("The year of the report must be a Jalali year such as 1403."));
    }
    if (r->months < 1 || r->months > 12) {
        return refuse(TR_NOOP("A report covers 1 to 12 months of the year."));
    }
    if (count_wrong(r->volume) || count_wrong(r->good) || count_wrong(r->medium) ||
        count_wrong(r->bad)) {
        return refuse(TR_NOOP("A number of cases or answers cannot be below zero."));
    }
    if (r->visits.known && !(r->visits.value >= 0 && r->visits.value <= VISITS_MOST)) {
        return refuse(TR_NOOP("Visits a case must be between 0 and 100."));
    }
    if (r->zero_visit_share.known &&
        !(r->zero_visit_share.value >= 0 && r->zero_visit_share.value <= 1)) {
        return refuse(TR_NOOP("The share of cases without a visit must be between 0 and 100 %."));
    }
    if (r->minutes.known && (r->minutes.value < 0 || r->minutes.value > MINUTES_MOST)) {
        return refuse(TR_NOOP("The minutes of a case cannot be right. Correct them."));
    }
    if (survey && !(r->good.known && r->medium.known && r->bad.known)) {
        return refuse(TR_NOOP("Give all three numbers of the survey: good, medium and bad."));
    }
    return survey && registry_text(r->survey_source)[0] == '\0'
               ? refuse(TR_NOOP("Say where the survey answers come from."))
               : ERR_NONE;
}

static enum err changed_meanwhile(void) {
    return err_set(ERR_CONFLICT, "REG-21",
                   "Somebody else has changed this report meanwhile. Read it again first.", NULL);
}

static enum err insert(struct store_db *db, const struct registry_report *r, const char *agency_id,
                       const char *id, const char *author, int64_t now_ms) {
    return registry_report_insert(
        db,
        &(struct registry_report_insert_in){.id = id,
                                            .service_id = r->service_id,
                                            .agency_id = agency_id,
                                            .year = r->year,
                                            .months = r->months,
                                            .version = 1,
                                            .state = REPORT_REPORTED,
                                            .demo = r->demo,
                                            .volume = r->volume,
                                            .visits = r->visits,
                                            .zero_visit_share = r->zero_visit_share,
                                            .minutes = r->minutes,
                                            .good = r->good,
                                            .medium = r->medium,
                                            .bad = r->bad,
                                            .survey_source = registry_text(r->survey_source),
                                            .note = registry_text(r->note),
                                            .reason = "",
                                            .author = author,
                                            .decided_by = "",
                                            .reported_at = now_ms,
                                            .decided_at = 0},
        NULL);
}

/* Writes a report as it is; ERR_CONFLICT if it no longer has the expected version. */
static enum err update(struct store_db *db, const struct registry_report *r,
                       int64_t expected_version) {
    int64_t changed = 0;
    enum err err = registry_report_update(
        db,
        &(struct registry_report_update_in){.id = r->id,
                                            .agency_id = r->agency_id,
                                            .months = r->months,
                                            .version = r->version,
                                            .state = r->state,
                                            .demo = r->demo,
                                            .volume = r->volume,
                                            .visits = r->visits,
                                            .zero_visit_share = r->zero_visit_share,
                                            .minutes = r->minutes,
                                            .good = r->good,
                                            .medium = r->medium,
                                            .bad = r->bad,
                                            .survey_source = registry_text(r->survey_source),
                                            .note = registry_text(r->note),
                                            .reason = registry_text(r->reason),
                                            .author = r->author,
                                            .decided_by = r->decided_by,
                                            .reported_at = r->reported_at,
                                            .decided_at = r->decided_at,
                                            .expected_version = expected_version},
        &changed);
    return err == ERR_NONE && changed != 1 ? changed_meanwhile() : err;
}

static enum err correct(struct store_db *db, const struct registry_report *report,
                        const struct registry_report_of_year_row *old, const char *agency_id,
                        const char *author, int64_t now_ms) {
    if (old->state == REPORT_CONFIRMED) {
        return err_set(ERR_CONFLICT, "REG-22",
                       "This report is confirmed already. Ask IT management to return it first.",
                       NULL);
    }
    if (old->version != report->version) {
        return changed_meanwhile();
    }
    struct registry_report next = *report;
    next.id = old->id;
    next.agency_id = agency_id;
    next.version = old->version + 1;
    next.state = REPORT_REPORTED;
    next.reason = next.decided_by = "";
    next.author = author;
    next.reported_at = now_ms;
    next.decided_at = 0;
    return update(db, &next, old->version);
}

enum err registry_report_save(struct store_db *db, struct arena *arena,
                              const struct registry_report *report, const struct person *who,
                              int64_t now_ms, const char **id_out) {
    struct registry_service_by_id_row service;
    struct registry_report_of_year_row old;
    bool found = false;
    char id[ID_SIZE];
    enum err err = check(report);
    err = err == ERR_NONE
              ? registry_service_by_id(db, arena,
                                       &(struct registry_service_by_id_in){report->service_id},
                                       &service, &found)
              : err;
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_NOT_FOUND, "REG-11", "There is no such service.", NULL);
    }
    err =
        err == ERR_NONE
            ? registry_report_of_year(
                  db, arena, &(struct registry_report_of_year_in){report->service_id, report->year},
                  &old, &found)
            : err;
    if (err != ERR_NONE) {
        return err;
    }
    if (found) {
        *id_out = old.id;
        err = correct(db, report, &old, service.agency_id, registry_author(who), now_ms);
    } else if (report->version != 0) {
        err = changed_meanwhile();
    } else {
        id_make(now_ms, id);
        *id_out = arena_strdup(arena, id);
        err = *id_out == NULL
                  ? err_failed()
                  : insert(db, report, service.agency_id, id, registry_author(who), now_ms);
    }
    err = err == ERR_NONE ? registry_changed(db, report->service_id) : err;
    return err != ERR_NONE ? err
                           : people_audit(db, now_ms, who, "report.enter", "report", *id_out,
                                          service.agency_id, NULL);
}

enum err registry_report_decide(struct store_db *db, struct arena *arena, const char *id,
                                int64_t expected_version, bool confirm, const char *reason,
                                const struct person *who, int64_t now_ms) {
    struct registry_report report;
    enum err err = registry_report_get(db, arena, id, &report);
    if (err != ERR_NONE) {
        return err;
    }
    if (report.version != expected_version) {
        return changed_meanwhile();
    }
    if (!confirm && registry_text(reason)[0] == '\0') {
        return refuse(TR_NOOP("Say why the report is returned, so that the agency can mend it."));
    }
    report.state = confirm ? REPORT_CONFIRMED : REPORT_RETURNED;
    report.reason = confirm ? "" : reason;
    report.decided_by = registry_author(who);
    report.decided_at = now_ms;
    report.version++;
    err = update(db, &report, expected_version);
    err = err == ERR_NONE ? registry_changed(db, report.service_id) : err;
    return err != ERR_NONE
               ? err
               : people_audit(db, now_ms, who, confirm ? "report.confirm" : "report.return",
                              "report", id, report.agency_id, NULL);
}

enum err registry_report_get(struct store_db *db, struct arena *arena, const char *id,
                             struct registry_report *out) {
    struct registry_report_by_id_row row;
    bool found = false;
    enum err err =
        registry_report_by_id(db, arena, &(struct registry_report_by_id_in){id}, &row, &found);
    if (err != ERR_NONE) {
        return err;
    }
    if (!found) {
        return err_set(ERR_NOT_FOUND, "REG-23", "There is no such report.", NULL);
    }
    *out = REPORT_OF(&row);
    return ERR_NONE;
}

enum err registry_reports_of_service(struct store_db *db, struct arena *arena,
                                     const char *service_id, struct registry_report_list *out) {
    struct registry_reports_of_service_rows_rows rows;
    *out = (struct registry_report_list){0};
    enum err err = registry_reports_of_service_rows(
        db, arena, &(struct registry_reports_of_service_rows_in){service_id}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_report *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_report);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = REPORT_OF(&rows.rows[i]);
    }
    out->rows = items;
    out->count = rows.count;
    return ERR_NONE;
}

enum err registry_reports(struct store_db *db, struct arena *arena, const char *agency_id,
                          int state, const char *after, size_t limit,
                          struct registry_report_list *out) {
    struct registry_report_rows_rows rows;
    struct registry_report last = {.reported_at = INT64_MAX, .id = ""};
    *out = (struct registry_report_list){0};
    if (after != NULL && registry_report_get(db, arena, after, &last) != ERR_NONE) {
        return err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    int64_t most = registry_limit(limit);
    enum err err =
        registry_report_rows(db, arena,
                             &(struct registry_report_rows_in){registry_text(agency_id), state,
                                                               last.reported_at, last.id, most},
                             &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_report *items = ARENA_ARRAY(arena, rows.count + 1, struct registry_report);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        items[i] = REPORT_OF(&rows.rows[i]);
    }
    out->rows = items;
    out->count = rows.count;
    out->next = rows.count == (size_t)most ? items[rows.count - 1].id : NULL;
    return ERR_NONE;
}
