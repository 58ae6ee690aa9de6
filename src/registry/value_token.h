/*
 * Private to the parsers of values: pieces between «؛», the bracket at the end of a piece, and
 * tokens (numbers, words, dashes) that point into the cleaned text, so that conditions keep the
 * digits and letters in which they were written.
 */
#ifndef KHAJU_REGISTRY_VALUE_TOKEN_H
#define KHAJU_REGISTRY_VALUE_TOKEN_H

#include "arena.h"
#include "err.h"
#include "values.h"

enum { VALUE_TOKENS_MAX = 60 };

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_DASH, TOKEN_BROKEN_NUMBER };
struct token {
    enum token_kind kind;
    const char *start;
    size_t length;
    int64_t number;
};
struct tokens {
    struct token items[VALUE_TOKENS_MAX];
    size_t count;
    bool cut;
};

/* Splits a cleaned text. A number too large or with a fraction is TOKEN_BROKEN_NUMBER. */
void value_tokenize(const char *text, struct tokens *out);
bool token_is(const struct token *token, const char *word);
/* One of the words of a NULL-ended list. */
bool token_in(const struct token *token, const char *const *words);
/* The text from one token to another (inclusive), in the arena. */
const char *tokens_text(struct arena *arena, const struct tokens *tokens, size_t first,
                        size_t last);

/* «صدور (تک‌فاز)» gives body «صدور» and bracket «تک‌فاز»;
   without a bracket at the end of the piece that is "". */
enum err value_split_bracket(struct arena *arena, const char *piece, const char **body,
                             const char **bracket) WARN_UNUSED;

/* The value of a Latin, Persian or Arabic digit at `at`, its bytes in *size; -1 if none. */
int value_digit(const char *at, size_t *size);

/* «-», "False", "0/False" left by exports: nothing was stated. */
bool value_is_blank(const char *text);

#endif
