/* Small questions to the tree. */
#include "xml.h"

#include <string.h>

#include "text.h"

static const char white_space[] = " \t\r\n";

const char *xml_attribute(const struct xml_node *element, const char *name) {
    for (size_t i = 0; i < element->attribute_count; i++) {
        if (element->attributes[i].uri == NULL && element->attributes[i].prefix == NULL &&
            strcmp(element->attributes[i].name, name) == 0) {
            return element->attributes[i].value;
        }
    }
    return NULL;
}

static const struct xml_node *element_from(const struct xml_node *node) {
    while (node != NULL && node->kind != XML_ELEMENT) {
        node = node->next;
    }
    return node;
}

const struct xml_node *xml_first_element(const struct xml_node *parent) {
    return element_from(parent->first);
}

const struct xml_node *xml_next_element(const struct xml_node *element) {
    return element_from(element->next);
}

bool xml_is(const struct xml_node *element, const char *uri, const char *name) {
    return element->kind == XML_ELEMENT && text_equal(element->name, name) &&
           text_equal(element->uri, uri);
}

const char *xml_text(struct arena *arena, const struct xml_node *element) {
    size_t length = 0;
    for (const struct xml_node *node = element->first; node != NULL; node = node->next) {
        length += node->kind == XML_TEXT || node->kind == XML_CDATA ? strlen(node->text) : 0;
    }
    char *text = arena_alloc(arena, length + 1);
    if (text == NULL) {
        return NULL;
    }
    char *end = text;
    for (const struct xml_node *node = element->first; node != NULL; node = node->next) {
        if (node->kind == XML_TEXT || node->kind == XML_CDATA) {
            size_t piece = strlen(node->text);
            memcpy(end, node->text, piece);
            end += piece;
        }
    }
    text += strspn(text, white_space);
    while (end > text && strchr(white_space, end[-1]) != NULL) {
        end--;
    }
    *end = '\0';
    return text;
}

const char *xml_namespace_of(const struct xml_node *element, const char *prefix,
                             size_t prefix_length) {
    for (; element != NULL; element = element->parent) {
        for (size_t i = 0; i < element->namespace_count; i++) {
            const char *declared = element->namespaces[i].prefix;
            bool same = declared == NULL || prefix == NULL
                            ? declared == prefix
                            : strlen(declared) == prefix_length &&
                                  memcmp(declared, prefix, prefix_length) == 0;
            if (same) {
                return element->namespaces[i].uri;
            }
        }
    }
    return NULL;
}
