/*
 * Settings: every assumption a number of the plan rests on, as data: value, unit, source, date,
 * whether it is assumed or for demonstration. Printed in the annex of the document; changes keep
 * their history. Law: rules of the domain, "Ranking" ("every assumption is a setting printed in
 * the annex").
 */
#ifndef KHAJU_PLAN_SETTING_H
#define KHAJU_PLAN_SETTING_H

#include "people.h"
#include "plan_measure.h"
#include "store.h"

/* X(name, kind of basis, default known?, default, least, most, unit, label). The order is shown. */
enum plan_basis { PLAN_BASIS_LAW, PLAN_BASIS_METHOD, PLAN_BASIS_ASSUMED };
#define PLAN_SETTINGS(X) \
    X(hour_rial, ASSUMED, true, 1000000, 0, 1000000000, "rial an hour", \
      "Value of an hour of a citizen") \
    X(fare_rial, ASSUMED, true, 500000, 0, 1000000000, "rial a visit", \
      "Cost of going once and coming back") \
    X(document_rial, ASSUMED, true, 300000, 0, 1000000000, "rial a document", \
      "Cost of getting one document") \
    X(visit_minutes, ASSUMED, true, 120, 0, 10080, "minutes a visit", \
      "Time of one visit, way included") \
    X(prior_weight, METHOD, true, 30, 0, 100000, "answers", \
      "Weight of the provincial mean in satisfaction (k)") \
    X(quantile, METHOD, true, 1.645, 0, 5, "standard deviations", \
      "One-sided 95 % bound of satisfaction") \
    X(publish_from, METHOD, true, 100, 1, 100000, "answers", \
      "Answers from which satisfaction is published") \
    X(default_target, METHOD, true, 4, 1, 6, "stage", "Stage aimed at where no target is set") \
    X(stale_years, METHOD, true, 3, 1, 50, "years", "Age from which a published fee counts as old")

enum plan_setting_key {
#define X(name, ...) PLAN_SETTING_##name,
    PLAN_SETTINGS(X)
#undef X
        PLAN_SETTING_COUNT
};

struct plan_setting {
    enum plan_setting_key key;
    const char *name;         /* "hour_rial" */
    const char *label, *unit; /* translated */
    struct maybe_real value;
    double least, most;
    const char *source; /* where the value comes from; translated for defaults */
    enum plan_basis basis;
    bool as_shipped;    /* nobody set it: the value the program came with */
    bool demonstration; /* assumed or for demonstration: said wherever it is used */
    int64_t changed_at; /* 0 = never */
    const char *changed_by;
    int64_t version;
};

/* All settings in order; PLAN_SETTING_COUNT rows. */
enum err plan_settings_list(struct store_db *db, struct arena *arena,
                            const struct plan_setting **out) WARN_UNUSED;
/* The values, ready for the measures. */
enum err plan_settings_read(struct store_db *db, struct plan_settings *out) WARN_UNUSED;

struct plan_setting_edit {
    enum plan_setting_key key;
    struct maybe_real value;
    const char *source;
    bool demonstration;
    int64_t expected_version;
    const struct person *who;
    int64_t now_ms;
};
/* Inside a command. ERR_CONFLICT when somebody else changed it meanwhile. */
enum err plan_setting_save(struct store_db *db, const struct plan_setting_edit *edit) WARN_UNUSED;

#endif
