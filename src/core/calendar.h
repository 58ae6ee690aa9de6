/*
 * Calendars and working days. Jalali by ICU's Persian calendar (formatters kept per thread).
 * The province's time zone is Asia/Tehran (no daylight saving since 1401).
 */
#ifndef KHAJU_CORE_CALENDAR_H
#define KHAJU_CORE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"

struct jalali {
    int year, month, day;
};

/* Days since 1970-01-01 of a local date; the unit in which working days are counted. */
int64_t calendar_day_of_ms(int64_t ms);  /* local day in Asia/Tehran */
int64_t calendar_ms_of_day(int64_t day); /* its local midnight */
struct jalali calendar_jalali(int64_t day);
bool calendar_day(struct jalali date, int64_t *day_out); /* false: no such day */
/* 1404/09/02, ۱۴۰۴-۹-۲; the year first and with four digits; a day that exists. */
bool calendar_parse_jalali(const char *text, struct jalali *out);

/* ۲ آذر ۱۴۰۴, and with the time ۲ آذر ۱۴۰۴، ساعت ۱۴:۳۰. NULL on ERR_MEMORY. */
const char *calendar_format(struct arena *arena, int64_t ms, bool with_time);
const char *calendar_format_gregorian(struct arena *arena, int64_t ms); /* 2025-11-23 */
int64_t calendar_now_ms(void); /* only cli and http read the clock; all else is told */

/* Working days: weekend is a setting, holidays a sorted array of days. */
struct calendar_week {
    bool thursday_off; /* Friday is always off */
};
bool calendar_is_working(const struct calendar_week *week, const int64_t *holidays, size_t count,
                         int64_t day);
/* The day on which n working days after `from` (not counted) are complete; `from` itself for n
   below 1. Counts up to CALENDAR_WORKING_MAX days. */
enum { CALENDAR_WORKING_MAX = 36500 };
int64_t calendar_add_working(const struct calendar_week *week, const int64_t *holidays,
                             size_t count, int64_t from, int n);

#endif
