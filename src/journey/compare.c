/* What goes, stays, changes and comes between two models. */
#include "compare.h"

#include <string.h>

#include "journey_compare_internal.h"
#include "extension.h"
#include "match.h"
#include "text.h"

/* Where the visits and documents of each element begin in the journey's lists. */
static void index_asked(struct side *side) {
    const struct journey *journey = side->journey;
    size_t visit = 0;
    size_t document = 0;
    for (size_t i = 0; i < side->bpmn->element_count; i++) {
        side->first_visit[i] = visit;
        side->first_document[i] = document;
        while (visit < journey->visit_count && journey->visits[visit].element->index == i) {
            visit++;
        }
        while (document < journey->document_count &&
               journey->documents[document].element->index == i) {
            document++;
        }
    }
    side->first_visit[side->bpmn->element_count] = visit;
    side->first_document[side->bpmn->element_count] = document;
}

static enum err make_side(struct arena *arena, const struct bpmn *bpmn, struct side *out) {
    size_t count = bpmn->element_count + 1;
    enum err err = journey_measure(arena, bpmn, NULL, &out->journey);
    if (err != ERR_NONE) {
        return err;
    }
    out->bpmn = bpmn;
    actors_find(arena, bpmn, &out->actors);
    out->first_visit = ARENA_ARRAY(arena, count, size_t);
    out->first_document = ARENA_ARRAY(arena, count, size_t);
    out->marks = ARENA_ARRAY(arena, count, enum journey_mark);
    if (arena_failed(arena) || err_last()->err != ERR_NONE) { /* as journey_measure() left it */
        return err_failed();
    }
    index_asked(out);
    return ERR_NONE;
}

bool compare_texts_differ(struct arena *arena, const char *a, const char *b) {
    if (a == NULL || b == NULL) {
        return a != b;
    }
    return strcmp(a, b) != 0 &&
           !text_equal(text_clean(arena, a, false), text_clean(arena, b, false));
}

static bool types_differ(const struct bpmn_element *a, const struct bpmn_element *b) {
    if (a->type != b->type || !bpmn_is(a, BPMN_IS_EVENT)) {
        return a->type != b->type;
    }
    const struct bpmn_node *left = (const struct bpmn_node *)a;
    const struct bpmn_node *right = (const struct bpmn_node *)b;
    return left->trigger_count != right->trigger_count ||
           (left->trigger_count > 0 &&
            left->triggers[0]->element.type != right->triggers[0]->element.type);
}

static bool visits_differ(struct comparing *comparing, const struct bpmn_element *a,
                          const struct bpmn_element *b) {
    const struct side *as_is = &comparing->as_is;
    const struct side *to_be = &comparing->to_be;
    const struct journey_visit *left = &as_is->journey->visits[as_is->first_visit[a->index]];
    const struct journey_visit *right = &to_be->journey->visits[to_be->first_visit[b->index]];
    size_t count = as_is->first_visit[a->index + 1] - as_is->first_visit[a->index];
    if (count != to_be->first_visit[b->index + 1] - to_be->first_visit[b->index]) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (compare_texts_differ(comparing->arena, left[i].reason, right[i].reason) ||
            compare_texts_differ(comparing->arena, left[i].clause, right[i].clause)) {
            return true;
        }
    }
    return false;
}

static bool documents_differ(struct comparing *comparing, const struct bpmn_element *a,
                             const struct bpmn_element *b) {
    const struct side *as_is = &comparing->as_is;
    const struct side *to_be = &comparing->to_be;
    size_t first = as_is->first_document[a->index];
    size_t other = to_be->first_document[b->index];
    size_t count = as_is->first_document[a->index + 1] - first;
    if (count != to_be->first_document[b->index + 1] - other) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (compare_texts_differ(comparing->arena, as_is->journey->documents[first + i].name,
                                 to_be->journey->documents[other + i].name)) {
            return true;
        }
    }
    return false;
}

static bool times_differ(const struct bpmn_element *a, const struct bpmn_element *b) {
    struct bpmn_time left;
    struct bpmn_time right;
    bool one = bpmn_time(a->xml, &left);
    bool other = bpmn_time(b->xml, &right);
    return one != other || left.best != right.best || left.probable != right.probable ||
           left.worst != right.worst;
}

static bool actors_named_differ(struct comparing *comparing, const struct bpmn_element *a,
                                const struct bpmn_element *b) {
    const struct actor *left = &comparing->as_is.actors.of[a->index];
    const struct actor *right = &comparing->to_be.actors.of[b->index];
    return compare_texts_differ(comparing->arena, actor_name(&comparing->as_is.actors, left),
                                actor_name(&comparing->to_be.actors, right));
}

static bool ends_differ(struct comparing *comparing, const struct bpmn_element *a,
                        const struct bpmn_element *b) {
    static const char *const ends[] = {"sourceRef", "targetRef"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        const struct bpmn_element *left = message_end(comparing->as_is.bpmn, a, ends[i]);
        const struct bpmn_element *right = message_end(comparing->to_be.bpmn, b, ends[i]);
        if ((left == NULL ? NULL : comparing->same[left->index]) != right) {
            return true;
        }
    }
    return false;
}

static uint32_t find_differences(struct comparing *comparing, const struct bpmn_element *a,
                                 const struct bpmn_element *b) {
    uint32_t found = compare_texts_differ(comparing->arena, a->name, b->name) ? JOURNEY_NAME : 0;
    found |= types_differ(a, b) ? JOURNEY_TYPE : 0;
    if (a->type == BPMN_SEQUENCE_FLOW || a->type == BPMN_MESSAGE_FLOW) {
        found |= ends_differ(comparing, a, b) ? JOURNEY_ENDS : 0;
        found |= bpmn_share(a->xml) != bpmn_share(b->xml) ? JOURNEY_SHARE : 0;
        return found;
    }
    if (bpmn_is(a, BPMN_IS_NODE) && bpmn_is(b, BPMN_IS_NODE)) {
        found |= times_differ(a, b) ? JOURNEY_TIME : 0;
    }
    if (bpmn_is(a, BPMN_IS_ACTIVITY) && bpmn_is(b, BPMN_IS_ACTIVITY)) {
        found |= actors_named_differ(comparing, a, b) ? JOURNEY_ACTOR : 0;
        found |= visits_differ(comparing, a, b) ? JOURNEY_VISIT : 0;
        found |= documents_differ(comparing, a, b) ? JOURNEY_DOCUMENT : 0;
    }
    return found;
}

/* Nodes, then flows, then the rest. */
static size_t rank(const struct bpmn_element *element) {
    return bpmn_is(element, BPMN_IS_NODE)                                              ? 0
           : element->type == BPMN_SEQUENCE_FLOW || element->type == BPMN_MESSAGE_FLOW ? 1
                                                                                       : 2;
}

static void add_element(struct comparing *comparing, struct journey_element_change *list,
                        struct journey_element_change change) {
    list[comparing->out->element_count++] = change;
    comparing->out->element_marks[change.mark]++;
    if (change.as_is != NULL) {
        comparing->as_is.marks[change.as_is->index] = change.mark;
    }
    if (change.to_be != NULL) {
        comparing->to_be.marks[change.to_be->index] = change.mark;
    }
}

static void compare_elements(struct comparing *comparing) {
    const struct bpmn *as_is = comparing->as_is.bpmn;
    const struct bpmn *to_be = comparing->to_be.bpmn;
    struct journey_element_change *list =
        ARENA_ARRAY(comparing->arena, as_is->element_count + to_be->element_count + 1,
                    struct journey_element_change);
    comparing->out->elements = list;
    for (size_t wanted = 0; wanted < 3 && list != NULL; wanted++) {
        for (size_t i = 0; i < as_is->element_count; i++) {
            const struct bpmn_element *a = as_is->elements[i];
            const struct bpmn_element *b = comparing->same[i];
            if (match_compares(a) && rank(a) == wanted) {
                uint32_t differences = b == NULL ? 0 : find_differences(comparing, a, b);
                enum journey_mark mark = b == NULL          ? JOURNEY_REMOVED
                                         : differences == 0 ? JOURNEY_SAME
                                                            : JOURNEY_CHANGED;
                add_element(comparing, list,
                            (struct journey_element_change){mark, differences, a, b});
            }
        }
        for (size_t i = 0; i < to_be->element_count; i++) {
            const struct bpmn_element *b = to_be->elements[i];
            if (match_compares(b) && rank(b) == wanted && comparing->back[i] == NULL) {
                add_element(comparing, list,
                            (struct journey_element_change){JOURNEY_ADDED, 0, NULL, b});
            }
        }
    }
}

static void invert(struct comparing *comparing) {
    for (size_t i = 0; i < comparing->as_is.bpmn->element_count; i++) {
        if (comparing->same[i] != NULL) {
            comparing->back[comparing->same[i]->index] = comparing->as_is.bpmn->elements[i];
        }
    }
}

enum err journey_compare(struct arena *arena, const struct bpmn *as_is, const struct bpmn *to_be,
                         const struct journey_comparison **out) {
    struct comparing comparing = {.arena = arena};
    *out = NULL;
    enum err err = make_side(arena, as_is, &comparing.as_is);
    if (err == ERR_NONE) {
        err = make_side(arena, to_be, &comparing.to_be);
    }
    if (err != ERR_NONE) {
        return err;
    }
    comparing.out = ARENA_NEW(arena, struct journey_comparison);
    comparing.same = match_models(arena, as_is, to_be);
    comparing.back = ARENA_ARRAY(arena, to_be->element_count + 1, const struct bpmn_element *);
    if (arena_failed(arena)) {
        return err_failed();
    }
    invert(&comparing);
    compare_elements(&comparing);
    compare_visits(&comparing);
    compare_documents(&comparing);
    compare_agencies(&comparing);
    if (arena_failed(arena) || err_last()->err != ERR_NONE) { /* as journey_measure() left it */
        return err_failed();
    }
    comparing.out->as_is = comparing.as_is.journey;
    comparing.out->to_be = comparing.to_be.journey;
    comparing.out->as_is_marks = comparing.as_is.marks;
    comparing.out->to_be_marks = comparing.to_be.marks;
    *out = comparing.out;
    return ERR_NONE;
}
