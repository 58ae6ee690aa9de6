/* Finding elements by what refers to them, and small questions to the file behind the model. */
#include "bpmn.h"

#include <string.h>

#include "text.h"

static const char white_space[] = " \t\r\n";

static int compare_id(const char *id, const char *wanted, size_t length) {
    int order = strncmp(id, wanted, length);
    return order != 0 ? order : id[length] != '\0';
}

/* The first element whose id is these bytes. */
static struct bpmn_element *find(const struct bpmn *bpmn, const char *id, size_t length) {
    size_t low = 0;
    size_t high = bpmn->id_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_id(bpmn->by_id[middle]->id, id, length) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < bpmn->id_count && compare_id(bpmn->by_id[low]->id, id, length) == 0;
    return found ? bpmn->by_id[low] : NULL;
}

struct bpmn_element *bpmn_find(const struct bpmn *bpmn, const char *id) {
    return find(bpmn, id, strlen(id));
}

/* A reference in its parts: without white space, and the namespace of its prefix. */
struct reference {
    const char *text;
    size_t length;
    const char *colon; /* NULL: no prefix */
    const char *uri;   /* of the prefix; NULL: none */
};

static struct reference take_apart(const struct xml_node *place, const char *text) {
    text += strspn(text, white_space);
    struct reference reference = {.text = text, .length = strcspn(text, white_space)};
    reference.colon = memchr(text, ':', reference.length);
    if (reference.colon != NULL) {
        reference.uri = xml_namespace_of(place, text, (size_t)(reference.colon - text));
    }
    return reference;
}

bool bpmn_refers_outside(const struct bpmn *bpmn, const struct xml_node *place, const char *text) {
    struct reference reference = take_apart(place, text);
    return reference.uri != NULL &&
           !text_equal(reference.uri, xml_attribute(bpmn->document->root, "targetNamespace"));
}

struct bpmn_element *bpmn_refer(const struct bpmn *bpmn, const struct xml_node *place,
                                const char *text) {
    if (text == NULL) {
        return NULL;
    }
    struct reference reference = take_apart(place, text);
    struct bpmn_element *element = find(bpmn, reference.text, reference.length);
    if (element == NULL && reference.colon != NULL && !bpmn_refers_outside(bpmn, place, text)) {
        const char *local = reference.colon + 1;
        element = find(bpmn, local, (size_t)(reference.text + reference.length - local));
    }
    return element;
}

static const struct xml_node *child_from(const struct xml_node *element, const char *uri,
                                         const char *name) {
    while (element != NULL && !xml_is(element, uri, name)) {
        element = xml_next_element(element);
    }
    return element;
}

const struct xml_node *bpmn_child(const struct xml_node *parent, const char *name) {
    return child_from(xml_first_element(parent), BPMN_URI, name);
}

const struct xml_node *bpmn_next_same(const struct xml_node *element) {
    return child_from(xml_next_element(element), element->uri, element->name);
}

bool bpmn_attribute_is(const struct xml_node *element, const char *name, const char *value) {
    const char *found = xml_attribute(element, name);
    if (found == NULL) {
        return false;
    }
    size_t length = strlen(value);
    found += strspn(found, white_space);
    bool same = strncmp(found, value, length) == 0 &&
                found[length + strspn(found + length, white_space)] == '\0';
    /* xs:boolean has two spellings */
    return same || (strcmp(value, "true") == 0 && strcmp(found, "1") == 0) ||
           (strcmp(value, "false") == 0 && strcmp(found, "0") == 0);
}

bool bpmn_has_trigger(const struct bpmn_node *node, enum bpmn_type type) {
    for (size_t i = 0; i < node->trigger_count; i++) {
        if (node->triggers[i]->element.type == type) {
            return true;
        }
    }
    return false;
}

const char *bpmn_link_name(const struct bpmn_node *node) {
    for (size_t i = 0; i < node->trigger_count; i++) {
        if (node->triggers[i]->element.type == BPMN_ON_LINK) {
            const char *name = node->triggers[i]->element.name;
            return name != NULL ? name : node->element.name;
        }
    }
    return NULL;
}
