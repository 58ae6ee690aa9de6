/* Strings; positions and lengths are counted in code points (10.3.4.3). */
#include "feel_internal.h"

#include <string.h>
#include <unicode/ucasemap.h>

#include "tr.h"

enum { STRING_MAX = 16 * 1024 * 1024 };

static size_t code_points(struct feel_string text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.bytes[i] & 0xc0) != 0x80 ? 1 : 0;
    }
    return count;
}

/* The byte at which the code point with this index begins. */
static size_t byte_of(struct feel_string text, size_t index) {
    size_t at = 0;
    for (; at < text.length; at++) {
        if (((unsigned char)text.bytes[at] & 0xc0) != 0x80 && index-- == 0) {
            break;
        }
    }
    return at;
}

static struct feel_value part(struct feel_run *run, struct feel_string text, size_t from,
                              size_t to) {
    char *copy = arena_strndup(run->arena, text.bytes + from, to - from);
    return copy ? feel_string_sized(copy, to - from) : feel_null(NULL);
}

static struct feel_value substring(struct feel_run *run, const struct feel_value *args) {
    struct feel_string text = args[0].string;
    int64_t count = (int64_t)code_points(text);
    int64_t start, length = count;
    if (!feel_number_to_int(feel_number_round(args[1].number, 0, FEEL_DOWN), &start) ||
        start == 0 || start > count || start < -count) {
        return feel_because(run, TR_NOOP("The string has no character at this position."));
    }
    if (args[2].type == FEEL_NUMBER &&
        (!feel_number_to_int(feel_number_round(args[2].number, 0, FEEL_DOWN), &length) ||
         length < 1)) {
        return feel_because(run, TR_NOOP("The length must be one or more."));
    }
    start = start > 0 ? start - 1 : count + start;
    int64_t end = length < count - start ? start + length : count;
    return part(run, text, byte_of(text, (size_t)start), byte_of(text, (size_t)end));
}

static struct feel_value string_length(struct feel_run *run, const struct feel_value *args) {
    return feel_int((int64_t)code_points(args[0].string));
}

static struct feel_value change_case(struct feel_run *run, struct feel_string text, bool upper) {
    UErrorCode status = U_ZERO_ERROR;
    size_t size = text.length * 3 + 1; /* no code point grows to more */
    UCaseMap *map = text.length < STRING_MAX ? ucasemap_open("", 0, &status) : NULL;
    char *out = map ? arena_alloc(run->arena, size) : NULL;
    int32_t length = 0;
    if (out) {
        length = upper ? ucasemap_utf8ToUpper(map, out, (int32_t)size, text.bytes,
                                              (int32_t)text.length, &status)
                       : ucasemap_utf8ToLower(map, out, (int32_t)size, text.bytes,
                                              (int32_t)text.length, &status);
    }
    ucasemap_close(map);
    return out && U_SUCCESS(status) ? feel_string_sized(out, (size_t)length) : feel_null(NULL);
}

static struct feel_value upper_case(struct feel_run *run, const struct feel_value *args) {
    return change_case(run, args[0].string, true);
}

static struct feel_value lower_case(struct feel_run *run, const struct feel_value *args) {
    return change_case(run, args[0].string, false);
}

/* Where match begins in text, or NULL. */
static const char *find(struct feel_string text, struct feel_string match) {
    return match.length == 0 ? text.bytes
                             : memmem(text.bytes, text.length, match.bytes, match.length);
}

static struct feel_value substring_before(struct feel_run *run, const struct feel_value *args) {
    const char *found = find(args[0].string, args[1].string);
    return found ? part(run, args[0].string, 0, (size_t)(found - args[0].string.bytes))
                 : feel_string("");
}

static struct feel_value substring_after(struct feel_run *run, const struct feel_value *args) {
    struct feel_string text = args[0].string;
    const char *found = find(text, args[1].string);
    return found
               ? part(run, text, (size_t)(found - text.bytes) + args[1].string.length, text.length)
               : feel_string("");
}

static struct feel_value contains(struct feel_run *run, const struct feel_value *args) {
    return feel_boolean(find(args[0].string, args[1].string) != NULL);
}

static struct feel_value starts_with(struct feel_run *run, const struct feel_value *args) {
    struct feel_string text = args[0].string;
    struct feel_string match = args[1].string;
    return feel_boolean(match.length <= text.length &&
                        memcmp(text.bytes, match.bytes, match.length) == 0);
}

static struct feel_value ends_with(struct feel_run *run, const struct feel_value *args) {
    struct feel_string text = args[0].string;
    struct feel_string match = args[1].string;
    return feel_boolean(
        match.length <= text.length &&
        memcmp(text.bytes + text.length - match.length, match.bytes, match.length) == 0);
}

static bool join(struct feel_run *run, const struct feel_list *list, struct feel_value delimiter,
                 struct buf *out) {
    bool first = true;
    for (size_t i = 0; i < list->count && feel_step(run, 1); i++) {
        struct feel_value item = list->items[i];
        if (item.type == FEEL_NULL) {
            continue;
        }
        if (item.type != FEEL_STRING) {
            return false;
        }
        if (!first && delimiter.type == FEEL_STRING) {
            buf_append(out, delimiter.string.bytes, delimiter.string.length);
        }
        buf_append(out, item.string.bytes, item.string.length);
        first = false;
    }
    return true;
}

static struct feel_value string_join(struct feel_run *run, const struct feel_value *args) {
    struct buf buf;
    buf_init(&buf, STRING_MAX);
    if (!join(run, args[0].list, args[1], &buf)) {
        buf_finish(&buf);
        return feel_because(run, TR_NOOP("Only strings can be joined."));
    }
    return feel_buf_value(run, &buf);
}

static const struct feel_builtin rows[] = {
    {"substring", "sn?n", {"string", "start position", "length"}, substring},
    {"string length", "s", {"string"}, string_length},
    {"upper case", "s", {"string"}, upper_case},
    {"lower case", "s", {"string"}, lower_case},
    {"substring before", "ss", {"string", "match"}, substring_before},
    {"substring after", "ss", {"string", "match"}, substring_after},
    {"contains", "ss", {"string", "match"}, contains},
    {"starts with", "ss", {"string", "match"}, starts_with},
    {"ends with", "ss", {"string", "match"}, ends_with},
    {"string join", "l?~s", {"list", "delimiter"}, string_join},
    {0},
};
const struct feel_family feel_family_string = {rows, COUNT_OF(rows) - 1};
