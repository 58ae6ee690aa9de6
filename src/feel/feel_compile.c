/* From text to a tree that can be evaluated. */
#include "feel_parser_internal.h"

#include <string.h>

#include "text.h"

static bool prepare(struct feel_parser *parser) {
    for (size_t i = 0; i < parser->scope->member_count; i++) {
        const char *name = parser->scope->members[i];
        if (!feel_add_member(parser, (struct feel_string){name, strlen(name)})) {
            return false;
        }
    }
    return true;
}

enum err feel_compile(struct arena *arena, const char *text, const struct feel_scope *scope,
                      enum feel_kind kind, const struct feel_compiled **out) {
    static const struct feel_scope empty = {0};
    size_t length = strlen(text);
    if (length > FEEL_TEXT_MAX) {
        return err_set(ERR_LIMIT, "FEEL-4", "The expression is too long.", NULL);
    }
    if (text_utf8_valid(text, length) != length) {
        return err_set(ERR_INVALID, "FEEL-5", "The expression is not written in UTF-8.", NULL);
    }
    struct feel_compiled *compiled = ARENA_NEW(arena, struct feel_compiled);
    char *copy = arena_strndup(arena, text, length);
    struct feel_parser parser = {
        .arena = arena, .text = copy, .length = length, .scope = scope ? scope : &empty};
    if (!compiled || !copy || !prepare(&parser)) {
        return err_last()->err;
    }
    compiled->text = copy;
    compiled->root =
        kind == FEEL_UNARY_TESTS ? feel_parse_tests(&parser) : feel_parse_expression(&parser);
    if (compiled->root && !feel_at_end(&parser)) {
        (void)feel_syntax(&parser, "an operator");
    }
    if (arena_failed(arena) || parser.failed != ERR_NONE) {
        return parser.failed != ERR_NONE ? parser.failed : err_last()->err;
    }
    if (!compiled->root) {
        (void)feel_syntax(&parser, "an expression");
        return parser.failed;
    }
    *out = compiled;
    return ERR_NONE;
}
