/*
 * Conditions: a recursive-descent parser, bounded in length, depth and nodes, into a flat array of
 * nodes; and its evaluation in Kleene's three-valued logic.
 */
#include "plan_condition.h"

#include <string.h>
#include "tr.h"

enum kind { K_AND, K_OR, K_NOT, K_KNOWN, K_UNKNOWN, K_COMPARE, K_FACT, K_CONST };
enum compare { C_EQ, C_NE, C_LT, C_LE, C_GT, C_GE };
enum operand_kind { O_FACT, O_INT, O_TEXT, O_BOOL };

/* One side of a comparison: a fact or a literal, plus a number (year - 5). */
struct operand {
    enum operand_kind kind;
    enum plan_type type;
    size_t fact;
    int64_t integer;
    const char *text;
};

struct node {
    enum kind kind;
    size_t left, right; /* children */
    size_t fact;
    enum compare compare;
    bool truth;
    struct operand a, b;
};

struct plan_condition {
    struct node *nodes;
    size_t count;
    size_t root;
    size_t fact_count;
    size_t facts[PLAN_CONDITION_NODES];
};

enum token { T_END, T_NAME, T_INT, T_TEXT, T_OPEN, T_CLOSE, T_COMPARE, T_PLUS, T_MINUS, T_BAD };

struct parser {
    struct arena *arena;
    const char *start;
    const char *at; /* after the current token */
    const char *token_at;
    enum token token;
    const char *name; /* text of T_NAME and T_TEXT */
    int64_t integer;
    enum compare compare;
    const struct plan_name *names;
    size_t name_count;
    struct plan_condition *condition;
    int depth;
};

static enum err fail(const struct parser *parser, const char *expected) {
    char column[24];
    size_t place = (size_t)(parser->token_at - parser->start) + 1;
    size_t at = sizeof column - 1;
    column[at] = '\0';
    do {
        column[--at] = (char)('0' + place % 10);
        place /= 10;
    } while (place > 0 && at > 0);
    return err_set(ERR_INVALID, "PLN-1",
                   "The condition cannot be read at character {1}: expected {2}.", column + at,
                   expected, NULL);
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void scan_int(struct parser *parser) {
    int64_t value = 0;
    parser->token = T_INT;
    while (is_digit(*parser->at)) {
        if (value > (INT64_MAX - 9) / 10) {
            parser->token = T_BAD;
            return;
        }
        value = value * 10 + (*parser->at - '0');
        parser->at++;
    }
    parser->integer = value;
}

static void scan_compare(struct parser *parser) {
    static const struct {
        const char *text;
        enum compare compare;
    } all[] = {{"!=", C_NE}, {"<=", C_LE}, {">=", C_GE}, {"=", C_EQ}, {"<", C_LT}, {">", C_GT}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        size_t length = strlen(all[i].text);
        if (strncmp(parser->at, all[i].text, length) == 0) {
            parser->token = T_COMPARE;
            parser->compare = all[i].compare;
            parser->at += length;
            return;
        }
    }
    parser->token = T_BAD;
}

static void advance(struct parser *parser) {
    while (*parser->at == ' ' || *parser->at == '\t' || *parser->at == '\n' ||
           *parser->at == '\r') {
        parser->at++;
    }
    const char *at = parser->at;
    parser->token_at = at;
    if (*at == '\0') {
        parser->token = T_END;
    } else if (is_letter(*at)) {
        while (is_letter(*parser->at) || is_digit(*parser->at)) {
            parser->at++;
        }
        parser->name = arena_strndup(parser->arena, at, (size_t)(parser->at - at));
        parser->token = parser->name ? T_NAME : T_BAD;
    } else if (is_digit(*at)) {
        scan_int(parser);
    } else if (*at == '"') {
        const char *end = strchr(at + 1, '"');
        parser->token = T_BAD;
        if (end) {
            parser->name = arena_strndup(parser->arena, at + 1, (size_t)(end - at - 1));
            parser->token = parser->name ? T_TEXT : T_BAD;
            parser->at = end + 1;
        }
    } else if (*at == '(' || *at == ')' || *at == '+' || *at == '-') {
        parser->token = *at == '(' ? T_OPEN : *at == ')' ? T_CLOSE : *at == '+' ? T_PLUS : T_MINUS;
        parser->at++;
    } else {
        scan_compare(parser);
    }
}

static bool is_word(const struct parser *parser, const char *word) {
    return parser->token == T_NAME && strcmp(parser->name, word) == 0;
}

static enum err add_node(struct parser *parser, struct node node, size_t *out) {
    struct plan_condition *condition = parser->condition;
    if (condition->count == PLAN_CONDITION_NODES) {
        return err_set(ERR_LIMIT, "PLN-2", "The condition has too many parts.", NULL);
    }
    condition->nodes[condition->count] = node;
    *out = condition->count++;
    return ERR_NONE;
}

static enum err find_fact(struct parser *parser, size_t *out) {
    struct plan_condition *condition = parser->condition;
    if (parser->token != T_NAME) {
        return fail(parser, tr("the name of a fact"));
    }
    size_t fact = 0;
    while (fact < parser->name_count && strcmp(parser->names[fact].name, parser->name) != 0) {
        fact++;
    }
    if (fact == parser->name_count) {
        return err_set(ERR_INVALID, "PLN-3",
                       "There is no fact named {1}. The facts are listed on the page of the rules.",
                       parser->name, NULL);
    }
    size_t known = 0;
    while (known < condition->fact_count && condition->facts[known] != fact) {
        known++;
    }
    if (known == condition->fact_count && condition->fact_count < PLAN_CONDITION_NODES) {
        condition->facts[condition->fact_count++] = fact;
    }
    *out = fact;
    advance(parser);
    return ERR_NONE;
}

/* known(fact) | unknown(fact) */
static enum err parse_ask(struct parser *parser, size_t *out) {
    struct node node = {.kind = is_word(parser, "known") ? K_KNOWN : K_UNKNOWN};
    advance(parser);
    if (parser->token != T_OPEN) {
        return fail(parser, "(");
    }
    advance(parser);
    enum err err = find_fact(parser, &node.fact);
    if (err) {
        return err;
    }
    if (parser->token != T_CLOSE) {
        return fail(parser, ")");
    }
    advance(parser);
    return add_node(parser, node, out);
}

static bool add_checked(int64_t a, int64_t b, int64_t *out) {
    if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < INT64_MIN - b)) {
        return false;
    }
    *out = a + b;
    return true;
}

/* fact | number | "text" | true | false, then + or - a number if it is a number */
static enum err parse_operand(struct parser *parser, struct operand *out) {
    struct operand operand = {.kind = O_INT, .type = PLAN_INT};
    if (parser->token == T_INT) {
        operand.integer = parser->integer;
        advance(parser);
    } else if (parser->token == T_TEXT) {
        operand = (struct operand){.kind = O_TEXT, .type = PLAN_TEXT, .text = parser->name};
        advance(parser);
    } else if (is_word(parser, "true") || is_word(parser, "false")) {
        operand =
            (struct operand){.kind = O_BOOL, .type = PLAN_BOOL, .integer = is_word(parser, "true")};
        advance(parser);
    } else {
        enum err err = find_fact(parser, &operand.fact);
        if (err) {
            return err;
        }
        operand.kind = O_FACT;
        operand.type = parser->names[operand.fact].type;
    }
    while (operand.type == PLAN_INT && (parser->token == T_PLUS || parser->token == T_MINUS)) {
        bool minus = parser->token == T_MINUS;
        advance(parser);
        if (parser->token != T_INT || parser->integer > INT32_MAX) {
            return fail(parser, tr("a number"));
        }
        int64_t step = minus ? -parser->integer : parser->integer;
        if (!add_checked(operand.integer, step, &operand.integer)) {
            return fail(parser, tr("a smaller number"));
        }
        advance(parser);
    }
    *out = operand;
    return ERR_NONE;
}

static enum err parse_comparison(struct parser *parser, size_t *out) {
    struct node node = {.kind = K_COMPARE};
    enum err err = parse_operand(parser, &node.a);
    if (err) {
        return err;
    }
    if (parser->token != T_COMPARE) {
        if (node.a.type != PLAN_BOOL) {
            return fail(parser, tr("a comparison, for example > 0"));
        }
        node.kind = node.a.kind == O_FACT ? K_FACT : K_CONST;
        node.fact = node.a.fact;
        node.truth = node.a.integer != 0;
        return add_node(parser, node, out);
    }
    node.compare = parser->compare;
    advance(parser);
    const char *right_at = parser->token_at;
    err = parse_operand(parser, &node.b);
    if (err) {
        return err;
    }
    bool ordered = node.compare != C_EQ && node.compare != C_NE;
    if (node.a.type != node.b.type || (ordered && node.a.type != PLAN_INT)) {
        parser->token_at = right_at;
        return fail(parser, tr("a value of the same kind"));
    }
    return add_node(parser, node, out);
}

static enum err parse_or(struct parser *parser, size_t *out);

static enum err parse_primary(struct parser *parser, size_t *out) {
    enum err err;
    if (++parser->depth > PLAN_CONDITION_DEPTH) {
        return err_set(ERR_LIMIT, "PLN-4", "The condition is nested too deeply.", NULL);
    }
    if (is_word(parser, "not")) {
        struct node node = {.kind = K_NOT};
        advance(parser);
        err = parse_primary(parser, &node.left);
        if (!err) {
            err = add_node(parser, node, out);
        }
    } else if (is_word(parser, "known") || is_word(parser, "unknown")) {
        err = parse_ask(parser, out);
    } else if (parser->token == T_OPEN) {
        advance(parser);
        err = parse_or(parser, out);
        if (!err && parser->token != T_CLOSE) {
            err = fail(parser, ")");
        } else if (!err) {
            advance(parser);
        }
    } else {
        err = parse_comparison(parser, out);
    }
    parser->depth--;
    return err;
}

static enum err parse_chain(struct parser *parser, const char *word, enum kind kind,
                            enum err (*part)(struct parser *, size_t *), size_t *out) {
    size_t left;
    enum err err = part(parser, &left);
    while (!err && is_word(parser, word)) {
        size_t right;
        advance(parser);
        err = part(parser, &right);
        if (!err) {
            err =
                add_node(parser, (struct node){.kind = kind, .left = left, .right = right}, &left);
        }
    }
    if (!err) {
        *out = left;
    }
    return err;
}

static enum err parse_and(struct parser *parser, size_t *out) {
    return parse_chain(parser, "and", K_AND, parse_primary, out);
}

static enum err parse_or(struct parser *parser, size_t *out) {
    return parse_chain(parser, "or", K_OR, parse_and, out);
}

enum err plan_condition_parse(struct arena *arena, const char *text, const struct plan_name *names,
                              size_t name_count, struct plan_condition **out) {
    if (strlen(text) > PLAN_CONDITION_MAX) {
        return err_set(ERR_LIMIT, "PLN-5", "The condition is too long.", NULL);
    }
    struct plan_condition *condition = ARENA_NEW(arena, struct plan_condition);
    if (!condition) {
        return err_failed();
    }
    condition->nodes = ARENA_ARRAY(arena, PLAN_CONDITION_NODES, struct node);
    if (!condition->nodes) {
        return err_failed();
    }
    struct parser parser = {.arena = arena,
                            .start = text,
                            .at = text,
                            .names = names,
                            .name_count = name_count,
                            .condition = condition};
    advance(&parser);
    enum err err = parse_or(&parser, &condition->root);
    if (!err && parser.token != T_END) {
        err = fail(&parser, tr("and, or, or the end"));
    }
    if (arena_failed(arena)) {
        return err_failed();
    }
    if (!err) {
        *out = condition;
    }
    return err;
}

static bool operand_value(const struct operand *operand, const struct plan_value *values,
                          int64_t *integer, const char **text) {
    *integer = operand->integer;
    *text = operand->text;
    if (operand->kind == O_FACT) {
        const struct plan_value *value = &values[operand->fact];
        if (!value->known) {
            return false;
        }
        *text = value->text ? value->text : "";
        return add_checked(value->integer, operand->integer, integer);
    }
    return true;
}

static enum plan_truth compare(const struct node *node, const struct plan_value *values) {
    int64_t a, b;
    const char *text_a, *text_b;
    if (!operand_value(&node->a, values, &a, &text_a) ||
        !operand_value(&node->b, values, &b, &text_b)) {
        return PLAN_UNKNOWN;
    }
    int order = (a > b) - (a < b);
    if (node->a.type == PLAN_TEXT) {
        order = strcmp(text_a, text_b);
    }
    switch (node->compare) {
    case C_EQ:
        return order == 0 ? PLAN_TRUE : PLAN_FALSE;
    case C_NE:
        return order != 0 ? PLAN_TRUE : PLAN_FALSE;
    case C_LT:
        return order < 0 ? PLAN_TRUE : PLAN_FALSE;
    case C_LE:
        return order <= 0 ? PLAN_TRUE : PLAN_FALSE;
    case C_GT:
        return order > 0 ? PLAN_TRUE : PLAN_FALSE;
    case C_GE:
        return order >= 0 ? PLAN_TRUE : PLAN_FALSE;
    }
    return PLAN_UNKNOWN;
}

static enum plan_truth truth_and(enum plan_truth a, enum plan_truth b) {
    if (a == PLAN_FALSE || b == PLAN_FALSE) {
        return PLAN_FALSE;
    }
    return a == PLAN_TRUE && b == PLAN_TRUE ? PLAN_TRUE : PLAN_UNKNOWN;
}

static enum plan_truth truth_or(enum plan_truth a, enum plan_truth b) {
    if (a == PLAN_TRUE || b == PLAN_TRUE) {
        return PLAN_TRUE;
    }
    return a == PLAN_FALSE && b == PLAN_FALSE ? PLAN_FALSE : PLAN_UNKNOWN;
}

static enum plan_truth truth_of(bool value) {
    return value ? PLAN_TRUE : PLAN_FALSE;
}

enum plan_truth plan_condition_eval(const struct plan_condition *condition,
                                    const struct plan_value *values) {
    /* Children are always added before their parents, so one pass upward is enough. */
    enum plan_truth results[PLAN_CONDITION_NODES];
    for (size_t i = 0; i < condition->count; i++) {
        const struct node *node = &condition->nodes[i];
        enum plan_truth left;
        switch (node->kind) {
        case K_AND:
            results[i] = truth_and(results[node->left], results[node->right]);
            break;
        case K_OR:
            results[i] = truth_or(results[node->left], results[node->right]);
            break;
        case K_NOT:
            left = results[node->left];
            results[i] = left == PLAN_UNKNOWN ? PLAN_UNKNOWN : truth_of(left == PLAN_FALSE);
            break;
        case K_KNOWN:
            results[i] = truth_of(values[node->fact].known);
            break;
        case K_UNKNOWN:
            results[i] = truth_of(!values[node->fact].known);
            break;
        case K_FACT:
            results[i] = !values[node->fact].known ? PLAN_UNKNOWN
                                                   : truth_of(values[node->fact].integer != 0);
            break;
        case K_CONST:
            results[i] = truth_of(node->truth);
            break;
        case K_COMPARE:
            results[i] = compare(node, values);
            break;
        }
    }
    return results[condition->root];
}

size_t plan_condition_facts(const struct plan_condition *condition, size_t *out, size_t max) {
    size_t count = condition->fact_count < max ? condition->fact_count : max;
    for (size_t i = 0; i < count; i++) {
        out[i] = condition->facts[i];
    }
    return count;
}
