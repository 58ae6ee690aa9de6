/* Dates, times and durations from text (XML Schema 1.1 part 2, with @zone); strict. */
#include "feel_time.h"

#include "tr.h"

#include <string.h>

struct reader {
    const char *at;
    const char *end;
};

static bool take(struct reader *reader, char c) {
    if (reader->at < reader->end && *reader->at == c) {
        reader->at++;
        return true;
    }
    return false;
}

static bool is_digit(const struct reader *reader) {
    return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

/* From least to most digits. */
static bool number(struct reader *reader, int least, int most, int64_t *out) {
    int count = 0;
    int64_t value = 0;
    while (count < most && is_digit(reader)) {
        value = value * 10 + (*reader->at++ - '0');
        count++;
    }
    *out = value;
    return count >= least && !is_digit(reader);
}

static bool read_date(struct reader *reader, struct feel_date *out) {
    bool negative = take(reader, '-');
    const char *first = reader->at;
    int64_t year, month, day;
    if (!number(reader, 4, 9, &year) || (reader->at - first > 4 && *first == '0') ||
        !take(reader, '-') || !number(reader, 2, 2, &month) || !take(reader, '-') ||
        !number(reader, 2, 2, &day)) {
        return false;
    }
    year = negative ? -year : year;
    *out = (struct feel_date){(int32_t)year, (int32_t)month, (int32_t)day};
    return feel_date_valid(year, month, day);
}

static bool read_offset(struct reader *reader, struct feel_moment *out) {
    bool negative = *reader->at++ == '-';
    int64_t hours, minutes;
    int64_t seconds = 0;
    if (!number(reader, 2, 2, &hours) || !take(reader, ':') || !number(reader, 2, 2, &minutes) ||
        (take(reader, ':') && !number(reader, 2, 2, &seconds)) || minutes > 59 || seconds > 59) {
        return false;
    }
    int64_t offset = hours * 3600 + minutes * 60 + seconds;
    out->zone = FEEL_ZONE_OFFSET;
    out->offset = (int32_t)(negative ? -offset : offset);
    return offset <= FEEL_OFFSET_MAX;
}

static bool read_zone(struct arena *arena, struct reader *reader, struct feel_moment *out) {
    if (reader->at == reader->end) {
        return true;
    }
    if (take(reader, 'Z') || take(reader, 'z')) {
        out->zone = FEEL_ZONE_OFFSET;
        return true;
    }
    if (*reader->at == '+' || *reader->at == '-') {
        return read_offset(reader, out);
    }
    if (!take(reader, '@')) {
        return false;
    }
    if (memchr(reader->at, '\0', (size_t)(reader->end - reader->at))) {
        return false;
    }
    char *name = arena_strndup(arena, reader->at, (size_t)(reader->end - reader->at));
    reader->at = reader->end;
    out->zone = FEEL_ZONE_NAMED;
    out->zone_name = name;
    return name && feel_zone_exists(name);
}

static bool read_time(struct arena *arena, struct reader *reader, struct feel_moment *out) {
    int64_t hour, minute, second;
    if (!number(reader, 2, 2, &hour) || !take(reader, ':') || !number(reader, 2, 2, &minute) ||
        !take(reader, ':') || !number(reader, 2, 2, &second) || hour > 24 || minute > 59 ||
        second > 59) {
        return false;
    }
    if (hour == 24) { /* the end of a day is the beginning of the next */
        struct feel_date next = out->date;
        if (minute != 0 || second != 0 || (reader->at < reader->end && *reader->at == '.') ||
            (next.month != 0 && !feel_date_of_days(feel_date_days(next) + 1, &next))) {
            return false;
        }
        out->date = next;
        hour = 0;
    }
    out->second = (int32_t)(hour * 3600 + minute * 60 + second);
    if (take(reader, '.')) {
        int64_t place = FEEL_NANOS / 10;
        if (!is_digit(reader)) {
            return false;
        }
        for (; is_digit(reader); reader->at++, place /= 10) {
            out->nano += (int32_t)((*reader->at - '0') * place);
        }
    }
    return read_zone(arena, reader, out);
}

bool feel_date_parse(struct feel_string text, struct feel_date *out) {
    struct reader reader = {text.bytes, text.bytes + text.length};
    return read_date(&reader, out) && reader.at == reader.end;
}

bool feel_time_parse(struct arena *arena, struct feel_string text, struct feel_moment *out) {
    struct reader reader = {text.bytes, text.bytes + text.length};
    *out = (struct feel_moment){0};
    return read_time(arena, &reader, out) && reader.at == reader.end;
}

bool feel_date_time_parse(struct arena *arena, struct feel_string text, struct feel_moment *out) {
    struct reader reader = {text.bytes, text.bytes + text.length};
    *out = (struct feel_moment){0};
    if (!read_date(&reader, &out->date)) {
        return false;
    }
    if (reader.at == reader.end) {
        return true; /* a date alone is its midnight */
    }
    return take(&reader, 'T') && read_time(arena, &reader, out) && reader.at == reader.end;
}

/* 12 or, for seconds, 12.5; the unit follows. */
static bool read_amount(struct reader *reader, struct feel_number *out, char *unit) {
    const char *first = reader->at;
    while (is_digit(reader)) {
        reader->at++;
    }
    if (reader->at == first) {
        return false;
    }
    const char *end = reader->at;
    bool fraction = take(reader, '.');
    if (fraction) {
        while (is_digit(reader)) {
            reader->at++;
        }
        end = reader->at[-1] == '.' ? end : reader->at;
    }
    if (reader->at == reader->end || !feel_number_parse(first, (size_t)(end - first), out)) {
        return false;
    }
    *unit = *reader->at++;
    return !fraction || *unit == 'S';
}

/* Parts in the order of units, each at most once; into the sum of amount times factor. */
static bool read_parts(struct reader *reader, const char *units, const int32_t *factors,
                       struct feel_number *sum, int *count) {
    const char *next = units;
    while (is_digit(reader)) {
        struct feel_number amount;
        char unit;
        if (!read_amount(reader, &amount, &unit)) {
            return false;
        }
        const char *found = unit ? strchr(next, unit) : NULL;
        if (!found) {
            return false;
        }
        *sum = feel_number_add(
            *sum, feel_number_multiply(amount, feel_number_int(factors[found - units])));
        next = found + 1;
        (*count)++;
    }
    return true;
}

struct feel_value feel_duration_parse(struct feel_string text) {
    static const int32_t months_of[] = {12, 1};
    static const int32_t day_of[] = {FEEL_DAY_SECONDS};
    static const int32_t seconds_of[] = {3600, 60, 1};
    const struct feel_value wrong = feel_null(TR_NOOP("This text is not a duration."));
    struct reader reader = {text.bytes, text.bytes + text.length};
    bool negative = take(&reader, '-');
    struct feel_number sum = feel_number_int(0);
    int count = 0;
    if (!take(&reader, 'P')) {
        return wrong;
    }
    struct reader start = reader;
    if (read_parts(&reader, "YM", months_of, &sum, &count) && count > 0 &&
        reader.at == reader.end) {
        int64_t months;
        return feel_number_to_int(negative ? feel_number_negate(sum) : sum, &months)
                   ? feel_months_value(months)
                   : wrong;
    }
    reader = start;
    sum = feel_number_int(0);
    count = 0;
    if (!read_parts(&reader, "D", day_of, &sum, &count)) {
        return wrong;
    }
    if (take(&reader, 'T')) {
        count = 0;
        if (!read_parts(&reader, "HMS", seconds_of, &sum, &count)) {
            return wrong;
        }
    }
    if (count == 0 || reader.at != reader.end) {
        return wrong;
    }
    return feel_seconds_value(negative ? feel_number_negate(sum) : sum);
}
