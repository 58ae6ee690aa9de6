/*
 * First step of reading a model: one pass over the XML tree makes an element of everything that
 * bpmn_types.h names, in the order of the file, and sorts them by id. What stands in
 * extensionElements belongs to the tool that wrote it and is passed over.
 */
#include "bpmn.h"

#include <stdlib.h>
#include <string.h>

#include "process_internal.h"
#include "text.h"

struct reader {
    struct arena *arena;
    struct bpmn *bpmn;
    struct bpmn_scope *last_scope;
};

static bool find_type(const struct xml_node *xml, enum bpmn_type *out) {
    for (size_t i = 0; text_equal(xml->uri, BPMN_URI) && i < BPMN_TYPE_COUNT; i++) {
        if (strcmp(bpmn_type_name((enum bpmn_type)i), xml->name) == 0) {
            *out = (enum bpmn_type)i;
            return true;
        }
    }
    return false;
}

static size_t size_of(enum bpmn_type type) {
    uint32_t classes = bpmn_type_classes(type);
    return (classes & BPMN_IS_NODE) != 0      ? sizeof(struct bpmn_node)
           : (classes & BPMN_IS_TRIGGER) != 0 ? sizeof(struct bpmn_trigger)
           : type == BPMN_SEQUENCE_FLOW       ? sizeof(struct bpmn_flow)
                                              : sizeof(struct bpmn_element);
}

static void add_to_scope(struct bpmn_scope *scope, struct bpmn_element *element) {
    struct bpmn_node *node = bpmn_node(element);
    struct bpmn_flow *flow = bpmn_flow(element);
    if (node != NULL) {
        *(scope->nodes == NULL ? &scope->nodes : &scope->last_node->next) = node;
        scope->last_node = node;
    } else if (flow != NULL) {
        *(scope->flows == NULL ? &scope->flows : &scope->last_flow->next) = flow;
        scope->last_flow = flow;
    }
}

static struct bpmn_scope *add_scope(struct reader *reader, struct bpmn_element *owner) {
    struct bpmn_scope *scope = ARENA_NEW(reader->arena, struct bpmn_scope);
    if (scope == NULL) {
        return NULL;
    }
    scope->owner = owner;
    scope->outer = owner->scope;
    scope->executable = scope->outer != NULL
                            ? scope->outer->executable
                            : bpmn_attribute_is(owner->xml, "isExecutable", "true");
    struct bpmn_scope **place =
        reader->last_scope == NULL ? &reader->bpmn->scopes : &reader->last_scope->next;
    *place = scope;
    reader->last_scope = scope;
    struct bpmn_node *node = bpmn_node(owner);
    if (node != NULL) {
        node->inside = scope;
    }
    return scope;
}

static struct bpmn_element *add_element(struct reader *reader, enum bpmn_type type,
                                        const struct xml_node *xml, struct bpmn_element *parent,
                                        struct bpmn_scope *scope) {
    struct bpmn_element *element = arena_alloc(reader->arena, size_of(type));
    if (element == NULL) {
        return NULL;
    }
    struct bpmn *bpmn = reader->bpmn;
    *element = (struct bpmn_element){
        .type = type,
        .index = (uint32_t)bpmn->element_count,
        .id = xml_attribute(xml, "id"),
        .name = xml_attribute(xml, "name"),
        .xml = xml,
        .parent = parent,
        .scope = scope,
    };
    if (text_is_blank(element->name)) {
        element->name = NULL;
    }
    bpmn->elements[bpmn->element_count++] = element;
    if (scope != NULL) {
        add_to_scope(scope, element);
    }
    return element;
}

/* Recursion is bounded: a tree is never deeper than XML_DEPTH_MAX. */
static void read_element(struct reader *reader, const struct xml_node *xml,
                         struct bpmn_element *parent, struct bpmn_scope *scope) {
    enum bpmn_type type;
    if (xml_is(xml, BPMN_URI, "extensionElements")) {
        return;
    }
    if (find_type(xml, &type)) {
        parent = add_element(reader, type, xml, parent, scope);
        if (parent != NULL && bpmn_is(parent, BPMN_IS_CONTAINER)) {
            scope = add_scope(reader, parent);
        }
    }
    for (const struct xml_node *child = xml_first_element(xml);
         child != NULL && !arena_failed(reader->arena); child = xml_next_element(child)) {
        read_element(reader, child, parent, scope);
    }
}

static int compare_ids(const void *left, const void *right) {
    const struct bpmn_element *a = *(struct bpmn_element *const *)left;
    const struct bpmn_element *b = *(struct bpmn_element *const *)right;
    int order = strcmp(a->id, b->id);
    return order != 0 ? order : a->index < b->index ? -1 : a->index > b->index;
}

static void sort_ids(struct reader *reader) {
    struct bpmn *bpmn = reader->bpmn;
    bpmn->by_id = ARENA_ARRAY(reader->arena, bpmn->element_count, struct bpmn_element *);
    for (size_t i = 0; bpmn->by_id != NULL && i < bpmn->element_count; i++) {
        if (bpmn->elements[i]->id != NULL) {
            bpmn->by_id[bpmn->id_count++] = bpmn->elements[i];
        }
    }
    if (bpmn->id_count > 0) {
        qsort(bpmn->by_id, bpmn->id_count, sizeof(struct bpmn_element *), compare_ids);
    }
}

enum err bpmn_read(struct arena *arena, const void *bytes, size_t length, const struct bpmn **out) {
    *out = NULL;
    const struct xml_document *document;
    enum err err = xml_read(arena, bytes, length, &document);
    if (err != ERR_NONE) {
        return err;
    }
    if (!xml_is(document->root, BPMN_URI, "definitions")) {
        return err_set(ERR_INVALID, "BPM-1",
                       "This is not a BPMN 2.0 file: its first element is «{1}», not “definitions” "
                       "of the standard's namespace.",
                       document->root->name, NULL);
    }
    struct bpmn *bpmn = ARENA_NEW(arena, struct bpmn);
    if (bpmn == NULL) {
        return err_failed();
    }
    bpmn->document = document;
    bpmn->elements = ARENA_ARRAY(arena, document->node_count, struct bpmn_element *);
    struct reader reader = {.arena = arena, .bpmn = bpmn};
    if (bpmn->elements != NULL) {
        read_element(&reader, document->root, NULL, NULL);
    }
    if (!arena_failed(arena)) {
        sort_ids(&reader);
    }
    if (!arena_failed(arena)) {
        bpmn_link(arena, bpmn);
    }
    if (!arena_failed(arena)) {
        bpmn_read_diagrams(arena, bpmn);
    }
    if (arena_failed(arena)) {
        return err_failed();
    }
    *out = bpmn;
    return ERR_NONE;
}
