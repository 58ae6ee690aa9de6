/* Amounts, marks and their kin in words. */
#include <math.h>

#include "compare.h"
#include "journey.h"
#include "tr.h"

static const struct {
    const char *slug, *label, *phrase;
} subjects[JOURNEY_SUBJECTS] = {
    [JOURNEY_VISITS] = {"visits", TR_NOOP("Visits"), TR_NOOP("{1} visits")},
    [JOURNEY_DOCUMENTS] = {"documents", TR_NOOP("Documents asked for"), TR_NOOP("{1} documents")},
    [JOURNEY_HAND_OVERS] = {"hand_overs", TR_NOOP("Hand-overs"), TR_NOOP("{1} hand-overs")},
    [JOURNEY_AGENCIES] = {"agencies", TR_NOOP("Agencies taking part"), TR_NOOP("{1} agencies")},
    [JOURNEY_SECONDS] = {"seconds", TR_NOOP("Expected time"), NULL},
};

static const struct {
    const char *slug, *label;
} paths[JOURNEY_PATHS] =
    {
        [JOURNEY_BEST] = {"best", TR_NOOP("best path")},
        [JOURNEY_PROBABLE] = {"probable", TR_NOOP("probable path")},
        [JOURNEY_WORST] = {"worst", TR_NOOP("worst path")},
},
  marks[JOURNEY_MARKS] =
      {
          [JOURNEY_SAME] = {"same", TR_NOOP("unchanged")},
          [JOURNEY_ADDED] = {"added", TR_NOOP("added")},
          [JOURNEY_REMOVED] = {"removed", TR_NOOP("removed")},
          [JOURNEY_CHANGED] = {"changed", TR_NOOP("changed")},
},
  differences[JOURNEY_DIFFERENCES] = {
      {"name", TR_NOOP("name")},
      {"type", TR_NOOP("type")},
      {"actor", TR_NOOP("who does it")},
      {"visit", TR_NOOP("visit of the citizen")},
      {"document", TR_NOOP("documents asked for")},
      {"time", TR_NOOP("expected time")},
      {"ends", TR_NOOP("where it leads")},
      {"share", TR_NOOP("how often it is taken")},
};

const char *journey_subject_slug(enum journey_subject subject) {
    return subjects[subject].slug;
}

const char *journey_subject_label(enum journey_subject subject) {
    return tr(subjects[subject].label);
}

const char *journey_path_slug(enum journey_path path) {
    return paths[path].slug;
}

const char *journey_path_label(enum journey_path path) {
    return tr(paths[path].label);
}

const char *journey_mark_slug(enum journey_mark mark) {
    return marks[mark].slug;
}

const char *journey_mark_label(enum journey_mark mark) {
    return tr(marks[mark].label);
}

static size_t number_of(uint32_t difference) {
    size_t number = 0;
    while (number + 1 < JOURNEY_DIFFERENCES && (difference >> number & 1) == 0) {
        number++;
    }
    return number;
}

const char *journey_difference_slug(uint32_t difference) {
    return differences[number_of(difference)].slug;
}

const char *journey_difference_label(uint32_t difference) {
    return tr(differences[number_of(difference)].label);
}

/* The two largest units: nobody reads the seconds of a month. */
static const char *duration_text(struct arena *arena, double seconds) {
    static const struct {
        int64_t seconds;
        const char *phrase;
    } units[] = {
        {86400, TR_NOOP("{1} days")},
        {3600, TR_NOOP("{1} hours")},
        {60, TR_NOOP("{1} minutes")},
        {1, TR_NOOP("{1} seconds")},
    };
    int64_t rest = (int64_t)fmin(round(seconds), 9e15);
    size_t unit = 0;
    while (unit + 1 < COUNT_OF(units) && rest < units[unit].seconds) {
        unit++;
    }
    int64_t first = rest / units[unit].seconds;
    struct tr_arg value = tr_int(first);
    const char *text = tr_format(arena, units[unit].phrase, 1, &value);
    if (text == NULL || unit + 1 == COUNT_OF(units)) {
        return text;
    }
    int64_t second = (rest - first * units[unit].seconds) / units[unit + 1].seconds;
    if (second == 0) {
        return text;
    }
    value = tr_int(second);
    const char *more = tr_format(arena, units[unit + 1].phrase, 1, &value);
    return more == NULL ? NULL : tr_fmt(arena, "{1} and {2}", text, more);
}

const char *journey_text(struct arena *arena, enum journey_subject subject,
                         struct journey_amount amount) {
    if (amount.at_least && amount.value == 0) {
        return tr("not stated");
    }
    const char *text;
    if (subject == JOURNEY_SECONDS) {
        text = duration_text(arena, amount.value);
    } else {
        double whole = round(amount.value);
        bool is_whole = fabs(amount.value - whole) < 0.005 && fabs(whole) < 9e15;
        struct tr_arg value = is_whole ? tr_int((int64_t)whole) : tr_decimal(amount.value);
        text = tr_format(arena, subjects[subject].phrase, 1, &value);
    }
    return text == NULL || !amount.at_least ? text : tr_fmt(arena, "at least {1}", text);
}
