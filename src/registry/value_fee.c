/* Fees: a small table of amount, condition, formula; free is zero, unknown is nothing. */
#include <string.h>
#include "value_token.h"
#include "values.h"

static const char *const free_words[] = {"رایگان",      "بدون هزینه",        "ندارد", "مجانی",
                                         "هزینه ندارد", "بدون دریافت هزینه", NULL};
/* Words that make a fee a rule and not an amount. */
static const char *const rule_words[] = {
    "درصد", "٪",  "%",   "هزارم", "سرمایه", "طبق",   "برابر", "تعرفه",  "ازای", "دفترچه",
    "سقف",  "کف", "ضرب", "ضریب",  "نیم",    "مطابق", "متغیر", "توافقی", NULL};
static const char *const to_words[] = {"تا", "الی", NULL};
static const char *const most_words[] = {"حداکثر", "سقف", NULL};
static const char *const rial_words[] = {"ریال", "ریالی", "مبلغ", "از", NULL};

struct scale_word {
    const char *word;
    int64_t factor;
};
static const struct scale_word scale_words[] = {
    {"هزار", 1000}, {"میلیون", 1000000}, {"میلیارد", 1000000000}, {"تومان", 10}};

static bool is_free(const char *body) {
    for (const char *const *word = free_words; *word != NULL; word++) {
        if (strcmp(body, *word) == 0) {
            return true;
        }
    }
    return false;
}

struct gathered {
    int64_t numbers[2];
    size_t count;
    bool rule, broken, most;
    int64_t cap;                  /* number after «سقف» or «حداکثر», -1 if none */
    size_t first_word, last_word; /* 1-based */
};

static bool scale(struct gathered *g, const struct token *token) {
    for (size_t i = 0; i < COUNT_OF(scale_words); i++) {
        if (!token_is(token, scale_words[i].word) || g->count == 0) {
            continue;
        }
        /* «۱۰ تا ۲۰ هزار تومان» scales both ends */
        for (size_t n = 0; n < g->count; n++) {
            if (g->numbers[n] > INT64_MAX / scale_words[i].factor) {
                g->broken = true;
                return true;
            }
            g->numbers[n] *= scale_words[i].factor;
        }
        return true;
    }
    return false;
}

static void gather(const struct tokens *tokens, struct gathered *g) {
    bool after_most = false;
    memset(g, 0, sizeof *g);
    g->cap = -1;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (token->kind == TOKEN_NUMBER) {
            g->cap = after_most ? token->number : g->cap;
            g->broken = g->broken || g->count == 2;
            if (g->count < 2) {
                g->numbers[g->count++] = token->number;
            }
            after_most = false;
            continue;
        }
        if (token->kind == TOKEN_BROKEN_NUMBER) {
            g->broken = true;
        } else if (token_in(token, most_words)) {
            after_most = true;
            g->most = true;
            g->rule = g->rule || token_in(token, rule_words);
        } else if (token_in(token, rule_words)) {
            g->rule = true;
        } else if (token->kind == TOKEN_WORD && !scale(g, token) && !token_in(token, to_words) &&
                   !token_in(token, rial_words)) {
            g->first_word = g->first_word == 0 ? i + 1 : g->first_word;
            g->last_word = i + 1;
        }
    }
}

static enum err read_piece(struct arena *arena, const char *piece, struct fee_case *out,
                           bool *understood) {
    const char *body = NULL;
    const char *bracket = NULL;
    struct tokens tokens;
    struct gathered g;
    *out = (struct fee_case){.condition = "", .formula = "", .dated = "", .account = ""};
    *understood = true;
    enum err err = value_split_bracket(arena, piece, &body, &bracket);
    if (err != ERR_NONE) {
        return err;
    }
    out->condition = bracket;
    if (is_free(body)) {
        out->least = out->most = known_int(0);
        return ERR_NONE;
    }
    value_tokenize(body, &tokens);
    gather(&tokens, &g);
    if (g.rule || g.broken || tokens.cut || g.count == 0) {
        out->formula = piece;
        out->condition = "";
        out->most = g.rule && !g.broken && g.cap >= 0 ? known_int(g.cap) : UNKNOWN_INT;
        *understood = g.rule && !g.broken;
        return ERR_NONE;
    }
    if (g.count == 2 && g.numbers[0] > g.numbers[1]) {
        out->formula = piece;
        *understood = false;
        return ERR_NONE;
    }
    out->least = g.most && g.count == 1 ? UNKNOWN_INT : known_int(g.numbers[0]);
    out->most = known_int(g.numbers[g.count - 1]);
    if (g.first_word != 0) {
        const char *words = tokens_text(arena, &tokens, g.first_word - 1, g.last_word - 1);
        out->condition = words == NULL || bracket[0] == '\0'
                             ? words
                             : arena_printf(arena, "%s (%s)", words, bracket);
    }
    return out->condition == NULL ? err_failed() : ERR_NONE;
}

enum err value_read_fees(struct arena *arena, const char *text, struct value_fees *out,
                         enum value_reading *reading) {
    struct value_list pieces;
    *out = (struct value_fees){0};
    *reading = VALUE_EMPTY;
    enum err err = value_read_list(arena, text, &pieces);
    if (err != ERR_NONE) {
        return err;
    }
    if (pieces.count == 0 || (pieces.count == 1 && value_is_blank(pieces.items[0]))) {
        return ERR_NONE;
    }
    if (pieces.count > VALUE_CASES_MAX) {
        return err_set(ERR_LIMIT, "REG-2", "A fee has more than {1} cases.", "40", NULL);
    }
    struct fee_case *items = ARENA_ARRAY(arena, pieces.count, struct fee_case);
    if (items == NULL) {
        return err_failed();
    }
    size_t understood_count = 0;
    for (size_t i = 0; i < pieces.count; i++) {
        bool understood = false;
        err = read_piece(arena, pieces.items[i], &items[i], &understood);
        if (err != ERR_NONE) {
            return err;
        }
        understood_count += understood ? 1 : 0;
    }
    *out = (struct value_fees){items, pieces.count};
    *reading = understood_count == pieces.count ? VALUE_READ
               : understood_count > 0           ? VALUE_PARTLY
                                                : VALUE_TEXT_ONLY;
    return ERR_NONE;
}

bool fee_is_free(const struct fee_case *fee) {
    return fee->most.known && fee->most.value == 0 && fee->formula[0] == '\0';
}
