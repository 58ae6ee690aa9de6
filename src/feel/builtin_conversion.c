/* Conversions: date, time, date and time, duration, number, string, range (10.3.4.1). */
#include "feel_internal.h"

#include <string.h>

#include "feel_time.h"
#include "tr.h"

static struct feel_value no_moment(struct feel_run *run) {
    return feel_because(run, TR_NOOP("This is no date or time that exists."));
}

static struct feel_value date_of_text(struct feel_run *run, const struct feel_value *args) {
    struct feel_date date;
    return feel_date_parse(args[0].string, &date) ? feel_date(date) : no_moment(run);
}

static struct feel_value same(struct feel_run *run, const struct feel_value *args) {
    return args[0];
}

static struct feel_value date_of_moment(struct feel_run *run, const struct feel_value *args) {
    return feel_date(args[0].moment->date);
}

static struct feel_value date_of_numbers(struct feel_run *run, const struct feel_value *args) {
    int64_t year, month, day;
    if (!feel_number_to_int(args[0].number, &year) || !feel_number_to_int(args[1].number, &month) ||
        !feel_number_to_int(args[2].number, &day) || !feel_date_valid(year, month, day)) {
        return no_moment(run);
    }
    return feel_date((struct feel_date){(int32_t)year, (int32_t)month, (int32_t)day});
}

static struct feel_value time_of_text(struct feel_run *run, const struct feel_value *args) {
    struct feel_moment moment;
    return feel_time_parse(run->arena, args[0].string, &moment)
               ? feel_time_value(run->arena, moment)
               : no_moment(run);
}

static struct feel_value time_of_moment(struct feel_run *run, const struct feel_value *args) {
    return feel_time_value(run->arena, *args[0].moment);
}

static struct feel_value time_of_numbers(struct feel_run *run, const struct feel_value *args) {
    int64_t hour, minute, second, nanos, offset;
    struct feel_moment moment = {0};
    feel_seconds_split(args[2].number, &second, &nanos);
    if (!feel_number_to_int(args[0].number, &hour) ||
        !feel_number_to_int(args[1].number, &minute) || feel_number_negative(args[2].number) ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59 || second > 59) {
        return no_moment(run);
    }
    if (args[3].type == FEEL_DAYS_DURATION) {
        int64_t part;
        feel_seconds_split(args[3].seconds, &offset, &part);
        if (offset < -FEEL_OFFSET_MAX || offset > FEEL_OFFSET_MAX || part != 0) {
            return no_moment(run);
        }
        moment.zone = FEEL_ZONE_OFFSET;
        moment.offset = (int32_t)offset;
    }
    moment.second = (int32_t)(hour * 3600 + minute * 60 + second);
    moment.nano = (int32_t)nanos;
    return feel_time_value(run->arena, moment);
}

static struct feel_value moment_of_text(struct feel_run *run, const struct feel_value *args) {
    struct feel_moment moment;
    return feel_date_time_parse(run->arena, args[0].string, &moment)
               ? feel_date_time_value(run->arena, moment)
               : no_moment(run);
}

static struct feel_value moment_of_parts(struct feel_run *run, const struct feel_value *args) {
    struct feel_moment moment = *args[1].moment;
    moment.date = args[0].type == FEEL_DATE ? args[0].date : args[0].moment->date;
    return feel_date_time_value(run->arena, moment);
}

static struct feel_value duration_of_text(struct feel_run *run, const struct feel_value *args) {
    struct feel_value value = feel_duration_parse(args[0].string);
    return value.type == FEEL_NULL ? feel_because(run, value.reason) : value;
}

static struct feel_date date_part(struct feel_value value) {
    return value.type == FEEL_DATE ? value.date : value.moment->date;
}

/* Whole months between two dates, towards zero; the time of day does not count. */
static struct feel_value months_between(struct feel_run *run, const struct feel_value *args) {
    struct feel_date from = date_part(args[0]);
    struct feel_date to = date_part(args[1]);
    int64_t months = ((int64_t)to.year - from.year) * 12 + to.month - from.month;
    if (months > 0 && to.day < from.day) {
        months--;
    } else if (months < 0 && to.day > from.day) {
        months++;
    }
    return feel_months_value(months);
}

static bool is_one_of(struct feel_value value, const char *characters) {
    return value.type != FEEL_STRING || (value.string.length == 1 && value.string.bytes[0] &&
                                         strchr(characters, value.string.bytes[0]));
}

/* number("1.000,5", ".", ",") */
static struct feel_value number_of_text(struct feel_run *run, const struct feel_value *args) {
    enum { NUMBER_MAX = 1000 };
    struct feel_string text = args[0].string;
    bool grouped = args[1].type == FEEL_STRING;
    char point =
        args[2].type == FEEL_STRING && args[2].string.length == 1 ? args[2].string.bytes[0] : '.';
    struct feel_number number;
    char plain[NUMBER_MAX];
    size_t used = 0;
    bool after_point = false;
    bool wrong = text.length >= NUMBER_MAX || !is_one_of(args[1], " ,.") ||
                 !is_one_of(args[2], ",.") || (grouped && args[1].string.bytes[0] == point);
    for (size_t i = 0; i < text.length && !wrong; i++) {
        char c = text.bytes[i];
        if (c == point) {
            wrong = after_point;
            after_point = true;
            plain[used++] = '.';
        } else if (grouped && c == args[1].string.bytes[0]) {
            wrong = after_point;
        } else {
            wrong = c == '.';
            plain[used++] = c;
        }
    }
    return !wrong && feel_number_parse(plain, used, &number)
               ? feel_number_value(number)
               : feel_because(run, TR_NOOP("This text is not a number."));
}

static struct feel_value text_of_value(struct feel_run *run, const struct feel_value *args) {
    if (args[0].type == FEEL_NULL) {
        return args[0];
    }
    if (args[0].type == FEEL_STRING) {
        return args[0];
    }
    const char *text = feel_string_text(run->arena, args[0]);
    if (!text) {
        run->failed = run->failed != ERR_NONE ? run->failed : err_last()->err;
    }
    size_t length = text ? strlen(text) : 0;
    return feel_step(run, length / 64) && text ? feel_string_sized(text, length) : feel_null(NULL);
}

/* The end of a range in text: a literal, or date("…") and its kin around one. */
static bool constant_end(const struct feel_node *node) {
    static const char *const makers[] = {"date", "time", "date and time", "duration"};
    if (node->kind == NODE_LITERAL) {
        return node->value.type != FEEL_NULL;
    }
    if (node->kind == NODE_NEGATE) {
        return node->children[0]->kind == NODE_LITERAL;
    }
    if (node->kind != NODE_CALL || node->count != 2 || node->children[0]->kind != NODE_NAME ||
        node->children[1]->kind != NODE_LITERAL) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(makers); i++) {
        if (strcmp(node->children[0]->name.bytes, makers[i]) == 0) {
            return true;
        }
    }
    return false;
}

static struct feel_value range_of_text(struct feel_run *run, const struct feel_value *args) {
    const struct feel_compiled *compiled = NULL;
    if (!feel_step(run, args[0].string.length) ||
        strlen(args[0].string.bytes) != args[0].string.length ||
        feel_compile(run->arena, args[0].string.bytes, NULL, FEEL_EXPRESSION, &compiled) !=
            ERR_NONE ||
        compiled->root->kind != NODE_INTERVAL || !constant_end(compiled->root->children[0]) ||
        !constant_end(compiled->root->children[1])) {
        return feel_because(run, TR_NOOP("This text is not a range."));
    }
    return feel_node_value(run, compiled->root, NULL);
}

static const struct feel_builtin rows[] = {
    {"date", "s", {"from"}, date_of_text},
    {"date", "d", {"from"}, same},
    {"date", "m", {"from"}, date_of_moment},
    {"date", "nnn", {"year", "month", "day"}, date_of_numbers},
    {"time", "s", {"from"}, time_of_text},
    {"time", "t", {"from"}, same},
    {"time", "m", {"from"}, time_of_moment},
    {"time", "nnn?~D", {"hour", "minute", "second", "offset"}, time_of_numbers},
    {"date and time", "s", {"from"}, moment_of_text},
    {"date and time", "m", {"from"}, same},
    {"date and time", "dt", {"date", "time"}, moment_of_parts},
    {"date and time", "mt", {"date", "time"}, moment_of_parts},
    {"duration", "s", {"from"}, duration_of_text},
    {"duration", "D", {"from"}, same},
    {"duration", "Y", {"from"}, same},
    {"years and months duration", "dd", {"from", "to"}, months_between},
    {"years and months duration", "mm", {"from", "to"}, months_between},
    {"number", "n", {"from"}, same},
    {"number", "s?~s?~s", {"from", "grouping separator", "decimal separator"}, number_of_text},
    {"string", "a", {"from"}, text_of_value},
    {"range", "s", {"from"}, range_of_text},
    {0},
};
const struct feel_family feel_family_conversion = {rows, COUNT_OF(rows) - 1};
