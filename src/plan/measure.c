/* The measures of one service. Every formula stands once, here. */
#include "plan_measure.h"

#include <math.h>
#include <stddef.h>
#include "tr.h"

static struct maybe_real times(struct maybe_real a, struct maybe_real b) {
    if (!a.known || !b.known) {
        return UNKNOWN_REAL;
    }
    return known_real(a.value * b.value);
}

static struct maybe_real plus(struct maybe_real a, struct maybe_real b) {
    if (!a.known || !b.known) {
        return UNKNOWN_REAL;
    }
    return known_real(a.value + b.value);
}

/* A measure that left the range of numbers is worth as much as one never taken. */
static struct maybe_real if_finite(struct maybe_real x) {
    return x.known && isfinite(x.value) ? x : UNKNOWN_REAL;
}

struct maybe_real plan_visit_debt(const struct plan_case *one) {
    /* A service known to need no visit has no debt, however many cases it has. */
    if (one->visits.known && one->visits.value == 0.0) {
        return known_real(0.0);
    }
    struct maybe_real by_visit = UNKNOWN_REAL;
    if (one->zero_share.known) {
        by_visit = known_real(1.0 - one->zero_share.value);
    }
    return if_finite(times(times(one->volume, one->visits), by_visit));
}

struct maybe_real plan_burden(const struct plan_case *one, const struct plan_settings *settings) {
    struct maybe_real hours = times(one->minutes, known_real(1.0 / 60.0));
    struct maybe_real each = times(hours, settings->hour_rial);
    each = plus(each, times(one->visits, settings->fare_rial));
    each = plus(each, times(one->documents, settings->document_rial));
    each = plus(each, one->fee_rial);
    return if_finite(times(one->volume, each));
}

/* Value of the time one visit takes, never more than the time the whole case is said to take. */
static struct maybe_real visit_time_rial(const struct plan_case *one,
                                         const struct plan_settings *settings) {
    struct maybe_real minutes = settings->visit_minutes;
    if (minutes.known && one->minutes.known && one->visits.known && one->visits.value > 0.0) {
        minutes.value = fmin(minutes.value, one->minutes.value / one->visits.value);
    }
    return times(times(minutes, known_real(1.0 / 60.0)), settings->hour_rial);
}

struct maybe_real plan_saving(const struct plan_case *one, const struct plan_settings *settings,
                              int target_stage) {
    struct maybe_real saving = known_real(0.0);
    if (target_stage >= 4) {
        struct maybe_real debt = plan_visit_debt(one);
        if (!debt.known || debt.value != 0.0) {
            struct maybe_real visit = plus(settings->fare_rial, visit_time_rial(one, settings));
            saving = times(debt, visit);
        }
    }
    if (target_stage >= 5) {
        struct maybe_real papers = times(one->documents, settings->document_rial);
        saving = plus(saving, times(one->volume, papers));
    }
    return if_finite(saving);
}

struct maybe_real plan_unhappy(struct maybe_real volume, struct maybe_real lower) {
    struct maybe_real share = UNKNOWN_REAL;
    if (lower.known) {
        share = known_real(1.0 - lower.value / 10.0);
    }
    return if_finite(times(volume, share));
}

static double answers_count(const struct plan_answers *answers) {
    return (double)answers->good + (double)answers->medium + (double)answers->bad;
}

static double answers_mean(const struct plan_answers *answers, double n) {
    return (10.0 * (double)answers->good + 5.0 * (double)answers->medium) / n;
}

/* Standard deviation of the answers (sample, n−1). */
static double answers_deviation(const struct plan_answers *answers, double n, double mean) {
    double good = (10.0 - mean) * (10.0 - mean) * (double)answers->good;
    double medium = (5.0 - mean) * (5.0 - mean) * (double)answers->medium;
    double bad = mean * mean * (double)answers->bad;
    return sqrt((good + medium + bad) / (n - 1.0));
}

struct plan_prior plan_prior_of(const struct plan_answers *total) {
    struct plan_prior prior = {UNKNOWN_REAL, UNKNOWN_REAL};
    double n = answers_count(total);
    if (n >= 1.0) {
        prior.mean = known_real(answers_mean(total, n));
    }
    if (n >= 2.0) {
        prior.deviation = known_real(answers_deviation(total, n, prior.mean.value));
    }
    return prior;
}

struct plan_satisfaction plan_satisfaction_of(const struct plan_answers *answers,
                                              const struct plan_prior *prior,
                                              const struct plan_settings *settings) {
    struct plan_satisfaction out = {
        .mean = UNKNOWN_REAL, .lower = UNKNOWN_REAL, .band = PLAN_BAND_UNKNOWN};
    double n = answers_count(answers);
    if (n < 1.0) {
        return out;
    }
    out.answers = answers->good + answers->medium + answers->bad;
    double mean = answers_mean(answers, n);
    out.mean = known_real(mean);
    struct maybe_real deviation = prior->deviation;
    if (n >= 2.0) {
        deviation = known_real(answers_deviation(answers, n, mean));
    }
    if (prior->mean.known && deviation.known && settings->prior_weight.known &&
        settings->quantile.known) {
        double k = settings->prior_weight.value;
        double m = (k * prior->mean.value + n * mean) / (k + n);
        double lower = m - settings->quantile.value * deviation.value / sqrt(n + k);
        out.lower = if_finite(known_real(fmin(10.0, fmax(0.0, lower))));
    }
    out.band = plan_band_of(out.lower);
    out.published = settings->publish_from.known && out.answers >= settings->publish_from.value;
    return out;
}

enum plan_band plan_band_of(struct maybe_real lower) {
    if (!lower.known) {
        return PLAN_BAND_UNKNOWN;
    }
    if (lower.value < 5.0) {
        return PLAN_BAND_BAD;
    }
    if (lower.value < 6.5) {
        return PLAN_BAND_WEAK;
    }
    return lower.value < 8.0 ? PLAN_BAND_FAIR : PLAN_BAND_GOOD;
}

const char *plan_band_label(enum plan_band band) {
    static const char *const labels[] = {TR_NOOP("Below 5"), TR_NOOP("From 5 to below 6.5"),
                                         TR_NOOP("From 6.5 to below 8"), TR_NOOP("8 and above"),
                                         TR_NOOP("Satisfaction not measured")};
    return labels[band];
}
