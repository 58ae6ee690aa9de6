/* Names, which may hold spaces and operators: the longest known one wins (clause 10.3.1.3). */
#include "feel_parser_internal.h"

#include <string.h>
#include <unicode/utf8.h>

enum { NAME_MAX = 1000 };

uint32_t feel_character(const struct feel_parser *parser, size_t at, size_t *size) {
    if (at >= parser->length) {
        *size = 0;
        return 0;
    }
    int32_t next = (int32_t)at;
    UChar32 c;
    U8_NEXT(parser->text, next, (int32_t)parser->length, c);
    *size = (size_t)next - at;
    return c < 0 ? 0xfffd : (uint32_t)c;
}

bool feel_name_start(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '?' ||
           (c >= 0xc0 && c != 0xd7 && c != 0xf7 && c != 0x1680 && c != 0x180e &&
            (c < 0x2000 || c > 0x200b) && (c < 0x2010 || c > 0x206f) && c != 0x3000 &&
            c != 0xfeff && c != 0xfffd);
}

bool feel_name_part(uint32_t c) {
    return feel_name_start(c) || (c >= '0' && c <= '9') || c == 0xb7 || c == 0x203f || c == 0x2040;
}

size_t feel_name_end(const struct feel_parser *parser, size_t at, struct feel_string name) {
    struct feel_parser there = *parser;
    there.at = at;
    for (size_t i = 0; i < name.length; i++) {
        if (name.bytes[i] == ' ') {
            size_t before = there.at;
            feel_skip(&there);
            if (there.at == before || there.failed != parser->failed) {
                return 0;
            }
        } else if (there.at < there.length && there.text[there.at] == name.bytes[i]) {
            there.at++;
        } else {
            return 0;
        }
    }
    size_t size;
    bool inside = name.length > 0 && there.at < there.length &&
                  feel_name_part(feel_character(&there, there.at, &size));
    /* "a-" is complete even if a letter follows; "ab" is not */
    unsigned char last = name.length > 0 ? (unsigned char)name.bytes[name.length - 1] : 0;
    bool symbol = last != 0 && strchr("+-*/'.", last) != NULL;
    return name.length == 0 || (inside && !symbol) ? 0 : there.at;
}

static void longer(const struct feel_parser *parser, struct feel_string name, size_t *end,
                   struct feel_string *best) {
    if (name.length == 0 || parser->text[parser->at] != name.bytes[0]) {
        return;
    }
    size_t found = feel_name_end(parser, parser->at, name);
    if (found > *end) {
        *end = found;
        *best = name;
    }
}

static struct feel_string as_string(const char *text) {
    return (struct feel_string){text, strlen(text)};
}

static void known_members(const struct feel_parser *parser, size_t *end, struct feel_string *best) {
    for (size_t i = 0; i < parser->member_count; i++) {
        longer(parser, parser->members[i], end, best);
    }
}

bool feel_parser_work(struct feel_parser *parser, unsigned long amount) {
    parser->work += amount;
    if (parser->failed == ERR_NONE && parser->work > FEEL_PARSER_WORK) {
        parser->failed = err_set(ERR_LIMIT, "FEEL-4", "The expression is too long.", NULL);
    }
    return parser->failed == ERR_NONE;
}

size_t feel_known_name(struct feel_parser *parser, struct feel_string *out) {
    size_t end = 0;
    unsigned long locals = 0;
    feel_skip(parser);
    if (parser->at == parser->length) {
        return 0;
    }
    for (const struct feel_local *local = parser->locals; local; local = local->outer) {
        longer(parser, local->name, &end, out);
        locals++;
    }
    if (!feel_parser_work(parser, locals + parser->scope->count + parser->member_count)) {
        return 0;
    }
    for (size_t i = 0; i < parser->scope->count; i++) {
        longer(parser, as_string(parser->scope->names[i]), &end, out);
    }
    known_members(parser, &end, out);
    for (size_t i = 0; feel_builtin_name(i); i++) {
        longer(parser, as_string(feel_builtin_name(i)), &end, out);
    }
    return end;
}

static size_t word_end(const struct feel_parser *parser, size_t at) {
    size_t size;
    if (!feel_name_start(feel_character(parser, at, &size))) {
        return at;
    }
    while (at < parser->length && feel_name_part(feel_character(parser, at, &size))) {
        at += size;
    }
    return at;
}

static bool one_word(struct feel_parser *parser, size_t end, struct feel_string *out) {
    size_t word = word_end(parser, parser->at);
    if (word > parser->at && word > end) {
        out->bytes = arena_strndup(parser->arena, parser->text + parser->at, word - parser->at);
        out->length = word - parser->at;
        end = word;
    }
    if (end == 0 || !out->bytes) {
        return false;
    }
    parser->at = end;
    return true;
}

bool feel_read_name(struct feel_parser *parser, struct feel_string *out) {
    *out = (struct feel_string){0};
    return one_word(parser, feel_known_name(parser, out), out);
}

bool feel_read_member(struct feel_parser *parser, struct feel_string *out) {
    static const char *const properties[] = {"time offset", "start included", "end included"};
    size_t end = 0;
    *out = (struct feel_string){0};
    feel_skip(parser);
    if (parser->at < parser->length) {
        known_members(parser, &end, out);
        for (size_t i = 0; i < COUNT_OF(properties); i++) {
            longer(parser, as_string(properties[i]), &end, out);
        }
    }
    if (one_word(parser, end, out)) {
        return true;
    }
    (void)feel_syntax(parser, "a name");
    return false;
}

bool feel_read_new_name(struct feel_parser *parser, const char *stops, bool stop_in,
                        struct feel_string *out) {
    char name[NAME_MAX];
    size_t used = 0;
    size_t size;
    feel_skip(parser);
    if (!feel_name_start(feel_character(parser, parser->at, &size))) {
        return false;
    }
    while (parser->at < parser->length) {
        size_t before = parser->at;
        feel_skip(parser);
        if (parser->failed != ERR_NONE || parser->at == parser->length ||
            strchr(stops, parser->text[parser->at]) ||
            (stop_in && parser->at > before && feel_peek_word(parser, "in"))) {
            break;
        }
        uint32_t c = feel_character(parser, parser->at, &size);
        if ((!feel_name_part(c) && (c > 0x7f || !strchr("+-*/'.", (int)c))) ||
            used + size + 2 > NAME_MAX) {
            return false;
        }
        if (parser->at > before && used > 0) {
            name[used++] = ' ';
        }
        memcpy(name + used, parser->text + parser->at, size);
        used += size;
        parser->at += size;
    }
    out->bytes = arena_strndup(parser->arena, name, used);
    out->length = used;
    return out->bytes != NULL && used > 0;
}

bool feel_add_member(struct feel_parser *parser, struct feel_string name) {
    if (!feel_parser_work(parser, parser->member_count)) {
        return false;
    }
    for (size_t i = 0; i < parser->member_count; i++) {
        if (feel_string_equal(parser->members[i], name)) {
            return true;
        }
    }
    if (parser->member_count == parser->member_capacity) {
        size_t capacity = parser->member_capacity * 2 + 8;
        struct feel_string *more = ARENA_ARRAY(parser->arena, capacity, struct feel_string);
        if (!more) {
            return false;
        }
        if (parser->member_count > 0) {
            memcpy(more, parser->members, parser->member_count * sizeof(*more));
        }
        parser->members = more;
        parser->member_capacity = capacity;
    }
    parser->members[parser->member_count++] = name;
    return true;
}

void feel_add_local(struct feel_parser *parser, struct feel_string name) {
    struct feel_local *local = ARENA_NEW(parser->arena, struct feel_local);
    if (local) {
        *local = (struct feel_local){parser->locals, name};
        parser->locals = local;
    }
}
