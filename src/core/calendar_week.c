/* Working days: Friday is off, Thursday where the province says so, and the holidays. */
#include "calendar.h"

#include <stdlib.h>

enum { DAYS_A_WEEK = 7, THURSDAY = 0 /* 1970-01-01 was one */, FRIDAY = 1 };

static int compare_days(const void *a, const void *b) {
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

bool calendar_is_working(const struct calendar_week *week, const int64_t *holidays, size_t count,
                         int64_t day) {
    int64_t weekday = (day % DAYS_A_WEEK + DAYS_A_WEEK) % DAYS_A_WEEK;
    if (weekday == FRIDAY || (weekday == THURSDAY && week->thursday_off)) {
        return false;
    }
    return count == 0 || bsearch(&day, holidays, count, sizeof(*holidays), compare_days) == NULL;
}

int64_t calendar_add_working(const struct calendar_week *week, const int64_t *holidays,
                             size_t count, int64_t from, int n) {
    int64_t day = from;
    for (int left = n < CALENDAR_WORKING_MAX ? n : CALENDAR_WORKING_MAX; left > 0;) {
        day++;
        left -= calendar_is_working(week, holidays, count, day);
    }
    return day;
}
