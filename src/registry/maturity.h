/*
 * Electronic maturity, 0..6, by the minimum rule: the stage of a service is the least level among
 * its applicable criteria. Pure; docs/maturity.md explains the rule of each criterion to people.
 *
 *   0 nothing online   1 information or notification only   2 form to download, question by e-mail
 *   3 request, evidence and payment online   4 decision delivered online, no visit
 *   5 once-only: data the state holds is not asked for   6 proactive
 *
 * Evidence is what the profile says. A criterion about which it says nothing is unknown: it is
 * listed and never counted as done, so a stage with unknown criteria is an upper bound ("at most").
 */
#ifndef KHAJU_REGISTRY_MATURITY_H
#define KHAJU_REGISTRY_MATURITY_H

#include "profile.h"

enum { MATURITY_MAX = 6 };

enum criterion_state { CRITERION_UNKNOWN, CRITERION_KNOWN, CRITERION_NOT_APPLICABLE };

struct maturity_criterion {
    enum criterion_state state;
    int level;          /* 0..6 when known */
    const char *reason; /* English source string: why this level; for tr() */
    bool blocking;      /* known, applicable and at the minimum */
};

/* How sure the stage is. */
enum maturity_certainty {
    MATURITY_NOT_ASSESSED, /* no applicable criterion is known */
    MATURITY_AT_MOST,      /* some are unknown: the truth is this or lower */
    MATURITY_EXACT,        /* all applicable ones known, or one known is 0 already */
};

struct maturity {
    struct maturity_criterion criteria[CRITERION_COUNT];
    enum maturity_certainty certainty;
    int stage;              /* meaningless when not assessed */
    bool notification_only; /* nothing but telling people things: never above 1 */
    size_t known, unknown, applicable;
};

/* From the profile's facts alone. */
struct maturity maturity_from_profile(const struct profile *profile);

/* Nine levels given by somebody (declared by the agency, verified by IT management). */
struct maturity maturity_from_levels(const struct profile_criteria *levels, bool notification_only);

/* declared − verified, in stages; unknown unless both are known. Negative: declared too little. */
struct maybe_int maturity_overclaim(struct maybe_int declared, struct maybe_int verified);
/* The stage the agency claims: its declared level, else the minimum of its declared criteria. */
struct maybe_int maturity_declared(const struct profile *profile);

const char *maturity_stage_label(int stage); /* translated */
/* «حداکثر ۲», «۳», «ارزیابی نشده» */
const char *maturity_text(struct arena *arena, const struct maturity *maturity);

#endif
