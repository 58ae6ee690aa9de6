/* Matching by id, by name and type, by name and class, and flows by their ends. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

#include "actor.h"
#include "text.h"

struct key {
    const struct bpmn_element *element;
    const char *name;
    uint64_t number; /* type, class, or ends */
};

struct matching {
    struct arena *arena;
    const struct bpmn *a, *b;
    const struct bpmn_element **of_a, **of_b; /* by index, what it is the same as */
    struct key *a_keys, *b_keys;
};

static bool is_flow(const struct bpmn_element *element) {
    return element->type == BPMN_SEQUENCE_FLOW || element->type == BPMN_MESSAGE_FLOW;
}

bool match_compares(const struct bpmn_element *element) {
    enum bpmn_type type = element->type;
    return bpmn_is(element, BPMN_IS_NODE | BPMN_IS_PARTICIPANT) || is_flow(element) ||
           type == BPMN_LANE || type == BPMN_DATA_OBJECT_REFERENCE ||
           type == BPMN_DATA_STORE_REFERENCE;
}

/* What a change of type does not leave. */
static uint64_t class_of(const struct bpmn_element *element) {
    static const uint32_t classes[] = {BPMN_IS_ACTIVITY, BPMN_IS_EVENT, BPMN_IS_GATEWAY,
                                       BPMN_IS_CHOREOGRAPHY};
    for (size_t i = 0; i < COUNT_OF(classes); i++) {
        if (bpmn_is(element, classes[i])) {
            return BPMN_TYPE_COUNT + i;
        }
    }
    return element->type;
}

static uint64_t type_of(const struct bpmn_element *element) {
    return element->type;
}

static void pair(struct matching *matching, const struct bpmn_element *a,
                 const struct bpmn_element *b) {
    matching->of_a[a->index] = b;
    matching->of_b[b->index] = a;
}

static void match_ids(struct matching *matching) {
    for (size_t i = 0; i < matching->a->element_count; i++) {
        const struct bpmn_element *a = matching->a->elements[i];
        const struct bpmn_element *b =
            a->id == NULL || !match_compares(a) ? NULL : bpmn_find(matching->b, a->id);
        if (b != NULL && match_compares(b) && class_of(a) == class_of(b) &&
            matching->of_b[b->index] == NULL) {
            pair(matching, a, b);
        }
    }
}

static int compare_values(const struct key *a, const struct key *b) {
    if (a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    return strcmp(a->name, b->name);
}

static int compare_keys(const void *left, const void *right) {
    const struct key *a = left;
    const struct key *b = right;
    int order = compare_values(a, b);
    return order != 0
               ? order
               : (a->element->index > b->element->index) - (a->element->index < b->element->index);
}

/* Sorts both lists and pairs equal keys, each once. */
static void pair_keys(struct matching *matching, size_t a_count, size_t b_count) {
    const struct key *a = matching->a_keys;
    const struct key *b = matching->b_keys;
    qsort(matching->a_keys, a_count, sizeof *a, compare_keys);
    qsort(matching->b_keys, b_count, sizeof *b, compare_keys);
    for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
        int order = compare_values(&a[i], &b[j]);
        if (order == 0) {
            pair(matching, a[i].element, b[j].element);
        }
        i += order <= 0;
        j += order >= 0;
    }
}

/* Those with a name that are not the same as something yet; flows are known by their ends. */
static size_t name_keys(struct matching *matching, const struct bpmn *bpmn,
                        const struct bpmn_element **matched,
                        uint64_t (*number)(const struct bpmn_element *), struct key *keys) {
    size_t count = 0;
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        if (matched[i] != NULL || !match_compares(element) || is_flow(element) ||
            element->name == NULL) {
            continue;
        }
        const char *name = text_fold(matching->arena, element->name);
        if (name == NULL) {
            return 0;
        }
        keys[count++] = (struct key){element, name, number(element)};
    }
    return count;
}

static void match_names(struct matching *matching,
                        uint64_t (*number)(const struct bpmn_element *)) {
    size_t a = name_keys(matching, matching->a, matching->of_a, number, matching->a_keys);
    size_t b = name_keys(matching, matching->b, matching->of_b, number, matching->b_keys);
    pair_keys(matching, a, b);
}

static const struct bpmn_element *end_of(const struct bpmn *bpmn,
                                         const struct bpmn_element *element, bool source) {
    return message_end(bpmn, element, source ? "sourceRef" : "targetRef");
}

/* Flows by the indexes that their ends have in b. */
static size_t flow_keys(const struct matching *matching, bool of_a, struct key *keys) {
    const struct bpmn *bpmn = of_a ? matching->a : matching->b;
    const struct bpmn_element **matched = of_a ? matching->of_a : matching->of_b;
    size_t count = 0;
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *flow = bpmn->elements[i];
        if (!is_flow(flow) || matched[i] != NULL) {
            continue;
        }
        const struct bpmn_element *source = end_of(bpmn, flow, true);
        const struct bpmn_element *target = end_of(bpmn, flow, false);
        if (of_a && source != NULL && target != NULL) {
            source = matching->of_a[source->index];
            target = matching->of_a[target->index];
        }
        if (source != NULL && target != NULL) {
            keys[count++] = (struct key){flow, "", (uint64_t)source->index << 32 | target->index};
        }
    }
    return count;
}

const struct bpmn_element **match_models(struct arena *arena, const struct bpmn *a,
                                         const struct bpmn *b) {
    struct matching matching = {
        .arena = arena,
        .a = a,
        .b = b,
        .of_a = ARENA_ARRAY(arena, a->element_count + 1, const struct bpmn_element *),
        .of_b = ARENA_ARRAY(arena, b->element_count + 1, const struct bpmn_element *),
        .a_keys = ARENA_ARRAY(arena, a->element_count + 1, struct key),
        .b_keys = ARENA_ARRAY(arena, b->element_count + 1, struct key),
    };
    if (arena_failed(arena)) {
        return NULL;
    }
    match_ids(&matching);
    match_names(&matching, type_of);
    match_names(&matching, class_of);
    if (arena_failed(arena)) {
        return NULL;
    }
    pair_keys(&matching, flow_keys(&matching, true, matching.a_keys),
              flow_keys(&matching, false, matching.b_keys));
    return matching.of_a;
}
