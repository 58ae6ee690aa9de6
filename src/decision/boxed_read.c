/* Boxed expressions (clause 10.2.2) from XML. Depth is bounded by the tree's. */
#include <string.h>

#include "decision_internal.h"
#include "text.h"

enum { BINDING_NAME_MAX = 24 };

static struct expr *expr_new(struct reader *reader, enum expr_kind kind, size_t names,
                             size_t children) {
    struct expr *expr = ARENA_NEW(reader->arena, struct expr);
    if (!expr) {
        return NULL;
    }
    expr->kind = kind;
    expr->names = ARENA_ARRAY(reader->arena, names + 1, const char *);
    expr->types = ARENA_ARRAY(reader->arena, names + 1, const struct feel_type *);
    expr->children = ARENA_ARRAY(reader->arena, children + 1, const struct expr *);
    return expr->names && expr->types && expr->children ? expr : NULL;
}

/* Compiles; what is wrong with the text is kept in *broken, not returned. */
static enum err compile(struct reader *reader, const char *text, struct names names,
                        enum feel_kind kind, const struct feel_compiled **out,
                        const struct err_detail **broken) {
    struct feel_scope scope = reader->base;
    scope.names = names.items;
    scope.count = names.count;
    enum err err = feel_compile(reader->arena, text, &scope, kind, out);
    if (err == ERR_NONE || arena_failed(reader->arena) || err == ERR_MEMORY) {
        return err;
    }
    struct err_detail *detail = ARENA_NEW(reader->arena, struct err_detail);
    if (!detail) {
        return err_failed();
    }
    *detail = *err_last();
    *broken = detail;
    return ERR_NONE;
}

enum err expr_compile(struct reader *reader, const char *text, struct names names,
                      const struct expr **out) {
    struct expr *expr = expr_new(reader, text ? EXPR_LITERAL : EXPR_NOTHING, 0, 0);
    if (!expr) {
        return err_failed();
    }
    *out = expr;
    return !text ? ERR_NONE
                 : compile(reader, text, names, FEEL_EXPRESSION, &expr->compiled, &expr->broken);
}

enum err test_compile(struct reader *reader, const char *text, struct names names,
                      struct test *out) {
    if (!text || strcmp(text, "-") == 0) {
        return ERR_NONE;
    }
    out->text = text;
    return compile(reader, text, names, FEEL_UNARY_TESTS, &out->compiled, &out->broken);
}

static enum err read_literal(struct reader *reader, const struct xml_node *node, struct names names,
                             struct expr **out) {
    const struct expr *made;
    const char *language = xml_attribute(node, "expressionLanguage");
    bool feel = !language || strstr(language, "FEEL") || strstr(language, "feel");
    enum err err =
        expr_compile(reader, feel ? dmn_text_in(reader, node, "text") : NULL, names, &made);
    if (err != ERR_NONE) {
        return err;
    }
    *out = ARENA_NEW(reader->arena, struct expr);
    if (!*out) {
        return err_failed();
    }
    **out = *made;
    return ERR_NONE;
}

static enum err read_context(struct reader *reader, const struct xml_node *node, struct names names,
                             struct expr **out) {
    size_t count = dmn_count(node, "contextEntry");
    struct expr *expr = expr_new(reader, EXPR_CONTEXT, count, count);
    const struct xml_node *entry = dmn_child(node, "contextEntry");
    enum err err = expr ? ERR_NONE : err_failed();
    for (; err == ERR_NONE && entry; entry = dmn_from(entry->next, "contextEntry")) {
        const struct xml_node *variable = dmn_child(entry, "variable");
        size_t at = expr->count++;
        err = expr_read_in(reader, entry, names, &expr->children[at]);
        if (variable) {
            const char *name = xml_attribute(variable, "name");
            expr->names[at] = name ? name : "";
            expr->types[at] = type_of(reader, variable);
            names = names_with(reader, names, expr->names[at]);
        }
    }
    *out = expr;
    return err;
}

static enum err read_items(struct reader *reader, const struct xml_node *node, struct names names,
                           struct expr *expr) {
    enum err err = ERR_NONE;
    for (node = node->first; err == ERR_NONE && node; node = node->next) {
        const struct expr *item = NULL;
        err = expr_read(reader, node, names, &item);
        if (item) {
            expr->children[expr->count++] = item;
        }
    }
    return err;
}

static size_t nodes_in(const struct xml_node *node) {
    size_t count = 0;
    for (node = node->first; node; node = node->next) {
        count++;
    }
    return count;
}

static enum err read_list(struct reader *reader, const struct xml_node *node, struct names names,
                          struct expr **out) {
    *out = expr_new(reader, EXPR_LIST, 0, nodes_in(node));
    return *out ? read_items(reader, node, names, *out) : err_failed();
}

static enum err read_relation(struct reader *reader, const struct xml_node *node,
                              struct names names, struct expr **out) {
    size_t columns = dmn_count(node, "column");
    size_t most = 0;
    const struct xml_node *row = dmn_child(node, "row");
    for (; row; row = dmn_from(row->next, "row")) {
        most += nodes_in(row);
    }
    struct expr *expr = expr_new(reader, EXPR_RELATION, columns, most);
    *out = expr;
    if (!expr) {
        return err_failed();
    }
    const struct xml_node *column = dmn_child(node, "column");
    for (; column; column = dmn_from(column->next, "column")) {
        const char *name = xml_attribute(column, "name");
        expr->types[expr->name_count] = type_of(reader, column);
        expr->names[expr->name_count++] = name ? name : "";
    }
    enum err err = ERR_NONE;
    for (row = dmn_child(node, "row"); err == ERR_NONE && row; row = dmn_from(row->next, "row")) {
        size_t before = expr->count;
        err = read_items(reader, row, names, expr);
        if (err == ERR_NONE && expr->count - before != columns) {
            err = err_set(ERR_INVALID, "DMN-10", "A row of {1} has too few or too many cells.",
                          reader->owner, NULL);
        }
    }
    return err;
}

static enum err read_function(struct reader *reader, const struct xml_node *node,
                              struct names names, struct expr **out) {
    size_t count = dmn_count(node, "formalParameter");
    const char *kind = xml_attribute(node, "kind");
    bool feel = !kind || strcmp(kind, "FEEL") == 0;
    struct expr *expr = expr_new(reader, EXPR_FUNCTION, count, 1);
    *out = expr;
    if (!expr) {
        return err_failed();
    }
    const struct xml_node *parameter = dmn_child(node, "formalParameter");
    for (; parameter; parameter = dmn_from(parameter->next, "formalParameter")) {
        const char *name = xml_attribute(parameter, "name");
        expr->types[expr->name_count] = type_of(reader, parameter);
        expr->names[expr->name_count++] = name ? name : "";
        names = names_with(reader, names, name);
    }
    expr->count = 1;
    return feel ? expr_read_in(reader, node, names, &expr->children[0])
                : expr_compile(reader, NULL, names, &expr->children[0]);
}

/* The call is written in FEEL with named arguments, whose values have names that no file can
   give. */
static enum err read_invocation(struct reader *reader, const struct xml_node *node,
                                struct names names, struct expr **out) {
    size_t count = dmn_count(node, "binding");
    struct expr *expr = expr_new(reader, EXPR_INVOCATION, count, count);
    const struct xml_node *called = dmn_child(node, "literalExpression");
    const char *callee = called ? dmn_text_in(reader, called, "text") : NULL;
    *out = expr;
    if (!expr) {
        return err_failed();
    }
    struct buf text;
    buf_init(&text, FEEL_TEXT_MAX);
    buf_printf(&text, "%s(", callee ? callee : "null");
    struct names inner = names;
    const struct xml_node *binding = dmn_child(node, "binding");
    enum err err = ERR_NONE;
    for (; err == ERR_NONE && binding; binding = dmn_from(binding->next, "binding")) {
        size_t at = expr->count++;
        const struct xml_node *parameter = dmn_child(binding, "parameter");
        const char *name = parameter ? xml_attribute(parameter, "name") : NULL;
        expr->names[at] = arena_printf(reader->arena, "__binding_%zu", at);
        expr->types[at] = type_of(reader, parameter);
        inner = names_with(reader, inner, expr->names[at]);
        buf_printf(&text, "%s%s: __binding_%zu", at ? ", " : "", name ? name : "", at);
        err = expr_read_in(reader, binding, names, &expr->children[at]);
    }
    buf_char(&text, ')');
    err = err == ERR_NONE ? text.failed : err;
    if (err == ERR_NONE) {
        err = compile(reader, buf_text(&text), inner, FEEL_EXPRESSION, &expr->compiled,
                      &expr->broken);
    }
    buf_finish(&text);
    return err;
}

/* Parts by name, each with one expression in it: conditional, iterators and filter. */
static enum err read_parts(struct reader *reader, const struct xml_node *node, struct names names,
                           struct expr **out) {
    static const struct {
        const char *name;
        enum expr_kind kind;
        const char *parts[3];
        const char *extra; /* what else is known in the last part */
    } forms[] = {
        {"conditional", EXPR_CONDITIONAL, {"if", "then", "else"}, NULL},
        {"for", EXPR_FOR, {"in", "return"}, "partial"},
        {"some", EXPR_SOME, {"in", "satisfies"}, NULL},
        {"every", EXPR_EVERY, {"in", "satisfies"}, NULL},
        {"filter", EXPR_FILTER, {"in", "match"}, "item"},
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        if (strcmp(node->name, forms[i].name) != 0) {
            continue;
        }
        struct expr *expr = expr_new(reader, forms[i].kind, 1, COUNT_OF(forms[i].parts));
        const char *iterator = xml_attribute(node, "iteratorVariable");
        struct names inner = names;
        *out = expr;
        if (!expr) {
            return err_failed();
        }
        expr->names[0] = iterator ? iterator : "item";
        inner = names_with(reader, inner, expr->names[0]);
        inner = forms[i].extra ? names_with(reader, inner, forms[i].extra) : inner;
        for (size_t m = 0; forms[i].kind == EXPR_FILTER && m < reader->members.count; m++) {
            inner = names_with(reader, inner, reader->members.items[m]);
        }
        enum err err = ERR_NONE;
        for (size_t p = 0; err == ERR_NONE && p < COUNT_OF(forms[i].parts); p++) {
            const char *part = forms[i].parts[p];
            const struct xml_node *at = part ? dmn_child(node, part) : NULL;
            expr->count++;
            err = at ? expr_read_in(reader, at, p > 0 ? inner : names, &expr->children[p])
                     : expr_compile(reader, NULL, names, &expr->children[p]);
        }
        return err;
    }
    return ERR_NONE;
}

static enum err read_table(struct reader *reader, const struct xml_node *node, struct names names,
                           struct expr **out) {
    *out = expr_new(reader, EXPR_TABLE, 0, 0);
    return *out ? table_read(reader, node, names, &(*out)->table) : err_failed();
}

static const struct {
    const char *name;
    enum err (*read)(struct reader *, const struct xml_node *, struct names, struct expr **);
} boxes[] = {
    {"literalExpression", read_literal},
    {"decisionTable", read_table},
    {"context", read_context},
    {"list", read_list},
    {"relation", read_relation},
    {"functionDefinition", read_function},
    {"encapsulatedLogic", read_function},
    {"invocation", read_invocation},
    {"conditional", read_parts},
    {"for", read_parts},
    {"some", read_parts},
    {"every", read_parts},
    {"filter", read_parts},
};

enum err expr_read(struct reader *reader, const struct xml_node *node, struct names names,
                   const struct expr **out) {
    for (size_t i = 0; i < COUNT_OF(boxes); i++) {
        if (!dmn_is(node, boxes[i].name)) {
            continue;
        }
        struct expr *expr = NULL;
        enum err err = boxes[i].read(reader, node, names, &expr);
        if (err == ERR_NONE) {
            expr->type = type_of(reader, node);
            *out = expr;
        }
        return err;
    }
    return ERR_NONE;
}

enum err expr_read_in(struct reader *reader, const struct xml_node *parent, struct names names,
                      const struct expr **out) {
    const struct expr *found = NULL;
    enum err err = ERR_NONE;
    const struct xml_node *node = parent->first;
    for (; err == ERR_NONE && !found && node; node = node->next) {
        err = expr_read(reader, node, names, &found);
    }
    if (err == ERR_NONE && !found) {
        return expr_compile(reader, NULL, names, out);
    }
    *out = found;
    return err;
}
