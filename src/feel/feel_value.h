/*
 * Values of FEEL (DMN 1.5, clause 10.3.2): immutable, passed by value. What a value points to lives
 * in the arena that it was made in, and as long as it; nothing is freed one by one.
 */
#ifndef KHAJU_FEEL_VALUE_H
#define KHAJU_FEEL_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "feel_number.h"

enum feel_type_kind {
    FEEL_NULL,
    FEEL_BOOLEAN,
    FEEL_NUMBER,
    FEEL_STRING,
    FEEL_DATE,
    FEEL_TIME,
    FEEL_DATE_TIME,
    FEEL_DAYS_DURATION,
    FEEL_MONTHS_DURATION,
    FEEL_LIST,
    FEEL_CONTEXT,
    FEEL_RANGE,
    FEEL_FUNCTION,
    FEEL_ANY,    /* of types only */
    FEEL_ABSENT, /* an optional argument that was not given; never leaves the library */
};

struct feel_string {
    const char *bytes; /* UTF-8, NUL-terminated; may hold U+0000 */
    size_t length;     /* bytes */
};

struct feel_date {
    int32_t year; /* -999999999 to 999999999, proleptic Gregorian, year 0 exists */
    int32_t month;
    int32_t day;
};

enum feel_zone { FEEL_ZONE_LOCAL, FEEL_ZONE_OFFSET, FEEL_ZONE_NAMED };

/* A time of day (date unused) or a date and time. */
struct feel_moment {
    struct feel_date date;
    int32_t second; /* of the day, 0 to 86399 */
    int32_t nano;   /* 0 to 999999999 */
    enum feel_zone zone;
    int32_t offset;        /* seconds east of UTC; of a named zone set by feel_time.h */
    const char *zone_name; /* IANA, when it is FEEL_ZONE_NAMED */
};

struct feel_value {
    enum feel_type_kind type;
    union {
        const char *reason; /* of a null: an English sentence, or NULL */
        bool boolean;
        struct feel_number number;
        struct feel_string string;
        struct feel_date date;
        const struct feel_moment *moment;
        struct feel_number seconds; /* days and time duration, to the nanosecond */
        int64_t months;
        const struct feel_list *list;
        const struct feel_context *context;
        const struct feel_range *range;
        const struct feel_function *function;
    };
};

struct feel_list {
    size_t count;
    const struct feel_value *items;
};

struct feel_entry {
    struct feel_string name;
    struct feel_value value;
};

struct feel_context {
    size_t count;
    const struct feel_entry *entries; /* in the order they were written; names are unique */
};

/* [1..5] and, of one end, < 5; (= 5) and (!= 5) are ranges too. */
enum feel_range_form {
    FEEL_INTERVAL,
    FEEL_LESS,
    FEEL_AT_MOST,
    FEEL_MORE,
    FEEL_AT_LEAST,
    FEEL_EXACTLY,
    FEEL_OTHER_THAN
};

struct feel_range {
    enum feel_range_form form;
    bool low_closed;
    bool high_closed;
    struct feel_value low; /* null: without end */
    struct feel_value high;
};

struct feel_value feel_null(const char *reason);
struct feel_value feel_boolean(bool value);
struct feel_value feel_number_value(struct feel_number number); /* null if it is not finite */
struct feel_value feel_int(int64_t value);
struct feel_value feel_string(const char *text);                       /* text stays the caller's */
struct feel_value feel_string_sized(const char *bytes, size_t length); /* NUL after length */
struct feel_value feel_date(struct feel_date date);

/* A list that takes over items; null if there is no memory (the arena has failed then). */
struct feel_value feel_list_of(struct arena *arena, const struct feel_value *items, size_t count);
struct feel_value feel_context_of(struct arena *arena, const struct feel_entry *entries,
                                  size_t count);

bool feel_string_equal(struct feel_string a, struct feel_string b);
/* The entry of this name, or NULL. */
const struct feel_value *feel_context_get(const struct feel_context *context,
                                          struct feel_string name);

/* Answers of the three-valued logic. */
enum feel_truth { FEEL_FALSE, FEEL_TRUE, FEEL_UNKNOWN };

/* The = of FEEL (table 42): FEEL_UNKNOWN for two kinds that cannot be compared. */
enum feel_truth feel_equal(struct feel_value a, struct feel_value b);
/* The order of two values of one ordered kind, in *out as -1, 0, 1; false: they have none. */
bool feel_order(struct feel_value a, struct feel_value b, int *out);
/* What `a in b` and a cell of a table mean: equal, in the range, or in a member of the list. */
enum feel_truth feel_matches(struct feel_value a, struct feel_value b);

#endif
