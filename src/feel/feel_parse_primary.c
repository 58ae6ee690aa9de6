/* Literals, names, brackets, and what may follow them: filters, paths, calls. */
#include "feel_parser_internal.h"

#include "feel_time.h"
#include "tr.h"

/* An expression inside a bracket of its own. */
static const struct feel_node *parse_inside(struct feel_parser *parser) {
    bool range_end = parser->range_end;
    parser->range_end = false;
    const struct feel_node *node = feel_parse_expression(parser);
    parser->range_end = range_end;
    return node;
}

struct feel_value feel_at_literal(struct arena *arena, struct feel_string text) {
    struct feel_date date;
    struct feel_moment moment;
    if (feel_date_parse(text, &date)) {
        return feel_date(date);
    }
    if (feel_date_time_parse(arena, text, &moment)) {
        return feel_date_time_value(arena, moment);
    }
    if (feel_time_parse(arena, text, &moment)) {
        return feel_time_value(arena, moment);
    }
    struct feel_value duration = feel_duration_parse(text);
    return duration.type == FEEL_NULL
               ? feel_null(TR_NOOP("The text after @ is no date, time or duration."))
               : duration;
}

static const struct feel_node *literal(struct feel_parser *parser, size_t position,
                                       struct feel_value value) {
    struct feel_node *node = feel_node_new(parser, NODE_LITERAL, position);
    if (node) {
        node->value = value;
    }
    return node;
}

/* What stands after the two points of a range, and its bracket. */
static const struct feel_node *parse_interval(struct feel_parser *parser, size_t position,
                                              bool low_closed, const struct feel_node *low) {
    bool outer = parser->range_end;
    parser->range_end = true;
    const struct feel_node *high = feel_parse_expression(parser);
    parser->range_end = outer;
    if (!low || !high) {
        return NULL;
    }
    bool high_closed = feel_take(parser, "]");
    if (!high_closed && !feel_take(parser, ")") && !feel_take(parser, "[")) {
        return feel_syntax(parser, "]");
    }
    struct feel_node *node =
        feel_node_with(parser, NODE_INTERVAL, position, 2, (const struct feel_node *[]){low, high});
    if (node) {
        node->low_closed = low_closed;
        node->high_closed = high_closed;
    }
    return node;
}

static const struct feel_node *parse_square(struct feel_parser *parser, size_t position) {
    struct feel_children list = {0};
    if (!feel_take(parser, "]")) {
        do {
            const struct feel_node *item = parse_inside(parser);
            if (item && list.count == 0 && feel_take(parser, "..")) {
                return parse_interval(parser, position, true, item);
            }
            if (!feel_child(parser, &list, item)) {
                return NULL;
            }
        } while (feel_take(parser, ","));
        if (!feel_expect(parser, "]")) {
            return NULL;
        }
    }
    return feel_node_list(parser, NODE_LIST, position, &list);
}

/* ( expression ), ( a .. b ] or ( < 10 ) */
static const struct feel_node *parse_round(struct feel_parser *parser, size_t position) {
    int operator= feel_take_comparison(parser);
    const struct feel_node *inner = parse_inside(parser);
    if (!inner) {
        return NULL;
    }
    if (operator<0 && feel_take(parser, "..")) {
        return parse_interval(parser, position, false, inner);
    }
    if (!feel_expect(parser, ")")) {
        return NULL;
    }
    if (operator<0) {
        return inner;
    }
    struct feel_node *node = feel_node_with(parser, NODE_ONE_END, position, 1, &inner);
    if (node) {
        node->operator= operator;
    }
    return node;
}

static bool parse_entry(struct feel_parser *parser, struct feel_children *list) {
    struct feel_string name;
    bool read = feel_peek(parser, "\"") ? feel_read_string(parser, &name)
                                        : feel_read_new_name(parser, ":", false, &name);
    if (!read) {
        (void)feel_syntax(parser, "a name");
        return false;
    }
    if (!feel_expect(parser, ":")) {
        return false;
    }
    const struct feel_node *value = parse_inside(parser);
    feel_add_local(parser, name);
    return feel_child(parser, list, value) && feel_child_name(parser, list, name) &&
           feel_add_member(parser, name);
}

static const struct feel_node *parse_context(struct feel_parser *parser, size_t position) {
    struct feel_children list = {0};
    const struct feel_local *outer = parser->locals;
    if (!feel_take(parser, "}")) {
        do {
            if (!parse_entry(parser, &list)) {
                return NULL;
            }
        } while (feel_take(parser, ","));
        if (!feel_expect(parser, "}")) {
            return NULL;
        }
    }
    parser->locals = outer;
    return feel_node_list(parser, NODE_CONTEXT, position, &list);
}

static const struct feel_node *parse_word(struct feel_parser *parser, size_t position) {
    static const char *const constants[] = {"true", "false", "null"};
    static const char *const reserved[] = {
        "if",        "then", "else", "for",     "in",       "return",   "some",    "every",
        "satisfies", "and",  "or",   "between", "function", "instance", "external"};
    struct feel_string name;
    size_t end = feel_known_name(parser, &name);
    for (size_t i = 0; i < COUNT_OF(constants); i++) {
        struct feel_parser there = *parser;
        if (feel_take_word(&there, constants[i]) && there.at >= end) {
            parser->at = there.at;
            return literal(parser, position, i < 2 ? feel_boolean(i == 0) : feel_null(NULL));
        }
    }
    for (size_t i = 0; i < COUNT_OF(reserved); i++) {
        if (end == 0 && feel_peek_word(parser, reserved[i])) {
            return feel_syntax(parser, "a value");
        }
    }
    if (!feel_read_name(parser, &name)) {
        return feel_syntax(parser, "a value");
    }
    parser->inputs += name.length == 1 && name.bytes[0] == '?' ? 1 : 0;
    struct feel_node *node = feel_node_new(parser, NODE_NAME, position);
    const struct feel_builtin *builtin = feel_builtin_find(name);
    struct feel_function *function =
        builtin ? ARENA_NEW(parser->arena, struct feel_function) : NULL;
    if (node) {
        node->name = name;
    }
    if (node && function) {
        function->builtin = builtin;
        node->value = (struct feel_value){.type = FEEL_FUNCTION, .function = function};
    }
    return node;
}

const struct feel_node *feel_parse_primary(struct feel_parser *parser) {
    feel_skip(parser);
    if (parser->failed != ERR_NONE || parser->at == parser->length) {
        return feel_syntax(parser, "a value");
    }
    size_t position = parser->at;
    char c = parser->text[position];
    struct feel_string string;
    struct feel_number number;
    const struct feel_node *low;
    if ((c >= '0' && c <= '9') || (c == '.' && !feel_peek(parser, ".."))) {
        return feel_read_number(parser, &number)
                   ? literal(parser, position, feel_number_value(number))
                   : NULL;
    }
    switch (c) {
    case '"':
        return feel_read_string(parser, &string)
                   ? literal(parser, position, feel_string_sized(string.bytes, string.length))
                   : NULL;
    case '@':
        parser->at++;
        return feel_read_string(parser, &string)
                   ? literal(parser, position, feel_at_literal(parser->arena, string))
                   : NULL;
    case '[':
        parser->at++;
        return parse_square(parser, position);
    case '(':
        parser->at++;
        return parse_round(parser, position);
    case ']':
        parser->at++;
        low = parse_inside(parser);
        return low && feel_expect(parser, "..") ? parse_interval(parser, position, false, low)
                                                : NULL;
    case '{':
        parser->at++;
        return parse_context(parser, position);
    default:
        low = feel_parse_control(parser);
        return low || parser->failed != ERR_NONE ? low : parse_word(parser, position);
    }
}

/* name: before an argument; false: it is not named. */
static bool parse_argument_name(struct feel_parser *parser, struct feel_string *out) {
    size_t start = parser->at;
    if (feel_read_new_name(parser, ":,()[]{}\"<>=!@", false, out) && feel_take(parser, ":")) {
        return true;
    }
    parser->at = start;
    return false;
}

static const struct feel_node *parse_call(struct feel_parser *parser, size_t position,
                                          const struct feel_node *function) {
    struct feel_children list = {0};
    if (!feel_child(parser, &list, function)) {
        return NULL;
    }
    if (!feel_take(parser, ")")) {
        do {
            struct feel_string name;
            if (parse_argument_name(parser, &name) && !feel_child_name(parser, &list, name)) {
                return NULL;
            }
            if (!feel_child(parser, &list, parse_inside(parser))) {
                return NULL;
            }
        } while (feel_take(parser, ","));
        if (!feel_expect(parser, ")")) {
            return NULL;
        }
    }
    if (list.name_count > 0 && list.name_count + 1 != list.count) {
        return feel_syntax(parser, "a name for every argument");
    }
    return feel_node_list(parser, NODE_CALL, position, &list);
}

/* NULL without failure: the bracket is the end of a range instead. */
static const struct feel_node *parse_filter(struct feel_parser *parser, size_t position,
                                            const struct feel_node *list) {
    static const struct feel_string item = {"item", 4};
    const struct feel_local *outer = parser->locals;
    unsigned long functions = parser->functions;
    unsigned depth = parser->depth;
    feel_add_local(parser, item);
    const struct feel_node *condition = parse_inside(parser);
    parser->locals = outer;
    struct feel_node *node = NULL;
    if (condition && feel_expect(parser, "]")) {
        node = feel_node_with(parser, NODE_FILTER, position, 2,
                              (const struct feel_node *[]){list, condition});
    }
    if (node) {
        node->captures = parser->functions > functions;
    } else if (parser->range_end && parser->failed == ERR_INVALID) {
        parser->failed = ERR_NONE;
        (void)feel_parser_work(parser, parser->at - position);
        parser->depth = depth;
        parser->at = position;
    }
    return node;
}

const struct feel_node *feel_parse_postfix(struct feel_parser *parser) {
    const struct feel_node *node = feel_parse_primary(parser);
    while (node && parser->failed == ERR_NONE) {
        feel_skip(parser);
        size_t position = parser->at;
        if (feel_take(parser, "[")) {
            const struct feel_node *filter = parse_filter(parser, position, node);
            if (!filter) {
                return parser->failed == ERR_NONE ? node : NULL;
            }
            node = filter;
        } else if (feel_take(parser, "(")) {
            node = parse_call(parser, position, node);
        } else if (!feel_peek(parser, "..") && feel_take(parser, ".")) {
            struct feel_string name;
            if (!feel_read_member(parser, &name)) {
                return NULL;
            }
            struct feel_node *path = feel_node_with(parser, NODE_PATH, position, 1, &node);
            if (path) {
                path->name = name;
            }
            node = path;
        } else {
            break;
        }
    }
    return node;
}
