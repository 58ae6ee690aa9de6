/*
 * What an agency reports about one service and one Jalali year: volume, visits, times, survey.
 * reported → confirmed by IT management, or returned with the reason and reported again. Unknown is
 * not zero; a part of a year stays a part (months) and is never extrapolated here.
 */
#ifndef KHAJU_REGISTRY_REPORT_H
#define KHAJU_REGISTRY_REPORT_H

#include "registry.h"

#define REPORT_STATES(X) \
    X(REPORTED, "reported", TR_NOOP("Reported")) \
    X(CONFIRMED, "confirmed", TR_NOOP("Confirmed")) \
    X(RETURNED, "returned", TR_NOOP("Returned"))
enum report_state {
#define X(name, slug, label) REPORT_##name,
    REPORT_STATES(X)
#undef X
        REPORT_STATE_COUNT
};
const char *report_state_label(enum report_state state); /* translated */

struct registry_report {
    const char *id, *service_id, *service_title, *agency_id, *agency_name;
    int year;        /* Jalali */
    int months;      /* 12, or the part of the year it covers */
    int64_t version; /* of the report; 0 = new */
    enum report_state state;
    bool demo;                          /* made up for demonstration: say so on every page */
    struct maybe_int volume;            /* cases */
    struct maybe_real visits;           /* a case, mean */
    struct maybe_real zero_visit_share; /* 0..1 of cases without any visit */
    struct maybe_int minutes;           /* a citizen spends on a case, mean */
    struct maybe_int good, medium, bad; /* survey answers */
    const char *survey_source;          /* where the answers come from */
    const char *note, *reason;          /* reason of the return */
    const char *author, *decided_by;
    int64_t reported_at, decided_at;
};
struct registry_report_list {
    const struct registry_report *rows;
    size_t count;
    const char *next;
};

/* Saves or corrects the report of report->service_id and year; expected version as in
   report->version. ERR_CONFLICT when somebody else changed it, or it is already confirmed. */
enum err registry_report_save(struct store_db *db, struct arena *arena,
                              const struct registry_report *report, const struct person *who,
                              int64_t now_ms, const char **id_out) WARN_UNUSED;
enum err registry_report_decide(struct store_db *db, struct arena *arena, const char *id,
                                int64_t expected_version, bool confirm, const char *reason,
                                const struct person *who, int64_t now_ms) WARN_UNUSED;
enum err registry_report_get(struct store_db *db, struct arena *arena, const char *id,
                             struct registry_report *out) WARN_UNUSED;
/* Of one service, newest year first. */
enum err registry_reports_of_service(struct store_db *db, struct arena *arena,
                                     const char *service_id,
                                     struct registry_report_list *out) WARN_UNUSED;
/* state -1: all. agency NULL: all. Newest first. */
enum err registry_reports(struct store_db *db, struct arena *arena, const char *agency_id,
                          int state, const char *after, size_t limit,
                          struct registry_report_list *out) WARN_UNUSED;
#endif
