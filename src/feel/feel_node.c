/* Makes the nodes of the tree, and the lists that grow while it is read. */
#include "feel_parser_internal.h"

#include <string.h>

struct feel_node *feel_node_new(struct feel_parser *parser, enum feel_node_kind kind,
                                size_t position) {
    struct feel_node *node = ARENA_NEW(parser->arena, struct feel_node);
    if (!node) {
        parser->failed = err_last()->err;
        return NULL;
    }
    node->kind = kind;
    node->position = position;
    return node;
}

struct feel_node *feel_node_list(struct feel_parser *parser, enum feel_node_kind kind,
                                 size_t position, const struct feel_children *list) {
    struct feel_node *node = feel_node_new(parser, kind, position);
    if (node) {
        node->count = list->count;
        node->children = list->nodes;
        node->name_count = list->name_count;
        node->names = list->names;
    }
    return node;
}

struct feel_node *feel_node_with(struct feel_parser *parser, enum feel_node_kind kind,
                                 size_t position, size_t count,
                                 const struct feel_node *const *children) {
    struct feel_children list = {0};
    for (size_t i = 0; i < count; i++) {
        if (!feel_child(parser, &list, children[i])) {
            return NULL;
        }
    }
    return feel_node_list(parser, kind, position, &list);
}

/* The old items in an array twice as large. */
static void *grown(struct arena *arena, const void *items, size_t count, size_t *capacity,
                   size_t size) {
    size_t larger = *capacity * 2 + 2;
    void *more = arena_array(arena, larger, size);
    if (more) {
        if (count > 0) {
            memcpy(more, items, count * size);
        }
        *capacity = larger;
    }
    return more;
}

bool feel_child(struct feel_parser *parser, struct feel_children *list,
                const struct feel_node *node) {
    if (!node) {
        return false;
    }
    if (list->count == list->capacity) {
        const struct feel_node **more =
            grown(parser->arena, list->nodes, list->count, &list->capacity, sizeof(*list->nodes));
        if (!more) {
            parser->failed = err_last()->err;
            return false;
        }
        list->nodes = more;
    }
    list->nodes[list->count++] = node;
    return true;
}

bool feel_child_name(struct feel_parser *parser, struct feel_children *list,
                     struct feel_string name) {
    if (list->name_count == list->name_capacity) {
        struct feel_string *more = grown(parser->arena, list->names, list->name_count,
                                         &list->name_capacity, sizeof(*list->names));
        if (!more) {
            parser->failed = err_last()->err;
            return false;
        }
        list->names = more;
    }
    list->names[list->name_count++] = name;
    return true;
}
