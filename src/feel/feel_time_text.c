/* Dates, times and durations as text, and durations as numbers. */
#include "feel_time.h"

#include "tr.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PART_SIZE = 48 };

const char *feel_date_text(struct arena *arena, struct feel_date date) {
    return arena_printf(arena, "%s%04d-%02d-%02d", date.year < 0 ? "-" : "", abs(date.year),
                        date.month, date.day);
}

static void fraction_text(int64_t nano, char out[PART_SIZE]) {
    out[0] = '\0';
    if (nano != 0) {
        (void)snprintf(out, PART_SIZE, ".%09" PRId64, nano);
        for (size_t end = strlen(out); out[end - 1] == '0'; end--) {
            out[end - 1] = '\0';
        }
    }
}

const char *feel_time_text(struct arena *arena, const struct feel_moment *moment) {
    char fraction[PART_SIZE];
    char zone[PART_SIZE] = "";
    fraction_text(moment->nano, fraction);
    if (moment->zone == FEEL_ZONE_OFFSET && moment->offset == 0) {
        (void)snprintf(zone, sizeof(zone), "Z");
    } else if (moment->zone == FEEL_ZONE_OFFSET) {
        int32_t offset = abs(moment->offset);
        int used = snprintf(zone, sizeof(zone), "%c%02d:%02d", moment->offset < 0 ? '-' : '+',
                            offset / 3600, offset / 60 % 60);
        if (offset % 60 != 0) {
            (void)snprintf(zone + used, sizeof(zone) - (size_t)used, ":%02d", offset % 60);
        }
    }
    bool named = moment->zone == FEEL_ZONE_NAMED;
    return arena_printf(arena, "%02d:%02d:%02d%s%s%s%s", moment->second / 3600,
                        moment->second / 60 % 60, moment->second % 60, fraction, zone,
                        named ? "@" : "", named ? moment->zone_name : "");
}

const char *feel_date_time_text(struct arena *arena, const struct feel_moment *moment) {
    const char *date = feel_date_text(arena, moment->date);
    const char *time = feel_time_text(arena, moment);
    return date && time ? arena_printf(arena, "%sT%s", date, time) : NULL;
}

void feel_seconds_split(struct feel_number duration, int64_t *seconds, int64_t *nanos) {
    struct feel_number whole = feel_number_round(duration, 0, FEEL_DOWN);
    struct feel_number rest =
        feel_number_multiply(feel_number_subtract(duration, whole), feel_number_int(FEEL_NANOS));
    if (!feel_number_to_int(whole, seconds) || !feel_number_to_int(rest, nanos)) {
        *seconds = 0; /* feel_seconds_value() admits no such duration */
        *nanos = 0;
    }
}

struct feel_number feel_seconds_join(int64_t seconds, int64_t nanos) {
    return feel_number_add(feel_number_int(seconds),
                           feel_number_divide(feel_number_int(nanos), feel_number_int(FEEL_NANOS)));
}

struct feel_value feel_seconds_value(struct feel_number seconds) {
    struct feel_number limit = feel_number_int(INT64_C(800) * FEEL_YEAR_MAX * FEEL_DAY_SECONDS);
    seconds = feel_number_round(seconds, 9, FEEL_HALF_EVEN);
    if (!feel_number_finite(seconds) ||
        feel_number_compare(feel_number_absolute(seconds), limit) > 0) {
        return feel_null(TR_NOOP("The duration is longer than the calendar."));
    }
    return (struct feel_value){.type = FEEL_DAYS_DURATION, .seconds = seconds};
}

struct feel_value feel_months_value(int64_t months) {
    const int64_t limit = INT64_C(24) * FEEL_YEAR_MAX;
    if (months > limit || months < -limit) {
        return feel_null(TR_NOOP("The duration is longer than the calendar."));
    }
    return (struct feel_value){.type = FEEL_MONTHS_DURATION, .months = months};
}

static void part(char **at, const char *end, int64_t amount, const char *unit) {
    if (amount != 0) {
        int used = snprintf(*at, (size_t)(end - *at), "%" PRId64 "%s", amount, unit);
        *at += used;
    }
}

const char *feel_seconds_text(struct arena *arena, struct feel_number duration) {
    int64_t seconds, nanos;
    feel_seconds_split(duration, &seconds, &nanos);
    bool negative = seconds < 0 || nanos < 0;
    seconds = negative ? -seconds : seconds;
    nanos = negative ? -nanos : nanos;
    if (seconds == 0 && nanos == 0) {
        return arena_strdup(arena, "PT0S");
    }
    char text[PART_SIZE * 4];
    char *at = text;
    const char *end = text + sizeof(text);
    int64_t rest = seconds % FEEL_DAY_SECONDS;
    part(&at, end, seconds / FEEL_DAY_SECONDS, "D");
    if (rest != 0 || nanos != 0) {
        *at++ = 'T';
        part(&at, end, rest / 3600, "H");
        part(&at, end, rest / 60 % 60, "M");
        if (nanos != 0) {
            char fraction[PART_SIZE];
            fraction_text(nanos, fraction);
            at += snprintf(at, (size_t)(end - at), "%" PRId64 "%sS", rest % 60, fraction);
        } else {
            part(&at, end, rest % 60, "S");
        }
    }
    *at = '\0';
    return arena_printf(arena, "%sP%s", negative ? "-" : "", text);
}

const char *feel_months_text(struct arena *arena, int64_t months) {
    if (months == 0) {
        return arena_strdup(arena, "P0M");
    }
    char text[PART_SIZE * 2];
    char *at = text;
    const char *end = text + sizeof(text);
    bool negative = months < 0;
    months = negative ? -months : months;
    part(&at, end, months / 12, "Y");
    part(&at, end, months % 12, "M");
    *at = '\0';
    return arena_printf(arena, "%sP%s", negative ? "-" : "", text);
}
