/*
 * Channels in free text: «پیش‌ثبت‌نام و نوبت در ncr.ir، سپس حضور در
 * ثبت احوال/پست/پیشخوان» names four. Every channel word of a piece is taken; a piece with none
 * becomes CHANNEL_OTHER and keeps its words.
 */
#include <string.h>
#include "csv.h"
#include "text.h"
#include "value_token.h"
#include "values.h"

struct channel_word {
    const char *word;
    enum channel channel;
};
static const struct channel_word channel_words[] = {
    {"اینترنتی", CHANNEL_WEB},
    {"اینترنت", CHANNEL_WEB},
    {"وب", CHANNEL_WEB},
    {"وبگاه", CHANNEL_WEB},
    {"وب‌سایت", CHANNEL_WEB},
    {"سایت", CHANNEL_WEB},
    {"سامانه", CHANNEL_WEB},
    {"درگاه", CHANNEL_WEB},
    {"پرتال", CHANNEL_WEB},
    {"پورتال", CHANNEL_WEB},
    {"برخط", CHANNEL_WEB},
    {"آنلاین", CHANNEL_WEB},
    {"الکترونیکی", CHANNEL_WEB},
    {"الکترونیک", CHANNEL_WEB},
    {"ایمیل", CHANNEL_EMAIL},
    {"رایانامه", CHANNEL_EMAIL},
    {"اپلیکیشن", CHANNEL_APP},
    {"همراه", CHANNEL_APP},
    {"پیامک", CHANNEL_SMS},
    {"پیامکی", CHANNEL_SMS},
    {"تلفن", CHANNEL_PHONE},
    {"تلفنی", CHANNEL_PHONE},
    {"تماس", CHANNEL_PHONE},
    {"گویا", CHANNEL_PHONE},
    {"پست", CHANNEL_POST},
    {"پستی", CHANNEL_POST},
    {"پیشخوان", CHANNEL_COUNTER},
    {"کفالت", CHANNEL_COUNTER},
    {"اینترانت", CHANNEL_INTRANET},
    {"اینترانتی", CHANNEL_INTRANET},
    {"ERP", CHANNEL_INTRANET},
    {"نرم‌افزار", CHANNEL_INTRANET},
    {"کارتابل", CHANNEL_INTRANET},
    {"اتوماسیون", CHANNEL_INTRANET},
    {"خودپرداز", CHANNEL_MACHINE},
    {"کیوسک", CHANNEL_MACHINE},
    {"غیرحضوری", CHANNEL_OTHER_ELECTRONIC},
    {"حضوری", CHANNEL_IN_PERSON},
    {"حضور", CHANNEL_IN_PERSON},
    {"مراجعه", CHANNEL_IN_PERSON},
    {"بازدید", CHANNEL_IN_PERSON},
    {"مکتوب", CHANNEL_PAPER},
    {"کتبی", CHANNEL_PAPER},
    {"دستی", CHANNEL_PAPER},
    {"کاغذی", CHANNEL_PAPER},
    {"غیرالکترونیکی", CHANNEL_PAPER},
    {"غیرالکترونیک", CHANNEL_PAPER},
    {"صورتجلسه", CHANNEL_PAPER},
};
static const char *const electronic[] = {"الکترونیک", "الکترونیکی", NULL};
static const char *const in_person[] = {"حضوری", NULL};

static bool is_domain(const struct token *token) {
    static const char *const ends[] = {".ir", ".com", ".org", "http"};
    if (memchr(token->start, '.', token->length) == NULL &&
        memchr(token->start, 'h', token->length) == NULL) {
        return false; /* nearly every word */
    }
    for (size_t e = 0; e < COUNT_OF(ends); e++) {
        size_t length = strlen(ends[e]);
        for (size_t i = 0; token->kind == TOKEN_WORD && i + length <= token->length; i++) {
            if (memcmp(token->start + i, ends[e], length) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Word pairs that mean something else than their words; sets *used to the tokens taken. */
static enum channel pair_at(const struct tokens *tokens, size_t i, size_t *used) {
    const struct token *token = &tokens->items[i];
    const struct token *next = i + 1 < tokens->count ? token + 1 : NULL;
    *used = 2;
    if (next != NULL && token_is(token, "پست") && token_in(next, electronic)) {
        return CHANNEL_EMAIL;
    }
    if (next != NULL && token_is(token, "پیام") && token_is(next, "کوتاه")) {
        return CHANNEL_SMS;
    }
    if (next != NULL && token_is(token, "تلفن") && token_is(next, "همراه")) {
        return CHANNEL_APP;
    }
    if (next != NULL && token_is(token, "نرم‌افزار") && token_is(next, "پیشخوان")) {
        return CHANNEL_INTRANET;
    }
    if (next != NULL && token_is(token, "غیر") && token_in(next, electronic)) {
        return CHANNEL_PAPER;
    }
    if (next != NULL && token_is(token, "غیر") && token_in(next, in_person)) {
        return CHANNEL_OTHER_ELECTRONIC;
    }
    *used = 1;
    return CHANNEL_NONE;
}

static enum channel channel_at(const struct tokens *tokens, size_t i, size_t *used) {
    const struct token *token = &tokens->items[i];
    enum channel pair = pair_at(tokens, i, used);
    if (pair != CHANNEL_NONE) {
        return pair;
    }
    if (token->kind == TOKEN_NUMBER) {
        /* short numbers such as 1521 are telephone numbers; «۲۴ ساعته» is not */
        return token->number >= 100 && token->number <= 99999 ? CHANNEL_PHONE : CHANNEL_NONE;
    }
    if (is_domain(token)) {
        return CHANNEL_WEB;
    }
    for (size_t w = 0; w < COUNT_OF(channel_words); w++) {
        if (token_is(token, channel_words[w].word)) {
            return channel_words[w].channel;
        }
    }
    return CHANNEL_NONE;
}

struct channel_builder {
    struct channel_use *items;
    size_t count;
    enum stage stage;
};

static void add(struct channel_builder *builder, enum channel channel, const char *text) {
    for (size_t i = 0; i < builder->count && channel != CHANNEL_OTHER; i++) {
        if (builder->items[i].channel == channel) {
            return;
        }
    }
    if (builder->count < VALUE_CASES_MAX) {
        builder->items[builder->count++] = (struct channel_use){builder->stage, channel, text};
    }
}

/* All channels of one piece; false if there was none. */
static enum err read_piece(struct arena *arena, const char *piece, struct channel_builder *builder,
                           bool *understood) {
    struct tokens tokens;
    char *spaced = arena_strdup(arena, piece);
    if (spaced == NULL) {
        return err_failed();
    }
    for (char *at = spaced; *at != '\0'; at++) {
        *at = *at == '/' || *at == '(' || *at == ')' ? ' ' : *at;
    }
    value_tokenize(spaced, &tokens);
    *understood = false;
    for (size_t i = 0; i < tokens.count;) {
        size_t used = 1;
        enum channel channel = channel_at(&tokens, i, &used);
        if (channel != CHANNEL_NONE) {
            add(builder, channel, piece);
            *understood = true;
        }
        i += used;
    }
    if (!*understood) {
        add(builder, CHANNEL_OTHER, piece);
    }
    return ERR_NONE;
}

enum err value_read_channels(struct arena *arena, enum stage stage, const char *text,
                             struct value_channels *out, enum value_reading *reading) {
    struct value_list pieces;
    *out = (struct value_channels){0};
    *reading = VALUE_EMPTY;
    enum err err = value_read_list(arena, text, &pieces);
    if (err != ERR_NONE) {
        return err;
    }
    if (pieces.count == 0 || (pieces.count == 1 && value_is_blank(pieces.items[0]))) {
        return ERR_NONE;
    }
    struct channel_builder builder = {
        .items = ARENA_ARRAY(arena, VALUE_CASES_MAX, struct channel_use), .stage = stage};
    if (builder.items == NULL) {
        return err_failed();
    }
    size_t understood_count = 0;
    for (size_t i = 0; i < pieces.count; i++) {
        bool understood = false;
        err = read_piece(arena, pieces.items[i], &builder, &understood);
        if (err != ERR_NONE) {
            return err;
        }
        understood_count += understood ? 1 : 0;
    }
    *out = (struct value_channels){builder.items, builder.count};
    *reading = understood_count == pieces.count ? VALUE_READ
               : understood_count > 0           ? VALUE_PARTLY
                                                : VALUE_TEXT_ONLY;
    return ERR_NONE;
}

bool value_is_formula(const char *text) {
    if (text == NULL || !csv_may_run(text)) {
        return false;
    }
    if (text[0] != '+' && text[0] != '-') {
        return true;
    }
    /* a sign is a formula unless a number, a telephone number or nothing follows it */
    for (const char *at = text + 1; *at != '\0';) {
        size_t size = 1;
        if (value_digit(at, &size) < 0 && strchr(" -.,()/", *at) == NULL) {
            return true;
        }
        at += size;
    }
    return false;
}
