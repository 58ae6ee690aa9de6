/* + - * / ** over numbers, strings, dates and durations (tables 45 to 49). */
#include "feel_internal.h"

#include <string.h>

#include "feel_time.h"
#include "tr.h"

static struct feel_value no_sum(struct feel_run *run) {
    return feel_because(run, TR_NOOP("This operation is not defined for these values."));
}

static struct feel_value concatenate(struct feel_run *run, struct feel_string a,
                                     struct feel_string b) {
    if (!feel_step(run, (a.length + b.length) / 64)) {
        return feel_null(NULL);
    }
    char *text = arena_alloc(run->arena, a.length + b.length + 1);
    if (!text) {
        return feel_null(NULL);
    }
    if (a.length > 0) {
        memcpy(text, a.bytes, a.length);
    }
    if (b.length > 0) {
        memcpy(text + a.length, b.bytes, b.length);
    }
    return feel_string_sized(text, a.length + b.length);
}

static bool is_temporal(enum feel_type_kind type) {
    return type == FEEL_DATE || type == FEEL_TIME || type == FEEL_DATE_TIME;
}

static struct feel_value off_calendar(struct feel_run *run) {
    return feel_because(run, TR_NOOP("The result is beyond the calendar."));
}

static struct feel_value add_months(struct feel_run *run, struct feel_value to, int64_t months) {
    struct feel_date date;
    bool moment = to.type == FEEL_DATE_TIME;
    if (!feel_date_add_months(moment ? to.moment->date : to.date, months, &date)) {
        return off_calendar(run);
    }
    if (!moment) {
        return feel_date(date);
    }
    struct feel_moment sum = *to.moment;
    sum.date = date;
    return feel_date_time_value(run->arena, sum);
}

static struct feel_value add_seconds(struct feel_run *run, struct feel_value to,
                                     struct feel_number duration) {
    int64_t seconds, nanos;
    feel_seconds_split(duration, &seconds, &nanos);
    struct feel_moment from = {0};
    if (to.type == FEEL_DATE) {
        from.date = to.date;
    } else {
        from = *to.moment;
    }
    struct feel_moment sum;
    if (!feel_moment_add(&from, seconds, nanos, &sum)) {
        return off_calendar(run);
    }
    switch (to.type) {
    case FEEL_DATE:
        return feel_date(sum.date);
    case FEEL_TIME:
        return feel_time_value(run->arena, sum);
    default:
        return feel_date_time_value(run->arena, sum);
    }
}

static struct feel_value add_duration(struct feel_run *run, struct feel_value to,
                                      struct feel_value duration, bool negative) {
    if (duration.type == FEEL_MONTHS_DURATION && to.type != FEEL_TIME) {
        return add_months(run, to, negative ? -duration.months : duration.months);
    }
    if (duration.type == FEEL_DAYS_DURATION) {
        return add_seconds(run, to,
                           negative ? feel_number_negate(duration.seconds) : duration.seconds);
    }
    return no_sum(run);
}

static struct feel_value add(struct feel_run *run, struct feel_value a, struct feel_value b) {
    if (a.type == b.type) {
        switch (a.type) {
        case FEEL_NUMBER:
            return feel_number_value(feel_number_add(a.number, b.number));
        case FEEL_STRING:
            return concatenate(run, a.string, b.string);
        case FEEL_DAYS_DURATION:
            return feel_seconds_value(feel_number_add(a.seconds, b.seconds));
        case FEEL_MONTHS_DURATION:
            return feel_months_value(a.months + b.months);
        default:
            return no_sum(run);
        }
    }
    if (is_temporal(a.type)) {
        return add_duration(run, a, b, false);
    }
    return is_temporal(b.type) ? add_duration(run, b, a, false) : no_sum(run);
}

/* A date stands for its midnight in UTC. */
static struct feel_moment as_moment(struct feel_value value) {
    return value.type == FEEL_DATE
               ? (struct feel_moment){.date = value.date, .zone = FEEL_ZONE_OFFSET}
               : *value.moment;
}

static struct feel_value difference(struct feel_run *run, struct feel_value a,
                                    struct feel_value b) {
    struct feel_moment x = as_moment(a);
    struct feel_moment y = as_moment(b);
    if ((a.type == FEEL_TIME) != (b.type == FEEL_TIME) ||
        (x.zone == FEEL_ZONE_LOCAL) != (y.zone == FEEL_ZONE_LOCAL)) {
        return no_sum(run);
    }
    int64_t seconds = feel_moment_seconds(&x) - feel_moment_seconds(&y);
    int64_t nanos = x.nano - y.nano;
    return feel_seconds_value(feel_seconds_join(seconds, nanos));
}

static struct feel_value subtract(struct feel_run *run, struct feel_value a, struct feel_value b) {
    if (is_temporal(a.type)) {
        return is_temporal(b.type) ? difference(run, a, b) : add_duration(run, a, b, true);
    }
    if (a.type != b.type) {
        return no_sum(run);
    }
    switch (a.type) {
    case FEEL_NUMBER:
        return feel_number_value(feel_number_subtract(a.number, b.number));
    case FEEL_DAYS_DURATION:
        return feel_seconds_value(feel_number_subtract(a.seconds, b.seconds));
    case FEEL_MONTHS_DURATION:
        return feel_months_value(a.months - b.months);
    default:
        return no_sum(run);
    }
}

static struct feel_value months_of(struct feel_run *run, struct feel_number months) {
    int64_t whole;
    return feel_number_finite(months) &&
                   feel_number_to_int(feel_number_round(months, 0, FEEL_DOWN), &whole)
               ? feel_months_value(whole)
               : off_calendar(run);
}

static struct feel_value multiply(struct feel_run *run, struct feel_value a, struct feel_value b) {
    if (a.type == FEEL_NUMBER && b.type != FEEL_NUMBER) {
        struct feel_value swap = a;
        a = b;
        b = swap;
    }
    if (b.type != FEEL_NUMBER) {
        return no_sum(run);
    }
    switch (a.type) {
    case FEEL_NUMBER:
        return feel_number_value(feel_number_multiply(a.number, b.number));
    case FEEL_DAYS_DURATION:
        return feel_seconds_value(feel_number_multiply(a.seconds, b.number));
    case FEEL_MONTHS_DURATION:
        return months_of(run, feel_number_multiply(feel_number_int(a.months), b.number));
    default:
        return no_sum(run);
    }
}

/* The number that a duration is of its unit, to be divided. */
static bool amount(struct feel_value value, struct feel_number *out) {
    *out = value.type == FEEL_DAYS_DURATION     ? value.seconds
           : value.type == FEEL_MONTHS_DURATION ? feel_number_int(value.months)
                                                : value.number;
    return value.type == FEEL_NUMBER || value.type == FEEL_DAYS_DURATION ||
           value.type == FEEL_MONTHS_DURATION;
}

static struct feel_value divide(struct feel_run *run, struct feel_value a, struct feel_value b) {
    struct feel_number x, y;
    if (!amount(a, &x) || !amount(b, &y) || (a.type != b.type && b.type != FEEL_NUMBER)) {
        return no_sum(run);
    }
    if (feel_number_zero(y)) {
        return feel_because(run, TR_NOOP("A division by zero."));
    }
    struct feel_number quotient = feel_number_divide(x, y);
    if (a.type == b.type) {
        return feel_number_value(quotient);
    }
    return a.type == FEEL_DAYS_DURATION ? feel_seconds_value(quotient) : months_of(run, quotient);
}

struct feel_value feel_arithmetic(struct feel_run *run, int operator, struct feel_value a,
                                  struct feel_value b) {
    switch (operator) {
    case '+':
        return add(run, a, b);
    case '-':
        return subtract(run, a, b);
    case '*':
        return multiply(run, a, b);
    case '/':
        return divide(run, a, b);
    default:
        return a.type == FEEL_NUMBER && b.type == FEEL_NUMBER
                   ? feel_number_value(feel_number_power(a.number, b.number))
                   : no_sum(run);
    }
}

struct feel_value feel_negate(struct feel_run *run, struct feel_value a) {
    switch (a.type) {
    case FEEL_NUMBER:
        return feel_number_value(feel_number_negate(a.number));
    case FEEL_DAYS_DURATION:
        return feel_seconds_value(feel_number_negate(a.seconds));
    case FEEL_MONTHS_DURATION:
        return feel_months_value(-a.months);
    default:
        return no_sum(run);
    }
}
