/* Dates by name and number, and the caller's present (10.3.4.8, 10.3.4.10). */
#include "feel_internal.h"
#include "feel_time.h"
#include "tr.h"

static struct feel_date date_of(struct feel_value value) {
    return value.type == FEEL_DATE ? value.date : value.moment->date;
}

static int64_t day_number(struct feel_date date) {
    return feel_date_days(date) - feel_date_days((struct feel_date){date.year, 1, 1}) + 1;
}

static struct feel_value day_of_year(struct feel_run *run, const struct feel_value *args) {
    return feel_int(day_number(date_of(args[0])));
}

static struct feel_value day_of_week(struct feel_run *run, const struct feel_value *args) {
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    return feel_string(names[feel_date_weekday(date_of(args[0])) - 1]);
}

static struct feel_value month_of_year(struct feel_run *run, const struct feel_value *args) {
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return feel_string(names[date_of(args[0]).month - 1]);
}

/* ISO 8601: the week belongs to the year of its Thursday. */
static struct feel_value week_of_year(struct feel_run *run, const struct feel_value *args) {
    struct feel_date date = date_of(args[0]);
    struct feel_date thursday;
    if (!feel_date_of_days(feel_date_days(date) + 4 - feel_date_weekday(date), &thursday)) {
        return feel_because(run, TR_NOOP("The result is beyond the calendar."));
    }
    return feel_int((day_number(thursday) - 1) / 7 + 1);
}

static struct feel_value now(struct feel_run *run, const struct feel_value *args) {
    return run->options->now.type == FEEL_DATE_TIME
               ? run->options->now
               : feel_because(run, TR_NOOP("It was not told what time it is."));
}

static struct feel_value today(struct feel_run *run, const struct feel_value *args) {
    return run->options->today.type == FEEL_DATE
               ? run->options->today
               : feel_because(run, TR_NOOP("It was not told what day it is."));
}

static const struct feel_builtin rows[] = {
    {"day of year", "d", {"date"}, day_of_year},
    {"day of year", "m", {"date"}, day_of_year},
    {"day of week", "d", {"date"}, day_of_week},
    {"day of week", "m", {"date"}, day_of_week},
    {"month of year", "d", {"date"}, month_of_year},
    {"month of year", "m", {"date"}, month_of_year},
    {"week of year", "d", {"date"}, week_of_year},
    {"week of year", "m", {"date"}, week_of_year},
    {"now", "", {NULL}, now},
    {"today", "", {NULL}, today},
    {0},
};
const struct feel_family feel_family_temporal = {rows, COUNT_OF(rows) - 1};
