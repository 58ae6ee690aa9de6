/* Expressions of a model, compiled. What cannot be read is a fault of the definition, and an
   incident when a token gets there. */
#include <string.h>

#include "engine_define_internal.h"
#include "expression.h"
#include "text.h"

const struct engine_expression *engine_compile(struct engine_builder *builder, const char *language,
                                               const char *text) {
    if (text_is_blank(text)) {
        return NULL;
    }
    struct engine_expression *expression = ARENA_NEW(builder->arena, struct engine_expression);
    const char *plain = expression_text(builder->arena, text);
    if (expression == NULL || plain == NULL) {
        return NULL;
    }
    expression->text = plain;
    expression->reads_clock = strstr(plain, "now") != NULL || strstr(plain, "today") != NULL;
    if (expression_is_feel(builder->model, language)) {
        enum err err = feel_compile(builder->arena, plain, &builder->scope, FEEL_EXPRESSION,
                                    &expression->compiled);
        builder->no_memory = builder->no_memory || err == ERR_MEMORY;
        expression->compiled = err == ERR_NONE ? expression->compiled : NULL;
    }
    return expression;
}

const struct engine_expression *engine_compile_child(struct engine_builder *builder,
                                                     const struct xml_node *parent,
                                                     const char *name) {
    const struct xml_node *child = bpmn_child(parent, name);
    return child == NULL ? NULL
                         : engine_compile(builder, xml_attribute(child, "language"),
                                          xml_text(builder->arena, child));
}
