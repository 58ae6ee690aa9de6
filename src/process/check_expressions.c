/* Expressions of executable processes: those that will be evaluated must be readable as FEEL. Those
   of other processes are often plain words for people, and stay so. */
#include "expression.h"
#include "extension.h"
#include "process_check_internal.h"
#include "text.h"

/* Where expressions stand; a timer's text may be a date or duration instead, and is not looked at.
 */
static const char *const places[] = {
    "conditionExpression", "condition",           "activationCondition", "loopCondition",
    "loopCardinality",     "completionCondition", "transformation",
};

static void check_text(struct check *check, const struct feel_scope *scope,
                       const struct bpmn_element *element, const char *language, const char *text) {
    const struct feel_compiled *compiled;
    if (text_is_blank(text)) {
        return;
    }
    if (!expression_is_feel(check->bpmn, language)) {
        const char *file = xml_attribute(check->bpmn->document->root, "expressionLanguage");
        check_add(check, RULE_EXPRESSION_LANGUAGE, element,
                  text_is_blank(language) ? file : language);
        return;
    }
    const char *bare = expression_text(check->arena, text);
    if (bare != NULL &&
        feel_compile(check->arena, bare, scope, FEEL_EXPRESSION, &compiled) != ERR_NONE) {
        bool said = expression_says_feel(check->bpmn, language);
        check_add(check, said ? RULE_EXPRESSION : RULE_EXPRESSION_UNSAID, element, bare);
    }
}

static bool is_executed(const struct bpmn_element *element) {
    const struct bpmn_element *process = check_process_of(element);
    return process != NULL && bpmn_attribute_is(process->xml, "isExecutable", "true");
}

static void check_element(struct check *check, const struct feel_scope *scope,
                          const struct bpmn_element *element) {
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const struct xml_node *child = bpmn_child(element->xml, places[i]);
        if (child != NULL) {
            check_text(check, scope, element, xml_attribute(child, "language"),
                       xml_text(check->arena, child));
        }
    }
    static const char *const mappings[] = {"input", "output"};
    for (size_t i = 0; i < COUNT_OF(mappings); i++) {
        for (const struct xml_node *child = bpmn_extension(element->xml, mappings[i]);
             child != NULL; child = bpmn_next_same(child)) {
            check_text(check, scope, element, NULL, xml_attribute(child, "value"));
        }
    }
}

void check_expressions(struct check *check) {
    struct feel_scope scope;
    expression_scope(check->arena, check->bpmn, &scope);
    for (size_t i = 0; i < check->bpmn->element_count && !arena_failed(check->arena); i++) {
        const struct bpmn_element *element = check->bpmn->elements[i];
        if (is_executed(element)) {
            check_element(check, &scope, element);
        }
    }
}
