/*
 * Dates, times and durations: the proleptic Gregorian calendar, text as ISO 8601 writes it (with
 * FEEL's @zone), and arithmetic. Offsets of named zones come from ICU's tables, never from a clock.
 */
#ifndef KHAJU_FEEL_TIME_H
#define KHAJU_FEEL_TIME_H

#include <stdbool.h>
#include <stdint.h>
#include "feel_value.h"

enum {
    FEEL_YEAR_MAX = 999999999,
    FEEL_OFFSET_MAX = 18 * 3600,
    FEEL_DAY_SECONDS = 86400,
    FEEL_NANOS = 1000000000
};

bool feel_date_valid(int64_t year, int64_t month, int64_t day);
int64_t feel_date_days(struct feel_date date);               /* since 1970-01-01 */
bool feel_date_of_days(int64_t days, struct feel_date *out); /* false: beyond the calendar */
int feel_date_weekday(struct feel_date date);                /* Monday 1 … Sunday 7 */
int feel_month_days(int64_t year, int month);
/* The last day of the month if there is no such day in it. */
bool feel_date_add_months(struct feel_date date, int64_t months, struct feel_date *out);

/* Offset in seconds east of UTC; false: a local time has none. */
bool feel_moment_offset(const struct feel_moment *moment, int32_t *out);
bool feel_zone_exists(const char *name);
/* Seconds since 1970 in UTC, or of the local clock if the moment has no zone. */
int64_t feel_moment_seconds(const struct feel_moment *moment);
/* Adds seconds and nanoseconds (of the same sign, |nanos| below a second) of real time: the clock
   of a named zone may be put forward or back on the way. */
bool feel_moment_add(const struct feel_moment *moment, int64_t seconds, int64_t nanos,
                     struct feel_moment *out);

/* Reads all of text; false if it is anything else. Zone names are copied to the arena. */
bool feel_date_parse(struct feel_string text, struct feel_date *out);
bool feel_time_parse(struct arena *arena, struct feel_string text, struct feel_moment *out);
bool feel_date_time_parse(struct arena *arena, struct feel_string text, struct feel_moment *out);
/* A duration of either kind, or null. */
struct feel_value feel_duration_parse(struct feel_string text);

/* ISO 8601 text in the arena; NULL if there is no memory. */
const char *feel_date_text(struct arena *arena, struct feel_date date);
const char *feel_time_text(struct arena *arena, const struct feel_moment *moment);
const char *feel_date_time_text(struct arena *arena, const struct feel_moment *moment);
const char *feel_seconds_text(struct arena *arena, struct feel_number seconds);
const char *feel_months_text(struct arena *arena, int64_t months);

/* Values in the arena; they look up the offset of a named zone. */
struct feel_value feel_time_value(struct arena *arena, struct feel_moment moment);
struct feel_value feel_date_time_value(struct arena *arena, struct feel_moment moment);
/* Rounded to nanoseconds; null beyond what the calendar spans. */
struct feel_value feel_seconds_value(struct feel_number seconds);
struct feel_value feel_months_value(int64_t months);
/* Whole seconds towards zero, and the nanoseconds that are left. */
void feel_seconds_split(struct feel_number duration, int64_t *seconds, int64_t *nanos);
/* The other way round. */
struct feel_number feel_seconds_join(int64_t seconds, int64_t nanos);

#endif
