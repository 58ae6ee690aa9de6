/* Volumes: 31000 a year; «22778 (۶ ماه نخست ۱۴۰۴)» is a part of a year and stays one. */
#include <string.h>
#include "text.h"
#include "value_token.h"
#include "values.h"

struct period_word {
    const char *word;
    enum period period;
};
static const struct period_word period_words[] = {
    {"روز", PERIOD_DAY}, {"ماه", PERIOD_MONTH}, {"فصل", PERIOD_SEASON}, {"سال", PERIOD_YEAR}};
static const char *const per_words[] = {"در", "هر", "نفر", "مورد", "فقره", NULL};

static enum period period_of(const struct token *token) {
    for (size_t i = 0; i < COUNT_OF(period_words); i++) {
        if (token_is(token, period_words[i].word)) {
            return period_words[i].period;
        }
    }
    return PERIOD_NONE;
}

/* «۶ ماه نخست ۱۴۰۴»: months and year; other words are left to the condition. */
static void read_part(const char *bracket, struct volume_case *out) {
    struct tokens tokens;
    value_tokenize(bracket, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        if (token->kind != TOKEN_NUMBER) {
            continue;
        }
        if (i + 1 < tokens.count && token_is(&tokens.items[i + 1], "ماه") && token->number >= 1 &&
            token->number <= 12) {
            out->months = (int)token->number;
        } else if (token->number >= 1300 && token->number <= 1499) {
            out->year = (int)token->number;
        }
    }
}

static enum err read_piece(struct arena *arena, const char *piece, struct volume_case *out,
                           bool *understood) {
    const char *body = NULL;
    const char *bracket = NULL;
    struct tokens tokens;
    *out = (struct volume_case){.condition = ""};
    *understood = false;
    enum err err = value_split_bracket(arena, piece, &body, &bracket);
    if (err != ERR_NONE) {
        return err;
    }
    value_tokenize(body, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        enum period period = period_of(token);
        if (token->kind == TOKEN_NUMBER && !out->amount.known) {
            out->amount = known_int(token->number);
        } else if (period != PERIOD_NONE && out->period == PERIOD_NONE) {
            out->period = period;
        } else if (!token_in(token, per_words)) {
            out->amount = UNKNOWN_INT;
            return ERR_NONE;
        }
    }
    out->condition = bracket;
    read_part(bracket, out);
    if (out->months > 0) {
        out->period = PERIOD_NONE;
    }
    /* a period without a number was not reported */
    *understood = out->amount.known;
    return ERR_NONE;
}

enum err value_read_volumes(struct arena *arena, const char *text, struct value_volumes *out,
                            enum value_reading *reading) {
    struct value_list pieces;
    *out = (struct value_volumes){0};
    *reading = VALUE_EMPTY;
    enum err err = value_read_list(arena, text, &pieces);
    if (err != ERR_NONE) {
        return err;
    }
    if (pieces.count == 0 || (pieces.count == 1 && value_is_blank(pieces.items[0]))) {
        return ERR_NONE;
    }
    struct volume_case *items = ARENA_ARRAY(arena, pieces.count, struct volume_case);
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
    *out = (struct value_volumes){items, count};
    *reading = count == pieces.count ? VALUE_READ : count > 0 ? VALUE_PARTLY : VALUE_TEXT_ONLY;
    return ERR_NONE;
}

enum value_reading value_read_visits(const char *text, struct maybe_int *out) {
    struct tokens tokens;
    *out = UNKNOWN_INT;
    value_tokenize(text == NULL ? "" : text, &tokens);
    if (tokens.count == 0 || (tokens.count == 1 && tokens.items[0].kind == TOKEN_DASH) ||
        (tokens.count == 1 &&
         (token_is(&tokens.items[0], "False") || token_is(&tokens.items[0], "false")))) {
        return VALUE_EMPTY;
    }
    bool times = tokens.count == 2 &&
                 (token_is(&tokens.items[1], "بار") || token_is(&tokens.items[1], "مرتبه"));
    if ((tokens.count == 1 || times) && tokens.items[0].kind == TOKEN_NUMBER &&
        tokens.items[0].number <= 100) {
        *out = known_int(tokens.items[0].number);
        return VALUE_READ;
    }
    return VALUE_TEXT_ONLY;
}
