/*
 * Reading what agencies really write in a cell: times, fees, volumes, visits, identifiers,
 * channels, lists, dates. Pure functions: text in, structure out, nothing guessed silently. The
 * source text is always kept by the caller beside what was understood.
 *
 * Every function takes cleaned or raw UTF-8, accepts Persian, Arabic and Latin digits, ي/ك, and
 * half-spaces, and is bounded (VALUE_CASES_MAX). NULL from an arena is ERR_MEMORY.
 */
#ifndef KHAJU_REGISTRY_VALUES_H
#define KHAJU_REGISTRY_VALUES_H

#include "arena.h"
#include "err.h"
#include "maybe.h"
#include "vocabulary.h"

enum { VALUE_CASES_MAX = 40, VALUE_LIST_MAX = 100 };

/* How a cell was understood. */
enum value_reading {
    VALUE_EMPTY,     /* nothing there: unknown */
    VALUE_READ,      /* all of it became structure */
    VALUE_PARTLY,    /* some of it did; the text says more */
    VALUE_TEXT_ONLY, /* words only ("متغیر"): known as text, not as a number */
};

struct value_list {
    const char *const *items;
    size_t count;
};
/* Splits on «؛», ';', '|' and line breaks, outside brackets; trims; drops empty items. */
enum err value_read_list(struct arena *arena, const char *text, struct value_list *out) WARN_UNUSED;

enum time_unit { TIME_MINUTE = 1, TIME_HOUR, TIME_DAY, TIME_WEEK, TIME_MONTH, TIME_YEAR };
struct time_case {
    struct maybe_int least, most; /* "at most 4 days": least unknown */
    enum time_unit least_unit, most_unit;
    bool working;          /* working days */
    bool approximate;      /* «حدود» */
    const char *condition; /* "" if it holds for every case */
};
struct value_times {
    const struct time_case *items;
    size_t count;
};
enum err value_read_times(struct arena *arena, const char *text, struct value_times *out,
                          enum value_reading *reading) WARN_UNUSED;
const char *time_unit_slug(enum time_unit unit);
enum time_unit time_unit_value(const char *slug); /* 0: unknown */
const char *time_unit_label(enum time_unit unit); /* translated */
/* Minutes on the clock: a week is 7 days, a month 30, a year 365; working days count as days. */
int64_t time_minutes(int64_t amount, enum time_unit unit);
/* «حداکثر ۴ روز کاری (کشتاری)» in the reader's language. */
const char *time_case_text(struct arena *arena, const struct time_case *time);

struct fee_case {
    struct maybe_int least, most; /* rial; equal for one amount; 0 and 0 is free */
    const char *condition;        /* "" if none */
    const char *formula;          /* the words, when the fee is not a number; else "" */
    const char *dated;            /* vintage of this amount, "" if not said */
    const char *account;          /* account number of the form, "" if not said */
    int electronic;               /* enum yesno: may it be paid electronically */
};
struct value_fees {
    const struct fee_case *items;
    size_t count;
};
enum err value_read_fees(struct arena *arena, const char *text, struct value_fees *out,
                         enum value_reading *reading) WARN_UNUSED;
bool fee_is_free(const struct fee_case *fee);
const char *fee_case_text(struct arena *arena, const struct fee_case *fee);

struct volume_case {
    struct maybe_int amount;
    enum period period;    /* PERIOD_NONE for a partial volume */
    int months;            /* 6 of «۶ ماه نخست ۱۴۰۴»; 0 = a full period */
    int year;              /* Jalali; 0 = not said */
    const char *condition; /* what the bracket said */
};
struct value_volumes {
    const struct volume_case *items;
    size_t count;
};
enum err value_read_volumes(struct arena *arena, const char *text, struct value_volumes *out,
                            enum value_reading *reading) WARN_UNUSED;
const char *volume_case_text(struct arena *arena, const struct volume_case *volume);

/* Visits: a whole number 0..100, anything else is VALUE_TEXT_ONLY. «-», "False" are empty. */
enum value_reading value_read_visits(const char *text, struct maybe_int *out);

/* Identifier of a service, 11 digits. */
enum identifier_state {
    IDENTIFIER_EMPTY,
    IDENTIFIER_GOOD,
    IDENTIFIER_NOT_DIGITS,
    IDENTIFIER_LENGTH,
    IDENTIFIER_SCRAMBLED, /* right-to-left handling swapped the first two groups of four */
    IDENTIFIER_UNLIKELY,  /* 11 digits, but no division of that number; no repair known */
};
enum { IDENTIFIER_LENGTH_FULL = 11, IDENTIFIER_TEXT_MAX = 40 };
struct identifier {
    enum identifier_state state;
    char digits[IDENTIFIER_TEXT_MAX];        /* as given, Latin digits, or as much as fits */
    char repair[IDENTIFIER_LENGTH_FULL + 1]; /* offered, "" if none; never applied silently */
};
struct identifier value_read_identifier(const char *text);
/* The first run of 10 or 11 digits in a text like «… (13021187000)»; "" if none. */
void value_find_identifier(const char *text, char out[IDENTIFIER_TEXT_MAX]);
/* Parent and child share the serial (digits 5–8). */
bool identifier_same_serial(const char *child, const char *parent);

struct channel_use {
    enum stage stage;
    enum channel channel;
    const char *text; /* the words it was read from */
};
struct value_channels {
    const struct channel_use *items;
    size_t count;
};
/* Free text of one stage's cell; words not understood become CHANNEL_OTHER with their text. */
enum err value_read_channels(struct arena *arena, enum stage stage, const char *text,
                             struct value_channels *out, enum value_reading *reading) WARN_UNUSED;

/* Sets: «G2C؛ G2B», «استانی»: bits; *unknown gets the first word not in the list. */
enum err value_read_set(struct arena *arena, enum vocabulary list, const char *text, uint32_t *out,
                        const char **unknown) WARN_UNUSED;
/* One word of a list in Persian, English label or slug; 0 if it is none of them. */
int value_read_word(struct arena *arena, enum vocabulary list, const char *text);
/* The reason of a visit; VISIT_REASON_UNKNOWN when the words are not understood. */
enum visit_reason value_read_visit_reason(struct arena *arena, const char *text);

/* «تعرفه ۱۳۹۸», «خرداد ۱۳۹۹», «۱۳۹۷–۱۳۹۹»: years 0 when not said. */
struct vintage {
    int from_year, to_year;
    int month;   /* 1..12, 0 = not said */
    bool before; /* «پیش از» */
};
struct vintage value_read_vintage(const char *text);

/* A cell that a spreadsheet would run: starts with = + - @ or a tab. «-» alone, a number such as
   -5 and a telephone number are not formulas. */
bool value_is_formula(const char *text);

#endif
