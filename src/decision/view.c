/* A model as it is shown: walks the XML behind the elements. Depth is bounded by the tree's. */
#include "decision_view.h"

#include <string.h>

#include "decision_internal.h"

enum { PARTS_MAX = 3, OPTIONS_MAX = 100 };

static const char *text_in(struct arena *arena, const struct xml_node *parent, const char *name) {
    struct reader reader = {.arena = arena};
    return dmn_text_in(&reader, parent, name);
}

static const struct decision_box *box_of(struct arena *arena, const struct xml_node *node);

/* The first boxed expression among the children. */
static const struct decision_box *box_in(struct arena *arena, const struct xml_node *parent) {
    static const struct decision_box nothing = {.kind = DECISION_BOX_NOTHING};
    const struct xml_node *node = parent != NULL ? xml_first_element(parent) : NULL;
    for (; node != NULL; node = xml_next_element(node)) {
        const struct decision_box *box = box_of(arena, node);
        if (box != NULL) {
            return box;
        }
    }
    return &nothing;
}

/* ---- tables ---- */

static const char *const *texts_of(struct arena *arena, const struct xml_node *parent,
                                   const char *name, size_t count) {
    const char **texts = ARENA_ARRAY(arena, count + 1, const char *);
    const struct xml_node *node = dmn_child(parent, name);
    for (size_t i = 0; texts != NULL && node != NULL && i < count; i++) {
        const struct xml_node *text = dmn_child(node, "text");
        texts[i] = text != NULL ? xml_text(arena, text) : NULL;
        node = dmn_from(node->next, name);
    }
    return texts;
}

static const struct decision_column *columns_of(struct arena *arena, const struct xml_node *table,
                                                const char *name, size_t count) {
    struct decision_column *columns = ARENA_ARRAY(arena, count + 1, struct decision_column);
    const struct xml_node *node = dmn_child(table, name);
    for (size_t i = 0; columns != NULL && node != NULL && i < count; i++) {
        const struct xml_node *expression = dmn_child(node, "inputExpression");
        const struct xml_node *fallback = dmn_child(node, "defaultOutputEntry");
        struct decision_column *column = &columns[i];
        column->expression = expression != NULL ? text_in(arena, expression, "text") : NULL;
        column->type = xml_attribute(expression != NULL ? expression : node, "typeRef");
        column->allowed = text_in(arena, node, expression != NULL ? "inputValues" : "outputValues");
        column->fallback = fallback != NULL ? text_in(arena, fallback, "text") : NULL;
        column->label = xml_attribute(node, "label");
        column->label = column->label != NULL ? column->label : xml_attribute(node, "name");
        column->label = column->label != NULL ? column->label : column->expression;
        node = dmn_from(node->next, name);
    }
    return columns;
}

static const char *const *annotation_names(struct arena *arena, const struct xml_node *table,
                                           size_t count) {
    const char **names = ARENA_ARRAY(arena, count + 1, const char *);
    const struct xml_node *node = dmn_child(table, "annotation");
    for (size_t i = 0; names != NULL && node != NULL && i < count; i++) {
        names[i] = xml_attribute(node, "name");
        node = dmn_from(node->next, "annotation");
    }
    return names;
}

/* Before DMN 1.2 a rule had one remark, its description. */
static bool rules_described(const struct xml_node *node) {
    const struct xml_node *rule = dmn_child(node, "rule");
    for (; rule != NULL; rule = dmn_from(rule->next, "rule")) {
        if (dmn_child(rule, "description") != NULL) {
            return true;
        }
    }
    return false;
}

static void rows_fill(struct arena *arena, const struct xml_node *node, bool described,
                      struct decision_table *table, struct decision_row *rows) {
    const struct xml_node *rule = dmn_child(node, "rule");
    for (size_t i = 0; rule != NULL && i < table->row_count; i++) {
        rows[i].id = xml_attribute(rule, "id");
        rows[i].inputs = texts_of(arena, rule, "inputEntry", table->input_count);
        rows[i].outputs = texts_of(arena, rule, "outputEntry", table->output_count);
        if (described) {
            const char **one = ARENA_ARRAY(arena, 1, const char *);
            const struct xml_node *words = dmn_child(rule, "description");
            if (one != NULL && words != NULL) {
                one[0] = xml_text(arena, words);
            }
            rows[i].annotations = one;
        } else {
            rows[i].annotations = texts_of(arena, rule, "annotationEntry", table->annotation_count);
        }
        rule = dmn_from(rule->next, "rule");
    }
}

static const struct decision_table *table_of(struct arena *arena, const struct xml_node *node) {
    struct decision_table *table = ARENA_NEW(arena, struct decision_table);
    struct decision_row *rows =
        ARENA_ARRAY(arena, dmn_count(node, "rule") + 1, struct decision_row);
    if (table == NULL || rows == NULL) {
        return NULL;
    }
    const char *policy = xml_attribute(node, "hitPolicy");
    table->policy = policy != NULL ? policy : "UNIQUE";
    table->aggregation = xml_attribute(node, "aggregation");
    table->input_count = dmn_count(node, "input");
    table->output_count = dmn_count(node, "output");
    table->annotation_count = dmn_count(node, "annotation");
    table->inputs = columns_of(arena, node, "input", table->input_count);
    table->outputs = columns_of(arena, node, "output", table->output_count);
    bool described = table->annotation_count == 0 && rules_described(node);
    table->annotation_count = described ? 1 : table->annotation_count;
    table->annotations = annotation_names(arena, node, table->annotation_count);
    table->row_count = dmn_count(node, "rule");
    table->rows = rows;
    if (!arena_failed(arena)) {
        rows_fill(arena, node, described, table, rows);
    }
    return table;
}

/* ---- boxed expressions ---- */

struct making {
    struct decision_box *box;
    const char **names;
    const struct decision_box **children;
};

static bool begin(struct arena *arena, enum decision_box_kind kind, size_t most,
                  struct making *out) {
    out->box = ARENA_NEW(arena, struct decision_box);
    out->names = ARENA_ARRAY(arena, most + 1, const char *);
    out->children = ARENA_ARRAY(arena, most + 1, const struct decision_box *);
    if (out->box == NULL || out->names == NULL || out->children == NULL) {
        return false;
    }
    *out->box = (struct decision_box){.kind = kind, .names = out->names, .children = out->children};
    return true;
}

static void put(struct making *making, const char *name, const struct decision_box *child) {
    making->names[making->box->name_count++] = name;
    making->children[making->box->count++] = child;
}

/* Children that are entries, each with a name and an expression in it. */
static const struct decision_box *entries_of(struct arena *arena, const struct xml_node *node,
                                             enum decision_box_kind kind, const char *entry,
                                             const char *named) {
    struct making making;
    if (!begin(arena, kind, dmn_count(node, entry), &making)) {
        return NULL;
    }
    const struct xml_node *at = dmn_child(node, entry);
    for (; at != NULL; at = dmn_from(at->next, entry)) {
        const struct xml_node *name = dmn_child(at, named);
        put(&making, name != NULL ? xml_attribute(name, "name") : NULL, box_in(arena, at));
    }
    const struct xml_node *called = dmn_child(node, "literalExpression");
    making.box->text =
        kind == DECISION_BOX_INVOCATION && called != NULL ? text_in(arena, called, "text") : NULL;
    return making.box;
}

static size_t elements_in(const struct xml_node *node) {
    size_t count = 0;
    for (node = xml_first_element(node); node != NULL; node = xml_next_element(node)) {
        count++;
    }
    return count;
}

static void put_items(struct arena *arena, const struct xml_node *node, struct making *making) {
    for (node = xml_first_element(node); node != NULL; node = xml_next_element(node)) {
        const struct decision_box *item = box_of(arena, node);
        if (item != NULL) {
            making->children[making->box->count++] = item;
        }
    }
}

static const struct decision_box *list_of(struct arena *arena, const struct xml_node *node) {
    struct making making;
    if (!begin(arena, DECISION_BOX_LIST, elements_in(node), &making)) {
        return NULL;
    }
    put_items(arena, node, &making);
    return making.box;
}

static const struct decision_box *relation_of(struct arena *arena, const struct xml_node *node) {
    struct making making;
    size_t most = dmn_count(node, "column");
    const struct xml_node *row = dmn_child(node, "row");
    for (; row != NULL; row = dmn_from(row->next, "row")) {
        most += elements_in(row);
    }
    if (!begin(arena, DECISION_BOX_RELATION, most, &making)) {
        return NULL;
    }
    const struct xml_node *column = dmn_child(node, "column");
    for (; column != NULL; column = dmn_from(column->next, "column")) {
        making.names[making.box->name_count++] = xml_attribute(column, "name");
    }
    for (row = dmn_child(node, "row"); row != NULL; row = dmn_from(row->next, "row")) {
        put_items(arena, row, &making);
    }
    return making.box;
}

static const struct decision_box *function_of(struct arena *arena, const struct xml_node *node) {
    struct making making;
    if (!begin(arena, DECISION_BOX_FUNCTION, dmn_count(node, "formalParameter") + 1, &making)) {
        return NULL;
    }
    const struct xml_node *parameter = dmn_child(node, "formalParameter");
    for (; parameter != NULL; parameter = dmn_from(parameter->next, "formalParameter")) {
        making.names[making.box->name_count++] = xml_attribute(parameter, "name");
    }
    making.children[making.box->count++] = box_in(arena, node);
    return making.box;
}

static const struct decision_box *parts_of(struct arena *arena, const struct xml_node *node) {
    static const struct {
        const char *name, *said;
        const char *parts[PARTS_MAX];
    } forms[] = {
        {"conditional", "if", {"if", "then", "else"}}, {"for", "for", {"in", "return"}},
        {"some", "some", {"in", "satisfies"}},         {"every", "every", {"in", "satisfies"}},
        {"filter", "filter", {"in", "match"}},
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct making making;
        if (strcmp(node->name, forms[i].name) != 0 ||
            !begin(arena, DECISION_BOX_PARTS, PARTS_MAX, &making)) {
            continue;
        }
        making.box->text = forms[i].said;
        for (size_t p = 0; p < PARTS_MAX && forms[i].parts[p] != NULL; p++) {
            put(&making, forms[i].parts[p], box_in(arena, dmn_child(node, forms[i].parts[p])));
        }
        return making.box;
    }
    return NULL;
}

static const struct decision_box *leaf_of(struct arena *arena, const struct xml_node *node) {
    struct decision_box *box = ARENA_NEW(arena, struct decision_box);
    if (box == NULL) {
        return NULL;
    }
    bool table = dmn_is(node, "decisionTable");
    box->kind = table ? DECISION_BOX_TABLE : DECISION_BOX_TEXT;
    box->text = table ? NULL : text_in(arena, node, "text");
    box->table = table ? table_of(arena, node) : NULL;
    return box;
}

/* NULL: the node is no boxed expression, or memory is out. */
static const struct decision_box *box_of(struct arena *arena, const struct xml_node *node) {
    if (dmn_is(node, "literalExpression") || dmn_is(node, "decisionTable")) {
        return leaf_of(arena, node);
    }
    if (dmn_is(node, "context")) {
        return entries_of(arena, node, DECISION_BOX_CONTEXT, "contextEntry", "variable");
    }
    if (dmn_is(node, "invocation")) {
        return entries_of(arena, node, DECISION_BOX_INVOCATION, "binding", "parameter");
    }
    if (dmn_is(node, "list")) {
        return list_of(arena, node);
    }
    if (dmn_is(node, "relation")) {
        return relation_of(arena, node);
    }
    if (dmn_is(node, "functionDefinition") || dmn_is(node, "encapsulatedLogic")) {
        return function_of(arena, node);
    }
    return parts_of(arena, node);
}

/* ---- elements ---- */

static const struct xml_node *type_definition(const struct xml_node *root, const char *name) {
    const struct xml_node *at = dmn_child(root, "itemDefinition");
    for (; name != NULL && at != NULL; at = dmn_from(at->next, "itemDefinition")) {
        const char *own = xml_attribute(at, "name");
        if (own != NULL && strcmp(own, name) == 0) {
            return at;
        }
    }
    return NULL;
}

/* The allowed values of a type, if they are nothing but strings. */
static void options_fill(struct arena *arena, const struct xml_node *type,
                         struct decision_element *element) {
    const char *allowed = type != NULL ? text_in(arena, type, "allowedValues") : NULL;
    const char *wrapped = allowed != NULL ? arena_printf(arena, "[%s]", allowed) : NULL;
    const struct feel_options options = {.steps = 10 * OPTIONS_MAX};
    const struct feel_context nothing = {0};
    const struct feel_compiled *compiled;
    struct feel_value list;
    if (wrapped == NULL ||
        feel_compile(arena, wrapped, NULL, FEEL_EXPRESSION, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, &nothing, &options, NULL, &list) != ERR_NONE ||
        list.type != FEEL_LIST || list.list->count == 0 || list.list->count > OPTIONS_MAX) {
        return;
    }
    const char **texts = ARENA_ARRAY(arena, list.list->count, const char *);
    for (size_t i = 0; texts != NULL && i < list.list->count; i++) {
        if (list.list->items[i].type != FEEL_STRING) {
            return;
        }
        texts[i] = list.list->items[i].string.bytes;
    }
    element->options = texts;
    element->option_count = texts != NULL ? list.list->count : 0;
}

enum err decision_view(struct arena *arena, const struct decision_model *model,
                       struct decision_view *out) {
    static const enum decision_part parts[] = {
        [ELEMENT_INPUT] = DECISION_PART_INPUT,
        [ELEMENT_DECISION] = DECISION_PART_DECISION,
        [ELEMENT_KNOWLEDGE] = DECISION_PART_KNOWLEDGE,
        [ELEMENT_SERVICE] = DECISION_PART_SERVICE,
    };
    struct decision_element *elements =
        ARENA_ARRAY(arena, model->count + 1, struct decision_element);
    for (size_t i = 0; elements != NULL && i < model->count; i++) {
        const struct element *from = &model->elements[i];
        const struct xml_node *variable = dmn_child(from->node, "variable");
        const struct xml_node *logic = dmn_child(from->node, "encapsulatedLogic");
        bool decides = from->kind == ELEMENT_DECISION || from->kind == ELEMENT_KNOWLEDGE;
        elements[i] = (struct decision_element){
            .part = parts[from->kind],
            .id = from->id,
            .name = from->name,
            .question = text_in(arena, from->node, "question"),
            .description = text_in(arena, from->node, "description"),
            .type = variable != NULL ? xml_attribute(variable, "typeRef") : NULL,
            .kind = from->type != NULL ? from->type->kind : FEEL_ANY,
            .logic = !decides        ? NULL
                     : logic != NULL ? box_of(arena, logic)
                                     : box_in(arena, from->node),
            .needs = from->needs,
            .need_count = from->need_count,
        };
        options_fill(arena, type_definition(from->node->parent, elements[i].type), &elements[i]);
    }
    *out = (struct decision_view){elements, model->count};
    return arena_failed(arena) || elements == NULL ? err_failed() : ERR_NONE;
}
