/*
 * The 11-digit identifier. Its structure `DD GG SSSS NNN` is inferred from 40 real identifiers
 * (data/isfahan/service-form.md), so nothing is refused on its account: what looks unlikely is
 * reported, and a repair is offered only when it is plausible and the given one is not.
 */
#include <string.h>
#include "value_token.h"
#include "values.h"

/* DD − 9 is a COFOG division 1..10, GG one of its groups 1..9. */
static bool plausible(const char *digits) {
    int division = (digits[0] - '0') * 10 + digits[1] - '0' - 9;
    int group = (digits[2] - '0') * 10 + digits[3] - '0';
    return division >= 1 && division <= 10 && group >= 1 && group <= 9;
}

struct identifier value_read_identifier(const char *text) {
    struct identifier out = {.state = IDENTIFIER_EMPTY};
    size_t length = 0;
    bool other = false;
    const char *at = text == NULL ? "" : text;
    while (*at != '\0' && length + 4 < sizeof out.digits) {
        size_t size = 1;
        int digit = value_digit(at, &size);
        if (digit >= 0) {
            out.digits[length++] = (char)('0' + digit);
        } else if (*at != ' ' && *at != '\t') {
            out.digits[length++] = *at;
            other = true;
        }
        at += size;
    }
    if (length == 0) {
        return out;
    }
    if (other || *at != '\0') {
        out.state = IDENTIFIER_NOT_DIGITS;
        /* keep it valid UTF-8 when it was cut */
        out.digits[length] = '\0';
        while (*at != '\0' && length > 0 && (out.digits[length - 1] & 0x80) != 0) {
            out.digits[--length] = '\0';
        }
        return out;
    }
    if (length != IDENTIFIER_LENGTH_FULL) {
        out.state = IDENTIFIER_LENGTH;
        return out;
    }
    if (plausible(out.digits)) {
        out.state = IDENTIFIER_GOOD;
        return out;
    }
    char swapped[IDENTIFIER_LENGTH_FULL + 1];
    memcpy(swapped, out.digits + 4, 4);
    memcpy(swapped + 4, out.digits, 4);
    memcpy(swapped + 8, out.digits + 8, 4);
    out.state = IDENTIFIER_UNLIKELY;
    if (plausible(swapped)) {
        out.state = IDENTIFIER_SCRAMBLED;
        memcpy(out.repair, swapped, sizeof swapped);
    }
    return out;
}

void value_find_identifier(const char *text, char out[IDENTIFIER_TEXT_MAX]) {
    size_t length = 0;
    const char *at = text == NULL ? "" : text;
    out[0] = '\0';
    for (;;) {
        size_t size = 1;
        int digit = value_digit(at, &size);
        if (digit >= 0 && length < IDENTIFIER_TEXT_MAX - 1) {
            out[length++] = (char)('0' + digit);
        } else if (digit < 0 && (length == 10 || length == 11)) {
            break;
        } else if (digit < 0) {
            length = 0;
        }
        if (*at == '\0') {
            break;
        }
        at += size;
    }
    out[length] = '\0';
}

bool identifier_same_serial(const char *child, const char *parent) {
    return strlen(child) == IDENTIFIER_LENGTH_FULL && strlen(parent) == IDENTIFIER_LENGTH_FULL &&
           memcmp(child + 4, parent + 4, 4) == 0;
}
