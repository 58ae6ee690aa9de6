/* Link events: pairs by name on one level, one target each (10.5.5). */
#include <stdlib.h>
#include <string.h>

#include "process_check_internal.h"

struct link {
    const struct bpmn_node *node;
    const char *name;
};

static bool catches(const struct link *link) {
    return link->node->element.type == BPMN_CATCH_EVENT;
}

static int compare_pair(const struct link *a, const struct link *b) {
    uint32_t left = a->node->element.scope->owner->index;
    uint32_t right = b->node->element.scope->owner->index;
    return left != right ? (left < right ? -1 : 1) : strcmp(a->name, b->name);
}

static int compare(const void *left, const void *right) {
    const struct link *a = left;
    const struct link *b = right;
    int order = compare_pair(a, b);
    return order != 0 ? order : a->node->element.index < b->node->element.index ? -1 : 1;
}

/* All links of one name on one level. */
static void check_group(struct check *check, const struct link *links, size_t count) {
    const struct link *target = NULL;
    bool thrown = false;
    for (size_t i = 0; i < count; i++) {
        if (!catches(&links[i])) {
            thrown = true;
        } else if (target == NULL) {
            target = &links[i];
        } else {
            check_add(check, RULE_LINK_TWICE, &target->node->element,
                      check_label(&links[i].node->element));
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!catches(&links[i]) && target == NULL) {
            check_add(check, RULE_LINK_NO_TARGET, &links[i].node->element, links[i].name);
        } else if (catches(&links[i]) && !thrown) {
            check_add(check, RULE_LINK_NO_SOURCE, &links[i].node->element, links[i].name);
        }
    }
}

/* Collects the links that have a name, and complains about each link by itself. */
static size_t collect(struct check *check, struct link *links) {
    size_t count = 0;
    for (size_t i = 0; i < check->bpmn->element_count; i++) {
        const struct bpmn_node *node = bpmn_node(check->bpmn->elements[i]);
        if (node == NULL || node->element.scope == NULL || !bpmn_has_trigger(node, BPMN_ON_LINK) ||
            (node->element.type != BPMN_CATCH_EVENT && node->element.type != BPMN_THROW_EVENT)) {
            continue;
        }
        struct link link = {node, bpmn_link_name(node)};
        if ((catches(&link) ? node->incoming_count : node->outgoing_count) > 0) {
            check_add(check, RULE_LINK_FLOW, &node->element, NULL);
        }
        if (link.name == NULL) {
            check_add(check, RULE_LINK_NAMELESS, &node->element, NULL);
        } else {
            links[count++] = link;
        }
    }
    return count;
}

void check_links(struct check *check) {
    struct link *links = ARENA_ARRAY(check->arena, check->bpmn->element_count, struct link);
    size_t count = links == NULL ? 0 : collect(check, links);
    if (count == 0) {
        return;
    }
    qsort(links, count, sizeof(struct link), compare);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && compare_pair(&links[start], &links[end]) == 0; end++) {
        }
        check_group(check, &links[start], end - start);
    }
}
