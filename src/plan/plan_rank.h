/*
 * The order in which services are taken up. Pure.
 *
 * Law: rules of the domain, "Ranking"; ISF-BRIEF-1400 Point 4 (satisfaction first, then cost, then
 * transparency). Ascending on
 *
 *     (satisfaction band, −decile of unhappy people, −decile of yearly savings,
 *      transparency band, −visits, −volume, ties, id)
 *
 * Where little is reported the six measures are often equal. The law is silent there; ties are
 * decided by what the profile itself shows of the burden on people, in this order: a visit is
 * required, documents to bring, stages without an electronic way, levels missing to the target;
 * then by whom it serves (citizens, businesses, other agencies) and whether it belongs to a life
 * event. The id, which is the order of registration, comes last and keeps the order stable.
 *
 * Bands and deciles are numbers of a service, never of a pair, so the order is total. A decile is
 * 1 + ⌊10·(how many known values are smaller)/(how many are known)⌋: equal values share a decile.
 * Unknown sorts after what is known to be there, and before what is known to be nothing: it may be
 * more than nothing, it cannot be less. Feasibility moves nobody: ranks are
 * given to all, and blocked services keep theirs on the blocked list.
 */
#ifndef KHAJU_PLAN_RANK_H
#define KHAJU_PLAN_RANK_H

#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "maybe.h"
#include "plan_measure.h"

/* At which position two rows differ. */
enum plan_position {
    PLAN_AT_SATISFACTION,
    PLAN_AT_UNHAPPY,
    PLAN_AT_SAVING,
    PLAN_AT_TRANSPARENCY,
    PLAN_AT_VISITS,
    PLAN_AT_VOLUME,
    PLAN_AT_MUST_VISIT,
    PLAN_AT_DOCUMENTS,
    PLAN_AT_OFFLINE,
    PLAN_AT_GAP,
    PLAN_AT_AUDIENCE,
    PLAN_AT_LIFE_EVENT,
    PLAN_AT_ID,
    PLAN_POSITIONS,
};

enum { PLAN_DECILE_NOTHING = -1, PLAN_DECILE_UNKNOWN = 0 };

/* What decides between equal measures; larger first. */
struct plan_ties {
    struct maybe_int must_visit; /* 1 a visit is required, 0 none is */
    struct maybe_real documents; /* a citizen has to bring */
    struct maybe_int offline;    /* stages without an electronic way */
    struct maybe_int gap;        /* levels missing to the target */
    struct maybe_int audience;   /* plan_audience() */
    struct maybe_int life_event; /* 1 belongs to one; unknown if none is stated */
};

struct plan_rank_item {
    const char *service_id;
    size_t input; /* the caller's own index; carried along */
    enum plan_band band;
    struct maybe_real unhappy, saving, visits, volume;
    struct maybe_real lower; /* S↓; shown, the band decides */
    int transparency;        /* 0 nothing published … 3 everything: plan_transparency_band() */
    struct plan_ties ties;
    /* out of plan_rank() */
    int unhappy_decile; /* 1..10, or PLAN_DECILE_… */
    int saving_decile;
    int64_t rank; /* 1 = first */
};

/* Fixed bands over how many of the five facts a citizen is owed are published (time, fee,
   documents, legal basis, complaint route; CSML-1386 Art. 37, FOIA-1387 Art. 10): 0–1, 2–3, 4, 5.
 */
enum { PLAN_TRANSPARENCY_FACTS = 5 };
int plan_transparency_band(int published);

/* Fills deciles and ranks and sorts the items by rank. */
enum err plan_rank(struct arena *arena, struct plan_rank_item *items, size_t count) WARN_UNUSED;
/* <0, 0 (the same id), >0; needs the deciles. */
int plan_rank_compare(const struct plan_rank_item *a, const struct plan_rank_item *b);
/* The first position at which the two differ. */
enum plan_position plan_rank_differs(const struct plan_rank_item *a,
                                     const struct plan_rank_item *b);
/* Why `row` stands before `next` (NULL: it is the last): a translated sentence with both values. */
const char *plan_rank_reason(struct arena *arena, const struct plan_rank_item *row,
                             const struct plan_rank_item *next);

/*
 * Sensitivity: every setting that is a number is moved by ±share, one at a time and then all
 * together by seeded random amounts, and the list is ranked again each time. prior: of all answers
 * of the province. Services of which neither satisfaction nor savings are known stand after all
 * others whatever the settings, so they may be left out when the top is full without them.
 */
struct plan_rank_input {
    const char *service_id;
    struct plan_case one;
    struct plan_answers answers;
    struct plan_ties ties;
    int transparency;
    int target_stage;
};
struct plan_sensitivity_row {
    size_t input;        /* index into the inputs */
    int64_t rank;        /* with the settings as they are */
    int64_t best, worst; /* over all runs */
    int64_t in_top;      /* runs in which it stays within the top */
};
struct plan_sensitivity {
    int64_t runs;
    struct plan_sensitivity_row *rows; /* the top, in order */
    size_t count;
};
struct plan_sensitivity_options {
    double share;
    uint64_t seed;
    int random_runs;
    size_t top;
};

/* Measures of one input, ready to be ranked. */
struct plan_rank_item plan_rank_measure(const struct plan_rank_input *input,
                                        const struct plan_prior *prior,
                                        const struct plan_settings *settings);
enum err plan_rank_sensitivity(struct arena *arena, const struct plan_rank_input *inputs,
                               size_t count, const struct plan_prior *prior,
                               const struct plan_settings *settings,
                               const struct plan_sensitivity_options *options,
                               struct plan_sensitivity *out) WARN_UNUSED;

#endif
