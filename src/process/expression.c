/* Expressions of a model: their language, their bare text, and the names they may speak of. */
#include "expression.h"

#include <string.h>

#include "extension.h"
#include "text.h"

static bool says_feel(const char *language) {
    return strstr(language, "FEEL") != NULL || strstr(language, "feel") != NULL;
}

bool expression_says_feel(const struct bpmn *bpmn, const char *language) {
    const char *file = xml_attribute(bpmn->document->root, "expressionLanguage");
    return !text_is_blank(language) ? says_feel(language) : file != NULL && says_feel(file);
}

bool expression_is_feel(const struct bpmn *bpmn, const char *language) {
    if (!text_is_blank(language)) {
        return says_feel(language);
    }
    const char *file = xml_attribute(bpmn->document->root, "expressionLanguage");
    return text_is_blank(file) || says_feel(file) || strstr(file, "XPath") != NULL ||
           strstr(file, "xpath") != NULL;
}

const char *expression_text(struct arena *arena, const char *text) {
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

const char *expression_data_name(const struct bpmn *bpmn, const struct bpmn_element *data) {
    if (data->type == BPMN_DATA_OBJECT_REFERENCE) {
        const struct bpmn_element *object =
            bpmn_refer(bpmn, data->xml, xml_attribute(data->xml, "dataObjectRef"));
        if (object != NULL && object->type == BPMN_DATA_OBJECT && object->name != NULL) {
            data = object;
        }
    }
    return data->name != NULL ? data->name : data->id;
}

/* One word is read as a name without being known. */
static void add_name(const char **names, size_t *count, const char *name) {
    if (name != NULL && *count < EXPRESSION_NAMES_MAX && name[strcspn(name, " +-*/'.")] != '\0') {
        names[(*count)++] = name;
    }
}

static void add_mapped(const char **names, size_t *count, const struct bpmn_element *element,
                       const char *extension) {
    for (const struct xml_node *child = bpmn_extension(element->xml, extension); child != NULL;
         child = bpmn_next_same(child)) {
        add_name(names, count, xml_attribute(child, "name"));
    }
}

void expression_scope(struct arena *arena, const struct bpmn *bpmn, struct feel_scope *out) {
    const char **names = ARENA_ARRAY(arena, EXPRESSION_NAMES_MAX, const char *);
    size_t count = 0;
    for (size_t i = 0; names != NULL && i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        if (bpmn_is(element, BPMN_IS_DATA)) {
            add_name(names, &count, expression_data_name(bpmn, element));
        } else if (bpmn_is(element, BPMN_IS_ACTIVITY | BPMN_IS_EVENT)) {
            add_mapped(names, &count, element, "input");
            add_mapped(names, &count, element, "output");
        }
    }
    *out = (struct feel_scope){
        .names = names, .count = count, .members = names, .member_count = count};
}
