/* Expressions by the strength of their operators, and unary tests (clause 10.3.1.2). */
#include "feel_parser_internal.h"

#include <string.h>

#include "text.h"

struct feel_node *feel_node_new(struct feel_parser *parser, enum feel_node_kind kind,
                                size_t position) {
    struct feel_node *node = ARENA_NEW(parser->arena, struct feel_node);
    if (!node) {
        parser->failed = err_last()->err;
        return NULL;
    }
    node->kind = kind;
    node->position = position;
    return node;
}

struct feel_node *feel_node_list(struct feel_parser *parser, enum feel_node_kind kind,
                                 size_t position, const struct feel_children *list) {
    struct feel_node *node = feel_node_new(parser, kind, position);
    if (node) {
        node->count = list->count;
        node->children = list->nodes;
        node->name_count = list->name_count;
        node->names = list->names;
    }
    return node;
}

struct feel_node *feel_node_with(struct feel_parser *parser, enum feel_node_kind kind,
                                 size_t position, size_t count,
                                 const struct feel_node *const *children) {
    struct feel_children list = {0};
    for (size_t i = 0; i < count; i++) {
        if (!feel_child(parser, &list, children[i])) {
            return NULL;
        }
    }
    return feel_node_list(parser, kind, position, &list);
}

/* The old items in an array twice as large. */
static void *grown(struct arena *arena, const void *items, size_t count, size_t *capacity,
                   size_t size) {
    size_t larger = *capacity * 2 + 2;
    void *more = arena_array(arena, larger, size);
    if (more) {
        if (count > 0) {
            memcpy(more, items, count * size);
        }
        *capacity = larger;
    }
    return more;
}

bool feel_child(struct feel_parser *parser, struct feel_children *list,
                const struct feel_node *node) {
    if (!node) {
        return false;
    }
    if (list->count == list->capacity) {
        const struct feel_node **more =
            grown(parser->arena, list->nodes, list->count, &list->capacity, sizeof(*list->nodes));
        if (!more) {
            parser->failed = err_last()->err;
            return false;
        }
        list->nodes = more;
    }
    list->nodes[list->count++] = node;
    return true;
}

bool feel_child_name(struct feel_parser *parser, struct feel_children *list,
                     struct feel_string name) {
    if (list->name_count == list->name_capacity) {
        struct feel_string *more = grown(parser->arena, list->names, list->name_count,
                                         &list->name_capacity, sizeof(*list->names));
        if (!more) {
            parser->failed = err_last()->err;
            return false;
        }
        list->names = more;
    }
    list->names[list->name_count++] = name;
    return true;
}

static const struct feel_node *binary(struct feel_parser *parser, enum feel_node_kind kind,
                                      int operator, size_t position, const struct feel_node *left,
                                      const struct feel_node *right) {
    if (!left || !right) {
        return NULL;
    }
    struct feel_node *node =
        feel_node_with(parser, kind, position, 2, (const struct feel_node *[]){left, right});
    if (node) {
        node->operator= operator;
    }
    return node;
}

int feel_take_comparison(struct feel_parser *parser) {
    static const struct {
        const char *symbol;
        int operator;
    } operators[] = {
        {"<=", FEEL_AT_MOST}, {">=", FEEL_AT_LEAST}, {"!=", FEEL_OTHER_THAN},
        {"<", FEEL_LESS},     {">", FEEL_MORE},      {"=", FEEL_EXACTLY},
    };
    for (size_t i = 0; i < COUNT_OF(operators); i++) {
        if (feel_take(parser, operators[i].symbol)) {
            return operators[i].operator;
        }
    }
    return -1;
}

static const struct feel_node *parse_unary(struct feel_parser *parser) {
    feel_skip(parser);
    size_t position = parser->at;
    if (parser->failed == ERR_NONE && feel_take(parser, "-")) {
        if (++parser->depth > FEEL_DEPTH_MAX) {
            parser->failed =
                err_set(ERR_LIMIT, "FEEL-3", "The expression is nested too deeply.", NULL);
        }
        const struct feel_node *operand = parse_unary(parser);
        parser->depth--;
        return operand ? feel_node_with(parser, NODE_NEGATE, position, 1, &operand) : NULL;
    }
    const struct feel_node *node = feel_parse_postfix(parser);
    size_t before = parser->at;
    if (node && feel_take_word(parser, "instance")) {
        if (!feel_take_word(parser, "of")) {
            return feel_syntax(parser, "of");
        }
        const struct feel_type *type = feel_parse_type(parser);
        struct feel_node *test =
            type ? feel_node_with(parser, NODE_INSTANCE, before, 1, &node) : NULL;
        if (test) {
            test->type = type;
        }
        node = test;
    }
    return node;
}

static const struct feel_node *parse_power(struct feel_parser *parser) {
    const struct feel_node *left = parse_unary(parser);
    while (left && feel_peek(parser, "**")) {
        size_t position = parser->at;
        parser->at += 2;
        left = binary(parser, NODE_ARITHMETIC, '^', position, left, parse_unary(parser));
    }
    return left;
}

static const struct feel_node *parse_product(struct feel_parser *parser) {
    const struct feel_node *left = parse_power(parser);
    while (left && (feel_peek(parser, "*") || feel_peek(parser, "/"))) {
        size_t position = parser->at;
        int operator= parser->text[parser->at++];
        left = binary(parser, NODE_ARITHMETIC, operator, position, left, parse_power(parser));
    }
    return left;
}

const struct feel_node *feel_parse_additive(struct feel_parser *parser) {
    const struct feel_node *left = parse_product(parser);
    while (left && (feel_peek(parser, "+") || feel_peek(parser, "-"))) {
        size_t position = parser->at;
        int operator= parser->text[parser->at++];
        left = binary(parser, NODE_ARITHMETIC, operator, position, left, parse_product(parser));
    }
    return left;
}

/* One test: < 5, or an expression; whole: with and, or and the like. */
const struct feel_node *feel_parse_test(struct feel_parser *parser, bool whole) {
    feel_skip(parser);
    size_t position = parser->at;
    unsigned long inputs = parser->inputs;
    int operator= feel_take_comparison(parser);
    const struct feel_node *node = operator>= 0 || !whole ? feel_parse_additive(parser)
                                                          : feel_parse_expression(parser);
    if (!node) {
        return NULL;
    }
    if (operator<0 && parser->inputs == inputs) {
        return node;
    }
    struct feel_node *test =
        feel_node_with(parser, operator>= 0 ? NODE_ONE_END : NODE_INPUT_TEST, position, 1, &node);
    if (test) {
        test->operator= operator;
    }
    return test;
}

static bool parse_test_list(struct feel_parser *parser, struct feel_children *list) {
    do {
        if (!feel_child(parser, list, feel_parse_test(parser, true))) {
            return false;
        }
    } while (feel_take(parser, ","));
    return true;
}

/* What follows `in`: one test, or several in parentheses, which (1..2) are not. */
static const struct feel_node *parse_in(struct feel_parser *parser, size_t position,
                                        const struct feel_node *left) {
    struct feel_children list = {0};
    if (!feel_child(parser, &list, left)) {
        return NULL;
    }
    feel_skip(parser);
    size_t start = parser->at;
    bool range_end = parser->range_end;
    if (feel_take(parser, "(")) {
        parser->range_end = false;
        bool read = parse_test_list(parser, &list);
        parser->range_end = range_end;
        if (!read) {
            return NULL;
        }
        if (list.count == 2 && feel_peek(parser, "..")) {
            parser->at = start;
            list.count = 1;
        } else if (!feel_expect(parser, ")")) {
            return NULL;
        }
    }
    if (list.count == 1 && !feel_child(parser, &list, feel_parse_test(parser, false))) {
        return NULL;
    }
    return feel_node_list(parser, NODE_IN, position, &list);
}

static const struct feel_node *parse_between(struct feel_parser *parser, size_t position,
                                             const struct feel_node *left) {
    const struct feel_node *low = feel_parse_additive(parser);
    if (!low || !feel_take_word(parser, "and")) {
        return feel_syntax(parser, "and");
    }
    const struct feel_node *high = feel_parse_additive(parser);
    return high ? feel_node_with(parser, NODE_BETWEEN, position, 3,
                                 (const struct feel_node *[]){left, low, high})
                : NULL;
}

static const struct feel_node *parse_comparison(struct feel_parser *parser) {
    const struct feel_node *left = feel_parse_additive(parser);
    while (left && parser->failed == ERR_NONE) {
        feel_skip(parser);
        size_t position = parser->at;
        int operator= feel_take_comparison(parser);
        if (operator>= 0) {
            left =
                binary(parser, NODE_COMPARE, operator, position, left, feel_parse_additive(parser));
        } else if (feel_take_word(parser, "between")) {
            left = parse_between(parser, position, left);
        } else if (feel_take_word(parser, "in")) {
            left = parse_in(parser, position, left);
        } else {
            break;
        }
    }
    return parser->failed == ERR_NONE ? left : NULL;
}

static const struct feel_node *parse_and(struct feel_parser *parser) {
    const struct feel_node *left = parse_comparison(parser);
    while (left && feel_peek_word(parser, "and")) {
        size_t position = parser->at;
        parser->at += strlen("and");
        left = binary(parser, NODE_AND, 0, position, left, parse_comparison(parser));
    }
    return left;
}

const struct feel_node *feel_parse_expression(struct feel_parser *parser) {
    if (parser->failed != ERR_NONE) {
        return NULL;
    }
    if (parser->depth >= FEEL_DEPTH_MAX) {
        parser->failed = err_set(ERR_LIMIT, "FEEL-3", "The expression is nested too deeply.", NULL);
        return NULL;
    }
    parser->depth++;
    const struct feel_node *left = parse_and(parser);
    while (left && feel_peek_word(parser, "or")) {
        size_t position = parser->at;
        parser->at += strlen("or");
        left = binary(parser, NODE_OR, 0, position, left, parse_and(parser));
    }
    parser->depth--;
    return left;
}

/* not(a, b) that is the whole cell */
static const struct feel_node *parse_not_tests(struct feel_parser *parser) {
    struct feel_children list = {0};
    size_t position = parser->at;
    if (!feel_take_word(parser, "not") || !feel_take(parser, "(") ||
        !parse_test_list(parser, &list) || !feel_take(parser, ")") || !feel_at_end(parser)) {
        if (parser->failed == ERR_INVALID) {
            parser->failed = ERR_NONE;
        }
        parser->at = position;
        return NULL;
    }
    struct feel_node *node = feel_node_list(parser, NODE_TESTS, position, &list);
    if (node) {
        node->operator= '!';
    }
    return node;
}

const struct feel_node *feel_parse_tests(struct feel_parser *parser) {
    feel_skip(parser);
    size_t position = parser->at;
    if (feel_take(parser, "-") && feel_at_end(parser)) {
        return feel_node_new(parser, NODE_ANYTHING, position);
    }
    parser->at = position;
    const struct feel_node *negated = parse_not_tests(parser);
    if (negated || parser->failed != ERR_NONE) {
        return negated;
    }
    struct feel_children list = {0};
    if (!parse_test_list(parser, &list)) {
        return NULL;
    }
    struct feel_node *node = feel_node_list(parser, NODE_TESTS, position, &list);
    if (node) {
        node->operator= '=';
    }
    return node;
}

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
