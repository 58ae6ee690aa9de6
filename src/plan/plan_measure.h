/*
 * The measures of one service: visit debt, citizen burden, unhappy people, satisfaction, savings.
 * Pure: numbers in, numbers out. Unknown travels: a measure that needs an unknown number is itself
 * unknown, never zero; a factor known to be zero makes the product zero only where mathematics
 * does.
 *
 * Law: rules of the domain, "Satisfaction", "Ranking", "Statistics". Duty to measure satisfaction:
 * CSML-1386 Art. 36, Note; order of aims (satisfaction, then cost and transparency):
 * ISF-BRIEF-1400 Point 4.
 *
 *     visit debt   V·v·(1−a)
 *     burden       B = V·[T/60·h + v·fare + d·doc + fee]
 *     unhappy      U = V·(1 − S↓/10)
 *     satisfaction m = (k·S_prov + n·S)/(k+n),  S↓ = m − z·sd/√(n+k)
 *
 * Savings are a difference of burdens, target against today, term by term: a term that the target
 * leaves alone cancels and need not be known. A target of stage 4 (decision delivered online, zero
 * visits) ends the visits that still exist, V·v·(1−a), with their fare and their minutes; stage 5
 * (once-only) ends the documents too. Fees and all other time are never assumed to shrink.
 */
#ifndef KHAJU_PLAN_MEASURE_H
#define KHAJU_PLAN_MEASURE_H

#include <stdint.h>
#include "maybe.h"

/* Settings: see plan_setting.h for where they come from and how they are shown. */
struct plan_settings {
    struct maybe_real hour_rial;     /* h: value of an hour of a citizen */
    struct maybe_real fare_rial;     /* cost of going once and coming back */
    struct maybe_real document_rial; /* cost of getting one document */
    struct maybe_real visit_minutes; /* time of one visit, way included */
    struct maybe_real prior_weight;  /* k */
    struct maybe_real quantile;      /* z: 1.645 is the 95 % lower bound */
    struct maybe_int publish_from;   /* answers from which satisfaction is shown */
    struct maybe_int default_target; /* stage aimed at where no target is set */
    struct maybe_int stale_years;    /* age from which a source counts as old */
};

/* Answers of citizens: 10, 5, 0 points. Over 12 rolling months. */
struct plan_answers {
    int64_t good, medium, bad;
};
/* The province as a whole: what a service is shrunk towards. */
struct plan_prior {
    struct maybe_real mean, deviation;
};

/* What is known of one service in a year. */
struct plan_case {
    struct maybe_real volume;     /* V: cases a year */
    struct maybe_real visits;     /* v: visits a case made in person */
    struct maybe_real zero_share; /* a: share already without a visit, 0..1 */
    struct maybe_real minutes;    /* T: minutes a case takes the citizen */
    struct maybe_real documents;  /* d: documents asked for */
    struct maybe_real fee_rial;   /* free is a known 0 */
};

/* Bands of S↓, fixed: <5, <6.5, <8, ≥8. Unknown sorts after all that is known. */
enum plan_band { PLAN_BAND_BAD, PLAN_BAND_WEAK, PLAN_BAND_FAIR, PLAN_BAND_GOOD, PLAN_BAND_UNKNOWN };

struct plan_satisfaction {
    int64_t answers;
    struct maybe_real mean;  /* S, raw */
    struct maybe_real lower; /* S↓ */
    enum plan_band band;     /* of S↓ */
    bool published;          /* enough answers to be shown to anybody */
};

struct maybe_real plan_visit_debt(const struct plan_case *one);
struct maybe_real plan_burden(const struct plan_case *one, const struct plan_settings *settings);
struct maybe_real plan_saving(const struct plan_case *one, const struct plan_settings *settings,
                              int target_stage);
struct maybe_real plan_unhappy(struct maybe_real volume, struct maybe_real lower);

/* Mean and deviation of all answers of the province; unknown without answers. */
struct plan_prior plan_prior_of(const struct plan_answers *total);
/* With one answer the deviation of the service says nothing: then the province's stands in. */
struct plan_satisfaction plan_satisfaction_of(const struct plan_answers *answers,
                                              const struct plan_prior *prior,
                                              const struct plan_settings *settings);
enum plan_band plan_band_of(struct maybe_real lower);
/* Source string, translate with tr(). */
const char *plan_band_label(enum plan_band band);

#endif
