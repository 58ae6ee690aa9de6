/* When a page was valid: «تعرفه ۱۳۹۸», «خرداد ۱۳۹۹», «۱۳۹۷–۱۳۹۹», «پیش از ۱۳۹۸
 * (نرخ‌ها قدیمی)».
 */
#include "value_token.h"
#include "values.h"

static const char *const months[] = {"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
                                     "مهر",     "آبان",     "آذر",   "دی",  "بهمن",  "اسفند"};

struct vintage value_read_vintage(const char *text) {
    struct vintage out = {0};
    struct tokens tokens;
    value_tokenize(text == NULL ? "" : text, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        if (token->kind == TOKEN_NUMBER && token->number >= 1300 && token->number <= 1499) {
            out.from_year = out.from_year == 0 ? (int)token->number : out.from_year;
            out.to_year = (int)token->number;
        }
        /* «(پیش» is one token with its bracket */
        out.before = out.before || token_is(token, "پیش") || token_is(token, "(پیش");
        for (size_t m = 0; m < COUNT_OF(months) && out.month == 0; m++) {
            out.month = token_is(token, months[m]) ? (int)m + 1 : 0;
        }
    }
    return out;
}
