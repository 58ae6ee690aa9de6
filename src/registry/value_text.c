/* Structure back into sentences of the reader's language. */
#include <string.h>
#include "text.h"
#include "tr.h"
#include "values.h"

struct unit_name {
    const char *slug;
    const char *label;
};
static const struct unit_name unit_names[] = {
    [TIME_MINUTE] = {"minute", TR_NOOP("minutes")}, [TIME_HOUR] = {"hour", TR_NOOP("hours")},
    [TIME_DAY] = {"day", TR_NOOP("days")},          [TIME_WEEK] = {"week", TR_NOOP("weeks")},
    [TIME_MONTH] = {"month", TR_NOOP("months")},    [TIME_YEAR] = {"year", TR_NOOP("years")},
};

const char *time_unit_slug(enum time_unit unit) {
    return unit >= TIME_MINUTE && unit <= TIME_YEAR ? unit_names[unit].slug : "";
}

enum time_unit time_unit_value(const char *slug) {
    for (int unit = TIME_MINUTE; unit <= TIME_YEAR; unit++) {
        if (strcmp(unit_names[unit].slug, slug) == 0) {
            return (enum time_unit)unit;
        }
    }
    return 0;
}

const char *time_unit_label(enum time_unit unit) {
    return unit >= TIME_MINUTE && unit <= TIME_YEAR ? tr(unit_names[unit].label) : "";
}

static const char *amount_text(struct arena *arena, int64_t amount, enum time_unit unit,
                               bool working) {
    if (working && unit == TIME_DAY) {
        return tr_fmt(arena, "{1} working days", (long long)amount);
    }
    return tr_fmt(arena, "{1} {2}", (long long)amount, time_unit_label(unit));
}

static const char *with_condition(struct arena *arena, const char *text, const char *condition) {
    if (text == NULL || condition == NULL || condition[0] == '\0') {
        return text;
    }
    return tr_fmt(arena, "{1} ({2})", text, condition);
}

const char *time_case_text(struct arena *arena, const struct time_case *time) {
    const char *least = time->least.known
                            ? amount_text(arena, time->least.value, time->least_unit, time->working)
                            : NULL;
    const char *most = time->most.known
                           ? amount_text(arena, time->most.value, time->most_unit, time->working)
                           : NULL;
    const char *text = NULL;
    if (time->least.known && time->most.known) {
        bool one = time->least.value == time->most.value && time->least_unit == time->most_unit;
        text = least == NULL || most == NULL ? NULL
               : one                         ? least
                                             : tr_fmt(arena, "{1} to {2}", least, most);
    } else if (time->most.known) {
        text = most == NULL ? NULL : tr_fmt(arena, "at most {1}", most);
    } else if (time->least.known) {
        text = least == NULL ? NULL : tr_fmt(arena, "at least {1}", least);
    } else {
        text = "";
    }
    if (text != NULL && time->approximate) {
        text = tr_fmt(arena, "about {1}", text);
    }
    return with_condition(arena, text, time->condition);
}

const char *fee_case_text(struct arena *arena, const struct fee_case *fee) {
    const char *text = NULL;
    if (fee->formula[0] != '\0') {
        return with_condition(arena, fee->formula, fee->condition);
    }
    if (fee_is_free(fee)) {
        text = tr("free");
    } else if (fee->least.known && fee->most.known && fee->least.value != fee->most.value) {
        text = tr_fmt(arena, "{1} to {2} rials", (long long)fee->least.value,
                      (long long)fee->most.value);
    } else if (fee->most.known && !fee->least.known) {
        text = tr_fmt(arena, "at most {1} rials", (long long)fee->most.value);
    } else if (fee->least.known) {
        text = tr_fmt(arena, "{1} rials", (long long)fee->least.value);
    } else {
        text = "";
    }
    return with_condition(arena, text, fee->condition);
}

const char *volume_case_text(struct arena *arena, const struct volume_case *volume) {
    if (!volume->amount.known) {
        return "";
    }
    if (volume->period != PERIOD_NONE) {
        return with_condition(arena,
                              tr_fmt(arena, "{1} {2}", (long long)volume->amount.value,
                                     vocabulary_label(VOCABULARY_PERIOD, (int)volume->period)),
                              volume->condition);
    }
    return with_condition(arena, tr_fmt(arena, "{1}", (long long)volume->amount.value),
                          volume->condition);
}
