/* Numbers (10.3.4.5). */
#include "feel_internal.h"
#include "feel_time.h"
#include "tr.h"

static struct feel_value rounded(struct feel_run *run, struct feel_value number,
                                 struct feel_value scale, enum feel_rounding rounding) {
    int64_t digits = 0;
    if (scale.type == FEEL_NUMBER &&
        (!feel_number_to_int(feel_number_round(scale.number, 0, FEEL_DOWN), &digits) ||
         digits < FEEL_NUMBER_SCALE_MIN || digits > FEEL_NUMBER_SCALE_MAX)) {
        return feel_because(run, TR_NOOP("The scale is beyond what a number can have."));
    }
    return feel_number_value(feel_number_round(number.number, (int)digits, rounding));
}

static struct feel_value decimal(struct feel_run *run, const struct feel_value *args) {
    return rounded(run, args[0], args[1], FEEL_HALF_EVEN);
}

static struct feel_value floor_of(struct feel_run *run, const struct feel_value *args) {
    return rounded(run, args[0], args[1], FEEL_FLOOR);
}

static struct feel_value ceiling(struct feel_run *run, const struct feel_value *args) {
    return rounded(run, args[0], args[1], FEEL_CEILING);
}

static struct feel_value round_up(struct feel_run *run, const struct feel_value *args) {
    return rounded(run, args[0], args[1], FEEL_UP);
}

static struct feel_value round_down(struct feel_run *run, const struct feel_value *args) {
    return rounded(run, args[0], args[1], FEEL_DOWN);
}

static struct feel_value round_half_up(struct feel_run *run, const struct feel_value *args) {
    return rounded(run, args[0], args[1], FEEL_HALF_UP);
}

static struct feel_value round_half_down(struct feel_run *run, const struct feel_value *args) {
    return rounded(run, args[0], args[1], FEEL_HALF_DOWN);
}

static struct feel_value absolute(struct feel_run *run, const struct feel_value *args) {
    return feel_number_value(feel_number_absolute(args[0].number));
}

static struct feel_value absolute_days(struct feel_run *run, const struct feel_value *args) {
    return feel_seconds_value(feel_number_absolute(args[0].seconds));
}

static struct feel_value absolute_months(struct feel_run *run, const struct feel_value *args) {
    return feel_months_value(args[0].months < 0 ? -args[0].months : args[0].months);
}

static struct feel_value modulo(struct feel_run *run, const struct feel_value *args) {
    return feel_number_zero(args[1].number)
               ? feel_because(run, TR_NOOP("A division by zero."))
               : feel_number_value(feel_number_modulo(args[0].number, args[1].number));
}

static struct feel_value square_root(struct feel_run *run, const struct feel_value *args) {
    return feel_number_value(feel_number_sqrt(args[0].number));
}

static struct feel_value logarithm(struct feel_run *run, const struct feel_value *args) {
    return feel_number_value(feel_number_log(args[0].number));
}

static struct feel_value exponential(struct feel_run *run, const struct feel_value *args) {
    return feel_number_value(feel_number_exp(args[0].number));
}

static struct feel_value has_rest(struct feel_value number, int64_t rest) {
    struct feel_number left = feel_number_modulo(number.number, feel_number_int(2));
    return feel_boolean(feel_number_compare(left, feel_number_int(rest)) == 0);
}

static struct feel_value odd(struct feel_run *run, const struct feel_value *args) {
    return has_rest(args[0], 1);
}

static struct feel_value even(struct feel_run *run, const struct feel_value *args) {
    return has_rest(args[0], 0);
}

static const struct feel_builtin rows[] = {
    {"decimal", "nn", {"n", "scale"}, decimal},
    {"floor", "n?n", {"n", "scale"}, floor_of},
    {"ceiling", "n?n", {"n", "scale"}, ceiling},
    {"round up", "nn", {"n", "scale"}, round_up},
    {"round down", "nn", {"n", "scale"}, round_down},
    {"round half up", "nn", {"n", "scale"}, round_half_up},
    {"round half down", "nn", {"n", "scale"}, round_half_down},
    {"abs", "n", {"n"}, absolute},
    {"abs", "D", {"n"}, absolute_days},
    {"abs", "Y", {"n"}, absolute_months},
    {"modulo", "nn", {"dividend", "divisor"}, modulo},
    {"sqrt", "n", {"number"}, square_root},
    {"log", "n", {"number"}, logarithm},
    {"exp", "n", {"number"}, exponential},
    {"odd", "n", {"number"}, odd},
    {"even", "n", {"number"}, even},
    {0},
};
const struct feel_family feel_family_numeric = {rows, COUNT_OF(rows) - 1};
