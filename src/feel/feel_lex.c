/* The small parts of the text: spaces, comments, symbols, words, strings, numbers. */
#include "feel_parser_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"

/* The width of a space at this place, or 0 (10.3.1.2, rules 61 and 62). */
static size_t space(const struct feel_parser *parser, size_t at) {
    size_t size;
    uint32_t c = feel_character(parser, at, &size);
    bool is = (c >= 9 && c <= 13) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
              c == 0x180e || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 ||
              c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
    return is ? size : 0;
}

static bool starts(const struct feel_parser *parser, size_t at, const char *symbol) {
    size_t length = strlen(symbol);
    return length <= parser->length - at && memcmp(parser->text + at, symbol, length) == 0;
}

void feel_skip(struct feel_parser *parser) {
    for (;;) {
        size_t width = parser->at < parser->length ? space(parser, parser->at) : 0;
        if (width > 0) {
            parser->at += width;
        } else if (starts(parser, parser->at, "//")) {
            const char *end = memchr(parser->text + parser->at, '\n', parser->length - parser->at);
            parser->at = end ? (size_t)(end - parser->text) : parser->length;
        } else if (starts(parser, parser->at, "/*")) {
            const char *end = strstr(parser->text + parser->at + 2, "*/");
            if (!end) {
                (void)feel_syntax(parser, "*/");
                return;
            }
            parser->at = (size_t)(end - parser->text) + 2;
        } else {
            return;
        }
    }
}

bool feel_at_end(struct feel_parser *parser) {
    feel_skip(parser);
    return parser->at == parser->length;
}

bool feel_peek(struct feel_parser *parser, const char *symbol) {
    feel_skip(parser);
    return starts(parser, parser->at, symbol);
}

bool feel_take(struct feel_parser *parser, const char *symbol) {
    if (!feel_peek(parser, symbol)) {
        return false;
    }
    parser->at += strlen(symbol);
    return true;
}

bool feel_expect(struct feel_parser *parser, const char *symbol) {
    if (parser->failed == ERR_NONE && feel_take(parser, symbol)) {
        return true;
    }
    (void)feel_syntax(parser, symbol);
    return false;
}

bool feel_peek_word(struct feel_parser *parser, const char *word) {
    feel_skip(parser);
    size_t end = parser->at + strlen(word);
    size_t size;
    return starts(parser, parser->at, word) &&
           (end == parser->length || !feel_name_part(feel_character(parser, end, &size)));
}

bool feel_take_word(struct feel_parser *parser, const char *word) {
    if (!feel_peek_word(parser, word)) {
        return false;
    }
    parser->at += strlen(word);
    return true;
}

static void line_and_column(const struct feel_parser *parser, char line[24], char column[24]) {
    size_t lines = 1;
    size_t columns = 1;
    for (size_t i = 0; i < parser->at; i++) {
        if (parser->text[i] == '\n') {
            lines++;
            columns = 1;
        } else if (((unsigned char)parser->text[i] & 0xc0) != 0x80) {
            columns++;
        }
    }
    (void)snprintf(line, 24, "%zu", lines);
    (void)snprintf(column, 24, "%zu", columns);
}

const struct feel_node *feel_syntax(struct feel_parser *parser, const char *expected) {
    if (parser->failed != ERR_NONE) {
        return NULL;
    }
    if (arena_failed(parser->arena)) {
        parser->failed = err_last()->err;
        return NULL;
    }
    char line[24], column[24];
    line_and_column(parser, line, column);
    size_t size;
    if (parser->at < parser->length) {
        (void)feel_character(parser, parser->at, &size);
        char found[8];
        (void)snprintf(found, sizeof(found), "%.*s", (int)size, parser->text + parser->at);
        parser->failed = err_set(ERR_INVALID, "FEEL-1",
                                 "Line {1}, column {2} of the expression: “{3}” was found where "
                                 "“{4}” was expected.",
                                 line, column, found, expected, NULL);
    } else {
        parser->failed = err_set(ERR_INVALID, "FEEL-2",
                                 "Line {1}, column {2}: the expression ends where “{3}” was "
                                 "expected.",
                                 line, column, expected, NULL);
    }
    return NULL;
}

static int hex(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Some hexadecimal digits at this place; -1 if they are not there. */
static int32_t read_hex(const struct feel_parser *parser, size_t at, int count) {
    int32_t value = 0;
    for (int i = 0; i < count; i++, at++) {
        int digit = at < parser->length ? hex(parser->text[at]) : -1;
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

static void put_character(struct buf *out, uint32_t c) {
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
        c = 0xfffd;
    }
    if (c < 0x80) {
        buf_char(out, (char)c);
        return;
    }
    int rest = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    buf_char(out, (char)((rest == 1 ? 0xc0 : rest == 2 ? 0xe0 : 0xf0) | (c >> (6 * rest))));
    while (rest-- > 0) {
        buf_char(out, (char)(0x80 | ((c >> (6 * rest)) & 0x3f)));
    }
}

/* \u and \U, with the second half of a surrogate pair; false: it is no such escape. */
static bool read_unicode_escape(struct feel_parser *parser, struct buf *out) {
    bool wide = parser->text[parser->at + 1] == 'U';
    int digits = wide ? 6 : 4;
    int32_t c = read_hex(parser, parser->at + 2, digits);
    if (c < 0) {
        return false;
    }
    parser->at += 2 + (size_t)digits;
    if (c >= 0xd800 && c < 0xdc00 && starts(parser, parser->at, "\\u")) {
        int32_t low = read_hex(parser, parser->at + 2, 4);
        if (low >= 0xdc00 && low < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            parser->at += 6;
        }
    }
    put_character(out, (uint32_t)c);
    return true;
}

/* A backslash before anything else stays, as in "\d+". */
static void read_escape(struct feel_parser *parser, struct buf *out) {
    static const char from[] = "\"'\\nrt";
    static const char to[] = "\"'\\\n\r\t";
    char c = parser->at + 1 < parser->length ? parser->text[parser->at + 1] : '\0';
    const char *found = c ? strchr(from, c) : NULL;
    if (found) {
        buf_char(out, to[found - from]);
        parser->at += 2;
    } else if ((c != 'u' && c != 'U') || !read_unicode_escape(parser, out)) {
        buf_char(out, '\\');
        parser->at++;
    }
}

bool feel_read_string(struct feel_parser *parser, struct feel_string *out) {
    if (!feel_expect(parser, "\"")) {
        return false;
    }
    struct buf buf;
    buf_init(&buf, FEEL_TEXT_MAX);
    while (parser->at < parser->length && parser->text[parser->at] != '"') {
        if (parser->text[parser->at] == '\\') {
            read_escape(parser, &buf);
        } else {
            buf_char(&buf, parser->text[parser->at++]);
        }
    }
    bool done = parser->at < parser->length && buf.failed == ERR_NONE;
    if (done) {
        parser->at++;
        out->bytes = arena_strndup(parser->arena, buf_text(&buf), buf.length);
        out->length = buf.length;
        done = out->bytes != NULL;
    }
    if (!done) {
        parser->failed = buf.failed;
        (void)feel_syntax(parser, "\"");
    }
    buf_finish(&buf);
    return done;
}

static bool digit_at(const struct feel_parser *parser, size_t at) {
    return at < parser->length && parser->text[at] >= '0' && parser->text[at] <= '9';
}

/* Digits, a fraction (but 1..2 is a range), an exponent. */
bool feel_read_number(struct feel_parser *parser, struct feel_number *out) {
    size_t first = parser->at;
    size_t at = first;
    while (digit_at(parser, at)) {
        at++;
    }
    if (at < parser->length && parser->text[at] == '.' && digit_at(parser, at + 1)) {
        do {
            at++;
        } while (digit_at(parser, at));
    }
    if (at < parser->length && (parser->text[at] == 'e' || parser->text[at] == 'E')) {
        size_t exponent = at + 1;
        if (exponent < parser->length &&
            (parser->text[exponent] == '+' || parser->text[exponent] == '-')) {
            exponent++;
        }
        while (digit_at(parser, exponent)) {
            at = ++exponent;
        }
    }
    if (!feel_number_parse(parser->text + first, at - first, out)) {
        (void)feel_syntax(parser, "0…9");
        return false;
    }
    parser->at = at;
    return true;
}
