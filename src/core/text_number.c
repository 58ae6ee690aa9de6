/* Digits and numbers, Persian (U+06F0..9), Arabic (U+0660..9) and Latin. */
#include "text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core_text_internal.h"

static const char *const persian[] = {"۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"};
static const char group_mark[] = "٬";
static const char decimal_mark[] = "٫";

enum { MARK_SIZE = 2 }; /* bytes of a Persian or Arabic digit, of group and decimal mark */

/* The value of the Persian or Arabic digit at p, or -1. */
static int eastern_digit(const char *p) {
    unsigned char lead = (unsigned char)p[0];
    unsigned char tail = lead == 0 ? 0 : (unsigned char)p[1];
    if (lead == 0xDB && tail >= 0xB0 && tail <= 0xB9) { /* U+06F0..U+06F9 */
        return tail - 0xB0;
    }
    if (lead == 0xD9 && tail >= 0xA0 && tail <= 0xA9) { /* U+0660..U+0669 */
        return tail - 0xA0;
    }
    return -1;
}

static bool starts_with_mark(const char *p, const char mark[MARK_SIZE + 1]) {
    return p[0] == mark[0] && p[1] == mark[1];
}

const char *text_latin_digits(struct arena *arena, const char *text) {
    char *out = arena_alloc(arena, strlen(text) + 1); /* it only becomes shorter */
    if (out == NULL) {
        return NULL;
    }
    char *end = out;
    for (const char *p = text; *p != '\0';) {
        int digit = eastern_digit(p);
        if (digit >= 0) {
            *end++ = (char)('0' + digit);
            p += MARK_SIZE;
        } else if (starts_with_mark(p, decimal_mark)) {
            *end++ = '.';
            p += MARK_SIZE;
        } else if (starts_with_mark(p, group_mark)) {
            p += MARK_SIZE;
        } else {
            *end++ = *p++;
        }
    }
    *end = '\0';
    return out;
}

/* Writes one digit or mark, returns where the next goes. */
static char *put(char *out, const char mark[MARK_SIZE + 1]) {
    memcpy(out, mark, MARK_SIZE);
    return out + MARK_SIZE;
}

const char *text_persian_digits(struct arena *arena, const char *text) {
    size_t digits = 0;
    for (const char *p = text; *p != '\0'; p++) {
        digits += *p >= '0' && *p <= '9';
    }
    char *out = arena_alloc(arena, strlen(text) + digits + 1);
    if (out == NULL) {
        return NULL;
    }
    char *end = out;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p >= '0' && *p <= '9') {
            end = put(end, persian[*p - '0']);
        } else {
            *end++ = *p;
        }
    }
    *end = '\0';
    return out;
}

/* Latin "-1842000.25" to Persian, the whole part grouped by three. */
static const char *persian_number(struct arena *arena, const char *latin) {
    char out[160];
    char *end = out;
    if (*latin == '-') {
        *end++ = *latin++;
    }
    size_t whole = strspn(latin, "0123456789");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) {
            end = put(end, group_mark);
        }
        end = put(end, persian[latin[i] - '0']);
    }
    if (latin[whole] == '.') {
        end = put(end, decimal_mark);
        for (const char *p = latin + whole + 1; *p != '\0'; p++) {
            end = put(end, persian[*p - '0']);
        }
    }
    return arena_strndup(arena, out, (size_t)(end - out));
}

const char *text_number(struct arena *arena, int64_t value) {
    char latin[24];
    (void)snprintf(latin, sizeof(latin), "%" PRId64, value);
    return persian_number(arena, latin);
}

const char *text_decimal(struct arena *arena, double value, int digits) {
    enum { DIGITS_MAX = 4 };
    const double largest = 1e15; /* above it a double has no fraction to show */
    if (!isfinite(value) || fabs(value) >= largest) {
        return arena_strdup(arena, value > 0 ? "∞" : value < 0 ? "-∞" : "؟");
    }
    if (digits < 0 || digits > DIGITS_MAX) {
        digits = digits < 0 ? 0 : DIGITS_MAX;
    }
    char latin[40];
    int length = snprintf(latin, sizeof(latin), "%.*f", digits, value);
    if (digits > 0) {
        while (latin[length - 1] == '0') {
            latin[--length] = '\0';
        }
        if (latin[length - 1] == '.') {
            latin[--length] = '\0';
        }
    }
    bool negative_zero = strcmp(latin, "-0") == 0;
    return persian_number(arena, negative_zero ? latin + 1 : latin);
}

int text_digit(const char *p) {
    return *p >= '0' && *p <= '9' ? *p - '0' : eastern_digit(p);
}

bool text_int(const char *text, int64_t *out) {
    const uint64_t limit = (uint64_t)INT64_MAX;
    bool negative = *text == '-';
    const char *p = *text == '-' || *text == '+' ? text + 1 : text;
    uint64_t value = 0;
    bool after_digit = false;
    while (*p != '\0') {
        int digit = text_digit(p);
        bool mark = starts_with_mark(p, group_mark);
        if (digit >= 0) {
            if (value > (limit + negative - (uint64_t)digit) / 10) {
                return false;
            }
            value = value * 10 + (uint64_t)digit;
        } else if (!after_digit || (*p != ',' && !mark)) {
            return false;
        }
        after_digit = digit >= 0;
        p += digit >= 0 ? text_digit_size(p) : mark ? MARK_SIZE : 1;
    }
    if (!after_digit) { /* nothing at all, or a group mark at the end */
        return false;
    }
    *out = negative ? (int64_t)(~value + 1) : (int64_t)value;
    return true;
}
