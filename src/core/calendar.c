/*
 * Jalali dates by ICU's Persian calendar. Opening an ICU calendar costs tens of microseconds, so
 * each thread keeps its own two. Days are days of the province: Asia/Tehran, whose rules ICU knows
 * back to the years with daylight saving.
 */
#include "calendar.h"

#include <stdlib.h>
#include <threads.h>
#include <time.h>
#include <unicode/ucal.h>

#include "core_text_internal.h"
#include "log.h"
#include "text.h"
#include "tr.h"

enum { MS_A_MINUTE = 60000, MS_A_DAY = 86400000, YEAR_MIN = 1, YEAR_MAX = 3000 };

/* What a thread keeps. Both count Persian years; they differ in their time zone. */
struct calendars {
    UCalendar *tehran;
    UCalendar *utc;
    int64_t asked_ms; /* the moment of the last offset: a date is often written twice */
    int64_t offset;
    bool asked;
};

static once_flag key_once = ONCE_FLAG_INIT;
static tss_t key;
static bool key_made;

static void calendars_destroy(void *object) {
    struct calendars *calendars = object;
    ucal_close(calendars->tehran);
    ucal_close(calendars->utc);
    free(calendars);
}

static void make_key(void) {
    key_made = tss_create(&key, calendars_destroy) == thrd_success;
}

static UCalendar *open_calendar(const UChar *zone) {
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(zone, -1, "fa_IR@calendar=persian", UCAL_TRADITIONAL, &status);
    if (U_FAILURE(status)) {
        log_event(LOG_ERROR, "calendar.open", "reason", u_errorName(status), NULL);
        ucal_close(calendar);
        return NULL;
    }
    return calendar;
}

/* This thread's calendars; NULL when ICU cannot be used at all (no memory, no data). */
static struct calendars *calendars_get(void) {
    call_once(&key_once, make_key);
    struct calendars *calendars = key_made ? tss_get(key) : NULL;
    if (calendars != NULL || !key_made) {
        return calendars;
    }
    calendars = calloc(1, sizeof(*calendars));
    if (calendars == NULL) {
        return NULL;
    }
    calendars->tehran = open_calendar(u"Asia/Tehran");
    calendars->utc = open_calendar(u"Etc/UTC");
    if (calendars->tehran == NULL || calendars->utc == NULL ||
        tss_set(key, calendars) != thrd_success) {
        calendars_destroy(calendars);
        return NULL;
    }
    return calendars;
}

static int64_t floor_day(int64_t ms) {
    return ms / MS_A_DAY - (ms % MS_A_DAY < 0);
}

/* What the clocks of Tehran are ahead of UTC at that moment. */
static int64_t offset_at(int64_t ms) {
    const int64_t standard = 210 * MS_A_MINUTE;
    struct calendars *calendars = calendars_get();
    if (calendars == NULL) {
        return standard;
    }
    if (calendars->asked && calendars->asked_ms == ms) {
        return calendars->offset;
    }
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis(calendars->tehran, (UDate)ms, &status);
    int64_t offset = (int64_t)ucal_get(calendars->tehran, UCAL_ZONE_OFFSET, &status) +
                     ucal_get(calendars->tehran, UCAL_DST_OFFSET, &status);
    if (U_FAILURE(status)) {
        return standard;
    }
    calendars->asked = true;
    calendars->asked_ms = ms;
    calendars->offset = offset;
    return offset;
}

int64_t calendar_day_of_ms(int64_t ms) {
    return floor_day(ms + offset_at(ms));
}

int64_t calendar_ms_of_day(int64_t day) {
    /* Clocks used to change at midnight, so a day may begin at 01:00: then the offset found there
       leads back into the day before, and the guess itself is the beginning. */
    int64_t guess = day * MS_A_DAY - 210 * MS_A_MINUTE;
    int64_t start = day * MS_A_DAY - offset_at(guess);
    return calendar_day_of_ms(start) == day ? start : guess;
}

struct jalali calendar_jalali(int64_t day) {
    struct jalali date = {0};
    const struct calendars *calendars = calendars_get();
    if (calendars != NULL) {
        UErrorCode status = U_ZERO_ERROR;
        ucal_setMillis(calendars->utc, (UDate)day * MS_A_DAY, &status);
        date.year = ucal_get(calendars->utc, UCAL_YEAR, &status);
        date.month = ucal_get(calendars->utc, UCAL_MONTH, &status) + 1;
        date.day = ucal_get(calendars->utc, UCAL_DATE, &status);
    }
    return date;
}

bool calendar_day(struct jalali date, int64_t *day_out) {
    const struct calendars *calendars = calendars_get();
    if (calendars == NULL || date.year < YEAR_MIN || date.year > YEAR_MAX || date.month < 1 ||
        date.month > 12 || date.day < 1 || date.day > 31) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    ucal_clear(calendars->utc);
    ucal_setDate(calendars->utc, date.year, date.month - 1, date.day, &status);
    int64_t day = floor_day((int64_t)ucal_getMillis(calendars->utc, &status));
    struct jalali back = calendar_jalali(day); /* ICU carries 30 Esfand over into Farvardin */
    if (U_FAILURE(status) || back.month != date.month || back.day != date.day) {
        return false;
    }
    *day_out = day;
    return true;
}

/* Reads least..most digits, Persian or Latin; -1 if there are fewer, or more follow. */
static int read_digits(const char **text, int least, int most) {
    int value = 0;
    int count = 0;
    for (int digit; (digit = text_digit(*text)) >= 0; count++) {
        if (count == most) {
            return -1;
        }
        value = value * 10 + digit;
        *text += text_digit_size(*text);
    }
    return count < least ? -1 : value;
}

static void skip_spaces(const char **text) {
    while (**text == ' ') {
        ++*text;
    }
}

bool calendar_parse_jalali(const char *text, struct jalali *out) {
    skip_spaces(&text);
    struct jalali date = {.year = read_digits(&text, 4, 4)};
    char mark = *text;
    if (date.year < 0 || (mark != '/' && mark != '-' && mark != '.')) {
        return false;
    }
    text++;
    date.month = read_digits(&text, 1, 2);
    if (date.month < 0 || *text != mark) {
        return false;
    }
    text++;
    date.day = read_digits(&text, 1, 2);
    skip_spaces(&text);
    int64_t day;
    if (*text != '\0' || !calendar_day(date, &day)) {
        return false;
    }
    *out = date;
    return true;
}

static const char *localised(struct arena *arena, const char *latin) {
    return latin == NULL || tr_language()[0] != 'f' ? latin : text_persian_digits(arena, latin);
}

const char *calendar_format(struct arena *arena, int64_t ms, bool with_time) {
    static const char *const months[] = {
        TR_NOOP("Farvardin"), TR_NOOP("Ordibehesht"), TR_NOOP("Khordad"), TR_NOOP("Tir"),
        TR_NOOP("Mordad"),    TR_NOOP("Shahrivar"),   TR_NOOP("Mehr"),    TR_NOOP("Aban"),
        TR_NOOP("Azar"),      TR_NOOP("Dey"),         TR_NOOP("Bahman"),  TR_NOOP("Esfand"),
    };
    int64_t local = ms + offset_at(ms);
    int64_t day = floor_day(local);
    struct jalali date = calendar_jalali(day);
    if (date.month < 1 || date.month > 12) {
        return arena_strdup(arena, "؟");
    }
    const char *text = localised(
        arena, arena_printf(arena, "%d %s %d", date.day, tr(months[date.month - 1]), date.year));
    if (!with_time || text == NULL) {
        return text;
    }
    int minutes = (int)((local - day * MS_A_DAY) / MS_A_MINUTE);
    const char *clock =
        localised(arena, arena_printf(arena, "%d:%02d", minutes / 60, minutes % 60));
    return clock == NULL ? NULL : tr_fmt(arena, "{1} at {2}", text, clock);
}

const char *calendar_format_gregorian(struct arena *arena, int64_t ms) {
    struct tm parts;
    time_t seconds = (time_t)(calendar_day_of_ms(ms) * (MS_A_DAY / 1000));
    if (gmtime_r(&seconds, &parts) == NULL) {
        return arena_strdup(arena, "?");
    }
    return arena_printf(arena, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1,
                        parts.tm_mday);
}

int64_t calendar_now_ms(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now); /* cannot fail for this clock */
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
