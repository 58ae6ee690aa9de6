/* decimal128 by Intel's library, which is told its rounding with every call and keeps no state. */
#include "feel_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

enum { TO_NEAREST_EVEN = 0, TOWARDS_NEGATIVE = 1, TOWARDS_POSITIVE = 2, TOWARDS_ZERO = 3 };
enum { LITERAL_MAX = 400 }; /* digits that are looked at; a number has 34 */

static BID_UINT128 to_bid(struct feel_number a) {
    BID_UINT128 out;
    memcpy(&out, &a, sizeof(out));
    return out;
}

static struct feel_number from_bid(BID_UINT128 a) {
    struct feel_number out;
    memcpy(&out, &a, sizeof(out));
    return out;
}

struct feel_number feel_number_int(int64_t value) {
    return from_bid(bid128_from_int64(value));
}

struct feel_number feel_number_real(double value) {
    char text[64];
    (void)snprintf(text, sizeof(text), "%.15g", value);
    if (strtod(text, NULL) != value) {
        (void)snprintf(text, sizeof(text), "%.17g", value);
    }
    unsigned flags = 0;
    return from_bid(bid128_from_string(text, TO_NEAREST_EVEN, &flags));
}

static size_t digits(const char *text, size_t at, size_t length) {
    while (at < length && text[at] >= '0' && text[at] <= '9') {
        at++;
    }
    return at;
}

bool feel_number_parse(const char *text, size_t length, struct feel_number *out) {
    size_t at = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    size_t whole = digits(text, at, length);
    size_t count = whole - at;
    at = whole;
    if (at < length && text[at] == '.') {
        size_t fraction = digits(text, at + 1, length);
        if (fraction == at + 1) {
            return false;
        }
        count += fraction - at - 1;
        at = fraction;
    }
    if (count == 0) {
        return false;
    }
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        at += at < length && (text[at] == '-' || text[at] == '+') ? 1 : 0;
        size_t exponent = digits(text, at, length);
        if (exponent == at || exponent - at > 6) {
            return false;
        }
        at = exponent;
    }
    if (at != length || length > LITERAL_MAX) {
        return false;
    }
    char copy[LITERAL_MAX + 1];
    memcpy(copy, text, length);
    copy[length] = '\0';
    unsigned flags = 0;
    *out = from_bid(bid128_from_string(copy, TO_NEAREST_EVEN, &flags));
    return feel_number_finite(*out);
}

/* sign, digits without zeros around, and the power of ten of the last digit */
static void take_apart(struct feel_number number, bool *negative, char out[40], int *exponent) {
    char text[64];
    unsigned flags = 0;
    bid128_to_string(text, to_bid(number), &flags); /* +123E-2 */
    *negative = text[0] == '-';
    const char *e = strchr(text, 'E');
    const char *first = text + 1;
    if (!e) {
        (void)snprintf(out, 40, "0");
        *exponent = 0;
        return;
    }
    while (first + 1 < e && *first == '0') {
        first++;
    }
    *exponent = (int)strtol(e + 1, NULL, 10);
    while (e - 1 > first && e[-1] == '0') {
        e--;
        (*exponent)++;
    }
    (void)snprintf(out, 40, "%.*s", (int)(e - first), first);
    if (strcmp(out, "0") == 0) {
        *negative = false;
        *exponent = 0;
    }
}

void feel_number_format(struct feel_number number, char out[FEEL_NUMBER_TEXT_SIZE]) {
    enum { PLAIN_MAX = 80 };
    static const char zeros[] = "0000000000000000000000000000000000000000"
                                "0000000000000000000000000000000000000000";
    bool negative;
    char text[40];
    int exponent;
    take_apart(number, &negative, text, &exponent);
    const char *sign = negative ? "-" : "";
    int count = (int)strlen(text);
    size_t size = FEEL_NUMBER_TEXT_SIZE;
    if (exponent >= 0 && exponent + count <= PLAIN_MAX) {
        (void)snprintf(out, size, "%s%s%.*s", sign, text, exponent, zeros);
    } else if (exponent < 0 && count + exponent > 0) {
        (void)snprintf(out, size, "%s%.*s.%s", sign, count + exponent, text,
                       text + count + exponent);
    } else if (exponent < 0 && -exponent <= PLAIN_MAX) {
        (void)snprintf(out, size, "%s0.%.*s%s", sign, -exponent - count, zeros, text);
    } else {
        (void)snprintf(out, size, "%s%.1s%s%sE%+d", sign, text, count > 1 ? "." : "", text + 1,
                       exponent + count - 1);
    }
}

struct feel_number feel_number_add(struct feel_number a, struct feel_number b) {
    unsigned flags = 0;
    return from_bid(bid128_add(to_bid(a), to_bid(b), TO_NEAREST_EVEN, &flags));
}

struct feel_number feel_number_subtract(struct feel_number a, struct feel_number b) {
    unsigned flags = 0;
    return from_bid(bid128_sub(to_bid(a), to_bid(b), TO_NEAREST_EVEN, &flags));
}

struct feel_number feel_number_multiply(struct feel_number a, struct feel_number b) {
    unsigned flags = 0;
    return from_bid(bid128_mul(to_bid(a), to_bid(b), TO_NEAREST_EVEN, &flags));
}

struct feel_number feel_number_divide(struct feel_number a, struct feel_number b) {
    unsigned flags = 0;
    return from_bid(bid128_div(to_bid(a), to_bid(b), TO_NEAREST_EVEN, &flags));
}

/* A number of some 68 digits: the nearest number, and what it lacks. */
struct pair {
    struct feel_number high;
    struct feel_number low;
};

static struct pair product(struct pair a, struct pair b) {
    unsigned flags = 0;
    struct pair out = {.high = feel_number_multiply(a.high, b.high)};
    struct feel_number rest = from_bid(bid128_fma(
        to_bid(a.high), to_bid(b.high), bid128_negate(to_bid(out.high)), TO_NEAREST_EVEN, &flags));
    struct feel_number cross =
        feel_number_add(feel_number_multiply(a.high, b.low), feel_number_multiply(a.low, b.high));
    out.low = feel_number_add(rest, cross);
    return out;
}

/* The library's pow is not correctly rounded, so that 2**10 would not be exact: a whole exponent
   is multiplied out with twice the digits and rounded once. */
struct feel_number feel_number_power(struct feel_number a, struct feel_number b) {
    enum { WHOLE_MAX = 9999 };
    int64_t whole;
    unsigned flags = 0;
    struct pair result = {feel_number_int(1), feel_number_int(0)};
    struct pair square = {a, feel_number_int(0)};
    bool small = feel_number_to_int(b, &whole) && whole <= WHOLE_MAX && whole >= -WHOLE_MAX;
    for (int64_t left = small ? llabs(whole) : 0; left > 0; left /= 2) {
        if (left % 2 == 1) {
            result = product(result, square);
        }
        square = left > 1 ? product(square, square) : square;
    }
    bool finite = feel_number_finite(result.high);
    if (small && !finite &&
        whole < 0) { /* too small for its reciprocal, but perhaps not for itself */
        return feel_number_power(feel_number_divide(feel_number_int(1), a), feel_number_negate(b));
    }
    if (!small || !finite) {
        return from_bid(bid128_pow(to_bid(a), to_bid(b), TO_NEAREST_EVEN, &flags));
    }
    struct feel_number rounded = feel_number_add(result.high, result.low);
    return whole < 0 ? feel_number_divide(feel_number_int(1), rounded) : rounded;
}

/* dividend - divisor * floor(dividend / divisor), exactly */
struct feel_number feel_number_modulo(struct feel_number a, struct feel_number b) {
    unsigned flags = 0;
    struct feel_number rest = from_bid(bid128_fmod(to_bid(a), to_bid(b), &flags));
    if (feel_number_finite(rest) && !feel_number_zero(rest) &&
        feel_number_negative(rest) != feel_number_negative(b)) {
        rest = feel_number_add(rest, b);
    }
    return rest;
}

struct feel_number feel_number_negate(struct feel_number a) {
    return feel_number_zero(a) ? a : from_bid(bid128_negate(to_bid(a)));
}

struct feel_number feel_number_absolute(struct feel_number a) {
    return from_bid(bid128_abs(to_bid(a)));
}

struct feel_number feel_number_sqrt(struct feel_number a) {
    unsigned flags = 0;
    return from_bid(bid128_sqrt(to_bid(a), TO_NEAREST_EVEN, &flags));
}

struct feel_number feel_number_exp(struct feel_number a) {
    unsigned flags = 0;
    return from_bid(bid128_exp(to_bid(a), TO_NEAREST_EVEN, &flags));
}

struct feel_number feel_number_log(struct feel_number a) {
    unsigned flags = 0;
    return from_bid(bid128_log(to_bid(a), TO_NEAREST_EVEN, &flags));
}

static struct feel_number integral(struct feel_number a, enum feel_rounding rounding) {
    unsigned flags = 0;
    BID_UINT128 x = to_bid(a);
    bool negative = bid128_isSigned(x);
    switch (rounding) {
    case FEEL_HALF_EVEN:
        return from_bid(bid128_round_integral_nearest_even(x, &flags));
    case FEEL_DOWN:
        return from_bid(bid128_round_integral_zero(x, &flags));
    case FEEL_UP:
        return from_bid(negative ? bid128_round_integral_negative(x, &flags)
                                 : bid128_round_integral_positive(x, &flags));
    case FEEL_HALF_UP:
        return from_bid(bid128_round_integral_nearest_away(x, &flags));
    case FEEL_FLOOR:
        return from_bid(bid128_round_integral_negative(x, &flags));
    case FEEL_CEILING:
        return from_bid(bid128_round_integral_positive(x, &flags));
    case FEEL_HALF_DOWN:
        break;
    }
    /* half down: the nearest away from zero, unless it lies exactly half way */
    struct feel_number near = from_bid(bid128_round_integral_nearest_away(x, &flags));
    struct feel_number cut = from_bid(bid128_round_integral_zero(x, &flags));
    struct feel_number rest = feel_number_absolute(feel_number_subtract(a, cut));
    struct feel_number half = feel_number_divide(feel_number_int(1), feel_number_int(2));
    return feel_number_compare(rest, half) == 0 ? cut : near;
}

struct feel_number feel_number_round(struct feel_number a, int scale, enum feel_rounding rounding) {
    BID_UINT128 x = to_bid(a);
    unsigned flags = 0;
    int exponent = bid128_quantexp(x, &flags);
    if (bid128_isZero(x) || exponent >= -scale) {
        return a; /* no digit to be lost */
    }
    /* shift the point, which is exact, and shift it back */
    struct feel_number shifted = from_bid(bid128_scalbn(x, scale, TO_NEAREST_EVEN, &flags));
    shifted = integral(shifted, rounding);
    return from_bid(bid128_scalbn(to_bid(shifted), -scale, TO_NEAREST_EVEN, &flags));
}

bool feel_number_finite(struct feel_number a) {
    return bid128_isFinite(to_bid(a)) != 0;
}

bool feel_number_zero(struct feel_number a) {
    return bid128_isZero(to_bid(a)) != 0;
}

bool feel_number_negative(struct feel_number a) {
    return bid128_isSigned(to_bid(a)) && !bid128_isZero(to_bid(a));
}

int feel_number_compare(struct feel_number a, struct feel_number b) {
    unsigned flags = 0;
    if (bid128_quiet_less(to_bid(a), to_bid(b), &flags)) {
        return -1;
    }
    return bid128_quiet_greater(to_bid(a), to_bid(b), &flags) ? 1 : 0;
}

bool feel_number_integer(struct feel_number a) {
    return feel_number_finite(a) && feel_number_compare(integral(a, FEEL_DOWN), a) == 0;
}

bool feel_number_to_int(struct feel_number a, int64_t *out) {
    unsigned flags = 0;
    BID_SINT64 value = bid128_to_int64_xint(to_bid(a), &flags);
    *out = value;
    return (flags & (BID_INVALID_EXCEPTION | BID_INEXACT_EXCEPTION)) == 0;
}

double feel_number_to_real(struct feel_number a) {
    char text[64];
    unsigned flags = 0;
    bid128_to_string(text, to_bid(a), &flags);
    return strtod(text, NULL);
}
