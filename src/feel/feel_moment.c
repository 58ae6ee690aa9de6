/* Moments on a clock with or without a zone. ICU knows the offsets of named zones. */
#include "feel_time.h"
#include "tr.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { ZONE_NAME_MAX = 64 };

/* ICU's calendar of a zone; the caller closes it. NULL: no such zone. */
static UCalendar *open_zone(const char *name) {
    UChar id[ZONE_NAME_MAX];
    UChar known[ZONE_NAME_MAX];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    u_strFromUTF8(id, ZONE_NAME_MAX, &length, name, -1, &status);
    if (U_FAILURE(status) || length == 0 || length >= ZONE_NAME_MAX) {
        return NULL;
    }
    /* system zones only, not "GMT+3" and other forms that ICU invents */
    UBool is_system = false;
    ucal_getCanonicalTimeZoneID(id, length, known, ZONE_NAME_MAX, &is_system, &status);
    if (U_FAILURE(status) || !is_system) {
        return NULL;
    }
    UCalendar *calendar = ucal_open(id, length, "en", UCAL_GREGORIAN, &status);
    if (U_FAILURE(status)) {
        ucal_close(calendar);
        return NULL;
    }
    return calendar;
}

bool feel_zone_exists(const char *name) {
    UCalendar *calendar = open_zone(name);
    if (!calendar) {
        return false;
    }
    ucal_close(calendar);
    return true;
}

static int64_t local_seconds(const struct feel_moment *moment) {
    /* a time of day alone is taken as one of the first day of 1970 */
    bool alone = moment->date.month == 0;
    return (alone ? 0 : feel_date_days(moment->date) * FEEL_DAY_SECONDS) + moment->second;
}

/* ICU's calendar ends before FEEL's; the rules do not change that far away. */
static UDate icu_date(int64_t seconds) {
    const int64_t limit = (int64_t)100000 * 366 * FEEL_DAY_SECONDS;
    return (UDate)(seconds > limit ? limit : seconds < -limit ? -limit : seconds) * 1000;
}

/* At a time of the zone's own clock; an hour that comes twice is the first. */
static bool named_offset(const struct feel_moment *moment, int32_t *out) {
    UCalendar *calendar = open_zone(moment->zone_name);
    if (!calendar) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    int32_t raw = 0;
    int32_t summer = 0;
    ucal_setMillis(calendar, icu_date(local_seconds(moment)), &status);
    ucal_getTimeZoneOffsetFromLocal(calendar, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, &raw,
                                    &summer, &status);
    ucal_close(calendar);
    *out = (raw + summer) / 1000;
    return U_SUCCESS(status);
}

/* At an instant, in seconds since 1970 in UTC. */
static bool offset_at(const char *zone, int64_t instant, int32_t *out) {
    UCalendar *calendar = open_zone(zone);
    if (!calendar) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis(calendar, icu_date(instant), &status);
    *out = (ucal_get(calendar, UCAL_ZONE_OFFSET, &status) +
            ucal_get(calendar, UCAL_DST_OFFSET, &status)) /
           1000;
    ucal_close(calendar);
    return U_SUCCESS(status);
}

bool feel_moment_offset(const struct feel_moment *moment, int32_t *out) {
    *out = moment->zone == FEEL_ZONE_LOCAL ? 0 : moment->offset;
    return moment->zone != FEEL_ZONE_LOCAL;
}

int64_t feel_moment_seconds(const struct feel_moment *moment) {
    int32_t offset = 0;
    return local_seconds(moment) - (feel_moment_offset(moment, &offset) ? offset : 0);
}

bool feel_moment_add(const struct feel_moment *moment, int64_t seconds, int64_t nanos,
                     struct feel_moment *out) {
    const int64_t limit = (int64_t)800 * FEEL_YEAR_MAX * FEEL_DAY_SECONDS;
    if (seconds > limit || seconds < -limit) {
        return false;
    }
    int64_t nano = moment->nano + nanos;
    int64_t second = moment->second + seconds;
    int32_t after;
    if (moment->zone == FEEL_ZONE_NAMED && moment->date.month != 0) {
        if (!offset_at(moment->zone_name, feel_moment_seconds(moment) + seconds, &after)) {
            return false;
        }
        second += after - moment->offset;
    }
    if (nano < 0) {
        nano += FEEL_NANOS;
        second--;
    } else if (nano >= FEEL_NANOS) {
        nano -= FEEL_NANOS;
        second++;
    }
    int64_t days = second / FEEL_DAY_SECONDS - (second % FEEL_DAY_SECONDS < 0 ? 1 : 0);
    *out = *moment;
    out->nano = (int32_t)nano;
    out->second = (int32_t)(second - days * FEEL_DAY_SECONDS);
    return moment->date.month == 0 ||
           feel_date_of_days(feel_date_days(moment->date) + days, &out->date);
}

/* The offset of a named zone is looked up once, here, because ICU takes its time for it. */
static struct feel_value moment_value(struct arena *arena, enum feel_type_kind type,
                                      const struct feel_moment *moment) {
    struct feel_moment *kept = ARENA_NEW(arena, struct feel_moment);
    if (!kept) {
        return feel_null(NULL);
    }
    *kept = *moment;
    if (kept->zone == FEEL_ZONE_NAMED && !named_offset(kept, &kept->offset)) {
        return feel_null(TR_NOOP("This is no date or time that exists."));
    }
    return (struct feel_value){.type = type, .moment = kept};
}

struct feel_value feel_time_value(struct arena *arena, struct feel_moment moment) {
    moment.date = (struct feel_date){0};
    return moment_value(arena, FEEL_TIME, &moment);
}

struct feel_value feel_date_time_value(struct arena *arena, struct feel_moment moment) {
    return moment_value(arena, FEEL_DATE_TIME, &moment);
}
