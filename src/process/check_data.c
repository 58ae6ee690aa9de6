/* Data: what an association may see, and the sets of inputs and outputs (10.4.1). */
#include "process_check_internal.h"
#include "text.h"

/* Whether data that stands in `home` can be seen in `scope`: there or around it. */
static bool is_around(const struct bpmn_scope *home, const struct bpmn_scope *scope) {
    while (scope != NULL && scope != home) {
        scope = scope->outer;
    }
    return scope == home;
}

/* The level whose data the association of an activity sees; that of a sub-process sees its own. */
static const struct bpmn_scope *view_of(const struct bpmn_element *association) {
    const struct bpmn_node *node = bpmn_node(association->parent);
    return node != NULL && node->inside != NULL ? node->inside : association->scope;
}

static void check_ends(struct check *check, const struct bpmn_element *association,
                       const char *name) {
    for (const struct xml_node *child = bpmn_child(association->xml, name); child != NULL;
         child = bpmn_next_same(child)) {
        const char *text = xml_text(check->arena, child);
        const struct bpmn_element *data = bpmn_refer(check->bpmn, child, text);
        bool local = data != NULL &&
                     (data->type == BPMN_DATA_OBJECT || data->type == BPMN_DATA_OBJECT_REFERENCE);
        if (local && !is_around(data->scope, view_of(association))) {
            check_add(check, RULE_DATA_SCOPE,
                      association->parent != NULL ? association->parent : association,
                      check_label(data));
        }
    }
}

/* Sets by their names, and what in them must be. */
static const struct {
    enum bpmn_type set, item;
    const char *reference;
} sides[] = {{BPMN_INPUT_SET, BPMN_DATA_INPUT, "dataInputRefs"},
             {BPMN_OUTPUT_SET, BPMN_DATA_OUTPUT, "dataOutputRefs"}};

/* Marks, by index, what sets of inputs and outputs name. */
static void check_sets(struct check *check, bool *named) {
    const struct bpmn *bpmn = check->bpmn;
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *set = bpmn->elements[i];
        for (size_t side = 0; side < COUNT_OF(sides); side++) {
            const struct xml_node *child =
                set->type == sides[side].set ? bpmn_child(set->xml, sides[side].reference) : NULL;
            for (; child != NULL; child = bpmn_next_same(child)) {
                const char *text = xml_text(check->arena, child);
                const struct bpmn_element *item = bpmn_refer(bpmn, child, text);
                if (item == NULL) {
                    continue;
                }
                named[item->index] = true;
                if (set->parent != item->parent && set->parent->parent != NULL) {
                    check_add(check, RULE_IO_NOT_OWN, set->parent->parent, check_label(item));
                }
            }
        }
    }
}

static void check_items(struct check *check, const bool *named) {
    for (size_t i = 0; i < check->bpmn->element_count; i++) {
        const struct bpmn_element *item = check->bpmn->elements[i];
        if ((item->type == BPMN_DATA_INPUT || item->type == BPMN_DATA_OUTPUT) && !named[i] &&
            item->parent != NULL && item->parent->type == BPMN_IO_SPECIFICATION &&
            item->parent->parent != NULL) {
            check_add(check, RULE_IO_UNUSED, item->parent->parent, check_label(item));
        }
    }
}

static bool says_collection(const struct bpmn_element *element) {
    return element != NULL && bpmn_attribute_is(element->xml, "isCollection", "true");
}

/* What a multi-instance activity goes through is a collection: itself, the object it refers to, or
   by its item definition. */
static void check_collection(struct check *check, const struct bpmn_element *loop) {
    const struct bpmn *bpmn = check->bpmn;
    const struct xml_node *child = bpmn_child(loop->xml, "loopDataInputRef");
    const char *text = child == NULL ? NULL : xml_text(check->arena, child);
    const struct bpmn_element *data = bpmn_refer(bpmn, loop->xml, text);
    if (data == NULL || loop->parent == NULL) {
        return;
    }
    const struct bpmn_element *object =
        bpmn_refer(bpmn, data->xml, xml_attribute(data->xml, "dataObjectRef"));
    const struct bpmn_element *item =
        bpmn_refer(bpmn, data->xml, xml_attribute(data->xml, "itemSubjectRef"));
    if (!says_collection(data) && !says_collection(object) && !says_collection(item)) {
        check_add(check, RULE_MULTI_COLLECTION, loop->parent, check_label(data));
    }
}

void check_data(struct check *check) {
    const struct bpmn *bpmn = check->bpmn;
    bool *named = ARENA_ARRAY(check->arena, bpmn->element_count, bool);
    if (named == NULL) {
        return;
    }
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        if (element->type == BPMN_MULTI_INSTANCE) {
            check_collection(check, element);
        } else if (element->type == BPMN_DATA_INPUT_ASSOCIATION) {
            check_ends(check, element, "sourceRef");
        } else if (element->type == BPMN_DATA_OUTPUT_ASSOCIATION) {
            check_ends(check, element, "targetRef");
        } else if (element->type == BPMN_IO_SPECIFICATION && element->parent != NULL &&
                   (bpmn_child(element->xml, "inputSet") == NULL ||
                    bpmn_child(element->xml, "outputSet") == NULL)) {
            check_add(check, RULE_IO_SETS, element->parent, NULL);
        }
    }
    check_sets(check, named);
    check_items(check, named);
}
