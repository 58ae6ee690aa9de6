/*
 * Expressions of a model (10.4.2). The language is FEEL: said by its URI, by "feel", or not at all.
 * A leading "=" and the frame ${…} that other modelers write around an expression are taken off.
 */
#include <string.h>

#include "engine_define_internal.h"
#include "extension.h"
#include "text.h"

enum { NAMES_MAX = 4000 };

static bool speaks_feel(const char *language) {
    return strstr(language, "FEEL") != NULL || strstr(language, "feel") != NULL;
}

bool engine_is_feel(const struct engine_builder *builder, const char *language) {
    if (!text_is_blank(language)) {
        return speaks_feel(language);
    }
    /* the standard's own default is XPath, which files name without ever using it */
    const char *file = xml_attribute(builder->model->document->root, "expressionLanguage");
    return text_is_blank(file) || speaks_feel(file) || strstr(file, "XPath") != NULL ||
           strstr(file, "xpath") != NULL;
}

/* Without white space around it, "=" before it and ${ } around it. */
static const char *bare(struct arena *arena, const char *text) {
    static const char white_space[] = " \t\r\n";
    text += strspn(text, white_space);
    size_t length = strlen(text);
    while (length > 0 && strchr(white_space, text[length - 1]) != NULL) {
        length--;
    }
    if (length > 0 && *text == '=') {
        text++;
        length--;
    } else if (length > 3 && (*text == '$' || *text == '#') && text[1] == '{' &&
               text[length - 1] == '}') {
        text += 2;
        length -= 3;
    }
    return arena_strndup(arena, text, length);
}

static void add_fault(struct engine_builder *builder, const struct bpmn_element *element,
                      struct engine_expression *expression) {
    expression->fault = arena_strdup(builder->arena, err_last()->message);
    struct engine_fault fault = {element, expression->text, expression->fault};
    (void)ENGINE_PUSH(builder->arena, builder->faults, fault);
}

const struct engine_expression *engine_compile(struct engine_builder *builder,
                                               const struct bpmn_element *element,
                                               const char *language, const char *text) {
    if (text_is_blank(text)) {
        return NULL;
    }
    struct engine_expression *expression = ARENA_NEW(builder->arena, struct engine_expression);
    const char *plain = bare(builder->arena, text);
    if (expression == NULL || plain == NULL) {
        return NULL;
    }
    expression->text = plain;
    expression->reads_clock = strstr(plain, "now") != NULL || strstr(plain, "today") != NULL;
    enum err err = ERR_NONE;
    if (engine_is_feel(builder, language)) {
        err = feel_compile(builder->arena, plain, &builder->scope, FEEL_EXPRESSION,
                           &expression->compiled);
    } else {
        err = err_set(ERR_INVALID, "ENG-12", "Expressions are understood in FEEL, not in {1}.",
                      text_is_blank(language)
                          ? xml_attribute(builder->model->document->root, "expressionLanguage")
                          : language,
                      NULL);
    }
    if (err != ERR_NONE && !arena_failed(builder->arena)) {
        expression->compiled = NULL;
        add_fault(builder, element, expression);
    }
    return expression;
}

const struct engine_expression *engine_compile_child(struct engine_builder *builder,
                                                     const struct bpmn_element *element,
                                                     const struct xml_node *parent,
                                                     const char *name) {
    const struct xml_node *child = bpmn_child(parent, name);
    return child == NULL ? NULL
                         : engine_compile(builder, element, xml_attribute(child, "language"),
                                          xml_text(builder->arena, child));
}

/* Names with spaces or signs must be known to be read as one. */
static void add_name(struct engine_builder *builder, const char **names, const char *name) {
    if (name != NULL && builder->scope.count < NAMES_MAX &&
        name[strcspn(name, " +-*/'.")] != '\0') {
        names[builder->scope.count++] = name;
    }
}

static void add_mapped(struct engine_builder *builder, const char **names,
                       const struct bpmn_element *element, const char *extension) {
    for (const struct xml_node *child = bpmn_extension(element->xml, extension); child != NULL;
         child = bpmn_next_same(child)) {
        add_name(builder, names, xml_attribute(child, "name"));
    }
}

void engine_collect_names(struct engine_builder *builder) {
    const struct bpmn *model = builder->model;
    const char **names = ARENA_ARRAY(builder->arena, NAMES_MAX, const char *);
    builder->scope = (struct feel_scope){.names = names, .members = names};
    for (size_t i = 0; names != NULL && i < model->element_count; i++) {
        const struct bpmn_element *element = model->elements[i];
        if (bpmn_is(element, BPMN_IS_DATA)) {
            add_name(builder, names, engine_data_name(model, element));
        } else if (bpmn_is(element, BPMN_IS_ACTIVITY | BPMN_IS_EVENT)) {
            add_mapped(builder, names, element, "input");
            add_mapped(builder, names, element, "output");
        }
    }
    builder->scope.member_count = builder->scope.count;
}
