/* Filling placeholders; see core_tr_internal.h. */
#include "core_tr_internal.h"

#include <string.h>

#include "tr.h"

struct target {
    char *out;
    size_t size;
    size_t length;
};

static void put(struct target *target, const char *text, size_t length) {
    if (target->length + 1 < target->size) {
        size_t room = target->size - 1 - target->length;
        memcpy(target->out + target->length, text, length < room ? length : room);
    }
    target->length += length;
}

/* Index of the value of a placeholder at p, or count if there is none. */
static size_t placeholder(const char *p, size_t count) {
    if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
        size_t index = (size_t)(p[1] - '1');
        return index < count ? index : count;
    }
    return count;
}

/* Length of text without a character that was cut at `end`. */
static size_t whole_characters(const char *text, size_t end) {
    size_t start = end;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
        start--;
    }
    if (start == 0) {
        return end;
    }
    unsigned char lead = (unsigned char)text[start - 1];
    size_t needs = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return start - 1 + needs <= end ? end : start - 1;
}

size_t tr_fill(char *out, size_t size, const char *pattern, size_t count,
               const char *const *values) {
    struct target target = {.out = out, .size = size};
    const char *plain = pattern;
    const char *p = pattern;
    while (*p != '\0') {
        size_t index = placeholder(p, count);
        if (index == count) {
            p++;
            continue;
        }
        put(&target, plain, (size_t)(p - plain));
        put(&target, values[index], strlen(values[index]));
        p += 3;
        plain = p;
    }
    put(&target, plain, (size_t)(p - plain));
    if (size > 0) {
        out[target.length < size ? target.length : whole_characters(out, size - 1)] = '\0';
    }
    return target.length;
}

const char *tr_localised_number(const char *value, char digits[TR_DIGITS_SIZE]) {
    enum { LONGEST = 18 };
    size_t length = strspn(value, "0123456789");
    if (length == 0 || length > LONGEST || value[length] != '\0' || tr_language()[0] != 'f') {
        return value;
    }
    char *out = digits;
    for (size_t i = 0; i < length; i++) { /* U+06F0 + digit is DB B0 + digit */
        *out++ = (char)0xDB;
        *out++ = (char)(0xB0 + (value[i] - '0'));
    }
    *out = '\0';
    return digits;
}
