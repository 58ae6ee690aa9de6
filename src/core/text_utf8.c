/* UTF-8: what is valid, how long it is. The table is Unicode 15, section 3.9, table 3-7. */
#include "text.h"

#include <string.h>

/* Length of the well-formed sequence at p of at most `left` bytes, or 0. NUL is refused. */
static size_t sequence(const unsigned char *p, size_t left) {
    unsigned char lead = p[0];
    if (lead < 0x80) {
        return lead != 0;
    }
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || length > left) {
        return 0;
    }
    /* overlong forms, surrogates and what is above U+10FFFF show in the second byte */
    unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < least || p[1] > most) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return length;
}

size_t text_utf8_valid(const char *text, size_t length) {
    const unsigned char *p = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        if (p[at] >= 0xC2 && p[at] < 0xE0 && at + 1 < length && (p[at + 1] & 0xC0) == 0x80) {
            at += 2; /* Persian letters */
            continue;
        }
        size_t step = sequence(p + at, length - at);
        if (step == 0) {
            return at;
        }
        at += step;
    }
    return length;
}

size_t text_length(const char *text) {
    size_t count = 0;
    for (const char *p = text; *p != '\0'; p++) {
        count += ((unsigned char)*p & 0xC0) != 0x80;
    }
    return count;
}
