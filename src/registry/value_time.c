/* Times as agencies write them: «حدود ۴۵ روز», «۲ ساعت تا ۱ روز», «قطع 24 ساعت؛ وصل 48 ساعت». */
#include <string.h>
#include "value_token.h"
#include "values.h"

enum { AMOUNT_MAX = 100000 };

struct unit_word {
    const char *word;
    enum time_unit unit;
};
static const struct unit_word unit_words[] = {
    {"دقیقه", TIME_MINUTE}, {"دقیقه‌ای", TIME_MINUTE},
    {"ساعت", TIME_HOUR},    {"ساعته", TIME_HOUR},
    {"روز", TIME_DAY},      {"روزه", TIME_DAY},
    {"هفته", TIME_WEEK},    {"هفته‌ای", TIME_WEEK},
    {"ماه", TIME_MONTH},    {"ماهه", TIME_MONTH},
    {"سال", TIME_YEAR},     {"ساله", TIME_YEAR},
};
struct number_word {
    const char *word;
    int64_t value;
};
static const struct number_word number_words[] = {
    {"یک", 1},  {"دو", 2}, {"سه", 3},  {"چهار", 4},    {"پنج", 5},   {"شش", 6},  {"هفت", 7},
    {"هشت", 8}, {"نه", 9}, {"ده", 10}, {"پانزده", 15}, {"بیست", 20}, {"سی", 30},
};
static const char *const at_most[] = {"حداکثر", "کمتر", "زیر", NULL};
static const char *const at_least[] = {"حداقل", "دست‌کم", "دستکم", "بیش", "بیشتر", NULL};
static const char *const about[] = {"حدود",   "حدوداً",  "حدودا", "تقریباً",
                                    "تقریبا", "معمولاً", "متوسط", NULL};
static const char *const to_words[] = {"تا", "الی", "یا", NULL};
static const char *const working_words[] = {"کاری", "اداری", NULL};
static const char *const filler_words[] = {"از", "در", "مدت", "ظرف", NULL};

static enum time_unit unit_of(const struct token *token) {
    for (size_t i = 0; i < COUNT_OF(unit_words); i++) {
        if (token_is(token, unit_words[i].word)) {
            return unit_words[i].unit;
        }
    }
    return 0;
}

static bool number_of(const struct token *token, int64_t *out) {
    if (token->kind == TOKEN_NUMBER) {
        *out = token->number;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(number_words); i++) {
        if (token_is(token, number_words[i].word)) {
            *out = number_words[i].value;
            return true;
        }
    }
    return false;
}

/* What was gathered from the tokens of one piece. */
struct gathered {
    int64_t numbers[2];
    enum time_unit units[2];
    size_t count;
    bool most, least, about, working, broken, joined; /* joined: «۱ ماه و ۱۰ روز» */
    size_t first_word, last_word; /* words that are none of ours: 1-based, 0 = none */
};

static void gather(const struct tokens *tokens, struct gathered *g) {
    memset(g, 0, sizeof *g);
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        int64_t number = 0;
        enum time_unit unit = unit_of(token);
        if (unit != 0 && g->count > 0 && g->units[g->count - 1] == 0) {
            g->units[g->count - 1] = unit;
        } else if (number_of(token, &number)) {
            g->broken = g->broken || g->count == 2;
            if (g->count < 2) {
                g->numbers[g->count++] = number;
            }
        } else if (token_in(token, at_most) || (g->count == 0 && token_is(token, "تا"))) {
            g->most = true;
        } else if (token_in(token, at_least)) {
            g->least = true;
        } else if (token_in(token, about)) {
            g->about = true;
        } else if (token_in(token, working_words)) {
            g->working = true;
        } else if (token->kind == TOKEN_BROKEN_NUMBER) {
            g->broken = true;
        } else if (token_is(token, "و") && g->count > 0) {
            g->joined = true;
        } else if (token->kind != TOKEN_DASH && !token_in(token, to_words) &&
                   !token_in(token, filler_words)) {
            g->first_word = g->first_word == 0 ? i + 1 : g->first_word;
            g->last_word = i + 1;
        }
    }
}

/* Makes a case of what was gathered; false when it is no time. */
static bool build(const struct gathered *g, struct time_case *out) {
    enum time_unit last = g->count > 0 ? g->units[g->count - 1] : 0;
    if (g->count == 0 || last == 0 || g->broken || g->numbers[0] > AMOUNT_MAX ||
        g->numbers[1] > AMOUNT_MAX) {
        return false;
    }
    out->approximate = g->about;
    out->working = g->working;
    out->least_unit = g->units[0] != 0 ? g->units[0] : last;
    out->most_unit = last;
    if (g->count == 2 && g->joined) {
        return false;
    }
    if (g->count == 2) {
        out->least = known_int(g->numbers[0]);
        out->most = known_int(g->numbers[1]);
        return time_minutes(g->numbers[0], out->least_unit) <= time_minutes(g->numbers[1], last);
    }
    out->least = g->most ? UNKNOWN_INT : known_int(g->numbers[0]);
    out->most = g->least ? UNKNOWN_INT : known_int(g->numbers[0]);
    return !(g->most && g->least);
}

static enum err read_piece(struct arena *arena, const char *piece, struct time_case *out,
                           bool *understood) {
    const char *body = NULL;
    const char *bracket = NULL;
    struct tokens tokens;
    struct gathered g;
    *out = (struct time_case){.condition = ""};
    enum err err = value_split_bracket(arena, piece, &body, &bracket);
    if (err != ERR_NONE) {
        return err;
    }
    value_tokenize(body, &tokens);
    gather(&tokens, &g);
    *understood = build(&g, out) && !tokens.cut;
    if (!*understood) {
        return ERR_NONE;
    }
    out->condition = bracket;
    if (g.first_word != 0) {
        /* words around the number: a condition only if they stand together on one side */
        const char *words = tokens_text(arena, &tokens, g.first_word - 1, g.last_word - 1);
        out->condition = words == NULL || bracket[0] == '\0'
                             ? words
                             : arena_printf(arena, "%s (%s)", words, bracket);
    }
    return out->condition == NULL ? err_failed() : ERR_NONE;
}

enum err value_read_times(struct arena *arena, const char *text, struct value_times *out,
                          enum value_reading *reading) {
    struct value_list pieces;
    *out = (struct value_times){0};
    *reading = VALUE_EMPTY;
    enum err err = value_read_list(arena, text, &pieces);
    if (err != ERR_NONE) {
        return err;
    }
    if (pieces.count == 0 || (pieces.count == 1 && value_is_blank(pieces.items[0]))) {
        return ERR_NONE;
    }
    struct time_case *items = ARENA_ARRAY(arena, pieces.count, struct time_case);
    if (items == NULL) {
        return err_failed();
    }
    size_t count = 0;
    for (size_t i = 0; i < pieces.count && count < VALUE_CASES_MAX; i++) {
        bool understood = false;
        err = read_piece(arena, pieces.items[i], &items[count], &understood);
        if (err != ERR_NONE) {
            return err;
        }
        count += understood ? 1 : 0;
    }
    *out = (struct value_times){items, count};
    *reading = count == pieces.count ? VALUE_READ : count > 0 ? VALUE_PARTLY : VALUE_TEXT_ONLY;
    return ERR_NONE;
}

int64_t time_minutes(int64_t amount, enum time_unit unit) {
    static const int64_t minutes[] = {
        [TIME_MINUTE] = 1,   [TIME_HOUR] = 60,     [TIME_DAY] = 1440,
        [TIME_WEEK] = 10080, [TIME_MONTH] = 43200, [TIME_YEAR] = 525600,
    };
    if (unit < TIME_MINUTE || unit > TIME_YEAR || amount < 0 || amount > INT64_MAX / 525600) {
        return 0;
    }
    return amount * minutes[unit];
}
