/*
 * Deadlines of clauses: «۱۰ روز کاری / 10 working days», «هر ۴ ماه», «سالی یک بار», «پایان شهریور
 * ۱۴۰۱», «1397/04/01 (2018-06-22)». What is not understood stays text only.
 */
#include <string.h>
#include "calendar.h"
#include "upstream.h"
#include "value_token.h"

/* The Persian half: up to " / ", which no date contains. */
static const char *persian_half(struct arena *arena, const char *text) {
    const char *slash = strstr(text, " / ");
    return slash == NULL ? text : arena_strndup(arena, text, (size_t)(slash - text));
}

static const char *const yearly[] = {"سالانه", "سالی", NULL};
static const char *const monthly[] = {"ماهانه", "ماهی", NULL};

static int last_day(int year, int month) {
    int64_t day = 0;
    for (int last = 31; last > 29; last--) {
        if (calendar_day((struct jalali){year, month, last}, &day)) {
            return last;
        }
    }
    return 29;
}

/* «پایان شهریور ۱۴۰۱», «پایان ۱۳۸۶» */
static enum err read_end(struct arena *arena, const char *text, struct registry_clause *out) {
    struct vintage when = value_read_vintage(text);
    if (when.from_year == 0) {
        return ERR_NONE;
    }
    int month = when.month == 0 ? 12 : when.month;
    out->until = arena_printf(arena, "%04d/%02d/%02d", when.from_year, month,
                              last_day(when.from_year, month));
    return out->until == NULL ? err_failed() : ERR_NONE;
}

static enum err read_span(struct arena *arena, const char *text, struct registry_clause *out) {
    struct value_times times;
    enum value_reading reading;
    enum err err = value_read_times(arena, text, &times, &reading);
    if (err != ERR_NONE || reading != VALUE_READ || times.count != 1) {
        return err;
    }
    const struct time_case *time = &times.items[0];
    if (time->most.known) {
        out->amount = time->most;
        out->unit = time->most_unit;
        out->working = time->working;
    }
    return ERR_NONE;
}

enum err registry_deadline_read(struct arena *arena, const char *text,
                                struct registry_clause *out) {
    struct tokens tokens;
    struct jalali date;
    const char *body = NULL;
    const char *bracket = NULL;
    out->amount = UNKNOWN_INT;
    out->unit = 0;
    out->working = out->every = false;
    out->until = "";
    const char *half = persian_half(arena, text);
    enum err err = half == NULL ? err_failed() : value_split_bracket(arena, half, &body, &bracket);
    if (err != ERR_NONE) {
        return err;
    }
    if (calendar_parse_jalali(body, &date)) {
        out->until = arena_printf(arena, "%04d/%02d/%02d", date.year, date.month, date.day);
        return out->until == NULL ? err_failed() : ERR_NONE;
    }
    value_tokenize(body, &tokens);
    if (tokens.count == 0) {
        return ERR_NONE;
    }
    if (token_is(&tokens.items[0], "پایان")) {
        return read_end(arena, body, out);
    }
    bool every_year = token_in(&tokens.items[0], yearly);
    if (every_year || token_in(&tokens.items[0], monthly)) {
        out->every = true;
        out->amount = known_int(1);
        out->unit = every_year ? TIME_YEAR : TIME_MONTH;
        return ERR_NONE;
    }
    if (token_is(&tokens.items[0], "هر") && tokens.count > 1) {
        out->every = true;
        body = tokens.items[1].start;
    }
    err = read_span(arena, body, out);
    out->every = out->every && out->amount.known;
    return err;
}
