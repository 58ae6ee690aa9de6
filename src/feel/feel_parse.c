/* Expressions by the strength of their operators (clause 10.3.1.2). */
#include "feel_parser_internal.h"

#include <string.h>

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
            left = feel_parse_in(parser, position, left);
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
