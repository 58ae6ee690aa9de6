/* Visits, documents and agencies of two models side by side. */
#include <stdlib.h>
#include <string.h>

#include "journey_compare_internal.h"
#include "text.h"

enum { PAIRS_TRIED_MAX = 100 }; /* for each visit of an element */

/* The visit of the to-be, from first on, that a visit of the as-is became: for the same reason, or
   for whatever reason. NULL: none is left. */
static const struct journey_visit *find_visit(struct comparing *comparing,
                                              const struct journey_visit *visit, bool *taken,
                                              bool any_reason) {
    const struct side *to_be = &comparing->to_be;
    const struct bpmn_element *element = comparing->same[visit->element->index];
    if (element == NULL) {
        return NULL;
    }
    size_t first = to_be->first_visit[element->index];
    size_t end = to_be->first_visit[element->index + 1];
    for (size_t i = first; i < end && i - first < PAIRS_TRIED_MAX; i++) {
        const struct journey_visit *other = &to_be->journey->visits[i];
        if (!taken[i] && (any_reason || text_equal(visit->reason, other->reason))) {
            taken[i] = true;
            return other;
        }
    }
    return NULL;
}

void compare_visits(struct comparing *comparing) {
    const struct journey *as_is = comparing->as_is.journey;
    const struct journey *to_be = comparing->to_be.journey;
    struct journey_comparison *out = comparing->out;
    size_t most = as_is->visit_count + to_be->visit_count + 1;
    struct journey_visit_change *list =
        ARENA_ARRAY(comparing->arena, most, struct journey_visit_change);
    bool *taken = ARENA_ARRAY(comparing->arena, most, bool);
    if (list == NULL || taken == NULL) {
        return;
    }
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < as_is->visit_count; i++) {
            const struct journey_visit *visit = &as_is->visits[i];
            if (list[i].to_be == NULL) {
                const struct journey_visit *other = find_visit(comparing, visit, taken, pass == 1);
                bool same = other != NULL && pass == 0 &&
                            !compare_texts_differ(comparing->arena, visit->clause, other->clause);
                list[i] = (struct journey_visit_change){other == NULL ? JOURNEY_REMOVED
                                                        : same        ? JOURNEY_SAME
                                                                      : JOURNEY_CHANGED,
                                                        visit, other};
            }
        }
    }
    out->visits = list;
    out->visit_count = as_is->visit_count;
    for (size_t i = 0; i < to_be->visit_count; i++) {
        if (!taken[i]) {
            list[out->visit_count++] =
                (struct journey_visit_change){JOURNEY_ADDED, NULL, &to_be->visits[i]};
        }
    }
    for (size_t i = 0; i < out->visit_count; i++) {
        out->visit_marks[list[i].mark]++;
    }
}

/* A document by its name as it is searched. */
struct named {
    const char *key;
    const struct journey_document *document;
    size_t order;
    bool to_be;
};

static int compare_named(const void *left, const void *right) {
    const struct named *a = left;
    const struct named *b = right;
    int order = strcmp(a->key, b->key);
    return order != 0             ? order
           : a->to_be != b->to_be ? a->to_be - b->to_be
                                  : (a->order > b->order) - (a->order < b->order);
}

static int compare_changes(const void *left, const void *right) {
    const struct journey_document_change *a = left;
    const struct journey_document_change *b = right;
    if ((a->as_is == NULL) != (b->as_is == NULL)) {
        return a->as_is == NULL ? 1 : -1;
    }
    /* both point into the same list */
    return a->as_is != NULL ? (a->as_is > b->as_is) - (a->as_is < b->as_is)
                            : (a->to_be > b->to_be) - (a->to_be < b->to_be);
}

static size_t name_documents(struct comparing *comparing, const struct journey *journey, bool to_be,
                             struct named *out) {
    size_t count = 0;
    for (size_t i = 0; i < journey->document_count; i++) {
        const struct journey_document *document = &journey->documents[i];
        const char *key =
            document->name == NULL ? NULL : text_fold(comparing->arena, document->name);
        if (key != NULL) {
            out[count++] = (struct named){key, document, i, to_be};
        }
    }
    return count;
}

void compare_documents(struct comparing *comparing) {
    const struct journey *as_is = comparing->as_is.journey;
    const struct journey *to_be = comparing->to_be.journey;
    struct journey_comparison *out = comparing->out;
    size_t most = as_is->document_count + to_be->document_count + 1;
    struct named *named = ARENA_ARRAY(comparing->arena, most, struct named);
    struct journey_document_change *list =
        ARENA_ARRAY(comparing->arena, most, struct journey_document_change);
    if (named == NULL || list == NULL) {
        return;
    }
    size_t count = name_documents(comparing, as_is, false, named);
    count += name_documents(comparing, to_be, true, named + count);
    qsort(named, count, sizeof *named, compare_named);
    for (size_t i = 0, end; i < count; i = end) {
        struct journey_document_change *change = &list[out->document_count++];
        for (end = i; end < count && strcmp(named[end].key, named[i].key) == 0; end++) {
            const struct journey_document **place =
                named[end].to_be ? &change->to_be : &change->as_is;
            *place = *place == NULL ? named[end].document : *place;
        }
        change->mark = change->to_be == NULL   ? JOURNEY_REMOVED
                       : change->as_is == NULL ? JOURNEY_ADDED
                                               : JOURNEY_SAME;
        out->document_marks[change->mark]++;
    }
    qsort(list, out->document_count, sizeof *list, compare_changes);
    out->documents = list;
}

void compare_agencies(struct comparing *comparing) {
    const struct journey *as_is = comparing->as_is.journey;
    const struct journey *to_be = comparing->to_be.journey;
    struct journey_comparison *out = comparing->out;
    size_t most = as_is->agency_count + to_be->agency_count + 1;
    struct journey_agency_change *list =
        ARENA_ARRAY(comparing->arena, most, struct journey_agency_change);
    bool *taken = ARENA_ARRAY(comparing->arena, most, bool);
    if (list == NULL || taken == NULL) {
        return;
    }
    for (size_t i = 0; i < as_is->agency_count; i++) {
        const struct journey_agency *agency = &as_is->agencies[i];
        size_t j = 0;
        while (j < to_be->agency_count &&
               (taken[j] || !agencies_equal(comparing->arena, agency, &to_be->agencies[j]))) {
            j++;
        }
        bool found = j < to_be->agency_count;
        taken[j] = taken[j] || found;
        list[out->agency_count++] =
            found ? (struct journey_agency_change){JOURNEY_SAME, agency, &to_be->agencies[j]}
                  : (struct journey_agency_change){JOURNEY_REMOVED, agency, NULL};
    }
    for (size_t j = 0; j < to_be->agency_count; j++) {
        if (!taken[j]) {
            list[out->agency_count++] =
                (struct journey_agency_change){JOURNEY_ADDED, NULL, &to_be->agencies[j]};
        }
    }
    for (size_t i = 0; i < out->agency_count; i++) {
        out->agency_marks[list[i].mark]++;
    }
    out->agencies = list;
}
