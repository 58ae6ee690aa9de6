/* Numbers and levels of one service, for the measures, the heat map and the gaps. */
#include "plan_fact.h"

/* A full year of a single kind; parts of a year and several cases are never added up or stretched.
 */
static struct maybe_real volume_of(const struct profile *profile) {
    if (profile->volumes.count != 1) {
        return UNKNOWN_REAL;
    }
    const struct volume_case *volume = &profile->volumes.items[0];
    int64_t a_year = 0;
    switch (volume->period) {
    case PERIOD_DAY:
        a_year = 365;
        break;
    case PERIOD_MONTH:
        a_year = 12;
        break;
    case PERIOD_SEASON:
        a_year = 4;
        break;
    case PERIOD_YEAR:
        a_year = 1;
        break;
    default:
        break;
    }
    if (!volume->amount.known || a_year == 0 || (volume->months != 0 && volume->months != 12)) {
        return UNKNOWN_REAL;
    }
    return known_real((double)volume->amount.value * (double)a_year);
}

static struct maybe_real least_fee(const struct profile *profile) {
    struct maybe_real least = UNKNOWN_REAL;
    for (size_t i = 0; i < profile->fees.count; i++) {
        struct maybe_int fee = profile->fees.items[i].least;
        if (!fee.known) {
            return UNKNOWN_REAL;
        }
        if (!least.known || (double)fee.value < least.value) {
            least = known_real((double)fee.value);
        }
    }
    return least;
}

static struct maybe_real real_of(struct maybe_int value) {
    return value.known ? known_real((double)value.value) : UNKNOWN_REAL;
}

struct plan_case plan_case_of(const struct registry_service *service,
                              const struct registry_report *report) {
    const struct profile *profile = &service->profile;
    struct plan_case one = {
        .volume = volume_of(profile),
        .visits = real_of(profile->visits),
        .zero_share = UNKNOWN_REAL,
        .minutes = UNKNOWN_REAL,
        .documents = UNKNOWN_REAL,
        .fee_rial = least_fee(profile),
    };
    if (profile_field_known(profile, FIELD_documents)) {
        one.documents = known_real((double)profile->documents.count);
    }
    if (!report) {
        return one;
    }
    if (report->volume.known && report->months == 12) {
        one.volume = real_of(report->volume);
    }
    if (report->visits.known) {
        one.visits = report->visits;
    }
    one.zero_share = report->zero_visit_share;
    one.minutes = real_of(report->minutes);
    return one;
}

struct plan_answers plan_answers_of(const struct registry_report *report) {
    if (!report || !report->good.known || !report->medium.known || !report->bad.known) {
        return (struct plan_answers){0, 0, 0};
    }
    return (struct plan_answers){report->good.value, report->medium.value, report->bad.value};
}

int plan_published_facts(const struct profile *profile) {
    int count = profile->times.count > 0 || *profile->times_text;
    count += profile->fees.count > 0 || *profile->fees_text;
    count += profile_field_known(profile, FIELD_documents);
    count += profile->laws.count > 0;
    count += *profile->complaint != '\0';
    return count;
}

struct maybe_int plan_stages_offline(const struct profile *profile) {
    int64_t offline = 0;
    bool any = false;
    for (int stage = STAGE_INFORMATION; stage < STAGE_END; stage++) {
        bool known = false, electronic = false;
        for (size_t i = 0; i < profile->channels.count; i++) {
            const struct channel_use *use = &profile->channels.items[i];
            if ((int)use->stage == stage && use->channel != CHANNEL_NONE) {
                known = true;
                electronic = electronic || channel_is_electronic(use->channel);
            }
        }
        any = any || known;
        offline += known && !electronic;
    }
    return any ? known_int(offline) : UNKNOWN_INT;
}

struct maybe_int plan_audience(const struct profile *profile) {
    static const struct {
        enum service_type type;
        int64_t rank;
    } all[] = {{TYPE_G2C, 3}, {TYPE_G2B, 2}, {TYPE_G2G, 1}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (profile->types & VOCABULARY_BIT(all[i].type)) {
            return known_int(all[i].rank);
        }
    }
    return UNKNOWN_INT;
}

struct maybe_int plan_criterion_level(const struct registry_service *service,
                                      enum criterion criterion) {
    struct maybe_int verified = service->verified.items[criterion].level;
    if (verified.known) {
        return verified;
    }
    const struct maturity_criterion *shown = &service->maturity.criteria[criterion];
    return shown->state == CRITERION_KNOWN ? known_int(shown->level) : UNKNOWN_INT;
}

/* Which criteria speak of which stage of the official form. */
static const struct {
    enum stage stage;
    enum criterion criterion;
} stage_criteria[] = {
    {STAGE_INFORMATION, CRITERION_INFORMATION}, {STAGE_INFORMATION, CRITERION_HELP},
    {STAGE_REQUEST, CRITERION_IDENTIFICATION},  {STAGE_REQUEST, CRITERION_FORM},
    {STAGE_REQUEST, CRITERION_EVIDENCE},        {STAGE_REQUEST, CRITERION_PAYMENT},
    {STAGE_PROCESSING, CRITERION_TRACKING},     {STAGE_DELIVERY, CRITERION_DELIVERY},
    {STAGE_DELIVERY, CRITERION_VISITS},
};

struct maybe_int plan_stage_level(const struct registry_service *service, enum stage stage) {
    struct maybe_int least = UNKNOWN_INT;
    for (size_t i = 0; i < COUNT_OF(stage_criteria); i++) {
        if (stage_criteria[i].stage != stage) {
            continue;
        }
        struct maybe_int level = plan_criterion_level(service, stage_criteria[i].criterion);
        if (level.known && (!least.known || level.value < least.value)) {
            least = level;
        }
    }
    return least;
}
