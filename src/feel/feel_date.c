/* The proleptic Gregorian calendar by counting days. */
#include "feel_time.h"

enum { DAYS_OF_400_YEARS = 146097, DAYS_BEFORE_1970 = 719468 /* from 0000-03-01 */ };

static bool leap(int64_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int feel_month_days(int64_t year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool feel_date_valid(int64_t year, int64_t month, int64_t day) {
    return year >= -FEEL_YEAR_MAX && year <= FEEL_YEAR_MAX && month >= 1 && month <= 12 &&
           day >= 1 && day <= feel_month_days(year, (int)month);
}

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

/* A year that begins in March has its leap day at its end. */
int64_t feel_date_days(struct feel_date date) {
    int64_t year = (int64_t)date.year - (date.month <= 2 ? 1 : 0);
    int64_t era = floor_divide(year, 400);
    int64_t of_era = year - era * 400;
    int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    int64_t of_year = (153 * month + 2) / 5 + date.day - 1;
    int64_t day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * DAYS_OF_400_YEARS + day - DAYS_BEFORE_1970;
}

bool feel_date_of_days(int64_t days, struct feel_date *out) {
    const int64_t limit = (int64_t)366 * FEEL_YEAR_MAX;
    if (days > limit || days < -limit) {
        return false;
    }
    days += DAYS_BEFORE_1970;
    int64_t era = floor_divide(days, DAYS_OF_400_YEARS);
    int64_t day = days - era * DAYS_OF_400_YEARS;
    int64_t of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    int64_t month = (5 * of_year + 2) / 153;
    out->day = (int32_t)(of_year - (153 * month + 2) / 5 + 1);
    out->month = (int32_t)(month < 10 ? month + 3 : month - 9);
    int64_t year = of_era + era * 400 + (out->month <= 2 ? 1 : 0);
    out->year = (int32_t)year;
    return year >= -FEEL_YEAR_MAX && year <= FEEL_YEAR_MAX;
}

int feel_date_weekday(struct feel_date date) {
    int64_t days = feel_date_days(date) + 3; /* 1970-01-01 was a Thursday */
    return (int)(days - floor_divide(days, 7) * 7) + 1;
}

bool feel_date_add_months(struct feel_date date, int64_t months, struct feel_date *out) {
    const int64_t limit = (int64_t)24 * FEEL_YEAR_MAX;
    if (months > limit || months < -limit) {
        return false;
    }
    int64_t count = (int64_t)date.year * 12 + date.month - 1 + months;
    int64_t year = floor_divide(count, 12);
    if (year < -FEEL_YEAR_MAX || year > FEEL_YEAR_MAX) {
        return false;
    }
    int month = (int)(count - year * 12) + 1;
    int last = feel_month_days(year, month);
    *out = (struct feel_date){(int32_t)year, month, date.day < last ? date.day : last};
    return true;
}
