/*
 * Whether two trees say the same, in the sense of Canonical XML with comments: the order of
 * attributes and the borders between text and CDATA do not count. Prefixes do: a value may name
 * them.
 */
#include "xml.h"

#include <string.h>

#include "text.h"

static bool is_text(const struct xml_node *node) {
    return node != NULL && (node->kind == XML_TEXT || node->kind == XML_CDATA);
}

/* A place inside a run of text nodes. */
struct run {
    const struct xml_node *node;
    const char *at;
};

/* The byte here, and on; '\0' at the end of the run. */
static char run_next(struct run *run) {
    while (is_text(run->node) && *run->at == '\0') {
        run->node = run->node->next;
        run->at = is_text(run->node) ? run->node->text : "";
    }
    return is_text(run->node) ? *run->at++ : '\0';
}

/* Compares the runs of text that start at *a and *b, and moves behind them. */
static bool same_text(const struct xml_node **a, const struct xml_node **b) {
    struct run left = {*a, is_text(*a) ? (*a)->text : ""};
    struct run right = {*b, is_text(*b) ? (*b)->text : ""};
    for (;;) {
        char l = run_next(&left);
        if (l != run_next(&right)) {
            return false;
        }
        if (l == '\0') {
            *a = left.node;
            *b = right.node;
            return true;
        }
    }
}

static bool has_attribute(const struct xml_node *node, const struct xml_attribute *wanted) {
    for (size_t i = 0; i < node->attribute_count; i++) {
        const struct xml_attribute *attribute = &node->attributes[i];
        if (text_equal(attribute->name, wanted->name)) {
            if (text_equal(attribute->uri, wanted->uri) &&
                text_equal(attribute->prefix, wanted->prefix)) {
                return text_equal(attribute->value, wanted->value);
            }
        }
    }
    return false;
}

static bool has_namespace(const struct xml_node *node, const struct xml_namespace *wanted) {
    for (size_t i = 0; i < node->namespace_count; i++) {
        if (text_equal(node->namespaces[i].prefix, wanted->prefix)) {
            return text_equal(node->namespaces[i].uri, wanted->uri);
        }
    }
    return false;
}

static bool same_start(const struct xml_node *a, const struct xml_node *b) {
    bool same = a->attribute_count == b->attribute_count &&
                a->namespace_count == b->namespace_count && text_equal(a->prefix, b->prefix) &&
                text_equal(a->uri, b->uri);
    for (size_t i = 0; same && i < a->attribute_count; i++) {
        same = has_attribute(b, &a->attributes[i]);
    }
    for (size_t i = 0; same && i < a->namespace_count; i++) {
        same = has_namespace(b, &a->namespaces[i]);
    }
    return same;
}

static bool same_node(const struct xml_node *a, const struct xml_node *b) {
    return a->kind == b->kind && text_equal(a->name, b->name) && text_equal(a->text, b->text) &&
           same_start(a, b);
}

/* Recursion is bounded: a tree is never deeper than XML_DEPTH_MAX. */
static const struct xml_node *difference(const struct xml_node *parent, const struct xml_node *a,
                                         const struct xml_node *b) {
    while (a != NULL || b != NULL) {
        const struct xml_node *here = a != NULL ? a : parent;
        if (is_text(a) || is_text(b)) {
            if (!same_text(&a, &b)) {
                return here;
            }
            continue;
        }
        if (a == NULL || b == NULL || !same_node(a, b)) {
            return here;
        }
        const struct xml_node *inside = difference(a, a->first, b->first);
        if (inside != NULL) {
            return inside;
        }
        a = a->next;
        b = b->next;
    }
    return NULL;
}

const struct xml_node *xml_difference(const struct xml_document *a, const struct xml_document *b) {
    return difference(a->root, a->first, b->first);
}
