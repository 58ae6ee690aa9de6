/* if, for, some, every and function. */
#include "feel_parser_internal.h"

static const struct feel_node *parse_if(struct feel_parser *parser, size_t position) {
    const struct feel_node *parts[3];
    static const char *const words[] = {"then", "else"};
    for (size_t i = 0; i < 3; i++) {
        parts[i] = feel_parse_expression(parser);
        if (!parts[i]) {
            return NULL;
        }
        if (i < 2 && !feel_take_word(parser, words[i])) {
            return feel_syntax(parser, words[i]);
        }
    }
    return feel_node_with(parser, NODE_IF, position, 3, parts);
}

/* name in list, or name in low..high */
static bool parse_iterator(struct feel_parser *parser, struct feel_children *list) {
    struct feel_string name;
    if (!feel_read_new_name(parser, ",()[]{}\":", true, &name)) {
        (void)feel_syntax(parser, "a name");
        return false;
    }
    if (!feel_take_word(parser, "in")) {
        (void)feel_syntax(parser, "in");
        return false;
    }
    feel_skip(parser);
    size_t position = parser->at;
    const struct feel_node *domain = feel_parse_expression(parser);
    if (domain && feel_take(parser, "..")) {
        const struct feel_node *high = feel_parse_expression(parser);
        domain = high ? feel_node_with(parser, NODE_SPAN, position, 2,
                                       (const struct feel_node *[]){domain, high})
                      : NULL;
    }
    feel_add_local(parser, name);
    return feel_child(parser, list, domain) && feel_child_name(parser, list, name);
}

static const struct feel_node *parse_loop(struct feel_parser *parser, enum feel_node_kind kind,
                                          size_t position) {
    static const struct feel_string partial = {"partial", 7};
    struct feel_children list = {0};
    const struct feel_local *outer = parser->locals;
    unsigned long functions = parser->functions;
    do {
        if (!parse_iterator(parser, &list)) {
            return NULL;
        }
    } while (feel_take(parser, ","));
    const char *word = kind == NODE_FOR ? "return" : "satisfies";
    if (!feel_take_word(parser, word)) {
        return feel_syntax(parser, word);
    }
    if (kind == NODE_FOR) {
        feel_add_local(parser, partial);
    }
    const struct feel_node *body = feel_parse_expression(parser);
    parser->locals = outer;
    struct feel_node *node =
        feel_child(parser, &list, body) ? feel_node_list(parser, kind, position, &list) : NULL;
    if (node) {
        node->captures = parser->functions > functions;
    }
    return node;
}

struct parameters {
    struct feel_children names;
    const struct feel_type **types;
};

static bool parse_parameters(struct feel_parser *parser, struct parameters *out) {
    enum { PARAMETERS_MAX = 64 };
    out->types = ARENA_ARRAY(parser->arena, PARAMETERS_MAX, const struct feel_type *);
    if (!out->types || !feel_expect(parser, "(")) {
        return false;
    }
    if (feel_take(parser, ")")) {
        return true;
    }
    do {
        struct feel_string name;
        size_t index = out->names.name_count;
        if (index == PARAMETERS_MAX || !feel_read_new_name(parser, ":,)", false, &name)) {
            (void)feel_syntax(parser, "a name");
            return false;
        }
        if (feel_take(parser, ":")) {
            out->types[index] = feel_parse_type(parser);
            if (!out->types[index]) {
                return false;
            }
        }
        feel_add_local(parser, name);
        if (!feel_child_name(parser, &out->names, name)) {
            return false;
        }
    } while (feel_take(parser, ","));
    return feel_expect(parser, ")");
}

static const struct feel_node *parse_function(struct feel_parser *parser, size_t position) {
    struct parameters parameters = {0};
    const struct feel_local *outer = parser->locals;
    parser->functions++;
    if (!parse_parameters(parser, &parameters)) {
        return NULL;
    }
    bool external = feel_take_word(parser, "external");
    const struct feel_node *body = feel_parse_expression(parser);
    parser->locals = outer;
    if (!body || (!external && !feel_child(parser, &parameters.names, body))) {
        return NULL;
    }
    struct feel_node *node = feel_node_list(parser, NODE_FUNCTION, position, &parameters.names);
    if (node) {
        node->types = parameters.types;
    }
    return node;
}

const struct feel_node *feel_parse_control(struct feel_parser *parser) {
    static const struct {
        const char *word;
        enum feel_node_kind kind;
    } words[] = {
        {"if", NODE_IF},       {"for", NODE_FOR},           {"some", NODE_SOME},
        {"every", NODE_EVERY}, {"function", NODE_FUNCTION},
    };
    struct feel_string name;
    size_t position = parser->at;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!feel_peek_word(parser, words[i].word) || feel_known_name(parser, &name) != 0) {
            continue;
        }
        (void)feel_take_word(parser, words[i].word);
        switch (words[i].kind) {
        case NODE_IF:
            return parse_if(parser, position);
        case NODE_FUNCTION:
            return parse_function(parser, position);
        default:
            return parse_loop(parser, words[i].kind, position);
        }
    }
    return NULL;
}
