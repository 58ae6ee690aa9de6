/*
 * The two dialects differ in what they refuse and in character classes: XPath subtracts with
 * -[…], names blocks \p{Is…} and knows \i and \c; ICU gives meaning to more characters. Everything
 * that XPath does not define is refused, so that a pattern means the same to every DMN engine.
 */
#include "feel_regex.h"

#include <string.h>

#define NAME_START \
    ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D" \
    "\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF" \
    "\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\U00010000-\\U000EFFFF"
#define NAME_MORE "\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040"

enum { CLASS_DEPTH_MAX = 20, GROUPS_MAX = 100 };

struct translation {
    const char *at;
    const char *end;
    struct feel_regex_flags flags;
    struct buf *out;
    int groups; /* opened so far */
    bool closed[GROUPS_MAX];
    int open[GROUPS_MAX];
    int open_count;
};

bool feel_regex_flags(struct feel_string text, struct feel_regex_flags *out) {
    *out = (struct feel_regex_flags){0};
    for (size_t i = 0; i < text.length; i++) {
        switch (text.bytes[i]) {
        case 's':
            out->dot_all = true;
            break;
        case 'm':
            out->multiline = true;
            break;
        case 'i':
            out->ignore_case = true;
            break;
        case 'x':
            out->free_spacing = true;
            break;
        case 'q':
            out->literal = true;
            break;
        default:
            return false;
        }
    }
    return true;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_spaces(struct translation *t) {
    while (t->flags.free_spacing && t->at < t->end && is_space(*t->at)) {
        t->at++;
    }
}

/* \p{Lu} and \p{IsBasicLatin}; spaces only where they are free. */
static bool property(struct translation *t, char letter) {
    enum { NAME_MAX = 60 };
    char name[NAME_MAX];
    size_t used = 0;
    skip_spaces(t);
    if (t->at == t->end || *t->at++ != '{') {
        return false;
    }
    for (skip_spaces(t); t->at < t->end && *t->at != '}'; skip_spaces(t)) {
        char c = *t->at++;
        bool fine =
            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (!fine || used + 1 == NAME_MAX) {
            return false;
        }
        name[used++] = c;
    }
    if (t->at == t->end || used == 0) {
        return false;
    }
    t->at++;
    name[used] = '\0';
    bool block = strncmp(name, "Is", 2) == 0;
    buf_printf(t->out, "\\%c{%s%s}", letter, block ? "blk=" : "", block ? name + 2 : name);
    return true;
}

/* What follows a backslash, in a class or outside. */
static bool escape(struct translation *t, bool in_class) {
    skip_spaces(t);
    if (t->at == t->end) {
        return false;
    }
    char c = *t->at++;
    if (c == 'p' || c == 'P') {
        return property(t, c);
    }
    if (c == 'i' || c == 'I' || c == 'c' || c == 'C') {
        bool upper = c == 'I' || c == 'C';
        buf_printf(t->out, "[%s" NAME_START "%s]", upper ? "^" : "",
                   c == 'c' || c == 'C' ? NAME_MORE : "");
        return true;
    }
    if (c >= '1' && c <= '9') {
        buf_printf(t->out, "\\%c", c);
        return !in_class && c - '0' <= t->groups && t->closed[c - '0'];
    }
    buf_printf(t->out, "\\%c", c);
    return c != '\0' && strchr("nrt\\|.?*+(){}-[]^$sSdDwW", c) != NULL;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* One character of a class; what ICU might see more in is escaped. */
static bool class_character(struct translation *t) {
    char c = *t->at++;
    if (c == '\\') {
        return escape(t, true);
    }
    if (c == '[' || c == ']') {
        return false;
    }
    if (!is_word(c) && !is_space(c)) {
        buf_char(t->out, '\\');
    }
    buf_char(t->out, c);
    while (t->at < t->end && ((unsigned char)*t->at & 0xc0) == 0x80) {
        buf_char(t->out, *t->at++);
    }
    return true;
}

static bool class_members(struct translation *t, bool *subtracts) {
    bool free_spacing = t->flags.free_spacing;
    bool fine = true;
    size_t count = 0;
    t->flags.free_spacing = false; /* spaces in a class are meant */
    while (fine && t->at < t->end && *t->at != ']') {
        bool minus = *t->at == '-' && count > 0 && t->at + 1 < t->end;
        if (minus && t->at[1] == '[') {
            *subtracts = true;
            break;
        }
        if (minus && t->at[1] != ']') {
            buf_char(t->out, '-');
            t->at++;
        }
        fine = class_character(t);
        count++;
    }
    t->flags.free_spacing = free_spacing;
    return fine && count > 0 && t->at < t->end;
}

/* […], after its bracket. A negated class that ignores case is written as "not one of these",
   because ICU would add the other case of all the rest. */
static bool character_class(struct translation *t, unsigned depth) {
    bool negated = t->at < t->end && *t->at == '^';
    bool ahead = negated && t->flags.ignore_case && depth == 0;
    bool subtracts = false;
    t->at += negated ? 1 : 0;
    size_t start = t->out->length;
    buf_str(t->out, ahead ? "(?:(?![" : negated ? "[[^" : "[[");
    if (depth > CLASS_DEPTH_MAX || !class_members(t, &subtracts)) {
        return false;
    }
    buf_str(t->out, ahead ? "])[\\s\\S])" : "]");
    if (subtracts) {
        t->at += 2;
        buf_str(t->out, "--");
        if (ahead || !character_class(t, depth + 1)) {
            return false;
        }
    }
    if (t->at == t->end || *t->at++ != ']' || start > t->out->length) {
        return false;
    }
    buf_str(t->out, ahead ? "" : "]");
    return true;
}

static bool group_begin(struct translation *t) {
    skip_spaces(t);
    bool plain = t->at < t->end && *t->at == '?';
    if (plain && (t->at + 1 == t->end || t->at[1] != ':')) {
        return false;
    }
    if (t->open_count == GROUPS_MAX || (!plain && t->groups + 1 == GROUPS_MAX)) {
        return false;
    }
    t->at += plain ? 2 : 0;
    t->open[t->open_count++] = plain ? 0 : ++t->groups;
    buf_str(t->out, plain ? "(?:" : "(");
    return true;
}

static bool group_end(struct translation *t) {
    if (t->open_count == 0) {
        return false;
    }
    t->closed[t->open[--t->open_count]] = true;
    buf_char(t->out, ')');
    return true;
}

/* A quantifier may be lazy (?), but ICU's possessive + is not XPath's. */
static bool quantifier(struct translation *t, char c) {
    buf_char(t->out, c);
    while (c == '{' && t->at < t->end && *t->at != '}') {
        char inner = *t->at++;
        if ((inner < '0' || inner > '9') && inner != ',') {
            return false;
        }
        buf_char(t->out, inner);
    }
    if (c == '{') {
        if (t->at++ == t->end) {
            return false;
        }
        buf_char(t->out, '}');
    }
    skip_spaces(t);
    if (t->at < t->end && *t->at == '?') {
        buf_char(t->out, *t->at++);
        skip_spaces(t);
    }
    return t->at == t->end || (*t->at != '+' && *t->at != '*' && *t->at != '?');
}

static bool one(struct translation *t) {
    char c = *t->at++;
    switch (c) {
    case '\\':
        return escape(t, false);
    case '[':
        return character_class(t, 0);
    case '(':
        return group_begin(t);
    case ')':
        return group_end(t);
    case '.':
        buf_str(t->out, t->flags.dot_all ? "[\\s\\S]" : "[^\\n\\r]");
        return true;
    case '$':
        buf_str(t->out, t->flags.multiline ? "$" : "\\z");
        return true;
    case '*':
    case '+':
    case '?':
    case '{':
        return quantifier(t, c);
    case '#':
        buf_str(t->out, "\\#");
        return true;
    default:
        buf_char(t->out, c);
        return c != ']' && c != '}';
    }
}

bool feel_regex_translate(struct feel_string pattern, struct feel_regex_flags flags,
                          struct buf *out) {
    struct translation t = {
        .at = pattern.bytes, .end = pattern.bytes + pattern.length, .flags = flags, .out = out};
    if (flags.literal) {
        buf_append(out, pattern.bytes, pattern.length);
        return true;
    }
    for (skip_spaces(&t); t.at < t.end; skip_spaces(&t)) {
        if (!one(&t)) {
            return false;
        }
    }
    if (out->length == 0) {
        buf_str(out, "(?:)"); /* ICU refuses a pattern without any character */
    }
    return t.open_count == 0;
}
