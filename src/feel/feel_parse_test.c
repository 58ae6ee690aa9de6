/* Unary tests: the cells of decision tables, and what follows `in` (rules 7 to 17). */
#include "feel_parser_internal.h"

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
const struct feel_node *feel_parse_in(struct feel_parser *parser, size_t position,
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
