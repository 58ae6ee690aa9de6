/* Decision tables (clause 8) from XML. */
#include <string.h>

#include "decision_internal.h"
#include "text.h"

static enum err read_policy(struct reader *reader, const struct xml_node *node,
                            struct table *table) {
    static const struct {
        const char *name;
        char letter;
    } policies[] = {{"UNIQUE", 'U'},  {"FIRST", 'F'},      {"PRIORITY", 'P'},    {"ANY", 'A'},
                    {"COLLECT", 'C'}, {"RULE ORDER", 'R'}, {"OUTPUT ORDER", 'O'}},
      aggregations[] = {{"SUM", '+'}, {"COUNT", '#'}, {"MIN", '<'}, {"MAX", '>'}};
    const char *policy = xml_attribute(node, "hitPolicy");
    const char *aggregation = xml_attribute(node, "aggregation");
    policy = policy ? policy : "UNIQUE";
    for (size_t i = 0; i < COUNT_OF(policies); i++) {
        if (strcmp(policy, policies[i].name) == 0) {
            table->policy = policies[i].letter;
        }
    }
    for (size_t i = 0; aggregation && i < COUNT_OF(aggregations); i++) {
        if (strcmp(aggregation, aggregations[i].name) == 0) {
            table->aggregation = aggregations[i].letter;
        }
    }
    if (!table->policy || (aggregation && !table->aggregation)) {
        return err_set(ERR_INVALID, "DMN-11", "The table of {1} has an unknown hit policy {2}.",
                       reader->owner, table->policy ? aggregation : policy, NULL);
    }
    return ERR_NONE;
}

static enum err read_input(struct reader *reader, const struct xml_node *node, struct names names,
                           struct column *column) {
    const struct xml_node *expression = dmn_child(node, "inputExpression");
    const char *text = expression ? dmn_text_in(reader, expression, "text") : NULL;
    const char *label = xml_attribute(node, "label");
    column->label = label ? label : text ? text : "?";
    column->type = type_of(reader, expression);
    enum err err = expr_compile(reader, text, names, &column->expression);
    return err != ERR_NONE ? err
                           : test_compile(reader, dmn_text_in(reader, node, "inputValues"), names,
                                          &column->allowed);
}

static enum err read_output(struct reader *reader, const struct xml_node *node, struct names names,
                            struct column *column) {
    const struct xml_node *fallback = dmn_child(node, "defaultOutputEntry");
    column->label = xml_attribute(node, "name");
    column->type = type_of(reader, node);
    enum err err =
        test_compile(reader, dmn_text_in(reader, node, "outputValues"), names, &column->allowed);
    return err != ERR_NONE || !fallback
               ? err
               : expr_compile(reader, dmn_text_in(reader, fallback, "text"), names,
                              &column->expression);
}

static enum err read_columns(struct reader *reader, const struct xml_node *node, struct names names,
                             struct table *table) {
    table->input_count = dmn_count(node, "input");
    table->output_count = dmn_count(node, "output");
    struct column *inputs = ARENA_ARRAY(reader->arena, table->input_count + 1, struct column);
    struct column *outputs = ARENA_ARRAY(reader->arena, table->output_count + 1, struct column);
    if (!inputs || !outputs) {
        return err_failed();
    }
    table->inputs = inputs;
    table->outputs = outputs;
    enum err err = ERR_NONE;
    const struct xml_node *at = dmn_child(node, "input");
    for (; err == ERR_NONE && at; at = dmn_from(at->next, "input")) {
        err = read_input(reader, at, names, inputs++);
    }
    at = dmn_child(node, "output");
    for (; err == ERR_NONE && at; at = dmn_from(at->next, "output")) {
        err = read_output(reader, at, names, outputs++);
    }
    return err;
}

static enum err read_rule(struct reader *reader, const struct xml_node *node, struct names names,
                          const struct table *table, struct rule *rule) {
    size_t annotations = dmn_count(node, "annotationEntry");
    struct test *tests = ARENA_ARRAY(reader->arena, table->input_count + 1, struct test);
    rule->outputs = ARENA_ARRAY(reader->arena, table->output_count + 1, const struct expr *);
    rule->annotations = ARENA_ARRAY(reader->arena, annotations + 1, const char *);
    if (!tests || !rule->outputs || !rule->annotations) {
        return err_failed();
    }
    if (dmn_count(node, "inputEntry") != table->input_count ||
        dmn_count(node, "outputEntry") != table->output_count) {
        return err_set(ERR_INVALID, "DMN-10", "A row of {1} has too few or too many cells.",
                       reader->owner, NULL);
    }
    rule->id = xml_attribute(node, "id");
    rule->tests = tests;
    struct names inner = names_with(reader, names, "?");
    enum err err = ERR_NONE;
    const struct xml_node *at = dmn_child(node, "inputEntry");
    for (; err == ERR_NONE && at; at = dmn_from(at->next, "inputEntry")) {
        err = test_compile(reader, dmn_text_in(reader, at, "text"), inner, tests++);
    }
    const struct expr **outputs = rule->outputs;
    at = dmn_child(node, "outputEntry");
    for (; err == ERR_NONE && at; at = dmn_from(at->next, "outputEntry")) {
        err = expr_compile(reader, dmn_text_in(reader, at, "text"), names, outputs++);
    }
    at = dmn_child(node, "annotationEntry");
    for (; at; at = dmn_from(at->next, "annotationEntry")) {
        const struct xml_node *text = dmn_child(at, "text");
        const char *words = text ? xml_text(reader->arena, text) : NULL;
        if (words && *words) {
            rule->annotations[rule->annotation_count++] = words;
        }
    }
    const struct xml_node *description = dmn_child(node, "description");
    if (rule->annotation_count == 0 && annotations == 0 && description) { /* before 1.2 */
        rule->annotations[0] = xml_text(reader->arena, description);
        rule->annotation_count = rule->annotations[0] != NULL;
    }
    return err;
}

/* All tables of the model are remembered for the check. */
static enum err remember(struct reader *reader, const struct table *table) {
    struct decision_model *model = reader->model;
    if (model->table_count == reader->table_capacity) {
        size_t capacity = reader->table_capacity ? 2 * reader->table_capacity : 16;
        const struct table **tables = ARENA_ARRAY(reader->arena, capacity, const struct table *);
        if (!tables) {
            return err_failed();
        }
        for (size_t i = 0; i < model->table_count; i++) {
            tables[i] = model->tables[i];
        }
        model->tables = tables;
        reader->table_capacity = capacity;
    }
    model->tables[model->table_count++] = table;
    return ERR_NONE;
}

enum err table_read(struct reader *reader, const struct xml_node *node, struct names names,
                    const struct table **out) {
    struct table *table = ARENA_NEW(reader->arena, struct table);
    struct rule *rules = ARENA_ARRAY(reader->arena, dmn_count(node, "rule") + 1, struct rule);
    if (!table || !rules) {
        return err_failed();
    }
    table->name = reader->owner;
    table->rules = rules;
    enum err err = read_policy(reader, node, table);
    if (err == ERR_NONE) {
        err = read_columns(reader, node, names, table);
    }
    const struct xml_node *at = dmn_child(node, "rule");
    for (; err == ERR_NONE && at; at = dmn_from(at->next, "rule")) {
        err = read_rule(reader, at, names, table, &rules[table->rule_count++]);
    }
    if (err == ERR_NONE && table->aggregation && table->output_count != 1) {
        err =
            err_set(ERR_INVALID, "DMN-13",
                    "The table of {1} aggregates, so it must have one output.", table->name, NULL);
    }
    *out = table;
    return err == ERR_NONE ? remember(reader, table) : err;
}
