/*
 * Facts: what a rule of diagnosis may ask about a service. One table: name, kind, description, the
 * field of the profile it is read from, and the function that reads it. Pure.
 */
#ifndef KHAJU_PLAN_FACT_H
#define KHAJU_PLAN_FACT_H

#include "plan_condition.h"
#include "plan_measure.h"
#include "registry.h"
#include "report.h"

/* Words by which a document is recognised as one the state holds already (data/rules). */
struct plan_held {
    const char *term /* folded */;
    const char *holder;
};
struct plan_held_list {
    const struct plan_held *rows;
    size_t count;
};

/* One service as the rules see it. */
struct plan_subject {
    const struct registry_service *service;
    const struct registry_report *report; /* the newest; NULL: nothing was reported */
    const struct plan_settings *settings;
    struct plan_held_list held;
    int year;                         /* Jalali year of today */
    struct maybe_int near_duplicates; /* others of the agency with nearly this title */
    const char *duplicate_title;      /* the first of them; may be NULL */
};

struct plan_fact_value {
    struct plan_value value;
    const char *evidence; /* what was seen, in the source's words; NULL: the field's text */
};

struct plan_fact {
    const char *name;
    enum plan_type type;
    const char *label; /* English source string */
    int field;         /* enum profile_field, or -1 */
    void (*read)(const struct plan_subject *subject, struct arena *arena,
                 struct plan_fact_value *out);
};

enum { PLAN_FACTS_MAX = 64 };
extern const struct plan_fact plan_facts[];
extern const size_t plan_fact_count;
/* The names of the table as the condition parser wants them. */
void plan_fact_names(struct plan_name out[PLAN_FACTS_MAX]);

/* All facts of a service; values has plan_fact_count entries. */
void plan_facts_read(const struct plan_subject *subject, struct arena *arena,
                     struct plan_fact_value *values);

/* Numbers of the service for the measures: the report first, then the profile. The fee is the least
   of its cases, so that a burden is never overstated. */
struct plan_case plan_case_of(const struct registry_service *service,
                              const struct registry_report *report);
struct plan_answers plan_answers_of(const struct registry_report *report);
/* How many of the five facts a citizen is owed are published: time, fee, documents, legal basis,
   complaint route. */
int plan_published_facts(const struct profile *profile);

/* Stages of which the channels are known, and none is electronic; unknown if none is known. */
struct maybe_int plan_stages_offline(const struct profile *profile);
/* Whom it serves, as far as the profile says: 3 citizens, 2 businesses, 1 agencies only. */
struct maybe_int plan_audience(const struct profile *profile);

/* The level of a criterion now: verified by IT management, else what the profile shows. */
struct maybe_int plan_criterion_level(const struct registry_service *service,
                                      enum criterion criterion);
/* The four stages of the official form as groups of criteria: the least known level among them. */
struct maybe_int plan_stage_level(const struct registry_service *service, enum stage stage);

#endif
