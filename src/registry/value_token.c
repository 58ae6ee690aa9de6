/* Pieces, brackets and tokens of a cell; see value_token.h. */
#include "value_token.h"

#include <string.h>

int value_digit(const char *at, size_t *size) {
    const unsigned char *byte = (const unsigned char *)at;
    if (byte[0] >= '0' && byte[0] <= '9') {
        *size = 1;
        return byte[0] - '0';
    }
    if (byte[0] == 0xDB && byte[1] >= 0xB0 && byte[1] <= 0xB9) { /* U+06F0… */
        *size = 2;
        return byte[1] - 0xB0;
    }
    if (byte[0] == 0xD9 && byte[1] >= 0xA0 && byte[1] <= 0xA9) { /* U+0660… */
        *size = 2;
        return byte[1] - 0xA0;
    }
    return -1;
}

static size_t starts_with(const char *at, const char *const *texts) {
    for (; *texts != NULL; texts++) {
        if (at[0] == (*texts)[0]) {
            size_t length = strlen(*texts);
            if (strncmp(at, *texts, length) == 0) {
                return length;
            }
        }
    }
    return 0;
}

/* A group mark counts only before exactly three digits. */
static size_t group_mark(const char *at) {
    static const char *const marks[] = {",", "٬", "،", NULL};
    size_t mark = starts_with(at, marks);
    const char *next = at + mark;
    size_t size = 0;
    if (mark == 0) {
        return 0;
    }
    for (int i = 0; i < 3; i++) {
        if (value_digit(next, &size) < 0) {
            return 0;
        }
        next += size;
    }
    return value_digit(next, &size) < 0 ? mark : 0;
}

static size_t fraction_mark(const char *at) {
    static const char *const marks[] = {".", "٫", "/", NULL};
    size_t mark = starts_with(at, marks);
    size_t size = 0;
    return mark > 0 && value_digit(at + mark, &size) >= 0 ? mark : 0;
}

static const char *read_number(const char *at, struct token *token) {
    size_t size = 0;
    int digit;
    token->kind = TOKEN_NUMBER;
    token->number = 0;
    for (;;) {
        while ((digit = value_digit(at, &size)) >= 0) {
            if (token->number > (INT64_MAX - digit) / 10) {
                token->kind = TOKEN_BROKEN_NUMBER;
                token->number = 0;
            }
            token->number = token->number * 10 + digit;
            at += size;
        }
        size_t mark = group_mark(at);
        if (mark > 0) {
            at += mark;
            continue;
        }
        mark = fraction_mark(at);
        if (mark == 0) {
            return at;
        }
        token->kind = TOKEN_BROKEN_NUMBER;
        token->number = 0;
        at += mark;
    }
}

static const char *const dashes[] = {"-", "–", "—", "−", NULL};
static const char *const breaks[] = {" ", "\n", "\t", "،", ",", ":", NULL};

void value_tokenize(const char *text, struct tokens *out) {
    const char *at = text;
    out->count = 0;
    out->cut = false;
    while (*at != '\0') {
        size_t size = starts_with(at, breaks);
        if (size > 0) {
            at += size;
            continue;
        }
        if (out->count == VALUE_TOKENS_MAX) {
            out->cut = true;
            return;
        }
        struct token *token = &out->items[out->count++];
        *token = (struct token){.start = at};
        size_t dash = starts_with(at, dashes);
        if (dash > 0) {
            token->kind = TOKEN_DASH;
            at += dash;
        } else if (value_digit(at, &size) >= 0) {
            at = read_number(at, token);
        } else {
            token->kind = TOKEN_WORD;
            while (*at != '\0' && starts_with(at, breaks) == 0 && starts_with(at, dashes) == 0 &&
                   value_digit(at, &size) < 0) {
                at++;
            }
        }
        token->length = (size_t)(at - token->start);
    }
}

bool token_is(const struct token *token, const char *word) {
    return token->kind == TOKEN_WORD && strncmp(token->start, word, token->length) == 0 &&
           word[token->length] == '\0';
}

bool token_in(const struct token *token, const char *const *words) {
    for (; *words != NULL; words++) {
        if (token_is(token, *words)) {
            return true;
        }
    }
    return false;
}

const char *tokens_text(struct arena *arena, const struct tokens *tokens, size_t first,
                        size_t last) {
    const char *start = tokens->items[first].start;
    const char *end = tokens->items[last].start + tokens->items[last].length;
    return arena_strndup(arena, start, (size_t)(end - start));
}

enum err value_split_bracket(struct arena *arena, const char *piece, const char **body,
                             const char **bracket) {
    size_t length = strlen(piece);
    const char *open = length > 0 && piece[length - 1] == ')' ? strchr(piece, '(') : NULL;
    *body = piece;
    *bracket = "";
    if (open == NULL) {
        return ERR_NONE;
    }
    size_t body_length = (size_t)(open - piece);
    while (body_length > 0 && piece[body_length - 1] == ' ') {
        body_length--;
    }
    *body = arena_strndup(arena, piece, body_length);
    *bracket = arena_strndup(arena, open + 1, length - (size_t)(open + 1 - piece) - 1);
    return *body == NULL || *bracket == NULL ? err_failed() : ERR_NONE;
}

bool value_is_blank(const char *text) {
    static const char *const blanks[] = {"",      "-", "–", "—",   "_", "False", "false",
                                         "FALSE", "؟", "?", "...", "…", NULL};
    for (const char *const *blank = blanks; *blank != NULL; blank++) {
        if (strcmp(text, *blank) == 0) {
            return true;
        }
    }
    return false;
}
